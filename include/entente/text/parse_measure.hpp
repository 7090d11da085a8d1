// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/parse_measure.hpp
/// A measure chosen at run time, by its name. Opt-in: it instantiates every measure, unless these are compiled once
/// (ENTENTE_SEPARATE_COMPILATION).

#include <string_view>

#include "entente/config.hpp"
#include "entente/text/any_measure.hpp"

namespace entente {

/// The measure that a text names: NAME or NAME:ARGUMENT. Throws error on an unknown name or argument.
any_measure parse_measure(std::string_view text);

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/text/src/parse_measure.hpp"
#endif

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/parse_measure.hpp
/// A measure chosen at run time, by its name. Opt-in: it instantiates every measure.

#include <boost/optional.hpp>

#include <string>
#include <string_view>

#include "entente/text/any_measure.hpp"
#include "entente/text/measure_names.hpp"

namespace entente {

/// The measure that a text names: NAME or NAME:ARGUMENT. Throws error on an unknown name or argument.
inline any_measure parse_measure(std::string_view text) {
    boost::optional<any_measure> found;
    visit_measure(text, [&](auto const& m) { found.emplace(std::string(text), m); });
    return *found;
}

}  // namespace entente

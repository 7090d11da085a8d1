// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/adapted_formula.hpp
/// What measures/adapted.hpp is to measures, to those that are chosen at run time.

#include <memory>

#include "entente/config.hpp"
#include "entente/text/any_formula.hpp"

namespace entente::detail {

/// A formula turned into a distance or an agreement in [0, 1]; itself where it is one already. Throws
/// error(invalid_argument) where its range has no finite ends.
std::shared_ptr<any_formula const> adapted_formula(std::shared_ptr<any_formula const> of, orientation to);

}  // namespace entente::detail

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/text/src/adapted_formula.hpp"
#endif

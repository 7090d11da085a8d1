// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/number.hpp
/// Numbers from text.

#include <boost/optional/optional.hpp>

#include <string_view>

#include "entente/base/parse_number.hpp"

namespace entente::io {

/// The number that the whole of a text spells, as `-2`, `+2`, `0.5` or `1e-3`; whatever the locale.
/// Returns none when it is no number, NaN or infinite, or too large or too small for a double.
/// Complexity: linear.
inline boost::optional<double> parse_number(std::string_view text) {
    return entente::detail::parse_number(text);
}

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/number.hpp
/// Numbers from text.

#include <boost/optional/optional.hpp>

#include <charconv>
#include <cmath>
#include <string_view>
#include <system_error>

namespace entente::io {

/// The number that the whole of a text spells, as `-2`, `+2`, `0.5` or `1e-3`; whatever the locale.
/// Returns none when it is no number, NaN or infinite, or too large or too small for a double.
/// Complexity: linear.
inline boost::optional<double> parse_number(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    double value = 0;
    auto const [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return boost::none;
    return value;
}

}  // namespace entente::io

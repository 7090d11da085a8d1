// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/argument.hpp
/// The argument of NAME:ARGUMENT as a number, and the parameter that it becomes.

#include <charconv>
#include <string>
#include <string_view>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"

namespace entente::detail {

/// The number that a text is, `otherwise` where it is empty. Throws error unless it is a number in [lower, upper].
inline double number_argument(std::string_view measure, std::string_view text, double otherwise, double lower,
                              double upper) {
    if (text.empty()) return otherwise;
    double value = 0;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code == std::errc{} && end == text.data() + text.size() && value >= lower && value <= upper) return value;
    throw error(errc::invalid_argument,
                std::string(measure) + " takes a number from " + number_text(lower) + " to " + number_text(upper),
                {.value = std::string(text)});
}

/// Throws error unless a measure's parameter, however it was set, is in [lower, upper].
inline void require_parameter(std::string_view measure, double value, double lower, double upper) {
    if (value >= lower && value <= upper) return;
    throw error(errc::invalid_argument,
                std::string(measure) + " takes a number from " + number_text(lower) + " to " + number_text(upper),
                {.value = number_text(value)});
}

}  // namespace entente::detail

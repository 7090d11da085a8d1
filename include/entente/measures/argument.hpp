// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/argument.hpp
/// A measure's parameter, which is the argument of NAME:ARGUMENT.

#include <string>
#include <string_view>
#include <utility>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/parse_number.hpp"
#include "entente/error.hpp"

namespace entente::detail {

/// What a measure's parameter may be, written as text or set: a number in [least, greatest].
struct parameter_range {
    std::string_view measure;  ///< whose it is, for messages
    double least, greatest;

    /// The number that a text is, `otherwise` where it is empty. Throws error unless it is in range.
    double parse(std::string_view text, double otherwise) const {
        if (text.empty()) return otherwise;
        auto const value = parse_number(text);
        if (!value || !holds(*value)) refuse(std::string(text));
        return *value;
    }

    /// Throws error unless the number is in range.
    void require_value(double value) const {
        if (!holds(value)) refuse(number_text(value));
    }

    constexpr bool holds(double value) const { return is_finite(value) && value >= least && value <= greatest; }

    [[noreturn]] void refuse(std::string value) const {
        throw error(fault_code::invalid_argument,
                    std::string(measure) + " takes a number from " + number_text(least) + " to " +
                        number_text(greatest),
                    {.value = std::move(value)});
    }
};

}  // namespace entente::detail

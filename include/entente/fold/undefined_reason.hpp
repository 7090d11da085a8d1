// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/undefined_reason.hpp
/// Why a measure has no value.

#include <string_view>

namespace entente {

/// Why there is no value.
enum class undefined_reason : unsigned char {
    defined,         ///< there is one
    nothing_shared,  ///< no issue on which both hold a position, nor one that the policy fills in
    too_few_shared,  ///< fewer shared issues than the minimum overlap
    no_weight,       ///< the shared issues weigh nothing
    no_variation,    ///< the formula divides by a variation, or an agreement beyond chance, that is not there
    beyond_range,    ///< the formula gave what the measure says it cannot give: the measure is wrong
    overflow,        ///< the value is beyond the greatest number
    underflow,       ///< the value is not 0, and below the least number of all its digits, 2.2e-308
};

constexpr std::string_view to_string(undefined_reason r) {
    constexpr std::string_view texts[] = {"",
                                          "nothing shared",
                                          "too few shared issues",
                                          "shared issues weigh nothing",
                                          "no variation",
                                          "beyond the measure's range",
                                          "beyond the greatest number",
                                          "below the least number"};
    return texts[static_cast<int>(r)];
}

}  // namespace entente

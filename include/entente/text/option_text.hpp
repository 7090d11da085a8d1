// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/option_text.hpp
/// Options of a comparison as text, for programs that take them from a user.

#include <string>
#include <string_view>

#include "entente/base/parse_number.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/error.hpp"

namespace entente {

/// none, issue, first, second, mean, product, min or max. Throws error on anything else.
inline weighting parse_weighting(std::string_view text) {
    for (auto w : {weighting::none, weighting::issue, weighting::first, weighting::second, weighting::mean,
                   weighting::product, weighting::min, weighting::max})
        if (text == to_string(w)) return w;
    throw error(fault_code::invalid_argument, "weights are none, issue, first, second, mean, product, min or max",
                {.value = std::string(text)});
}

/// pairwise, neutral, opposite_extreme, expected, rated or penalty:X, all but the first with `:second` at the
/// end to fill in for the second actor only. Throws error on anything else.
inline missing_policy parse_missing_policy(std::string_view text) {
    auto const whole = text;
    auto const refuse = [&](char const* message) -> missing_policy {
        throw error(fault_code::invalid_argument, message, {.value = std::string(whole)});
    };
    auto side = missing_policy::fill::either;
    constexpr std::string_view second = ":second";
    if (text != "pairwise" && text.ends_with(second)) {
        side = missing_policy::fill::second;
        text.remove_suffix(second.size());
    }
    if (text == "pairwise")
        return side == missing_policy::fill::either ? missing_policy::pairwise() : refuse("pairwise fills in nothing");
    if (text == "neutral") return missing_policy::neutral(side);
    if (text == "opposite_extreme") return missing_policy::opposite_extreme(side);
    if (text == "expected") return missing_policy::expected(side);
    if (text == "rated") return missing_policy::rated(side);
    constexpr std::string_view penalty = "penalty:";
    if (text.starts_with(penalty)) {
        text.remove_prefix(penalty.size());
        if (auto const amount = detail::parse_number(text)) return missing_policy::penalty(*amount, side);
        return refuse("a penalty is written penalty:X with X in [0, 1]");
    }
    return refuse("missing positions are treated as pairwise, neutral, opposite_extreme, expected, rated or penalty:X");
}

}  // namespace entente

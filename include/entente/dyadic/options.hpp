// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/options.hpp
/// What every dyadic call may be told: which weights, what to do with missing positions, how much must be shared.

#include <cstddef>
#include <string>
#include <string_view>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"

namespace entente {

/// What an issue weighs in the comparison of two actors.
enum class weighting {
    none,     ///< 1
    issue,    ///< the weight of the issue
    first,    ///< the salience of the first actor; a salience not stated counts as 1
    second,   ///< the salience of the second actor
    mean,     ///< the mean of both saliences
    product,  ///< the product of both saliences
    min,      ///< the lesser of both saliences
    max,      ///< the greater of both saliences
};

constexpr std::string_view to_string(weighting w) {
    constexpr std::string_view names[] = {"none", "issue", "first", "second", "mean", "product", "min", "max"};
    return names[static_cast<int>(w)];
}

/// Whether the weights of a pair depend on who comes first.
constexpr bool is_symmetric(weighting w) {
    return w != weighting::first && w != weighting::second;
}

/// Whether the weights of a pair depend on the stance of the second actor.
constexpr bool depends_on_second(weighting w) {
    return w != weighting::none && w != weighting::issue && w != weighting::first;
}

/// What to do with an issue on which exactly one of two actors has a position. An issue on which neither has one says
/// nothing and is left out under every policy.
struct missing_policy {
    enum class rule {
        pairwise,          ///< leave the issue out
        neutral,           ///< take the middle of the scale; not for nominal scales
        opposite_extreme,  ///< take the end of the scale farther from the known position; on a nominal scale, another category
        expected,          ///< average over all positions of the scale, equally likely
        penalty,           ///< count as a fixed share of the greatest difference; not for nominal scales
        rated,             ///< as the measure itself rates silence; for measures that do, such as some tables
    };
    enum class fill {
        either,  ///< fill in for whichever actor has no position
        second,  ///< fill in for the second actor only: what the first has not answered is left out
    };

    rule what = rule::pairwise;
    double amount = 0;  ///< of the penalty, in [0, 1]
    fill whose = fill::either;

    static constexpr missing_policy pairwise() { return {}; }
    static constexpr missing_policy neutral(fill f = fill::either) { return {rule::neutral, 0, f}; }
    static constexpr missing_policy opposite_extreme(fill f = fill::either) { return {rule::opposite_extreme, 0, f}; }
    static constexpr missing_policy expected(fill f = fill::either) { return {rule::expected, 0, f}; }
    static constexpr missing_policy rated(fill f = fill::either) { return {rule::rated, 0, f}; }
    static missing_policy penalty(double amount, fill f = fill::either) {
        if (!detail::is_finite(amount) || !(amount >= 0 && amount <= 1))
            throw error(fault_code::invalid_argument, "a penalty is a share of the greatest difference, in [0, 1]",
                        {.value = detail::number_text(amount)});
        return {rule::penalty, amount, f};
    }
    friend constexpr bool operator==(missing_policy const&, missing_policy const&) = default;
};

/// Options of a comparison. The defaults compare what both hold, every issue alike.
struct compare_options {
    missing_policy missing{};
    weighting weights = weighting::none;
    /// Fewer issues than this on which both hold positions: undefined.
    std::size_t min_overlap = 1;
    /// Multiply each weight by the confidence of both stances.
    bool weigh_confidence = false;
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/formulas.hpp
/// What several measures of one issue have in common.

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "entente/error.hpp"
#include "entente/fold/undefined_reason.hpp"
#include "entente/group/holdings.hpp"

namespace entente::detail {

/// The weights of all positions together, summed as the formulas sum them.
inline double total(std::vector<statistics::holdings::held> const& all) {
    double sum = 0;
    for (auto const& h : all) sum += h.weight;
    return sum;
}
inline double total(std::vector<double> const& weights) {
    double sum = 0;
    for (double const w : weights) sum += w;
    return sum;
}

/// What weighs below a step between two categories, and above: each a sum of its own, for what one side leaves of the
/// whole has lost the digits of a light one.
struct two_sides {
    double below = 0, above = 0;
};
/// Of each category but the last the weight at or below it, and above. Precondition: a category.
inline std::vector<two_sides> sides_of_steps(std::vector<double> const& weights) {
    std::vector<two_sides> sides(weights.size() - 1);
    double below = 0, above = 0;
    for (std::size_t k = 0; k < sides.size(); ++k) sides[k].below = below += weights[k];
    for (auto k = sides.size(); k-- > 0;) sides[k].above = above += weights[k + 1];
    return sides;
}
/// The same as shares of all. Precondition: some weight.
inline std::vector<two_sides> cumulative_shares(std::vector<double> const& weights) {
    double const all = total(weights);
    auto shares = sides_of_steps(weights);
    for (auto& s : shares) s.below /= all, s.above /= all;
    return shares;
}
/// The share of each position, and of all others together.
struct share_and_rest {
    double share, rest;
};
inline std::vector<share_and_rest> shares_of(std::vector<statistics::holdings::held> const& held) {
    double const all = total(held);
    std::vector<share_and_rest> shares;
    double sum = 0;
    for (auto const& h : held) shares.push_back({h.weight / all, sum / all}), sum += h.weight;
    sum = 0;
    for (auto k = held.size(); k-- > 0;) shares[k].rest += sum / all, sum += held[k].weight;
    return shares;
}

/// Why a value in units of the issue is none: nobody is there, or it is too small.
inline undefined_reason nobody_or_underflow(statistics::holdings const& s) {
    return s.count ? undefined_reason::underflow : undefined_reason::nothing_shared;
}

/// Throws scale_error unless the issue has so many categories.
inline void require_categories(issue_column const& issue, std::size_t least, char const* message) {
    if (issue.categories.size() < least) throw scale_error(fault_code::incompatible_scales, message, {.issue = issue.name});
}

/// -p log2 p, 0 at 0; the rest is 1 - p, of which p itself has lost the digits where it is near 1.
inline double surprise(double p, double rest) {
    if (!(p > 0)) return 0;
    return -p * (rest < 0.5 ? std::log1p(-rest) / std::numbers::ln2 : std::log2(p));
}

}  // namespace entente::detail

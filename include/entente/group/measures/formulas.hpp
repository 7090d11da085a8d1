// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/formulas.hpp
/// What several measures of one issue have in common.

#include <cmath>
#include <cstddef>
#include <vector>

#include "entente/error.hpp"
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

/// sum w x / sum w, from the first position so that a narrow band far from 0 loses nothing.
inline double mean_of(std::vector<statistics::holdings::held> const& all) {
    double const first = all.front().position, weight = total(all);
    double sum = 0;
    for (auto const& h : all) sum += h.weight * (h.position - first);
    return first + sum / weight;
}
/// sum w (x - mean)^p / sum w.
inline double central_moment(std::vector<statistics::holdings::held> const& all, int p) {
    double const mean = mean_of(all), weight = total(all);
    double sum = 0;
    for (auto const& h : all) sum += h.weight * std::pow(h.position - mean, p);
    return sum / weight;
}

/// The share of the weight at or below each category but the last. Precondition: some weight, and two categories.
inline std::vector<double> cumulative_shares(std::vector<double> const& weights) {
    double const all = total(weights);
    std::vector<double> shares(weights.size() - 1);
    double sum = 0;
    for (std::size_t k = 0; k < shares.size(); ++k) shares[k] = (sum += weights[k]) / all;
    return shares;
}

/// Throws scale_error unless the issue has so many categories.
inline void require_categories(issue_column const& issue, std::size_t least, char const* message) {
    if (issue.categories.size() < least) throw scale_error(fault_code::incompatible_scales, message, {.issue = issue.name});
}

/// -p log2 p, 0 at 0.
inline double surprise(double p) {
    return p > 0 ? -p * std::log2(p) : 0.0;
}

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "entente/fold/measure.hpp"
#include "entente/measures/geometric_mean.hpp"
#include "entente/measures/statistics/joint_distribution.hpp"

namespace entente::measures {

/// Do two actors put issues in the same order?
///
/// Formula: (C - D) / sqrt((C + D + T_u) (C + D + T_v)) over pairs of issues: C in the same order, D in opposite order,
/// T_u tied for the first actor only, T_v for the second only. Range [-1, 1], agreement, symmetric. A weight w counts
/// as w issues of that pair of positions, so that a pair of issues weighs the product of their weights. Issues of
/// different scales are ordered together by their unit coordinates. None where an actor holds one position throughout.
/// O(shared log shared) beyond the fold. Source: Kendall (1945); counted as in Knight (1966).
struct kendall_tau_b {
    using statistic = statistics::joint_distribution;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "kendall_tau_b",
        .argument = "",
        .formula = "(C - D) / sqrt((C + D + T_u) (C + D + T_v))",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "an actor holds one position throughout",
        .source = "Kendall 1945; Knight 1966",
        .also_called = "tau-b",
    };

    boost::optional<double> operator()(statistic const& s) const {
        auto const points = s.merged();
        // Where the v of a point stands among the distinct v.
        std::vector<double> levels;
        for (auto const& p : points) levels.push_back(p.v);
        std::sort(levels.begin(), levels.end());
        levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
        if (levels.size() < 2 || points.front().u == points.back().u) return boost::none;
        std::vector<double> at_level(levels.size(), 0.0);
        std::vector<std::size_t> place(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            place[i] =
                static_cast<std::size_t>(std::lower_bound(levels.begin(), levels.end(), points[i].v) - levels.begin());
            at_level[place[i]] += points[i].weight;
        }
        // Sums over pairs that differ, rather than all pairs less the tied: nothing cancels.
        double differ_v = 0, below = 0;
        for (double const w : at_level) differ_v += w * below, below += w;

        std::vector<double> tree(levels.size() + 1, 0.0);  // binary indexed: weight of the points so far, by level of v
        auto const up_to = [&](std::size_t level) {
            double sum = 0;
            for (auto i = level; i > 0; i &= i - 1) sum += tree[i];
            return sum;
        };
        double differ_u = 0, score = 0, before = 0;
        for (std::size_t from = 0, to = 0; from < points.size(); from = to) {
            double tied = 0;
            for (; to < points.size() && points[to].u == points[from].u; ++to) {
                score += points[to].weight * (up_to(place[to]) - (before - up_to(place[to] + 1)));
                tied += points[to].weight;
            }
            differ_u += tied * before;
            before += tied;
            for (auto i = from; i < to; ++i)
                for (auto j = place[i] + 1; j < tree.size(); j += j & (~j + 1)) tree[j] += points[i].weight;
        }
        // Rounding may lead a hair beyond the bounds.
        return std::clamp(score / detail::geometric_mean(differ_u, differ_v), -1.0, 1.0);
    }
};

}  // namespace entente::measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "entente/fold/measure.hpp"
#include "entente/measures/geometric_mean.hpp"
#include "entente/measures/statistics/joint_distribution.hpp"

namespace entente::measures {

/// Do two actors' positions rise and fall together, by rank?
///
/// Formula: Pearson's correlation of mid-ranks: equal positions share the mean of the ranks that they take. Range [-1,
/// 1], agreement, symmetric. A weight w counts as w issues of that pair of positions: a rank is the weight below plus
/// half of the weight at the position. Issues of different scales are ranked together by their unit coordinates. None
/// where an actor holds one position throughout. O(shared log shared) beyond the fold.
/// Source: Spearman (1904).
struct spearman {
    using statistic = statistics::joint_distribution;
    static constexpr measure_description description{
        .name = "spearman",
        .form = measure_form::association,
        .argument = "",
        .formula = "cov(ranks) / sqrt(var(rank u) var(rank v)), mid-ranks",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "an actor holds one position throughout",
        .source = "Spearman 1904",
        .also_called = "rho",
    };

    boost::optional<double> operator()(statistic const& s) const {
        auto const points = s.merged_either_way();
        if (points.empty()) return boost::none;
        // Ranks are counted from the mean rank, in halves, which keeps sums of whole weights exact.
        auto const ranks = [&](auto const& of) {
            std::vector<std::size_t> order(points.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::sort(order.begin(), order.end(), [&](auto i, auto j) { return of(points[i]) < of(points[j]); });
            double total = 0, below = 0;
            for (auto const& p : points) total += p.weight;
            std::vector<double> rank(points.size());
            for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
                double tied = 0;
                for (; to < order.size() && of(points[order[to]]) == of(points[order[from]]); ++to)
                    tied += points[order[to]].weight;
                for (auto i = from; i < to; ++i) rank[order[i]] = 2 * below + tied - total;
                below += tied;
            }
            return rank;
        };
        auto const varies = [&](auto const& of) {
            return std::any_of(points.begin(), points.end(),
                               [&](auto const& p) { return of(p) != of(points.front()); });
        };
        auto const u = [](auto const& p) { return p.u; };
        auto const v = [](auto const& p) { return p.v; };
        if (!varies(u) || !varies(v)) return boost::none;
        auto const x = ranks(u), y = ranks(v);
        double xx = 0, yy = 0, xy = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            xx += points[i].weight * (x[i] * x[i]);
            yy += points[i].weight * (y[i] * y[i]);
            xy += points[i].weight * (x[i] * y[i]);
        }
        // Rounding may lead a hair beyond the bounds.
        return std::clamp(xy / detail::geometric_mean(xx, yy), -1.0, 1.0);
    }
};

}  // namespace entente::measures

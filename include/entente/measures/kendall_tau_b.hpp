// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "entente/fold/traits.hpp"
#include "entente/measures/enclosure/interval.hpp"
#include "entente/measures/geometric_mean.hpp"
#include "entente/measures/statistics/joint_distribution.hpp"

namespace entente::measures {

/// Do two actors put issues in the same order?
///
/// Formula: (C - D) / sqrt((C + D + T_u) (C + D + T_v)) over pairs of issues: C in the same order, D in opposite order,
/// T_u tied for the first actor only, T_v for the second only. Range [-1, 1], agreement, symmetric. A weight w counts
/// as w issues of that pair of positions, so that a pair of issues weighs the product of their weights. Issues of
/// different scales are ordered together by their unit coordinates. None where an actor holds one position throughout.
/// O(shared log shared) beyond the fold.
/// Source: Kendall (1945); counted as in Knight (1966).
struct kendall_tau_b {
    using statistic = statistics::joint_distribution;
    static constexpr measure_description description{
        .name = "kendall_tau_b",
        .form = measure_form::association,
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
        auto const points = s.merged_either_way();
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

    /// Bounds where positions are open: orders of pairs of issues; of a known and an open one over all
    /// positions of the open one, of two open ones each for itself. On scales with categories.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        if (!std::all_of(open.begin(), open.end(), [](open_issue const& o) { return o.countable(); }))
            return boost::none;
        auto const points = known.merged();
        auto const order = [](double p, double q) { return p > q ? 1.0 : p < q ? -1.0 : 0.0; };
        auto const order_of = [&](detail::sum_interval const& p, detail::sum_interval const& q) {
            return detail::sum_interval{order(p.lower, q.upper), order(p.upper, q.lower)};
        };
        auto const differ = [](detail::sum_interval const& p, detail::sum_interval const& q) {
            bool const apart = p.upper < q.lower || q.upper < p.lower,
                       same = p.lower == p.upper && q.lower == q.upper && !apart;
            return detail::sum_interval{apart ? 1.0 : 0.0, same ? 0.0 : 1.0};
        };
        detail::sum_interval score, first, second;
        double total = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            total += points[i].weight;
            for (std::size_t j = 0; j < i; ++j) {
                double const w = points[i].weight * points[j].weight, u = order(points[i].u, points[j].u),
                             v = order(points[i].v, points[j].v);
                score += w * detail::sum_interval{u * v, u * v};
                first += w * detail::sum_interval{(std::abs)(u), (std::abs)(u)};
                second += w * detail::sum_interval{(std::abs)(v), (std::abs)(v)};
            }
        }
        auto const span_of = [&](possible_positions const& p, issue_column const& c) {
            return detail::sum_interval{c.normalised(p.lower), c.normalised(p.upper)};
        };
        for (std::size_t i = 0; i < open.size(); ++i) {
            auto const& o = open[i];
            auto const& c = columns[o.issue];
            total += o.weight;
            enclosed_value of_score, of_first, of_second;
            for (double const x : o.first.categories)
                for (double const y : o.second.categories) {
                    double sum = 0, us = 0, vs = 0;
                    for (auto const& p : points) {
                        double const u = order(c.normalised(x), p.u), v = order(c.normalised(y), p.v);
                        sum += p.weight * u * v, us += p.weight * (std::abs)(u), vs += p.weight * (std::abs)(v);
                    }
                    of_score.take(sum), of_first.take(us), of_second.take(vs);
                }
            score += o.weight * detail::sum_interval{of_score.lower, of_score.upper};
            first += o.weight * detail::sum_interval{of_first.lower, of_first.upper};
            second += o.weight * detail::sum_interval{of_second.lower, of_second.upper};
            auto const u = span_of(o.first, c), v = span_of(o.second, c);
            for (std::size_t j = 0; j < i; ++j) {
                double const w = o.weight * open[j].weight;
                auto const s = span_of(open[j].first, columns[open[j].issue]),
                           t = span_of(open[j].second, columns[open[j].issue]);
                score += w * (order_of(u, s) * order_of(v, t));
                first += w * differ(u, s);
                second += w * differ(v, t);
            }
        }
        if (!(total > 0)) return boost::none;
        double const hair = detail::slack(open), pairs = total * total / 2;
        return detail::correlation_between(detail::widened(score, pairs, hair), detail::widened(first, pairs, hair),
                                           detail::widened(second, pairs, hair));
    }
};

}  // namespace entente::measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/bounds.hpp
/// What is the least, and the greatest, value that positions not known leave open?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "entente/dyadic/compare.hpp"

namespace entente {

/// Which positions are thought to be possible.
struct bounds_options {
    enum class open_positions {
        withheld,  ///< those of withheld stances; without any stance, an actor has no position on an issue
        missing,   ///< those of withheld stances and those of which nothing is known
    };
    open_positions open = open_positions::withheld;
    compare_options compare{};  ///< the missing policy is not used: positions are completed, not filled in
};

/// An interval that holds the value of every completion.
struct value_bounds {
    boost::optional<double> lower{};  ///< none where no completion has a value
    boost::optional<double> upper{};
    bool exact = false;     ///< whether both ends are reached
    std::size_t open = 0;   ///< issues on which a position was completed
    std::size_t shared = 0; ///< issues on which both hold positions
};

namespace detail {

/// Positions at which the value of a separable measure on one issue can be extreme, given the other position.
template <class Measure>
void append_extremes(Measure const& m, issue_column const& issue, boost::optional<double> other, std::vector<double>& out) {
    if (!issue.categories.empty()) {
        out.insert(out.end(), issue.categories.begin(), issue.categories.end());
        return;
    }
    out.insert(out.end(), {issue.lower, issue.upper, std::clamp(issue.neutral(), issue.lower, issue.upper)});
    if (!other) return;
    out.push_back(*other);
    // A measure whose formula bends elsewhere says where.
    if constexpr (requires { m.append_stationary(*other, issue, out); }) m.append_stationary(*other, issue, out);
}

}  // namespace detail

/// Bounds the value of two actors of a matrix over all completions of positions within their scales.
///
/// Exact for separable measures whose value on one issue is extreme at an end of the scale, at neutral, at the other's position or
/// where the measure says. For others the interval is [least value, greatest value] of the measure unless nothing is open:
/// an honest enclosure that says exact = false. Weights do not depend on what is completed: saliences are as stated, 1 where there is
/// no stance, and completed positions are sure. Monotone: a position that becomes known, weights being equal, never widens the bounds.
/// Throws as `compare` does. O(stances of both + open * categories^2).
template <dyadic_measure Measure>
value_bounds bounds(position_matrix const& matrix, std::size_t a, std::size_t b, Measure const& measure,
                    bounds_options const& options = {}) {
    auto compare_by = options.compare;
    compare_by.missing = missing_policy::pairwise();
    detail::require_meaning(measure, matrix.columns(), compare_by);
    bool const all = options.open == bounds_options::open_positions::missing;

    value_bounds result;
    auto const& m = detail::bound_to(measure, a, b);
    auto const empty = detail::initial_statistic(m, matrix.columns());
    auto known = fold(matrix.row(a), matrix.row(b), matrix.columns(), compare_by, empty);
    result.shared = known.shared;
    double low = 0, high = 0, open_weight = 0, open_mass = 0;
    bool enclose = !separable_measure<Measure>;

    std::vector<double> firsts, seconds;
    auto const open_issue = [&](std::size_t i, cell const* x, cell const* y) {
        auto const& issue = matrix.issue(i);
        bool const has_x = x && x->known, has_y = y && y->known;
        double const w = detail::pair_weight(compare_by, issue, x, y);
        ++result.open;
        open_weight += w;
        if constexpr (separable_measure<Measure>) {
            if (!(w > 0)) return;
            double least = std::numeric_limits<double>::infinity(), most = -least;
            double mass = -1;
            firsts.clear();
            if (has_x)
                firsts.push_back(x->position);
            else
                detail::append_extremes(m, issue, has_y ? boost::make_optional(y->position) : boost::none, firsts);
            for (double const p : firsts) {
                seconds.clear();
                if (has_y)
                    seconds.push_back(y->position);
                else
                    detail::append_extremes(m, issue, p, seconds);
                for (double const q : seconds) {
                    auto one = empty;
                    one.add(p, q, w, issue);
                    // A mean whose weights depend on the position completed is not extreme issue by issue.
                    if (mass >= 0 && mass != detail::mass(one)) enclose = true;
                    mass = detail::mass(one);
                    if (auto const v = detail::value_of(m, one)) {
                        least = std::min(least, *v);
                        most = std::max(most, *v);
                    }
                }
            }
            if (!(mass > 0)) return;
            open_mass += mass;
            low += mass * std::pow(least, m.exponent);
            high += mass * std::pow(most, m.exponent);
        }
    };
    std::size_t next = 0;
    auto const skip_to = [&](std::size_t issue) {
        if (all)
            for (; next < issue; ++next) open_issue(next, nullptr, nullptr);
        next = issue + 1;
    };
    detail::merge_rows(matrix.row(a), matrix.row(b), [&](std::uint32_t i, cell const* x, cell const* y) {
        skip_to(i);
        bool const has_x = x && x->known, has_y = y && y->known;
        if (has_x && has_y) return;
        if (all || (x && y)) open_issue(i, x, y);
    });
    if (all) skip_to(matrix.issues());

    if (result.shared + result.open < std::max<std::size_t>(1, compare_by.min_overlap)) return result;
    double const weight = known.statistic.weight + open_weight;
    if (!(weight > 0)) return result;
    if (!result.open) {
        result.lower = result.upper = detail::value_of(m, known.statistic);
        result.exact = true;
    } else if (enclose) {
        result.lower = detail::least_value(m);
        result.upper = Measure::description.upper;
    } else if constexpr (separable_measure<Measure>) {
        auto const value = known.statistic.weight > 0 ? detail::value_of(m, known.statistic) : boost::optional<double>();
        double const known_mass = value ? detail::mass(known.statistic) : 0.0;
        double const mass = known_mass + open_mass;
        if (!(mass > 0)) return result;
        double const base = value ? known_mass * std::pow(*value, m.exponent) : 0.0;
        auto const mean = [&](double powers) {  // within the bounds of the measure, whatever rounding makes of it
            return std::clamp(std::pow(powers / mass, 1 / m.exponent), detail::least_value(m), Measure::description.upper);
        };
        result.lower = mean(base + low);
        result.upper = mean(base + high);
        result.exact = true;
    }
    return result;
}

/// Bounds the value of two actors of a graph, each stance read as `how` says.
template <stance_graph_like Graph, measures_on<Graph> Measure>
value_bounds bounds(Graph const& g, id<actor_t<Graph>> a, id<actor_t<Graph>> b, Measure const& m,
                    bounds_options const& options = {}, reading<Graph> const& how = {}) {
    return bounds(detail::pair_matrix(g, a, b, how), 0, 1, detail::bound_to(m, a.value, b.value), options);
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Every pair of positions itself, for measures that no fixed number of sums can tell: those by rank, and those by the
/// greatest difference.
///
/// A point is a pair of unit coordinates, with how often it came and what it weighs in all. Pairs of no weight are
/// counted in `count` and are no points. Addition appends; subtraction appends with the sign turned; `merged` brings
/// the two together: what was added and taken away again is gone without a trace, for counts decide. Equal positions on
/// scales of different length meet in one point where their unit coordinates are equal, see issue_column::on_grid.
///
/// add: O(1); += and -=: O(points of the other), amortised; the list stays below 2 * count + 16 points or what was
/// added to it.
struct joint_distribution {
    struct point {
        double u, v;         ///< unit coordinates of the first and the second actor, in [0, 1]
        double weight;       ///< sum w
        std::int64_t count;  ///< how many pairs
    };

    static constexpr bool subtracts_exactly = true;

    std::size_t count = 0;
    double weight = 0;            ///< sum w
    std::vector<point> points{};  ///< in the order in which they came, repetitions and retractions included

    void add(double x, double y, double w, issue_column const& issue) {
        ++count;
        weight += w;
        if (w > 0) points.push_back({issue.on_grid(x), issue.on_grid(y), w, 1});
    }
    joint_distribution& operator+=(joint_distribution const& o) { return append(o, 1); }
    joint_distribution& operator-=(joint_distribution const& o) { return append(o, -1); }

    /// The distinct points by u, then v, each with its count and weight; without those that were taken away again.
    /// O(points * log points).
    std::vector<point> merged() const {
        auto all = points;
        merge(all);
        return all;
    }
    /// The same, or with u and v exchanged in all of them, whichever comes first in order: a sum over these has the same
    /// bits whichever actor is the first. O(points * log points).
    std::vector<point> merged_either_way() const;
    /// The greatest |u - v|, or none where nothing has weight. O(points) unless something was subtracted.
    boost::optional<double> greatest_difference() const {
        boost::optional<double> greatest;
        auto const take = [&](std::vector<point> const& from) {
            for (auto const& p : from) {
                double const d = (std::abs)(p.u - p.v);
                if (!greatest || d > *greatest) greatest = d;
            }
        };
        bool const additions_only =
            std::all_of(points.begin(), points.end(), [](point const& p) { return p.count > 0; });
        additions_only ? take(points) : take(merged());
        return greatest;
    }

private:
    static void merge(std::vector<point>& all);
    joint_distribution& append(joint_distribution const& o, int sign) {
        count = sign > 0 ? count + o.count : count - o.count;
        weight += sign * o.weight;
        auto const others = o.points.size();  // the other may be this one
        points.reserve(points.size() + others);
        for (std::size_t i = 0; i < others; ++i) {
            auto p = o.points[i];
            p.weight *= sign, p.count *= sign;
            points.push_back(p);
        }
        if (sign < 0 && points.size() > 2 * count + 16) merge(points);
        return *this;
    }
};

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE std::vector<joint_distribution::point> joint_distribution::merged_either_way() const {
    auto one = merged(), other = one;
    for (auto& p : other) std::swap(p.u, p.v);
    auto const before = [](point const& p, point const& q) {
        return std::tie(p.u, p.v, p.weight) < std::tie(q.u, q.v, q.weight);
    };
    std::sort(other.begin(), other.end(), before);
    bool const exchange = std::lexicographical_compare(other.begin(), other.end(), one.begin(), one.end(), before);
    return exchange ? other : one;
}

ENTENTE_INLINE void joint_distribution::merge(std::vector<point>& all) {
    // Weights of one point in an order of their own, so that their sum has the same bits however they came, and what was
    // taken away stands beside what was added.
    auto const before = [](point const& p, point const& q) {
        if (p.u != q.u || p.v != q.v) return std::tie(p.u, p.v) < std::tie(q.u, q.v);
        double const one = (std::abs)(p.weight), other = (std::abs)(q.weight);
        return one != other ? one < other : p.weight < q.weight;
    };
    std::sort(all.begin(), all.end(), before);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size();) {
        point sum = all[i++];
        for (; i < all.size() && all[i].u == sum.u && all[i].v == sum.v; ++i)
            sum.weight += all[i].weight, sum.count += all[i].count;
        if (sum.count != 0) all[kept++] = sum;
    }
    all.resize(kept);
}
#endif

}  // namespace entente::statistics

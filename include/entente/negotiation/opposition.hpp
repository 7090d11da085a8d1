// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/opposition.hpp
/// How far are parties from having all they want at once, how often do they want the opposite, and what does each
/// proposal of a sequence give to whom?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/bargaining_solutions.hpp"
#include "entente/negotiation/utility_table.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#endif

namespace entente {

/// How far is the best outcome from giving each party the most that any outcome gives it?
///
/// Formula: min over outcomes of sqrt(sum_p (1 - u_p / M_p)^2), with M_p the greatest utility of p among all outcomes;
/// only outcomes that give all what they have `reserved` count (empty: all do). 0 where one outcome is best for all.
/// None where no outcome counts, and where an M_p is not above 0: utilities then have no share. O(outcomes * parties).
/// Source: Baarslag et al. (2013), opposition of a scenario.
boost::optional<double> opposition_level(utility_table const& utilities, std::span<double const> reserved = {});

/// How often do two parties want the opposite?
///
/// Formula: of the pairs of outcomes that are not the same to both, the share that one orders strictly one way and the
/// other strictly the other way, counted exactly. In [0, 1]; none where all outcomes are the same to both. O(n log n).
/// Precondition: the parties are of the table.
boost::optional<double> conflict_level(utility_table const& utilities, std::size_t a, std::size_t b);

/// How far an outcome is from the frontier.
struct frontier_distance {
    double distance = 0;      ///< in utilities, Euclidean; 0 on the frontier
    std::size_t nearest = 0;  ///< outcome of the frontier, the first of those as near
};

/// How far is an outcome from the nearest of a frontier, as of `pareto_frontier`? None where the frontier is empty.
/// O(frontier * parties).
boost::optional<frontier_distance> distance_from_frontier(utility_table const& utilities, std::size_t outcome,
                                                          std::span<std::size_t const> frontier);

/// What a step from one proposal to the next does to who makes it, and to another party.
enum class step_kind : unsigned char {
    silent,      ///< nothing, to both
    nice,        ///< nothing to itself, better for the other
    concession,  ///< worse for itself, not worse for the other
    fortunate,   ///< better for both
    selfish,     ///< better for itself, not better for the other
    unfortunate  ///< not better for itself, worse for the other
};

constexpr std::string_view to_string(step_kind k) {
    constexpr std::string_view names[] = {"silent", "nice", "concession", "fortunate", "selfish", "unfortunate"};
    return names[static_cast<int>(k)];
}

/// A step from one proposal to the next.
struct proposal_step {
    std::size_t from = 0, to = 0;  ///< outcomes
    step_kind kind = step_kind::silent;
    double own_change = 0, other_change = 0;  ///< of utility

    template <class Row = proposal_step>
    static auto fields() {
        return std::tuple(make_field<Row>("from", "", "outcome proposed", &Row::from),
                          make_field<Row>("to", "", "outcome proposed next", &Row::to),
                          make_field<Row>("step", "", "what kind it is", &Row::kind),
                          make_field<Row>("own_change", "utility", "to who proposes", &Row::own_change),
                          make_field<Row>("other_change", "utility", "to the other", &Row::other_change));
    }
};

/// The steps of the proposals that a party makes one after the other, seen beside another party. Changes up to
/// `tolerance` are none. Preconditions: outcomes and parties are of the table. O(proposals).
/// Source: Hindriks, Jonker and Tykhonov (2007).
std::vector<proposal_step> proposal_steps(utility_table const& utilities, std::span<std::size_t const> proposals,
                                          std::size_t proposer, std::size_t other, double tolerance = 1e-12);

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE boost::optional<double> opposition_level(utility_table const& utilities,
                                                        std::span<double const> reserved) {
    detail::check_reserved({.reserved = {reserved.begin(), reserved.end()}}, utilities.parties());
    std::vector<double> greatest(utilities.parties(), 0.0);
    for (std::size_t o = 0; o < utilities.outcomes(); ++o)
        for (std::size_t p = 0; p < greatest.size(); ++p)
            greatest[p] = o == 0 ? utilities[o][p] : (std::max)(greatest[p], utilities[o][p]);
    for (double const g : greatest)
        if (!(g > 0)) return boost::none;
    boost::optional<double> least;
    for (auto const o : rational_outcomes(utilities, reserved)) {
        double sum = 0;
        for (std::size_t p = 0; p < greatest.size(); ++p) {
            double const short_of = 1 - utilities[o][p] / greatest[p];
            sum += short_of * short_of;
        }
        if (!least || sum < *least) least = sum;
    }
    if (least) *least = std::sqrt(*least);
    return least;
}

ENTENTE_INLINE boost::optional<double> conflict_level(utility_table const& utilities, std::size_t a, std::size_t b) {
    auto const n = utilities.outcomes();
    std::vector<std::pair<double, double>> all;
    for (std::size_t o = 0; o < n; ++o) all.emplace_back(utilities[o][a], utilities[o][b]);
    std::sort(all.begin(), all.end());
    auto const pairs_of = [](std::uint64_t k) { return k % 2 ? (k - 1) / 2 * k : k / 2 * (k - 1); };
    std::uint64_t counted = n ? pairs_of(n) : 0;
    for (std::size_t first = 0; first < n;) {
        std::size_t last = first;
        while (last < n && all[last] == all[first]) ++last;
        counted -= pairs_of(last - first);
        first = last;
    }
    if (!counted) return boost::none;
    // Inversions of the second, by merging: outcomes of one first utility ascend in the second, and have none.
    std::vector<double> now(n), next(n);
    for (std::size_t o = 0; o < n; ++o) now[o] = all[o].second;
    std::uint64_t opposed = 0;
    for (std::size_t width = 1; width < n; width *= 2) {
        for (std::size_t begin = 0; begin < n; begin += 2 * width) {
            std::size_t const middle = (std::min)(begin + width, n), end = (std::min)(begin + 2 * width, n);
            std::size_t left = begin, right = middle;
            for (std::size_t to = begin; to < end; ++to) {
                if (right == end || (left < middle && now[left] <= now[right]))
                    next[to] = now[left++];
                else
                    opposed += middle - left, next[to] = now[right++];
            }
        }
        now.swap(next);
    }
    return static_cast<double>(opposed) / static_cast<double>(counted);
}

ENTENTE_INLINE boost::optional<frontier_distance>
distance_from_frontier(utility_table const& utilities, std::size_t outcome, std::span<std::size_t const> frontier) {
    boost::optional<frontier_distance> found;
    for (auto const f : frontier) {
        double distance = 0;  // not by squares, which are beyond the numbers long before distances are
        for (std::size_t p = 0; p < utilities.parties(); ++p)
            distance = std::hypot(distance, utilities[outcome][p] - utilities[f][p]);
        if (!found || distance < found->distance) found = frontier_distance{distance, f};
    }
    return found;
}

ENTENTE_INLINE std::vector<proposal_step> proposal_steps(utility_table const& utilities,
                                                         std::span<std::size_t const> proposals, std::size_t proposer,
                                                         std::size_t other, double tolerance) {
    std::vector<proposal_step> steps;
    for (std::size_t i = 1; i < proposals.size(); ++i) {
        auto const from = proposals[i - 1], to = proposals[i];
        proposal_step s{from, to, step_kind::silent, utilities[to][proposer] - utilities[from][proposer],
                        utilities[to][other] - utilities[from][other]};
        int const own = s.own_change > tolerance ? 1 : s.own_change < -tolerance ? -1 : 0;
        int const its = s.other_change > tolerance ? 1 : s.other_change < -tolerance ? -1 : 0;
        s.kind = own > 0   ? (its > 0 ? step_kind::fortunate : step_kind::selfish)
                 : its < 0 ? step_kind::unfortunate
                 : own < 0 ? step_kind::concession
                 : its > 0 ? step_kind::nice
                           : step_kind::silent;
        steps.push_back(s);
    }
    return steps;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/spread.hpp
/// How far many actors are apart over many issues: within and between groups, and in how many camps. Opt-in.

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/pairs/distance_table.hpp"
#include "entente/pairs/dyad_matrix.hpp"

#if ENTENTE_DEFINES(group)
#include <algorithm>
#include <numeric>
#include <string>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/pairs/medoids.hpp"
#endif

namespace entente {

/// What the pairs of two groups, or of one, come to.
struct group_pair {
    std::size_t first = 0, second = 0;  ///< places of the groups; of one group alike
    boost::optional<double> value{};    ///< the mean over pairs that have a value; none where none has
    std::size_t pairs = 0;              ///< that have a value
    std::size_t undefined = 0;          ///< that have none

    template <class Row = group_pair>
    static auto fields() {
        return std::tuple(make_field<Row>("value", "of the measure", "mean over pairs", &Row::value),
                          make_field<Row>("pairs", "", "pairs with a value", &Row::pairs),
                          make_field<Row>("undefined", "", "pairs without one", &Row::undefined));
    }
};

/// How near are the members of each group to each other, and groups to other groups?
///
/// Formula: the mean of the values of all pairs of different actors, one in each of two groups, or both in one; of a measure
/// that is not symmetric both ways. Who is in both groups is no pair with itself. In the units of the matrix's measure:
/// within a group its cohesion, where that is an agreement. Groups are places of actors in the matrix, in any order; one
/// named twice counts once. Groups in their order, each first with itself. Throws error(unknown_name) for a place that
/// the matrix has not got. O(pairs of members).
std::vector<group_pair> within_and_between(dyad_matrix const& pairs,
                                           std::span<std::vector<std::size_t> const> groups);

/// In how many camps a group stands, over all issues.
struct opinion_spread {
    /// For k = 1, 2, ... the least sum of distances to the nearest of k actors.
    std::vector<search_result<double>> to_nearest{};
    boost::optional<double> agreement{};     ///< 1 - the mean distance of pairs. None with fewer than 2 actors
    boost::optional<double> diversity{};     ///< sum over k of that sum / k, per actor. None without actors
    boost::optional<double> polarization{};  ///< 2 (that sum for 1 - that for 2), per actor. None with fewer than 2 actors
    double least_diversity = 0;              ///< no choice of centres gives less
    bool proved = false;                     ///< all sums are the least

    template <class Row = opinion_spread>
    static auto fields() {
        return std::tuple(
            make_field<Row>("agreement", "", "1 - the mean distance of pairs", &Row::agreement),
            make_field<Row>("diversity", "of the measure", "sum over k of distances to the nearest of k, over k",
                            &Row::diversity),
            make_field<Row>("polarization", "of the measure", "twice what a second centre saves", &Row::polarization),
            make_field<Row>("least_diversity", "of the measure", "what it is at least", &Row::least_diversity),
            make_field<Row>("proved", "", "whether all sums are the least", &Row::proved));
    }
};

/// How diverse, and how polarized, are actors over many issues, on any measure of their distance?
///
/// Formula: agreement = 1 - the mean distance of pairs; with K_k the least sum over actors of the distance to the nearest of k of them (`k_medoids`) and n actors:
/// diversity = sum_k K_k / k / n, polarization = 2 (K_1 - K_2) / n. Distances are from 0 to 1 (`as_distance`). Two equal
/// camps at distance 1 have polarization 1; actors who are all alike have 0 in both; polarization is at most 1, and low
/// too where everybody stands alone, which is where diversity is high.
///
/// `limits` holds for each k: a step is a choice of centres, and beyond them K_k is what exchanging single centres finds,
/// with a bound. Throws error(out_of_range) for a distance above 1. O(n^3 log n) beyond the steps.
/// Source: Faliszewski, Kaczmarczyk, Sornat, Szufa and Was (2023), with centres among the actors.
opinion_spread spread_of(distance_table const& distances, search_limits const& limits = {});

#if ENTENTE_DEFINES(group)

ENTENTE_INLINE std::vector<group_pair> within_and_between(dyad_matrix const& pairs,
                                                          std::span<std::vector<std::size_t> const> groups) {
    std::vector<std::vector<std::size_t>> members(groups.begin(), groups.end());
    for (auto& g : members) {
        std::sort(g.begin(), g.end());
        g.erase(std::unique(g.begin(), g.end()), g.end());
        if (!g.empty() && g.back() >= pairs.actors())
            throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(g.back())});
    }
    std::vector<group_pair> all;
    for (std::size_t f = 0; f < members.size(); ++f)
        for (auto s = f; s < members.size(); ++s) {
            group_pair found{.first = f, .second = s};
            double sum = 0;
            for (auto const a : members[f])
                for (auto const b : members[s]) {
                    if (a == b || (f == s && pairs.symmetric() && b < a)) continue;
                    for (bool const back : {false, true}) {
                        if (back && (f == s || pairs.symmetric())) continue;
                        auto const value = back ? pairs(b, a) : pairs(a, b);
                        value ? (sum += *value, ++found.pairs) : ++found.undefined;
                    }
                }
            if (found.pairs) found.value = sum / static_cast<double>(found.pairs);
            all.push_back(found);
        }
    return all;
}

ENTENTE_INLINE opinion_spread spread_of(distance_table const& distances, search_limits const& limits) {
    auto const n = distances.size();
    double sum = 0;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            sum += distances(a, b);
            if (distances(a, b) > 1)
                throw error(fault_code::out_of_range, "the spread of opinions is of distances from 0 to 1",
                            {.value = detail::number_text(distances(a, b))});
        }
    opinion_spread result;
    result.proved = true;
    if (n == 0) return result;
    for (std::size_t k = 1; k <= n; ++k) {
        auto const found = k_medoids(distances, k, limits);
        result.to_nearest.push_back({.solution = found.value,
                                     .value = found.value,
                                     .bound = found.bound,
                                     .proved = found.proved,
                                     .ended = found.ended,
                                     .steps = found.steps});
    }
    // One centre more never costs more: what is found for k serves k + 1, and a bound for k + 1 serves k.
    auto& all = result.to_nearest;
    for (std::size_t k = 1; k < n; ++k)
        if (all[k - 1].value < all[k].value) all[k].solution = all[k].value = all[k - 1].value;
    for (auto k = n - 1; k-- > 0;) all[k].bound = (std::max)(all[k].bound, all[k + 1].bound);
    double most = 0, least = 0;
    for (std::size_t k = 0; k < n; ++k) {
        most += all[k].value / static_cast<double>(k + 1);
        least += all[k].bound / static_cast<double>(k + 1);
        all[k].proved = all[k].proved || all[k].bound >= all[k].value;
        result.proved = result.proved && all[k].proved;
    }
    auto const actors = static_cast<double>(n);
    result.diversity = most / actors;
    result.least_diversity = least / actors;
    if (n > 1) result.agreement = 1 - sum / (actors * (actors - 1) / 2);
    if (n > 1) result.polarization = 2 * (all[0].value - all[1].value) / actors;
    return result;
}

#endif

}  // namespace entente

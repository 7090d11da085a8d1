// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/pivots.hpp
/// Under a rule that needs a quota: whose consent is pivotal, which outcomes cannot be beaten, and who can block?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <string>

#include "entente/base/minimal_sets.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// How much capability has to agree before something changes.
struct quota {
    double amount = 0;
    bool share = false;  ///< of all that those with a position weigh, in (0, 1]; otherwise in units of capability

    static quota of_weight(double weight) { return {weight, false}; }
    static quota of_all(double share) { return {share, true}; }
    /// In units of capability. Throws error(out_of_range) for one that is not above 0, or a share above 1.
    double in(double weight_of_all) const;
};

/// The pivots of an issue under a quota.
struct quota_pivots {
    issue_id issue{};
    /// The gridlock interval: what lies in it, no coalition that reaches the quota would change; what lies
    /// outside, one would. In the issue's units; none where `reason` says why.
    boost::optional<double> lower{}, upper{};
    boost::optional<actor_id> lower_pivot{}, upper_pivot{};  ///< who stands there; of several the one of least id
    double weight = 0;                                       ///< of all with a position
    double needed = 0;                                       ///< the quota in these units
    no_outcome reason = no_outcome::nobody;

    template <class Row = quota_pivots>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "what is settled", &Row::issue),
                          make_field<Row>("lower", issue_units, "where the gridlock interval begins", &Row::lower),
                          make_field<Row>("upper", issue_units, "where it ends", &Row::upper),
                          make_field<Row>("lower_pivot", "", "whose consent a move upwards takes", &Row::lower_pivot),
                          make_field<Row>("upper_pivot", "", "whose consent a move downwards takes", &Row::upper_pivot),
                          make_field<Row>("weight", "capability", "of all with a position", &Row::weight),
                          make_field<Row>("quota", "capability", "what has to agree", &Row::needed),
                          make_field<Row>("reason", "", "why there is no interval", &Row::reason));
    }
};

/// The pivots of an issue for actors whose preference falls with distance.
///
/// Formula: `lower` is the greatest position with at least the quota at or above it, `upper` the least with
/// at least the quota at or below it; weights are capabilities (`position_matrix::weight_of`), without
/// salience. A status quo between the two is safe. No interval where the quota is more than all weigh
/// (nothing can change: reason quota_too_high), where lower is above upper (two sides can reach the quota
/// at once: no_gridlock), and without positions or weight. Sums count as reaching the quota within 1e-12 of
/// all. Throws scale_error on a nominal scale, and as quota::in. O(actors log actors).
/// Source: Krehbiel (1998), pivotal politics; Black (1948) for half.
quota_pivots pivots(position_matrix const& matrix, issue_id issue, quota const& q);

/// The same on every issue, in the order of columns.
std::vector<quota_pivots> pivots(position_matrix const& matrix, quota const& q);

/// Whether some actors can block: all others together do not reach the quota. `members` are numbers of
/// weights, each once.
/// Throws error for weights that are negative or not finite, for a member that is not there, and as
/// quota::in. O(actors).
bool can_block(std::span<double const> weights, std::span<std::size_t const> members, quota const& q);

/// Blocking minorities: sets of actors that can block, and cannot without any one of them. Members ascending; in
/// lexicographic order of members by weight, greatest first, ties by number. A step of the search is a set begun;
/// `solution` holds those found, `proved` says that these are all, value and bound are their number
/// (infinity where it is not known). None where all together do not reach the quota: nothing needs to be
/// blocked. Throws as can_block.
search_result<std::vector<std::vector<std::size_t>>>
blocking_minorities(std::span<double const> weights, quota const& q, search_limits const& limits = {});

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE double quota::in(double weight_of_all) const {
    if (!(amount > 0 && detail::is_finite(amount)) || (share && amount > 1))
        throw error(fault_code::out_of_range,
                    share ? "a share that is needed is above 0 and at most 1" : "a quota is a finite number above 0",
                    {.value = detail::number_text(amount)});
    return share ? amount * weight_of_all : amount;
}

namespace detail {

ENTENTE_INLINE quota_pivots pivots_of(std::vector<standing> all, issue_column const& issue, issue_id id,
                                      quota const& q) {
    require_order(issue, "pivots need a scale with an order");
    quota_pivots result;
    result.issue = id;
    for (auto& s : all) s.salience = 1;
    result.reason = weight_in(all, result.weight);
    result.needed = q.in(result.weight);
    if (result.reason != no_outcome::none) return result;
    double const enough = result.needed - 1e-12 * result.weight;
    if (result.weight < enough) {
        result.reason = no_outcome::quota_too_high;
        return result;
    }
    std::erase_if(all, [](standing const& s) { return !(s.weight() > 0); });
    std::sort(all.begin(), all.end(), [](standing const& a, standing const& b) {
        return a.position != b.position ? a.position < b.position : a.actor < b.actor;
    });
    double sum = 0;
    std::size_t up = 0, down = all.size();
    while ((sum += all[up].weight()) < enough && up + 1 < all.size()) ++up;
    sum = 0;
    while ((sum += all[--down].weight()) < enough && down > 0) {}
    double const lower = all[down].position, upper = all[up].position;
    if (lower > upper) {
        result.reason = no_outcome::no_gridlock;
        return result;
    }
    auto const first_at = [&](double position) {
        return std::find_if(all.begin(), all.end(), [&](standing const& s) { return s.position == position; })->actor;
    };
    result.lower = lower, result.upper = upper;
    result.lower_pivot = first_at(lower), result.upper_pivot = first_at(upper);
    return result;
}

/// The sum of weights. Throws error for what cannot be one.
ENTENTE_INLINE double sum_of_weights(std::span<double const> weights) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        auto const refuse = [&](fault_code code, char const* message) {
            throw error(code, message,
                        {.actor = '#' + std::to_string(i + 1), .value = number_text(weights[i]), .ordinal = i});
        };
        if (!detail::is_finite(weights[i])) refuse(fault_code::not_a_number, "a weight is a finite number");
        if (weights[i] < 0) refuse(fault_code::negative_weight, "a weight is negative");
        sum += weights[i];
    }
    return sum;
}

}  // namespace detail

ENTENTE_INLINE quota_pivots pivots(position_matrix const& matrix, issue_id issue, quota const& q) {
    return detail::pivots_of(standings(matrix, issue), matrix.issue(issue), issue, q);
}

ENTENTE_INLINE std::vector<quota_pivots> pivots(position_matrix const& matrix, quota const& q) {
    auto all = detail::standings_by_column(matrix);
    std::vector<quota_pivots> result;
    for (std::size_t i = 0; i < all.size(); ++i)
        result.push_back(detail::pivots_of(std::move(all[i]), matrix.issue(i), matrix.issue_id_of(i), q));
    return result;
}

ENTENTE_INLINE bool can_block(std::span<double const> weights, std::span<std::size_t const> members, quota const& q) {
    double const all = detail::sum_of_weights(weights), needed = q.in(all);
    std::vector<char> in(weights.size(), 0);
    for (auto const m : members) {
        if (m >= weights.size())
            throw error(fault_code::unknown_name, "there is no weight of this actor", {.actor = '#' + std::to_string(m + 1)});
        in[m] = 1;
    }
    double others = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (!in[i]) others += weights[i];
    return others < needed - 1e-12 * all;
}

ENTENTE_INLINE search_result<std::vector<std::vector<std::size_t>>>
blocking_minorities(std::span<double const> weights, quota const& q, search_limits const& limits) {
    double const all = detail::sum_of_weights(weights), needed = q.in(all) - 1e-12 * all;
    if (!(all > 0) || all < needed) return {.proved = true};
    return detail::minimal_sets(weights, [&](double weight) { return all - weight < needed; }, limits);
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/zone_changes.hpp
/// What would open a zone of agreement: who would have to leave, and who to concede how much?

#include <boost/optional.hpp>

#include <span>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/model/interval.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#endif

namespace entente {

/// The zone of all but one party.
struct zone_without {
    actor_id actor{};  ///< who has left
    zone left{};       ///< of the others

    template <class Row = zone_without>
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<Row>("actor", "", "who has left", &Row::actor)),
                              fields_within<5>(&Row::left));
    }
};

/// How the zone changes if one party leaves: for each of them, in their order. Throws as zone_among does.
/// O(parties^2).
std::vector<zone_without> zones_without_each(issue_column const& issue, std::span<party_range const> parties);

/// A party's range widened.
struct concession {
    actor_id actor{};
    double amount = 0;  ///< by how much, > 0, in the issue's units
    double to = 0;      ///< the outcome that it accepts then

    template <class Row = concession>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "who concedes", &Row::actor),
                          make_field<Row>("amount", issue_units, "by how much its range widens", &Row::amount),
                          make_field<Row>("to", issue_units, "the outcome that it accepts then", &Row::to));
    }
};

/// Which party could open a zone alone, and by how little: the distance from its range to the zone of the
/// others. Least first, ties by id; parties whose concession would not be enough are left out. Empty where
/// there is a zone already. Throws as zone_among does. O(parties^2).
std::vector<concession> opening_concessions(issue_column const& issue, std::span<party_range const> parties);

/// The least that all have to concede together.
struct least_concession_result {
    interval outcomes{};           ///< any of these can be had for it, of the scale's outcomes
    double total = 0;              ///< of all parties, in the issue's units; 0 where there is a zone
    std::vector<concession> by{};  ///< who has to concede what for the least of the outcomes, in the order of parties
};

/// At which outcomes do parties have to concede least, all together?
///
/// Formula: the minimum over outcomes o of sum_i distance(o, range of i), each party counted alike. Where
/// there is a zone it is 0, at the zone; where two parties block it, the gap at least. None without
/// parties. Throws as zone_among does. O(parties * (parties + categories)).
boost::optional<least_concession_result> least_concession(issue_column const& issue,
                                                          std::span<party_range const> parties);

#if ENTENTE_DEFINES(negotiation)

namespace detail {

/// From a range to an outcome; 0 within.
inline double beyond(interval const& r, double outcome) {
    return outcome < r.lower ? r.lower - outcome : outcome > r.upper ? outcome - r.upper : 0.0;
}

ENTENTE_INLINE std::vector<party_range> all_but(std::span<party_range const> parties, std::size_t one) {
    std::vector<party_range> others(parties.begin(), parties.end());
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(one));
    return others;
}

}  // namespace detail

ENTENTE_INLINE std::vector<zone_without> zones_without_each(issue_column const& issue,
                                                            std::span<party_range const> parties) {
    std::vector<zone_without> result;
    for (std::size_t i = 0; i < parties.size(); ++i)
        result.push_back({parties[i].actor, zone_among(issue, detail::all_but(parties, i))});
    return result;
}

ENTENTE_INLINE std::vector<concession> opening_concessions(issue_column const& issue,
                                                           std::span<party_range const> parties) {
    std::vector<concession> result;
    if (zone_among(issue, parties).common) return result;
    for (std::size_t i = 0; i < parties.size(); ++i) {
        auto const others = zone_among(issue, detail::all_but(parties, i)).common;
        if (!others) continue;
        auto const own = detail::range_on_scale(issue, parties[i]);
        double const to = own.upper < others->lower ? others->lower : others->upper;
        result.push_back({parties[i].actor, detail::beyond(own, to), to});
    }
    std::sort(result.begin(), result.end(), [](concession const& a, concession const& b) {
        return a.amount != b.amount ? a.amount < b.amount : a.actor < b.actor;
    });
    return result;
}

ENTENTE_INLINE boost::optional<least_concession_result> least_concession(issue_column const& issue,
                                                                         std::span<party_range const> parties) {
    if (parties.empty()) return boost::none;
    std::vector<interval> ranges;
    for (auto const& p : parties) ranges.push_back(detail::range_on_scale(issue, p));
    // A sum of distances is convex and bends at ends of ranges only: its minimum is reached at some of them, and
    // everywhere between two where it is.
    std::vector<double> outcomes = issue.categories;
    if (outcomes.empty())
        for (auto const& r : ranges) outcomes.insert(outcomes.end(), {r.lower, r.upper});
    std::sort(outcomes.begin(), outcomes.end());
    auto const total_at = [&](double outcome) {
        double sum = 0;
        for (auto const& r : ranges) sum += detail::beyond(r, outcome);
        return sum;
    };
    least_concession_result result;
    bool first = true;
    double const slack = 1e-12 * issue.length();
    for (double const o : outcomes) {
        double const total = total_at(o);
        if (first || total < result.total - slack)
            result.total = total, result.outcomes = {o, o};
        else if (total <= result.total + slack)
            result.outcomes.upper = o;
        first = false;
    }
    for (std::size_t i = 0; i < parties.size(); ++i)
        if (double const amount = detail::beyond(ranges[i], result.outcomes.lower); amount > 0)
            result.by.push_back({parties[i].actor, amount, result.outcomes.lower});
    return result;
}

#endif

}  // namespace entente

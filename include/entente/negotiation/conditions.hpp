// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conditions.hpp
/// What would actors hold if an issue were settled so, and on which conditions does an agreement hang?

#include <boost/optional.hpp>

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/model/interval.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/settled.hpp"
#include "entente/positions/stance_options.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#endif

namespace entente {

/// What has become of the condition of a stance.
enum class condition_state : unsigned char {
    unconditional,  ///< it has none
    met,            ///< every outcome that it asks for is there
    failed,         ///< one of the outcomes is another
    unresolved      ///< none is another, but not all are known
};

constexpr std::string_view to_string(condition_state s) {
    constexpr std::string_view names[] = {"unconditional", "met", "failed", "unresolved"};
    return names[static_cast<int>(s)];
}

/// An outcome that a condition asks for.
struct condition_term {
    issue_id issue{};
    interval outcome{};
};

/// An issue and what it is settled at.
struct issue_outcome {
    issue_id issue{};
    double outcome = 0;  ///< in the issue's units
};

/// A stance as its actor put it, with its condition.
struct stated_stance {
    actor_id actor{};
    issue_id issue{};
    boost::optional<double> position{};   ///< while the condition is met; none where withheld
    boost::optional<double> fallback{};   ///< once it has failed; none where it is not known
    interval acceptable{};                ///< as put, with the condition
    std::vector<condition_term> terms{};  ///< of the condition, which asks for all; empty where there is none

    double salience = 1;  ///< how much the issue matters to its actor, >= 0; 1 where not stated

    bool conditional() const { return !terms.empty(); }
    boost::optional<double> held(bool holds) const { return holds ? position : fallback; }
    /// What its actor accepts. A stance whose condition has failed is no longer what its range was put with: where
    /// the fallback lies outside of the range, the fallback is all that is known to be accepted. Without a fallback
    /// nothing new is known, and the range binds all the same.
    party_range range(bool holds) const {
        if (holds || !fallback || acceptable.contains(*fallback)) return {actor, acceptable, !held(holds)};
        return {actor, {*fallback, *fallback}, false};
    }
};

/// The stances of some parties, by party in the order in which these are named, then by issue; and what the issues are.
struct stated_stances {
    std::vector<issue_column> issues{};  ///< by id
    std::vector<actor_id> parties{};
    std::vector<stated_stance> stances{};
    std::vector<issue_outcome> given{};  ///< outcomes taken as given, ascending by issue
    bool unresolved_conditions_hold = true;
};

/// What an actor holds under an outcome.
struct effective_stance {
    actor_id actor{};
    issue_id issue{};
    /// In the issue's units; none where it is withheld, has failed without a fallback, or hangs on what is unresolved.
    boost::optional<double> position{};
    condition_state condition = condition_state::unconditional;
    boost::optional<double> if_met{}, if_failed{};  ///< of a condition: what is held either way, where that is known

    template <class Row = effective_stance>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "whose", &Row::actor),
                          make_field<Row>("issue", "", "on what", &Row::issue),
                          make_field<Row>("position", issue_units, "held under the outcome", &Row::position),
                          make_field<Row>("condition", "", "what has become of it", &Row::condition),
                          make_field<Row>("if_met", issue_units, "held where it is met", &Row::if_met),
                          make_field<Row>("if_failed", issue_units, "held where it fails", &Row::if_failed));
    }
};

/// What a condition does to what could be agreed on the issue of its stance.
struct condition_effect {
    actor_id actor{};
    issue_id issue{};
    condition_state condition = condition_state::unresolved;  ///< under the outcomes given
    /// Whether the zone of the issue, or who is silent there, is another when it is met than when it fails.
    bool binds = false;
    zone if_met{}, if_failed{};

    template <class Row = condition_effect>
    static auto fields() {
        auto const end = [](zone Row::*which, double interval::*of) {
            return [=](Row const& r) {
                return (r.*which).common ? boost::optional<double>((*(r.*which).common).*of) : boost::none;
            };
        };
        return std::tuple(
            make_field<Row>("actor", "", "whose condition", &Row::actor),
            make_field<Row>("issue", "", "of the stance", &Row::issue),
            make_field<Row>("condition", "", "what has become of it", &Row::condition),
            make_field<Row>("binds", "", "whether what could be agreed hangs on it", &Row::binds),
            make_field<Row>("met_lower", issue_units, "zone where it is met", end(&Row::if_met, &interval::lower)),
            make_field<Row>("met_upper", issue_units, "", end(&Row::if_met, &interval::upper)),
            make_field<Row>("failed_lower", issue_units, "zone where it fails",
                            end(&Row::if_failed, &interval::lower)),
            make_field<Row>("failed_upper", issue_units, "", end(&Row::if_failed, &interval::upper)));
    }
};

/// The stances that some parties hold at the time that the options say, as they put them. Who has none of its own
/// holds what `held_by` gives, without a condition. Throws as held_by does, and error or scale_error for an outcome
/// given that is no position of its issue. O(parties * issues * held_by).
template <stance_graph_like Graph, actor_id_range Parties>
stated_stances stances_as_stated(Graph const& g, Parties const& parties, stance_options<Graph> const& options = {}) {
    using traits = stance_traits<stance_t<Graph>>;
    stated_stances all;
    for (auto const& i : g.template vertices<issue_t<Graph>>()) all.issues.push_back(make_issue_column(i));
    for (auto const& [issue, x] : detail::given_outcomes(g, options)) all.given.push_back({issue, x});
    all.unresolved_conditions_hold = options.unresolved_conditions_hold;
    for (actor_id const party : parties) {
        all.parties.push_back(party);
        for (auto const i : g.template ids<issue_t<Graph>>()) {
            if (auto const own = find_stance(g, static_cast<id_of<actor_t<Graph>>>(party), i, options.at)) {
                stated_stance s{party, i, traits::position(*own), {}, traits::acceptable(*own), {}};
                s.salience = traits::salience(*own).value_or(1.0);
                if constexpr (traits::has_condition)
                    if (auto const* const condition = traits::condition(*own)) {
                        for (auto const& t : condition->terms) s.terms.push_back({t.issue, t.outcome});
                        s.fallback = condition->fallback;
                    }
                all.stances.push_back(std::move(s));
            } else if (options.spokespeople || options.members) {
                if (auto const held = held_by(g, party, i, options))
                    all.stances.push_back(
                        {party, i, held->position, {}, held->acceptable, {}, held->salience.value_or(1.0)});
            }
        }
    }
    return all;
}

/// What the condition of a stance has come to under the outcomes given. O(terms * log outcomes).
condition_state state_of(stated_stance const& s, stated_stances const& all);

/// Each stance under the outcomes given, in their order.
std::vector<effective_stance> effective(stated_stances const& all);

/// What some parties hold if issues are settled so: every stance with its condition resolved against an assumed
/// outcome. What the outcome does not decide stays unresolved: there is then no position, and the two that it may
/// be. Terms of one condition hold together: one that fails decides, whatever is unresolved beside it.
///
/// The outcomes are taken beside those of the options, and before them. Throws error or scale_error for one that is no
/// position of its issue. O(parties * issues * held_by).
/// ```
/// for (auto const& s : effective(graph, {{security, -2.0}}, {russia, nato})) ...
/// ```
template <stance_graph_like Graph, actor_id_range Parties>
std::vector<effective_stance> effective(Graph const& g, std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes,
                                        Parties const& parties, stance_options<Graph> options = {}) {
    outcomes.insert(outcomes.end(), options.outcomes.begin(), options.outcomes.end());
    options.outcomes = std::move(outcomes);
    return effective(stances_as_stated(g, parties, options));
}
template <stance_graph_like Graph>
std::vector<effective_stance> effective(Graph const& g, std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes,
                                        std::initializer_list<actor_id> parties, stance_options<Graph> options = {}) {
    return effective<Graph, std::initializer_list<actor_id>>(g, std::move(outcomes), parties, std::move(options));
}
/// The same of all actors.
template <stance_graph_like Graph>
std::vector<effective_stance> effective(Graph const& g, std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes,
                                        stance_options<Graph> options = {}) {
    return effective(g, std::move(outcomes), g.template ids<actor_t<Graph>>(), std::move(options));
}

/// What an actor holds, as outcomes: with these, conditions are resolved against its stances, as if it had its way.
/// Ascending by issue; issues on which it holds no position are left out. Conditions of its own count as the options
/// say. O(issues * held_by).
template <stance_graph_like Graph>
std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes_held_by(Graph const& g, actor_id whose,
                                                                       stance_options<Graph> const& options = {}) {
    std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes;
    for (auto const i : g.template ids<issue_t<Graph>>())
        if (auto const held = held_by(g, whose, i, options); held && held->position)
            outcomes.emplace_back(i, *held->position);
    return outcomes;
}

/// Which conditions bind: for each, the zone of the issue of its stance when it is met and when it fails, whatever it
/// asks for; other conditions count as the outcomes given say, and what these leave unresolved as
/// `unresolved_conditions_hold` says. In the order of stances. Throws as zone_among does. O(conditions * stances).
std::vector<condition_effect> condition_effects(stated_stances const& all);

#if ENTENTE_DEFINES(negotiation)

namespace detail {

ENTENTE_INLINE boost::optional<double> given_outcome(stated_stances const& all, issue_id issue) {
    auto const at = std::lower_bound(all.given.begin(), all.given.end(), issue,
                                     [](issue_outcome const& o, issue_id i) { return o.issue < i; });
    return boost::make_optional(at != all.given.end() && at->issue == issue, at == all.given.end() ? 0.0 : at->outcome);
}

/// Whether a stance counts as its actor put it.
ENTENTE_INLINE bool counts_as_held(condition_state state, bool unresolved_hold) {
    return state == condition_state::unresolved ? unresolved_hold : state != condition_state::failed;
}

/// What parties accept on an issue, where `holds(i)` says whether stance number i counts as put.
template <class Holds>
std::vector<party_range> ranges_on(stated_stances const& all, issue_id issue, Holds&& holds) {
    std::vector<party_range> ranges;
    for (auto const party : all.parties) ranges.push_back({party, {}, true});
    for (std::size_t s = 0, p = 0; s < all.stances.size(); ++s) {
        while (all.parties[p] != all.stances[s].actor) ++p;
        if (all.stances[s].issue == issue) ranges[p] = all.stances[s].range(holds(s));
    }
    return ranges;
}

}  // namespace detail

ENTENTE_INLINE condition_state state_of(stated_stance const& s, stated_stances const& all) {
    if (!s.conditional()) return condition_state::unconditional;
    auto state = condition_state::met;
    for (auto const& t : s.terms) {
        auto const outcome = detail::given_outcome(all, t.issue);
        if (outcome && !t.outcome.contains(*outcome)) return condition_state::failed;
        if (!outcome) state = condition_state::unresolved;
    }
    return state;
}

ENTENTE_INLINE std::vector<effective_stance> effective(stated_stances const& all) {
    std::vector<effective_stance> result;
    for (auto const& s : all.stances) {
        effective_stance e{s.actor, s.issue, s.position, state_of(s, all), {}, {}};
        if (s.conditional()) {
            e.if_met = s.position, e.if_failed = s.fallback;
            if (e.condition == condition_state::failed) e.position = s.fallback;
            if (e.condition == condition_state::unresolved) e.position = boost::none;
        }
        result.push_back(e);
    }
    return result;
}

ENTENTE_INLINE std::vector<condition_effect> condition_effects(stated_stances const& all) {
    std::vector<condition_effect> result;
    for (std::size_t c = 0; c < all.stances.size(); ++c) {
        auto const& s = all.stances[c];
        if (!s.conditional()) continue;
        auto const zone_if = [&](bool met) {
            auto const ranges = detail::ranges_on(all, s.issue, [&](std::size_t i) {
                return i == c ? met
                              : detail::counts_as_held(state_of(all.stances[i], all), all.unresolved_conditions_hold);
            });
            return zone_among(all.issues[s.issue.value], ranges);
        };
        condition_effect e{s.actor, s.issue, state_of(s, all), false, zone_if(true), zone_if(false)};
        auto const differ = [](auto const& x, auto const& y) { return x ? !y || *x != *y : y.has_value(); };
        e.binds = differ(e.if_met.common, e.if_failed.common) || differ(e.if_met.gap, e.if_failed.gap) ||
                  e.if_met.silent != e.if_failed.silent;
        result.push_back(std::move(e));
    }
    return result;
}

#endif

}  // namespace entente

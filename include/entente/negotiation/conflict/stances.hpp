// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/stances.hpp
/// A conflict from stances: states are the outcomes of the issues that parties control, and each party
/// prefers what is near to what it holds.

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "entente/negotiation/conflict/controls.hpp"
#include "entente/negotiation/conflict/stance_conflict.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// How stances become a conflict.
template <stance_graph_like Graph>
struct stance_conflict_options {
    stance_options<Graph> stances{};
    /// Who takes part. Without it those that control an issue; others may take part, and make no move.
    std::vector<actor_id> parties{};
    /// How many outcomes an issue without categories may have, evenly from its least to its greatest; 0: such
    /// an issue is refused.
    std::size_t levels = 0;
};

/// The conflict over the issues that parties control.
///
/// States are all combinations of outcomes of those issues: its categories, or `levels` points; the outcome
/// of the issue of least id changes fastest. A party can move between two states that differ only in issues
/// that it controls. Loss of a state: sum over the issues of salience |outcome - position| / length of the
/// scale (1 or 0 on a nominal scale), what is held being that of `held_by` with the outcomes of the state as
/// given, so that conditions are met or fail state by state. A party prefers a state in which no outcome
/// crosses its red lines to any in which one does, then less loss; losses that differ by less than 10^-12 of
/// all saliences are alike.
///
/// Salience counts as 1 where it is not stated. An issue on which a party has no stance does not matter to
/// it. Where it withheld its position, two states are in known order if they are for every position that it
/// may hold within its acceptable range, the same in both states; otherwise their order is unknown. Unknown
/// pairs of a model are taken one by one, where positions would tie them together: what is always or never so
/// holds, what depends may be always or never.
///
/// Throws error(invalid_argument) where nobody controls an issue or an issue has no categories and no levels
/// are given; error(too_large) beyond the limit of `conflict_model`; and as held_by does. Preconditions: the
/// ids are of this graph.
/// O(parties * states * issues) and, for a party that withheld a position, O(states^2 * issues).
template <stance_graph_like Graph>
stance_conflict make_stance_conflict(Graph const& g, std::vector<issue_control> const& control,
                                     stance_conflict_options<Graph> const& options = {}) {
    stance_conflict result;
    detail::conflict_frame frame;
    auto const add = [](auto& to, auto const& id) {
        if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
    };
    for (auto const& c : control) add(result.issues, c.issue);
    std::sort(result.issues.begin(), result.issues.end());
    if (options.parties.empty()) {
        for (auto const& c : control) add(result.parties, c.actor);
        std::sort(result.parties.begin(), result.parties.end());
    } else {
        for (auto const p : options.parties) add(result.parties, p);
    }
    for (auto const i : result.issues) {
        frame.columns.push_back(make_issue_column(g[static_cast<id_of<issue_t<Graph>>>(i)]));
        result.issue_names.push_back(frame.columns.back().name);
    }
    for (auto const p : result.parties) {
        frame.party_names.emplace_back(std::string_view(g[static_cast<id_of<actor_t<Graph>>>(p)].name));
        frame.may_settle.emplace_back();
        for (auto const i : result.issues)
            frame.may_settle.back().push_back(std::find(control.begin(), control.end(), issue_control{p, i}) !=
                                              control.end());
    }
    result.levels = detail::outcome_levels(frame.columns, options.levels);
    std::size_t states = 1;
    for (auto const& l : result.levels) states *= l.size();

    // Is any stance on an issue conditional on one whose outcome the states differ in?
    auto const is_conditional = [&](id_of<issue_t<Graph>> issue) {
        using traits = stance_traits<stance_t<Graph>>;
        if constexpr (traits::has_condition)
            for (auto const& e : g.template in<stance_t<Graph>>(issue))
                if (auto const* const condition = traits::condition(e.edge))
                    for (auto const& term : condition->terms)
                        if (std::find(result.issues.begin(), result.issues.end(), issue_id(term.issue)) !=
                            result.issues.end())
                            return true;
        return false;
    };
    std::vector<char> conditional;
    for (auto const i : result.issues) conditional.push_back(is_conditional(static_cast<id_of<issue_t<Graph>>>(i)));
    detail::outcome_views views(result.parties.size());
    for (auto& v : views) v.resize(result.issues.size());
    auto reading = options.stances;
    for (std::size_t s = 0; s < states; ++s) {
        reading.outcomes.clear();  // of two outcomes of one issue the first counts
        auto const outcomes = result.outcomes_in(s);
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            reading.outcomes.emplace_back(static_cast<id_of<issue_t<Graph>>>(result.issues[i]), outcomes[i]);
        reading.outcomes.insert(reading.outcomes.end(), options.stances.outcomes.begin(),
                                options.stances.outcomes.end());
        for (std::size_t p = 0; p < result.parties.size(); ++p)
            for (std::size_t i = 0; i < result.issues.size(); ++i) {
                if (s && !conditional[i]) continue;
                detail::outcome_view view;
                if (auto const held = held_by(g, result.parties[p], result.issues[i], reading))
                    view = {true, held->position, held->acceptable, held->salience.value_or(1)};
                views[p][i].push_back(view);
            }
    }
    detail::make_model(result, frame, views);
    return result;
}

/// The same with what the relation `controls` of the graph says, and no options: with them, name `controls_in(g)`.
template <stance_graph_like Graph>
    requires(Graph::template has_relation<controls>)
stance_conflict make_stance_conflict(Graph const& g) {
    return make_stance_conflict(g, controls_in(g), {});
}

}  // namespace entente

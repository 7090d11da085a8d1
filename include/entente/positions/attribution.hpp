// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/attribution.hpp
/// What is attributed to actors because others said it who speak for them or belong to them: by which rule, from whose
/// stances, and where spokespeople contradict each other.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/stance_options.hpp"
#include "entente/positions/voices.hpp"

#if ENTENTE_DEFINES(core)
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "entente/base/sort_stably.hpp"
#endif

namespace entente {

/// A stance that an actor holds through others, with where it comes from.
struct attributed_stance {
    actor_id actor{};
    issue_id issue{};
    held_stance held{};
    aggregation rule = aggregation::latest;  ///< that made one position of those of `held.from`
    /// The actors whose own stances on the issue it comes down to, ascending: those of `held.from`, or, where these
    /// hold it through others, those others.
    std::vector<actor_id> sources{};
    std::string from{};     ///< the names of `held.from`, in that order
    std::string said_by{};  ///< the names of `sources`, in that order

    std::string since_text() const { return detail::time_text(held.since); }

    template <class Row = attributed_stance>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "to whom the stance is attributed", &Row::actor),
            make_field<Row>("issue", "", "on what", &Row::issue),
            make_field<Row>("position", issue_units, "what it then holds; none where the rule gives none",
                            [](Row const& r) { return r.held.position; }),
            make_field<Row>("through", "", "spokesperson or members", [](Row const& r) { return r.held.through; }),
            make_field<Row>("rule", "", "how one position was made of several", &Row::rule),
            make_field<Row>("from", "", "those who were heard", &Row::from),
            make_field<Row>("said_by", "", "whose own stances it comes down to", &Row::said_by),
            make_field<Row>("coverage", "share of those who may speak", "how many of them hold a position",
                            [](Row const& r) { return r.held.coverage; }),
            make_field<Row>("confidence", "", "the mean of theirs", [](Row const& r) { return r.held.confidence; }),
            make_field<Row>("contested", "", "whether they hold different positions",
                            [](Row const& r) { return r.held.contested; }),
            make_field<Row>("since", "", "when the latest of them began to be held", &Row::since_text));
    }
};

/// Two spokespeople of one actor who hold different positions on an issue.
struct spokesperson_conflict {
    actor_id actor{};
    issue_id issue{};
    actor_id first{}, second{};  ///< the first has the lower id
    double first_position = 0, second_position = 0;

    template <class Row = spokesperson_conflict>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "for whom both speak", &Row::actor),
            make_field<Row>("issue", "", "on what", &Row::issue),
            make_field<Row>("first", "", "one spokesperson", &Row::first),
            make_field<Row>("second", "", "the other", &Row::second),
            make_field<Row>("first_position", issue_units, "what the one holds", &Row::first_position),
            make_field<Row>("second_position", issue_units, "what the other holds", &Row::second_position));
    }
};

namespace detail {

/// 0, 1, ...
std::vector<std::uint32_t> first_numbers(std::size_t count);
std::string names_of(heard_graph const& graph, std::vector<actor_id> const& who);
std::vector<attributed_stance> attributed_stances(heard_graph const& graph, std::size_t actors, std::size_t issues,
                                                  boost::optional<aggregation> spokespeople,
                                                  boost::optional<aggregation> members);
std::vector<spokesperson_conflict> spokesperson_conflicts(heard_graph const& graph, std::size_t actors,
                                                          std::size_t issues,
                                                          boost::optional<aggregation> spokespeople);

}  // namespace detail

/// What is attributed to actors under a reading: each stance that `held_by` gives through a spokesperson or members,
/// with the rule and the actors whose own stances it comes down to. By actor, then issue.
///
/// Nothing where neither `options.spokespeople` nor `options.members` is set. A stance without a position is among
/// them where those heard declined to say or the rule gives none. Throws as held_by. O(issues * (actors + relations
/// among them)).
/// ```
/// for (auto const& a : attributed_stances(graph, {.at = day(2022, 1, 27), .spokespeople = aggregation::latest}))
///     std::cout << a.held.position << " since " << a.since_text() << ", said by " << a.said_by << '\n';
/// ```
template <stance_graph_like Graph>
std::vector<attributed_stance> attributed_stances(Graph const& g, stance_options<Graph> const& options) {
    return detail::attributed_stances(detail::heard_graph_of<Graph>(g, options), g.template size<actor_t<Graph>>(),
                                      g.template size<issue_t<Graph>>(), options.spokespeople, options.members);
}

/// Where two spokespeople of one actor contradict each other under a reading: each pair of them who both count for it
/// and hold different positions, whether or not the actor has a word of its own, and whatever rule
/// `options.spokespeople` makes one position of theirs. By actor, issue, first, second.
///
/// What a spokesperson holds is what it said, or, where `options.spokespeople` is set, what is said for it. Throws as
/// held_by. O(issues * (actors + relations among them + pairs of spokespeople of one actor)).
template <stance_graph_like Graph>
std::vector<spokesperson_conflict> spokesperson_conflicts(Graph const& g, stance_options<Graph> const& options = {}) {
    return detail::spokesperson_conflicts(detail::heard_graph_of<Graph>(g, options), g.template size<actor_t<Graph>>(),
                                          g.template size<issue_t<Graph>>(), options.spokespeople);
}

#if ENTENTE_DEFINES(core)
namespace detail {

ENTENTE_INLINE std::vector<std::uint32_t> first_numbers(std::size_t count) {
    std::vector<std::uint32_t> all(count);
    for (std::uint32_t i = 0; i < count; ++i) all[i] = i;
    return all;
}

ENTENTE_INLINE std::string names_of(heard_graph const& graph, std::vector<actor_id> const& who) {
    std::string text;
    for (auto const a : who) (text += text.empty() ? "" : ", ") += graph.actor_name(a.value);
    return text;
}

ENTENTE_INLINE std::vector<attributed_stance> attributed_stances(heard_graph const& graph, std::size_t actors,
                                                                 std::size_t issues,
                                                                 boost::optional<aggregation> spokespeople,
                                                                 boost::optional<aggregation> members) {
    std::vector<attributed_stance> all;
    if (!spokespeople && !members) return all;
    auto const held = all_held(graph, issues, first_numbers(actors), spokespeople, members);
    auto const find = [&](std::uint32_t who, std::uint32_t on) -> held_stance const& {
        return std::lower_bound(held[who].begin(), held[who].end(), on,
                                [](auto const& at, std::uint32_t issue) { return at.first < issue; })
            ->second;
    };
    for (std::uint32_t who = 0; who < actors; ++who)
        for (auto const& [issue, what] : held[who]) {
            if (what.through == held_through::own) continue;
            attributed_stance made;
            made.actor = actor_id(who);
            made.issue = issue_id(issue);
            made.held = what;
            made.rule = *(what.through == held_through::spokesperson ? spokespeople : members);
            // Down to those who have a stance of their own, each visited once.
            std::unordered_map<std::uint32_t, bool> seen;
            std::vector<actor_id> open = what.from;
            while (!open.empty()) {
                auto const at = open.back();
                open.pop_back();
                if (!seen.emplace(at.value, true).second) continue;
                auto const& theirs = find(at.value, issue);
                if (theirs.through == held_through::own)
                    made.sources.push_back(at);
                else
                    open.insert(open.end(), theirs.from.begin(), theirs.from.end());
            }
            std::sort(made.sources.begin(), made.sources.end(),
                      [](actor_id a, actor_id b) { return a.value < b.value; });
            made.from = names_of(graph, what.from);
            made.said_by = names_of(graph, made.sources);
            all.push_back(std::move(made));
        }
    return all;
}

ENTENTE_INLINE std::vector<spokesperson_conflict> spokesperson_conflicts(heard_graph const& graph, std::size_t actors,
                                                                         std::size_t issues,
                                                                         boost::optional<aggregation> spokespeople) {
    std::vector<std::pair<std::uint32_t, std::vector<voice>>> several;
    std::vector<std::uint32_t> roots;
    for (std::uint32_t who = 0; who < actors; ++who) {
        std::vector<voice> speakers;
        graph.append_spokespeople(who, speakers);
        if (speakers.size() < 2) continue;
        for (auto const& s : speakers) roots.push_back(s.who);
        several.emplace_back(who, std::move(speakers));
    }
    std::vector<spokesperson_conflict> all;
    if (several.empty()) return all;
    voices heard(graph, std::move(roots), spokespeople, boost::none);
    for (std::uint32_t issue = 0; issue < issues; ++issue) {
        if (!graph.has_stances(issue)) continue;
        heard.hear(issue);
        for (auto const& [who, speakers] : several) {
            std::vector<std::pair<std::uint32_t, double>> hold;
            for (auto const& s : speakers)
                if (auto const& held = heard.of(s.who); held && held->position && held->since < s.until)
                    hold.emplace_back(s.who, *held->position);
            for (std::size_t i = 0; i < hold.size(); ++i)
                for (std::size_t j = i + 1; j < hold.size(); ++j)
                    if (hold[i].second != hold[j].second)
                        all.push_back({actor_id(who), issue_id(issue), actor_id(hold[i].first), actor_id(hold[j].first),
                                       hold[i].second, hold[j].second});
        }
    }
    detail::sort_stably(all, [](auto const& x, auto const& y) { return x.actor.value < y.actor.value; });
    return all;
}

}  // namespace detail
#endif

}  // namespace entente

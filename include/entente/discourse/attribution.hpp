// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/attribution.hpp
/// Who held what by whose word: statements attributed to actors through those who speak for them and belong to them.

#include <boost/optional.hpp>

#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/attribution_options.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/stance_options.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <cstdint>
#include <set>
#include <unordered_set>
#include <utility>

#include "entente/base/sort_stably.hpp"
#include "entente/discourse/collapse.hpp"
#include "entente/discourse/heard_corpus.hpp"
#include "entente/positions/attribution.hpp"
#include "entente/positions/voices.hpp"
#endif

namespace entente {

/// What an actor held on an issue, and by whose word.
struct attributed_position {
    std::string actor{}, issue{};
    held_stance held{};                   ///< `held.from` is empty: those who were heard are named in `from`
    boost::optional<aggregation> rule{};  ///< that made one position of several speakers'; none of its own word
    std::string from{};                   ///< the spokespeople or members who were heard; empty where it spoke itself
    std::string said_by{};                ///< the speakers of the statements, with their dates
    std::vector<statement_id> statements{};  ///< that it was taken from, ascending

    std::string since_text() const { return detail::time_text(held.since); }

    template <class Row = attributed_position>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "who held it", &Row::actor),
            make_field<Row>("issue", "", "on what", &Row::issue),
            make_field<Row>("position", "units of the issue", "none where withheld, or where the rule gives none",
                            [](Row const& r) { return r.held.position; }),
            make_field<Row>("status", "", "stated by itself, attributed through others, or withheld",
                            [](Row const& r) { return r.held.status; }),
            make_field<Row>("through", "", "own, spokesperson or members", [](Row const& r) { return r.held.through; }),
            make_field<Row>("rule", "", "how one position was made of several speakers'", &Row::rule),
            make_field<Row>("from", "", "the spokespeople or members who were heard", &Row::from),
            make_field<Row>("said_by", "", "who made the statements, and when", &Row::said_by),
            make_field<Row>("statements", "statements", "on how many it rests",
                            [](Row const& r) { return r.statements.size(); }),
            make_field<Row>("coverage", "share of those who may speak", "how many of them hold a position",
                            [](Row const& r) { return r.held.coverage; }),
            make_field<Row>("confidence", "", "the mean of theirs", [](Row const& r) { return r.held.confidence; }),
            make_field<Row>("contested", "", "whether they hold different positions",
                            [](Row const& r) { return r.held.contested; }),
            make_field<Row>("since", "", "the date of the latest of the statements", &Row::since_text));
    }
};

/// Two who spoke for one actor and said different things.
struct speaker_conflict {
    std::string actor{}, issue{};
    std::string first{}, second{};  ///< in the order of bytes
    double first_position = 0, second_position = 0;

    template <class Row = speaker_conflict>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "for whom both spoke", &Row::actor),
            make_field<Row>("issue", "", "on what", &Row::issue), make_field<Row>("first", "", "one", &Row::first),
            make_field<Row>("second", "", "the other", &Row::second),
            make_field<Row>("first_position", "units of the issue", "what the one said", &Row::first_position),
            make_field<Row>("second_position", "units of the issue", "what the other said", &Row::second_position));
    }
};

/// What actors held, and by whose word: the first of these decides that has said anything on the issue within the
/// window.
///
/// 1. **Its own word**: statements whose speaker is the actor.
/// 2. **Spokespeople**, where `options.spokespeople` is set: those who spoke on its behalf, and those who `speaks_for`
///    says spoke for it on the dates of their own statements. What one said in office is the actor's afterwards, too.
///    One who did both is one. Whose office has no day in the window is none of those who may speak.
/// 3. **Members**, where `options.members` is set: who belong to it at `options.at`, each with what these three give
///    for it.
///
/// What several statements of one speaker come to, `options.said` decides; what several speakers do, the rules of
/// `held_by`: the same function for the same struct. An actor is whoever the corpus or the relations name. By actor,
/// then issue, both in the order of bytes. Nothing depends on the order of statements of one date, nor on that of
/// relations.
///
/// Throws as `collapse` and `held_by` do; graph_error(`cycle`) where members belong to themselves by way of others,
/// (`self_relation`) for a relation of an actor with itself and (`unknown_name`) for one without a name.
/// O(n log n + issues * (actors + relations + speakers)) for n statements, a speaker counting for each actor on whose
/// behalf it speaks.
/// ```
/// auto const held = attribute(said, relations_of(graph), {.said = {.window = {.to = day(2011, 1, 1)}},
///                                                         .members = aggregation::majority});
/// ```
std::vector<attributed_position> attribute(corpus const& said, actor_relations const& relations = {},
                                           attribution_options const& options = {});

/// Where speakers for one actor contradict each other: each pair of its spokespeople whose statements come to different
/// positions on an issue, whether or not it spoke itself, and whatever `options.spokespeople` makes of it. By actor,
/// issue and names. Throws and complexity as `attribute`, and for each actor the pairs of its spokespeople.
std::vector<speaker_conflict> speaker_conflicts(corpus const& said, actor_relations const& relations = {},
                                                attribution_options const& options = {});

/// What `attribute` gives as a graph: of the actors and issues of the corpus, with their ids, and after them the actors
/// that only the relations name. Stances by the word of others have status attributed; their source says whose.
stance_graph<scale> collapse(corpus const& said, actor_relations const& relations, attribution_options const& options);

#if ENTENTE_DEFINES(discourse)
namespace detail {

/// What all hold who are heard, with their statements: by actor, then issue, as they are numbered.
template <class Call>
void for_each_attributed(heard_corpus const& heard, corpus const& said, attribution_options const& options,
                         Call const& call) {
    voices all(heard, first_numbers(heard.actors()), options.spokespeople, options.members);
    std::vector<std::vector<std::pair<std::uint32_t, attributed_position>>> by_actor(heard.actors());
    for (std::uint32_t issue = 0; issue < said.issues(); ++issue) {
        all.hear(issue);
        for (std::uint32_t a = 0; a < heard.actors(); ++a) {
            auto const& held = all.of(a);
            if (!held) continue;
            attributed_position made;
            made.actor = heard.name(a);
            made.issue = said.name(issue_id(issue));
            made.held = *held;
            if (held->through == held_through::spokesperson) made.rule = options.spokespeople;
            if (held->through == held_through::members) made.rule = options.members;
            std::set<std::string> names;
            for (auto const from : held->from) names.insert(heard.name(from.value));
            for (auto const& name : names) (made.from += made.from.empty() ? "" : ", ") += name;
            made.held.from.clear();
            // Down to those who said something themselves.
            std::vector<std::uint32_t> open{a}, statements;
            std::unordered_set<std::uint32_t> seen;
            while (!open.empty()) {
                auto const at = open.back();
                open.pop_back();
                if (!seen.insert(at).second) continue;
                auto const& theirs = *all.of(at);
                for (auto const from : theirs.from) open.push_back(from.value);
                if (theirs.through != held_through::own) continue;
                auto const own = heard.said_by(at, issue);
                statements.insert(statements.end(), own->statements.begin(), own->statements.end());
            }
            std::sort(statements.begin(), statements.end());
            statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
            made.said_by = citation(said, statements);
            for (auto const s : statements) made.statements.push_back(statement_id(s));
            by_actor[a].emplace_back(issue, std::move(made));
        }
    }
    for (std::uint32_t a = 0; a < heard.actors(); ++a)
        for (auto& [issue, made] : by_actor[a]) call(a, issue, std::move(made));
}

}  // namespace detail

ENTENTE_INLINE std::vector<attributed_position> attribute(corpus const& said, actor_relations const& relations,
                                                          attribution_options const& options) {
    detail::heard_corpus const heard(said, relations, options);
    std::vector<attributed_position> all;
    detail::for_each_attributed(heard, said, options, [&](std::uint32_t, std::uint32_t, attributed_position&& made) {
        all.push_back(std::move(made));
    });
    // Actors that only relations name are numbered behind the others.
    entente::detail::sort_stably(all, [](auto const& a, auto const& b) { return a.actor < b.actor; });
    return all;
}

ENTENTE_INLINE std::vector<speaker_conflict> speaker_conflicts(corpus const& said, actor_relations const& relations,
                                                               attribution_options const& options) {
    detail::heard_corpus const heard(said, relations, options);
    std::vector<speaker_conflict> all;
    for (auto const& c : detail::spokesperson_conflicts(heard, heard.actors(), said.issues(), options.spokespeople))
        all.push_back({heard.name(c.actor.value), said.name(c.issue), heard.name(c.first.value),
                       heard.name(c.second.value), c.first_position, c.second_position});
    entente::detail::sort_stably(all, [](auto const& a, auto const& b) { return a.actor < b.actor; });
    return all;
}

ENTENTE_INLINE stance_graph<scale> collapse(corpus const& said, actor_relations const& relations,
                                            attribution_options const& options) {
    detail::heard_corpus const heard(said, relations, options);
    stance_graph<scale>::builder build;
    for (std::uint32_t a = 0; a < heard.actors(); ++a) build.add(actor{heard.name(a), heard.weight(a)});
    for (std::size_t i = 0; i < said.issues(); ++i) build.add(basic_issue<scale>(said[issue_id(i)]));
    detail::for_each_attributed(
        heard, said, options, [&](std::uint32_t a, std::uint32_t i, attributed_position const& made) {
            detail::said_together what{made.held, {}};
            for (auto const s : made.statements) what.statements.push_back(s.value);
            build.relate(id_of<actor>{a}, id_of<basic_issue<scale>>{i}, detail::stance_of(said, what));
        });
    return std::move(build).freeze();
}
#endif

}  // namespace entente

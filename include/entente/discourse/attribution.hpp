// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/attribution.hpp
/// Who held what by whose word: statements attributed to actors through those who speak for them and belong to them.

#include <boost/optional.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/collapse.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/stance_options.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "entente/error.hpp"
#include "entente/positions/attribution.hpp"
#endif

namespace entente {

/// Who speaks for whom and belongs to whom, and what they weigh, by name.
struct actor_relations {
    struct relation {
        std::string from{}, to{};
        period valid{};
    };
    std::vector<actor> actors{};
    std::vector<relation> speak{}, belong{};
};

/// Those of a graph. O(actors + relations).
template <stance_graph_like Graph>
actor_relations relations_of(Graph const& g) {
    actor_relations made;
    auto const name = [&](auto id) { return std::string(std::string_view(g[id].name)); };
    for (auto const a : g.template ids<actor_t<Graph>>())
        made.actors.push_back({name(a), actor_traits<actor_t<Graph>>::capability(g[a])});
    auto const add = [&](auto const& e, std::vector<actor_relations::relation>& to) {
        to.push_back({name(e.source), name(e.target), e.edge.valid});
    };
    if constexpr (detail::relates_actors<Graph, speaks_for>)
        g.template for_each_edge<speaks_for>([&](auto const& e) { add(e, made.speak); });
    if constexpr (detail::relates_actors<Graph, member_of>)
        g.template for_each_edge<member_of>([&](auto const& e) { add(e, made.belong); });
    return made;
}

/// Whose statements are whose, and how many become one. The rules for several who speak are those of `stance_options`.
struct attribution_options {
    collapse_options said{};  ///< how several statements of one speaker become what it says
    boost::optional<aggregation> spokespeople = aggregation::latest;  ///< none: nobody speaks for another
    boost::optional<aggregation> members{};                           ///< none: members are not asked
    /// Whose members count: those who belong to an actor at this time. None: at the end of the window; where that has
    /// none, a member whose membership had ended before it said so does not count.
    boost::optional<time_point> at{};
};

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
/// 2. **Spokespeople**, where `options.spokespeople` is set: those who spoke on its behalf, and those who `speaks_for` says
///    spoke for it on the dates of their own statements. What one said in office is the actor's afterwards, too. One who
///    did both is one.
/// 3. **Members**, where `options.members` is set: who belong to it at `options.at`, each with what these three give for
///    it.
///
/// What several statements of one speaker come to, `options.said` decides; what several speakers do, the rules of
/// `held_by`: the same function for the same struct. An actor is whoever the corpus or the relations name. By actor, then
/// issue, both in the order of bytes. Nothing depends on the order of statements of one date, nor on that of relations.
///
/// Throws as `collapse` and `held_by` do; graph_error(`cycle`) where members belong to themselves by way of others, and
/// (`unknown_name`) for a relation without a name. O(n log n + issues * (actors + relations)) for n statements.
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

/// A corpus with those who speak for its actors. The actors come first, with their ids, then those that only the
/// relations name, then the speakers of each actor: a person who speaks for two is two of these.
class heard_corpus final : public corpus_scales {
public:
    heard_corpus(corpus const& said, actor_relations const& relations, attribution_options const& options)
        : corpus_scales(said)
        , options_(options) {
        require_valid(options.said);
        for (std::size_t a = 0; a < said.actors(); ++a) number(said.name(actor_id(a)));
        std::set<std::string> others;  // in an order of their own
        for (auto const& a : relations.actors) others.insert(a.name);
        for (auto const* const all : {&relations.speak, &relations.belong})
            for (auto const& r : *all) others.insert({r.from, r.to});
        for (auto const& name : others) number(name);
        for (auto const& a : relations.actors) capability_[number(a.name)] = a.capability;
        members_.resize(names_.size());
        add_members(relations);
        add_speakers(relations);
    }

    std::size_t actors() const { return members_.size(); }
    std::string const& name(std::uint32_t vertex) const { return names_[vertex]; }
    double weight(std::uint32_t actor) const { return capability(actor); }

    void append_spokespeople(std::uint32_t actor, std::vector<voice>& who) const override {
        if (actor >= actors()) return;
        for (auto v = first_voice_[actor]; v < first_voice_[actor + 1]; ++v) who.push_back({v, (time_point::max)()});
    }
    void append_members(std::uint32_t actor, std::vector<voice>& who) const override {
        if (actor < actors()) who.insert(who.end(), members_[actor].begin(), members_[actor].end());
    }
    double capability(std::uint32_t vertex) const override {
        auto const at = capability_.find(vertex);
        return at == capability_.end() ? 1 : at->second;
    }
    boost::optional<held_stance> own(std::uint32_t vertex, std::uint32_t issue) const override {
        auto const made = said_by(vertex, issue);
        if (!made) return boost::none;
        return made->held;
    }
    std::string actor_name(std::uint32_t vertex) const override { return names_[vertex]; }

    /// What a vertex itself said.
    boost::optional<said_together> said_by(std::uint32_t vertex, std::uint32_t issue) const {
        auto const less = [](entry const& a, entry const& b) {
            return std::tie(a.vertex, a.issue) < std::tie(b.vertex, b.issue);
        };
        auto const [first, last] = std::equal_range(entries_.begin(), entries_.end(), entry{vertex, issue, 0}, less);
        std::vector<std::uint32_t> all;
        for (auto at = first; at != last; ++at) all.push_back(at->statement);
        return together(said_, all, options_.said, *this);
    }

private:
    struct entry {
        std::uint32_t vertex, issue, statement;
        friend auto operator<=>(entry const&, entry const&) = default;
    };

    std::uint32_t number(std::string const& name) {
        if (name.empty()) throw graph_error(fault_code::unknown_name, "an actor needs a name");
        auto const [at, is_new] = numbers_.emplace(name, static_cast<std::uint32_t>(names_.size()));
        if (is_new) names_.push_back(name);
        return at->second;
    }

    void add_members(actor_relations const& relations) {
        auto at = options_.at;
        if (!at && options_.said.window.to != (time_point::max)())
            at = options_.said.window.to - std::chrono::seconds(1);
        std::map<std::pair<std::uint32_t, std::uint32_t>, time_point> until;
        for (auto const& r : relations.belong) {
            if (at && !r.valid.contains(*at)) continue;
            auto& end = until.emplace(std::pair(number(r.to), number(r.from)), r.valid.from).first->second;
            end = (std::max)(end, at ? (time_point::max)() : r.valid.to);
        }
        for (auto const& [who, end] : until) members_[who.first].push_back({who.second, end});
        refuse_circles();
    }
    /// Takes away, again and again, those of whom nobody is a member who is left.
    void refuse_circles() const {
        std::vector<std::vector<std::uint32_t>> groups(members_.size());
        std::vector<std::size_t> left(members_.size());
        std::vector<std::uint32_t> open;
        for (std::uint32_t a = 0; a < members_.size(); ++a) {
            left[a] = members_[a].size();
            if (left[a] == 0) open.push_back(a);
            for (auto const& m : members_[a]) groups[m.who].push_back(a);
        }
        std::size_t done = 0;
        for (; !open.empty(); ++done) {
            auto const a = open.back();
            open.pop_back();
            for (auto const g : groups[a])
                if (--left[g] == 0) open.push_back(g);
        }
        if (done == members_.size()) return;
        auto const at = static_cast<std::size_t>(
            std::find_if(left.begin(), left.end(), [](std::size_t n) { return n != 0; }) - left.begin());
        throw graph_error(fault_code::cycle, "members belong to themselves by way of others", {.actor = names_[at]});
    }

    /// Everybody's own statements, and the voices of each actor with theirs.
    void add_speakers(actor_relations const& relations) {
        auto const range = said_.in(options_.said.window);
        auto const all_actors = actors();
        // The statements of each voice: of an actor and the name of a speaker, in the order of bytes.
        std::vector<std::map<std::string_view, std::vector<std::uint32_t>>> voices(all_actors);
        for (auto s = range.first; s < range.last; ++s) {
            statement_id const id(s);
            auto const actor = said_.actor_of(id);
            if (said_.is_own(id))
                add(actor.value, static_cast<std::uint32_t>(s));
            else
                voices[actor.value][said_.name(said_.speaker_of(id))].push_back(static_cast<std::uint32_t>(s));
        }
        for (auto const& r : relations.speak) {
            auto const from = said_.find_actor(r.from);
            auto& of = voices[number(r.to)][r.from];  // may speak, even where it says nothing
            if (!from) continue;
            for (auto const s : said_.of(*from))
                if (s >= range.first && s < range.last && said_.is_own(statement_id(s)) &&
                    r.valid.contains(said_.times()[s]))
                    of.push_back(s);
        }
        for (std::uint32_t a = 0; a < all_actors; ++a) {
            first_voice_.push_back(static_cast<std::uint32_t>(names_.size()));
            for (auto& [speaker, statements] : voices[a]) {
                auto const vertex = static_cast<std::uint32_t>(names_.size());
                if (auto const known = numbers_.find(std::string(speaker)); known != numbers_.end())
                    if (auto const weighs = capability_.find(known->second); weighs != capability_.end()) {
                        double const weight = weighs->second;  // before what refers to it is moved
                        capability_[vertex] = weight;
                    }
                names_.emplace_back(speaker);
                std::sort(statements.begin(), statements.end());
                statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
                for (auto const s : statements) add(vertex, s);
            }
        }
        first_voice_.push_back(static_cast<std::uint32_t>(names_.size()));
        std::sort(entries_.begin(), entries_.end());
    }
    void add(std::uint32_t vertex, std::uint32_t statement) {
        entries_.push_back({vertex, said_.issue_numbers()[statement], statement});
    }

    attribution_options options_;
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::unordered_map<std::uint32_t, double> capability_;
    std::vector<std::vector<voice>> members_;
    std::vector<std::uint32_t> first_voice_;
    std::vector<entry> entries_;
};

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
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.actor < b.actor; });
    return all;
}

ENTENTE_INLINE std::vector<speaker_conflict> speaker_conflicts(corpus const& said, actor_relations const& relations,
                                                               attribution_options const& options) {
    detail::heard_corpus const heard(said, relations, options);
    std::vector<speaker_conflict> all;
    for (auto const& c : detail::spokesperson_conflicts(heard, heard.actors(), said.issues(), options.spokespeople))
        all.push_back({heard.name(c.actor.value), said.name(c.issue), heard.name(c.first.value),
                       heard.name(c.second.value), c.first_position, c.second_position});
    std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.actor < b.actor; });
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

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/heard_corpus.hpp
/// A corpus as the rules of attribution ask it.

#include "entente/config.hpp"

#if ENTENTE_DEFINES(discourse)
#include <boost/optional.hpp>

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/discourse/attribution_options.hpp"
#include "entente/discourse/collapse.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/error.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/voices.hpp"

namespace entente::detail {

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
            for (auto const& r : *all) {
                if (r.from == r.to)
                    throw graph_error(fault_code::self_relation, "an actor is related to itself", {.actor = r.from});
                others.insert({r.from, r.to});
            }
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
            if (!r.valid.overlaps(options_.said.window)) continue;
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
                        double const weight = weighs->second;  // a new entry may move the others
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

}  // namespace entente::detail
#endif

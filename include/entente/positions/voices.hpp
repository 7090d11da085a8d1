// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/voices.hpp
/// What actors hold with all who may speak for them, whatever the type of the graph.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/model/level.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/stance_options.hpp"

#if ENTENTE_DEFINES(core)
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "entente/error.hpp"
#endif

namespace entente::detail {

/// One who may speak for an actor.
struct voice {
    std::uint32_t who;
    time_point until;  ///< what it began to hold from here on is not the actor's

    /// The same at any time until the later of two.
    static void append(std::vector<voice>& all, std::uint32_t who, time_point until) {
        if (all.empty() || all.back().who != who)
            all.push_back({who, until});
        else if (all.back().until < until)
            all.back().until = until;
    }
};

/// What is asked of a graph and a reading. Actors and issues are the numbers of their ids.
class heard_graph {
public:
    /// Appends those from whom a relation leads to an actor, ascending, each once; nobody where the graph has no such
    /// relation.
    virtual void append_spokespeople(std::uint32_t actor, std::vector<voice>& who) const = 0;
    virtual void append_members(std::uint32_t actor, std::vector<voice>& who) const = 0;
    /// What an actor weighs where its stance does not say.
    virtual double capability(std::uint32_t actor) const = 0;
    /// The actor's own stance, as it holds it.
    virtual boost::optional<held_stance> own(std::uint32_t actor, std::uint32_t issue) const = 0;
    virtual bool has_stances(std::uint32_t issue) const = 0;
    virtual level measurement(std::uint32_t issue) const = 0;
    /// The position of the issue's scale nearest to a number between its bounds, see held_by.
    virtual boost::optional<double> nearest(std::uint32_t issue, double x) const = 0;
    virtual std::string issue_name(std::uint32_t issue) const = 0;
    virtual std::string actor_name(std::uint32_t actor) const = 0;

protected:
    ~heard_graph() = default;
};

/// What some actors hold on one issue after the other, with all who may speak for them. The graph must outlive it.
class voices {
public:
    voices(heard_graph const& graph, std::vector<std::uint32_t> roots, boost::optional<aggregation> spokespeople,
           boost::optional<aggregation> members);

    void hear(std::uint32_t issue);
    /// What an actor holds on the issue heard last. Precondition: it is one of the roots, or speaks for one.
    boost::optional<held_stance>& of(std::uint32_t actor) { return held_[place_.at(actor)]; }

private:
    using sources = void (heard_graph::*)(std::uint32_t actor, std::vector<voice>& who) const;

    std::vector<std::uint32_t> sources_first(sources relation, std::vector<std::uint32_t> const& roots) const;
    void ask(sources relation, std::uint32_t actor, std::uint32_t issue, aggregation rule, held_through through);

    heard_graph const& graph_;
    boost::optional<aggregation> spokespeople_, members_;
    std::vector<std::uint32_t> members_first_, speakers_first_;
    std::unordered_map<std::uint32_t, std::size_t> place_;  // in speakers_first_ and held_
    std::vector<boost::optional<held_stance>> held_;
};

struct heard_actor {
    actor_id who;
    held_stance const* held;
};

/// What those hold together who speak for an actor. Preconditions: `all` are those of the `asked`
/// who have a stance; there are some; in ascending order.
held_stance held_together(std::vector<heard_actor> const& all, std::size_t asked, aggregation rule,
                          held_through through, heard_graph const& graph, std::uint32_t issue);

/// What each of some actors holds on each issue, by ascending issue. What each holds is found once, for whomever it
/// speaks.
std::vector<std::vector<std::pair<std::uint32_t, held_stance>>> all_held(heard_graph const& graph, std::size_t issues,
                                                                         std::vector<std::uint32_t> const& actors,
                                                                         boost::optional<aggregation> spokespeople,
                                                                         boost::optional<aggregation> members);

#if ENTENTE_DEFINES(core)
/// The mean of values, the same to the last bit in whatever order they come. Precondition: there
/// are some, ascending.
ENTENTE_INLINE double mean_of(std::vector<double> const& ascending) {
    auto const n = static_cast<double>(ascending.size());
    double mean = std::accumulate(ascending.begin(), ascending.end(), 0.0) / n;
    if (detail::is_infinite(mean))  // the sum was too large, or one of the values is
        mean =
            std::accumulate(ascending.begin(), ascending.end(), 0.0, [&](double sum, double x) { return sum + x / n; });
    return std::clamp(mean, ascending.front(), ascending.back());
}
/// Precondition: there are some, ascending.
ENTENTE_INLINE double median_of(std::vector<double> const& ascending) {
    auto const n = ascending.size();
    return n % 2 ? ascending[n / 2] : mean_of({ascending[n / 2 - 1], ascending[n / 2]});
}

/// The mean of values and weights, the same in whatever order they come; none where all weigh 0.
ENTENTE_INLINE boost::optional<double> weighted_mean_of(std::vector<std::pair<double, double>> all) {
    std::erase_if(all, [](auto const& x) { return !(x.second > 0); });
    if (all.empty()) return boost::none;
    std::sort(all.begin(), all.end());
    double heaviest = 0, total = 0, sum = 0;
    for (auto const& x : all) heaviest = (std::max)(heaviest, x.second);
    for (auto const& x : all) total += x.second / heaviest, sum += x.first * (x.second / heaviest);
    double mean = sum / total;
    if (detail::is_infinite(mean)) {  // the sum was too large, or one of the values is
        mean = 0;
        for (auto const& x : all) mean += x.first * (x.second / heaviest / total);
    }
    return std::clamp(mean, all.front().first, all.back().first);
}

ENTENTE_INLINE held_stance held_together(std::vector<heard_actor> const& all, std::size_t asked, aggregation rule,
                                         held_through through, heard_graph const& graph, std::uint32_t issue) {
    bool const counts = rule == aggregation::mean || rule == aggregation::weighted_mean || rule == aggregation::median;
    if (counts && graph.measurement(issue) == level::nominal)
        throw scale_error(fault_code::level_too_low,
                          "a " + std::string(to_string(rule)) + " of positions needs an ordinal scale",
                          {.issue = graph.issue_name(issue)});
    auto heard = all;
    std::erase_if(heard, [](heard_actor const& h) { return !h.held->position; });
    held_stance result;
    result.through = through;
    result.coverage = static_cast<double>(heard.size()) / static_cast<double>(asked);

    auto const ascending = [&](auto const& of) {
        std::vector<double> values;
        for (auto const& h : heard) values.push_back(of(*h.held));
        std::sort(values.begin(), values.end());
        return values;
    };
    auto const middle = [&](auto const& of) -> boost::optional<double> {
        if (rule != aggregation::weighted_mean)
            return rule == aggregation::mean ? mean_of(ascending(of)) : median_of(ascending(of));
        std::vector<std::pair<double, double>> values;
        for (auto const& h : heard)
            values.emplace_back(of(*h.held), h.held->capability.value_or(graph.capability(h.who.value)));
        return weighted_mean_of(std::move(values));
    };
    auto const position_of = [](held_stance const& h) { return *h.position; };
    if (!heard.empty()) {
        result.contested = std::any_of(heard.begin(), heard.end(), [&](heard_actor const& h) {
            return *h.held->position != *heard.front().held->position;
        });
        if (counts) {
            if (auto const x = middle(position_of)) result.position = graph.nearest(issue, *x);
        } else {
            auto candidates = heard;
            if (rule == aggregation::latest) {
                auto last = (time_point::min)();
                for (auto const& h : heard) last = (std::max)(last, h.held->since);
                std::erase_if(candidates, [&](heard_actor const& h) { return h.held->since != last; });
            }
            // Whoever is held by more than half holds the middle.
            std::vector<double> positions;
            for (auto const& h : candidates) positions.push_back(*h.held->position);
            std::sort(positions.begin(), positions.end());
            double const at = positions[positions.size() / 2];
            auto const holders = static_cast<std::size_t>(std::count(positions.begin(), positions.end(), at));
            if (rule == aggregation::majority ? 2 * holders > positions.size() : holders == positions.size()) {
                result.position = at;
                std::erase_if(candidates, [&](heard_actor const& h) { return *h.held->position != at; });
                heard = std::move(candidates);
            }
        }
    }
    // With a single stance there is nothing to put together: its red lines bind even where its
    // position is not known.
    auto const& from = heard.empty() ? all : heard;
    if (from.size() == 1) {
        result.acceptable = from.front().held->acceptable;
    } else if (result.position) {
        if (counts) {
            result.acceptable = {*middle([](held_stance const& h) { return h.acceptable.lower; }),
                                 *middle([](held_stance const& h) { return h.acceptable.upper; })};
        } else {
            for (auto const& h : from)
                result.acceptable = {(std::max)(result.acceptable.lower, h.held->acceptable.lower),
                                     (std::min)(result.acceptable.upper, h.held->acceptable.upper)};
        }
        result.acceptable = {(std::min)(result.acceptable.lower, *result.position),
                             (std::max)(result.acceptable.upper, *result.position)};
    }
    std::vector<double> saliences, confidences;
    for (auto const& h : from) {
        result.from.push_back(h.who);
        if (h.held->salience) saliences.push_back(*h.held->salience);
        confidences.push_back(h.held->confidence);
        result.since = (std::max)(result.since, h.held->since);
    }
    std::sort(saliences.begin(), saliences.end());
    std::sort(confidences.begin(), confidences.end());
    if (!saliences.empty()) result.salience = mean_of(saliences);
    result.confidence = mean_of(confidences);
    if (result.position) result.status = stance_status::attributed;
    return result;
}

ENTENTE_INLINE voices::voices(heard_graph const& graph, std::vector<std::uint32_t> roots,
                              boost::optional<aggregation> spokespeople, boost::optional<aggregation> members)
    : graph_(graph)
    , spokespeople_(spokespeople)
    , members_(members) {
    members_first_ = members ? sources_first(&heard_graph::append_members, roots) : std::move(roots);
    for (auto const who :
         spokespeople ? sources_first(&heard_graph::append_spokespeople, members_first_) : members_first_)
        if (place_.emplace(who, speakers_first_.size()).second) speakers_first_.push_back(who);
    held_.resize(speakers_first_.size());
}

/// Some actors and all from whom a path of a relation leads to them, each after those from whom one
/// leads to it. Precondition: the relation is acyclic.
ENTENTE_INLINE std::vector<std::uint32_t> voices::sources_first(sources relation,
                                                                std::vector<std::uint32_t> const& roots) const {
    enum : unsigned char { open, done };
    std::unordered_map<std::uint32_t, unsigned char> state;
    std::vector<std::uint32_t> order, path;
    std::vector<voice> next;
    for (auto const root : roots) {
        path.push_back(root);
        while (!path.empty()) {
            auto const who = path.back();
            auto const [at, is_new] = state.emplace(who, open);
            if (is_new) {
                next.clear();
                (graph_.*relation)(who, next);
                for (auto const& source : next)
                    if (!state.contains(source.who)) path.push_back(source.who);
                continue;
            }
            path.pop_back();
            if (at->second == done) continue;
            at->second = done;
            order.push_back(who);
        }
    }
    return order;
}

ENTENTE_INLINE void voices::hear(std::uint32_t issue) {
    for (std::size_t i = 0; i < speakers_first_.size(); ++i) {
        held_[i] = graph_.own(speakers_first_[i], issue);
        if (!held_[i] && spokespeople_)
            ask(&heard_graph::append_spokespeople, speakers_first_[i], issue, *spokespeople_,
                held_through::spokesperson);
    }
    if (!members_) return;
    // A spokesperson is asked for itself and its own spokespeople, not for its members: what
    // members say comes in now, when no spokesperson is heard any more. So no one is asked in a
    // circle, though one may speak for whom it belongs to, and the other way round.
    for (auto const who : members_first_)
        if (!of(who)) ask(&heard_graph::append_members, who, issue, *members_, held_through::members);
}

ENTENTE_INLINE void voices::ask(sources relation, std::uint32_t actor, std::uint32_t issue, aggregation rule,
                                held_through through) {
    std::vector<voice> asked;
    (graph_.*relation)(actor, asked);
    std::vector<heard_actor> all;
    for (auto const& source : asked)
        if (auto const& held = of(source.who); held && held->since < source.until)
            all.push_back({actor_id(source.who), &*held});
    if (!all.empty()) of(actor) = held_together(all, asked.size(), rule, through, graph_, issue);
}

ENTENTE_INLINE std::vector<std::vector<std::pair<std::uint32_t, held_stance>>>
all_held(heard_graph const& graph, std::size_t issues, std::vector<std::uint32_t> const& actors,
         boost::optional<aggregation> spokespeople, boost::optional<aggregation> members) {
    voices all(graph, actors, spokespeople, members);
    std::vector<std::vector<std::pair<std::uint32_t, held_stance>>> by_actor(actors.size());
    for (std::uint32_t issue = 0; issue < issues; ++issue) {
        if (!graph.has_stances(issue)) continue;
        all.hear(issue);
        for (std::size_t a = 0; a < actors.size(); ++a)
            if (auto const& held = all.of(actors[a])) by_actor[a].emplace_back(issue, *held);
    }
    return by_actor;
}
#endif

}  // namespace entente::detail

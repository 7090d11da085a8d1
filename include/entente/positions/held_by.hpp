// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/held_by.hpp
/// What does an actor hold on an issue, and from whom is that known? The one place that decides it.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// Who spoke.
enum class held_through : unsigned char { own, spokesperson, members };

constexpr std::string_view to_string(held_through t) {
    switch (t) {
    case held_through::own:
        return "own";
    case held_through::spokesperson:
        return "spokesperson";
    case held_through::members:
        return "members";
    }
    return "?";
}

/// What an actor holds on an issue, and from whom that is known.
struct held_stance {
    /// In the issue's units; none where it was withheld or failed with its condition, or where those heard differ.
    boost::optional<double> position{};
    interval acceptable{};               ///< outside of it lies a red line
    boost::optional<double> salience{};  ///< how much it matters to the actor, >= 0; none where not stated
    double confidence = 1;               ///< how sure the position is, in [0, 1]
    boost::optional<double> capability{};            ///< what the actor weighs on this issue; none: as everywhere
    stance_status status = stance_status::withheld;  ///< withheld exactly where there is no position
    held_through through = held_through::own;
    /// The spokespeople or members that it was taken from, ascending; empty where it is the actor's own.
    std::vector<actor_id> from{};
    /// Share of those who may speak (the actor, its spokespeople, its members) that hold a position.
    double coverage = 0;
    /// When it began to be held: the latest of those that it was taken from.
    time_point since = time_point::min();
};

namespace detail {

/// A stance as its actor holds it.
template <stance_graph_like Graph>
held_stance held_as_said(stance_t<Graph> const& s, stance_options<Graph> const& options) {
    using traits = stance_traits<stance_t<Graph>>;
    held_stance held;
    held.position = position_held<Graph>(s, options);
    held.acceptable = traits::acceptable(s);
    held.salience = traits::salience(s);
    held.confidence = traits::confidence(s);
    held.capability = traits::capability(s);
    held.since = traits::valid(s).from;
    if (held.position) {
        // A fallback may stand in for a position that was withheld.
        auto const said = traits::status(s);
        held.status = said == stance_status::withheld ? stance_status::stated : said;
        held.coverage = 1;
    }
    return held;
}

/// The mean of values, the same to the last bit in whatever order they come. Precondition: there
/// are some, ascending.
inline double mean_of(std::vector<double> const& ascending) {
    auto const n = static_cast<double>(ascending.size());
    double mean = std::accumulate(ascending.begin(), ascending.end(), 0.0) / n;
    if (std::isinf(mean))  // the sum was too large, or one of the values is
        mean = std::accumulate(ascending.begin(), ascending.end(), 0.0,
                               [&](double sum, double x) { return sum + x / n; });
    return std::clamp(mean, ascending.front(), ascending.back());
}
/// Precondition: there are some, ascending.
inline double median_of(std::vector<double> const& ascending) {
    auto const n = ascending.size();
    return n % 2 ? ascending[n / 2] : mean_of({ascending[n / 2 - 1], ascending[n / 2]});
}

/// The position of a scale nearest to a number between its bounds; of two as near the one nearer to
/// the middle of the scale; none where both are.
template <scale_like Scale>
boost::optional<double> nearest_position(Scale const& scale, double x) {
    if (!scale.categories()) return x;
    double const middle = scale.lower() + (scale.upper() - scale.lower()) / 2;
    double best = scale.value(0);
    bool tied = false;
    for (std::size_t k = 1; k < scale.categories(); ++k) {
        double const c = scale.value(k);
        double const near = std::abs(c - x) - std::abs(best - x),
                     moderate = std::abs(c - middle) - std::abs(best - middle);
        if (near > 0 || (near == 0 && moderate > 0)) continue;
        tied = near == 0 && moderate == 0;
        best = c;
    }
    if (tied) return boost::none;
    return best;
}

struct heard_actor {
    actor_id who;
    held_stance const* held;
};

/// What those hold together who speak for an actor. Preconditions: `all` are those of the `asked`
/// who have a stance; there are some; in ascending order.
template <issue_like Issue>
held_stance held_together(std::vector<heard_actor> const& all, std::size_t asked, aggregation rule,
                          held_through through, Issue const& issue) {
    bool const counts = rule == aggregation::mean || rule == aggregation::median;
    if (counts && issue.scale.measurement() == level::nominal)
        throw scale_error(errc::level_too_low,
                          "a " + std::string(to_string(rule)) + " of positions needs an ordinal scale",
                          {.issue = std::string(std::string_view(issue.name))});
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
    auto const middle = [&](auto const& of) {
        return rule == aggregation::mean ? mean_of(ascending(of)) : median_of(ascending(of));
    };
    auto const position_of = [](held_stance const& h) { return *h.position; };
    if (!heard.empty()) {
        if (counts) {
            result.position = nearest_position(issue.scale, middle(position_of));
        } else {
            auto candidates = heard;
            if (rule == aggregation::latest) {
                auto last = time_point::min();
                for (auto const& h : heard) last = std::max(last, h.held->since);
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
            result.acceptable = {middle([](held_stance const& h) { return h.acceptable.lower; }),
                                 middle([](held_stance const& h) { return h.acceptable.upper; })};
        } else {
            for (auto const& h : from)
                result.acceptable = {std::max(result.acceptable.lower, h.held->acceptable.lower),
                                     std::min(result.acceptable.upper, h.held->acceptable.upper)};
        }
        result.acceptable = {std::min(result.acceptable.lower, *result.position),
                             std::max(result.acceptable.upper, *result.position)};
    }
    std::vector<double> saliences, confidences;
    for (auto const& h : from) {
        result.from.push_back(h.who);
        if (h.held->salience) saliences.push_back(*h.held->salience);
        confidences.push_back(h.held->confidence);
        result.since = std::max(result.since, h.held->since);
    }
    std::sort(saliences.begin(), saliences.end());
    std::sort(confidences.begin(), confidences.end());
    if (!saliences.empty()) result.salience = mean_of(saliences);
    result.confidence = mean_of(confidences);
    if (result.position) result.status = stance_status::attributed;
    return result;
}

template <class Graph, class Edge>
inline constexpr bool relates_actors = [] {
    if constexpr (Graph::template has_relation<Edge>)
        return std::is_same_v<typename Graph::template source_of<Edge>, actor_t<Graph>> &&
               std::is_same_v<typename Graph::template target_of<Edge>, actor_t<Graph>>;
    else
        return false;
}();

/// Some actors and all from whom a path of a relation leads to them, each after those from whom one
/// leads to it. Precondition: the relation is acyclic.
template <class Edge, stance_graph_like Graph>
std::vector<id_of<actor_t<Graph>>> sources_first(Graph const& g,
                                                 std::vector<id_of<actor_t<Graph>>> const& roots) {
    if constexpr (!relates_actors<Graph, Edge>) {
        return roots;
    } else {
        enum : unsigned char { open, done };
        std::unordered_map<std::uint32_t, unsigned char> state;
        std::vector<id_of<actor_t<Graph>>> order, path;
        for (auto const root : roots) {
            path.push_back(root);
            while (!path.empty()) {
                auto const who = path.back();
                auto const [at, is_new] = state.emplace(who.value, open);
                if (is_new) {
                    for (auto const& e : g.template in<Edge>(who))
                        if (!state.contains(e.source.value)) path.push_back(e.source);
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
}

/// What some actors hold on one issue after the other, with all who may speak for them. The graph
/// and the options must outlive it.
template <stance_graph_like Graph>
class voices {
    using id = id_of<actor_t<Graph>>;

public:
    voices(Graph const& g, std::vector<id> roots, stance_options<Graph> const& options)
        : graph_(g)
        , options_(options) {
        members_first_ = options.members ? sources_first<member_of>(g, roots) : std::move(roots);
        for (auto const who :
             options.spokespeople ? sources_first<speaks_for>(g, members_first_) : members_first_)
            if (place_.emplace(who.value, speakers_first_.size()).second) speakers_first_.push_back(who);
        held_.resize(speakers_first_.size());
    }

    void hear(id_of<issue_t<Graph>> issue) {
        for (std::size_t i = 0; i < speakers_first_.size(); ++i) {
            held_[i] = boost::none;
            if (auto const s = find_stance(graph_, speakers_first_[i], issue, options_.at))
                held_[i] = held_as_said<Graph>(*s, options_);
            else if (options_.spokespeople)
                ask<speaks_for>(speakers_first_[i], issue, *options_.spokespeople, held_through::spokesperson);
        }
        if (!options_.members) return;
        // A spokesperson is asked for itself and its own spokespeople, not for its members: what
        // members say comes in now, when no spokesperson is heard any more. So no one is asked in a
        // circle, though one may speak for whom it belongs to, and the other way round.
        for (auto const who : members_first_)
            if (!of(who)) ask<member_of>(who, issue, *options_.members, held_through::members);
    }
    /// What an actor holds on the issue heard last. Precondition: it is one of the roots, or speaks for one.
    boost::optional<held_stance>& of(id who) { return held_[place_.at(who.value)]; }

private:
    template <class Edge>
    void ask(id who, id_of<issue_t<Graph>> issue, aggregation rule, held_through through) {
        if constexpr (relates_actors<Graph, Edge>) {
            auto const sources = graph_.template in<Edge>(who);
            std::vector<heard_actor> all;
            for (auto const& e : sources)
                if (auto const& held = of(e.source)) all.push_back({e.source, &*held});
            if (!all.empty()) of(who) = held_together(all, sources.size(), rule, through, graph_[issue]);
        }
    }

    Graph const& graph_;
    stance_options<Graph> const& options_;
    std::vector<id> members_first_, speakers_first_;
    std::unordered_map<std::uint32_t, std::size_t> place_;  // in speakers_first_ and held_
    std::vector<boost::optional<held_stance>> held_;
};

}  // namespace detail

/// What an actor holds on an issue under a reading: none where it has no stance and no one speaks for it.
///
/// The first of these that has a stance decides: the actor itself; where `options.spokespeople` is
/// set, those who speak for it; where `options.members` is set, its members. Its own word is its
/// own even where it declined to say, or where its condition fails without a fallback: the position
/// is then none, and nobody is asked instead.
///
/// A spokesperson counts with its own stance, or with what its spokespeople say; a member with all
/// that `held_by` gives for it, so that members of members are heard, each at its place. Among
/// several `aggregation` decides; those without a position are not heard. On a scale of categories
/// a mean or median is the category nearest to it, of two as near the one nearer to the middle of
/// the scale, and none where both are as near to that, too. What is taken from others has status
/// attributed, no capability, and the mean of their stated saliences and of their confidences. Red
/// lines of several: under mean and median each bound is the mean or median of theirs; otherwise
/// what all accept who hold the position; always with the position in it, and no red line where
/// there is no position.
///
/// Preconditions: the ids are of this graph. Throws scale_error where a mean or median is asked for
/// on a nominal scale. O(log stances of the actor + parallel stances); with others, that for each
/// who may speak.
/// ```
/// auto const held = held_by(graph, union_, border, {.members = aggregation::median});
/// if (held && held->position) std::cout << *held->position << ", " << held->coverage << " of the members heard";
/// ```
template <stance_graph_like Graph>
boost::optional<held_stance> held_by(Graph const& g, actor_id actor, issue_id issue,
                                     stance_options<Graph> const& options = {}) {
    auto const who = static_cast<id_of<actor_t<Graph>>>(actor);
    auto const on = static_cast<id_of<issue_t<Graph>>>(issue);
    if (auto const own = find_stance(g, who, on, options.at)) return detail::held_as_said<Graph>(*own, options);
    if (!options.spokespeople && !options.members) return boost::none;
    detail::voices<Graph> all(g, {who}, options);
    all.hear(on);
    return std::move(all.of(who));
}

}  // namespace entente

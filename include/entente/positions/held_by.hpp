// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/held_by.hpp
/// What does an actor hold on an issue, and from whom is that known? The one place that decides it.

#include <boost/optional.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/model/stance_graph.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/stance_options.hpp"
#include "entente/positions/voices.hpp"

namespace entente {

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
        // The range was put with a stance that has failed then: the fallback is all that is known to be accepted.
        if (!held.acceptable.contains(*held.position)) held.acceptable = {*held.position, *held.position};
    }
    return held;
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
        double const further = (std::abs)(c - x) - (std::abs)(best - x),
                     moderate = (std::abs)(c - middle) - (std::abs)(best - middle);
        if (further > 0 || (further == 0 && moderate > 0)) continue;
        tied = further == 0 && moderate == 0;
        best = c;
    }
    if (tied) return boost::none;
    return best;
}

template <class Graph, class Edge>
inline constexpr bool relates_actors = [] {
    if constexpr (Graph::template has_relation<Edge>)
        return std::is_same_v<typename Graph::template source_of<Edge>, actor_t<Graph>> &&
               std::is_same_v<typename Graph::template target_of<Edge>, actor_t<Graph>>;
    else
        return false;
}();

/// A graph under a reading, as voices ask it. Both must outlive it.
template <stance_graph_like Graph>
class heard_graph_of final : public heard_graph {
public:
    heard_graph_of(Graph const& g, stance_options<Graph> const& options) : graph_(g), options_(options) {}

    void append_spokespeople(std::uint32_t actor, std::vector<voice>& who) const override {
        append<speaks_for>(actor, who);
    }
    void append_members(std::uint32_t actor, std::vector<voice>& who) const override { append<member_of>(actor, who); }
    double capability(std::uint32_t actor) const override {
        return actor_traits<actor_t<Graph>>::capability(graph_[id_of<actor_t<Graph>>{actor}]);
    }
    boost::optional<held_stance> own(std::uint32_t actor, std::uint32_t issue) const override {
        auto const s = find_stance(graph_, id_of<actor_t<Graph>>{actor}, {issue}, options_.at);
        if (!s) return boost::none;
        return held_as_said<Graph>(*s, options_);
    }
    bool has_stances(std::uint32_t issue) const override {
        return !graph_.template in<stance_t<Graph>>({issue}).empty();
    }
    level measurement(std::uint32_t issue) const override { return at(issue).scale.measurement(); }
    boost::optional<double> nearest(std::uint32_t issue, double x) const override {
        return nearest_position(at(issue).scale, x);
    }
    std::string issue_name(std::uint32_t issue) const override { return std::string(std::string_view(at(issue).name)); }
    std::string actor_name(std::uint32_t actor) const override {
        return std::string(std::string_view(graph_[id_of<actor_t<Graph>>{actor}].name));
    }

private:
    issue_t<Graph> const& at(std::uint32_t issue) const { return graph_[id_of<issue_t<Graph>>{issue}]; }
    template <class Edge>
    void append([[maybe_unused]] std::uint32_t actor, [[maybe_unused]] std::vector<voice>& who) const {
        if constexpr (relates_actors<Graph, Edge>) {
            for (auto const& e : graph_.template in<Edge>({actor})) {
                if (!options_.at)
                    voice::append(who, e.source.value, e.edge.valid.to);
                else if (e.edge.valid.contains(*options_.at))
                    voice::append(who, e.source.value, (time_point::max)());
            }
        }
    }

    Graph const& graph_;
    stance_options<Graph> const& options_;
};

}  // namespace detail

/// What an actor holds on an issue under a reading: none where it has no stance and no one speaks for it.
///
/// The first of these that has a stance decides: the actor itself; where `options.spokespeople` is
/// set, those who speak for it; where `options.members` is set, its members. Its own word is its
/// own even where it declined to say, or where its condition fails without a fallback: the position
/// is then none, and nobody is asked instead. Where a fallback lies outside of what its stance accepts, the fallback is
/// all that is accepted.
///
/// A spokesperson counts with its own stance, or with what its spokespeople say; a member with all
/// that `held_by` gives for it, so that members of members are heard, each at its place. Among
/// several `aggregation` decides; those without a position are not heard. Only those are asked who at the
/// time of the reading spoke for the actor, or belonged to it; see `stance_options::at`. On a scale of categories
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
    detail::heard_graph_of<Graph> const heard(g, options);
    detail::voices all(heard, {who.value}, options.spokespeople, options.members);
    all.hear(on.value);
    return std::move(all.of(who.value));
}

}  // namespace entente

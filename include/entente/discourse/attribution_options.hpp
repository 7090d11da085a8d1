// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/attribution_options.hpp
/// Who speaks for whom, and whose statements are whose.

#include <boost/optional.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "entente/discourse/collapse.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/stance_options.hpp"

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

}  // namespace entente

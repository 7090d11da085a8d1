// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/position_matrix.hpp
/// A graph's stances frozen to numbers once: what all dyadic computation reads.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/matrix.hpp"
#include "entente/positions/row_builder.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

namespace detail {

/// Freezes the rows of some actors, in the order given.
template <stance_graph_like Graph>
position_matrix frozen_rows(Graph const& g, std::vector<id_of<actor_t<Graph>>> const& actors,
                            stance_options<Graph> const& options) {
    using stance_type = stance_t<Graph>;
    row_builder rows;
    auto const columns = [&] {
        std::vector<issue_column> all;
        for (auto const& i : g.template vertices<issue_t<Graph>>()) all.push_back(make_issue_column(i));
        return all;
    };
    if (!options.spokespeople && !options.members) {
        std::size_t cells = 0;
        for (auto const who : actors) cells += g.template out<stance_type>(who).size();
        rows.reserve(cells);
        for (auto const who : actors) {
            // Stances come by issue: each run of parallel ones gives one cell.
            auto const held = g.template out<stance_type>(who);
            for (std::size_t first = 0; first < held.size();) {
                boost::optional<stance_type const&> read;
                auto const issue = held[first].target;
                for (; first < held.size() && held[first].target == issue; ++first)
                    if (supersedes(held[first].edge, read, options.at)) read = held[first].edge;
                if (read) rows.add(issue.value, held_as_said<Graph>(*read, options));
            }
            rows.end_row(g[who]);
        }
        return std::move(rows).matrix(columns());
    }
    // With others to be heard, issue by issue.
    std::vector<std::uint32_t> numbers;
    for (auto const who : actors) numbers.push_back(who.value);
    auto const by_actor = all_held(heard_graph_of<Graph>(g, options), g.template size<issue_t<Graph>>(), numbers,
                                   options.spokespeople, options.members);
    for (std::size_t a = 0; a < actors.size(); ++a) {
        for (auto const& [issue, held] : by_actor[a]) rows.add(issue, held);
        rows.end_row(g[actors[a]]);
    }
    return std::move(rows).matrix(columns());
}

/// Freezes the rows of two actors only, in the order given, by their ids in the graph.
template <stance_graph_like Graph>
position_matrix two_rows(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b,
                         stance_options<Graph> const& options) {
    return frozen_rows(g, {a, b}, options).with_actor_ids({a, b});
}

}  // namespace detail

/// Freezes a graph to numbers: what `held_by` gives for each actor and issue, and what each actor
/// weighs. Row i is the actor of id i, column j the issue of id j.
///
/// Throws as validate_actor and validate_issue do, for types of one's own that have not asked them,
/// and as held_by does. O(actors + issues + stances); where others may speak for an actor, O(issues
/// * (actors + relations among them)).
template <stance_graph_like Graph>
position_matrix make_position_matrix(Graph const& g, stance_options<Graph> const& options = {}) {
    auto const all = g.template ids<actor_t<Graph>>();
    return detail::frozen_rows(g, {all.begin(), all.end()}, options);
}

// The default graph is read by what is compiled once.
#if defined(ENTENTE_SEPARATE_COMPILATION)
#if !ENTENTE_DEFINES(core)
extern
#endif
    template position_matrix
    detail::frozen_rows(stance_graph<scale> const&, std::vector<id_of<entente::actor>> const&,
                        stance_options<stance_graph<scale>> const&);
#if !ENTENTE_DEFINES(core)
extern
#endif
    template boost::optional<held_stance>
    held_by(stance_graph<scale> const&, actor_id, issue_id, stance_options<stance_graph<scale>> const&);
#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/difference.hpp
/// What has changed between two readings of a graph: before and after a date, with and without an outcome.

#include <boost/optional.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

#include "entente/model/stance_graph.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

enum class position_change : unsigned char {
    appeared,   ///< there was no position
    withdrawn,  ///< there is none any more
    moved,      ///< there is another one
};

constexpr std::string_view to_string(position_change c) {
    switch (c) {
    case position_change::appeared:
        return "appeared";
    case position_change::withdrawn:
        return "withdrawn";
    case position_change::moved:
        return "moved";
    }
    return "?";
}

/// Why a position has changed.
enum class change_reason : unsigned char {
    stance,     ///< the actor has another stance, or one where it had none, or none where it had one
    condition,  ///< its stance is the same: the condition on which it depends has met another fate
    others,     ///< it has no stance under either reading: those who speak for it hold something else, or others speak
};

constexpr std::string_view to_string(change_reason r) {
    switch (r) {
    case change_reason::stance:
        return "stance";
    case change_reason::condition:
        return "condition";
    case change_reason::others:
        return "others";
    }
    return "?";
}

/// One position that two readings of a graph differ in.
struct position_difference {
    actor_id actor;
    issue_id issue;
    boost::optional<double> before{}, after{};  ///< none where there is no position: no stance, or one that is withheld
    position_change change{};
    change_reason reason{};
};

/// The positions that differ between two readings of a graph, by actor, then issue.
///
/// Positions only: a stance of another salience or red line is no difference. Throws as
/// make_position_matrix does. O(actors + issues + stances) and a search for each difference; where
/// others may speak for an actor, as make_position_matrix.
/// ```
/// for (auto const& d : differences(graph, {.at = day(2021, 12, 31)}, {.at = day(2022, 12, 31)}))
///     std::cout << graph[id_of<actor>(d.actor)].name << ' ' << to_string(d.change);
/// ```
template <stance_graph_like Graph>
std::vector<position_difference> differences(Graph const& g, stance_options<Graph> const& before,
                                             stance_options<Graph> const& after) {
    std::vector<position_difference> found;
    auto const compare_cells = [&](std::size_t row, std::size_t column, cell const* x, cell const* y) {
        bool const was = x && x->known, is = y && y->known;
        if (was == is && (!is || x->position == y->position)) return;
        position_difference d{actor_id(row), issue_id(column), {}, {}, {}, {}};
        if (was) d.before = x->position;
        if (is) d.after = y->position;
        d.change = !was ? position_change::appeared : !is ? position_change::withdrawn : position_change::moved;
        auto const who = static_cast<id_of<actor_t<Graph>>>(d.actor);
        auto const on = static_cast<id_of<issue_t<Graph>>>(d.issue);
        auto const said_before = find_stance(g, who, on, before.at), says_after = find_stance(g, who, on, after.at);
        if (!said_before && !says_after)
            d.reason = change_reason::others;
        else if (said_before && says_after && said_before.get_ptr() == says_after.get_ptr())
            d.reason = change_reason::condition;
        else
            d.reason = change_reason::stance;
        found.push_back(d);
    };
    auto const first = make_position_matrix(g, before), second = make_position_matrix(g, after);
    for (std::size_t a = 0; a < first.actors(); ++a) {
        auto const old_row = first.row(a), new_row = second.row(a);
        auto x = old_row.begin();
        auto y = new_row.begin();
        while (x != old_row.end() || y != new_row.end()) {
            if (y == new_row.end() || (x != old_row.end() && x->issue < y->issue)) {
                compare_cells(a, x->issue, &*x, nullptr);
                ++x;
            } else if (x == old_row.end() || y->issue < x->issue) {
                compare_cells(a, y->issue, nullptr, &*y);
                ++y;
            } else {
                compare_cells(a, x->issue, &*x, &*y);
                ++x, ++y;
            }
        }
    }
    return found;
}

}  // namespace entente

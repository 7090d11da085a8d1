// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/progress.hpp
/// Where is there room for progress, what stands in the way, and how firm is that answer?

#include <initializer_list>
#include <vector>

#include "entente/config.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/issue_progress.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/stance_options.hpp"
#include "entente/positions/submatrix.hpp"

namespace entente {

/// How every issue on which one of the actors of a matrix has a stance stands among all of them (some of them:
/// `select_actors`), in the order of columns.
///
/// Sorted by what is said first of: blocked (`zone_of_agreement` is none, whatever the silent may say); undisclosed;
/// agreed; convergent; tradable (`find_trades` has one between this and another issue that red lines do not block);
/// opposed. On a scale of names there is no middle, and no trade. Throws error(out_of_range) for options out of their
/// range, and as zone_of_agreement does. O(issues^2 * actors log actors + trades).
std::vector<issue_progress> room_for_progress(position_matrix const& parties, progress_options const& options = {});

/// From where to where nothing of that answer changes: neither how an issue stands nor whether it is a main one.
///
/// For each salience above 0 and each capability above 0 of who holds a position: the range around its value. It is
/// exact, for what decides changes at few values only, which are computed: where the compromise of an issue passes a
/// position or the end of a range, where two ratios of saliences are the same, where an issue becomes a main one. At
/// the ends themselves, and at single values within at which things tie, the answer may be another. `says` is what
/// changes beyond. A capability that is stated for one issue is varied there, others on all issues at once.
/// For each position that was withheld: how its issue would stand if it were this one, range by range, others that are
/// withheld there left out. In the order of actors, then issues: saliences, capabilities, positions.
/// Throws as room_for_progress does. O(stances * (actors + issues)) answers at most, of the cost of room_for_progress.
std::vector<progress_range> progress_ranges(position_matrix const& parties, progress_options const& options = {});

namespace detail {

/// Names who holds a stance on a condition that is not resolved.
void add_conditions(std::vector<issue_progress>& issues, stated_stances const& all, position_matrix const& parties);

}  // namespace detail

/// Where is there room for progress among some parties? In one call: how each issue stands, what matters to whom, who is
/// silent, whose stance hangs on a condition, and why, in words.
///
/// As of a matrix of what `held_by` gives under the options; conditions that the outcomes in the options do not decide
/// are named. Throws as held_by does.
/// ```
/// for (auto const& i : room_for_progress(graph, {russia, nato})) std::cout << graph[i.issue].name << ": " << i.reason;
/// ```
template <stance_graph_like Graph, actor_id_range Parties>
std::vector<issue_progress> room_for_progress(Graph const& g, Parties const& parties,
                                              stance_options<Graph> const& options = {},
                                              progress_options const& how = {}) {
    auto const matrix = select_actors(make_position_matrix(g, options), parties);
    auto issues = room_for_progress(matrix, how);
    detail::add_conditions(issues, stances_as_stated(g, parties, options), matrix);
    return issues;
}
template <stance_graph_like Graph>
std::vector<issue_progress> room_for_progress(Graph const& g, std::initializer_list<actor_id> parties,
                                              stance_options<Graph> const& options = {},
                                              progress_options const& how = {}) {
    return room_for_progress<Graph, std::initializer_list<actor_id>>(g, parties, options, how);
}

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/negotiation/src/progress.hpp"
#include "entente/negotiation/src/progress_ranges.hpp"
#endif

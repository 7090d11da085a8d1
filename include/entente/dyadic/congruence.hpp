// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/congruence.hpp
/// How does an actor receive a proposal?

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/error.hpp"

namespace entente {

/// What is proposed on one issue.
struct proposed_position {
    issue_id issue;       ///< of the matrix, or of the graph
    double position;      ///< in the issue's units
    double salience = 1;  ///< how much it matters to the proposal, >= 0
};

/// A proposal: a set of issue positions, in any order.
using proposal = std::vector<proposed_position>;

namespace detail {

/// A proposal as the row of an actor.
std::vector<cell> proposal_row(position_matrix const& matrix, proposal const& proposed);

}  // namespace detail

/// Compares an actor with a proposal under any measure: the actor is the first, the proposal the second.
///
/// Issues of which the proposal says nothing are left out, whatever the policy: a proposal is not silent about them. On
/// those of which the actor says nothing the policy applies. Parameters of the measure by actor are those of the actor.
/// Coverage is the share of the proposal's issues on which the actor holds a position. With `weighting::first` each
/// issue weighs what it matters to the actor. Throws error for an issue that is
/// unknown or named twice, stance_error and scale_error for a position that cannot be, and as `compare` does. O(stances
/// of the actor + proposal * log proposal).
/// ```
/// auto c = congruence(matrix, russia, {{territory, 3}, {neutrality, 5}}, as_agreement(city_block{}));
/// ```
template <dyadic_measure Measure>
comparison congruence(position_matrix const& matrix, row_ref who, proposal const& proposed, Measure const& measure,
                      compare_options const& options = {}) {
    auto const row = who.in(matrix);
    auto const& m = detail::for_pair(measure, matrix, row, matrix, row);
    detail::require_meaning(m, matrix.columns(), options);
    auto const second = detail::proposal_row(matrix, proposed);
    std::vector<cell> first;
    auto next = second.begin();
    for (auto const& c : matrix.row(row)) {
        while (next != second.end() && next->issue < c.issue) ++next;
        if (next != second.end() && next->issue == c.issue) first.push_back(c);
    }
    auto const f = fold<typename Measure::statistic>(first, second, matrix.columns(), options,
                                                     measure_traits<Measure>::empty(m, matrix.columns()));
    return comparison_of(m, f, options, second.size());
}

/// Compares an actor of a graph with a proposal, its stances read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure>
comparison congruence(Graph const& g, id_of<actor_t<Graph>> actor,
                      std::vector<std::pair<id_of<issue_t<Graph>>, double>> const& proposed, Measure const& m,
                      compare_options const& options = {}, stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    proposal columns;
    for (auto const& [issue, position] : proposed) columns.push_back({issue, position});
    return congruence(detail::two_rows(g, actor, actor, stances), 0, columns, m, options);
}

#if ENTENTE_DEFINES(measures)
namespace detail {
ENTENTE_INLINE std::vector<cell> proposal_row(position_matrix const& matrix, proposal const& proposed) {
    std::vector<cell> row;
    for (auto const& p : proposed) {
        auto const column = matrix.column_of(p.issue);
        if (!column)
            throw error(fault_code::unknown_name, "a proposal names an unknown issue",
                        {.value = '#' + std::to_string(p.issue.value)});
        auto const& issue = matrix.issue(*column);
        auto const where = [&](double x) { return fault{.issue = issue.name, .value = number_text(x)}; };
        if (!detail::is_finite(p.position))
            throw stance_error(fault_code::not_a_number, "a position is a finite number", where(p.position));
        if (!detail::is_finite(p.salience) || p.salience < 0)
            throw stance_error(detail::is_finite(p.salience) ? fault_code::negative_weight : fault_code::not_a_number,
                               "a salience is a finite number of at least 0", where(p.salience));
        if (!is_weight(p.salience)) throw stance_error(fault_code::out_of_range, weight_too_far, where(p.salience));
        bool const on_scale = issue.categories.empty()
                                  ? issue.lower <= p.position && p.position <= issue.upper
                                  : std::binary_search(issue.categories.begin(), issue.categories.end(), p.position);
        if (!on_scale)
            throw scale_error(fault_code::off_scale, "the proposed position is not on the issue's scale", where(p.position));
        row.push_back({static_cast<std::uint32_t>(*column), true, p.position, p.salience, 1.0});
    }
    std::sort(row.begin(), row.end(), [](cell const& a, cell const& b) { return a.issue < b.issue; });
    auto const twice =
        std::adjacent_find(row.begin(), row.end(), [](cell const& a, cell const& b) { return a.issue == b.issue; });
    if (twice != row.end())
        throw error(fault_code::duplicate, "a proposal names an issue twice", {.issue = matrix.issue(twice->issue).name});
    return row;
}
}  // namespace detail
#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/compare.hpp
/// How far apart, or how close, are two actors?

#include <cstddef>
#include <vector>

#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/measures_on.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

namespace detail {

template <dyadic_measure Measure>
comparison compare_pair(two_actors const& pair, Measure const& measure, compare_options const& options) {
    require_meaning(measure, pair.columns(), options);
    auto const& m = for_pair(measure, pair);
    auto const f = fold(pair.first_row(), pair.second_row(), pair.columns(), options,
                        measure_traits<Measure>::empty(m, pair.columns()));
    return comparison_of(m, f, options, pair.issues_held());
}

}  // namespace detail

/// Compares two actors of a matrix, by their rows or ids, under a measure.
///
/// Returns the value within the range of the measure, none with a reason where it is undefined. Coverage is a
/// share of the issues on which anyone in the matrix holds a position. Throws scale_error when an issue's scale
/// is too low for the measure or the policy, and error for an id that the matrix has not got. Precondition:
/// rows are below `matrix.actors()`. O(stances of both + issues). An actor compared with itself is compared
/// like any other pair.
template <dyadic_measure Measure>
comparison compare(position_matrix const& matrix, row_ref a, row_ref b, Measure const& m,
                   compare_options const& options = {}) {
    return detail::compare_pair({matrix, a, matrix, b}, m, options);
}

/// Compares an actor of one matrix with one of another, such as a respondent with a party. Coverage is a share
/// of the issues held in the second. Throws as above, and scale_error unless both have the same issues, scales
/// and weights.
template <dyadic_measure Measure>
comparison compare(position_matrix const& first, row_ref a, position_matrix const& second, row_ref b, Measure const& m,
                   compare_options const& options = {}) {
    return detail::compare_pair({first, a, second, b}, m, options);
}

/// Compares a row of one's own with an actor of a matrix. Throws as above, and where the row is no row of the
/// matrix's issues: see position_matrix.
/// ```
/// std::vector<cell> const me{{0, true, 4, 1, 1}, {2, true, 1, 3, 1}};  // issue, known, position, salience, confidence
/// auto const c = compare(me, parties, 0, city_block{});
/// ```
template <dyadic_measure Measure>
comparison compare(std::span<cell const> row, position_matrix const& matrix, row_ref b, Measure const& m,
                   compare_options const& options = {}) {
    return compare(detail::own_row(row, matrix), 0, matrix, b, m, options);
}

/// Compares two actors of a graph under a measure, each stance read as `stances` says.
/// To compare many pairs, freeze a position_matrix once.
/// Coverage is a share of the issues on which either of the two holds a position.
/// ```
/// auto c = compare(graph, russia, nato, city_block{}, {.weights = weighting::mean});
/// if (c.value) std::cout << *c.value;
/// ```
template <stance_graph_like Graph, dyadic_measure Measure>
comparison compare(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                   compare_options const& options = {}, stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    return compare(detail::two_rows(g, a, b, stances), 0, 1, m, options);
}

}  // namespace entente

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

/// Compares two actors of a matrix under a measure.
///
/// Preconditions: `a` and `b` are below `matrix.actors()`. Returns the value within the bounds of the measure, none with a
/// reason where it is undefined. Throws scale_error when an issue's scale is too low for the measure or the policy.
/// O(stances of both + issues). An actor compared with itself is compared like any other pair.
template <dyadic_measure Measure>
comparison compare(position_matrix const& matrix, std::size_t a, std::size_t b, Measure const& m,
                   compare_options const& options = {}) {
    detail::require_meaning(m, matrix.columns(), options);
    auto const& pair = detail::bound_to(m, a, b);
    auto const f = fold(matrix.row(a), matrix.row(b), matrix.columns(), options, measure_traits<Measure>::empty(pair, matrix.columns()));
    return comparison_of(pair, f, options, matrix.issues_held());
}

/// Compares two actors of a graph under a measure, each stance read as `how` says.
/// To compare many pairs, freeze a position_matrix once.
/// Coverage is a share of the issues on which either of the two holds a position.
/// ```
/// auto c = compare(graph, russia, nato, city_block{}, {.weights = weighting::mean});
/// if (c.value) std::cout << *c.value;
/// ```
template <stance_graph_like Graph, dyadic_measure Measure>
comparison compare(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                   compare_options const& options = {}, stance_options<Graph> const& how = {}) {
    detail::require_scales<Measure, Graph>();
    return compare(detail::two_rows(g, a, b, how), 0, 1, detail::bound_to(m, a.value, b.value), options);
}

}  // namespace entente

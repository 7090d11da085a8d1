// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/pairwise.hpp
/// All pairs of actors under a measure.

#include <cstddef>

#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/concepts.hpp"
#include "entente/dyadic/dyad_matrix.hpp"
#include "entente/dyadic/executor.hpp"
#include "entente/dyadic/fold.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// Whether the value of a pair does not depend on who comes first.
template <dyadic_measure Measure>
constexpr bool is_symmetric(Measure const&, compare_options const& options) {
    return Measure::description.symmetric && is_symmetric(options.weights) &&
           (options.missing.what == missing_policy::rule::pairwise ||
            options.missing.whose == missing_policy::side::either);
}

/// Compares all pairs of actors of a matrix.
///
/// Returns each value as `compare` gives it, to the last bit, on one thread or many. Throws as `compare` does.
/// O(actors * stances). Fewer than two actors have no pairs.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
dyad_matrix pairwise(position_matrix const& matrix, Measure const& m, compare_options const& options = {},
                     Executor const& execute = {}) {
    detail::require_meaning(m, matrix.columns(), options);
    bool const symmetric = is_symmetric(m, options);
    bool const with_weights = options.weights != weighting::none || options.weigh_confidence ||
                              options.missing.what != missing_policy::rule::pairwise;
    auto const n = matrix.actors();
    dyad_matrix result(n, symmetric, with_weights, matrix.issues_held());
    execute(n, [&](std::size_t a) {
        for (std::size_t b = symmetric ? a + 1 : 0; b < n; ++b)
            if (a != b) {
                auto const& pair = detail::bound_to(m, a, b);
                result.set(a, b,
                           finish(pair,
                                  fold(matrix.row(a), matrix.row(b), matrix.columns(), options,
                                       detail::initial_statistic(pair, matrix.columns())),
                                  options, matrix.issues_held()));
            }
    });
    return result;
}

/// Compares all pairs of actors of a graph, each stance read as `how` says.
template <stance_graph_like Graph, measures_on<Graph> Measure, executor_like Executor = serial_executor>
dyad_matrix pairwise(Graph const& g, Measure const& m, compare_options const& options = {},
                     reading<Graph> const& how = {}, Executor const& execute = {}) {
    return pairwise(make_position_matrix(g, how), m, options, execute);
}

}  // namespace entente

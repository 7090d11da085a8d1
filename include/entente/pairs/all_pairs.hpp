// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/all_pairs.hpp
/// All pairs of actors under a measure.

#include <cstddef>

#include "entente/base/executor.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/traits.hpp"
#include "entente/pairs/dyad_matrix.hpp"
#include "entente/pairs/pair_engine.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// Whether the value of a pair does not depend on who comes first.
template <dyadic_measure Measure>
constexpr bool is_symmetric(Measure const& m, compare_options const& options) {
    return measure_traits<Measure>::symmetric(m) && is_symmetric(options.weights) &&
           (options.missing.what == missing_policy::rule::pairwise ||
            options.missing.whose == missing_policy::fill::either);
}

namespace detail {

/// Whether the weights of pairs may differ from the counts of what they share, so that a dyad_matrix keeps both.
template <dyadic_measure Measure>
constexpr bool weights_beside_counts(Measure const& m, compare_options const& options) {
    if (measure_traits<Measure>::own_weights(m)) return true;
    return options.weights != weighting::none || options.weigh_confidence ||
           options.missing.what != missing_policy::rule::pairwise;
}

}  // namespace detail

/// Compares all pairs of actors of a matrix.
///
/// Returns each value as `compare` gives it, to the last bit, by a kernel or not, on one thread or many. Throws
/// as `compare` does. O(actors * stances) at worst; what kernels save is in the README. Fewer than two actors
/// have no pairs.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
dyad_matrix all_pairs(position_matrix const& matrix, Measure const& m, compare_options const& options = {},
                      Executor const& execute = {}, kernels::isa which = kernels::best_isa()) {
    pair_engine<Measure> const engine(matrix, matrix, m, options, which);
    bool const symmetric = is_symmetric(m, options);
    dyad_matrix result(matrix.actors(), symmetric, detail::weights_beside_counts(m, options), matrix.issues_held());
    tiling const tiles(matrix.actors(), matrix.actors(), symmetric);
    execute(tiles.size(), [&](std::size_t i) {
        auto const t = tiles[i];
        std::size_t actor = t.row_begin;
        auto row = result.row(actor);
        engine.evaluate(t, [&](std::size_t a, std::size_t b, value_or_reason const& o, auto const& f) {
            if (a != actor) row = result.row(actor = a);
            if (a != b) row.set(b, o, f.shared, f.statistic.weight);
        });
    });
    return result;
}

/// Compares all pairs of actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure, executor_like Executor = serial_executor>
dyad_matrix all_pairs(Graph const& g, Measure const& m, compare_options const& options = {},
                      stance_options<Graph> const& stances = {}, Executor const& execute = {}) {
    detail::require_scales<Measure, Graph>();
    return all_pairs(make_position_matrix(g, stances), m, options, execute);
}

}  // namespace entente

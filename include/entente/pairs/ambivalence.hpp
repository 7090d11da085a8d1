// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/ambivalence.hpp
/// How an actor, or all actors, stand between convergence and divergence.

#include <boost/optional.hpp>

#include <cmath>
#include <cstddef>

#include "entente/config.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/measures/convergence.hpp"
#include "entente/measures/divergence.hpp"

namespace entente {

namespace detail {

/// Calls `visit(convergence, divergence)` for an actor and each other with which it shares something. One fold serves
/// both.
template <class Visit>
void for_each_sided(position_matrix const& matrix, std::size_t actor, measures::convergence const& order,
                    compare_options const& options, Visit&& visit) {
    require_meaning(order, matrix.columns(), options);
    for (std::size_t other = 0; other < matrix.actors(); ++other) {
        if (other == actor) continue;
        auto const same = for_pair(order, matrix, actor, matrix, other);
        auto const f =
            fold<statistics::side_strengths>(matrix.row(actor), matrix.row(other), matrix.columns(), options);
        auto const c = comparison_of(same, f, options, matrix.issues_held());
        auto const d = comparison_of(measures::divergence{.order = same.order, .of_pair = same.of_pair}, f, options,
                                     matrix.issues_held());
        if (c.value && d.value) visit(*c.value, *d.value);
    }
}

}  // namespace detail

/// How torn is an actor between those it converges with and those it diverges from, each of whom it meets on both
/// sides?
///
/// Formula: 1 - sum_k |C_k - D_k| / sum_k (C_k + D_k) over all other actors k, with C the convergence and D the
/// divergence of the same order. Range [0, 1]: 0 when it is wholly with or wholly against each other actor, 1 when it
/// is as much with as against each of them. None where it stands on a side together with, or against, nobody.
/// Throws as `compare` does. O(actors * stances of an actor).
/// Source: Godet (1991), MACTOR.
boost::optional<double> ambivalence(position_matrix const& matrix, row_ref who, measures::convergence const& order = {},
                                    compare_options const& options = {});

/// What share of all convergence and divergence among actors is convergence?
///
/// Formula: sum C / (sum C + sum D) over all pairs. Range [0, 1]. None where no two actors stand on a side on the same
/// issue. Throws as `compare` does. O(actors^2 * stances of an actor).
/// Source: Godet (1991), MACTOR, there in percent.
boost::optional<double> degree_of_convergence(position_matrix const& matrix, measures::convergence const& order = {},
                                              compare_options const& options = {});

/// How torn is an actor of a graph? Each stance read as `stances` says.
template <stance_graph_like Graph>
boost::optional<double> ambivalence(Graph const& g, id_of<actor_t<Graph>> actor,
                                    measures::convergence const& order = {}, compare_options const& options = {},
                                    stance_options<Graph> const& stances = {}) {
    detail::require_scales<measures::convergence, Graph>();
    return ambivalence(make_position_matrix(g, stances), actor, order, options);
}

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE boost::optional<double> ambivalence(position_matrix const& matrix, row_ref who,
                                                   measures::convergence const& order, compare_options const& options) {
    auto const actor = who.in(matrix);
    double apart = 0, all = 0;
    detail::for_each_sided(matrix, actor, order, options, [&](double c, double d) {
        apart += (std::abs)(c - d);
        all += c + d;
    });
    if (!(all > 0)) return boost::none;
    return 1 - apart / all;
}

ENTENTE_INLINE boost::optional<double> degree_of_convergence(position_matrix const& matrix,
                                                             measures::convergence const& order,
                                                             compare_options const& options) {
    double with = 0, all = 0;
    for (std::size_t actor = 0; actor < matrix.actors(); ++actor)
        detail::for_each_sided(matrix, actor, order, options, [&](double c, double d) {
            with += c;
            all += c + d;
        });
    if (!(all > 0)) return boost::none;
    return with / all;
}
#endif

}  // namespace entente

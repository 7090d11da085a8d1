// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/interval.hpp
/// How sure is a comparison, whatever the measure? For rankings in which few issues do not beat many.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>

#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/inference/confidence.hpp"
#include "entente/dyadic/inference/jackknife.hpp"
#include "entente/dyadic/inference/wilson.hpp"

namespace entente {

/// A comparison and the interval in which its value is thought to lie.
struct sure_comparison {
    comparison whole;
    boost::optional<confidence_interval> interval{};

    /// The end that speaks less well of the pair: the lower of an agreement, the upper of a distance. None without interval.
    boost::optional<double> cautious(orientation direction) const {
        if (!interval) return boost::none;
        return direction == orientation::agreement ? interval->lower : interval->upper;
    }
};

namespace detail {

/// How many issues of equal weight say as much as those of an explanation, where its value is the share of them that say 1,
/// and the others say 0; none where it is anything else.
inline boost::optional<double> trials_of_share(explanation const& e) {
    double sum = 0, squares = 0, ones = 0;
    for (auto const& part : e.issues) {
        if (part.weight == 0) continue;
        if (!part.value || (*part.value != 0 && *part.value != 1)) return boost::none;
        sum += part.weight, squares += part.weight * part.weight, ones += part.weight * *part.value;
    }
    if (!(sum > 0) || !e.whole.value || !((std::abs)(ones / sum - *e.whole.value) <= 1e-12)) return boost::none;
    return sum * sum / squares;
}

}  // namespace detail

/// The comparison of two actors with its interval: that of Wilson where the value is a share, the mean of issues that each
/// say 0 or 1 (votes that are alike or not, positions that never differ), else that of the jackknife. So a pair that
/// agreed five times of five is less sure than one that agreed five hundred times, though the jackknife knows no error
/// of either.
///
/// Trials of unequal weights count as their effective number (Kish 1965). None where the comparison is undefined, and for
/// the jackknife with fewer than two issues or where the measure is undefined without one of them. Preconditions and
/// exceptions as of `explain` and `jackknife`, and their cost.
template <dyadic_measure Measure>
sure_comparison compare_with_interval(position_matrix const& matrix, row_ref a, row_ref b, Measure const& m,
                                      compare_options const& options = {}, double confidence = 0.95) {
    auto const e = explain(matrix, a, b, m, options);
    if (auto const trials = detail::trials_of_share(e)) {
        double const share = (std::min)(1.0, (std::max)(0.0, *e.whole.value));
        return {e.whole, wilson(share * *trials, *trials, confidence)};
    }
    auto const found = jackknife(matrix, a, b, m, options);
    return {found.whole, found.interval(confidence)};
}

/// The same for two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure>
sure_comparison compare_with_interval(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                                      compare_options const& options = {}, double confidence = 0.95,
                                      stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    return compare_with_interval(detail::two_rows(g, a, b, stances), 0, 1, m, options, confidence);
}

}  // namespace entente

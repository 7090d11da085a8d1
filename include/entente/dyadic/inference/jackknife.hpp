// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/jackknife.hpp
/// How much does a comparison hang on single issues, and how sure is it?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <vector>

#include "entente/base/executor.hpp"
#include "entente/base/field.hpp"
#include "entente/dyadic/inference/confidence.hpp"
#include "entente/dyadic/units.hpp"
#include "entente/fold/resampling.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// A comparison without one issue.
struct leave_one_out {
    issue_id issue{};
    boost::optional<double> value{};  ///< none where the measure is undefined without the issue

    template <class Row = leave_one_out>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "the issue left out", &Row::issue),
                          make_field<Row>("value", "of the measure", "without it", &Row::value));
    }
};

/// What the values without one issue each say of a comparison.
struct jackknife_estimate {
    comparison whole;
    std::vector<leave_one_out> left_out;  ///< for each issue that weighs something, ascending
    std::size_t undefined = 0;            ///< how many of them have no value
    boost::optional<double> bias{};       ///< value expected of the estimate minus the true one
    boost::optional<double> standard_error{};
    boost::optional<double> acceleration{};  ///< how fast the standard error changes with the value; for BCa intervals
    measure_description measure = detail::no_measure;

    /// value -+ t * standard error with n - 1 degrees of freedom, no better than perfect agreement. None where
    /// there is no standard error. Throws error unless 0 < confidence < 1.
    boost::optional<confidence_interval> interval(double confidence = 0.95) const {
        detail::checked_confidence(confidence);
        if (!standard_error) return boost::none;
        return detail::t_interval(*whole.value, *standard_error, left_out.size(), confidence, measure);
    }

    template <class Row = jackknife_estimate>
    static auto fields() {
        return std::tuple_cat(
            fields_within<4>(&Row::whole),
            std::tuple(make_field<Row>("bias", "of the measure", "value expected minus the true one", &Row::bias),
                       make_field<Row>("standard_error", "of the measure", "by leaving out an issue each",
                                       &Row::standard_error),
                       make_field<Row>("acceleration", "", "how fast the standard error changes with the value",
                                       &Row::acceleration),
                       make_field<Row>("units", "issues", "issues that weigh something",
                                       [](Row const& r) { return r.left_out.size(); }),
                       make_field<Row>("undefined", "", "how often there was no value", &Row::undefined)));
    }
};

namespace detail {

template <dyadic_measure Measure, executor_like Executor>
jackknife_estimate jackknife_of(compared_units<typename Measure::statistic> const& units, Measure const& m,
                                compare_options const& options, std::size_t issues_held, Executor const& execute) {
    jackknife_estimate result;
    result.measure = measure_traits<Measure>::describe(m);
    result.whole = comparison_of(m, units.whole, options, issues_held);
    auto const without = values_without_each(units, m, execute);
    for (std::size_t i = 0; i < units.size(); ++i) result.left_out.push_back({units.id_of(i), without[i]});
    auto const found = summarise_left_out(result.whole.value, without, result.measure.greatest);
    result.undefined = found.undefined;
    result.bias = found.bias, result.standard_error = found.standard_error, result.acceleration = found.acceleration;
    return result;
}

}  // namespace detail

/// Leaves out each issue in turn: what single issues do to the comparison of two actors, and its standard error.
///
/// Formula, with v the value of all n issues, v_i the value without issue i and v. their mean: bias (n - 1) (v.
/// - v), standard error sqrt((n - 1) / n sum (v_i - v.)^2), acceleration sum L_i^3 / (6 (sum L_i^2)^(3/2)) with
/// L_i = (n - 1) (v. - v_i). Issues are taken as drawn from the issues that there might be. Those of no weight
/// are no units. Each v_i is made of the statistics of the other issues, which add up: nothing is folded again.
/// It is what `compare` gives without the issue, up to rounding. Bias and standard error are none where a value
/// without an issue is undefined, or with fewer than 2 issues: `left_out` tells which. `min_overlap` is asked
/// of the whole only. The acceleration is none where all v_i are equal. Preconditions and exceptions as in
/// `compare`. The same bits with every executor. O(stances of both + n^(3/2) + n * the cost of the measure).
/// Source: Quenouille (1956), Tukey (1958); Efron (1987) for the acceleration.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
jackknife_estimate jackknife(position_matrix const& matrix, row_ref a, row_ref b, Measure const& measure,
                             compare_options const& options = {}, Executor const& execute = {}) {
    detail::require_meaning(measure, matrix.columns(), options);
    detail::two_actors const pair(matrix, a, matrix, b);
    auto const& m = detail::for_pair(measure, pair);
    return detail::jackknife_of(detail::units_of(pair, m, options), m, options, matrix.issues_held(), execute);
}

/// The same for two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure, executor_like Executor = serial_executor>
jackknife_estimate jackknife(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                             compare_options const& options = {}, stance_options<Graph> const& stances = {},
                             Executor const& execute = {}) {
    detail::require_scales<Measure, Graph>();
    return jackknife(detail::two_rows(g, a, b, stances), 0, 1, m, options, execute);
}

}  // namespace entente

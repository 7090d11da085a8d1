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
#include "entente/dyadic/inference/units.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// A comparison without one issue.
struct leave_one_out {
    std::size_t issue = 0;            ///< column of the matrix, value of the issue's id
    boost::optional<double> value{};  ///< none where the measure is undefined without the issue

    template <class Row = leave_one_out>
    static auto fields() {
        return std::tuple(
            make_field<Row>("issue", "", "the issue left out", [](Row const& r) { return issue_id(r.issue); }),
            make_field<Row>("value", "of the measure", "without it", &Row::value));
    }
};

/// What the values without one issue each say of a comparison.
struct jackknife_estimate {
    comparison whole;
    std::vector<leave_one_out> left_out;       ///< for each issue that weighs something, ascending
    std::size_t undefined = 0;                 ///< how many of them have no value
    boost::optional<double> bias{};            ///< value expected of the estimate minus the true one
    boost::optional<double> standard_error{};
    boost::optional<double> acceleration{};    ///< how fast the standard error changes with the value; for BCa intervals
    measure_description measure{};

    /// value -+ t * standard error with n - 1 degrees of freedom, no better than perfect agreement. None where there is no standard error.
    /// Throws error unless 0 < confidence < 1.
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

/// Bias, standard error and acceleration from the values without one unit each; all none unless all are defined.
inline void summarise(jackknife_estimate& j) {
    auto const n = static_cast<double>(j.left_out.size());
    double sum = 0;
    for (auto const& l : j.left_out) {
        if (!l.value) ++j.undefined;
        sum += l.value ? *l.value : 0.0;
    }
    if (!j.whole.value || j.undefined || n < 2) return;
    double const mean = sum / n, rounding = 64 * std::numeric_limits<double>::epsilon() * std::max(1.0, std::abs(mean));
    double squares = 0, cubes = 0;
    bool differ = false;  // by more than rounding
    for (auto const& l : j.left_out) {
        double const influence = (n - 1) * (mean - *l.value);
        differ = differ || std::abs(mean - *l.value) > rounding;
        squares += influence * influence;
        cubes += influence * influence * influence;
    }
    j.bias = (n - 1) * (mean - *j.whole.value);
    if (!differ) squares = 0;
    j.standard_error = std::sqrt(squares / (n * (n - 1)));
    if (squares > 0) j.acceleration = cubes / (6 * std::pow(squares, 1.5));
}

template <dyadic_measure Measure, executor_like Executor>
jackknife_estimate jackknife_of(compared_units<typename Measure::statistic> const& units, Measure const& m, compare_options const& options,
                                std::size_t issues_held, Executor const& execute) {
    jackknife_estimate result;
    result.measure = Measure::description;
    result.whole = comparison_of(m, units.whole, options, issues_held);
    result.left_out.resize(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) result.left_out[i].issue = units.issues[i];
    if (units.size() > 1)
        execute(units.blocks(), [&](std::size_t block) {
            units.leave_out(block, [&](std::size_t i, auto const& rest) { result.left_out[i].value = value_of(m, rest); });
        });
    summarise(result);
    return result;
}

}  // namespace detail

/// Leaves out each issue in turn: what single issues do to the comparison of two actors, and its standard error.
///
/// Formula, with v the value of all n issues, v_i the value without issue i and v. their mean: bias (n - 1) (v. - v), standard error
/// sqrt((n - 1) / n sum (v_i - v.)^2), acceleration sum L_i^3 / (6 (sum L_i^2)^(3/2)) with L_i = (n - 1) (v. - v_i). Issues are taken as drawn
/// from the issues that there might be. Those of no weight are no units.
/// Each v_i is made of the statistics of the other issues, which add up: nothing is folded again. It is what `compare` gives without the
/// issue, up to rounding. Bias and standard error are none where a value without an issue is undefined, or with fewer than 2 issues:
/// `left_out` tells which.
/// `min_overlap` is asked of the whole only. The acceleration is none where all v_i are equal.
/// Preconditions and exceptions as in `compare`. The same bits with every executor. O(stances of both + n^(3/2) + n * the cost of the measure).
/// Source: Quenouille (1956), Tukey (1958); Efron (1987) for the acceleration.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
jackknife_estimate jackknife(position_matrix const& matrix, std::size_t a, std::size_t b, Measure const& measure,
                             compare_options const& options = {}, Executor const& execute = {}) {
    detail::require_meaning(measure, matrix.columns(), options);
    auto const& m = detail::bound_to(measure, a, b);
    return detail::jackknife_of(detail::units_of(matrix, a, b, m, options), m, options, matrix.issues_held(), execute);
}

/// The same for two actors of a graph, each stance read as `how` says.
template <stance_graph_like Graph, measures_on<Graph> Measure, executor_like Executor = serial_executor>
jackknife_estimate jackknife(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                             compare_options const& options = {}, stance_options<Graph> const& how = {}, Executor const& execute = {}) {
    return jackknife(detail::two_rows(g, a, b, how), 0, 1, detail::bound_to(m, a.value, b.value), options, execute);
}

}  // namespace entente

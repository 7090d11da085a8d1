// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/bootstrap.hpp
/// How much could a comparison have come out otherwise, had other issues been at stake?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/dyadic/inference/jackknife.hpp"
#include "entente/fold/resampling.hpp"

namespace entente {

/// An interval between two order statistics of the resampled values, or between neighbours of them.
struct bootstrap_interval : confidence_interval {
    double lower_rank = 0;  ///< the place of the order statistic that the lower end comes from, counted from 1
    double upper_rank = 0;
    bool extreme = false;  ///< a rank lies beyond the least or greatest value: there are too few resamples to tell
};

/// The values of a comparison over resampled issues.
struct bootstrap_estimate {
    comparison whole;
    std::vector<boost::optional<double>> values;  ///< by resample; none where the measure is undefined
    std::vector<double> ordered;                  ///< those that are defined, ascending: what all below is made of
    std::size_t undefined = 0;                    ///< how many are not
    boost::optional<double> bias{};               ///< mean of the values minus the value of the whole
    boost::optional<double> standard_error{};     ///< their standard deviation
    jackknife_estimate jackknife;                 ///< for the acceleration

    /// value - bias -+ z * standard error. None with fewer than 2 defined values.
    boost::optional<confidence_interval> normal(double confidence = 0.95) const {
        double const z = detail::normal_quantile((1 + detail::checked_confidence(confidence)) / 2);
        if (!standard_error) return boost::none;
        return confidence_interval{*whole.value - *bias - z * *standard_error,
                                   *whole.value - *bias + z * *standard_error};
    }
    /// From the quantile (1 - confidence) / 2 of the values to the quantile (1 + confidence) / 2. None where
    /// nothing is defined.
    boost::optional<bootstrap_interval> percentile(double confidence = 0.95) const {
        detail::checked_confidence(confidence);
        return between((1 - confidence) / 2, (1 + confidence) / 2);
    }
    /// The percentile interval reflected at the value: 2 v - q((1 + confidence) / 2) to 2 v - q((1 - confidence) / 2).
    boost::optional<bootstrap_interval> basic(double confidence = 0.95) const {
        auto i = percentile(confidence);
        if (!i || !whole.value) return boost::none;
        double const lower = 2 * *whole.value - i->upper, upper = 2 * *whole.value - i->lower;
        i->lower = lower, i->upper = upper;
        std::swap(i->lower_rank, i->upper_rank);
        return i;
    }
    /// The percentile interval corrected for bias and for acceleration: between the quantiles P(w + (w + z) /
    /// (1 - a (w + z))), with z the normal quantiles of (1 -+ confidence) / 2, w that of the share of values
    /// below the value of the whole, and a the acceleration. None where the acceleration is, and where no
    /// value, or every value, lies below that of the whole.
    boost::optional<bootstrap_interval> bca(double confidence = 0.95) const {
        detail::checked_confidence(confidence);
        if (!jackknife.acceleration) return boost::none;
        return bca(confidence, *jackknife.acceleration);
    }
    /// The same with an acceleration of one's own.
    boost::optional<bootstrap_interval> bca(double confidence, double acceleration) const {
        detail::checked_confidence(confidence);
        if (!whole.value || ordered.empty() || !detail::is_finite(acceleration)) return boost::none;
        // A resample that is a permutation of the whole is not below it by rounding.
        double const tie = *whole.value - detail::rounding_of(jackknife.measure.greatest, *whole.value);
        auto const below = std::lower_bound(ordered.begin(), ordered.end(), tie) - ordered.begin();
        if (below == 0 || static_cast<std::size_t>(below) == ordered.size()) return boost::none;
        double const w = detail::normal_quantile(static_cast<double>(below) / static_cast<double>(ordered.size()));
        auto const adjusted = [&](double p) {
            double const z = w + detail::normal_quantile(p);
            return detail::normal_probability(w + z / (1 - acceleration * z));
        };
        double const from = adjusted((1 - confidence) / 2), to = adjusted((1 + confidence) / 2);
        if (!(from >= 0 && from <= 1 && to >= 0 && to <= 1)) return boost::none;
        return between(from, to);
    }

    template <class Row = bootstrap_estimate>
    static auto fields() {
        return std::tuple_cat(
            fields_within<4>(&Row::whole),
            std::tuple(make_field<Row>("bias", "of the measure", "mean of the values minus the value", &Row::bias),
                       make_field<Row>("standard_error", "of the measure", "standard deviation of the values",
                                       &Row::standard_error),
                       make_field<Row>("resamples", "", "how many values there are",
                                       [](Row const& r) { return r.values.size(); }),
                       make_field<Row>("undefined", "", "how many of them are undefined", &Row::undefined)));
    }

private:
    boost::optional<bootstrap_interval> between(double from, double to) const {
        if (ordered.empty()) return boost::none;
        bootstrap_interval i;
        i.lower = quantile(from, i.lower_rank, i.extreme);
        i.upper = quantile(to, i.upper_rank, i.extreme);
        return i;
    }
    /// The order statistic of rank (R + 1) p; between two of them, interpolated linearly in normal quantiles.
    double quantile(double p, double& rank, bool& extreme) const {
        auto const n = static_cast<double>(ordered.size());
        rank = (n + 1) * p;
        if (!(rank > 1 && rank < n)) extreme = true;
        if (!(rank >= 1)) return ordered.front();
        if (!(rank < n)) return ordered.back();
        double const k = std::floor(rank);
        auto const at = static_cast<std::size_t>(k);
        if (rank == k) return ordered[at - 1];
        double const below = detail::normal_quantile(k / (n + 1)), above = detail::normal_quantile((k + 1) / (n + 1));
        return ordered[at - 1] +
               (detail::normal_quantile(p) - below) / (above - below) * (ordered[at] - ordered[at - 1]);
    }
};

namespace detail {

template <dyadic_measure Measure, executor_like Executor>
bootstrap_estimate bootstrap_of(compared_units<typename Measure::statistic> const& units, Measure const& m,
                                compare_options const& options, std::size_t issues_held, index_matrix const& drawn,
                                Executor const& execute) {
    if (drawn.units() != units.size() && drawn.resamples())
        throw error(fault_code::invalid_argument, "an index matrix draws from as many issues as are compared",
                    {.value = std::to_string(drawn.units()) + " instead of " + std::to_string(units.size())});
    bootstrap_estimate result;
    result.jackknife = jackknife_of(units, m, options, issues_held, execute);
    result.whole = result.jackknife.whole;
    result.values.resize(drawn.resamples());
    if (!result.whole.value) {
        result.undefined = result.values.size();
        return result;
    }
    result.values = resampled_values(units, m, drawn, execute);
    for (auto const& v : result.values)
        if (v) result.ordered.push_back(*v);
    result.undefined = result.values.size() - result.ordered.size();
    std::sort(result.ordered.begin(), result.ordered.end());
    auto const n = static_cast<double>(result.ordered.size());
    if (n < 2) return result;
    double sum = 0, squares = 0;
    for (double const v : result.ordered) sum += v;
    for (double const v : result.ordered) squares += (v - sum / n) * (v - sum / n);
    result.bias = sum / n - *result.whole.value;
    result.standard_error = std::sqrt(squares / (n - 1));
    return result;
}

}  // namespace detail

/// Compares two actors over resampled issues, with the resamples given.
///
/// A resample is the sum of the statistics of the issues drawn: nothing is folded again. Issues are taken as
/// drawn from the issues that there might be; unit i is the i-th issue, in the order of the matrix, that is
/// compared and weighs something. The result holds the value of each resample, and makes normal, basic,
/// percentile and BCa intervals of them. A resample on which the measure is undefined has no value and is
/// counted, not replaced; intervals are made of those that are defined. Preconditions and exceptions as in
/// `compare`; throws error(invalid_argument) too where the index matrix draws from another number of issues.
/// The same bits with every executor. O(stances of both + resamples * (n + the cost of the measure)).
/// Source: Efron (1979), Efron (1987); order statistics as in Davison and Hinkley (1997), equation 5.8.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
bootstrap_estimate bootstrap(position_matrix const& matrix, row_ref a, row_ref b, Measure const& measure,
                             compare_options const& options, index_matrix const& drawn, Executor const& execute = {}) {
    detail::require_meaning(measure, matrix.columns(), options);
    detail::two_actors const pair(matrix, a, matrix, b);
    auto const& m = detail::for_pair(measure, pair);
    return detail::bootstrap_of(detail::units_of(pair, m, options), m, options, matrix.issues_held(), drawn, execute);
}

/// The same with resamples drawn from a generator of the caller's, all of them before any is used: what is
/// drawn depends on the generator and the number of issues compared alone.
/// ```
/// std::mt19937_64 random(1);
/// auto const b = bootstrap(matrix, 0, 1, signorino_ritter{}, {}, 1999, random);
/// if (auto const i = b.bca()) std::cout << i->lower << " to " << i->upper;
/// ```
template <dyadic_measure Measure, class Generator, executor_like Executor = serial_executor>
    requires(std::uniform_random_bit_generator<std::remove_reference_t<Generator>>)
bootstrap_estimate bootstrap(position_matrix const& matrix, row_ref a, row_ref b, Measure const& measure,
                             compare_options const& options, std::size_t resamples, Generator&& generator,
                             Executor const& execute = {}) {
    detail::require_meaning(measure, matrix.columns(), options);
    detail::two_actors const pair(matrix, a, matrix, b);
    auto const& m = detail::for_pair(measure, pair);
    auto const units = detail::units_of(pair, m, options);
    return detail::bootstrap_of(units, m, options, matrix.issues_held(),
                                index_matrix::draw(units.size(), resamples, generator), execute);
}

/// The same for two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure, class Generator, executor_like Executor = serial_executor>
    requires(std::uniform_random_bit_generator<std::remove_reference_t<Generator>>)
bootstrap_estimate bootstrap(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                             compare_options const& options, std::size_t resamples, Generator&& generator,
                             stance_options<Graph> const& stances = {}, Executor const& execute = {}) {
    detail::require_scales<Measure, Graph>();
    return bootstrap(detail::two_rows(g, a, b, stances), 0, 1, m, options, resamples, generator, execute);
}

}  // namespace entente

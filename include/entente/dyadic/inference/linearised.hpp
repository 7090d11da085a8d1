// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/linearised.hpp
/// The standard error of an agreement from a formula, without leaving out or drawing anything.

#include <boost/optional.hpp>

#include <cmath>
#include <cstddef>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/dyadic/inference/confidence.hpp"
#include "entente/dyadic/units.hpp"
#include "entente/measures/chance/chance_corrected.hpp"

namespace entente {

/// A comparison with its linearised standard error.
struct linearised_estimate {
    comparison whole;
    std::size_t units = 0;  ///< issues that weigh something
    boost::optional<double> standard_error{};
    measure_description measure = detail::no_measure;

    /// value -+ t * standard error with n - 1 degrees of freedom, no better than perfect agreement; the other
    /// end may lie beyond the worst. None where there is no standard error. Throws error unless 0 < confidence
    /// < 1.
    boost::optional<confidence_interval> interval(double confidence = 0.95) const {
        detail::checked_confidence(confidence);
        if (!standard_error) return boost::none;
        return detail::t_interval(*whole.value, *standard_error, units, confidence, measure);
    }

    template <class Row = linearised_estimate>
    static auto fields() {
        return std::tuple_cat(
            fields_within<4>(&Row::whole),
            std::tuple(make_field<Row>("standard_error", "of the measure", "linearised", &Row::standard_error),
                       make_field<Row>("units", "issues", "issues that weigh something", &Row::units)));
    }
};

namespace detail {

/// How the agreement of a table changes when a little weight moves to a cell, up to a constant, for each cell.
/// None where the agreement is undefined. The factor of Krippendorff's correction for small samples counts as
/// 1. O(categories^2), with midrank O(categories^3).
inline boost::optional<std::vector<double>> cell_influences(statistics::contingency const& s,
                                                            disagreement_weighting const& by, chance_model chance) {
    auto const model = chance == chance_model::krippendorff ? chance_model::pooled : chance;
    auto const found = disagreements_of(s, by, model);
    if (!found || !(found->expected > 0)) return boost::none;
    auto const q = s.categories();
    double total = 0;
    std::vector<double> first(q), second(q), pooled(q);
    for (std::size_t k = 0; k < q; ++k)
        for (std::size_t l = 0; l < q; ++l) {
            double const w = s.weight_at(k, l);
            first[k] += w, second[l] += w, total += w;
        }
    for (std::size_t k = 0; k < q; ++k) {
        first[k] /= total, second[k] /= total;
        pooled[k] = (first[k] + second[k]) / 2;
    }
    auto const d = by(s.values, pooled);
    auto const times_d = [&](std::vector<double> const& shares) {
        std::vector<double> sums(q);
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) sums[k] += shares[l] * d[k * q + l];
        return sums;
    };
    // What the expected disagreement gains when a first, and a second, position moves to category k.
    std::vector<double> of_first(q), of_second(q);
    if (model == chance_model::marginal) {
        of_first = times_d(second), of_second = times_d(first);
    } else if (model == chance_model::pooled) {
        of_first = of_second = times_d(pooled);
    } else if (model == chance_model::gwet) {
        double alike = 0;
        for (double const x : d) alike += 1 - x;
        auto const K = static_cast<double>(q);
        for (std::size_t k = 0; k < q; ++k) of_first[k] = of_second[k] = alike * pooled[k] / (K * (K - 1));
    }
    // Mid-ranks move too: what both disagreements gain by that when a position moves to category k.
    std::vector<double> moved_observed(q), moved_expected(q);
    if (by.kind() == disagreement::midrank) {
        std::vector<double> rank(q);
        double below = 0;
        for (std::size_t k = 0; k < q; ++k) rank[k] = below + pooled[k] / 2, below += pooled[k];
        for (std::size_t m = 0; m < q; ++m) {
            auto const gain = [m](std::size_t k) { return m < k ? 1.0 : m == k ? 0.5 : 0.0; };
            for (std::size_t k = 0; k < q; ++k)
                for (std::size_t l = 0; l < q; ++l) {
                    double const change = 2 * (rank[k] - rank[l]) * (gain(k) - gain(l)) / 2;
                    moved_observed[m] += s.weight_at(k, l) / total * change;
                    moved_expected[m] += pooled[k] * pooled[l] * change;
                }
        }
    }
    double const ratio = found->observed / found->expected;
    std::vector<double> z(q * q);
    for (std::size_t k = 0; k < q; ++k)
        for (std::size_t l = 0; l < q; ++l) {
            double const observed = d[k * q + l] + moved_observed[k] + moved_observed[l];
            double const expected = of_first[k] + of_second[l] + moved_expected[k] + moved_expected[l];
            z[k * q + l] = -(observed - ratio * expected) / found->expected;
        }
    return z;
}

/// sqrt(sum over units of (sum over its entries of weight (z - mean z))^2) / weight.
template <class Units, class Influence>
double standard_error_of(Units const& units, double weight, Influence&& z) {
    double mean = 0, squares = 0;
    for (std::size_t i = 0; i < units.size(); ++i)
        for (auto const& e : units.entries_of(i)) mean += e.weight * z(i, e);
    mean /= weight;
    for (std::size_t i = 0; i < units.size(); ++i) {
        double sum = 0;
        for (auto const& e : units.entries_of(i)) sum += e.weight * (z(i, e) - mean);
        squares += sum * sum;
    }
    return std::sqrt(squares) / weight;
}

}  // namespace detail

/// The standard error of the agreement beyond chance of two actors of a matrix, linearised.
///
/// Formula: se^2 = sum w_i^2 (z_i - z.)^2 / (sum w)^2, with z_i how the value changes when a little weight
/// moves to the cell of issue i, z. their weighted mean; with equal weights se^2 = (sum p_kl (w_kl - (1 - A)
/// h_kl)^2 - (p_a - 2 (1 - A) p_e)^2) / (n (1 - p_e)^2), where w_kl = 1 - d_kl and h_kl is what p_e gains by
/// cell (k, l). For cohen_kappa it is the asymptotic standard error of Fleiss, Cohen and Everitt. That of
/// krippendorff_alpha is that of scott_pi: the factor 1 - 1 / (2 n) between them is left out, as its source
/// does. Issues are taken as drawn from the issues that there might be; those of no weight do not count. None
/// where the value is, and with fewer than 2 issues. Preconditions and exceptions as in `compare`. O(stances of
/// both + categories^2), with midrank categories^3.
/// Source: Fleiss, Cohen and Everitt (1969), Gwet (2008, 2014).
template <chance_corrected Measure>
linearised_estimate linearised(position_matrix const& matrix, row_ref a, row_ref b, Measure const& m,
                               compare_options const& options = {}) {
    detail::require_meaning(m, matrix.columns(), options);
    detail::two_actors const pair(matrix, a, matrix, b);
    auto const units = detail::units_of(pair, m, options);
    linearised_estimate result{comparison_of(m, units.whole, options, matrix.issues_held()),
                               units.size(),
                               {},
                               measure_traits<Measure>::describe(m)};
    if (!result.whole.value || units.size() < 2) return result;
    auto const& table = units.whole.statistic;
    if (auto const z = detail::cell_influences(table, m.weighted_by(), Measure::model))
        result.standard_error = detail::standard_error_of(units, table.weight, [&](std::size_t i, auto const& e) {
            auto const& issue = matrix.issue(units.issues[i]);
            return (*z)[issue.category_of(e.x) * table.categories() + issue.category_of(e.y)];
        });
    return result;
}

/// The same from a table alone, all of whose pairs weigh the same.
template <chance_corrected Measure>
linearised_estimate linearised(statistics::contingency const& table, Measure const& m) {
    linearised_estimate result;
    result.units = static_cast<std::size_t>(table.pairs());
    result.measure = measure_traits<Measure>::describe(m);
    result.whole = comparison_of(m, fold_result<statistics::contingency>{table, table.count}, {}, table.count);
    if (!result.whole.value || result.units < 2) return result;
    auto const z = detail::cell_influences(table, m.weighted_by(), Measure::model);
    if (!z) return result;
    auto const q = table.categories();
    auto const n = static_cast<double>(result.units);
    double mean = 0, variance = 0;
    for (std::size_t i = 0; i < q * q; ++i) mean += static_cast<double>(table.counts[i]) / n * (*z)[i];
    for (std::size_t i = 0; i < q * q; ++i)
        variance += static_cast<double>(table.counts[i]) / n * ((*z)[i] - mean) * ((*z)[i] - mean);
    result.standard_error = std::sqrt(variance / n);
    return result;
}

/// The standard error of a mean over issues, linearised: of every measure of the form mean, such as
/// signorino_ritter or city_block.
///
/// Formula: se^2 = sum w_i^2 (v_i^p - v^p)^2 / (sum w)^2 / (p v^(p - 1))^2, with v_i the value on issue i
/// alone, v the value, p the exponent and w the mass. None where the value is, with fewer than 2 issues, and
/// for exponents other than 1 where the value is 0: there it has no derivative. Preconditions and exceptions as
/// in `compare`. O(stances of both).
template <mean_measure Measure>
    requires(!chance_corrected<Measure>)
linearised_estimate linearised(position_matrix const& matrix, row_ref a, row_ref b, Measure const& measure,
                               compare_options const& options = {}) {
    detail::require_meaning(measure, matrix.columns(), options);
    detail::two_actors const pair(matrix, a, matrix, b);
    auto const& m = detail::for_pair(measure, pair);
    auto const units = detail::units_of(pair, m, options);
    linearised_estimate result{comparison_of(m, units.whole, options, matrix.issues_held()),
                               units.size(),
                               {},
                               measure_traits<Measure>::describe(m)};
    if (!result.whole.value || units.size() < 2) return result;
    double const p = measure_traits<Measure>::exponent(m), v = *result.whole.value,
                 mass = statistic_traits<typename Measure::statistic>::denominator(units.whole.statistic);
    if (p != 1 && !(v > 0)) return result;
    double squares = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        double sum = 0;
        for (auto const& e : units.entries_of(i)) {
            auto one = units.empty();
            one.add(e.x, e.y, e.weight, matrix.issue(units.issues[i]));
            if (auto const alone = detail::value_of(m, one))
                sum += statistic_traits<typename Measure::statistic>::denominator(one) *
                       (std::pow(*alone, p) - std::pow(v, p));
        }
        squares += sum * sum;
    }
    result.standard_error = std::sqrt(squares) / mass / (p * std::pow(v, p - 1));
    return result;
}

/// The same for two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure>
    requires(chance_corrected<Measure> || mean_measure<Measure>)
linearised_estimate linearised(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                               compare_options const& options = {}, stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    return linearised(detail::two_rows(g, a, b, stances), 0, 1, m, options);
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/wilson.hpp
/// How sure is a share?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <tuple>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/dyadic/inference/confidence.hpp"
#include "entente/dyadic/units.hpp"
#include "entente/measures/share_identical.hpp"

namespace entente {

/// The interval of a share that came out as `successes` of `trials`, which need not be whole numbers.
///
/// Formula: (p + z^2 / (2 n) -+ z sqrt(p (1 - p) / n + z^2 / (4 n^2))) / (1 + z^2 / n), with p = successes / n
/// and z the normal quantile of (1 + confidence) / 2. Range [0, 1]; it has a length for shares of 0 and 1 too.
/// None without trials. Throws error(invalid_argument) unless 0 <= successes <= trials and 0 < confidence < 1.
/// Source: Wilson (1927).
inline boost::optional<confidence_interval> wilson(double successes, double trials, double confidence = 0.95) {
    detail::checked_confidence(confidence);
    if (!(detail::is_finite(successes) && detail::is_finite(trials) && successes >= 0 && successes <= trials))
        throw error(fault_code::invalid_argument, "there are from 0 to all successes", {.value = std::to_string(successes)});
    if (trials == 0) return boost::none;
    double const z = detail::normal_quantile((1 + confidence) / 2), p = successes / trials, n = trials;
    double const scale = 1 + z * z / n, middle = (p + z * z / (2 * n)) / scale;
    double const reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
    // At the ends the formula gives 0 and 1, but for rounding.
    return confidence_interval{successes == 0 ? 0.0 : (std::max)(0.0, middle - reach),
                               successes == trials ? 1.0 : (std::min)(1.0, middle + reach)};
}

/// The share of issues held alike, and its interval.
struct wilson_estimate {
    comparison whole;
    double trials = 0;  ///< the number of issues, or of issues of equal weight that say as much
    boost::optional<confidence_interval> interval{};

    template <class Row = wilson_estimate>
    static auto fields() {
        auto const end = [](double confidence_interval::*which) {
            return [which](Row const& r) {
                return r.interval ? boost::optional<double>((*r.interval).*which) : boost::none;
            };
        };
        return std::tuple_cat(
            fields_within<4>(&Row::whole),
            std::tuple(make_field<Row>("trials", "issues", "issues of equal weight that say as much", &Row::trials),
                       make_field<Row>("lower", "share of issues", "lower end of the interval",
                                       end(&confidence_interval::lower)),
                       make_field<Row>("upper", "share of issues", "upper end of the interval",
                                       end(&confidence_interval::upper))));
    }
};

/// On what share of the shared issues do two actors of a matrix hold the same position, and how sure is that?
///
/// Issues of unequal weights count as (sum w)^2 / sum w^2 issues, their effective number (Kish 1965); those of
/// equal weights as what they are. Preconditions and exceptions as in `compare` and `wilson`. O(stances of
/// both).
inline wilson_estimate wilson(position_matrix const& matrix, row_ref a, row_ref b,
                              measures::share_identical const& m = {}, compare_options const& options = {},
                              double confidence = 0.95) {
    detail::checked_confidence(confidence);
    detail::require_meaning(m, matrix.columns(), options);
    detail::two_actors const pair(matrix, a, matrix, b);
    auto const units = detail::units_of(pair, m, options);
    wilson_estimate result;
    result.whole = comparison_of(m, units.whole, options, matrix.issues_held());
    if (!result.whole.value) return result;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        double const w = units.weight_of(i);
        sum += w, squares += w * w;
    }
    result.trials = sum * sum / squares;
    result.interval = wilson(*result.whole.value * result.trials, result.trials, confidence);
    return result;
}

/// The same for two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph>
wilson_estimate wilson(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b,
                       measures::share_identical const& m = {}, compare_options const& options = {},
                       double confidence = 0.95, stance_options<Graph> const& stances = {}) {
    return wilson(detail::two_rows(g, a, b, stances), 0, 1, m, options, confidence);
}

}  // namespace entente

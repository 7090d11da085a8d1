// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cmath>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/squared_differences.hpp"

namespace entente::measures {

/// How far apart are two actors in a straight line, as a share of the longest one?
///
/// Formula: sqrt(sum w (u - v)^2 / sum w), with u, v in [0, 1]. Range [0, 1], distance, symmetric. None where
/// the weights sum to 0.
/// Source: Downs (1957); weights as in SciPy, not squared.
struct euclidean {
    using statistic = statistics::squared_differences;
    static constexpr double exponent = 2;
    static constexpr measure_description description{
        .name = "euclidean",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sqrt(sum w d^2 / sum w)",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Downs 1957",
        .also_called = "proximity",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return std::sqrt(s.mean());
    }
};

}  // namespace entente::measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cmath>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/squared_weight_differences.hpp"

namespace entente::measures {

/// How far apart are two actors in a straight line, when each issue's axis is stretched by its weight?
///
/// Formula: sqrt(sum w^2 d^2 / sum w^2), with d = |u - v| and u, v in [0, 1]. Range [0, 1], distance, symmetric. With
/// equal weights it is euclidean; with others, heavy issues count for more than they do there. None where the weights
/// sum to 0. The weights enter by their squares, so the policy `expected` for missing positions has no meaning and is
/// refused.
/// Source: Downs (1957), with the weights inside of the square as voting-advice software has them.
struct euclidean_squared_weights {
    using statistic = statistics::squared_weight_differences;
    static constexpr double exponent = 2;
    static constexpr measure_description description{
        .name = "euclidean_squared_weights",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sqrt(sum w^2 d^2 / sum w^2)",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Downs 1957",
        .also_called = "Euclidean (OpenVAA)",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.denominator > 0)) return boost::none;
        return std::sqrt(s.mean());
    }
};

}  // namespace entente::measures

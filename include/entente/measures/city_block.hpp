// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/absolute_differences.hpp"

namespace entente::measures {

/// How far apart are two actors, on average, as a share of the scale?
///
/// Formula: sum w |u - v| / sum w, with u, v in [0, 1]. Range [0, 1], distance, symmetric. On issues of
/// different scales it is Gower's distance, with the ranges of the scales and never those of the data. None
/// where the weights sum to 0.
/// Source: Gower (1971); in voting advice, Louwerse and Rosema (2014).
struct city_block {
    using statistic = statistics::absolute_differences;
    static constexpr measure_description description{
        .name = "city_block",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sum w d / sum w",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Gower 1971; Louwerse and Rosema 2014",
        .also_called = "Manhattan, Gower",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return s.mean();
    }
};

}  // namespace entente::measures

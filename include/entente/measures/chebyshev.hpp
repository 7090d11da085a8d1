// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/joint_distribution.hpp"

namespace entente::measures {

/// How far apart are two actors on the issue that divides them most?
///
/// Formula: max d over issues of weight > 0, with d = |u - v| and u, v in [0, 1]. Range [0, 1], distance, symmetric.
/// Weights only tell which issues count. None where the weights sum to 0. A maximum is no mean: the policy `expected`
/// for missing positions is refused.
/// Source: Chebyshev (1854), as the limit of Minkowski distances.
struct chebyshev {
    using statistic = statistics::joint_distribution;
    static constexpr measure_description description{
        .name = "chebyshev",
        .form = measure_form::extreme,
        .argument = "",
        .formula = "max d where w > 0",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Chebyshev 1854",
        .also_called = "maximum, supremum",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return s.greatest_difference();
    }
};

}  // namespace entente::measures

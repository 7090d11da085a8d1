// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/squared_differences.hpp"

namespace entente::measures {

/// How similar are two actors' positions, from opposite to alike, when large differences count for more?
///
/// Formula: 1 - 2 sum w (u - v)^2 / sum w, with u, v in [0, 1]. Range [-1, 1], agreement, symmetric. It is 2
/// percent_agreement:quadratic - 1. None where the weights sum to 0.
/// Source: Signorino and Ritter (1999), S with squared distances and the range of the scale.
struct signorino_ritter_squared {
    using statistic = statistics::squared_differences;
    static constexpr measure_description description{
        .name = "signorino_ritter_squared",
        .form = measure_form::mean,
        .argument = "",
        .formula = "1 - 2 sum w d^2 / sum w",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Signorino and Ritter 1999",
        .also_called = "S squared",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return 1 - 2 * s.mean();
    }
};

}  // namespace entente::measures

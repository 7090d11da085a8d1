// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/valence.hpp"

namespace entente::measures {

/// How strongly do two actors pull in the same direction?
///
/// Formula: sum w a b / sum w, with a, b in [-1, 1]. Range [-1, 1], agreement, symmetric: 1 when both are at the same
/// extreme everywhere, 0 when either is neutral everywhere. It is 1 - 2 directional. None where the weights sum to 0.
/// Source: Rabinowitz and Macdonald (1989).
struct scalar_product {
    using statistic = statistics::valence;
    static constexpr measure_description description{
        .name = "scalar_product",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sum w a b / sum w",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Rabinowitz and Macdonald 1989",
        .also_called = "directional utility",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return s.mean_product();
    }
};

}  // namespace entente::measures

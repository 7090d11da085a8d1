// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/valence.hpp"

namespace entente::measures {

/// Do two actors pull in opposite directions, and how hard?
///
/// Formula: sum w (1 - a b) / 2 / sum w, with a, b in [-1, 1]. Range [0, 1], distance, symmetric. Two actors of
/// the same moderate position are not at 0: only full agreement at an extreme is. None where the weights sum to
/// 0.
/// Source: Rabinowitz and Macdonald (1989); scaled as in Mendez (2017).
struct directional {
    using statistic = statistics::valence;
    static constexpr measure_description description{
        .name = "directional",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sum w (1 - a b) / 2 / sum w",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Rabinowitz and Macdonald 1989; Mendez 2017",
        .also_called = "",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return (1 - s.mean_product()) / 2;
    }
};

}  // namespace entente::measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/mismatches.hpp"

namespace entente::measures {

/// How far apart are two actors on issues of which some are ordered and some are not?
///
/// Formula: sum w d / sum w, with d = [x != y] on nominal issues and |u - v| with u, v in [0, 1] on all others. Range
/// [0, 1], distance, symmetric. The ranges are those of the scales, never those of the data. Without nominal issues it
/// is city_block; with nominal ones only, 1 - share_identical. None where the weights sum to 0.
/// Source: Gower (1971).
struct gower {
    using statistic = statistics::mismatches;
    static constexpr measure_description description{
        .name = "gower",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sum w d / sum w, d = [x != y] where nominal",
        .needs = level::nominal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Gower 1971",
        .also_called = "",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return s.mean();
    }
};

}  // namespace entente::measures

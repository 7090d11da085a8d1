// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/overlap.hpp"

namespace entente::measures {

/// On what share of the shared issues do both hold the same position?
///
/// Formula: sum w [x = y] / sum w. Range [0, 1], agreement, symmetric. None where the weights sum to 0.
/// Source: Sokal and Michener (1958), simple matching.
struct share_identical {
    using statistic = statistics::overlap;
    static constexpr measure_description description{
        .name = "share_identical",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sum w [x = y] / sum w",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Sokal and Michener 1958",
        .also_called = "simple matching, percent agreement",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return s.identical_weight / s.weight;
    }
};

}  // namespace entente::measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/relative_differences.hpp"

namespace entente::measures {

/// How far apart are two actors, when a difference counts by how much there is at all?
///
/// Formula: sum w |x - y| / (x + y) / sum w, with x, y >= 0 in the units; two zeros do not differ: 0 / 0 counts
/// as 0. Range [0, 1], distance, symmetric. Ratio scales only: on others a negative or shifted zero turns it into
/// nonsense. Times the number of issues it is the sum that other tools give. None where the weights sum to 0.
/// Source: Lance and Williams (1967).
struct canberra {
    using statistic = statistics::relative_differences;
    static constexpr measure_description description{
        .name = "canberra",
        .form = measure_form::mean,
        .argument = "",
        .formula = "sum w |x - y| / (x + y) / sum w",
        .needs = level::ratio,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Lance and Williams 1967",
        .also_called = "",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return s.sum / s.weight;
    }
};

}  // namespace entente::measures

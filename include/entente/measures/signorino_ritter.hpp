// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/absolute_differences.hpp"

namespace entente::measures {

/// How similar are two actors' positions, from opposite to alike?
///
/// Formula: 1 - 2 sum w |u - v| / sum w, with u, v in [0, 1]. Range [-1, 1], agreement, symmetric. It is 1 - 2
/// city_block. None where the weights sum to 0.
/// Source: Signorino and Ritter (1999), S with absolute distances and the range of the scale.
struct signorino_ritter {
    using statistic = statistics::absolute_differences;
    static constexpr measure_description description{
        .name = "signorino_ritter",
        .form = measure_form::mean,
        .argument = "",
        .formula = "1 - 2 sum w d / sum w",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Signorino and Ritter 1999",
        .also_called = "S",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return 1 - 2 * s.mean();
    }
};

}  // namespace entente::measures

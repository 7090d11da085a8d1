// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>

#include "entente/fold/measure.hpp"
#include "entente/measures/statistics/valence.hpp"

namespace entente::measures {

/// Do two actors' positions, seen from neutral, point the same way?
///
/// Formula: sum w a b / sqrt(sum w a^2 sum w b^2), with a, b in [-1, 1]. Range [-1, 1], agreement, symmetric. Neutral is the middle of the
/// scale, or zero on a ratio scale. None where an actor is neutral on everything shared: it then points nowhere. A mean of directions is no
/// direction: the policy `expected` for missing positions is refused. Source: Salton and McGill (1983).
struct cosine {
    using statistic = statistics::valence;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "cosine",
        .argument = "",
        .formula = "sum w a b / sqrt(sum w a^2 sum w b^2)",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "an actor neutral on all that is shared",
        .source = "Salton and McGill 1983",
        .also_called = "",
    };

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.first > 0) || !(s.second > 0)) return boost::none;
        // Rounding may lead a hair beyond the bounds.
        return std::clamp(s.product / (std::sqrt(s.first) * std::sqrt(s.second)), -1.0, 1.0);
    }
};

}  // namespace entente::measures

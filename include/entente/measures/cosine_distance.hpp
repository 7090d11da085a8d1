// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <span>

#include "entente/fold/enclosure.hpp"
#include "entente/fold/traits.hpp"
#include "entente/measures/cosine.hpp"
#include "entente/measures/statistics/valence.hpp"

namespace entente::measures {

/// How far from one direction do two actors' positions, seen from neutral, point?
///
/// Formula: 1 - cosine. Range [0, 2], distance, symmetric: 1 at right angles, 2 when opposite. None where an actor is
/// neutral on everything shared. Not a metric. A mean of directions is no direction: with the policy `expected` for
/// missing positions silence could count for more than open opposition, so it is refused.
/// Source: Salton and McGill (1983).
struct cosine_distance {
    using statistic = statistics::valence;
    static constexpr measure_description description{
        .name = "cosine_distance",
        .form = measure_form::association,
        .argument = "",
        .formula = "1 - sum w a b / sqrt(sum w a^2 sum w b^2)",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 2,
        .symmetric = true,
        .undefined = "an actor neutral on all that is shared",
        .source = "Salton and McGill 1983",
        .also_called = "",
    };

    boost::optional<double> operator()(statistic const& s) const {
        auto const similarity = cosine{}(s);
        if (!similarity) return boost::none;
        return 1 - *similarity;
    }

    /// Bounds where positions are open: those of cosine, turned round.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        auto const similarity = cosine{}.enclose(known, open, columns);
        if (!similarity) return boost::none;
        return enclosed_value{1 - similarity->upper, 1 - similarity->lower, false};
    }
};

}  // namespace entente::measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <span>

#include "entente/fold/traits.hpp"
#include "entente/measures/enclosure/interval.hpp"
#include "entente/measures/statistics/valence.hpp"

namespace entente::measures {

/// Do two actors' positions, seen from neutral, point the same way?
///
/// Formula: sum w a b / sqrt(sum w a^2 sum w b^2), with a, b in [-1, 1]. Range [-1, 1], agreement, symmetric.
/// Neutral is the middle of the scale, or zero on a ratio scale. None where an actor is neutral on everything
/// shared: it then points nowhere. A mean of directions is no direction: the policy `expected` for missing
/// positions is refused.
/// Source: Salton and McGill (1983).
struct cosine {
    using statistic = statistics::valence;
    static constexpr measure_description description{
        .name = "cosine",
        .form = measure_form::association,
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

    /// Bounds where positions are open: a product over lengths, each a sum over issues.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        constexpr double fine = issue_column::exact_units * issue_column::exact_units;
        double total = known.weight;
        detail::sum_interval product{known.product / fine, known.product / fine},
            first{known.first / fine, known.first / fine}, second{known.second / fine, known.second / fine};
        for (auto const& o : open) {
            auto const& c = columns[o.issue];
            detail::sum_interval const a{c.centred(o.first.lower), c.centred(o.first.upper)},
                b{c.centred(o.second.lower), c.centred(o.second.upper)};
            auto const squared = [](detail::sum_interval const& i) {
                auto s = i * i;
                if (i.lower <= 0 && i.upper >= 0) s.lower = 0;
                return s;
            };
            product += o.weight * (a * b);
            first += o.weight * squared(a);
            second += o.weight * squared(b);
            total += o.weight;
        }
        if (!(total > 0)) return boost::none;
        double const hair = detail::slack(open);
        return detail::correlation_between(detail::widened(product, total, hair), detail::widened(first, total, hair),
                                           detail::widened(second, total, hair));
    }
};

}  // namespace entente::measures

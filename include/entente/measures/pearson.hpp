// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <span>

#include "entente/fold/traits.hpp"
#include "entente/measures/enclosure/from_moments.hpp"
#include "entente/measures/geometric_mean.hpp"
#include "entente/measures/statistics/moments.hpp"

namespace entente::measures {

/// Do two actors' positions rise and fall together, in a straight line?
///
/// Formula: cov(u, v) / sqrt(var(u) var(v)), with u, v in [0, 1] and weighted moments. Range [-1, 1], agreement,
/// symmetric. It sees neither location nor spread: an actor that holds the same more mildly correlates at 1. None where
/// an actor holds one position throughout. A correlation with positions that nobody holds is no mean of correlations:
/// the policy `expected` for missing positions is refused. O(1) beyond the fold.
/// Source: Pearson (1895).
struct pearson {
    using statistic = statistics::moments;
    static constexpr measure_description description{
        .name = "pearson",
        .form = measure_form::association,
        .argument = "",
        .formula = "cov(u, v) / sqrt(var u var v)",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "an actor holds one position throughout",
        .source = "Pearson 1895",
        .also_called = "product-moment correlation, r, phi on two categories",
    };

    boost::optional<double> operator()(statistic const& s) const {
        double const x = s.variation_x(), y = s.variation_y();
        if (!(x > 0) || !(y > 0)) return boost::none;
        // Rounding may lead a hair beyond the bounds.
        return std::clamp(s.covariation() / detail::geometric_mean(x, y), -1.0, 1.0);
    }

    /// Bounds where positions are open: covariation over variations, each as a sum over pairs of issues.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        return detail::enclose_correlation(known, open, columns);
    }
};

}  // namespace entente::measures

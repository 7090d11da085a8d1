// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <string_view>

#include "entente/fold/measure.hpp"
#include "entente/measures/argument.hpp"
#include "entente/measures/statistics/differences_and_products.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::measures {

/// How far apart are two actors, when both the distance and the direction count?
///
/// Formula: alpha city_block + (1 - alpha) directional = sum w (alpha d + (1 - alpha) (1 - a b) / 2) / sum w, with d =
/// |u - v|, u, v in [0, 1], a, b in [-1, 1] and alpha in [0, 1]. Range [0, 1], distance, symmetric. None where the
/// weights sum to 0.
/// Source: Mendez (2017), with alpha = 1/2.
struct hybrid {
    using statistic = statistics::differences_and_products;
    static constexpr measure_description description{
        .name = "hybrid",
        .form = measure_form::mean,
        .argument = "alpha in [0, 1]; 0.5",
        .formula = "sum w (alpha d + (1 - alpha) (1 - a b) / 2) / sum w",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Mendez 2017",
        .also_called = "",
    };

    static constexpr detail::parameter_range alphas{"hybrid", 0, 1};
    double alpha = 0.5;  ///< the part of the distance, in [0, 1]

    /// Throws error unless the text is a number in [0, 1]; 0.5 where it is empty.
    static hybrid parse(std::string_view text) { return {alphas.parse(text, 0.5)}; }
    void require_scale(issue_column const&) const { alphas.require_value(alpha); }

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return alpha * s.mean_absolute() + (1 - alpha) * ((1 - s.mean_product()) / 2);
    }
};

}  // namespace entente::measures

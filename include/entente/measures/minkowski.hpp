// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cmath>
#include <span>
#include <string_view>

#include "entente/fold/measure.hpp"
#include "entente/measures/argument.hpp"
#include "entente/measures/statistics/power_differences.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::measures {

/// How far apart are two actors, when large differences count for more, by a degree that is chosen?
///
/// Formula: (sum w d^p / sum w)^(1/p), with d = |u - v|, u, v in [0, 1] and p in [1, 64]. Range [0, 1], distance,
/// symmetric. p = 1 is city_block, p = 2 euclidean; as p grows it nears chebyshev. None where the weights sum to 0.
/// Source: Minkowski (1896).
struct minkowski {
    using statistic = statistics::power_differences;
    static constexpr measure_description description{
        .name = "minkowski",
        .form = measure_form::mean,
        .argument = "p in [1, 64]; 2",
        .formula = "(sum w d^p / sum w)^(1/p)",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Minkowski 1896",
        .also_called = "power distance",
    };

    static constexpr detail::parameter_range powers{"minkowski", 1, 64};
    double exponent = 2;  ///< p, in [1, 64]: beyond, powers of small differences vanish

    /// Throws error unless the text is a number in [1, 64]; 2 where it is empty.
    static minkowski parse(std::string_view text) { return {powers.parse(text, 2)}; }
    void require_scale(issue_column const&) const { powers.require_value(exponent); }

    statistic empty(std::span<issue_column const>) const {
        statistic s;
        s.exponent = exponent;
        return s;
    }

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return std::pow(s.sum / s.weight, 1 / exponent);
    }
};

}  // namespace entente::measures

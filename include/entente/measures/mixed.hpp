// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <string_view>
#include <vector>

#include "entente/fold/measure.hpp"
#include "entente/measures/argument.hpp"
#include "entente/measures/statistics/differences_and_products.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::measures {

/// How much would one actor gain from the other, when voters want both a side and moderation?
///
/// Formula: sum w ((1 - beta) (1 + a b) / 2 + beta (1 - d^2)) / sum w, with d = |u - v|, u, v in [0, 1], a, b in [-1,
/// 1] and beta in [0, 1]. Range [0, 1], agreement, symmetric. It is the utility U = 2 (1 - beta) V.C - beta |V - C|^2
/// of an issue of weight 1, moved from [-2 (1 + beta), 2 (1 - beta)] to [0, 1], which is one length for every beta: U =
/// 4 value - 2 (1 + beta), see `utility`. beta = 0 is 1 - directional, beta = 1 is 1 - euclidean^2. An actor likes best
/// who is further out on its own side by the factor 1 / beta. None where the weights sum to 0.
/// Source: Iversen (1994), Merrill and Grofman (1999).
struct mixed {
    using statistic = statistics::differences_and_products;
    static constexpr measure_description description{
        .name = "mixed",
        .form = measure_form::mean,
        .argument = "beta in [0, 1]; 0.5",
        .formula = "sum w ((1 - beta) (1 + a b) / 2 + beta (1 - d^2)) / sum w",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Iversen 1994; Merrill and Grofman 1999",
        .also_called = "mixed model, unified model",
    };

    static constexpr detail::parameter_range betas{"mixed", 0, 1};
    double beta = 0.5;  ///< the part of proximity, in [0, 1]

    /// Throws error unless the text is a number in [0, 1]; 0.5 where it is empty.
    static mixed parse(std::string_view text) { return {betas.parse(text, 0.5)}; }
    void require_scale(issue_column const&) const { betas.require_value(beta); }

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        return (1 - beta) * ((1 + s.mean_product()) / 2) + beta * (1 - s.mean_squared());
    }

    /// The utility on the scale of its source, per unit of weight.
    boost::optional<double> utility(statistic const& s) const {
        auto const value = (*this)(s);
        if (!value) return boost::none;
        return 4 * *value - 2 * (1 + beta);
    }

    /// The position that is liked best, where it is on the scale.
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const {
        if (!(beta > 0)) return;
        double const best =
            other + (1 - beta) / beta * issue.centred(other) * issue.length() * (issue.length() / issue.reach() / 4);
        if (best > issue.lower && best < issue.upper) out.push_back(best);
    }
};

}  // namespace entente::measures

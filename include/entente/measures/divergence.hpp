// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/fold/traits.hpp"
#include "entente/measures/argument.hpp"
#include "entente/measures/statistics/side_strengths.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::measures {

/// On how many issues do two actors stand on opposite sides of neutral, and how firmly?
///
/// Formula, over the issues with a b < 0, with a, b in [-1, 1]: order 1, sum w; order 2, sum w (|a| + |b|) / 2; order
/// 3, sum w (r |a| + s |b|) / 2 with r and s the power of the two actors. Range [0, inf), distance, symmetric: a sum,
/// in issues of full strength; divided by the `weight` of the comparison it is a mean. On scales -k ... k the sums of
/// the source are k times those of order 2 and 3. Neutral is on no side: 0 where no issue is shared by sides. Order 3
/// takes what the actors weigh as their power.
/// Source: Godet (1991), MACTOR.
struct divergence {
    using statistic = statistics::side_strengths;
    static constexpr measure_description description{
        .name = "divergence",
        .form = measure_form::sum,
        .argument = "order 1, 2 or 3; 2",
        .formula = "sum w (|a| + |b|) / 2 where a b < 0",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = std::numeric_limits<double>::infinity(),
        .symmetric = true,
        .undefined = "",
        .source = "Godet 1991",
        .also_called = "DAA (MACTOR)",
    };

    static constexpr detail::parameter_range orders{"divergence", 1, 3};
    int order = 2;                            ///< 1 counts, 2 values, 3 values and weighs by power
    std::array<double, 2> of_pair{1.0, 1.0};  ///< the power of the two compared: what they weigh in the matrix

    /// Throws error unless the text is 1, 2 or 3; 2 where it is empty.
    static divergence parse(std::string_view text) {
        double const order = orders.parse(text, 2);
        if (order != 1 && order != 2 && order != 3)
            throw error(fault_code::invalid_argument, "the order of a divergence is 1, 2 or 3", {.value = std::string(text)});
        return {.order = static_cast<int>(order)};
    }
    void require_scale(issue_column const&) const { orders.require_value(order); }

    /// Takes the power of two actors from what they weigh: their capability, or what
    /// position_matrix::with_actor_weights says.
    divergence for_pair(compared_actor a, compared_actor b) const {
        if (order < 3) return *this;
        return {.order = order, .of_pair = {a.weight, b.weight}};
    }

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        if (order == 1) return s.opposite;
        return (of_pair[0] * s.opposite_first + of_pair[1] * s.opposite_second) / (2 * issue_column::exact_units);
    }
};

}  // namespace entente::measures

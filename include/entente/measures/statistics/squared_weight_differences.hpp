// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Squares of weighted differences, each difference as a share of its scale, and squares of the weights. Differences
/// are counted in 720720ths, see issue_column::fine.
struct squared_weight_differences : summed<squared_weight_differences> {
    std::size_t count = 0;
    double weight = 0;       ///< sum w
    double denominator = 0;  ///< sum w^2
    double sum = 0;          ///< 720720^2 sum w^2 (u - v)^2, with u and v in [0, 1]

    /// sum w^2 (u - v)^2 / sum w^2, in [0, 1]. Precondition: denominator > 0.
    double mean() const { return sum / (issue_column::exact_units * issue_column::exact_units * denominator); }

    static constexpr bool proportional = false;

    void add(double x, double y, double w, issue_column const& issue) {
        double const d = w * (issue.exact_normalised(x) - issue.exact_normalised(y));
        ++count;
        weight += w;
        denominator += kernels::rounded(w * w);
        sum += kernels::rounded(d * d);
    }

    static constexpr auto members =
        summed_members<&squared_weight_differences::count, &squared_weight_differences::weight,
                       &squared_weight_differences::denominator, &squared_weight_differences::sum>{};
};

}  // namespace entente::statistics

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted squared differences, each as a share of its scale. Summed as such: taking them from moments would
/// cancel. The sum is kept in squares of 720720ths, see issue_column::fine: with few categories and
/// whole-numbered weights it is exact.
struct squared_differences : summed<squared_differences> {
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< 720720^2 sum w (u - v)^2, with u and v in [0, 1]

    /// sum w (u - v)^2 / sum w, in [0, 1]. Precondition: weight > 0.
    double mean() const { return sum / (issue_column::exact_units * issue_column::exact_units * weight); }

    void add(double x, double y, double w, issue_column const& issue) {
        double const d = issue.exact_normalised(x) - issue.exact_normalised(y);
        ++count;
        weight += w;
        sum += kernels::rounded(w * (d * d));
    }

    static constexpr auto members =
        summed_members<&squared_differences::count, &squared_differences::weight, &squared_differences::sum>{};
};

}  // namespace entente::statistics

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted absolute differences, each as a share of its scale. The sum is kept in 720720ths, see
/// issue_column::fine: with few categories and whole-numbered weights it is exact.
struct absolute_differences : summed<absolute_differences> {
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< 720720 sum w |u - v|, with u and v in [0, 1]

    /// sum w |u - v| / sum w, in [0, 1]. Precondition: weight > 0.
    double mean() const { return sum / (issue_column::exact_units * weight); }

    void add(double x, double y, double w, issue_column const& issue) {
        ++count;
        weight += w;
        sum += kernels::rounded(w * (std::abs)(issue.exact_normalised(x) - issue.exact_normalised(y)));
    }

    static constexpr auto members =
        summed_members<&absolute_differences::count, &absolute_differences::weight, &absolute_differences::sum>{};
};

}  // namespace entente::statistics

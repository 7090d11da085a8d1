// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted differences, each as a share of the sum of both positions. For ratio scales; two zeros do not differ.
struct relative_differences : summed<relative_differences> {
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< sum w |x - y| / (x + y)

    void add(double x, double y, double w, issue_column const&) {
        ++count;
        weight += w;
        // Halves: the sum of two positions may be beyond the greatest number.
        if (x != y) sum += kernels::rounded(w * ((std::abs)(x / 2 - y / 2) / (x / 2 + y / 2)));
    }

    static constexpr auto members =
        summed_members<&relative_differences::count, &relative_differences::weight, &relative_differences::sum>{};
};

}  // namespace entente::statistics

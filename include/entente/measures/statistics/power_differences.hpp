// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted powers of absolute differences, each difference as a share of its scale. The exponent is a parameter: only
/// statistics of one exponent may be added.
struct power_differences : summed<power_differences> {
    double exponent = 2;
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< sum w |u - v|^exponent, with u and v in [0, 1]

    void add(double x, double y, double w, issue_column const& issue) {
        ++count;
        weight += w;
        sum += kernels::rounded(w * std::pow((std::abs)(issue.normalised(x) - issue.normalised(y)), exponent));
    }

    static constexpr auto members =
        summed_members<&power_differences::count, &power_differences::weight, &power_differences::sum>{};
};

}  // namespace entente::statistics

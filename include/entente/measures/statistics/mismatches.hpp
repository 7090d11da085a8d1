// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted differences on scales of any level: 0 or 1 on nominal scales, a share of the scale on all others. The sum
/// is kept in 720720ths, see issue_column::fine.
struct mismatches : summed<mismatches> {
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< 720720 sum w d, with d = [x != y] on nominal scales and |u - v| on all others

    /// sum w d / sum w, in [0, 1]. Precondition: weight > 0.
    double mean() const { return sum / (issue_column::exact_units * weight); }

    void add(double x, double y, double w, issue_column const& issue) {
        ++count;
        weight += w;
        if (issue.measurement != level::nominal)
            sum += kernels::rounded(w * (std::abs)(issue.exact_normalised(x) - issue.exact_normalised(y)));
        else if (x != y)
            sum += kernels::rounded(w * issue_column::exact_units);
    }

    static constexpr auto members = summed_members<&mismatches::count, &mismatches::weight, &mismatches::sum>{};
};

}  // namespace entente::statistics

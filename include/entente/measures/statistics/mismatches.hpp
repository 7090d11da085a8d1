// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/positions/issue_column.hpp"
#include "entente/kernels/rounding.hpp"

namespace entente {

/// Weighted differences on scales of any level: 0 or 1 on nominal scales, a share of the scale on all others. The sum
/// is kept in 720720ths, see issue_column::fine.
struct mismatches {
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< 720720 sum w d, with d = [x != y] on nominal scales and |u - v| on all others

    /// sum w d / sum w, in [0, 1]. Precondition: weight > 0.
    double mean() const { return sum / (issue_column::fine_units * weight); }

    void add(double x, double y, double w, issue_column const& issue) {
        ++shared;
        weight += w;
        if (issue.measurement != level::nominal)
            sum += kernels::rounded(w * std::abs(issue.fine(x) - issue.fine(y)));
        else if (x != y)
            sum += kernels::rounded(w * issue_column::fine_units);
    }
    mismatches& operator+=(mismatches const& o) {
        shared += o.shared, weight += o.weight, sum += o.sum;
        return *this;
    }
    mismatches& operator-=(mismatches const& o) {
        shared -= o.shared, weight -= o.weight, sum -= o.sum;
        return *this;
    }
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted differences, each as a share of the sum of both positions. For ratio scales; two zeros do not differ.
struct relative_differences {
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< sum w |x - y| / (x + y)

    void add(double x, double y, double w, issue_column const&) {
        ++shared;
        weight += w;
        if (x != y) sum += kernels::rounded(w * (std::abs(x - y) / (x + y)));
    }
    relative_differences& operator+=(relative_differences const& o) {
        shared += o.shared, weight += o.weight, sum += o.sum;
        return *this;
    }
    relative_differences& operator-=(relative_differences const& o) {
        shared -= o.shared, weight -= o.weight, sum -= o.sum;
        return *this;
    }
};

}  // namespace entente::statistics

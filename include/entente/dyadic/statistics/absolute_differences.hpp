// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/positions/issue_column.hpp"

namespace entente {

/// Weighted absolute differences, each as a share of its scale.
struct absolute_differences {
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< sum w |u - v|, with u and v in [0, 1]

    void add(double x, double y, double w, issue_column const& issue) {
        ++shared;
        weight += w;
        sum += w * std::abs(issue.unit(x) - issue.unit(y));
    }
    absolute_differences& operator+=(absolute_differences const& o) {
        shared += o.shared, weight += o.weight, sum += o.sum;
        return *this;
    }
    absolute_differences& operator-=(absolute_differences const& o) {
        shared -= o.shared, weight -= o.weight, sum -= o.sum;
        return *this;
    }
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/positions/issue_column.hpp"

namespace entente {

/// Weighted squared differences, each as a share of its scale. Summed as such: taking them from moments would cancel.
struct squared_differences {
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< sum w (u - v)^2, with u and v in [0, 1]

    void add(double x, double y, double w, issue_column const& issue) {
        double const d = issue.unit(x) - issue.unit(y);
        ++shared;
        weight += w;
        sum += w * (d * d);
    }
    squared_differences& operator+=(squared_differences const& o) {
        shared += o.shared, weight += o.weight, sum += o.sum;
        return *this;
    }
    squared_differences& operator-=(squared_differences const& o) {
        shared -= o.shared, weight -= o.weight, sum -= o.sum;
        return *this;
    }
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted powers of absolute differences, each difference as a share of its scale. The exponent is a parameter: only
/// statistics of one exponent may be added.
struct power_differences {
    double exponent = 2;
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double sum = 0;     ///< sum w |u - v|^exponent, with u and v in [0, 1]

    void add(double x, double y, double w, issue_column const& issue) {
        ++shared;
        weight += w;
        sum += kernels::rounded(w * std::pow(std::abs(issue.normalised(x) - issue.normalised(y)), exponent));
    }
    power_differences& operator+=(power_differences const& o) {
        shared += o.shared, weight += o.weight, sum += o.sum;
        return *this;
    }
    power_differences& operator-=(power_differences const& o) {
        shared -= o.shared, weight -= o.weight, sum -= o.sum;
        return *this;
    }
};

}  // namespace entente::statistics

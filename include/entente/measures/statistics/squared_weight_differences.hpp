// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Squares of weighted differences, each difference as a share of its scale, and squares of the weights. Differences
/// are counted in 720720ths, see issue_column::fine.
struct squared_weight_differences {
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double mass = 0;    ///< sum w^2
    double sum = 0;     ///< 720720^2 sum w^2 (u - v)^2, with u and v in [0, 1]

    /// sum w^2 (u - v)^2 / sum w^2, in [0, 1]. Precondition: mass > 0.
    double mean() const { return sum / (issue_column::exact_units * issue_column::exact_units * mass); }

    void add(double x, double y, double w, issue_column const& issue) {
        double const d = w * (issue.exact_normalised(x) - issue.exact_normalised(y));
        ++shared;
        weight += w;
        mass += kernels::rounded(w * w);
        sum += kernels::rounded(d * d);
    }
    squared_weight_differences& operator+=(squared_weight_differences const& o) {
        shared += o.shared, weight += o.weight, mass += o.mass, sum += o.sum;
        return *this;
    }
    squared_weight_differences& operator-=(squared_weight_differences const& o) {
        shared -= o.shared, weight -= o.weight, mass -= o.mass, sum -= o.sum;
        return *this;
    }
};

}  // namespace entente::statistics

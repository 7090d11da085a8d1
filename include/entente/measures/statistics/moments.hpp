// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <limits>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted sums, squares and products of positions. Coordinates are `issue_column::fine`, which keeps the sums
/// exact on scales of few categories: a variation of zero is then zero, and not a rounding error.
struct moments : summed<moments> {
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double x = 0, y = 0;
    double xx = 0, yy = 0, xy = 0;

    void add(double px, double py, double w, issue_column const& issue) {
        double const u = issue.exact_normalised(px), v = issue.exact_normalised(py);
        ++count;
        weight += w;
        x += kernels::rounded(w * u), y += kernels::rounded(w * v);
        xx += kernels::rounded(w * (u * u)), yy += kernels::rounded(w * (v * v)), xy += kernels::rounded(w * (u * v));
    }

    static constexpr auto members = summed_members<&moments::count, &moments::weight, &moments::x, &moments::y,
                                                   &moments::xx, &moments::yy, &moments::xy>{};

    /// weight^2 times the variances and the covariance; 0 where it is below what rounding can tell.
    double variation_x() const { return beyond_rounding(weight * xx - x * x, weight * xx); }
    double variation_y() const { return beyond_rounding(weight * yy - y * y, weight * yy); }
    double covariation() const { return weight * xy - x * y; }

private:
    double beyond_rounding(double difference, double scale) const {
        double const bound = static_cast<double>(count + 2) * std::numeric_limits<double>::epsilon() * scale;
        return difference > bound ? difference : 0.0;
    }
};

}  // namespace entente::statistics

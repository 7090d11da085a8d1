// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// How far apart two actors are and on which side of neutral they stand, for measures that mix both. Sums are kept in
/// 720720ths and their squares, as in the statistics that are mixed.
struct differences_and_products : summed<differences_and_products> {
    std::size_t count = 0;
    double weight = 0;    ///< sum w
    double absolute = 0;  ///< 720720 sum w |u - v|, with u and v in [0, 1]
    double squared = 0;   ///< 720720^2 sum w (u - v)^2
    double product = 0;   ///< 720720^2 sum w a b, with a and b in [-1, 1]

    /// The sums without their units, over sum w. Precondition: weight > 0.
    double mean_absolute() const { return absolute / (issue_column::exact_units * weight); }
    double mean_squared() const { return squared / (issue_column::exact_units * issue_column::exact_units * weight); }
    double mean_product() const { return product / (issue_column::exact_units * issue_column::exact_units * weight); }

    void add(double x, double y, double w, issue_column const& issue) {
        double const d = issue.exact_normalised(x) - issue.exact_normalised(y);
        ++count;
        weight += w;
        absolute += kernels::rounded(w * (std::abs)(d));
        squared += kernels::rounded(w * (d * d));
        product += kernels::rounded(w * (issue.exact_centred(x) * issue.exact_centred(y)));
    }

    static constexpr auto members =
        summed_members<&differences_and_products::count, &differences_and_products::weight,
                       &differences_and_products::absolute, &differences_and_products::squared,
                       &differences_and_products::product>{};
};

}  // namespace entente::statistics

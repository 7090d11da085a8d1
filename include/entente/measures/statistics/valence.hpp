// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// On which side of neutral two actors stand: sums over centred positions a and b in [-1, 1]. Sums of products
/// are kept in squares of 720720ths, see issue_column::exact_centred: with few categories and whole-numbered
/// weights they are exact.
struct valence : summed<valence> {
    std::size_t count = 0;
    double weight = 0;         ///< sum w
    double product = 0;        ///< 720720^2 sum w a b
    double first = 0;          ///< 720720^2 sum w a^2
    double second = 0;         ///< 720720^2 sum w b^2
    double same_side = 0;      ///< sum w where a b > 0
    double opposite_side = 0;  ///< sum w where a b < 0

    /// sum w a b / sum w, in [-1, 1]. Precondition: weight > 0.
    double mean_product() const { return product / (issue_column::exact_units * issue_column::exact_units * weight); }

    void add(double x, double y, double w, issue_column const& issue) {
        double const a = issue.exact_centred(x), b = issue.exact_centred(y);
        ++count;
        weight += w;
        product += kernels::rounded(w * (a * b));
        first += kernels::rounded(w * (a * a));
        second += kernels::rounded(w * (b * b));
        if (a * b > 0) same_side += w;
        if (a * b < 0) opposite_side += w;
    }

    static constexpr auto members =
        summed_members<&valence::count, &valence::weight, &valence::product, &valence::first, &valence::second,
                       &valence::same_side, &valence::opposite_side>{};
};

}  // namespace entente::statistics

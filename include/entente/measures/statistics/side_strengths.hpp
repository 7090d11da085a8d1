// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// How strongly each of two actors stands on the issues on which both are on the same side of neutral, and on those on
/// which they are on opposite sides. Centred positions a and b in [-1, 1], counted in 720720ths, see
/// issue_column::exact_centred; neutral is on no side.
struct side_strengths : summed<side_strengths> {
    std::size_t count = 0;
    double weight = 0;           ///< sum w
    double same = 0;             ///< sum w where a b > 0
    double same_first = 0;       ///< 720720 sum w |a| where a b > 0
    double same_second = 0;      ///< 720720 sum w |b| where a b > 0
    double opposite = 0;         ///< sum w where a b < 0
    double opposite_first = 0;   ///< 720720 sum w |a| where a b < 0
    double opposite_second = 0;  ///< 720720 sum w |b| where a b < 0

    void add(double x, double y, double w, issue_column const& issue) {
        double const a = issue.exact_centred(x), b = issue.exact_centred(y);
        ++count;
        weight += w;
        if ((a > 0 && b > 0) || (a < 0 && b < 0))
            same += w, same_first += kernels::rounded(w * (std::abs)(a)),
                same_second += kernels::rounded(w * (std::abs)(b));
        else if (a != 0 && b != 0)
            opposite += w, opposite_first += kernels::rounded(w * (std::abs)(a)),
                opposite_second += kernels::rounded(w * (std::abs)(b));
    }

    static constexpr auto members =
        summed_members<&side_strengths::count, &side_strengths::weight, &side_strengths::same,
                       &side_strengths::same_first, &side_strengths::same_second, &side_strengths::opposite,
                       &side_strengths::opposite_first, &side_strengths::opposite_second>{};
};

}  // namespace entente::statistics

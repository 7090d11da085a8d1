// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// How much is count, and how much of it is held alike.
struct overlap : summed<overlap> {
    std::size_t count = 0;        ///< pairs of positions taken in
    double weight = 0;            ///< sum w
    double identical_weight = 0;  ///< sum w over those that are equal

    void add(double x, double y, double w, issue_column const&) {
        ++count;
        weight += w;
        identical_weight += x == y ? w : 0.0;  // without a branch: nobody can tell beforehand
    }

    static constexpr auto members = summed_members<&overlap::count, &overlap::weight, &overlap::identical_weight>{};
};

}  // namespace entente::statistics

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// How much is shared, and how much of it is held alike.
struct overlap {
    std::size_t shared = 0;     ///< pairs of positions taken in
    double weight = 0;          ///< sum w
    double identical_weight = 0;  ///< sum w over those that are equal

    void add(double x, double y, double w, issue_column const&) {
        ++shared;
        weight += w;
        identical_weight += x == y ? w : 0.0;  // without a branch: nobody can tell beforehand
    }
    overlap& operator+=(overlap const& o) {
        shared += o.shared, weight += o.weight, identical_weight += o.identical_weight;
        return *this;
    }
    overlap& operator-=(overlap const& o) {
        shared -= o.shared, weight -= o.weight, identical_weight -= o.identical_weight;
        return *this;
    }
};

}  // namespace entente::statistics

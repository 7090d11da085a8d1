// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

#include "entente/positions/issue_column.hpp"

namespace entente {

/// On which side of neutral two actors stand: sums over centred positions a and b in [-1, 1].
struct valence {
    std::size_t shared = 0;
    double weight = 0;   ///< sum w
    double product = 0;  ///< sum w a b
    double first = 0;    ///< sum w a^2
    double second = 0;   ///< sum w b^2
    double same_side = 0;      ///< sum w where a b > 0
    double opposite_side = 0;  ///< sum w where a b < 0

    void add(double x, double y, double w, issue_column const& issue) {
        double const a = issue.centred(x), b = issue.centred(y);
        ++shared;
        weight += w;
        product += w * (a * b);
        first += w * (a * a);
        second += w * (b * b);
        if (a * b > 0) same_side += w;
        if (a * b < 0) opposite_side += w;
    }
    valence& operator+=(valence const& o) { return combine(o, 1); }
    valence& operator-=(valence const& o) { return combine(o, -1); }

private:
    valence& combine(valence const& o, int sign) {
        shared = sign > 0 ? shared + o.shared : shared - o.shared;
        weight += sign * o.weight, product += sign * o.product, first += sign * o.first, second += sign * o.second;
        same_side += sign * o.same_side, opposite_side += sign * o.opposite_side;
        return *this;
    }
};

}  // namespace entente

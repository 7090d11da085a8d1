// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/interval.hpp
/// A closed interval of positions.

#include <limits>

#include "entente/base/finite.hpp"

namespace entente {

/// A closed interval of positions, in the units. Everything by default.
struct interval {
    double lower = -std::numeric_limits<double>::infinity();
    double upper = std::numeric_limits<double>::infinity();

    constexpr bool contains(double x) const { return lower <= x && x <= upper; }
    constexpr bool empty() const { return detail::is_nan(lower) || detail::is_nan(upper) || !(lower <= upper); }
    friend constexpr bool operator==(interval const&, interval const&) = default;
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/geometric_mean.hpp
/// What correlations divide by.

#include <cmath>

namespace entente::detail {

/// sqrt(a b) for a, b >= 0: exactly a where both are equal, and without overflow of the product.
inline double geometric_mean(double a, double b) {
    return a == b ? a : std::sqrt(a) * std::sqrt(b);
}

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/time_kernel.hpp
/// How much a statement counts by its distance in time.

#include <string_view>

#include "entente/config.hpp"

#if ENTENTE_DEFINES(discourse)
#include <cmath>
#include <numbers>
#endif

namespace entente {

/// How the weight of a statement falls with d, its distance in time by half the width of the kernel.
enum class time_kernel : unsigned char {
    uniform,       ///< 1/2 for |d| <= 1
    epanechnikov,  ///< 3/4 (1 - d^2) for |d| <= 1
    triangular,    ///< 1 - |d| for |d| <= 1
    gaussian,      ///< exp(-d^2 / 2) / sqrt(2 pi)
};

constexpr std::string_view to_string(time_kernel k) {
    constexpr std::string_view names[] = {"uniform", "epanechnikov", "triangular", "gaussian"};
    return names[static_cast<int>(k)];
}

/// K(d). O(1).
double kernel_weight(time_kernel k, double d);

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE double kernel_weight(time_kernel k, double d) {
    double const apart = (std::abs)(d);
    if (k == time_kernel::gaussian) return std::exp(-d * d / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    if (!(apart <= 1)) return 0;
    if (k == time_kernel::epanechnikov) return 0.75 * (1 - d * d);
    return k == time_kernel::triangular ? 1 - apart : 0.5;
}

#endif

}  // namespace entente

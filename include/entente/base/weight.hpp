// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/weight.hpp
/// Which numbers may weigh something.

#include "entente/base/finite.hpp"

namespace entente {

/// The least and the greatest weight that is not 0: a salience, a capability, the weight of an issue. Between them no sum
/// of products of weights overflows or vanishes, whatever measure it is of; whoever has others measures them in another
/// unit.
inline constexpr double least_weight = 1e-30, greatest_weight = 1e30;
/// The least confidence that is not 0.
inline constexpr double least_confidence = 1e-15;
/// The least length of a scale.
inline constexpr double least_length = 1e-280;

namespace detail {

constexpr bool is_weight(double w) {
    return is_finite(w) && (w == 0 || (w >= least_weight && w <= greatest_weight));
}
constexpr bool is_confidence(double c) {
    return is_finite(c) && (c == 0 || (c >= least_confidence && c <= 1));
}

inline constexpr char const* weight_too_far = "a weight that is not 0 is from 1e-30 to 1e30: use another unit";

}  // namespace detail
}  // namespace entente

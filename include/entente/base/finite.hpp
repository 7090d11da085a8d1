// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/finite.hpp
/// Which numbers are numbers: the one place that asks.
///
/// Asked of the bits, for under -ffinite-math-only a compiler takes `detail::is_nan(x)` and `x != x` for false. And out of line
/// there, since it may take for granted too that no argument, result or local variable is NaN; what it cannot see through
/// it has to leave alone.

#include <bit>
#include <cstdint>

#include "entente/config.hpp"

#if ENTENTE_FINITE_MATH && defined(__GNUC__)
#define ENTENTE_DETAIL_OUT_OF_LINE __attribute__((noinline))
#else
#define ENTENTE_DETAIL_OUT_OF_LINE
#endif

namespace entente::detail {

/// The bits of a number without its sign: those of an infinity, less where it is finite, more where it is NaN.
ENTENTE_DETAIL_OUT_OF_LINE constexpr std::uint64_t magnitude_bits(double const& x) {
    return std::bit_cast<std::uint64_t>(x) & 0x7fff'ffff'ffff'ffff;
}
inline constexpr std::uint64_t infinity_bits = 0x7ff0'0000'0000'0000;

/// Whether a number is none.
constexpr bool is_nan(double const& x) {
    return magnitude_bits(x) > infinity_bits;
}
/// Whether a number is one of the two infinities.
constexpr bool is_infinite(double const& x) {
    return magnitude_bits(x) == infinity_bits;
}
/// Whether a number is neither infinite nor NaN.
constexpr bool is_finite(double const& x) {
    return magnitude_bits(x) < infinity_bits;
}

}  // namespace entente::detail

#undef ENTENTE_DETAIL_OUT_OF_LINE

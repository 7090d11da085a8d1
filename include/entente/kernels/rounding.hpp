// SPDX-License-Identifier: BSL-1.0
// A number that has been rounded: keeps a compiler from fusing a product into the sum that follows.
#pragma once

#include <type_traits>

#include "entente/kernels/isa.hpp"

namespace entente::kernels {

/// Returns x unchanged, and hides from the compiler where it came from.
///
/// `sum += a * b` may be compiled to one fused operation with another last bit, depending on flags and
/// processor; `sum += rounded(a * b)` may not. It costs no instruction. (Options such as -ffast-math void every
/// promise about bits.)
template <class T>
[[nodiscard]] ENTENTE_ALWAYS_INLINE constexpr T rounded(T x) noexcept {
    static_assert(std::is_floating_point_v<T>);
    if (!std::is_constant_evaluated()) {
#if defined(__GNUC__) && defined(__x86_64__)
        asm("" : "+x"(x));
#elif defined(__GNUC__) && defined(__aarch64__)
        asm("" : "+w"(x));
#elif defined(__GNUC__)
        asm("" : "+m"(x));
#endif
    }
    return x;
}

}  // namespace entente::kernels

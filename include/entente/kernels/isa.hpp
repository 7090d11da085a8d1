// SPDX-License-Identifier: BSL-1.0
// Which vector instructions a kernel may use: found once at run time, or forced by the caller.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "entente/config.hpp"

/// \file
/// A kernel is compiled once per instruction set inside one translation unit, whatever flags the user gave, and
/// the best one that the processor offers is chosen at run time. Every choice returns the same bits.
///
/// Define `ENTENTE_NO_SIMD` (in every translation unit of a program, or in none) to compile the portable kernels only.

#if !defined(ENTENTE_NO_SIMD) && defined(__GNUC__) && defined(__x86_64__)
#define ENTENTE_KERNELS_X86 1
#else
#define ENTENTE_KERNELS_X86 0
#endif

#if ENTENTE_KERNELS_X86
#define ENTENTE_TARGET_AVX2 __attribute__((target("avx2,popcnt")))
#define ENTENTE_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,avx2,popcnt")))
#endif

namespace entente::kernels {

/// An instruction set that a kernel can be run with, from the least to the most capable.
enum class isa : unsigned char { portable, sse2, avx2, avx512 };

/// Every instruction set, for tests that force each one of them.
inline constexpr std::array<isa, 4> all_isas{isa::portable, isa::sse2, isa::avx2, isa::avx512};

/// The name of an instruction set: "portable", "sse2", "avx2" or "avx512".
[[nodiscard]] constexpr std::string_view to_string(isa which) noexcept {
    constexpr std::array<std::string_view, 4> names{"portable", "sse2", "avx2", "avx512"};
    return names[static_cast<std::size_t>(which)];
}

/// Whether this processor (and this build) can run kernels of an instruction set. Portable ones are compiled
/// where there are no others.
[[nodiscard]] inline bool available(isa which) noexcept {
    if (which == isa::portable) return !ENTENTE_KERNELS_X86;
#if ENTENTE_KERNELS_X86
    if (which == isa::sse2) return true;
    static bool const has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
    static bool const has_avx512 = has_avx2 && __builtin_cpu_supports("avx512f") &&
                                   __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq");
    return which == isa::avx2 ? has_avx2 : has_avx512;
#else
    return false;
#endif
}

/// The most capable instruction set that is available; asked of the processor once.
[[nodiscard]] inline isa best_isa() noexcept {
    static isa const best = available(isa::avx512) ? isa::avx512
                            : available(isa::avx2) ? isa::avx2
                            : available(isa::sse2) ? isa::sse2
                                                   : isa::portable;
    return best;
}

}  // namespace entente::kernels

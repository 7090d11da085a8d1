// SPDX-License-Identifier: BSL-1.0
// One set of vector operations for every width: a kernel body is written once over them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/config.hpp"
#include "entente/kernels/plain.hpp"
#include "entente/kernels/target.hpp"

/// \file
/// `simd<Bytes>` is the compiler's own vector type of that many bytes; `plain` is an array that any compiler
/// understands.
///
/// Vectors are never passed or returned by value: outside of a function that is compiled for AVX-512 such a
/// call has another calling convention. Everything is inlined into the wrapper that `dispatch` makes per
/// instruction set, and only there does the compiler choose instructions. Lambdas are not used in kernel bodies
/// either: they would not inherit the wrapper's target.

namespace entente::kernels::detail {

#if ENTENTE_KERNELS_X86

/// Operations on the compiler's vectors of the given number of bytes.
template <std::size_t Bytes>
struct simd {
    static constexpr std::size_t bytes = Bytes;
    static constexpr std::size_t registers = Bytes == 64 ? 32 : 16;
    static constexpr bool counts_bits = Bytes == 64;
    template <class T>
    static constexpr std::size_t lanes = bytes / sizeof(T);
    template <class T>
    using vec = typename vector_type<T, Bytes>::type;

    template <class V, class T>
    static ENTENTE_ALWAYS_INLINE void load(V& v, T const* from) {
        v = *reinterpret_cast<typename vector_type<T, Bytes>::unaligned const*>(from);
    }
    template <class V, class Number>
    static ENTENTE_ALWAYS_INLINE void load_numbers(V& v, Number const* from) {
        constexpr std::size_t width = Bytes / sizeof(double) * sizeof(Number);
        v = __builtin_convertvector(*reinterpret_cast<typename vector_type<Number, width>::unaligned const*>(from), V);
    }
    template <class V, class T>
    static ENTENTE_ALWAYS_INLINE void store(V const& v, T* to) {
        *reinterpret_cast<typename vector_type<T, Bytes>::unaligned*>(to) = v;
    }
    template <class V, class T>
    static ENTENTE_ALWAYS_INLINE void broadcast(V& v, T x) {
        target_operations<Bytes>::broadcast(v, x);
    }
    template <class T>
    using mask = typename target_operations<Bytes>::template mask<T>;
    template <class M, class V>
    static ENTENTE_ALWAYS_INLINE void numbers(M& m, V const& v) {
        target_operations<Bytes>::numbers(m, v);
    }
    template <class V, class M>
    static ENTENTE_ALWAYS_INLINE void keep(V& v, M const& m) {
        target_operations<Bytes>::keep(v, m);
    }
    template <class V, class M>
    static ENTENTE_ALWAYS_INLINE void add_kept(V& sum, V const& v, M const& m) {
        target_operations<Bytes>::add_kept(sum, v, m);
    }
    template <class V, class M>
    static ENTENTE_ALWAYS_INLINE void keep_magnitude(V& v, M const& m) {
        target_operations<Bytes>::keep_magnitude(v, m);
    }
    template <class M, class V>
    static ENTENTE_ALWAYS_INLINE void keep_equal(M& m, V const& a, V const& b) {
        target_operations<Bytes>::keep_equal(m, a, b);
    }
    template <class V>
    static ENTENTE_ALWAYS_INLINE void keep_less(V& v, V const& a, V const& b) {
        auto const less = a < b;
        v = reinterpret_cast<V>(reinterpret_cast<decltype(less)>(v) & less);
    }
    template <class V>
    static ENTENTE_ALWAYS_INLINE void lower(V& v, V const& x) {
        auto const less = x < v;
        using mask = std::remove_const_t<decltype(less)>;
        v = reinterpret_cast<V>((reinterpret_cast<mask>(x) & less) | (reinterpret_cast<mask>(v) & ~less));
    }
    template <class V>
    static ENTENTE_ALWAYS_INLINE void write_to(V const& v, std::uint32_t factor, bool add, std::uint32_t* to) {
        using narrow = typename vector_type<std::uint32_t, Bytes / 2>::type;
        using unaligned = typename vector_type<std::uint32_t, Bytes / 2>::unaligned;
        narrow n = __builtin_convertvector(v, narrow);
        if (factor != 1) n *= factor;
        if (add) n += *reinterpret_cast<unaligned const*>(to);
        *reinterpret_cast<unaligned*>(to) = n;
    }
    /// Replaces every 64-bit lane by the number of its set bits (64-byte vectors only).
    template <class V>
    static ENTENTE_ALWAYS_INLINE void count_bits(V& v) {
        target_operations<Bytes>::count_bits(v);
    }
};

template <class Kernel, class... Arguments>
ENTENTE_TARGET_AVX512 void run_avx512(Arguments const&... arguments) {
    Kernel::template run<simd<64>>(arguments...);
}

template <class Kernel, class... Arguments>
ENTENTE_TARGET_AVX2 void run_avx2(Arguments const&... arguments) {
    Kernel::template run<simd<32>>(arguments...);
}

template <class Kernel, class... Arguments>
void run_sse2(Arguments const&... arguments) {
    Kernel::template run<simd<16>>(arguments...);
}

#endif

/// Runs `Kernel::run<Operations>` compiled for an instruction set; one that is not available becomes the next
/// lesser one.
template <class Kernel, class... Arguments>
void dispatch([[maybe_unused]] isa which, Arguments const&... arguments) {
#if ENTENTE_KERNELS_X86
    if (which == isa::avx512 && available(isa::avx512)) return run_avx512<Kernel>(arguments...);
    if (which >= isa::avx2 && available(isa::avx2)) return run_avx2<Kernel>(arguments...);
    run_sse2<Kernel>(arguments...);
#else
    Kernel::template run<plain>(arguments...);
#endif
}

/// ENTENTE_KERNEL(Arguments, Kernel) stands in a kernel's header once for each kernel: where the library is compiled
/// separately, `dispatch` to that kernel is compiled once for all instruction sets. One that is not named here is
/// compiled where it is used, as all are in the headers-only library.
#if !defined(ENTENTE_SEPARATE_COMPILATION)
#define ENTENTE_KERNEL(Arguments, ...) static_assert(true)
#elif ENTENTE_DEFINES(kernels)
#define ENTENTE_KERNEL(Arguments, ...) template void dispatch<__VA_ARGS__, Arguments>(isa, Arguments const&)
#else
#define ENTENTE_KERNEL(Arguments, ...) extern template void dispatch<__VA_ARGS__, Arguments>(isa, Arguments const&)
#endif

}  // namespace entente::kernels::detail

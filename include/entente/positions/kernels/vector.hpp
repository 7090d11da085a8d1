// SPDX-License-Identifier: BSL-1.0
// One set of vector operations for every width: a kernel body is written once over them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/positions/kernels/isa.hpp"

/// \file
/// `simd<Bytes>` is the compiler's own vector type of that many bytes; `plain` is an array that any compiler understands.
///
/// Vectors are never passed or returned by value: outside of a function that is compiled for AVX-512 such a call has another
/// calling convention. Everything is inlined into the wrapper that `dispatch` makes per instruction set, and only there does the
/// compiler choose instructions. Lambdas are not used in kernel bodies either: they would not inherit the wrapper's target.

namespace entente::kernels::detail {

/// The signed integer as wide as T, of which cell masks are made.
template <class T>
using mask_of = std::conditional_t<sizeof(T) == 8, std::int64_t, std::int32_t>;

/// All bits of a number but its sign.
template <class T>
inline constexpr mask_of<T> magnitude = static_cast<mask_of<T>>(~(std::make_unsigned_t<mask_of<T>>{1} << (sizeof(T) * 8 - 1)));

#if defined(__GNUC__)

template <class T, std::size_t Bytes>
struct vector_type {
    typedef T type __attribute__((vector_size(Bytes)));
    typedef T unaligned __attribute__((vector_size(Bytes), aligned(alignof(T)), may_alias));
};

#endif

/// An array of N numbers with the operators of a vector.
template <class T, std::size_t N>
struct pack {
    T lane[N];

#define ENTENTE_PACK_OPERATOR(op)                                                                                      \
    friend ENTENTE_ALWAYS_INLINE pack operator op(pack const& a, pack const& b) {                                      \
        pack r;                                                                                                        \
        for (std::size_t i = 0; i < N; ++i) r.lane[i] = static_cast<T>(a.lane[i] op b.lane[i]);                        \
        return r;                                                                                                      \
    }                                                                                                                  \
    friend ENTENTE_ALWAYS_INLINE pack operator op(pack const& a, T b) {                                                \
        pack r;                                                                                                        \
        for (std::size_t i = 0; i < N; ++i) r.lane[i] = static_cast<T>(a.lane[i] op b);                                \
        return r;                                                                                                      \
    }
    ENTENTE_PACK_OPERATOR(+)
    ENTENTE_PACK_OPERATOR(-)
    ENTENTE_PACK_OPERATOR(*)
    ENTENTE_PACK_OPERATOR(/)
    ENTENTE_PACK_OPERATOR(&)
    ENTENTE_PACK_OPERATOR(|)
    ENTENTE_PACK_OPERATOR(^)
#undef ENTENTE_PACK_OPERATOR
    friend ENTENTE_ALWAYS_INLINE pack operator>>(pack const& a, int n) {
        pack r;
        for (std::size_t i = 0; i < N; ++i) r.lane[i] = static_cast<T>(a.lane[i] >> n);
        return r;
    }
    friend ENTENTE_ALWAYS_INLINE pack operator~(pack const& a) {
        pack r;
        for (std::size_t i = 0; i < N; ++i) r.lane[i] = static_cast<T>(~a.lane[i]);
        return r;
    }
    friend ENTENTE_ALWAYS_INLINE pack& operator+=(pack& a, pack const& b) {
        return a = a + b;
    }
};

/// Operations on arrays, for compilers and processors without anything better.
struct plain {
    static constexpr std::size_t bytes = 8;
    static constexpr std::size_t registers = 16;
    static constexpr bool counts_bits = false;
    template <class T>
    static constexpr std::size_t lanes = bytes / sizeof(T);
    template <class T>
    using vec = pack<T, lanes<T>>;

    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void load(pack<T, N>& v, T const* from) {
        for (std::size_t i = 0; i < N; ++i) v.lane[i] = from[i];
    }
    /// Loads numbers of another type.
    template <class T, std::size_t N, class Number>
    static ENTENTE_ALWAYS_INLINE void load_numbers(pack<T, N>& v, Number const* from) {
        for (std::size_t i = 0; i < N; ++i) v.lane[i] = static_cast<T>(from[i]);
    }
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void store(pack<T, N> const& v, T* to) {
        for (std::size_t i = 0; i < N; ++i) to[i] = v.lane[i];
    }
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void broadcast(pack<T, N>& v, T x) {
        for (std::size_t i = 0; i < N; ++i) v.lane[i] = x;
    }
    template <class T>
    using mask = pack<mask_of<T>, lanes<T>>;
    /// Which lanes hold a number, and not NaN.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void numbers(pack<mask_of<T>, N>& m, pack<T, N> const& v) {
        for (std::size_t i = 0; i < N; ++i) m.lane[i] = v.lane[i] == v.lane[i] ? -1 : 0;
    }
    /// Replaces in v by +0 what m has not.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void keep(pack<T, N>& v, pack<mask_of<T>, N> const& m) {
        for (std::size_t i = 0; i < N; ++i) v.lane[i] = std::bit_cast<T>(std::bit_cast<mask_of<T>>(v.lane[i]) & m.lane[i]);
    }
    /// Adds what m has. Not for products: without a mask between them a compiler may fuse them with the sum.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void add_kept(pack<T, N>& sum, pack<T, N> v, pack<mask_of<T>, N> const& m) {
        keep(v, m);
        sum += v;
    }
    /// As keep, of the absolute value.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void keep_magnitude(pack<T, N>& v, pack<mask_of<T>, N> const& m) {
        for (std::size_t i = 0; i < N; ++i)
            v.lane[i] = std::bit_cast<T>(std::bit_cast<mask_of<T>>(v.lane[i]) & m.lane[i] & magnitude<T>);
    }
    /// Clears in m the lanes in which a and b differ.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void keep_equal(pack<mask_of<T>, N>& m, pack<T, N> const& a, pack<T, N> const& b) {
        for (std::size_t i = 0; i < N; ++i) m.lane[i] = a.lane[i] == b.lane[i] ? m.lane[i] : 0;
    }
    /// Clears in v the lanes in which a is not less than b.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void keep_less(pack<T, N>& v, pack<T, N> const& a, pack<T, N> const& b) {
        for (std::size_t i = 0; i < N; ++i) v.lane[i] = a.lane[i] < b.lane[i] ? v.lane[i] : T{0};
    }
    /// Replaces in v what exceeds x; a NaN in x is passed over.
    template <class T, std::size_t N>
    static ENTENTE_ALWAYS_INLINE void lower(pack<T, N>& v, pack<T, N> const& x) {
        for (std::size_t i = 0; i < N; ++i) v.lane[i] = x.lane[i] < v.lane[i] ? x.lane[i] : v.lane[i];
    }
    /// to[i] = (add ? to[i] : 0) + factor * v[i], truncated to 32 bits.
    template <std::size_t N>
    static ENTENTE_ALWAYS_INLINE void emit(pack<std::uint64_t, N> const& v, std::uint32_t factor, bool add,
                                           std::uint32_t* to) {
        for (std::size_t i = 0; i < N; ++i) to[i] = (add ? to[i] : 0U) + factor * static_cast<std::uint32_t>(v.lane[i]);
    }
};

#if ENTENTE_KERNELS_X86

/// Masks as wide as what they mask: all bits of a lane, or none.
template <std::size_t Bytes>
struct wide_masks {
    template <class T>
    using mask = typename vector_type<mask_of<T>, Bytes>::type;

    template <class M, class V>
    static ENTENTE_ALWAYS_INLINE void numbers(M& m, V const& v) {
        m = reinterpret_cast<M>(v == v);
    }
    template <class V, class M>
    static ENTENTE_ALWAYS_INLINE void keep(V& v, M const& m) {
        v = reinterpret_cast<V>(reinterpret_cast<M>(v) & m);
    }
    template <class V, class M>
    static ENTENTE_ALWAYS_INLINE void add_kept(V& sum, V const& v, M const& m) {
        sum += reinterpret_cast<V>(reinterpret_cast<M>(v) & m);
    }
    template <class V, class M>
    static ENTENTE_ALWAYS_INLINE void keep_magnitude(V& v, M const& m) {
        using number = std::remove_cvref_t<decltype(v[0])>;
        v = reinterpret_cast<V>(reinterpret_cast<M>(v) & (m & magnitude<number>));
    }
    template <class M, class V>
    static ENTENTE_ALWAYS_INLINE void keep_equal(M& m, V const& a, V const& b) {
        m &= reinterpret_cast<M>(a == b);
    }
};

/// What a compiler only does well, or at all, inside of a function that is compiled for the target.
template <std::size_t Bytes>
struct target_operations : wide_masks<Bytes> {
    template <class V, class T>
    static ENTENTE_ALWAYS_INLINE void broadcast(V& v, T x) {
        v = x - V{};
    }
};

template <>
struct target_operations<32> : wide_masks<32> {
    template <class V, class T>
    ENTENTE_TARGET_AVX2 static inline void broadcast(V& v, T x) {
        v = x - V{};
    }
    /// Replaces each byte of `at` (below 16) by that byte of the table, which is the same in every 16 bytes: into `table`.
    template <class V>
    ENTENTE_TARGET_AVX2 static inline void shuffle(V& table, V const& at) {
        using bytes = vector_type<char, 32>::type;
        table =
            reinterpret_cast<V>(__builtin_ia32_pshufb256(reinterpret_cast<bytes>(table), reinterpret_cast<bytes>(at)));
    }
    /// to[i] = (first ? 0 : to[i]) + v[i]
    template <class V>
    ENTENTE_TARGET_AVX2 static inline void add_bytes(V const& v, bool first, std::uint32_t* to) {
        using unaligned = vector_type<std::uint32_t, 32>::unaligned;
        auto const* const from = reinterpret_cast<std::uint8_t const*>(&v);
        for (std::size_t i = 0; i < 32; i += 8) {
            vector_type<std::uint32_t, 32>::type w;
#if defined(__clang__)
            w = __builtin_convertvector(*reinterpret_cast<vector_type<std::uint8_t, 8>::unaligned const*>(from + i),
                                        decltype(w));
#else
            long long low;
            __builtin_memcpy(&low, from + i, 8);
            vector_type<long long, 16>::type const eight{low, 0};
            w = reinterpret_cast<decltype(w)>(
                __builtin_ia32_pmovzxbd256(reinterpret_cast<vector_type<char, 16>::type>(eight)));
#endif
            if (!first) w += *reinterpret_cast<unaligned const*>(to + i);
            *reinterpret_cast<unaligned*>(to + i) = w;
        }
    }
};

template <>
struct target_operations<64> {
    /// One bit a lane.
    template <class T>
    using mask = std::conditional_t<sizeof(T) == 8, unsigned char, unsigned short>;

    template <class V>
    ENTENTE_TARGET_AVX512 static inline void numbers(unsigned char& m, V const& v) {
        m = static_cast<unsigned char>(__builtin_ia32_cmppd512_mask(v, v, 7, 0xff, 4));
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void numbers(unsigned short& m, V const& v) {
        m = static_cast<unsigned short>(__builtin_ia32_cmpps512_mask(v, v, 7, 0xffff, 4));
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void keep_equal(unsigned char& m, V const& a, V const& b) {
        m = static_cast<unsigned char>(__builtin_ia32_cmppd512_mask(a, b, 0, m, 4));
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void keep_equal(unsigned short& m, V const& a, V const& b) {
        m = static_cast<unsigned short>(__builtin_ia32_cmpps512_mask(a, b, 0, m, 4));
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void keep(V& v, unsigned char m) {
#if defined(__clang__)
        v = __builtin_ia32_selectpd_512(m, v, V{});
#else
        v = __builtin_ia32_movapd512_mask(v, V{}, m);
#endif
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void keep(V& v, unsigned short m) {
#if defined(__clang__)
        v = __builtin_ia32_selectps_512(m, v, V{});
#else
        v = __builtin_ia32_movaps512_mask(v, V{}, m);
#endif
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void add_kept(V& sum, V const& v, unsigned char m) {
#if defined(__clang__)
        sum = __builtin_ia32_selectpd_512(m, sum + v, sum);
#else
        sum = __builtin_ia32_addpd512_mask(sum, v, sum, m, 4);
#endif
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void add_kept(V& sum, V const& v, unsigned short m) {
#if defined(__clang__)
        sum = __builtin_ia32_selectps_512(m, sum + v, sum);
#else
        sum = __builtin_ia32_addps512_mask(sum, v, sum, static_cast<short>(m), 4);
#endif
    }
    template <class V, class M>
    ENTENTE_TARGET_AVX512 static inline void keep_magnitude(V& v, M const& m) {
        using number = std::remove_cvref_t<decltype(v[0])>;
        using whole = typename vector_type<mask_of<number>, 64>::type;
        v = reinterpret_cast<V>(reinterpret_cast<whole>(v) & magnitude<number>);
        keep(v, m);
    }
    template <class V, class T>
    ENTENTE_TARGET_AVX512 static inline void broadcast(V& v, T x) {
        v = x - V{};
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void shuffle(V& table, V const& at) {
        using bytes = vector_type<char, 64>::type;
#if defined(__clang__)
        table =
            reinterpret_cast<V>(__builtin_ia32_pshufb512(reinterpret_cast<bytes>(table), reinterpret_cast<bytes>(at)));
#else
        table = reinterpret_cast<V>(
            __builtin_ia32_pshufb512_mask(reinterpret_cast<bytes>(table), reinterpret_cast<bytes>(at), bytes{}, ~0ULL));
#endif
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void add_bytes(V const& v, bool first, std::uint32_t* to) {
        using unaligned = vector_type<std::uint32_t, 64>::unaligned;
        auto const* const from = reinterpret_cast<std::uint8_t const*>(&v);
        for (std::size_t i = 0; i < 64; i += 16) {
            vector_type<std::uint32_t, 64>::type w;
#if defined(__clang__)
            w = __builtin_convertvector(*reinterpret_cast<vector_type<std::uint8_t, 16>::unaligned const*>(from + i),
                                        decltype(w));
#else
            using int16 = vector_type<int, 64>::type;
            w = reinterpret_cast<decltype(w)>(__builtin_ia32_pmovzxbd512_mask(
                *reinterpret_cast<vector_type<char, 16>::unaligned const*>(from + i), int16{}, 0xffff));
#endif
            if (!first) w += *reinterpret_cast<unaligned const*>(to + i);
            *reinterpret_cast<unaligned*>(to + i) = w;
        }
    }
    /// sum[i] += the entry codes[i] of a table of 16.
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void add_entries(V& sum, V const& low, V const& high,
                                                         std::uint8_t const* codes) {
        using word = vector_type<std::uint64_t, 64>::type;
        using index = vector_type<long long, 64>::type;
        std::uint64_t eight;
        __builtin_memcpy(&eight, codes, 8);
        // Only the lowest four bits of each index count.
        word const at64 = (eight - word{}) >> word{0, 8, 16, 24, 32, 40, 48, 56};
        index const at = reinterpret_cast<index>(at64);
#if defined(__clang__)
        sum += __builtin_ia32_vpermi2varpd512(low, at, high);
#else
        sum += __builtin_shuffle(low, high, at);
#endif
    }
    template <class V>
    ENTENTE_TARGET_AVX512 static inline void count_bits(V& v) {
        using word = vector_type<long long, 64>::type;
#if defined(__clang__)
        v = reinterpret_cast<V>(__builtin_ia32_vpopcntq_512(reinterpret_cast<word>(v)));
#else
        v = reinterpret_cast<V>(__builtin_ia32_vpopcountq_v8di(reinterpret_cast<word>(v)));
#endif
    }
};

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
    static ENTENTE_ALWAYS_INLINE void emit(V const& v, std::uint32_t factor, bool add, std::uint32_t* to) {
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

/// Runs `Kernel::run<Operations>` compiled for an instruction set; one that is not available becomes the next lesser one.
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

}  // namespace entente::kernels::detail

// SPDX-License-Identifier: BSL-1.0
// What a compiler does well, or at all, only inside of a function that is compiled for an instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/kernels/plain.hpp"

namespace entente::kernels::detail {

#if defined(__GNUC__)

template <class T, std::size_t Bytes>
struct vector_type {
    typedef T type __attribute__((vector_size(Bytes)));
    typedef T unaligned __attribute__((vector_size(Bytes), aligned(alignof(T)), may_alias));
};

#endif

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
    /// Replaces each byte of `at` (below 16) by that byte of the table, which is the same in every 16 bytes:
    /// into `table`.
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
#if defined(__clang__) && __has_builtin(__builtin_elementwise_popcount)
        v = reinterpret_cast<V>(__builtin_elementwise_popcount(reinterpret_cast<word>(v)));
#elif defined(__clang__)  // which later compilers have no longer
        v = reinterpret_cast<V>(__builtin_ia32_vpopcntq_512(reinterpret_cast<word>(v)));
#else
        v = reinterpret_cast<V>(__builtin_ia32_vpopcountq_v8di(reinterpret_cast<word>(v)));
#endif
    }
};

#endif

}  // namespace entente::kernels::detail

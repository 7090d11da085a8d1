// SPDX-License-Identifier: BSL-1.0
// Operations on arrays: a kernel's body over what any compiler understands.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/kernels/isa.hpp"

namespace entente::kernels::detail {

/// The signed integer as wide as T, of which cell masks are made.
template <class T>
using mask_of = std::conditional_t<sizeof(T) == 8, std::int64_t, std::int32_t>;

/// All bits of a number but its sign.
template <class T>
inline constexpr mask_of<T> magnitude = static_cast<mask_of<T>>(~(std::make_unsigned_t<mask_of<T>>{1}
                                                                  << (sizeof(T) * 8 - 1)));

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
        for (std::size_t i = 0; i < N; ++i)
            v.lane[i] = std::bit_cast<T>(std::bit_cast<mask_of<T>>(v.lane[i]) & m.lane[i]);
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
    static ENTENTE_ALWAYS_INLINE void write_to(pack<std::uint64_t, N> const& v, std::uint32_t factor, bool add,
                                           std::uint32_t* to) {
        for (std::size_t i = 0; i < N; ++i) to[i] = (add ? to[i] : 0U) + factor * static_cast<std::uint32_t>(v.lane[i]);
    }
};

}  // namespace entente::kernels::detail

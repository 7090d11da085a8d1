// SPDX-License-Identifier: BSL-1.0
// On how many issues two actors hold the same category, and on how many both hold one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "entente/kernels/panel_fold.hpp"
#include "entente/kernels/plane_fold.hpp"

namespace entente::kernels {

namespace detail {

/// Counts equal codes of `Planes` bits (0: as many as there are), and cells that both know.
template <std::size_t Planes>
struct equal_codes {
    static constexpr std::size_t outputs = 2;

    template <class Ops, class Word>
    static ENTENTE_ALWAYS_INLINE void evaluate(Word* bits, std::uint64_t const* row, std::uint64_t const* column,
                                               std::size_t planes, std::uint32_t, std::uint32_t) {
        std::size_t const codes = Planes == 0 ? planes - 1 : Planes;
        Word x, y, different{};
#pragma GCC unroll 8
        for (std::size_t p = 0; p < codes; ++p) {
            Ops::broadcast(x, row[p]);
            Ops::load(y, column + p * bit_planes::lanes);
            different = different | (x ^ y);
        }
        Ops::broadcast(x, row[codes]);
        Ops::load(y, column + codes * bit_planes::lanes);
        bits[1] = x & y;
        bits[0] = bits[1] & ~different;
    }
};

/// Counts cells that both know.
struct both_known {
    static constexpr std::size_t outputs = 1;

    template <class Ops, class Word>
    static ENTENTE_ALWAYS_INLINE void evaluate(Word* bits, std::uint64_t const* row, std::uint64_t const* column,
                                               std::size_t planes, std::uint32_t, std::uint32_t) {
        Word x, y;
        Ops::broadcast(x, row[planes - 1]);
        Ops::load(y, column + (planes - 1) * bit_planes::lanes);
        bits[0] = x & y;
    }
};

template <class Ops, class T>
struct equal_values {
    static constexpr bool weighted = true;
    static constexpr std::size_t sums = 2;
    using vec = typename Ops::template vec<T>;
    vec x, w;

    ENTENTE_ALWAYS_INLINE void set(T value, T weight) {
        Ops::broadcast(x, value);
        Ops::broadcast(w, weight);
    }
    template <class Mask>
    ENTENTE_ALWAYS_INLINE void add(vec* sum, vec const& y, Mask const& known) {
        Ops::add_kept(sum[1], w, known);
        Mask equal = known;
        Ops::keep_equal(equal, x, y);
        Ops::add_kept(sum[0], w, equal);
    }
};

ENTENTE_PANEL_KERNEL(equal_values);
ENTENTE_KERNEL(plane_arguments, plane_kernel<both_known>);
ENTENTE_KERNEL(plane_arguments, plane_kernel<equal_codes<0>>);
ENTENTE_KERNEL(plane_arguments, plane_kernel<equal_codes<1>>);
ENTENTE_KERNEL(plane_arguments, plane_kernel<equal_codes<2>>);
ENTENTE_KERNEL(plane_arguments, plane_kernel<equal_codes<3>>);
ENTENTE_KERNEL(plane_arguments, plane_kernel<equal_codes<4>>);

}  // namespace detail

/// For each pair of a tile: on how many issues both hold a position, whatever the weights. Works on every coding.
template <class = void>  // so that it costs nothing where it is not called
void shared_counts(bit_planes const& rows, bit_planes const& columns, tile where, output<std::uint32_t> shared,
                   isa which = best_isa()) {
    detail::plane_arguments const a{&rows, &columns, where, {shared}, false};
    detail::dispatch<detail::plane_kernel<detail::both_known>>(which, a);
}

/// As shared_counts, with each issue counted by its whole-numbered weight.
template <class = void>  // so that it costs nothing where it is not called
void shared_weights(bit_planes const& rows, bit_planes const& columns, tile where, output<std::uint32_t> shared,
                    isa which = best_isa()) {
    detail::plane_arguments const a{&rows, &columns, where, {shared}, true};
    detail::dispatch<detail::plane_kernel<detail::both_known>>(which, a);
}

/// For each pair of a tile: on how many issues both hold the same category, and on how many both hold one.
///
/// identical = sum w [x = y], shared = sum w over the issues that both hold; w is the layout's whole-numbered
/// weight of the issue (1 when it was built without). Sums of whole numbers are exact: they equal a fold in any
/// order while they stay below 2^32. Both layouts are binary ones of the same issues, weights and number of
/// categories (at most 32); they may be the same object. An output without data is left out. Pairs that share
/// nothing get zeros.
/// Complexity: O(pairs x issues x planes / 64). May be called from many threads at once on disjoint outputs.
template <class = void>  // so that it costs nothing where it is not called
void overlap(bit_planes const& rows, bit_planes const& columns, tile where, output<std::uint32_t> identical,
             output<std::uint32_t> shared, isa which = best_isa()) {
    detail::plane_arguments const a{&rows, &columns, where, {identical, shared}};
    using detail::equal_codes, detail::plane_kernel, detail::dispatch;
    switch (rows.code_planes) {
    case 1:
        return dispatch<plane_kernel<equal_codes<1>>>(which, a);
    case 2:
        return dispatch<plane_kernel<equal_codes<2>>>(which, a);
    case 3:
        return dispatch<plane_kernel<equal_codes<3>>>(which, a);
    case 4:
        return dispatch<plane_kernel<equal_codes<4>>>(which, a);
    default:
        return dispatch<plane_kernel<equal_codes<0>>>(which, a);
    }
}

/// As overlap with any weights: sum w [x = y] and sum w over the issues that both know.
///
/// Bits equal a fold by ascending issue. Positions are compared as they are; category numbers serve as well as units.
/// Preconditions: the rows hold weights (>= 0).
/// Complexity: O(known cells of the rows x columns).
template <class T>
void weighted_overlap(number_rows<T> const& rows, number_panels<T> const& columns, tile where, output<T> identical,
                      output<T> shared, isa which = best_isa()) {
    detail::panel_arguments<T> const a{&rows, &columns, where, {identical, shared}};
    detail::dispatch<detail::panel_kernel<T, detail::equal_values>>(which, a);
}

}  // namespace entente::kernels

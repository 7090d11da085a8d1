// SPDX-License-Identifier: BSL-1.0
// Whether two actors lean the same way from the middle of the scale, and how strongly.
#pragma once

#include <cstddef>
#include <cstdint>

#include "entente/kernels/panel_fold.hpp"
#include "entente/kernels/plane_fold.hpp"
#include "entente/kernels/rounding.hpp"

namespace entente::kernels {

/// Valence sums of one pair, and their fold exactly as the kernel computes it: w (a b), one rounding per operation.
template <class T>
struct valence_sums {
    T weight{}, product{}, first{}, second{}, same{}, opposite{};

    ENTENTE_ALWAYS_INLINE constexpr void add(T w, T a, T b) noexcept {
        weight += w;
        product += rounded(w * (a * b));
        first += rounded(w * (a * a));
        second += rounded(w * (b * b));
        if (a * b > T{0}) same += w;
        if (a * b < T{0}) opposite += w;
    }
};

/// Where valence writes its sums. All but `weight`, `same` and `opposite` are wanted.
template <class T>
struct valence_outputs {
    output<T> product, first, second, weight, same, opposite;
};

/// Category numbers that sign_counts expects, for a centred position.
template <class T>
[[nodiscard]] constexpr std::uint8_t sign_category(T centred) noexcept {
    return centred < T{0} ? 0 : centred > T{0} ? 2 : 1;
}

namespace detail {

template <class Ops, class T, bool Weighted>
struct valence_of {
    static constexpr bool weighted = Weighted;
    static constexpr std::size_t sums = Weighted ? 6 : 3;
    using vec = typename Ops::template vec<T>;
    vec a, w, waa;

    ENTENTE_ALWAYS_INLINE void set(T value, T weight) {
        Ops::broadcast(a, value);
        Ops::broadcast(waa, weight * (value * value));
        if constexpr (Weighted) Ops::broadcast(w, weight);
    }
    template <class Mask>
    ENTENTE_ALWAYS_INLINE void add(vec* sum, vec const& b, Mask const& known) {
        vec const product = a * b;
        vec term = product;
        if constexpr (Weighted) term = w * product;
        Ops::keep(term, known);
        sum[0] += term;
        term = waa;
        Ops::keep(term, known);
        sum[1] += term;
        term = b * b;
        if constexpr (Weighted) term = w * term;
        Ops::keep(term, known);
        sum[2] += term;
        if constexpr (Weighted) {
            vec const zero{};
            vec weight = w;
            Ops::keep(weight, known);
            sum[3] += weight;
            term = weight;
            Ops::keep_less(term, zero, product);
            sum[4] += term;
            term = weight;
            Ops::keep_less(term, product, zero);
            sum[5] += term;
        }
    }
};

template <class Ops, class T>
struct valence_unweighted : valence_of<Ops, T, false> {};
template <class Ops, class T>
struct valence_weighted : valence_of<Ops, T, true> {};

/// Counts cells of the same and of opposite sign; planes are one-hot: negative, neutral, positive, known.
struct signs {
    static constexpr std::size_t outputs = 2;

    template <class Ops, class Word>
    static ENTENTE_ALWAYS_INLINE void evaluate(Word* bits, std::uint64_t const* row, std::uint64_t const* column,
                                               std::size_t, std::uint32_t, std::uint32_t) {
        Word row_negative, row_positive, negative, positive;
        Ops::broadcast(row_negative, row[0]);
        Ops::broadcast(row_positive, row[2]);
        Ops::load(negative, column);
        Ops::load(positive, column + 2 * bit_planes::lanes);
        bits[0] = (row_negative & negative) | (row_positive & positive);
        bits[1] = (row_negative & positive) | (row_positive & negative);
    }
};

ENTENTE_PANEL_KERNEL(valence_unweighted);
ENTENTE_PANEL_KERNEL(valence_weighted);
ENTENTE_KERNEL(plane_arguments, plane_kernel<signs>);

}  // namespace detail

/// For each pair of a tile, over the issues that both know: sum w a b, w a^2 and w b^2, a (the row's) and b
/// being positions centred on the middle of the scale; sum w, and sum w where a and b lean the same way and
/// opposite ways.
///
/// Bits equal a fold of valence_sums::add over the shared issues by ascending issue. When the rows hold
/// no weights every w is 1 and only the first three are written: see shared_counts and sign_counts for the others.
/// The layouts are made of centred positions. Preconditions: rows and columns have the same issues; weights >= 0.
/// Complexity: O(known cells of the rows x columns). May be called from many threads at once on disjoint outputs.
template <class T>
void valence(number_rows<T> const& rows, number_panels<T> const& columns, tile where, valence_outputs<T> out,
             isa which = best_isa()) {
    detail::panel_arguments<T> const a{
        &rows, &columns, where, {out.product, out.first, out.second, out.weight, out.same, out.opposite}};
    if (rows.weight.empty()) return detail::dispatch<detail::panel_kernel<T, detail::valence_unweighted>>(which, a);
    detail::dispatch<detail::panel_kernel<T, detail::valence_weighted>>(which, a);
}

/// For each pair of a tile: on how many issues (counted by whole-numbered weight) both lean the same way from
/// the middle, and on how many they lean opposite ways; neutral positions are neither. The layouts are one-hot
/// ones of three categories, see sign_category.
template <class = void>  // so that it costs nothing where it is not called
void sign_counts(bit_planes const& rows, bit_planes const& columns, tile where, output<std::uint32_t> same,
                 output<std::uint32_t> opposite, isa which = best_isa()) {
    detail::plane_arguments const a{&rows, &columns, where, {same, opposite}};
    detail::dispatch<detail::plane_kernel<detail::signs>>(which, a);
}

}  // namespace entente::kernels

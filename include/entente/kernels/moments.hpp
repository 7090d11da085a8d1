// SPDX-License-Identifier: BSL-1.0
// Sums from which means, covariances and correlations over the shared issues follow.
#pragma once

#include <cstddef>
#include <cstdint>

#include "entente/kernels/panel_fold.hpp"
#include "entente/kernels/rounding.hpp"

namespace entente::kernels {

/// Weighted power sums of one pair, and their fold exactly as the kernel computes it: w u, w (u u), w (u v),
/// one rounding per operation.
template <class T>
struct moment_sums {
    T weight{}, x{}, y{}, xx{}, yy{}, xy{};

    ENTENTE_ALWAYS_INLINE constexpr void add(T w, T u, T v) noexcept {
        weight += w;
        x += rounded(w * u);
        y += rounded(w * v);
        xx += rounded(w * (u * u));
        yy += rounded(w * (v * v));
        xy += rounded(w * (u * v));
    }
};

/// Where moments writes its sums. All but `weight` are wanted.
template <class T>
struct moment_outputs {
    output<T> weight, x, y, xx, yy, xy;
};

namespace detail {

template <class Ops, class T, bool Weighted>
struct moments_of {
    static constexpr bool weighted = Weighted;
    static constexpr std::size_t sums = Weighted ? 6 : 5;
    using vec = typename Ops::template vec<T>;
    vec x, w, wx, wxx;

    ENTENTE_ALWAYS_INLINE void set(T value, T weight) {
        Ops::broadcast(x, value);
        if constexpr (Weighted) Ops::broadcast(w, weight);
        Ops::broadcast(wx, weight * value);
        Ops::broadcast(wxx, weight * (value * value));
    }
    template <class Mask>
    ENTENTE_ALWAYS_INLINE void add(vec* sum, vec const& y, Mask const& known) {
        vec term = wx;
        Ops::keep(term, known);
        sum[0] += term;
        term = y;
        if constexpr (Weighted) term = w * y;
        Ops::keep(term, known);
        sum[1] += term;
        term = wxx;
        Ops::keep(term, known);
        sum[2] += term;
        term = y * y;
        if constexpr (Weighted) term = w * term;
        Ops::keep(term, known);
        sum[3] += term;
        term = x * y;
        if constexpr (Weighted) term = w * term;
        Ops::keep(term, known);
        sum[4] += term;
        if constexpr (Weighted) Ops::add_kept(sum[5], w, known);
    }
};

template <class Ops, class T>
struct moments_unweighted : moments_of<Ops, T, false> {};
template <class Ops, class T>
struct moments_weighted : moments_of<Ops, T, true> {};

ENTENTE_PANEL_KERNEL(moments_unweighted);
ENTENTE_PANEL_KERNEL(moments_weighted);

}  // namespace detail

/// For each pair of a tile: sum w, w x, w y, w x^2, w y^2 and w x y over the issues that both know (x the row's
/// position).
///
/// Bits equal a fold of moment_sums::add over the shared issues by ascending issue. When the rows hold no
/// weights every w is 1 and `weight` is not written: it equals the shared count (see shared_counts).
/// Preconditions: rows and columns have the same issues; positions >= 0 (units of the scale); weights >= 0.
/// Pairs that share nothing get zeros.
/// Complexity: O(known cells of the rows x columns). May be called from many threads at once on disjoint
/// outputs.
template <class T>
void moments(number_rows<T> const& rows, number_panels<T> const& columns, tile where, moment_outputs<T> out,
             isa which = best_isa()) {
    detail::panel_arguments<T> const a{&rows, &columns, where, {out.x, out.y, out.xx, out.yy, out.xy, out.weight}};
    if (rows.weight.empty()) return detail::dispatch<detail::panel_kernel<T, detail::moments_unweighted>>(which, a);
    detail::dispatch<detail::panel_kernel<T, detail::moments_weighted>>(which, a);
}

}  // namespace entente::kernels

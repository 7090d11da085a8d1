// SPDX-License-Identifier: BSL-1.0
// How far apart two actors are, issue by issue: sums of absolute and of squared differences.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "entente/kernels/panel_fold.hpp"
#include "entente/kernels/rounding.hpp"

namespace entente::kernels {

/// One term of the sum of absolute differences, exactly as the kernels compute it: |w (x - y)|, one rounding
/// per operation. No compiler contracts `sum += absolute_term(...)`, since the absolute value stands between
/// product and sum.
template <class T>
[[nodiscard]] constexpr T absolute_term(T weight, T x, T y) noexcept {
    T const term = weight * (x - y);
    return term < T{0} ? -term : term;
}

/// One term of the sum of squared differences, exactly as the kernels compute it: w ((x - y) (x - y)), one
/// rounding per operation.
template <class T>
[[nodiscard]] ENTENTE_ALWAYS_INLINE constexpr T squared_term(T weight, T x, T y) noexcept {
    T const d = x - y;
    return rounded(weight * (d * d));
}

namespace detail {

template <class Ops, class T, bool Weighted, bool Squared, bool WithWeight>
struct difference_sums {
    static constexpr bool weighted = Weighted;
    static constexpr std::size_t sums = WithWeight ? 2 : 1;
    using vec = typename Ops::template vec<T>;
    vec x, w;

    ENTENTE_ALWAYS_INLINE void set(T value, T weight) {
        Ops::broadcast(x, value);
        if constexpr (Weighted) Ops::broadcast(w, weight);
    }
    template <class Mask>
    ENTENTE_ALWAYS_INLINE void add(vec* sum, vec const& y, Mask const& known) {
        vec term = x - y;
        if constexpr (Squared) term = term * term;
        if constexpr (Weighted) term = w * term;
        if constexpr (Squared)
            Ops::keep(term, known);
        else
            Ops::keep_magnitude(term, known);
        sum[0] += term;
        if constexpr (WithWeight) Ops::add_kept(sum[1], w, known);
    }
};

template <class Ops, class T>
struct absolute_unweighted : difference_sums<Ops, T, false, false, false> {};
template <class Ops, class T>
struct absolute_weighted : difference_sums<Ops, T, true, false, false> {};
template <class Ops, class T>
struct absolute_and_weight : difference_sums<Ops, T, true, false, true> {};
template <class Ops, class T>
struct squared_unweighted : difference_sums<Ops, T, false, true, false> {};
template <class Ops, class T>
struct squared_weighted : difference_sums<Ops, T, true, true, false> {};
template <class Ops, class T>
struct squared_and_weight : difference_sums<Ops, T, true, true, true> {};

ENTENTE_PANEL_KERNEL(absolute_unweighted);
ENTENTE_PANEL_KERNEL(absolute_weighted);
ENTENTE_PANEL_KERNEL(absolute_and_weight);
ENTENTE_PANEL_KERNEL(squared_unweighted);
ENTENTE_PANEL_KERNEL(squared_weighted);
ENTENTE_PANEL_KERNEL(squared_and_weight);

}  // namespace detail

/// For each pair of a tile: sum w |x - y| over the issues that both know, and sum w over them.
///
/// Bits equal a fold `sum += absolute_term(w, x, y); weight += w` over the shared issues by ascending issue, w
/// being the row's. When the rows hold no weights every w is 1 and `weight` is not written: it equals the
/// shared count (see shared_counts). Without `weight.data` only the sum is computed. Preconditions: rows and
/// columns have the same issues; weights >= 0. Pairs that share nothing get zeros.
/// Complexity: O(known cells of the rows x columns). May be called from many threads at once on disjoint
/// outputs.
template <class T>
void absolute_differences(number_rows<T> const& rows, number_panels<T> const& columns, tile where, output<T> sum,
                          output<T> weight = {}, isa which = best_isa()) {
    detail::panel_arguments<T> const a{&rows, &columns, where, {sum, weight}};
    if (rows.weight.empty()) return detail::dispatch<detail::panel_kernel<T, detail::absolute_unweighted>>(which, a);
    if (weight.data == nullptr) return detail::dispatch<detail::panel_kernel<T, detail::absolute_weighted>>(which, a);
    detail::dispatch<detail::panel_kernel<T, detail::absolute_and_weight>>(which, a);
}

/// As absolute_differences, with sum w (x - y)^2; bits equal a fold of squared_term.
template <class T>
void squared_differences(number_rows<T> const& rows, number_panels<T> const& columns, tile where, output<T> sum,
                         output<T> weight = {}, isa which = best_isa()) {
    detail::panel_arguments<T> const a{&rows, &columns, where, {sum, weight}};
    if (rows.weight.empty()) return detail::dispatch<detail::panel_kernel<T, detail::squared_unweighted>>(which, a);
    if (weight.data == nullptr) return detail::dispatch<detail::panel_kernel<T, detail::squared_weighted>>(which, a);
    detail::dispatch<detail::panel_kernel<T, detail::squared_and_weight>>(which, a);
}

}  // namespace entente::kernels

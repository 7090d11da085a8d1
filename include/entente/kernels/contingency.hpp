// SPDX-License-Identifier: BSL-1.0
// How often each pair of categories meets: the k x k table of two actors.
#pragma once

#include <cstddef>
#include <cstdint>

#include "entente/kernels/plane_fold.hpp"

namespace entente::kernels {

namespace detail {

/// Counts one pair of categories: table c k + d.
struct category_pair {
    static constexpr std::size_t outputs = 1;

    template <class Ops, class Word>
    static ENTENTE_ALWAYS_INLINE void evaluate(Word* bits, std::uint64_t const* row, std::uint64_t const* column,
                                               std::size_t planes, std::uint32_t, std::uint32_t table) {
        std::size_t const categories = planes - 1;
        Word x, y;
        Ops::broadcast(x, row[table / categories]);
        Ops::load(y, column + table % categories * bit_planes::lanes);
        bits[0] = x & y;
    }
};

ENTENTE_KERNEL(plane_arguments, plane_kernel<category_pair>);

}  // namespace detail

/// For each pair of a tile: how many issues (counted by whole-numbered weight, or, on request, one each) the
/// row holds category c on and the column d.
///
/// counts.data + (c k + d) table_stride is the tile of cell (c, d), rows `counts.stride` apart; k is the number
/// of categories. All agreement coefficients (kappa, pi, alpha, ...) follow from it. Both layouts are one-hot
/// ones of the same issues, weights and number of categories (at most 31). Pairs that share nothing get zeros.
/// Complexity: O(pairs x issues x k^2 / 64). May be called from many threads at once on disjoint outputs.
template <class = void>  // so that it costs nothing where it is not called
void contingency(bit_planes const& rows, bit_planes const& columns, tile where, output<std::uint32_t> counts,
                 std::size_t table_stride, isa which = best_isa(), bool by_weight = true) {
    std::uint32_t const tables = rows.code_planes * rows.code_planes;
    detail::plane_arguments const a{&rows, &columns, where, {counts}, by_weight, 1, tables, table_stride};
    detail::dispatch<detail::plane_kernel<detail::category_pair>>(which, a);
}

}  // namespace entente::kernels

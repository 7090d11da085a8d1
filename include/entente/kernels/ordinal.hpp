// SPDX-License-Identifier: BSL-1.0
// How many steps two actors are apart on scales of few equal steps.
#pragma once

#include <cstddef>
#include <cstdint>

#include "entente/kernels/overlap.hpp"

namespace entente::kernels {

namespace detail {

/// Counts, pass by pass, in which thermometer planes both differ.
struct differing_steps {
    static constexpr std::size_t outputs = 1;

    template <class Ops, class Word>
    static ENTENTE_ALWAYS_INLINE void evaluate(Word* bits, std::uint64_t const* row, std::uint64_t const* column,
                                               std::size_t planes, std::uint32_t pass, std::uint32_t) {
        Word x, y, known;
        Ops::broadcast(x, row[planes - 1]);
        Ops::load(known, column + (planes - 1) * bit_planes::lanes);
        known = known & x;
        Ops::broadcast(x, row[pass]);
        Ops::load(y, column + pass * bit_planes::lanes);
        bits[0] = (x ^ y) & known;
    }
};

ENTENTE_KERNEL(plane_arguments, plane_kernel<differing_steps>);

}  // namespace detail

/// For each pair of a tile: the sum of |code x - code y| over the issues that both know, and their number, as
/// whole numbers (each issue counted by its whole-numbered weight).
///
/// On a scale of K equally spaced categories the difference of unit positions is |code x - code y| / (K - 1).
/// Multiplied out, the sum has the same bits as a fold of coordinates that are whole numbers (see
/// absolute_differences), since neither is rounded. Both layouts are thermometer ones of the same issues,
/// weights and number of categories (2 to 32). Scales of fewer steps join by codes that are multiples: 0, 2, 4
/// for three categories among five. Pairs that share nothing get zeros.
/// Complexity: O(pairs x issues x K / 64). May be called from many threads at once on disjoint outputs.
template <class = void>  // so that it costs nothing where it is not called
void ordinal_steps(bit_planes const& rows, bit_planes const& columns, tile where, output<std::uint32_t> steps,
                   output<std::uint32_t> shared, isa which = best_isa()) {
    detail::plane_arguments const a{&rows, &columns, where, {steps}, true, rows.code_planes};
    detail::dispatch<detail::plane_kernel<detail::differing_steps>>(which, a);
    if (shared.data != nullptr) shared_weights(rows, columns, where, shared, which);
}

}  // namespace entente::kernels

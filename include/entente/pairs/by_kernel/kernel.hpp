// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <type_traits>

#include "entente/kernels/tile.hpp"

namespace entente::detail {

/// There is no kernel: pairs are folded one by one.
struct no_kernel {
    struct scratch {};
};

/// The kernel of a statistic, as `type`:
/// * `make(rows, columns, weights, isa)`: the kernel for two matrices, or none where it does not serve these
///   scales or weights;
/// * `run(tile, scratch)`: folds a tile into a scratch that has room for it;
/// * `row(scratch, row)`: a reader of a row of the tile, whose `read(column, statistic)` sets all members.
/// Bits are those of the fold of a single pair. Kernels are templates of their statistic so that those that are
/// not used cost nothing.
template <class Statistic>
struct tile_kernel_of : std::type_identity<no_kernel> {};

/// A number for each pair of a tile.
template <class T>
struct tile_output {
    kernels::detail::line_vector<T> numbers;
    std::size_t stride = 0;

    explicit tile_output(std::size_t pairs) : numbers(pairs) {}
    kernels::output<T> open(kernels::tile const& t) {
        stride = t.column_end - t.column_begin;
        return {numbers.data(), stride};
    }
    T const* row(std::size_t r) const { return numbers.data() + r * stride; }
};

}  // namespace entente::detail

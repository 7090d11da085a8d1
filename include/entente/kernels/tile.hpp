// SPDX-License-Identifier: BSL-1.0
// What a kernel is asked for (a tile of pairs) and where it writes (a row-major output).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/bulk_allocator.hpp"

namespace entente::kernels {

/// A rectangle of pairs: rows [row_begin, row_end) against columns [column_begin, column_end).
///
/// With `upper_only`, pairs whose column is not greater than their row need not be computed: their cells of the
/// output hold unspecified values afterwards. It makes sense when rows and columns are the same actors. Tiles
/// that begin at multiples of 64 columns are written fastest; a few hundred rows by a few hundred columns is a
/// good size.
struct tile {
    std::uint32_t row_begin = 0;
    std::uint32_t row_end = 0;
    std::uint32_t column_begin = 0;
    std::uint32_t column_end = 0;
    bool upper_only = false;
};

/// Where a kernel writes one number per pair: (row_begin, column_begin) of the tile at `data`, rows `stride`
/// numbers apart. An output without data is not wanted, and costs nothing where the kernel can leave it out.
template <class T>
struct output {
    T* data = nullptr;
    std::size_t stride = 0;
};

namespace detail {

/// Begins at a multiple of 64 bytes, so that no vector straddles two cache lines.
template <class T>
using line_vector = std::vector<T, entente::detail::bulk_allocator<T, 64>>;

/// How many bytes of a panel are worked through before the next row's turn: what stays in the first-level cache
/// beside the rest.
inline constexpr std::size_t block_bytes = 24 * 1024;

/// How many rows take their turn before the next block of issues.
inline constexpr std::uint32_t row_block = 128;

constexpr std::size_t ceil_div(std::size_t a, std::size_t b) noexcept {
    return (a + b - 1) / b;
}

}  // namespace detail
}  // namespace entente::kernels

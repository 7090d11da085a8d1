// SPDX-License-Identifier: BSL-1.0
// What layouts are built from: the cells of a table of actors by issues, dense or sparse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace entente::kernels {

/// A row-major table of actors by issues and, of the same shape, which cells are known. An empty `valid` means all are.
template <class Value>
struct dense_cells {
    std::uint32_t actors = 0;
    std::uint32_t issues = 0;
    std::span<Value const> values;
    std::span<std::uint8_t const> valid;

    /// Calls visit(issue, value, cell number) for each known cell of an actor, by ascending issue.
    template <class Visit>
    void for_each(std::uint32_t actor, Visit&& visit) const {
        std::size_t const row = std::size_t{actor} * issues;
        for (std::uint32_t i = 0; i < issues; ++i)
            if (valid.empty() || valid[row + i] != 0) visit(i, values[row + i], row + i);
    }
};

/// Compressed sparse rows: the known cells of actor a are [offsets[a], offsets[a + 1]), by ascending issue.
template <class Value>
struct sparse_cells {
    std::uint32_t actors = 0;
    std::uint32_t issues = 0;
    std::span<std::size_t const> offsets;
    std::span<std::uint32_t const> index;
    std::span<Value const> values;

    /// Calls visit(issue, value, cell number) for each known cell of an actor, by ascending issue.
    template <class Visit>
    void for_each(std::uint32_t actor, Visit&& visit) const {
        for (std::size_t c = offsets[actor]; c < offsets[std::size_t{actor} + 1]; ++c) visit(index[c], values[c], c);
    }
};

}  // namespace entente::kernels

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/edge_rows.hpp
/// Compressed sparse rows and their transpose: the ends of the edges of a relation, without what the edges carry.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "entente/base/bulk_allocator.hpp"
#include "entente/config.hpp"

namespace entente::detail {

/// An edge as its target knows it.
struct reverse_edge {
    std::uint32_t source, edge;
};

/// Edges by source, then target, then order of addition.
struct edge_rows {
    bulk<std::uint32_t> offsets{0};          // by source, size from + 1
    bulk<std::uint32_t> targets;             // by edge
    bulk<std::uint32_t> reverse_offsets{0};  // by target, size to + 1
    bulk<reverse_edge> reverse;              // by target, then source

    edge_rows();
    edge_rows(edge_rows const&);
    edge_rows(edge_rows&&) noexcept;
    edge_rows& operator=(edge_rows const&);
    edge_rows& operator=(edge_rows&&) noexcept;
    ~edge_rows();

    /// Where the parallel edges from one vertex to another begin and end, O(log out-degree).
    std::pair<std::size_t, std::size_t> places_between(std::uint32_t from, std::uint32_t to) const {
        auto const first = targets.begin() + offsets[from], last = targets.begin() + offsets[from + 1];
        auto const [lo, hi] = std::equal_range(first, last, to);
        return {static_cast<std::size_t>(lo - targets.begin()), static_cast<std::size_t>(hi - targets.begin())};
    }
    /// The source of an edge, O(log vertices).
    std::uint32_t source(std::size_t e) const {
        return static_cast<std::uint32_t>(std::upper_bound(offsets.begin(), offsets.end(), e) - offsets.begin() - 1);
    }
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE edge_rows::edge_rows() = default;
ENTENTE_INLINE edge_rows::edge_rows(edge_rows const&) = default;
ENTENTE_INLINE edge_rows::edge_rows(edge_rows&&) noexcept = default;
ENTENTE_INLINE edge_rows& edge_rows::operator=(edge_rows const&) = default;
ENTENTE_INLINE edge_rows& edge_rows::operator=(edge_rows&&) noexcept = default;
ENTENTE_INLINE edge_rows::~edge_rows() = default;
#endif

}  // namespace entente::detail

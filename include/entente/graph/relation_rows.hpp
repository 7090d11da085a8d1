// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/relation_rows.hpp
/// The frozen edges of one relation: compressed sparse rows, and their transpose beside them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "entente/base/bulk_allocator.hpp"
#include "entente/graph/id_of.hpp"
#include "entente/graph/indexed_range.hpp"
#include "entente/graph/relation.hpp"

namespace entente {

/// One edge that leaves a vertex, as seen from it.
template <class Edge, class To>
struct out_edge {
    id_of<To> target;
    Edge const& edge;
    std::size_t index;  ///< the place of the edge in its relation, stable in a frozen graph
};

/// One edge that enters a vertex, as seen from it.
template <class From, class Edge>
struct in_edge {
    id_of<From> source;
    Edge const& edge;
    std::size_t index;
};

/// One edge as seen from outside.
template <class From, class Edge, class To>
struct edge_ref {
    id_of<From> source;
    id_of<To> target;
    Edge const& edge;
    std::size_t index;
};

namespace detail {

/// An edge as its target knows it.
struct reverse_edge {
    std::uint32_t source, edge;
};

/// Edges sorted by source, then target, then order of addition. 12 bytes an edge beside the edge itself.
template <class From, class Edge, class To>
struct relation_rows {
    bulk<std::uint32_t> offsets{0};          // by source, size from + 1
    bulk<std::uint32_t> targets;             // by edge
    bulk<Edge> edges;            // by edge
    bulk<std::uint32_t> reverse_offsets{0};  // by target, size to + 1
    bulk<reverse_edge> reverse;              // by target, then source

    struct get_out {
        relation_rows const* table{};
        out_edge<Edge, To> operator()(std::size_t e) const { return {{table->targets[e]}, table->edges[e], e}; }
    };
    struct get_in {
        relation_rows const* table{};
        in_edge<From, Edge> operator()(std::size_t place) const {
            auto const [source, e] = table->reverse[place];
            return {{source}, table->edges[e], e};
        }
    };

    indexed_range<get_out> out(std::uint32_t from) const { return {get_out{this}, offsets[from], offsets[from + 1]}; }
    indexed_range<get_in> in(std::uint32_t to) const {
        return {get_in{this}, reverse_offsets[to], reverse_offsets[to + 1]};
    }
    /// The parallel edges from one vertex to another, O(log out-degree).
    indexed_range<get_out> between(std::uint32_t from, std::uint32_t to) const {
        auto const first = targets.begin() + offsets[from], last = targets.begin() + offsets[from + 1];
        auto const [lo, hi] = std::equal_range(first, last, to);
        return {get_out{this}, static_cast<std::size_t>(lo - targets.begin()),
                static_cast<std::size_t>(hi - targets.begin())};
    }
    /// The source of an edge, O(log vertices).
    std::uint32_t source(std::size_t e) const {
        return static_cast<std::uint32_t>(std::upper_bound(offsets.begin(), offsets.end(), e) - offsets.begin() - 1);
    }
};

}  // namespace detail
}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/relation_rows.hpp
/// The frozen edges of one relation: compressed sparse rows, and their transpose beside them.

#include <cstddef>
#include <cstdint>

#include "entente/base/bulk_allocator.hpp"
#include "entente/graph/edge_rows.hpp"
#include "entente/graph/id_of.hpp"
#include "entente/graph/lazy_range.hpp"
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

/// Edges sorted by source, then target, then order of addition. 12 bytes an edge beside the edge itself.
template <class From, class Edge, class To>
struct relation_rows : edge_rows {
    bulk<Edge> edges;  // by edge

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

    lazy_range<get_out> out(std::uint32_t from) const { return {get_out{this}, offsets[from], offsets[from + 1]}; }
    lazy_range<get_in> in(std::uint32_t to) const {
        return {get_in{this}, reverse_offsets[to], reverse_offsets[to + 1]};
    }
    /// The parallel edges from one vertex to another, O(log out-degree).
    lazy_range<get_out> between(std::uint32_t from, std::uint32_t to) const {
        auto const [first, last] = places_between(from, to);
        return {get_out{this}, first, last};
    }
};

}  // namespace detail
}  // namespace entente

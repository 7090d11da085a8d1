// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/relation_table.hpp
/// The frozen edges of one relation: compressed sparse rows, and their transpose beside them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entente/graph/id.hpp"
#include "entente/graph/range.hpp"
#include "entente/graph/relation.hpp"

namespace entente {

/// One edge that leaves a vertex, as seen from it.
template <class Edge, class To>
struct out_edge {
    id<To> target;
    Edge const& edge;
    std::size_t index;  ///< the place of the edge in its relation, stable in a frozen graph
};

/// One edge that enters a vertex, as seen from it.
template <class From, class Edge>
struct in_edge {
    id<From> source;
    Edge const& edge;
    std::size_t index;
};

/// One edge as seen from outside.
template <class From, class Edge, class To>
struct edge_ref {
    id<From> source;
    id<To> target;
    Edge const& edge;
    std::size_t index;
};

namespace detail {

/// Edges sorted by source, then target, then order of addition. 12 bytes an edge beside the edge itself.
template <class From, class Edge, class To>
struct relation_table {
    std::vector<std::uint32_t> offsets{0};        // by source, size from + 1
    std::vector<std::uint32_t> targets;           // by edge
    std::vector<Edge> edges;                      // by edge
    std::vector<std::uint32_t> reverse_offsets{0};  // by target, size to + 1
    std::vector<std::uint32_t> reverse_sources;   // by reverse place
    std::vector<std::uint32_t> reverse_edges;     // by reverse place: index of the edge

    struct get_out {
        relation_table const* table{};
        out_edge<Edge, To> operator()(std::size_t e) const { return {{table->targets[e]}, table->edges[e], e}; }
    };
    struct get_in {
        relation_table const* table{};
        in_edge<From, Edge> operator()(std::size_t place) const {
            auto const e = table->reverse_edges[place];
            return {{table->reverse_sources[place]}, table->edges[e], e};
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

    void build_reverse(std::size_t to_count) {
        reverse_offsets.assign(to_count + 1, 0);
        for (auto t : targets) ++reverse_offsets[t + 1];
        for (std::size_t t = 0; t < to_count; ++t) reverse_offsets[t + 1] += reverse_offsets[t];
        reverse_sources.resize(targets.size());
        reverse_edges.resize(targets.size());
        auto next = reverse_offsets;
        for (std::size_t from = 0; from + 1 < offsets.size(); ++from)
            for (auto e = offsets[from]; e < offsets[from + 1]; ++e) {
                auto const place = next[targets[e]]++;
                reverse_sources[place] = static_cast<std::uint32_t>(from);
                reverse_edges[place] = e;
            }
    }
};

}  // namespace detail
}  // namespace entente

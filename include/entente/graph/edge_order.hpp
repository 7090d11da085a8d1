// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/edge_order.hpp
/// The part of freezing a relation that does not depend on what its edges carry: their order, and what may not
/// be among them. Defined in graph/src/edge_order.hpp, which graph/builder.hpp includes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/bulk_allocator.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/graph/edge_rows.hpp"

namespace entente::detail {

/// The ends of edges as they come.
struct pending_ends {
    bulk<std::uint32_t> from, to;

    pending_ends();
    pending_ends(pending_ends const&);
    pending_ends(pending_ends&&) noexcept;
    pending_ends& operator=(pending_ends const&);
    pending_ends& operator=(pending_ends&&) noexcept;
    ~pending_ends();

    /// Room for one more, so that adding it cannot throw.
    void make_room() {
        make_room(from);
        make_room(to);
    }

private:
    static void make_room(bulk<std::uint32_t>& v) {
        if (v.size() == v.capacity()) v.reserve(v.size() < 8 ? 16 : v.size() * 2);
    }
};

/// What an error calls a vertex, whatever its type is.
struct vertex_labels {
    void const* builder;
    std::string (*label)(void const* builder, std::uint32_t vertex);
    bool issues;  ///< whether the vertices are issues

    std::string operator()(std::uint32_t vertex) const { return label(builder, vertex); }
};

/// The fault of a vertex: an issue, or an actor.
fault vertex_fault(bool is_issue, std::string label);

/// The fault of an edge names both of its ends. Where both are of one kind, the far one is the value.
fault edge_fault(vertex_labels const& sources, vertex_labels const& targets, bool one_kind, std::uint32_t from,
                 std::uint32_t to, std::size_t ordinal);

/// Says in an error which vertex of its kind was refused.
void attribute_vertex(error& refusal, bool is_issue, std::size_t number);

/// Throws graph_error.
[[noreturn]] void refuse(fault_code code, char const* message, fault where = {});

/// The numbers of names, ordered by name. Throws graph_error (duplicate) where two are the same.
void index_names(std::span<std::string_view const> names, bool of_issues, std::vector<std::uint32_t>& by_name);

/// The order in which the edges of a relation are frozen: by source, then target, then addition.
///
/// Edges that did not come in that order are counted into rows in the order of addition, and each row is then
/// put in order while it is in the cache. Edges that came in order stay where they are. Linear in edges,
/// vertices and, where rows are long, the bits of a row. Beside the pending edges this takes 12 bytes an edge
/// (8 in order), which become the tables.
///
/// Steps: the constructor; where the edges are not `sorted`, `by_source` and `order_rows`; checks; `prepare`,
/// the last that may throw; the edges are moved by whoever knows their type; `finish`.
struct edge_order {
    bulk<std::uint32_t> offsets;          // by source, size from + 1 (+ 2 until rows are in order)
    bulk<std::uint32_t> targets;          // by place; empty where the edges came in order
    bulk<std::uint32_t> reverse_offsets;  // by target, size to + 2: the place of the first
    bulk<reverse_edge> reverse;  // until `finish`, where edges were not in order: as `edge` of a place, where it came
    bool sorted = true, parallel = false;

    /// Counts the ends. Finds out whether the edges are in order; where they are, whether some are parallel.
    edge_order(pending_ends const& ends, std::size_t sources, std::size_t targets_in_all);
    edge_order(edge_order&&) noexcept;
    ~edge_order();

    /// Calls put(place, number) for every edge, where places are by source, then addition.
    template <class Put>
    void by_source(pending_ends const& ends, Put put) {
        targets.resize(ends.to.size());
        for (std::size_t e = 0; e < ends.from.size(); ++e) {
            auto const place = offsets[ends.from[e] + 1]++;
            targets[place] = ends.to[e];
            put(place, e);
        }
    }
    /// The same where there is nothing to put.
    void by_source(pending_ends const& ends);
    /// Puts the rows in order, and finds out whether edges are parallel.
    void order_rows();

    /// Calls visit(context, number, number) for every two parallel edges; with an order, for every two neighbours in it.
    void for_each_parallel(pending_ends const& ends, void const* context,
                           void (*visit)(void const* context, std::uint32_t one, std::uint32_t other),
                           bool (*before)(void const* context, std::uint32_t one, std::uint32_t other) = nullptr) const;
    /// Throws graph_error (cycle) where edges lead back to where they came from.
    void refuse_cycles(pending_ends const& ends, vertex_labels const& labels) const;

    /// All of this that may still throw. `by_number`: the edges are moved one by one, so that `reverse` says
    /// which comes at a place.
    void prepare(pending_ends& ends, bool by_number);
    /// Moves all but the edges to where they are kept.
    void finish(pending_ends& ends, edge_rows& rows) noexcept;

private:
    void count_ends(bulk<std::uint32_t> const& from, bulk<std::uint32_t> const& to);
    bulk<std::uint32_t> edge_numbers(bulk<std::uint32_t> const& from) const;
};

/// Gives back room that was made and not used.
template <class T>
void trim(bulk<T>& v) {
    if (v.capacity() - v.size() > v.size() / 8) v.shrink_to_fit();
}

}  // namespace entente::detail

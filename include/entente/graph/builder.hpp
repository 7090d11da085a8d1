// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/builder.hpp
/// The mutable side of a typed graph: it collects, validates and freezes.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/base/bulk_allocator.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/graph/edge_order.hpp"
#include "entente/graph/typed_graph.hpp"

namespace entente {

namespace detail {

/// A vertex with a scale is an issue, any other an actor: so an error names it.
template <class Vertex>
inline constexpr bool is_issue = requires(Vertex const& v) {
    v.scale;
};

/// The edges of a relation as they come.
template <class Edge>
struct pending_edges : pending_ends {
    bulk<Edge> edges;
};

/// The edges of a relation on their way into a graph. What does not depend on their type is in edge_order.
template <class Edge>
struct frozen_edges : edge_order {
    /// Edges that are copied by the way, into rows in the order of addition and back: each time near to the
    /// last, which is faster than moving each once from anywhere. They take the room of the edges once more.
    static constexpr bool is_small = sizeof(Edge) <= 64 && std::is_trivially_copyable_v<Edge> &&
                                  std::is_nothrow_copy_constructible_v<Edge> && std::is_nothrow_copy_assignable_v<Edge>;
    static constexpr bool copied = is_small && !std::is_empty_v<Edge>;  // edges that carry nothing are alike
    /// Larger ones are put into order where they are, so that their order costs no memory.
    static constexpr bool in_place = !is_small && std::is_nothrow_move_constructible_v<Edge> &&
                                     std::is_nothrow_move_assignable_v<Edge>;
    raw_array<Edge> scattered;

    frozen_edges(pending_edges<Edge> const& p, std::size_t sources, std::size_t targets_in_all);
    frozen_edges(frozen_edges&&) noexcept = default;
    /// All that may still throw.
    void prepare(pending_edges<Edge>& p, bulk<Edge>& edges);
    void move_edges(pending_edges<Edge>& p, edge_rows& rows, bulk<Edge>& edges);
};

template <class Edge>
frozen_edges<Edge>::frozen_edges(pending_edges<Edge> const& p, std::size_t sources, std::size_t targets_in_all)
    : edge_order(p, sources, targets_in_all) {
    if (sorted) return;
    if constexpr (copied) {
        scattered = raw_array<Edge>(p.edges.size());
        by_source(p, [&](std::size_t place, std::size_t e) { scattered.construct(place, p.edges[e]); });
    } else {
        by_source(p);
    }
    order_rows();
}

template <class Edge>
void frozen_edges<Edge>::prepare(pending_edges<Edge>& p, bulk<Edge>& edges) {
    if constexpr (is_small)
        trim(p.edges);
    else if (!sorted && !in_place)
        edges.reserve(p.edges.size());
    edge_order::prepare(p, !is_small);
}

template <class Edge>
void frozen_edges<Edge>::move_edges(pending_edges<Edge>& p, edge_rows& rows, bulk<Edge>& edges) {
    if (sorted) {
        edges = std::move(p.edges);
    } else if constexpr (is_small && !copied) {
        edges = std::move(p.edges);
    } else if constexpr (is_small) {
        for (std::size_t i = 0; i < reverse.size(); ++i) p.edges[i] = scattered[reverse[i].edge];
        edges = std::move(p.edges);
        scattered = {};
    } else if constexpr (in_place) {
        for (std::uint32_t i = 0; i < reverse.size(); ++i) {  // one cycle of the permutation after the other
            if (reverse[i].edge == i) continue;
            Edge first = std::move(p.edges[i]);
            auto place = i;
            for (auto next = reverse[i].edge; next != i; next = reverse[next].edge) {
                p.edges[place] = std::move(p.edges[next]);
                reverse[place].edge = place;
                place = next;
            }
            p.edges[place] = std::move(first);
            reverse[place].edge = place;
        }
        edges = std::move(p.edges);
    } else {
        for (auto const& r : reverse) edges.push_back(std::move(p.edges[r.edge]));
    }
    finish(p, rows);
}

/// The vertex's number. Throws as graph_builder::add does.
template <class Vertex>
std::uint32_t add_vertex(std::vector<Vertex>& all, Vertex&& vertex) {
    if constexpr (requires { validate(vertex); }) {
        try {
            validate(vertex);
        } catch (error& refusal) {
            attribute_vertex(refusal, is_issue<Vertex>, all.size());
            throw;
        }
    }
    if (all.size() >= (std::numeric_limits<std::uint32_t>::max)())
        refuse(fault_code::too_large, "a graph holds at most 2^32 - 1 vertices of a kind");
    all.push_back(std::move(vertex));
    return static_cast<std::uint32_t>(all.size() - 1);
}

template <class Edge>
void add_edge(pending_edges<Edge>& all, std::uint32_t from, std::uint32_t to, Edge&& edge) {
    all.make_room();
    all.edges.push_back(std::move(edge));
    all.from.push_back(from);  // cannot throw: room was made
    all.to.push_back(to);
}

/// Whether edges of a relation lead from vertices of one kind to those of another.
template <class Relation, class From, class To>
inline constexpr bool joins = std::is_same_v<typename Relation::from, From>&& std::is_same_v<typename Relation::to, To>;

template <class Tuple>
inline constexpr bool all_copyable = false;
template <class... Ts>
inline constexpr bool all_copyable<std::tuple<Ts...>> = (std::is_copy_constructible_v<Ts> && ...);

template <class VertexTuple>
struct vertex_vectors;
template <class... Vertices>
struct vertex_vectors<std::tuple<Vertices...>> : std::type_identity<all_parts<std::vector<Vertices>...>> {};

}  // namespace detail

/// Collects vertices and edges and makes a typed_graph of them.
///
/// Every function has the strong guarantee: when it throws, the builder is as it was.
/// `add` and `relate` refuse what is wrong in itself; `freeze` refuses what is wrong in the whole: two vertices of one
/// name, two edges where one may be, cycles.
template <class... Relations>
class graph_builder {
public:
    using graph = typed_graph<Relations...>;
    template <class Edge>
    using source_of = typename graph::template source_of<Edge>;
    template <class Edge>
    using target_of = typename graph::template target_of<Edge>;

    /// Adds a vertex. Throws what `validate(vertex)`, found by argument-dependent look-up, throws: an
    /// entente::error then says in its `where()` which of its kind the vertex would have been, as ordinal and,
    /// where it has no name, as `#ordinal`.
    template <class Vertex>
    id_of<Vertex> add(Vertex vertex);

    /// Adds an edge. Throws graph_error on an unknown vertex or a self relation, and what the edge's own
    /// `validate` throws.
    template <class Edge>
    void relate(typename graph::template source_id<Edge> from, typename graph::template target_id<Edge> to,
                Edge edge = {});

    /// An end of a kind that the schema does not have, or that the relation does not have there: refused while
    /// compiling.
    template <class Edge, class From, class To>
        requires(graph::template has_relation<Edge> &&
                 !detail::joins<typename graph::template relation_of<Edge>, From, To>)
    void relate(id_of<From>, id_of<To>, Edge = {}) {
        static_assert(graph::template has_vertex<From> && graph::template has_vertex<To>,
                      "the schema has no vertices of this kind");
        static_assert(detail::joins<typename graph::template relation_of<Edge>, From, To>,
                      "an edge of this relation leaves the other kind of vertices: it is drawn the wrong way round");
    }

    template <class Vertex>
    std::size_t size() const {
        return vertices<Vertex>().size();
    }
    template <class Edge>
    std::size_t edge_count() const {
        return pending<Edge>().edges.size();
    }
    /// Precondition: the id is of this builder.
    template <class Vertex>
    Vertex const& operator[](id_of<Vertex> v) const {
        ENTENTE_ASSERT(v.value < size<Vertex>());
        return vertices<Vertex>()[v.value];
    }
    /// Makes room for a known number of edges.
    template <class Edge>
    void reserve(std::size_t edges) {
        auto& table = pending<Edge>();
        table.from.reserve(edges);
        table.to.reserve(edges);
        table.edges.reserve(edges);
    }

    /// The graph of all that was added; the builder keeps its own copy.
    graph freeze() const& {
        constexpr bool copies =
            detail::all_copyable<typename graph::vertex_types> && detail::all_copyable<typename graph::edge_types>;
        static_assert(copies,
                      "the builder keeps a copy: what can only be moved is frozen by std::move(builder).freeze()");
        if constexpr (copies)
            return graph_builder(*this).freeze_in_place();
        else
            return {};
    }
    /// The graph of all that was added, without a copy; the builder is empty afterwards, or as it was when this throws.
    graph freeze() && { return freeze_in_place(); }

private:
    template <class Vertex>
    auto const& vertices() const {
        static_assert(graph::template has_vertex<Vertex>, "the schema has no vertices of this kind");
        return static_cast<std::vector<Vertex> const&>(vertices_);
    }
    template <class Vertex>
    auto& vertices() {
        static_assert(graph::template has_vertex<Vertex>, "the schema has no vertices of this kind");
        return static_cast<std::vector<Vertex>&>(vertices_);
    }
    template <class Edge>
    auto& pending() {
        return static_cast<detail::pending_edges<typename graph::template relation_of<Edge>::edge>&>(edges_);
    }
    template <class Edge>
    auto const& pending() const {
        return static_cast<detail::pending_edges<typename graph::template relation_of<Edge>::edge> const&>(edges_);
    }
    template <class Vertex>
    detail::vertex_labels labels() const {
        return {this,
                [](void const* builder, std::uint32_t v) {
                    auto const& all = static_cast<graph_builder const*>(builder)->template vertices<Vertex>();
                    return v < all.size() ? detail::label_of(all[v], v) : '#' + std::to_string(v);
                },
                detail::is_issue<Vertex>};
    }
    template <class Edge>
    fault fault_of(std::uint32_t from, std::uint32_t to, std::size_t ordinal) const {
        constexpr bool one_kind = std::is_same_v<source_of<Edge>, target_of<Edge>>;
        return detail::edge_fault(labels<source_of<Edge>>(), labels<target_of<Edge>>(), one_kind, from, to, ordinal);
    }
    /// The next edge of a relation is not taken.
    template <class Edge>
    [[noreturn]] void refuse_edge(fault_code code, char const* message, std::uint32_t from, std::uint32_t to) const {
        detail::refuse(code, message, fault_of<Edge>(from, to, edge_count<Edge>()));
    }

    graph freeze_in_place();

    template <class Edge>
    detail::frozen_edges<Edge> order() const {
        return {pending<Edge>(), size<source_of<Edge>>(), size<target_of<Edge>>()};
    }
    template <class Edge>
    void check_edges(detail::frozen_edges<Edge> const& order) const {
        auto const& p = pending<Edge>();
        using told = bool (*)(void const*, std::uint32_t, std::uint32_t);
        told before = nullptr;
        if constexpr (requires(Edge const& e) {
                          { e.overlaps(e) } -> std::convertible_to<bool>;
                          { e.begins_before(e) } -> std::convertible_to<bool>;
                      })
            before = [](void const* builder, std::uint32_t i, std::uint32_t j) -> bool {
                auto const& edges = static_cast<graph_builder const*>(builder)->template pending<Edge>().edges;
                return edges[i].begins_before(edges[j]);
            };
        order.for_each_parallel(
            p, this,
            [](void const* builder, std::uint32_t i, std::uint32_t j) {
                static_cast<graph_builder const*>(builder)->template check_pair<Edge>(i, j);
            },
            before);
        if constexpr (detail::is_acyclic<Edge> && std::is_same_v<source_of<Edge>, target_of<Edge>>)
            order.refuse_cycles(p, labels<source_of<Edge>>());
    }
    template <class Edge>
    void check_pair(std::uint32_t i, std::uint32_t j) const {
        auto const& p = pending<Edge>();
        if constexpr (requires(Edge const& e) {
                          { e.overlaps(e) } -> std::convertible_to<bool>;
                      })
            if (!p.edges[i].overlaps(p.edges[j])) return;
        auto where = fault_of<Edge>(p.from[j], p.to[j], (std::max)(i, j));
        where.earlier = (std::min)(i, j);
        detail::refuse(fault_code::duplicate, "two edges of one relation where only one may be", std::move(where));
    }
    template <class Vertex>
    void index_names(typename graph::data& data) const {
        if constexpr (detail::named<Vertex>) {
            auto const& all = vertices<Vertex>();
            std::vector<std::string_view> names;
            names.reserve(all.size());
            for (auto const& v : all) names.emplace_back(v.name);
            detail::index_names(names, detail::is_issue<Vertex>,
                                static_cast<detail::vertex_table<Vertex>&>(data.vertices).by_name);
        }
    }

    typename detail::vertex_vectors<typename graph::vertex_types>::type vertices_;
    detail::all_parts<detail::pending_edges<typename Relations::edge>...> edges_;
};

template <class... Relations>
template <class Vertex>
id_of<Vertex> graph_builder<Relations...>::add(Vertex vertex) {
    return {detail::add_vertex(vertices<Vertex>(), std::move(vertex))};
}

template <class... Relations>
template <class Edge>
void graph_builder<Relations...>::relate(typename graph::template source_id<Edge> from,
                                         typename graph::template target_id<Edge> to, Edge edge) {
    auto& table = pending<Edge>();
    if (from.value >= size<source_of<Edge>>() || to.value >= size<target_of<Edge>>())
        refuse_edge<Edge>(fault_code::unknown_name, "an edge needs vertices that were added before", from.value, to.value);
    if constexpr (std::is_same_v<source_of<Edge>, target_of<Edge>> && detail::is_irreflexive<Edge>)
        if (from == to)
            refuse_edge<Edge>(fault_code::self_relation, "a vertex cannot be related to itself in this way", from.value,
                              to.value);
    if constexpr (requires { validate(edge, from, to, *this); }) validate(edge, from, to, *this);
    if (table.edges.size() >= (std::numeric_limits<std::uint32_t>::max)())
        refuse_edge<Edge>(fault_code::too_large, "a relation holds at most 2^32 - 1 edges", from.value, to.value);
    detail::add_edge(table, from.value, to.value, std::move(edge));
}

template <class... Relations>
typed_graph<Relations...> graph_builder<Relations...>::freeze_in_place() {
    auto data = std::make_shared<typename graph::data>();
    auto const rows = [&]<class R>(std::type_identity<R>) -> auto& {
        return static_cast<detail::relation_rows<typename R::from, typename R::edge, typename R::to>&>(data->edges);
    };
    auto const for_each_kind = [&]<class... Vertices>(std::type_identity<std::tuple<Vertices...>>, auto const& call) {
        (call(std::type_identity<Vertices>{}), ...);
    };
    constexpr std::type_identity<typename graph::vertex_types> kinds;
    // First all that can be refused, then all that moves.
    for_each_kind(kinds, [&]<class Vertex>(std::type_identity<Vertex>) { index_names<Vertex>(*data); });
    detail::all_parts<detail::frozen_edges<typename Relations::edge>...> orders{order<typename Relations::edge>()...};
    auto const of = [&]<class R>(std::type_identity<R>) -> auto& {
        return static_cast<detail::frozen_edges<typename R::edge>&>(orders);
    };
    (check_edges(of(std::type_identity<Relations>{})), ...);
    (of(std::type_identity<Relations>{})
         .prepare(pending<typename Relations::edge>(), rows(std::type_identity<Relations>{}).edges),
     ...);
    // From here on only moves, which do not throw for the types of the library.
    (of(std::type_identity<Relations>{})
         .move_edges(pending<typename Relations::edge>(), rows(std::type_identity<Relations>{}),
                     rows(std::type_identity<Relations>{}).edges),
     ...);
    for_each_kind(kinds, [&]<class Vertex>(std::type_identity<Vertex>) {
        static_cast<detail::vertex_table<Vertex>&>(data->vertices).vertices = std::move(vertices<Vertex>());
    });
    edges_ = {};
    vertices_ = {};
    return graph(std::move(data));
}

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/graph/src/edge_order.hpp"
#endif

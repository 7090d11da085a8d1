// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/typed_graph.hpp
/// An immutable graph whose schema is a type.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/config.hpp"
#include "entente/graph/id_of.hpp"
#include "entente/graph/lazy_range.hpp"
#include "entente/graph/relation.hpp"
#include "entente/graph/relation_rows.hpp"

namespace entente {

template <class... Relations>
class graph_builder;

namespace detail {

/// A vertex kind whose vertices can be found by name; names are then unique within the kind.
template <class Vertex>
concept named = requires(Vertex const& v) {
    { v.name } -> std::convertible_to<std::string_view>;
};

/// What an error calls a vertex: its name, or its number where the kind has no names.
template <class Vertex>
std::string label_of(Vertex const& v, std::uint32_t value) {
    if constexpr (named<Vertex>)
        return std::string(std::string_view(v.name));
    else
        return '#' + std::to_string(value);
}

template <class Vertex>
struct make_id {
    id_of<Vertex> operator()(std::size_t i) const { return {static_cast<std::uint32_t>(i)}; }
};

template <class Vertex>
struct vertex_table {
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> by_name;  // ids sorted by name; empty where the kind has no names
};

/// Of the kinds of vertices, those whose ids another kind of id can be turned into.
template <class Id, class Vertices>
inline constexpr std::size_t kinds_named_by = 0;
template <class Id, class... Vertices>
inline constexpr std::size_t
    kinds_named_by<Id, std::tuple<Vertices...>> = (std::size_t{std::is_constructible_v<id_of<Vertices>, Id>} + ... + 0);
template <class Id, class Vertices>
struct kind_named_by;
template <class Id, class V, class... Vs>
struct kind_named_by<Id, std::tuple<V, Vs...>>
    : std::conditional_t<std::is_constructible_v<id_of<V>, Id>, std::type_identity<V>,
                         kind_named_by<Id, std::tuple<Vs...>>> {};
template <class Id>
struct kind_named_by<Id, std::tuple<>> {};

/// A part of each kind, told by its type: static_cast<Part&>(all). Unlike a std::tuple it is one class, and so costs
/// a compiler little.
template <class... Parts>
struct all_parts : Parts... {};

template <class VertexTuple>
struct vertex_tables;
template <class... Vertices>
struct vertex_tables<std::tuple<Vertices...>> : std::type_identity<all_parts<vertex_table<Vertices>...>> {};

}  // namespace detail

/// A graph over a compile-time schema of relations. It is made by its `builder` and never changes; copies share their
/// data (the cost of one reference count), and any number of threads may read it. Iteration is in the order of ids.
///
/// Memory: 12 bytes an edge and 4 bytes a vertex and relation, beside the vertices and edges themselves.
template <class... Relations>
class typed_graph {
    static_assert((relation_like<Relations> && ...), "a schema is a list of typed_relation<From, Edge, To>");
    static_assert(detail::all_distinct<typename Relations::edge...>, "an edge type names its relation: have it once");

public:
    using builder = graph_builder<Relations...>;
    using relations = std::tuple<Relations...>;
    using edge_types = std::tuple<typename Relations::edge...>;
    using vertex_types =
        typename detail::distinct<std::tuple<>, typename Relations::from..., typename Relations::to...>::type;

    template <class Edge>
    using relation_of = typename detail::relation_by_edge<Edge, Relations...>::type;
    template <class Edge>
    using source_of = typename relation_of<Edge>::from;
    template <class Edge>
    using target_of = typename relation_of<Edge>::to;

    template <class Vertex>
    static constexpr bool has_vertex = (detail::index_in<Vertex, vertex_types> < std::tuple_size_v<vertex_types>);
    template <class Edge>
    static constexpr bool has_relation = detail::contains<Edge, typename Relations::edge...>;
    /// What calls take for the ends of an edge: id_of<source_of<Edge>> and id_of<target_of<Edge>>.
    template <class Edge>
    using source_id = typename detail::end_ids<Edge, Relations...>::from;
    template <class Edge>
    using target_id = typename detail::end_ids<Edge, Relations...>::to;

    /// An empty graph.
    typed_graph() : data_(std::make_shared<data const>()) {}

    /// All vertices of a kind, in the order of their ids.
    template <class Vertex>
    std::span<Vertex const> vertices() const {
        return vertex_table<Vertex>().vertices;
    }
    template <class Vertex>
    std::size_t size() const {
        return vertex_table<Vertex>().vertices.size();
    }
    template <class Vertex>
    auto ids() const {
        return lazy_range<detail::make_id<Vertex>>({}, 0, size<Vertex>());
    }
    /// The vertex of an id. Precondition: the id is of this graph.
    template <class Vertex>
    Vertex const& operator[](id_of<Vertex> v) const {
        ENTENTE_ASSERT(v.value < size<Vertex>());
        return vertex_table<Vertex>().vertices[v.value];
    }
    /// The vertex of an id of another type that turns, explicitly, into the id of exactly one kind of vertices:
    /// `graph[share.issue].name`.
    template <class Id>
        requires(detail::kinds_named_by<Id, vertex_types> == 1)
    auto const& operator[](Id id) const {
        return (*this)[static_cast<id_of<typename detail::kind_named_by<Id, vertex_types>::type>>(id)];
    }
    /// The vertex of a name, or none. O(log vertices).
    template <detail::named Vertex>
    boost::optional<id_of<Vertex>> find(std::string_view name) const {
        auto const& table = vertex_table<Vertex>();
        auto const at = std::lower_bound(
            table.by_name.begin(), table.by_name.end(), name,
            [&](std::uint32_t i, std::string_view n) { return std::string_view(table.vertices[i].name) < n; });
        if (at == table.by_name.end() || std::string_view(table.vertices[*at].name) != name) return boost::none;
        return id_of<Vertex>{*at};
    }

    /// The edges of a relation that leave a vertex: a range of out_edge, by target.
    template <class Edge>
    auto out(source_id<Edge> v) const {
        ENTENTE_ASSERT(v.value < size<source_of<Edge>>());
        return table<Edge>().out(v.value);
    }
    /// The edges of a relation that enter a vertex: a range of in_edge, by source.
    template <class Edge>
    auto in(target_id<Edge> v) const {
        ENTENTE_ASSERT(v.value < size<target_of<Edge>>());
        return table<Edge>().in(v.value);
    }
    /// The parallel edges between two vertices: a range of out_edge, in the order of addition. O(log out-degree).
    template <class Edge>
    auto between(source_id<Edge> from, target_id<Edge> to) const {
        ENTENTE_ASSERT(from.value < size<source_of<Edge>>() && to.value < size<target_of<Edge>>());
        return table<Edge>().between(from.value, to.value);
    }
    /// The edge between two vertices (the first where they are several), or none. O(log out-degree).
    template <class Edge>
    boost::optional<Edge const&> find(source_id<Edge> from, target_id<Edge> to) const {
        auto const found = between<Edge>(from, to);
        if (found.empty()) return boost::none;
        return found.front().edge;
    }
    template <class Edge>
    std::size_t edge_count() const {
        return table<Edge>().edges.size();
    }
    /// What the edge of an index below edge_count carries. O(1).
    template <class Edge>
    Edge const& edge_data(std::size_t index) const {
        auto const& t = table<Edge>();
        ENTENTE_ASSERT(index < t.edges.size());
        return t.edges[index];
    }
    /// The edge of an index below edge_count, with its ends. O(log vertices) for its source.
    template <class Edge>
    auto edge(std::size_t index) const {
        auto const& t = table<Edge>();
        ENTENTE_ASSERT(index < t.edges.size());
        using ref = edge_ref<source_of<Edge>, Edge, target_of<Edge>>;
        return ref{{t.source(index)}, {t.targets[index]}, t.edges[index], index};
    }
    /// Calls `visit(edge_ref)` for every edge of a relation, by source, then target. O(edges).
    template <class Edge, class Visit>
    void for_each_edge(Visit&& visit) const {
        for (auto from : ids<source_of<Edge>>())
            for (auto const& o : out<Edge>(from))
                visit(edge_ref<source_of<Edge>, Edge, target_of<Edge>>{from, o.target, o.edge, o.index});
    }

    /// Whether two graphs are the same object (share their data).
    friend bool same_object(typed_graph const& a, typed_graph const& b) { return a.data_ == b.data_; }

private:
    friend builder;

    struct data {
        typename detail::vertex_tables<vertex_types>::type vertices;
        detail::all_parts<
            detail::relation_rows<typename Relations::from, typename Relations::edge, typename Relations::to>...>
            edges;
    };
    explicit typed_graph(std::shared_ptr<data const> d) : data_(std::move(d)) {}

    template <class Vertex>
    auto const& vertex_table() const {
        static_assert(has_vertex<Vertex>, "the schema has no vertices of this kind");
        return static_cast<detail::vertex_table<Vertex> const&>(data_->vertices);
    }
    template <class Edge>
    auto const& table() const {
        return static_cast<detail::relation_rows<source_of<Edge>, Edge, target_of<Edge>> const&>(data_->edges);
    }

    std::shared_ptr<data const> data_;
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/view.hpp
/// Typed graphs as the graphs of Boost.Graph.

#include <boost/graph/graph_traits.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/optional.hpp>

#include <cstddef>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

#include "entente/bgl/edge_iterator.hpp"
#include "entente/graph/typed_graph.hpp"

namespace entente::bgl {

/// A typed graph over some of its relations, as a directed graph of Boost.Graph.
///
/// Its vertices are all vertices of the kinds that the relations touch, numbered from 0: first the kinds that edges
/// leave, then those that edges only enter, each in the order of its ids. So over one relation from a kind to itself
/// the vertex descriptor is the number of the id; over one relation between two kinds the sources come first, then the
/// targets. Its edges are those of the relations; parallel edges (stances of different periods) stay apart.
///
/// | concept of Boost.Graph             | cost                                                    |
/// |------------------------------------|---------------------------------------------------------|
/// | VertexListGraph, EdgeListGraph     | constant; all edges in O(edges + vertices * relations)  |
/// | IncidenceGraph, BidirectionalGraph | constant, O(relations) where there are several          |
/// | AdjacencyGraph                     | as IncidenceGraph                                       |
/// | AdjacencyMatrix                    | O(log out-degree)                                       |
/// | ReadablePropertyGraph              | see bgl/property_maps.hpp                               |
///
/// A view is cheap to copy: copies share one graph. It keeps the graph alive; its iterators are valid as long as any
/// copy of it lives. Any number of threads may read it.
///
/// Example:
/// ```cpp
/// auto const view = bgl::make_view<influences>(graph);
/// std::vector<double> distance(num_vertices(view));
/// boost::dijkstra_shortest_paths(view, vertex(*graph.find<actor>("NATO"), view),
///                                boost::weight_map(bgl::edge_map(view, &influences::strength))
///                                    .distance_map(bgl::vertex_vector_map(distance)));
/// ```
template <class Graph, class... Edges>
class graph_view {
    static_assert(sizeof...(Edges) > 0, "a view is over at least one relation");
    static_assert((Graph::template has_relation<Edges> && ...), "the schema has no relation of this edge type");
    static_assert(entente::detail::all_distinct<Edges...>, "a view has each relation once");

public:
    using core_type = detail::view_core<Graph, Edges...>;
    using graph_type = Graph;
    using vertex_kinds = typename core_type::kinds;
    using edge_types = std::tuple<Edges...>;
    static constexpr bool single_kind = std::tuple_size_v<vertex_kinds> == 1;
    static constexpr bool single_relation = sizeof...(Edges) == 1;

    // What boost::graph_traits asks for.
    using vertex_descriptor = std::size_t;
    using edge_descriptor = bgl::edge_descriptor;
    using directed_category = boost::bidirectional_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    struct traversal_category
        : boost::vertex_list_graph_tag
        , boost::edge_list_graph_tag
        , boost::bidirectional_graph_tag
        , boost::adjacency_graph_tag
        , boost::adjacency_matrix_tag {};
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = boost::counting_iterator<std::size_t>;
    using edge_iterator = detail::edge_iterator<core_type, detail::walk::all>;
    using out_edge_iterator = detail::edge_iterator<core_type, detail::walk::out>;
    using in_edge_iterator = detail::edge_iterator<core_type, detail::walk::in>;
    using adjacency_iterator = boost::transform_iterator<detail::far_end<detail::walk::out>, out_edge_iterator>;
    using inv_adjacency_iterator = boost::transform_iterator<detail::far_end<detail::walk::in>, in_edge_iterator>;
    static constexpr vertex_descriptor null_vertex() { return static_cast<std::size_t>(-1); }

    /// A view of the empty graph.
    graph_view() : graph_view(Graph{}) {}
    explicit graph_view(Graph g) : core_(std::make_shared<core_type const>(std::move(g))) {}

    /// The graph that is viewed.
    Graph const& graph() const { return core_->graph; }
    /// Part of the implementation.
    core_type const& core() const { return *core_; }

    /// The vertex behind a descriptor, over a single kind.
    auto const& operator[](vertex_descriptor v) const requires single_kind {
        return graph()[id_of<std::tuple_element_t<0, vertex_kinds>>{static_cast<std::uint32_t>(v)}];
    }
    /// The edge behind a descriptor, over a single relation.
    auto const& operator[](edge_descriptor const& e) const requires single_relation {
        using edge = std::tuple_element_t<0, edge_types>;
        using source = typename Graph::template source_of<edge>;
        auto const out = graph().template out<edge>(id_of<source>{
            static_cast<std::uint32_t>(e.source - core_->first_vertex[core_type::template kind_index<source>])});
        return out[e.index - out.front().index].edge;
    }

private:
    std::shared_ptr<core_type const> core_;
};

namespace detail {

template <class Graph, class EdgeTuple>
struct whole;
template <class Graph, class... Edges>
struct whole<Graph, std::tuple<Edges...>> : std::type_identity<graph_view<Graph, Edges...>> {};

template <class Graph, class... Edges>
struct view_of : std::type_identity<graph_view<Graph, Edges...>> {};
template <class Graph>
struct view_of<Graph> : whole<Graph, typename Graph::edge_types> {};

}  // namespace detail

/// The view of a graph over the relations of some edge types, in that order; over all relations when none is named.
/// Complexity: O(relations).
///
/// Example: `make_view(graph)`, `make_view<influences>(graph)`, `make_view<member_of, speaks_for>(graph)`.
template <class... Edges, class... Relations>
typename detail::view_of<typed_graph<Relations...>, Edges...>::type make_view(typed_graph<Relations...> const& graph) {
    return typename detail::view_of<typed_graph<Relations...>, Edges...>::type(graph);
}

// The functions of Boost.Graph, found by argument-dependent look-up.

template <class G, class... E>
std::size_t num_vertices(graph_view<G, E...> const& g) {
    return g.core().first_vertex.back();
}
template <class G, class... E>
auto vertices(graph_view<G, E...> const& g) {
    using iterator = typename graph_view<G, E...>::vertex_iterator;
    return std::pair(iterator(0), iterator(num_vertices(g)));
}
template <class G, class... E>
std::size_t vertex(std::size_t n, graph_view<G, E...> const&) {
    return n;
}
template <class G, class... E>
std::size_t num_edges(graph_view<G, E...> const& g) {
    return g.core().first_edge.back();
}
template <class G, class... E>
auto edges(graph_view<G, E...> const& g) {
    using iterator = typename graph_view<G, E...>::edge_iterator;
    return std::pair(iterator::begin(g.core(), 0, 0), iterator::end(g.core(), 0, 0));
}
template <class G, class... E>
std::size_t source(edge_descriptor const& e, graph_view<G, E...> const&) {
    return e.source;
}
template <class G, class... E>
std::size_t target(edge_descriptor const& e, graph_view<G, E...> const&) {
    return e.target;
}

namespace detail {

template <class Iterator, class Core>
std::pair<Iterator, Iterator> edges_at(std::size_t v, Core const& core) {
    auto const kind = core.kind_of(v);
    auto const local = v - core.first_vertex[kind];
    return {Iterator::begin(core, kind, local), Iterator::end(core, kind, local)};
}

template <walk Walk, class Core>
std::size_t degree_at(std::size_t v, Core const& core) {
    auto const kind = core.kind_of(v);
    auto const local = static_cast<std::uint32_t>(v - core.first_vertex[kind]);
    std::size_t sum = 0;
    [&]<std::size_t... R>(std::index_sequence<R...>) {
        auto const add = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
            using edge = typename Core::template edge<I>;
            if constexpr (Walk == walk::in)
                sum += kind == Core::template target_kind<I> ? core.graph.template in<edge>({local}).size() : 0;
            else
                sum += kind == Core::template source_kind<I> ? core.graph.template out<edge>({local}).size() : 0;
        };
        (add(std::integral_constant<std::size_t, R>{}), ...);
    }
    (std::make_index_sequence<Core::relation_count>{});
    return sum;
}

}  // namespace detail

template <class G, class... E>
auto out_edges(std::size_t v, graph_view<G, E...> const& g) {
    return detail::edges_at<typename graph_view<G, E...>::out_edge_iterator>(v, g.core());
}
template <class G, class... E>
std::size_t out_degree(std::size_t v, graph_view<G, E...> const& g) {
    return detail::degree_at<detail::walk::out>(v, g.core());
}
template <class G, class... E>
auto in_edges(std::size_t v, graph_view<G, E...> const& g) {
    return detail::edges_at<typename graph_view<G, E...>::in_edge_iterator>(v, g.core());
}
template <class G, class... E>
std::size_t in_degree(std::size_t v, graph_view<G, E...> const& g) {
    return detail::degree_at<detail::walk::in>(v, g.core());
}
template <class G, class... E>
std::size_t degree(std::size_t v, graph_view<G, E...> const& g) {
    return out_degree(v, g) + in_degree(v, g);
}
/// The vertices at the far ends of the edges that leave a vertex, once for each parallel edge.
template <class G, class... E>
auto adjacent_vertices(std::size_t v, graph_view<G, E...> const& g) {
    using iterator = typename graph_view<G, E...>::adjacency_iterator;
    auto const found = out_edges(v, g);
    return std::pair(iterator(found.first), iterator(found.second));
}
/// The vertices at the far ends of the edges that enter a vertex, once for each parallel edge.
template <class G, class... E>
auto inv_adjacent_vertices(std::size_t v, graph_view<G, E...> const& g) {
    using iterator = typename graph_view<G, E...>::inv_adjacency_iterator;
    auto const found = in_edges(v, g);
    return std::pair(iterator(found.first), iterator(found.second));
}
/// An edge from u to v and true, or false: the first by relation, then in the order of addition. O(log out-degree).
template <class G, class... E>
std::pair<edge_descriptor, bool> edge(std::size_t u, std::size_t v, graph_view<G, E...> const& g) {
    using core_type = detail::view_core<G, E...>;
    auto const& core = g.core();
    auto const from = core.kind_of(u), to = core.kind_of(v);
    std::pair<edge_descriptor, bool> found{};
    [&]<std::size_t... R>(std::index_sequence<R...>) {
        auto const look = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
            if (from != core_type::template source_kind<I> || to != core_type::template target_kind<I>) return false;
            auto const all = core.graph.template between<typename core_type::template edge<I>>(
                {static_cast<std::uint32_t>(u - core.first_vertex[from])},
                {static_cast<std::uint32_t>(v - core.first_vertex[to])});
            if (all.empty()) return false;
            found = {{u, v, core.first_edge[I] + all.front().index}, true};
            return true;
        };
        (look(std::integral_constant<std::size_t, R>{}) || ...);
    }
    (std::make_index_sequence<core_type::relation_count>{});
    return found;
}

// Between typed ids and descriptors.

/// The descriptor of a vertex. Does not compile unless the view has vertices of its kind.
/// Precondition: the id is of the graph.
template <class Vertex, class G, class... E>
std::size_t vertex(id_of<Vertex> v, graph_view<G, E...> const& g) {
    using core_type = detail::view_core<G, E...>;
    static_assert(core_type::template kind_index<Vertex> < core_type::kind_count,
                  "the view has no vertices of this kind");
    ENTENTE_ASSERT(v.value < g.graph().template size<Vertex>());
    return g.core().first_vertex[core_type::template kind_index<Vertex>] + v.value;
}
/// The id of a vertex if it is of a kind, or none. Precondition: the descriptor is of the view.
template <class Vertex, class G, class... E>
boost::optional<id_of<Vertex>> id_at(std::size_t v, graph_view<G, E...> const& g) {
    using core_type = detail::view_core<G, E...>;
    static_assert(core_type::template kind_index<Vertex> < core_type::kind_count,
                  "the view has no vertices of this kind");
    auto const kind = g.core().kind_of(v);
    if (kind != core_type::template kind_index<Vertex>) return boost::none;
    return id_of<Vertex>{static_cast<std::uint32_t>(v - g.core().first_vertex[kind])};
}
/// The id of a vertex, where the view has one kind. Precondition: the descriptor is of the view.
template <class G, class... E>
    requires(graph_view<G, E...>::single_kind)
auto id_at(std::size_t v, graph_view<G, E...> const& g) {
    ENTENTE_ASSERT(v < num_vertices(g));
    return id_of<std::tuple_element_t<0, typename graph_view<G, E...>::vertex_kinds>>{static_cast<std::uint32_t>(v)};
}
/// The descriptor of an edge, given its index in its relation. Precondition: the index is below `edge_count<Edge>()`.
/// O(log vertices).
template <class Edge, class G, class... E>
edge_descriptor edge(std::size_t index, graph_view<G, E...> const& g) {
    using core_type = detail::view_core<G, E...>;
    static_assert(core_type::template relation_index<Edge> < core_type::relation_count,
                  "the view has not this relation");
    auto const found = g.graph().template edge<Edge>(index);
    return {vertex(found.source, g), vertex(found.target, g),
            g.core().first_edge[core_type::template relation_index<Edge>] + index};
}

namespace detail {

/// The type all results have, or can be turned into.
template <class... Results>
struct common : std::common_type<Results...> {};
template <class Result, class... Same>
    requires(std::is_same_v<Result, Same>&&...)
struct common<Result, Same...> : std::type_identity<Result> {};

template <class F, class Kinds>
struct vertex_visit;
template <class F, class... Kinds>
struct vertex_visit<F, std::tuple<Kinds...>> : common<std::invoke_result_t<F&, id_of<Kinds>>...> {};

template <class G, class Edge>
using edge_ref_of = edge_ref<typename G::template source_of<Edge>, Edge, typename G::template target_of<Edge>>;

}  // namespace detail

/// Calls `f(id)` with the typed id of a vertex. Returns what f returns, as the common type where that depends on the
/// kind. Precondition: the descriptor is of the view.
template <class G, class... E, class F>
auto visit_vertex(std::size_t v, graph_view<G, E...> const& g, F&& f) ->
    typename detail::vertex_visit<F, typename graph_view<G, E...>::vertex_kinds>::type {
    using core_type = detail::view_core<G, E...>;
    using result = typename detail::vertex_visit<F, typename core_type::kinds>::type;
    auto const kind = g.core().kind_of(v);
    return detail::dispatch<result, core_type::kind_count>(kind, [&](auto k) -> result {
        constexpr std::size_t K = decltype(k)::value;
        return f(id_of<typename core_type::template kind<K>>{static_cast<std::uint32_t>(v - g.core().first_vertex[K])});
    });
}
/// Calls `f(edge_ref)` with an edge, its typed ends and its index in its relation. Returns as `visit_vertex` does.
/// Precondition: the descriptor is of the view.
/// Complexity: constant.
template <class G, class... E, class F>
auto visit_edge(edge_descriptor const& e, graph_view<G, E...> const& g, F&& f) ->
    typename detail::common<std::invoke_result_t<F&, detail::edge_ref_of<G, E>>...>::type {
    using core_type = detail::view_core<G, E...>;
    using result = typename detail::common<std::invoke_result_t<F&, detail::edge_ref_of<G, E>>...>::type;
    auto const& core = g.core();
    return detail::dispatch<result, core_type::relation_count>(core.relation_of(e.index), [&](auto r) -> result {
        constexpr std::size_t R = decltype(r)::value;
        using ref = detail::edge_ref_of<G, typename core_type::template edge<R>>;
        decltype(ref::source)
            const from{static_cast<std::uint32_t>(e.source - core.first_vertex[core_type::template source_kind<R>])};
        auto const out = core.graph.template out<typename core_type::template edge<R>>(from);
        auto const found = out[e.index - core.first_edge[R] - out.front().index];
        return f(ref{from, found.target, found.edge, found.index});
    });
}
/// What an edge carries if it is of a relation, or none. Precondition: the descriptor is of the view.
template <class Edge, class G, class... E>
boost::optional<Edge const&> edge_of(edge_descriptor const& e, graph_view<G, E...> const& g) {
    static_assert((std::is_same_v<Edge, E> || ...), "the view has not this relation");
    return visit_edge(e, g, [](auto const& found) -> boost::optional<Edge const&> {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(found.edge)>, Edge>)
            return boost::optional<Edge const&>(found.edge);
        else
            return boost::none;
    });
}

}  // namespace entente::bgl

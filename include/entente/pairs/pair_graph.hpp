// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/pair_graph.hpp
/// All pairs as a graph of Boost.Graph, cut by value. Opt-in: it includes Boost.Graph's traits.

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/filter_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>
#include <type_traits>
#include <utility>

#include "entente/error.hpp"
#include "entente/pairs/dyad_matrix.hpp"

namespace entente {

/// Which pairs are edges: those whose value lies from `least` to `greatest`. A pair without a value is none.
struct value_cut {
    double least = -std::numeric_limits<double>::infinity();
    double greatest = std::numeric_limits<double>::infinity();

    bool keeps(boost::optional<double> const& v) const { return v && least <= *v && *v <= greatest; }
};

namespace detail {

/// An edge of a pair_graph. Where the graph is undirected both directions are one edge.
struct pair_edge {
    std::size_t source = 0, target = 0;
    bool undirected = false;

    friend bool operator==(pair_edge const& p, pair_edge const& q) {
        return (p.source == q.source && p.target == q.target) ||
               (p.undirected && p.source == q.target && p.target == q.source);
    }
};

struct kept_edge {
    dyad_matrix const* matrix = nullptr;
    value_cut cut{};
    bool once = false;  ///< each undirected edge from its lesser end only
    bool operator()(pair_edge const& e) const {
        return e.source != e.target && !(once && e.target < e.source) && cut.keeps((*matrix)(e.source, e.target));
    }
};
struct edge_from {
    std::size_t source = 0;
    bool undirected = false;
    pair_edge operator()(std::size_t target) const { return {source, target, undirected}; }
};
struct edge_number {
    std::size_t actors = 1;
    bool undirected = false;
    pair_edge operator()(std::size_t n) const { return {n / actors, n % actors, undirected}; }
};
struct far_end_of_pair {
    std::size_t operator()(pair_edge const& e) const { return e.target; }
};

}  // namespace detail

/// The pairs of a dyad_matrix that a cut keeps, as a graph: vertices are rows, edges pairs,
/// `get(boost::edge_weight, g)` their values. A view: the matrix must outlive it. VertexListGraph,
/// EdgeListGraph, IncidenceGraph, AdjacencyGraph and AdjacencyMatrix.
///
/// Complexity: out_edges O(actors), edges O(actors^2), edge(a, b) O(1); num_edges O(actors^2).
/// ```
/// auto const allies = make_pair_graph(distances, {.greatest = 0.2});
/// std::vector<std::size_t> camp(num_vertices(allies));
/// auto const camps = boost::connected_components(allies, camp.data());
/// ```
/// Communities: `boost::betweenness_centrality_clustering` (Girvan and Newman 2002) takes ties away from a graph, so that
/// it is given a copy, an `adjacency_list` with a `boost::edge_index_t`; Boost.Graph of 1.74 has no other. Camps of
/// signed ties: coalition/camps.hpp.
template <class Directed>
class pair_graph {
    template <class Make>
    using edges_by =
        boost::filter_iterator<detail::kept_edge, boost::transform_iterator<Make, boost::counting_iterator<std::size_t>,
                                                                            detail::pair_edge, detail::pair_edge>>;

public:
    using vertex_descriptor = std::size_t;
    using edge_descriptor = detail::pair_edge;
    using directed_category = Directed;
    using edge_parallel_category = boost::disallow_parallel_edge_tag;
    struct traversal_category
        : boost::vertex_list_graph_tag
        , boost::edge_list_graph_tag
        , boost::incidence_graph_tag
        , boost::adjacency_graph_tag
        , boost::adjacency_matrix_tag {};
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = boost::counting_iterator<std::size_t>;
    using out_edge_iterator = edges_by<detail::edge_from>;
    using edge_iterator = edges_by<detail::edge_number>;
    using adjacency_iterator =
        boost::transform_iterator<detail::far_end_of_pair, out_edge_iterator, std::size_t, std::size_t>;
    static constexpr vertex_descriptor null_vertex() { return static_cast<std::size_t>(-1); }
    static constexpr bool undirected = std::is_same_v<Directed, boost::undirected_tag>;

    pair_graph(dyad_matrix const& matrix, value_cut cut) : matrix_(&matrix), cut_(cut) {}

    dyad_matrix const& matrix() const { return *matrix_; }

    friend std::size_t num_vertices(pair_graph const& g) { return g.matrix_->actors(); }
    friend std::pair<vertex_iterator, vertex_iterator> vertices(pair_graph const& g) {
        return {vertex_iterator(0), vertex_iterator(num_vertices(g))};
    }
    friend std::pair<out_edge_iterator, out_edge_iterator> out_edges(std::size_t v, pair_graph const& g) {
        return g.template range<detail::edge_from>({v, undirected}, num_vertices(g), false);
    }
    friend std::pair<edge_iterator, edge_iterator> edges(pair_graph const& g) {
        auto const n = num_vertices(g);
        return g.template range<detail::edge_number>({std::max<std::size_t>(n, 1), undirected}, n * n, undirected);
    }
    friend std::pair<adjacency_iterator, adjacency_iterator> adjacent_vertices(std::size_t v, pair_graph const& g) {
        auto const found = out_edges(v, g);
        return {adjacency_iterator(found.first), adjacency_iterator(found.second)};
    }
    friend std::size_t out_degree(std::size_t v, pair_graph const& g) {
        auto const found = out_edges(v, g);
        return static_cast<std::size_t>(std::distance(found.first, found.second));
    }
    friend std::size_t num_edges(pair_graph const& g) {
        auto const found = edges(g);
        return static_cast<std::size_t>(std::distance(found.first, found.second));
    }
    friend std::pair<edge_descriptor, bool> edge(std::size_t a, std::size_t b, pair_graph const& g) {
        return {{a, b, undirected}, a != b && g.cut_.keeps((*g.matrix_)(a, b))};
    }
    friend std::size_t source(edge_descriptor const& e, pair_graph const&) { return e.source; }
    friend std::size_t target(edge_descriptor const& e, pair_graph const&) { return e.target; }

private:
    template <class Make>
    std::pair<edges_by<Make>, edges_by<Make>> range(Make make, std::size_t size, bool once) const {
        using made = boost::transform_iterator<Make, boost::counting_iterator<std::size_t>, detail::pair_edge,
                                               detail::pair_edge>;
        detail::kept_edge const keep{matrix_, cut_, once};
        made const first(boost::counting_iterator<std::size_t>(0), make),
            last(boost::counting_iterator<std::size_t>(size), make);
        return {edges_by<Make>(keep, first, last), edges_by<Make>(keep, last, last)};
    }

    dyad_matrix const* matrix_;
    value_cut cut_;
};

/// The value of an edge, as its weight.
struct pair_weight_map {
    using key_type = detail::pair_edge;
    using value_type = double;
    using reference = double;
    using category = boost::readable_property_map_tag;
    dyad_matrix const* matrix = nullptr;

    friend double get(pair_weight_map const& map, detail::pair_edge const& e) {
        return *(*map.matrix)(e.source, e.target);
    }
};
template <class Directed>
pair_weight_map get(boost::edge_weight_t, pair_graph<Directed> const& g) {
    return {&g.matrix()};
}
template <class Directed>
boost::typed_identity_property_map<std::size_t> get(boost::vertex_index_t, pair_graph<Directed> const&) {
    return {};
}

/// The pairs that a cut keeps, as an undirected graph. Throws error(invalid_argument) where values depend on
/// who comes first.
inline pair_graph<boost::undirected_tag> make_pair_graph(dyad_matrix const& matrix, value_cut cut = {}) {
    if (!matrix.symmetric())
        throw error(fault_code::invalid_argument,
                    "values that depend on who comes first make a directed graph: make_directed_pair_graph");
    return {matrix, cut};
}
/// The same as a directed graph, of any values: from the first actor to the second.
inline pair_graph<boost::directed_tag> make_directed_pair_graph(dyad_matrix const& matrix, value_cut cut = {}) {
    return {matrix, cut};
}

}  // namespace entente

namespace boost {

template <class Directed>
struct property_map<entente::pair_graph<Directed>, edge_weight_t> {
    using type = entente::pair_weight_map;
    using const_type = type;
};
template <class Directed>
struct property_map<entente::pair_graph<Directed>, vertex_index_t> {
    using type = typed_identity_property_map<std::size_t>;
    using const_type = type;
};

}  // namespace boost

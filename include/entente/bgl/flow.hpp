// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/flow.hpp
/// What can flow from one vertex to another.

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"

namespace entente::bgl {

/// A graph as the flow algorithms of Boost.Graph need it: a copy in which every edge has a partner that leads back,
/// with the interior properties edge_capacity, edge_residual_capacity and edge_reverse. Its vertex descriptors are the
/// vertex indices of the graph it was made from.
///
/// Example:
/// ```cpp
/// bgl::flow_network network(view, bgl::edge_map(view, &influences::strength));
/// double const value = boost::push_relabel_max_flow(network.graph(), source, sink);
/// double const through = network.flow(edge);
/// ```
template <class Capacity>
class flow_network {
    using traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using properties =
        boost::property<boost::edge_capacity_t, Capacity,
                        boost::property<boost::edge_residual_capacity_t, Capacity,
                                        boost::property<boost::edge_reverse_t, typename traits::edge_descriptor>>>;

public:
    using graph_type =
        boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, properties>;

    /// Copies a directed graph.
    ///
    /// Requires: `Graph` models VertexListGraph and EdgeListGraph, with a vertex_index and an edge_index; `capacity` is
    /// a readable map from its edges to numbers.
    /// Throws graph_error on a capacity that is negative (negative_weight) or no finite number (not_a_number).
    /// Complexity: O(vertices + edges), in time and memory.
    template <class Graph, class CapacityMap>
    flow_network(Graph const& g, CapacityMap capacity) : graph_(num_vertices(g))
                                                       , forward_(num_edges(g)) {
        using directed = typename boost::graph_traits<Graph>::directed_category;
        static_assert(std::is_convertible_v<directed, boost::directed_tag>, "a flow needs the directions of the edges");
        auto const vertex_index = get(boost::vertex_index, g);
        auto const edge_index = get(boost::edge_index, g);
        for (auto [i, end] = edges(g); i != end; ++i) {
            auto const e = *i;
            Capacity const c = get(capacity, e);
            check_capacity(c, e, g);
            auto const from = get(vertex_index, source(e, g)), to = get(vertex_index, target(e, g));
            auto const there = boost::add_edge(from, to, graph_).first;
            auto const back = boost::add_edge(to, from, graph_).first;
            put(boost::edge_capacity, graph_, there, c);
            put(boost::edge_residual_capacity, graph_, there, c);
            put(boost::edge_capacity, graph_, back, Capacity{});
            put(boost::edge_residual_capacity, graph_, back, Capacity{});
            put(boost::edge_reverse, graph_, there, back);
            put(boost::edge_reverse, graph_, back, there);
            forward_[get(edge_index, e)] = there;
        }
    }

    /// The network, for an algorithm to work on.
    graph_type& graph() { return graph_; }
    graph_type const& graph() const { return graph_; }

    /// What flows through the edge of an index in the original graph, after an algorithm has run; 0 before.
    /// In [0, capacity], up to rounding.
    Capacity flow(std::size_t edge_index) const {
        auto const e = forward_[edge_index];
        return get(boost::edge_capacity, graph_, e) - get(boost::edge_residual_capacity, graph_, e);
    }
    /// What flows through every edge, by edge index.
    std::vector<Capacity> flows() const {
        std::vector<Capacity> all(forward_.size());
        for (std::size_t e = 0; e < all.size(); ++e) all[e] = flow(e);
        return all;
    }

private:
    template <class Graph, class Edge>
    static void check_capacity(Capacity c, Edge const& e, Graph const& g) {
        auto const fail = [&](fault_code code, char const* message) {
            fault where{.value = entente::detail::number_text(static_cast<double>(c))};
            if constexpr (requires { std::string(get(boost::vertex_name, g, source(e, g))); }) {
                where.actor = std::string(get(boost::vertex_name, g, source(e, g)));
                where.issue = std::string(get(boost::vertex_name, g, target(e, g)));
            }
            throw graph_error(code, message, std::move(where));
        };
        if constexpr (std::is_floating_point_v<Capacity>)
            if (!entente::detail::is_finite(c)) fail(fault_code::not_a_number, "the capacity of an edge is a finite number");
        if (c < Capacity{}) fail(fault_code::negative_weight, "the capacity of an edge is at least 0");
    }

    graph_type graph_;
    std::vector<typename traits::edge_descriptor> forward_;  // by edge index
};

template <class Graph, class CapacityMap>
flow_network(Graph const&, CapacityMap) -> flow_network<typename boost::property_traits<CapacityMap>::value_type>;

/// The greatest flow between two vertices, and the bottleneck that keeps it from being greater.
template <class Capacity>
struct max_flow_result {
    Capacity value{};                 ///< how much arrives
    std::vector<Capacity> flow{};     ///< how much goes through each edge, by edge index
    std::vector<bool> source_side{};  ///< by vertex index: on the source's side of a least cut
};

/// How much can flow from `from` to `to` when no edge takes more than its capacity.
///
/// Requires: as flow_network. Parallel and opposite edges are allowed; each has its own flow.
/// Returns the value, the flow of each edge, and the source's side of the least cut that is nearest to the source: the
/// edges that leave that side are full, and their capacities add up to the value.
/// Throws graph_error as flow_network does, and on `from == to` (invalid_argument).
/// Complexity: O(vertices * edges^2), also where capacities are no integers. Edge cases: 0 when no path leads there.
///
/// Example: `max_flow(view, u, v, edge_map(view, &influences::strength)).value`
/// Source: Edmonds and Karp (1972).
template <class Graph, class CapacityMap>
auto max_flow(Graph const& g, typename boost::graph_traits<Graph>::vertex_descriptor from,
              typename boost::graph_traits<Graph>::vertex_descriptor to, CapacityMap capacity)
    -> max_flow_result<typename boost::property_traits<CapacityMap>::value_type> {
    using number = typename boost::property_traits<CapacityMap>::value_type;
    if (from == to) throw graph_error(fault_code::invalid_argument, "a flow leads from one vertex to another");

    flow_network<number> network(g, capacity);
    auto& n = network.graph();
    using network_traits = boost::graph_traits<typename flow_network<number>::graph_type>;
    auto const vertex_index = get(boost::vertex_index, g);
    auto const index = get(boost::vertex_index, n);
    std::vector<boost::default_color_type> color(num_vertices(n));
    std::vector<typename network_traits::edge_descriptor> predecessor(num_vertices(n));

    max_flow_result<number> result;
    result.value =
        boost::edmonds_karp_max_flow(n, get(vertex_index, from), get(vertex_index, to), get(boost::edge_capacity, n),
                                     get(boost::edge_residual_capacity, n), get(boost::edge_reverse, n),
                                     boost::make_iterator_property_map(color.begin(), index),
                                     boost::make_iterator_property_map(predecessor.begin(), index));
    result.flow = network.flows();
    result.source_side.resize(color.size());
    for (std::size_t v = 0; v < color.size(); ++v) result.source_side[v] = color[v] != boost::white_color;
    return result;
}

}  // namespace entente::bgl

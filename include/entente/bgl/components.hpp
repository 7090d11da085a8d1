// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/components.hpp
/// Which vertices hang together.

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstddef>
#include <vector>

namespace entente::bgl {

/// The weakly connected components of a graph: which vertices are joined by edges, whichever way these lead.
///
/// boost::connected_components is for undirected graphs; on a directed one it compiles, and counts too many.
///
/// Requires: `Graph` models VertexListGraph and EdgeListGraph and has a vertex_index; `component` is a writable map
/// from vertices to integers. Directed and undirected graphs, of this library or not.
/// Returns the number of components; `component` gets their numbers, from 0 in the order of their first vertices.
/// Complexity: O(vertices + edges * inverse Ackermann).
/// Edge cases: 0 of a graph without vertices; a vertex without edges is a component of its own.
///
/// Example:
/// ```cpp
/// std::vector<std::size_t> component(num_vertices(view));
/// auto const count = bgl::weak_components(view, bgl::vertex_vector_map(component));
/// ```
/// Source: disjoint sets with union by rank and path compression (Tarjan, 1975).
template <class Graph, class ComponentMap>
std::size_t weak_components(Graph const& g, ComponentMap component) {
    using vertex_type = typename boost::graph_traits<Graph>::vertex_descriptor;
    using number = typename boost::property_traits<ComponentMap>::value_type;

    auto const index = get(boost::vertex_index, g);
    std::size_t const n = num_vertices(g);
    std::vector<vertex_type> parent(n);
    std::vector<std::size_t> rank(n);
    auto const by_index = [&](auto& v) { return boost::make_iterator_property_map(v.begin(), index); };
    boost::disjoint_sets sets(by_index(rank), by_index(parent));
    for (auto [v, end] = vertices(g); v != end; ++v) sets.make_set(*v);
    for (auto [e, end] = edges(g); e != end; ++e) sets.union_set(source(*e, g), target(*e, g));

    std::size_t count = 0;
    auto& number_of = rank;  // of a representative, from 1; ranks are of no more use
    number_of.assign(n, 0);
    for (auto [v, end] = vertices(g); v != end; ++v) {
        auto& of = number_of[static_cast<std::size_t>(get(index, sets.find_set(*v)))];
        if (!of) of = ++count;
        put(component, *v, static_cast<number>(of - 1));
    }
    return count;
}

}  // namespace entente::bgl

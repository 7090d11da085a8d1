// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/undirected_view.hpp
/// A view whose edges lead both ways.

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/iterator/transform_iterator.hpp>

#include <cstddef>
#include <functional>
#include <utility>

#include "entente/bgl/graph_view.hpp"

namespace entente::bgl {

/// An edge as met from one of its ends, its source here. It is the same edge, and equal, from both.
struct undirected_edge : edge_descriptor {
    std::size_t near_end{}, far_end{};

    undirected_edge() = default;
    undirected_edge(edge_descriptor const& e, bool backwards)
        : edge_descriptor(e)
        , near_end(backwards ? e.target : e.source)
        , far_end(backwards ? e.source : e.target) {}
};

namespace detail {

/// The edges that leave a vertex of the directed view, then those that enter it; one that does both comes twice.
template <class View>
class incident_edge_iterator
    : public boost::iterator_facade<incident_edge_iterator<View>, undirected_edge, boost::forward_traversal_tag,
                                    undirected_edge> {
public:
    using out_iterator = typename View::out_edge_iterator;
    using in_iterator = typename View::in_edge_iterator;

    incident_edge_iterator() = default;
    incident_edge_iterator(out_iterator out, out_iterator out_end, in_iterator in)
        : out_(out)
        , out_end_(out_end)
        , in_(in) {}

private:
    friend class boost::iterator_core_access;

    void increment() {
        if (out_ != out_end_)
            ++out_;
        else
            ++in_;
    }
    undirected_edge dereference() const {
        return out_ != out_end_ ? undirected_edge(*out_, false) : undirected_edge(*in_, true);
    }
    bool equal(incident_edge_iterator const& o) const { return out_ == o.out_ && in_ == o.in_; }

    out_iterator out_{}, out_end_{};
    in_iterator in_{};
};

struct as_undirected {
    undirected_edge operator()(edge_descriptor const& e) const { return {e, false}; }
};
struct far_end_of {
    std::size_t operator()(undirected_edge const& e) const { return e.far_end; }
};

}  // namespace detail

/// A view as an undirected graph of Boost.Graph, with the same vertices, edges and property maps.
///
/// Algorithms for undirected graphs, such as boost::connected_components, compile on a directed view too, but answer
/// wrongly there: use this one. It models what graph_view models, and is as cheap to copy. The maps that vertex_map and
/// edge_map make for the directed view serve here as well.
///
/// Example: `boost::connected_components(undirected(view), component_map)`.
template <class View>
class undirected_view {
public:
    using base_type = View;
    using vertex_descriptor = std::size_t;
    using edge_descriptor = undirected_edge;
    using directed_category = boost::undirected_tag;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using traversal_category = typename View::traversal_category;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    using vertex_iterator = typename View::vertex_iterator;
    using edge_iterator = boost::transform_iterator<detail::as_undirected, typename View::edge_iterator>;
    using out_edge_iterator = detail::incident_edge_iterator<View>;
    using in_edge_iterator = out_edge_iterator;
    using adjacency_iterator = boost::transform_iterator<detail::far_end_of, out_edge_iterator>;
    static constexpr vertex_descriptor null_vertex() { return View::null_vertex(); }

    undirected_view() = default;
    explicit undirected_view(View base) : base_(std::move(base)) {}
    /// The directed view below.
    View const& base() const { return base_; }
    template <class Descriptor>
    auto const& operator[](Descriptor const& d) const requires requires(View const& v) {
        v[d];
    }
    { return base_[d]; }

private:
    View base_;
};

/// The undirected graph of a view.
template <class G, class... E>
undirected_view<graph_view<G, E...>> undirected(graph_view<G, E...> const& g) {
    return undirected_view<graph_view<G, E...>>(g);
}

template <class View>
std::size_t num_vertices(undirected_view<View> const& g) {
    return num_vertices(g.base());
}
template <class View>
auto vertices(undirected_view<View> const& g) {
    return vertices(g.base());
}
/// The descriptor of a number, or of a typed id.
template <class Vertex, class View>
std::size_t vertex(Vertex const& v, undirected_view<View> const& g) {
    return vertex(v, g.base());
}
template <class View>
std::size_t num_edges(undirected_view<View> const& g) {
    return num_edges(g.base());
}
/// Each edge once, from its source in the directed view.
template <class View>
auto edges(undirected_view<View> const& g) {
    using iterator = typename undirected_view<View>::edge_iterator;
    auto const all = edges(g.base());
    return std::pair(iterator(all.first), iterator(all.second));
}
template <class View>
std::size_t source(undirected_edge const& e, undirected_view<View> const&) {
    return e.near_end;
}
template <class View>
std::size_t target(undirected_edge const& e, undirected_view<View> const&) {
    return e.far_end;
}
template <class View>
auto out_edges(std::size_t v, undirected_view<View> const& g) {
    using iterator = typename undirected_view<View>::out_edge_iterator;
    auto const out = out_edges(v, g.base());
    auto const in = in_edges(v, g.base());
    return std::pair(iterator(out.first, out.second, in.first), iterator(out.second, out.second, in.second));
}
template <class View>
std::size_t degree(std::size_t v, undirected_view<View> const& g) {
    return degree(v, g.base());
}
template <class View>
std::size_t out_degree(std::size_t v, undirected_view<View> const& g) {
    return degree(v, g);
}
/// The same edges as `out_edges`, the other way round.
template <class View>
auto in_edges(std::size_t v, undirected_view<View> const& g) {
    return out_edges(v, g);
}
template <class View>
std::size_t in_degree(std::size_t v, undirected_view<View> const& g) {
    return degree(v, g);
}
template <class View>
auto adjacent_vertices(std::size_t v, undirected_view<View> const& g) {
    using iterator = typename undirected_view<View>::adjacency_iterator;
    auto const all = out_edges(v, g);
    return std::pair(iterator(all.first), iterator(all.second));
}
template <class View>
std::pair<undirected_edge, bool> edge(std::size_t u, std::size_t v, undirected_view<View> const& g) {
    auto const there = edge(u, v, g.base());
    if (there.second) return {{there.first, false}, true};
    auto const back = edge(v, u, g.base());
    if (back.second) return {{back.first, true}, true};
    return {};
}

/// Property maps are those of the directed view.
template <class Property, class View>
    requires requires {
        typename boost::property_map<View, Property>::const_type;
    }
auto get(Property property, undirected_view<View> const& g) {
    return get(property, g.base());
}
template <class Property, class View, class Key>
    requires requires {
        typename boost::property_map<View, Property>::const_type;
    }
decltype(auto) get(Property property, undirected_view<View> const& g, Key const& key) {
    return get(property, g.base(), key);
}

}  // namespace entente::bgl

template <class View, class Property>
struct boost::property_map<entente::bgl::undirected_view<View>, Property> : boost::property_map<View, Property> {};
template <class View, class Property>
struct boost::property_map<entente::bgl::undirected_view<View> const, Property>
    : boost::property_map<View, Property> {};

template <>
struct std::hash<entente::bgl::undirected_edge> : std::hash<entente::bgl::edge_descriptor> {};

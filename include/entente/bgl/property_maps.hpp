// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/property_maps.hpp
/// The property maps of a view. Those of the graph are read-only, keep it alive, and look a value up in constant time.
///
/// | map                                          | gives                                                      |
/// |----------------------------------------------|------------------------------------------------------------|
/// | `get(boost::vertex_index, view)`             | the number of a vertex                                     |
/// | `get(boost::edge_index, view)`               | the number of an edge                                      |
/// | `get(boost::vertex_name, view)`              | the name of a vertex, `#3` where its kind has no names     |
/// | `get(boost::vertex_bundle, view)`, `view[v]` | the vertex itself, over a single kind                      |
/// | `get(boost::edge_bundle, view)`, `view[e]`   | the edge itself, over a single relation                    |
/// | `get(&actor::capability, view)`              | a member of the vertices, over a single kind               |
/// | `get(&influences::strength, view)`           | a member of the edges, over a single relation              |
/// | `get(boost::vertex_all, view)`, `edge_all`   | what `boost::copy_graph(view, list)` puts into the list    |
/// | `vertex_map(view, f)`, `edge_map(view, f)`   | what a function object, or member, makes of them, over any |
/// | `vertex_vector_map(v)`, `edge_vector_map(v)` | the elements of a vector, to read and write                |

#include <boost/graph/properties.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/bgl/view.hpp"

namespace entente::bgl {

using vertex_index_map = boost::typed_identity_property_map<std::size_t>;

namespace detail {

struct index_of_edge {
    std::size_t operator()(edge_descriptor const& e) const { return e.index; }
};

template <class Kinds>
inline constexpr bool all_named = false;
template <class... Kinds>
inline constexpr bool all_named<std::tuple<Kinds...>> = (entente::detail::named<Kinds> && ...);

template <class View>
struct name_of_vertex {
    using result = std::conditional_t<all_named<typename View::vertex_kinds>, std::string_view, std::string>;
    View view;

    result operator()(std::size_t v) const {
        return visit_vertex(v, view, [this]<class Vertex>(id_of<Vertex> i) -> result {
            if constexpr (all_named<typename View::vertex_kinds>)
                return view.graph()[i].name;
            else
                return entente::detail::label_of(view.graph()[i], i.value);
        });
    }
};

template <class View, class F, class Kinds = typename View::vertex_kinds>
struct function_of_vertex;
template <class View, class F, class... Kinds>
struct function_of_vertex<View, F, std::tuple<Kinds...>> {
    using result = typename common<std::invoke_result_t<F const&, Kinds const&>...>::type;
    View view;
    F f;

    result operator()(std::size_t v) const {
        return visit_vertex(v, view, [this](auto i) -> result { return std::invoke(f, view.graph()[i]); });
    }
};

template <class View, class F, class Edges = typename View::edge_types>
struct function_of_edge;
template <class View, class F, class... Edges>
struct function_of_edge<View, F, std::tuple<Edges...>> {
    using result = typename common<std::invoke_result_t<F const&, Edges const&>...>::type;
    View view;
    F f;

    result operator()(edge_descriptor const& e) const {
        auto const& core = view.core();
        return dispatch<result, sizeof...(Edges)>(core.relation_of(e.index), [&](auto r) -> result {
            constexpr std::size_t R = decltype(r)::value;
            using edge = std::tuple_element_t<R, std::tuple<Edges...>>;
            return std::invoke(f, core.graph.template edge_data<edge>(e.index - core.first_edge[R]));
        });
    }
};

/// All that a vertex or an edge is, for a graph that keeps it, or keeps nothing.
template <class Thing>
struct everything {
    Thing const* thing;
    operator boost::no_property() const { return {}; }
    operator Thing const&() const { return *thing; }
};
/// Of several kinds or relations: a graph that can keep each of them needs a function of the caller's.
template <>
struct everything<void> {
    operator boost::no_property() const { return {}; }
};
template <class Things>
struct everything_of : std::type_identity<everything<void>> {};
template <class Thing>
struct everything_of<std::tuple<Thing>> : std::type_identity<everything<Thing>> {};

template <class View>
struct all_of_vertex {
    using result = typename everything_of<typename View::vertex_kinds>::type;
    View view;

    result operator()([[maybe_unused]] std::size_t v) const {
        if constexpr (View::single_kind)
            return {&view[v]};
        else
            return {};
    }
};
template <class View>
struct all_of_edge {
    using result = typename everything_of<typename View::edge_types>::type;
    View view;

    result operator()([[maybe_unused]] edge_descriptor const& e) const {
        if constexpr (View::single_relation)
            return {&view[e]};
        else
            return {};
    }
};

template <class F, class Things>
inline constexpr bool takes_all = false;
template <class F, class... Things>
inline constexpr bool takes_all<F, std::tuple<Things...>> = (std::invocable<F const&, Things const&> && ...);

template <class Function, class Key>
using map_of = boost::function_property_map<Function, Key, typename Function::result>;

template <class View, class Base>
concept of_edges = View::single_relation && std::is_base_of_v<Base, std::tuple_element_t<0, typename View::edge_types>>;
template <class View, class Base>
concept of_vertices =
    View::single_kind && std::is_base_of_v<Base, std::tuple_element_t<0, typename View::vertex_kinds>>;

}  // namespace detail

using edge_index_map = boost::function_property_map<detail::index_of_edge, edge_descriptor, std::size_t>;
template <class View>
using vertex_name_map = detail::map_of<detail::name_of_vertex<View>, std::size_t>;
template <class View>
using vertex_all_map = detail::map_of<detail::all_of_vertex<View>, std::size_t>;
template <class View>
using edge_all_map = detail::map_of<detail::all_of_edge<View>, edge_descriptor>;
template <class View, class F>
using vertex_function_map = detail::map_of<detail::function_of_vertex<View, F>, std::size_t>;
template <class View, class F>
using edge_function_map = detail::map_of<detail::function_of_edge<View, F>, edge_descriptor>;

/// A function object, or a pointer to a member, that takes every kind of vertex of a view.
template <class F, class View>
concept vertex_function = detail::takes_all<F, typename View::vertex_kinds>;
/// A function object, or a pointer to a member, that takes every type of edge of a view.
template <class F, class View>
concept edge_function = detail::takes_all<F, typename View::edge_types>;

/// The property map from a vertex to `f(vertex)`, such as its capability.
/// Requires that f takes each kind of vertex of the view; the values are the common type of what it returns.
template <class G, class... E, vertex_function<graph_view<G, E...>> F>
vertex_function_map<graph_view<G, E...>, F> vertex_map(graph_view<G, E...> const& g, F f) {
    return detail::function_of_vertex<graph_view<G, E...>, F>{g, std::move(f)};
}
/// The property map from an edge to `f(edge)`, such as a weight for a shortest path.
/// Requires that f takes each type of edge of the view; the values are the common type of what it returns.
///
/// Example: `edge_map(view, &influences::strength)`, or by a function,
/// `edge_map(view, [](influences const& e) { return 1 / e.strength; })`.
template <class G, class... E, edge_function<graph_view<G, E...>> F>
edge_function_map<graph_view<G, E...>, F> edge_map(graph_view<G, E...> const& g, F f) {
    return detail::function_of_edge<graph_view<G, E...>, F>{g, std::move(f)};
}

/// The property map from a vertex to the element of its index. Precondition: the vector outlives the map, has
/// `num_vertices(view)` elements and is not resized.
template <class T>
auto vertex_vector_map(std::vector<T>& v) {
    return boost::make_iterator_property_map(v.begin(), vertex_index_map());
}
/// The property map from an edge to the element of its index. Precondition: the vector outlives the map, has
/// `num_edges(view)` elements and is not resized.
template <class T>
auto edge_vector_map(std::vector<T>& v) {
    return boost::make_iterator_property_map(v.begin(), edge_index_map());
}

}  // namespace entente::bgl

template <class G, class... E, class Property>
struct boost::property_map<entente::bgl::graph_view<G, E...> const, Property>
    : boost::property_map<entente::bgl::graph_view<G, E...>, Property> {};
template <class G, class... E>
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::vertex_index_t> {
    using type = entente::bgl::vertex_index_map;
    using const_type = type;
};
template <class G, class... E>
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::edge_index_t> {
    using type = entente::bgl::edge_index_map;
    using const_type = type;
};
template <class G, class... E>
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::vertex_name_t> {
    using type = entente::bgl::vertex_name_map<entente::bgl::graph_view<G, E...>>;
    using const_type = type;
};
template <class G, class... E>
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::vertex_all_t> {
    using type = entente::bgl::vertex_all_map<entente::bgl::graph_view<G, E...>>;
    using const_type = type;
};
template <class G, class... E>
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::edge_all_t> {
    using type = entente::bgl::edge_all_map<entente::bgl::graph_view<G, E...>>;
    using const_type = type;
};
template <class G, class... E>
    requires(entente::bgl::graph_view<G, E...>::single_kind)
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::vertex_bundle_t> {
    using type = entente::bgl::vertex_function_map<entente::bgl::graph_view<G, E...>, std::identity>;
    using const_type = type;
};
template <class G, class... E>
    requires(entente::bgl::graph_view<G, E...>::single_relation)
struct boost::property_map<entente::bgl::graph_view<G, E...>, boost::edge_bundle_t> {
    using type = entente::bgl::edge_function_map<entente::bgl::graph_view<G, E...>, std::identity>;
    using const_type = type;
};
namespace entente::bgl::detail {

// Which map a member is read by: one of edges, or of vertices.
template <bool OfEdges, class View, class Member>
struct member_map : std::type_identity<edge_function_map<View, Member>> {};
template <class View, class Member>
struct member_map<false, View, Member> : std::type_identity<vertex_function_map<View, Member>> {};

}  // namespace entente::bgl::detail

// One specialisation for both: g++ 11 takes two that only their constraints tell apart for one that is defined twice.
template <class G, class... E, class T, class Base>
    requires(entente::bgl::detail::of_edges<entente::bgl::graph_view<G, E...>, Base> ||
             entente::bgl::detail::of_vertices<entente::bgl::graph_view<G, E...>, Base>)
struct boost::property_map<entente::bgl::graph_view<G, E...>, T Base::*> {
    using type = typename entente::bgl::detail::member_map<
        entente::bgl::detail::of_edges<entente::bgl::graph_view<G, E...>, Base>, entente::bgl::graph_view<G, E...>,
        T Base::*>::type;
    using const_type = type;
};

namespace entente::bgl {

template <class G, class... E>
vertex_index_map get(boost::vertex_index_t, graph_view<G, E...> const&) {
    return {};
}
template <class G, class... E>
edge_index_map get(boost::edge_index_t, graph_view<G, E...> const&) {
    return {};
}
template <class G, class... E>
vertex_name_map<graph_view<G, E...>> get(boost::vertex_name_t, graph_view<G, E...> const& g) {
    return detail::name_of_vertex<graph_view<G, E...>>{g};
}
/// For `boost::copy_graph(view, list)`: a list whose vertices and edges are those of the view takes all of them; one
/// without properties takes the shape. Over several kinds or relations a list with properties needs copiers of its own.
template <class G, class... E>
vertex_all_map<graph_view<G, E...>> get(boost::vertex_all_t, graph_view<G, E...> const& g) {
    return detail::all_of_vertex<graph_view<G, E...>>{g};
}
template <class G, class... E>
edge_all_map<graph_view<G, E...>> get(boost::edge_all_t, graph_view<G, E...> const& g) {
    return detail::all_of_edge<graph_view<G, E...>>{g};
}
template <class G, class... E>
    requires(graph_view<G, E...>::single_kind)
auto get(boost::vertex_bundle_t, graph_view<G, E...> const& g) {
    return vertex_map(g, std::identity());
}
template <class G, class... E>
    requires(graph_view<G, E...>::single_relation)
auto get(boost::edge_bundle_t, graph_view<G, E...> const& g) {
    return edge_map(g, std::identity());
}
template <class G, class... E, class T, class Base>
    requires detail::of_edges<graph_view<G, E...>, Base>
auto get(T Base::*member, graph_view<G, E...> const& g) {
    return edge_map(g, member);
}
template <class G, class... E, class T, class Base>
    requires(detail::of_vertices<graph_view<G, E...>, Base> && !detail::of_edges<graph_view<G, E...>, Base>)
auto get(T Base::*member, graph_view<G, E...> const& g) {
    return vertex_map(g, member);
}
/// The value of a property at a vertex or edge: `get(property, view, key)`.
template <class Property, class G, class... E, class Key>
    requires requires {
        typename boost::property_map<graph_view<G, E...>, Property>::const_type;
    }
decltype(auto) get(Property property, graph_view<G, E...> const& g, Key const& key) {
    return get(get(property, g), key);
}

}  // namespace entente::bgl

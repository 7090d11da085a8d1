// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/relation.hpp
/// The schema of a graph is a type: a list of relations.

#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>

namespace entente {

/// Edges that leave a vertex of kind `From`, carry an `Edge` and enter a vertex of kind `To`.
/// An edge type names its relation: a schema has each edge type once.
///
/// What an edge type may say of itself, all optional:
/// | member                                            | meaning                                                   |
/// |---------------------------------------------------|-----------------------------------------------------------|
/// | `static constexpr bool acyclic = true`            | no path of this relation may lead back (From == To)       |
/// | `static constexpr bool irreflexive = true`        | no edge from a vertex to itself; implied by acyclic       |
/// | `bool overlaps(Edge const&) const`                | two parallel edges exclude each other; without it, always |
/// and, found by argument-dependent look-up, `validate(Edge const&, id<From>, id<To>, Builder const&)`, which throws an
/// `entente::error` when the edge may not be.
template <class From, class Edge, class To>
struct relation {
    using from = From;
    using edge = Edge;
    using to = To;
};

template <class R>
concept relation_like = requires {
    typename R::from;
    typename R::edge;
    typename R::to;
};

namespace detail {

template <class T, class... Ts>
inline constexpr bool contains = (std::is_same_v<T, Ts> || ...);

template <class... Ts>
inline constexpr bool all_distinct = true;
template <class T, class... Ts>
inline constexpr bool all_distinct<T, Ts...> = !contains<T, Ts...> && all_distinct<Ts...>;

/// The types of a list without repetition, in order of first appearance.
template <class Done, class... Rest>
struct distinct;
template <class... Done>
struct distinct<std::tuple<Done...>> : std::type_identity<std::tuple<Done...>> {};
template <class... Done, class T, class... Rest>
struct distinct<std::tuple<Done...>, T, Rest...>
    : std::conditional_t<contains<T, Done...>, distinct<std::tuple<Done...>, Rest...>,
                         distinct<std::tuple<Done..., T>, Rest...>> {};

/// The place of T in a tuple of types; the size of the tuple when it is not there.
template <class T, class Tuple>
inline constexpr std::size_t index_in = 0;
template <class T, class U, class... Us>
inline constexpr std::size_t index_in<T, std::tuple<U, Us...>> =
    std::is_same_v<T, U> ? 0 : 1 + index_in<T, std::tuple<Us...>>;

template <class Edge, class... Relations>
struct relation_by_edge {};
template <class Edge, class R, class... Rs>
struct relation_by_edge<Edge, R, Rs...>
    : std::conditional_t<std::is_same_v<Edge, typename R::edge>, std::type_identity<R>, relation_by_edge<Edge, Rs...>> {};

template <class Edge>
inline constexpr bool is_acyclic = [] {
    if constexpr (requires { { Edge::acyclic } -> std::convertible_to<bool>; })
        return static_cast<bool>(Edge::acyclic);
    else
        return false;
}();

template <class Edge>
inline constexpr bool is_irreflexive = [] {
    if constexpr (requires { { Edge::irreflexive } -> std::convertible_to<bool>; })
        return static_cast<bool>(Edge::irreflexive);
    else
        return is_acyclic<Edge>;
}();

}  // namespace detail
}  // namespace entente

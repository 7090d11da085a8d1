// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/relation.hpp
/// The schema of a graph is a type: a list of relations.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include "entente/graph/id_of.hpp"

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
/// | `bool begins_before(Edge const&) const`           | an order of parallel edges, in which two neighbours overlap if any two do: n of them are then checked in n log n steps instead of n^2 |
/// and, found by argument-dependent look-up, `validate(Edge const&, id<From>, id<To>, Builder const&)`, which throws an
/// `entente::error` when the edge may not be.
template <class From, class Edge, class To>
struct typed_relation {
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

/// The relation of an edge type. One that the schema lacks is refused by a sentence; the first relation then
/// stands in for it, so that this sentence is not lost among others.
template <class Edge, class... Relations>
struct relation_by_edge {
    static_assert(contains<Edge, typename Relations::edge...>, "the schema has no relation of this edge type");
    using type = std::tuple_element_t<index_in<Edge, std::tuple<typename Relations::edge...>> % sizeof...(Relations),
                                      std::tuple<Relations...>>;
};

/// Stands for the id of an end where the schema lacks the relation, and takes any: such a call is refused by
/// the sentence above, and not for want of a function.
struct any_id {
    std::uint32_t value = 0;
    template <class Id>
    constexpr any_id(Id const& id) : value(id.value) {}
    friend constexpr bool operator==(any_id, any_id) = default;
};

/// The ids of the ends of a relation.
template <class Edge, class... Relations>
struct end_ids {
    using from = any_id;
    using to = any_id;
};
template <class Edge, class... Relations>
    requires(contains<Edge, typename Relations::edge...>)
struct end_ids<Edge, Relations...> {
    using from = id_of<typename relation_by_edge<Edge, Relations...>::type::from>;
    using to = id_of<typename relation_by_edge<Edge, Relations...>::type::to>;
};

// Concepts by name: clang 16 crashes on a requires-expression in a lambda in the initializer of a variable template.
template <class Edge>
concept says_acyclic = requires {
    { Edge::acyclic } -> std::convertible_to<bool>;
};
template <class Edge>
concept says_irreflexive = requires {
    { Edge::irreflexive } -> std::convertible_to<bool>;
};

template <class Edge>
inline constexpr bool is_acyclic = false;
template <says_acyclic Edge>
inline constexpr bool is_acyclic<Edge> = static_cast<bool>(Edge::acyclic);

template <class Edge>
inline constexpr bool is_irreflexive = is_acyclic<Edge>;
template <says_irreflexive Edge>
inline constexpr bool is_irreflexive<Edge> = static_cast<bool>(Edge::irreflexive);

}  // namespace detail
}  // namespace entente

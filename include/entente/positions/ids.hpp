// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/ids.hpp
/// Names of actors and of issues, in calls and in results.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "entente/base/field.hpp"
#include "entente/graph/id_of.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"

namespace entente {

namespace detail {

// An issue has a name too, and so is actor_like: unless it is ruled out, its id would pass for an actor's.
struct actor_role {
    template <class Vertex>
    static constexpr bool names = actor_like<Vertex> && !issue_like<Vertex>;
    static constexpr std::string_view kind = "actor";
};
struct issue_role {
    template <class Vertex>
    static constexpr bool names = issue_like<Vertex>;
    static constexpr std::string_view kind = "issue";
};

}  // namespace detail

/// Names an actor or an issue: of a graph, or of the position_matrix that everything was taken from. A part of a matrix keeps the ids
/// of the whole.
///
/// It is made from the graph's own `id_of<Vertex>` implicitly, and turned back into it explicitly: `graph[id_of<actor>(found.actor)]`. From a number it
/// is made explicitly only, so that a row is not taken for an id by mistake; and an actor's id is no issue's.
template <class Role>
struct role_id {
    std::uint32_t value = 0;

    constexpr role_id() = default;
    constexpr explicit role_id(std::size_t number) : value(static_cast<std::uint32_t>(number)) {}
    template <class Vertex>
        requires(Role::template names<Vertex>)
    constexpr role_id(id_of<Vertex> v) : value(v.value) {}
    template <class Vertex>
        requires(Role::template names<Vertex>)
    constexpr explicit operator id_of<Vertex>() const {
        return {value};
    }
    friend constexpr auto operator<=>(role_id, role_id) = default;
};

using actor_id = role_id<detail::actor_role>;
using issue_id = role_id<detail::issue_role>;

/// In rows of results an id stands for a name.
template <class Role>
constexpr row_id to_row_id(role_id<Role> id) {
    return {Role::kind, id.value};
}

}  // namespace entente

template <class Role>
struct std::hash<entente::role_id<Role>> {
    std::size_t operator()(entente::role_id<Role> i) const noexcept { return i.value; }
};

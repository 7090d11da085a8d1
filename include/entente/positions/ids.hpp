// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/ids.hpp
/// Names of actors and of issues, in calls and in results.

#include <boost/optional.hpp>

#include <algorithm>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/sort_numbers.hpp"
#include "entente/config.hpp"
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

/// Names an actor or an issue: of a graph, or of the position_matrix that everything was taken
/// from. A part of a matrix keeps the ids of the whole.
///
/// It is made from the graph's own `id_of<Vertex>` implicitly, and turned back into it explicitly:
/// `graph[id_of<actor>(found.actor)]`. From a number it is made explicitly only, so that a row is
/// not taken for an id by mistake; and an actor's id is no issue's.
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
    constexpr explicit operator id_of<Vertex>() const { return {value}; }
    friend constexpr auto operator<=>(role_id, role_id) = default;
};

using actor_id = role_id<detail::actor_role>;
using issue_id = role_id<detail::issue_role>;

/// In rows of results an id stands for a name.
template <class Role>
constexpr row_id to_row_id(role_id<Role> id) {
    return {Role::kind, id.value};
}

/// Actors, or issues, to choose: a range of ids, of the matrix's own or of a graph's.
template <class Ids>
concept actor_id_range = requires(Ids const& ids) {
    { *std::begin(ids) } -> std::convertible_to<actor_id>;
    std::end(ids);
};
template <class Ids>
concept issue_id_range = requires(Ids const& ids) {
    { *std::begin(ids) } -> std::convertible_to<issue_id>;
    std::end(ids);
};

namespace detail {

/// The ids of the rows or columns of a matrix: their own numbers, unless it is a part of another.
/// Copies share them.
template <class Id>
class part_ids {
public:
    part_ids() = default;
    explicit part_ids(std::vector<Id> ids);

    /// Whether each number is its own id.
    bool own() const { return !tables_; }
    Id operator[](std::size_t i) const { return tables_ ? tables_->ids[i] : Id(i); }
    /// The first number below `size` that has an id, or none. O(log size).
    boost::optional<std::size_t> find(Id id, std::size_t size) const;

private:
    struct tables {
        std::vector<Id> ids;
        std::vector<std::uint32_t> ascending;  // numbers by id, then number; empty where the ids ascend
    };
    std::shared_ptr<tables const> tables_;  // none where each number is its own id
};

template <class Id>
part_ids<Id>::part_ids(std::vector<Id> ids) {
    bool own = true;
    for (std::size_t i = 0; i < ids.size(); ++i) own = own && ids[i] == Id(i);
    if (own) return;
    tables t{std::move(ids), {}};
    if (!std::is_sorted(t.ids.begin(), t.ids.end())) {
        for (std::size_t i = 0; i < t.ids.size(); ++i) t.ascending.push_back(static_cast<std::uint32_t>(i));
        sort_numbers(t.ascending, &t.ids, [](void const* all, std::uint32_t a, std::uint32_t b) {
            auto const& of = *static_cast<std::vector<Id> const*>(all);
            return of[a] < of[b];
        });
    }
    tables_ = std::make_shared<tables const>(std::move(t));
}

template <class Id>
boost::optional<std::size_t> part_ids<Id>::find(Id id, std::size_t size) const {
    if (!tables_) return boost::make_optional(id.value < size, std::size_t{id.value});
    auto const& [ids, ascending] = *tables_;
    if (ascending.empty()) {
        auto const at = std::lower_bound(ids.begin(), ids.end(), id);
        return boost::make_optional(at != ids.end() && *at == id, static_cast<std::size_t>(at - ids.begin()));
    }
    auto const at =
        std::lower_bound(ascending.begin(), ascending.end(), id, [&t = ids](auto i, Id x) { return t[i] < x; });
    if (at == ascending.end() || ids[*at] != id) return boost::none;
    return std::size_t{*at};
}

#if defined(ENTENTE_SEPARATE_COMPILATION)
#if ENTENTE_DEFINES(core)
template class part_ids<actor_id>;
template class part_ids<issue_id>;
#else
extern template class part_ids<actor_id>;
extern template class part_ids<issue_id>;
#endif
#endif

}  // namespace detail

}  // namespace entente

template <class Role>
struct std::hash<entente::role_id<Role>> {
    std::size_t operator()(entente::role_id<Role> i) const noexcept { return i.value; }
};

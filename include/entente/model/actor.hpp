// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/actor.hpp
/// Actors, and the relations among them.

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/weight.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/graph/id_of.hpp"
#include "entente/model/time.hpp"

namespace entente {

/// Anything with a name can hold positions. A member `capability` (a number >= 0) says how much it weighs.
template <class Actor>
concept actor_like = std::copyable<Actor> && requires(Actor const& a) {
    { a.name } -> std::convertible_to<std::string_view>;
};

/// Anyone who holds positions: a state, alliance, government, party, person.
struct actor {
    std::string name;
    double capability = 1;  ///< how much it weighs, >= 0

    friend bool operator==(actor const&, actor const&) = default;
};

/// What the library reads of an actor beside its name, in one place.
template <actor_like Actor>
struct actor_traits {
    /// How much it weighs; 1 where the type does not say.
    static double capability([[maybe_unused]] Actor const& a) {
        if constexpr (requires {
                          { a.capability } -> std::convertible_to<double>;
                      })
            return a.capability;
        else
            return 1;
    }
};

namespace detail {

void check_actor(std::string_view name, double capability);
[[noreturn]] void refuse_influence(std::string_view from, std::string_view to, double strength);
[[noreturn]] void refuse_no_time(std::string_view from, std::string_view to, period const& valid);

}  // namespace detail

/// Throws graph_error unless the actor has a name and a finite capability >= 0 (where it has one). For an actor
/// type of one's own, call it in its `validate`.
template <actor_like Actor>
void validate_actor(Actor const& a) {
    detail::check_actor(a.name, actor_traits<Actor>::capability(a));
}

void validate(actor const& a);

/// The source belongs to the target: a state to an alliance, a candidate to a party. One that left and came back has
/// two of these edges, whose periods do not overlap. Nobody belongs to itself by way of others, whatever the periods.
struct member_of {
    static constexpr bool acyclic = true;
    period valid{};  ///< while it belongs to it

    bool overlaps(member_of const& o) const { return valid.overlaps(o.valid); }
    bool begins_before(member_of const& o) const { return valid.from < o.valid.from; }
    friend bool operator==(member_of const&, member_of const&) = default;
};

/// The source speaks for the target: a minister for a government. Periods as of `member_of`.
struct speaks_for {
    static constexpr bool acyclic = true;
    period valid{};  ///< while it speaks for it: a term of office

    bool overlaps(speaks_for const& o) const { return valid.overlaps(o.valid); }
    bool begins_before(speaks_for const& o) const { return valid.from < o.valid.from; }
    friend bool operator==(speaks_for const&, speaks_for const&) = default;
};

/// The source influences the target, to a degree >= 0.
struct influences {
    static constexpr bool irreflexive = true;
    double strength = 1;
    friend bool operator==(influences const&, influences const&) = default;
};

template <class Actor, class Builder>
void validate(influences const& e, id_of<Actor> from, id_of<Actor> to, Builder const& b) {
    if (detail::is_finite(e.strength) && e.strength >= 0) return;
    detail::refuse_influence(b[from].name, b[to].name, e.strength);
}

/// A graph has no membership and no spokesperson of no time: throws graph_error (`empty_range`).
template <class Edge, class Actor, class Builder>
    requires(std::same_as<Edge, member_of> || std::same_as<Edge, speaks_for>)
void validate(Edge const& e, id_of<Actor> from, id_of<Actor> to, Builder const& b) {
    if (e.valid.empty()) detail::refuse_no_time(b[from].name, b[to].name, e.valid);
}

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE void validate(actor const& a) {
    validate_actor(a);
}

ENTENTE_INLINE void detail::check_actor(std::string_view name, double capability) {
    if (name.empty()) throw graph_error(fault_code::unknown_name, "an actor needs a name");
    if (!detail::is_finite(capability))
        throw graph_error(fault_code::not_a_number, "a capability is a finite number",
                          {.actor = std::string(name), .value = number_text(capability)});
    if (capability < 0)
        throw graph_error(fault_code::negative_weight, "a capability is at least 0",
                          {.actor = std::string(name), .value = number_text(capability)});
    if (!is_weight(capability))
        throw graph_error(fault_code::out_of_range, weight_too_far,
                          {.actor = std::string(name), .value = number_text(capability)});
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void detail::refuse_influence(std::string_view from, std::string_view to,
                                                                       double strength) {
    throw graph_error(detail::is_finite(strength) ? fault_code::negative_weight : fault_code::not_a_number,
                      "the strength of the influence on " + std::string(to) + " is a finite number of at least 0",
                      {.actor = std::string(from), .value = number_text(strength)});
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void detail::refuse_no_time(std::string_view from, std::string_view to,
                                                                     period const& valid) {
    throw graph_error(fault_code::empty_range, "the relation to " + std::string(to) + " ends before it begins",
                      {.actor = std::string(from), .value = period_text(valid)});
}
#endif

}  // namespace entente

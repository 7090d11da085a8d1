// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/model.hpp
/// A conflict as a graph: the states it may be in, who can move it from which to which, and what each party
/// prefers.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/conflict/bit_rows.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <limits>

#include "entente/error.hpp"
#endif

namespace entente {

/// A move that a party can make. States and parties are numbered from 0.
struct conflict_move {
    std::uint32_t party = 0;
    std::uint32_t from = 0;  ///< the state in which it is made
    std::uint32_t to = 0;    ///< the state that it leads to
    friend bool operator==(conflict_move const&, conflict_move const&) = default;
};

/// A party to a conflict as it is given to `conflict_model`.
struct conflict_party {
    std::string name{};
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        moves{};  ///< from, to; need be neither symmetric nor transitive
    /// Every state once, in classes, the best first; states of a class are equally preferred.
    std::vector<std::vector<std::uint32_t>> preference{};
    /// Sets of states of which it is not known how the party orders any two: whatever `preference` says of
    /// those two is not used.
    std::vector<std::vector<std::uint32_t>> unknown{};
};

namespace detail {

/// A party as a model keeps it.
struct conflict_side {
    std::string name{};
    bit_rows moves{};
    std::vector<std::uint32_t> rank{};  // by state: its class of preference, 0 the best
    bit_rows unknown{};                 // pairs whose order is not known, both ways; without rows where all are known
};

/// Throws error(too_large) for what no model may have.
void require_conflict_size(std::size_t states, std::size_t parties);

}  // namespace detail

/// The graph model of a conflict: states, and for each party a directed graph of moves on them and a weak
/// order with ties. Immutable; copies share it.
///
/// Of pairs whose order is not known each is taken by itself: the first may be preferred, the second, or
/// neither, whatever is known of others (preferences in the graph model need not be transitive).
///
/// Memory: states^2 / 8 bytes a party, and as much again where something is unknown.
/// Source: Fang, Hipel and Kilgour (1993), Interactive Decision Making; Li, Hipel, Kilgour and Xu (2004) for
/// unknown preferences.
class conflict_model {
public:
    /// At most so many parties, and so many pairs of states, summed over the parties: 6 parties may have
    /// 13,377 states. What is beyond is refused.
    static constexpr std::size_t most_parties = 64, most_pairs = std::size_t{1} << 30;

    conflict_model() = default;

    /// Of what is given. States without names are called "1", "2", ...
    ///
    /// Throws graph_error for no state, no party, a party without a name or with that of another (duplicate),
    /// a move from or to an unknown state (unknown_name) or to where it begins (self_relation); stance_error
    /// for a preference that names a state twice (duplicate), an unknown one or not all (unknown_name);
    /// error(too_large) beyond the limit; error(invalid_argument) for names of other than all states. Each
    /// names the party. O(parties * (states^2 / 64 + moves)).
    conflict_model(std::size_t states, std::vector<conflict_party> const& parties,
                   std::vector<std::string> state_names = {});
    /// Of rows that have been made already. Precondition: rows and ranks are of as many states as there are
    /// names.
    conflict_model(std::vector<detail::conflict_side> sides, std::vector<std::string> state_names);

    std::size_t states() const { return data_ ? data_->names.size() : 0; }
    std::size_t parties() const { return data_ ? data_->sides.size() : 0; }
    std::string const& state_name(std::size_t s) const { return data_->names[s]; }
    std::string const& party_name(std::size_t p) const { return data_->sides[p].name; }
    bool can_move(std::size_t party, std::size_t from, std::size_t to) const {
        return data_->sides[party].moves.has(from, to);
    }
    /// Whether it is not known how a party orders two states.
    bool is_unknown(std::size_t party, std::size_t s, std::size_t t) const {
        return data_->sides[party].unknown.has(s, t);
    }
    /// Whether a party is known to prefer s to t.
    bool prefers(std::size_t party, std::size_t s, std::size_t t) const {
        auto const& side = data_->sides[party];
        return side.rank[s] < side.rank[t] && !side.unknown.has(s, t);
    }
    /// Whether the order of any two states is unknown for any party.
    bool has_unknown() const;

    detail::conflict_side const& side(std::size_t party) const { return data_->sides[party]; }

private:
    struct data {
        std::vector<detail::conflict_side> sides;
        std::vector<std::string> names;
    };
    void keep(std::vector<detail::conflict_side>&& sides, std::vector<std::string>&& names);

    std::shared_ptr<data const> data_{};
};

/// Gives the states and parties of rows their names. The model must outlive the function.
inline auto names_of(conflict_model const& model) {
    return [&model](row_id id) -> std::string_view {
        return id.kind == "party" ? model.party_name(id.number) : model.state_name(id.number);
    };
}

namespace detail {

inline row_id state_row(std::uint32_t s) {
    return {"state", s};
}
inline row_id party_row(std::uint32_t p) {
    return {"party", p};
}

}  // namespace detail

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE void detail::require_conflict_size(std::size_t states, std::size_t parties) {
    if (!states) throw graph_error(fault_code::invalid_argument, "a conflict has at least one state");
    if (!parties) throw graph_error(fault_code::invalid_argument, "a conflict has at least one party");
    if (parties > conflict_model::most_parties)
        throw error(fault_code::too_large, "a conflict model has at most 64 parties",
                    {.value = std::to_string(parties)});
    if (states > std::size_t{1} << 15 || states * states * parties > conflict_model::most_pairs)
        throw error(fault_code::too_large, "a conflict model has at most 2^30 pairs of states over all parties",
                    {.value = std::to_string(states) + " states of " + std::to_string(parties) + " parties"});
}

ENTENTE_INLINE conflict_model::conflict_model(std::size_t states, std::vector<conflict_party> const& parties,
                                              std::vector<std::string> state_names) {
    detail::require_conflict_size(states, parties.size());
    if (state_names.empty())
        for (std::size_t s = 0; s < states; ++s) state_names.push_back(std::to_string(s + 1));
    if (state_names.size() != states)
        throw error(fault_code::invalid_argument, "either every state has a name or none",
                    {.value = std::to_string(state_names.size()) + " names of " + std::to_string(states) + " states"});
    constexpr auto nowhere = (std::numeric_limits<std::uint32_t>::max)();
    std::vector<detail::conflict_side> sides;
    for (auto const& p : parties) {
        detail::conflict_side side{p.name, detail::bit_rows(states), std::vector<std::uint32_t>(states, nowhere), {}};
        auto const number = [&](std::uint32_t s) { return s < states ? state_names[s] : '#' + std::to_string(s); };
        for (auto const& move : p.moves) {
            auto const from = move.first, to = move.second;
            auto const where = [&] { return fault{.actor = p.name, .value = number(from) + " to " + number(to)}; };
            if (from >= states || to >= states)
                throw graph_error(fault_code::unknown_name, "a move from or to a state that the model has not got",
                                  where());
            if (from == to) throw graph_error(fault_code::self_relation, "a move leads to another state", where());
            side.moves.add(from, to);
        }
        auto const known = [&](std::uint32_t s, char const* message) {
            if (s >= states)
                throw stance_error(fault_code::unknown_name, message, {.actor = p.name, .value = number(s)});
        };
        for (std::uint32_t c = 0; c < p.preference.size(); ++c)
            for (auto const s : p.preference[c]) {
                known(s, "a preference names a state that the model has not got");
                if (side.rank[s] != nowhere)
                    throw stance_error(fault_code::duplicate, "a preference names a state twice",
                                       {.actor = p.name, .value = state_names[s]});
                side.rank[s] = c;
            }
        for (std::size_t s = 0; s < states; ++s)
            if (side.rank[s] == nowhere)
                throw stance_error(fault_code::unknown_name, "a preference does not name every state",
                                   {.actor = p.name, .value = state_names[s]});
        for (auto const& set : p.unknown)
            for (auto const s : set) {
                known(s, "an unknown preference names a state that the model has not got");
                if (side.unknown.empty()) side.unknown = detail::bit_rows(states);
                for (auto const t : set)
                    if (s != t && t < states) side.unknown.add(s, t);
            }
        sides.push_back(std::move(side));
    }
    keep(std::move(sides), std::move(state_names));
}

ENTENTE_INLINE conflict_model::conflict_model(std::vector<detail::conflict_side> sides,
                                              std::vector<std::string> state_names) {
    detail::require_conflict_size(state_names.size(), sides.size());
    keep(std::move(sides), std::move(state_names));
}

ENTENTE_INLINE void conflict_model::keep(std::vector<detail::conflict_side>&& sides, std::vector<std::string>&& names) {
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (sides[i].name.empty()) throw graph_error(fault_code::unknown_name, "a party needs a name");
        for (std::size_t j = 0; j < i; ++j)
            if (sides[j].name == sides[i].name)
                throw graph_error(fault_code::duplicate, "two parties of one name", {.actor = sides[i].name});
    }
    data_ = std::make_shared<data const>(data{std::move(sides), std::move(names)});
}

ENTENTE_INLINE bool conflict_model::has_unknown() const {
    return data_ && std::any_of(data_->sides.begin(), data_->sides.end(), [](detail::conflict_side const& side) {
               for (std::size_t s = 0; s < side.unknown.size(); ++s)
                   if (side.unknown.any(s)) return true;
               return false;
           });
}

#endif

}  // namespace entente

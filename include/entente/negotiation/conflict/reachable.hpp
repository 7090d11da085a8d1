// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/reachable.hpp
/// Where can a conflict go from a state, and where could some parties take it together to the good of each?

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/conflict/model.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

#include "entente/error.hpp"
#include "entente/negotiation/conflict/legal_search.hpp"
#endif

namespace entente {

/// Which moves are made.
enum class moves_made : unsigned char {
    all,           ///< any
    improvements,  ///< only those to a state that the mover is known to prefer to where it stands
};

/// A state that can be reached, and a shortest way to it.
struct reached_state {
    std::uint32_t state = 0;
    std::vector<conflict_move> sequence{};
};

/// The states that some parties can reach from a state: by legal sequences, of one move or more, in which
/// nobody moves twice in a row. The state itself is one where they can come back to it. Ascending, each with
/// a sequence of fewest moves.
/// Precondition: state and parties are of the model; a party named twice counts once. O(states * parties)
/// rows of states / 64 words, and the sequences.
/// Source: Fang, Hipel and Kilgour (1993); Li, Kilgour and Hipel (2005), status quo analysis.
std::vector<reached_state> reachable(conflict_model const& model, std::uint32_t from,
                                     std::vector<std::uint32_t> const& parties, moves_made made = moves_made::all);
/// By all parties.
std::vector<reached_state> reachable(conflict_model const& model, std::uint32_t from,
                                     moves_made made = moves_made::all);

/// A state that a coalition can reach and that each of its members is known to prefer.
struct coalition_improvement {
    std::vector<std::uint32_t> coalition{};  ///< parties, ascending
    reached_state to{};
};

/// What each coalition of two parties or more could do together from a state to the good of each of its
/// members, by any moves: from an equilibrium, a jump to another. By size of the coalition, then its members,
/// then the state.
/// Throws error(too_large) for more than 16 parties: give the coalition. O(2^parties * `reachable`).
/// Source: Kilgour, Hipel, Fang and Peng (2001), coalition analysis.
std::vector<coalition_improvement> coalition_improvements(conflict_model const& model, std::uint32_t from);
/// The same of one coalition, whatever its size.
std::vector<coalition_improvement> coalition_improvements(conflict_model const& model, std::uint32_t from,
                                                          std::vector<std::uint32_t> members);

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE std::vector<reached_state> reachable(conflict_model const& model, std::uint32_t from,
                                                    std::vector<std::uint32_t> const& parties, moves_made made) {
    std::vector<detail::bit_rows const*> rows(model.parties(), nullptr);
    std::vector<std::unique_ptr<detail::bit_rows>> kept;
    for (auto const p : parties) {
        if (rows[p]) continue;
        rows[p] = &model.side(p).moves;
        if (made == moves_made::all) continue;
        kept.push_back(std::make_unique<detail::bit_rows>(detail::improvement_rows(model.side(p), false)));
        rows[p] = kept.back().get();
    }
    detail::legal_search search(model.states(), std::move(rows));
    search.run({from}, 0);
    std::vector<reached_state> found;
    for (std::uint32_t s = 0; s < model.states(); ++s) {
        if (!search.entered(s)) continue;
        reached_state reached{s, {}};
        auto at = s, last = detail::legal_search::nobody;
        do {
            auto const how = search.by_another(at, last);
            reached.sequence.push_back({how.party, how.state, at});
            at = how.state, last = how.party;
        } while (at != from);
        std::reverse(reached.sequence.begin(), reached.sequence.end());
        found.push_back(std::move(reached));
    }
    return found;
}

ENTENTE_INLINE std::vector<reached_state> reachable(conflict_model const& model, std::uint32_t from, moves_made made) {
    std::vector<std::uint32_t> all(model.parties());
    std::iota(all.begin(), all.end(), 0u);
    return reachable(model, from, all, made);
}

ENTENTE_INLINE std::vector<coalition_improvement>
coalition_improvements(conflict_model const& model, std::uint32_t from, std::vector<std::uint32_t> members) {
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    std::vector<coalition_improvement> found;
    for (auto& to : reachable(model, from, members))
        if (std::all_of(members.begin(), members.end(),
                        [&](std::uint32_t p) { return model.prefers(p, to.state, from); }))
            found.push_back({members, std::move(to)});
    return found;
}

ENTENTE_INLINE std::vector<coalition_improvement> coalition_improvements(conflict_model const& model,
                                                                         std::uint32_t from) {
    auto const parties = static_cast<std::uint32_t>(model.parties());
    if (parties > 16)
        throw error(fault_code::too_large, "coalitions are gone through for 16 parties at most; give the coalition",
                    {.value = std::to_string(parties)});
    std::vector<std::vector<std::uint32_t>> coalitions;
    for (std::uint32_t mask = 0; mask < 1u << parties; ++mask) {
        std::vector<std::uint32_t> members;
        for (std::uint32_t p = 0; p < parties; ++p)
            if (mask >> p & 1u) members.push_back(p);
        if (members.size() > 1) coalitions.push_back(std::move(members));
    }
    std::sort(coalitions.begin(), coalitions.end(),
              [](auto const& a, auto const& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
    std::vector<coalition_improvement> all;
    for (auto& c : coalitions)
        for (auto& found : coalition_improvements(model, from, std::move(c))) all.push_back(std::move(found));
    return all;
}

#endif

}  // namespace entente

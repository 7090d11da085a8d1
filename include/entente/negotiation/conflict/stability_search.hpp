// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/stability_search.hpp
/// What finds the stability of parties, and the sanctions that make it, under one reading of what is unknown.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/conflict/bit_rows.hpp"
#include "entente/negotiation/conflict/legal_search.hpp"
#include "entente/negotiation/conflict/model.hpp"
#include "entente/negotiation/conflict/solution.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <numeric>

#include "entente/error.hpp"
#endif

namespace entente::detail {

/// One solution concept on a model, with whatever is unknown as it is best for stability, or as it is worst.
///
/// A sanction of improvements from k ends in a state that the party does not prefer to k: one whose rank is
/// at least that of k (under SMR the least of the ranks of that state and of those that the party could go to
/// from it). So one search for a party serves all k: backwards from the states of the greatest such rank
/// first, it finds for each state the greatest in which a legal sequence can end. A k with an unknown order
/// is searched for by itself.
class stability_search {
public:
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

    stability_search(conflict_model model, solution_concept solution, bool best);

    /// Where the improvement without a sanction leads that the party likes best; none where it has none.
    std::uint32_t breaking(std::uint32_t party, std::uint32_t state) const;
    std::vector<sanction> sanctions(std::uint32_t party, std::uint32_t state) const;
    /// Under SEQ: whether unknown preferences may turn out so that all of these parties are stable. Throws
    /// error(too_large).
    bool may_hold(std::uint32_t state, std::vector<std::uint32_t> const& parties) const;

private:
    /// What sanctions a party's leaving of a state.
    struct threat {
        std::shared_ptr<legal_search const> search;
        bool by_rank;
        std::uint32_t least;  // rank of an end, where it goes by that
        bit_set ends;         // otherwise
    };
    /// Goes through ways in which unknown preferences may turn out.
    class settling;

    bit_set preferred(std::uint32_t party, std::uint32_t state) const;
    bit_set ends(std::uint32_t party, bit_set const& preferred) const;
    threat threat_to(std::uint32_t party, std::uint32_t state) const;
    bool is_sanctioned(threat const& by, std::uint32_t from) const {
        return by.search && by.search->entered(from) && (!by.by_rank || by.search->value(from) >= by.least);
    }
    bool is_end(threat const& by, std::uint32_t party, std::uint32_t s) const {
        return by.by_rank ? height_[party][s] >= by.least : by.ends.has(s);
    }
    std::vector<bit_rows const*> others(std::vector<bit_rows> const& rows, std::uint32_t party) const;
    void search_by_rank(std::uint32_t party);

    conflict_model model_;
    solution_concept solution_;
    bool best_;
    std::vector<bit_rows> improvements_{}, back_{};  // by party: its own; what others may do, the other way round
    std::vector<std::vector<std::uint32_t>> height_{};
    std::vector<std::shared_ptr<legal_search const>> by_rank_{};
};

/// The moves from a state to an end, where search went backwards from ends.
template <class IsEnd>
std::vector<conflict_move> sequence_from(legal_search const& search, std::uint32_t from, IsEnd is_end) {
    std::vector<conflict_move> moves;
    auto last = legal_search::nobody;
    do {
        auto const how = search.by_another(from, last);
        moves.push_back({how.party, from, how.state});
        from = how.state, last = how.party;
    } while (!is_end(from));
    return moves;
}

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE stability_search::stability_search(conflict_model model, solution_concept solution, bool best)
    : model_(std::move(model))
    , solution_(solution)
    , best_(best) {
    auto const parties = static_cast<std::uint32_t>(model_.parties());
    for (std::uint32_t p = 0; p < parties; ++p) improvements_.push_back(improvement_rows(model_.side(p), !best));
    if (solution == solution_concept::nash) return;
    for (std::uint32_t p = 0; p < parties; ++p)
        back_.push_back(solution == solution_concept::seq ? improvement_rows(model_.side(p), best).transposed()
                                                          : model_.side(p).moves.transposed());
    for (std::uint32_t p = 0; p < parties; ++p) search_by_rank(p);
    if (!model_.has_unknown()) back_ = {};
}

ENTENTE_INLINE std::vector<bit_rows const*> stability_search::others(std::vector<bit_rows> const& rows,
                                                                     std::uint32_t party) const {
    std::vector<bit_rows const*> all;
    for (auto const& r : rows) all.push_back(&r);
    all[party] = nullptr;
    return all;
}

ENTENTE_INLINE void stability_search::search_by_rank(std::uint32_t party) {
    auto const& side = model_.side(party);
    auto height = side.rank;
    if (solution_ == solution_concept::smr)
        for (std::size_t s = 0; s < height.size(); ++s)
            side.moves.for_each(s, [&](std::uint32_t t) { height[s] = (std::min)(height[s], side.rank[t]); });
    std::vector<std::uint32_t> order(height.size()), starts;
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return height[a] != height[b] ? height[a] > height[b] : a < b; });
    auto search = std::make_shared<legal_search>(height.size(), others(back_, party));
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        starts.clear();
        while (last < order.size() && height[order[last]] == height[order[first]]) starts.push_back(order[last++]);
        search->run(starts, height[order[first]]);
    }
    search->finish();
    by_rank_.push_back(std::move(search));
    height_.push_back(std::move(height));
}

ENTENTE_INLINE bit_set stability_search::preferred(std::uint32_t party, std::uint32_t state) const {
    auto const& side = model_.side(party);
    bit_set better(side.rank.size());
    for (std::size_t s = 0; s < side.rank.size(); ++s) {
        bool const unknown = side.unknown.has(state, s);
        if (unknown ? !best_ : side.rank[s] < side.rank[state]) better.add(s);
    }
    return better;
}

ENTENTE_INLINE bit_set stability_search::ends(std::uint32_t party, bit_set const& preferred) const {
    auto const& moves = model_.side(party).moves;
    bit_set found(moves.size());
    for (std::size_t s = 0; s < moves.size(); ++s) {
        bool end = !preferred.has(s);
        if (end && solution_ == solution_concept::smr)
            for (std::size_t w = 0; end && w < moves.words(); ++w) end = !(moves.row(s)[w] & preferred.data()[w]);
        if (end) found.add(s);
    }
    return found;
}

ENTENTE_INLINE stability_search::threat stability_search::threat_to(std::uint32_t party, std::uint32_t state) const {
    auto const& side = model_.side(party);
    if (solution_ == solution_concept::nash) return {nullptr, true, 0, bit_set()};
    if (side.unknown.empty() || !side.unknown.any(state)) return {by_rank_[party], true, side.rank[state], bit_set()};
    auto of = ends(party, preferred(party, state));
    std::vector<std::uint32_t> starts;
    for_each_bit(
        side.moves.words(), [&](std::size_t w) { return of.data()[w]; }, [&](std::uint32_t s) { starts.push_back(s); });
    auto search = std::make_shared<legal_search>(model_.states(), others(back_, party));
    search->run(starts, 0);
    search->finish();
    return {std::move(search), false, 0, std::move(of)};
}

ENTENTE_INLINE std::uint32_t stability_search::breaking(std::uint32_t party, std::uint32_t state) const {
    auto const& improvements = improvements_[party];
    auto found = none;
    if (!improvements.any(state)) return found;
    auto const& rank = model_.side(party).rank;
    auto const by = threat_to(party, state);
    improvements.for_each(state, [&](std::uint32_t to) {
        if (!is_sanctioned(by, to) && (found == none || rank[to] < rank[found])) found = to;
    });
    return found;
}

ENTENTE_INLINE std::vector<sanction> stability_search::sanctions(std::uint32_t party, std::uint32_t state) const {
    std::vector<sanction> all;
    if (!improvements_[party].any(state)) return all;
    auto const by = threat_to(party, state);
    improvements_[party].for_each(state, [&](std::uint32_t to) {
        sanction s{{party, state, to}, is_sanctioned(by, to), {}};
        if (s.sanctioned)
            s.sequence = sequence_from(*by.search, to, [&](std::uint32_t x) { return is_end(by, party, x); });
        all.push_back(std::move(s));
    });
    return all;
}

class stability_search::settling {
public:
    settling(stability_search const& of, std::uint32_t state, std::vector<std::uint32_t> const& parties)
        : of_(of)
        , state_(state)
        , parties_(parties)
        , back_(of.back_) {}

    bool possible() {
        if (++cases_ > 100'000)
            throw error(fault_code::too_large,
                        "whether a state may be stable hangs on more unknown preferences than can be gone through",
                        {.value = of_.model_.state_name(state_)});
        std::vector<conflict_move> needed;  // moves that are improvements only if what is unknown makes them so
        for (auto const p : parties_)
            if (!add_needed(p, needed)) return false;
        for (auto const& m : needed) {
            // Both ways at once, or an improvement from here of a party that is to stay here.
            bool const both = std::find(needed.begin(), needed.end(), reversed(m)) != needed.end();
            bool const leaves =
                m.from == state_ && std::find(parties_.begin(), parties_.end(), m.party) != parties_.end();
            if (both || leaves) return settled(m) || settled(reversed(m));
        }
        return true;
    }

private:
    static conflict_move reversed(conflict_move const& m) { return {m.party, m.to, m.from}; }

    /// The same once it is known that a party prefers where this leads.
    bool settled(conflict_move const& m) {
        auto& back = back_[m.party];
        bool const other_way = back.has(m.from, m.to);  // from m.to to m.from
        if (other_way) back.remove(m.from, m.to);
        settled_.push_back(m);
        bool const found = possible();
        settled_.pop_back();
        if (other_way) back.add(m.from, m.to);
        return found;
    }

    /// Adds what the sanctions of a party need; false where there is an improvement without one.
    bool add_needed(std::uint32_t party, std::vector<conflict_move>& needed) const {
        auto better = of_.preferred(party, state_);
        for (auto const& m : settled_)
            if (m.party == party && m.from == state_) better.add(m.to);
        auto const end = of_.ends(party, better);
        auto const& moves = of_.model_.side(party).moves;
        std::vector<std::uint32_t> starts;
        for_each_bit(
            moves.words(), [&](std::size_t w) { return end.data()[w]; }, [&](std::uint32_t s) { starts.push_back(s); });
        legal_search search(of_.model_.states(), of_.others(back_, party));
        search.run(starts, 0);
        bool all = true;
        moves.for_each(state_, [&](std::uint32_t to) {
            if (!better.has(to)) return;
            all = all && search.entered(to);
            if (!all) return;
            for (auto const& m : sequence_from(search, to, [&](std::uint32_t x) { return end.has(x); }))
                if (of_.model_.is_unknown(m.party, m.from, m.to) &&
                    std::find(settled_.begin(), settled_.end(), m) == settled_.end())
                    needed.push_back(m);
        });
        return all;
    }

    stability_search const& of_;
    std::uint32_t state_;
    std::vector<std::uint32_t> const& parties_;
    std::vector<bit_rows> back_;
    std::vector<conflict_move> settled_{};
    std::size_t cases_ = 0;
};

ENTENTE_INLINE bool stability_search::may_hold(std::uint32_t state, std::vector<std::uint32_t> const& parties) const {
    return settling(*this, state, parties).possible();
}

#endif

}  // namespace entente::detail

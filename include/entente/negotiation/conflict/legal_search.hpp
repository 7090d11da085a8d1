// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/legal_search.hpp
/// Legal sequences of moves of several parties: whoever has moved does not move again before another has.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/conflict/bit_rows.hpp"
#include "entente/negotiation/conflict/model.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <numeric>
#endif

namespace entente::detail {

/// The moves of a party that are improvements for it; with `maybe` those too of which it is not known.
/// O(states^2 / 64).
bit_rows improvement_rows(conflict_side const& side, bool maybe);

/// Breadth first over legal sequences, from groups of states, one group after the other.
///
/// Who moved last matters to what may follow, but of those who may have moved last two are as good as all:
/// whoever is barred after one of them is not after the other. So a state is entered twice at most, and each
/// row of a party is scanned at most twice: O(states * parties) rows in all, however many moves there are.
///
/// Over moves it goes forward from its starts, over moves read the other way round it finds where sequences
/// that end in a start may begin.
class legal_search {
public:
    static constexpr std::uint32_t nobody = static_cast<std::uint32_t>(-1);

    /// How a state was entered: by whose move, from where.
    struct entry {
        std::uint32_t party = nobody, state = 0;
    };

    /// The rows of each party; null for who does not move. They must outlive the calls of `run`.
    legal_search(std::size_t states, std::vector<bit_rows const*> rows);
    /// Goes on from these states, from which all may move, to wherever it can. What is entered only now has
    /// the `value`.
    void run(std::vector<std::uint32_t> const& starts, std::uint32_t value);
    /// Gives back what only `run` needs.
    void finish() { rows_ = {}, open_ = {}, pending_ = {}; }

    /// Whether a sequence of at least one move enters a state.
    bool entered(std::size_t s) const { return first_[s].party != nobody; }
    /// The value with which it was entered first. Precondition: it was.
    std::uint32_t value(std::size_t s) const { return value_[s]; }
    /// How it was entered, by another than that one. Precondition: it was.
    entry const& by_another(std::size_t s, std::uint32_t party) const {
        return first_[s].party != party ? first_[s] : second_[s];
    }

private:
    void enter(std::uint32_t s, entry const& how, std::uint32_t value);

    std::vector<bit_rows const*> rows_;
    std::vector<bit_set> open_;  // by party: states that it may still enter
    std::vector<entry> first_, second_;
    std::vector<std::uint32_t> value_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pending_;  // state, who moves there
};

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE bit_rows improvement_rows(conflict_side const& side, bool maybe) {
    auto const n = side.rank.size();
    bit_rows rows(n);
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return side.rank[a] < side.rank[b]; });
    bit_set better(n);  // than the class that comes next
    for (std::size_t first = 0, last = 0; first < n; first = last) {
        for (; last < n && side.rank[order[last]] == side.rank[order[first]]; ++last) {
            auto const s = order[last];
            auto* const to = rows.row(s);
            auto const *moves = side.moves.row(s), *known = better.data();
            auto const* const unknown = side.unknown.empty() ? nullptr : side.unknown.row(s);
            for (std::size_t w = 0; w < rows.words(); ++w) {
                auto const open = unknown ? unknown[w] : 0;
                to[w] = moves[w] & (maybe ? known[w] | open : known[w] & ~open);
            }
        }
        for (auto k = first; k < last; ++k) better.add(order[k]);
    }
    return rows;
}

ENTENTE_INLINE legal_search::legal_search(std::size_t states, std::vector<bit_rows const*> rows)
    : rows_(std::move(rows))
    , first_(states)
    , second_(states)
    , value_(states) {
    for (auto const* const r : rows_) open_.emplace_back(r ? states : 0, true);
}

ENTENTE_INLINE void legal_search::enter(std::uint32_t s, entry const& how, std::uint32_t value) {
    open_[how.party].remove(s);
    if (!entered(s)) {
        first_[s] = how;
        value_[s] = value;
        for (std::uint32_t p = 0; p < rows_.size(); ++p)
            if (rows_[p] && p != how.party) pending_.emplace_back(s, p);
    } else {
        second_[s] = how;
        for (std::uint32_t p = 0; p < rows_.size(); ++p)
            if (rows_[p]) open_[p].remove(s);
        pending_.emplace_back(s, first_[s].party);
    }
}

ENTENTE_INLINE void legal_search::run(std::vector<std::uint32_t> const& starts, std::uint32_t value) {
    pending_.clear();
    for (auto const s : starts)
        for (std::uint32_t p = 0; p < rows_.size(); ++p)
            if (rows_[p]) pending_.emplace_back(s, p);
    for (std::size_t next = 0; next < pending_.size(); ++next) {
        auto const [s, p] = pending_[next];
        auto const *row = rows_[p]->row(s), *open = open_[p].data();
        for (std::size_t w = 0; w < rows_[p]->words(); ++w)
            for (auto bits = row[w] & open[w]; bits; bits &= bits - 1) {
                auto const bit = static_cast<std::size_t>(std::countr_zero(bits));
                enter(static_cast<std::uint32_t>(64 * w + bit), {p, s}, value);
            }
    }
}

#endif

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/detail/trade_search.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/negotiation/trade.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

namespace detail {

struct ranked_trade {
    double gain;
    trade_key key;
    bool better(ranked_trade const& o) const { return gain != o.gain ? gain > o.gain : key.before(o.key); }
};

}  // namespace detail

ENTENTE_INLINE std::vector<trade> find_trades(position_matrix const& matrix, trade_options const& options) {
    using detail::ranked_trade;
    detail::require_gain(options.least_gain);
    detail::trade_search search(matrix, options.past_red_lines);
    std::vector<ranked_trade> best;
    auto const better = [](ranked_trade const& a, ranked_trade const& b) { return a.better(b); };
    if (!options.top) {
        if (search.candidates() > 100'000'000)
            throw error(fault_code::too_large, "there may be more trades than are listed: ask for the best so many",
                        {.value = std::to_string(search.candidates())});
        search.each([&] { return options.least_gain; },
                    [&](detail::trade_key const& k, double gain) {
                        best.push_back({gain, k});
                    });
    } else {
        // A heap of the best so far, the worst of them on top.
        double least = options.least_gain;
        search.each_most_promising_first([&] { return least; },
                                         [&](detail::trade_key const& k, double gain) {
                                             ranked_trade const found{gain, k};
                                             if (best.size() == options.top) {
                                                 if (!found.better(best.front())) return;
                                                 std::pop_heap(best.begin(), best.end(), better);
                                                 best.pop_back();
                                             }
                                             best.push_back(found);
                                             std::push_heap(best.begin(), best.end(), better);
                                             if (best.size() == options.top) least = best.front().gain;
                                         });
    }
    std::sort(best.begin(), best.end(), better);
    std::vector<trade> trades;
    trades.reserve(best.size());
    for (auto const& b : best) trades.push_back(search.make(b.key));
    return trades;
}

ENTENTE_INLINE std::vector<externality> externalities(position_matrix const& matrix, trade const& t) {
    auto const p = detail::column_at(matrix, t.issue_b_concedes), q = detail::column_at(matrix, t.issue_a_concedes);
    std::vector<externality> result;
    auto const row_a = matrix.row_of(t.a), row_b = matrix.row_of(t.b);
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        externality e;
        e.actor = matrix.actor(row);
        std::size_t issues = 0, opposite = 0;
        auto const cells = matrix.row(row);
        for (auto const& [column, shift] : {std::pair(p, t.outcome_b_concedes), std::pair(q, t.outcome_a_concedes)}) {
            auto const at = std::lower_bound(cells.begin(), cells.end(), column,
                                             [](cell const& c, std::size_t i) { return c.issue < i; });
            if (at == cells.end() || at->issue != column || !at->known) continue;
            ++issues;
            e.gain += ((std::abs)(shift.before - at->position) - (std::abs)(shift.after - at->position)) /
                      matrix.issue(column).length() * 100 * at->salience;
            // With a on both issues, or with b on both: one of the two kinds that could have traded.
            if (!row_a) continue;
            auto const of_a = matrix.row(*row_a);
            auto const a_at = std::lower_bound(of_a.begin(), of_a.end(), column,
                                               [](cell const& c, std::size_t i) { return c.issue < i; });
            if (a_at == of_a.end() || a_at->issue != column) continue;
            bool const same = (at->position <= shift.before) == (a_at->position <= shift.before);
            opposite += same ? 0 : 1;
        }
        if (!issues) continue;
        if ((row_a && row == *row_a) || (row_b && row == *row_b))
            e.role = trade_role::own;
        else if (issues == 2 && opposite != 1)
            e.role = trade_role::inner;
        result.push_back(e);
    }
    return result;
}

}  // namespace entente

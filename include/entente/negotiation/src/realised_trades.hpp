// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/detail/trade_search.hpp"
#include "entente/negotiation/trade.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

namespace detail {

/// What is left to be realised, and how it is measured anew.
class realisation {
public:
    realisation(position_matrix const& matrix, realisation_options const& options)
        : matrix_(matrix)
        , options_(options)
        , search_(matrix, options.past_red_lines)
        , issues_(search_.issues()) {}

    search_result<std::vector<trade>> run() {
        search_result<std::vector<trade>> result;
        result.bound = std::numeric_limits<double>::infinity();
        result.proved = true;
        if (search_.candidates() > 10'000'000)
            throw error(fault_code::too_large, "there are more trades than are followed",
                        {.value = std::to_string(search_.candidates())});
        search_.each([&] { return options_.least_gain; }, [&](trade_key const& k, double) { left_.push_back({k}); });
        std::sort(left_.begin(), left_.end(),
                  [](open_trade const& a, open_trade const& b) { return a.key.before(b.key); });
        books_.resize(options_.knowledge == trade_knowledge::exchange_model ? left_.size() : 0);
        stands_.resize(issues_.size());
        turned_.resize(issues_.size());
        for (std::size_t p = 0; p < issues_.size(); ++p) {
            outcome_.push_back(issues_[p].outcome);
            for (auto const& c : issues_[p].chips) stands_[p].push_back(c.position);
            turned_[p].assign(matrix_.actors(), 0);
        }
        for (std::size_t t = 0; t < left_.size(); ++t) {
            left_[t].number = t;
            if (!books_.empty()) open_books(t);
            measure(left_[t]);
        }
        drop();
        search_watch watch(options_.limits);
        while (!left_.empty()) {
            if (!watch.step(result.value, result.bound)) {
                result.proved = false;
                break;
            }
            auto const chosen = greatest();
            auto const best = left_[chosen];
            left_.erase(left_.begin() + static_cast<std::ptrdiff_t>(chosen));
            result.solution.push_back(
                trade_from(matrix_, issues_, best.key, best.measured, best.outcome_p, best.outcome_q));
            result.value += best.measured.gain;
            realise(best);
        }
        result.ended = watch.ended();
        result.steps = watch.steps();
        return result;
    }

private:
    struct open_trade {
        trade_key key;
        std::size_t number = 0;
        equal_gain measured{};
        double outcome_p = 0, outcome_q = 0;  ///< as it knows them
    };
    /// What one trade knows where each keeps books of its own.
    struct book {
        double stands_i = 0, stands_j = 0;
        std::vector<std::pair<std::uint32_t, double>> on_p{}, on_q{};  ///< where others stand, by row
        std::vector<double> shifts_i{}, shifts_j{};                    ///< that it has been measured at
    };

    std::size_t greatest() const {
        double most = 0;
        for (auto const& t : left_) most = (std::max)(most, t.measured.gain);
        std::size_t k = 0;
        while (left_[k].measured.gain < most * (1 - options_.tie)) ++k;
        return k;
    }
    void drop() {
        std::erase_if(left_, [&](open_trade const& t) { return t.measured.gain < options_.least_gain; });
    }

    void realise(open_trade const& best) {
        auto const& k = best.key;
        double const to_j = stands(best, true) + best.measured.shift_first,
                     to_i = stands(best, false) + best.measured.shift_second;
        if (!books_.empty()) {
            for (auto& t : left_)
                if (tell(t, best, to_i, to_j)) measure(t);
        } else {
            shift(k.p, k.j, to_j, best.measured.shift_first);
            shift(k.q, k.i, to_i, best.measured.shift_second);
            for (auto& t : left_)
                if (t.key.p == k.p || t.key.p == k.q || t.key.q == k.p || t.key.q == k.q) measure(t);
        }
        drop();
    }

    // With the outcomes as they are.

    void shift(std::size_t p, std::size_t row, double to, double by) {
        stands_[p][row] = to;
        turned_[p][row] = by < 0 ? -1 : 1;
        outcome_[p] += by * issues_[p].chips[row].leverage;
    }
    /// What is supplied now; none (leverage 0) where the two are no longer opposed, or the supplier would
    /// turn back.
    supply supply_now(std::size_t p, std::size_t supplier, std::size_t demander) const {
        auto s = supply_of(issues_, p, supplier, demander);
        double const wants = s.from;
        s.from = stands_[p][supplier], s.outcome = outcome_[p];
        red_lines(s, issues_[p].chips[supplier]);
        bool const up = s.wanted > s.outcome;
        bool const opposed = up ? wants <= s.outcome : wants >= s.outcome && s.wanted < s.outcome;
        bool const towards = up ? s.from < s.wanted : s.from > s.wanted;
        bool const turns_back = turned_[p][supplier] == (up ? -1 : 1);
        if (!opposed || !towards || turns_back) s.leverage = 0;
        return s;
    }

    // With the books of each trade.

    void open_books(std::size_t t) {
        auto const& k = left_[t].key;
        books_[t].stands_j = issues_[k.p].chips[k.j].position;
        books_[t].stands_i = issues_[k.q].chips[k.i].position;
    }
    double stands(open_trade const& t, bool of_j) const {
        if (!books_.empty()) return of_j ? books_[t.number].stands_j : books_[t.number].stands_i;
        return of_j ? stands_[t.key.p][t.key.j] : stands_[t.key.q][t.key.i];
    }
    /// The outcome of an issue where one supplies from `from` and others stand as a trade knows.
    double outcome_known(std::size_t p, std::size_t supplier, double from,
                         std::vector<std::pair<std::uint32_t, double>> const& known) const {
        double outcome = issues_[p].outcome;
        auto const& chips = issues_[p].chips;
        outcome += (from - chips[supplier].position) * chips[supplier].leverage;
        for (auto const& [row, at] : known)
            if (row != supplier) outcome += (at - chips[row].position) * chips[row].leverage;
        return outcome;
    }
    /// Writes a realised trade into the books of another. Whether that concerns it.
    bool tell(open_trade& t, open_trade const& done, double to_i, double to_j) {
        auto& known = books_[t.number];
        auto const &k = t.key, &d = done.key;
        bool concerned = false, moves_i = false, moves_j = false;
        // The same actor has given way on the same issue.
        for (auto const& [issue, row, to] : {std::tuple(d.q, d.i, to_i), std::tuple(d.p, d.j, to_j)}) {
            if (k.q == issue && k.i == row) known.stands_i = to, moves_i = true;
            if (k.p == issue && k.j == row) known.stands_j = to, moves_j = true;
        }
        concerned = moves_i || moves_j;
        // One of the two has been given something on what it demands: the first of each giver is what it knows.
        auto const note = [&](std::vector<std::pair<std::uint32_t, double>>& givers, std::uint32_t giver, double to) {
            concerned = true;
            if (std::none_of(givers.begin(), givers.end(), [&](auto const& e) { return e.first == giver; }))
                givers.emplace_back(giver, to);
        };
        // i demands on p, j demands on q; done.i demanded on done.p from done.j, done.j on done.q from done.i.
        for (auto const& [demander, issue, giver, to] :
             {std::tuple(d.j, d.q, d.i, to_i), std::tuple(d.i, d.p, d.j, to_j)}) {
            if (k.i == demander && k.p == issue) note(known.on_p, giver, to);
            if (k.j == demander && k.q == issue) note(known.on_q, giver, to);
        }
        if (concerned) {
            // The shift that is measured anew is forgotten, unless the actor has made one since.
            if (!moves_i && !known.shifts_i.empty()) known.shifts_i.pop_back();
            if (!moves_j && !known.shifts_j.empty()) known.shifts_j.pop_back();
        }
        return concerned;
    }
    /// Whether shifts of one actor go one way, and those upwards together no further than the scale is long: the
    /// exchange model does not look how far those downwards go.
    static bool one_way(std::vector<double> const& shifts) {
        double sum = 0;
        bool up = false, down = false;
        for (double const s : shifts) sum += s, (s > 0 ? up : down) = true;
        return sum <= 100 + 1e-9 && up != down;
    }

    void measure(open_trade& t) {
        auto const& k = t.key;
        t.measured = {};
        if (books_.empty()) {
            auto const first = supply_now(k.p, k.j, k.i), second = supply_now(k.q, k.i, k.j);
            t.outcome_p = outcome_[k.p], t.outcome_q = outcome_[k.q];
            if (first.leverage > 0 && second.leverage > 0)
                t.measured = trade_of(first, first.cap(), second, second.cap());
        } else {
            auto& known = books_[t.number];
            auto first = supply_of(issues_, k.p, k.j, k.i), second = supply_of(issues_, k.q, k.i, k.j);
            first.from = known.stands_j, second.from = known.stands_i;
            first.outcome = outcome_known(k.p, k.j, first.from, known.on_p);
            second.outcome = outcome_known(k.q, k.i, second.from, known.on_q);
            t.outcome_p = first.outcome, t.outcome_q = second.outcome;
            red_lines(first, issues_[k.p].chips[k.j]), red_lines(second, issues_[k.q].chips[k.i]);
            t.measured = trade_of(first, cap_known(first), second, cap_known(second));
            known.shifts_j.push_back(t.measured.shift_first), known.shifts_i.push_back(t.measured.shift_second);
            if (!one_way(known.shifts_i) || !one_way(known.shifts_j)) t.measured = {};
        }
        if ((std::abs)(t.measured.shift_first) <= 1e-10 || (std::abs)(t.measured.shift_second) <= 1e-10)
            t.measured = {};
    }
    /// The books hold an outcome back only where it would pass from one side of the demand to the other:
    /// not where it moves away from it, nor where it has reached it.
    static double cap_known(supply const& s) {
        double const direction = s.wanted < s.from ? -1 : 1, ahead = (s.wanted - s.outcome) * direction;
        return (std::min)(ahead > 1e-9 ? ahead : std::numeric_limits<double>::infinity(), s.outcome_room);
    }
    /// How far it is from here to the red lines of a supplier.
    static void red_lines(supply& s, bargaining_chip const& supplier) {
        s.room = supplier.room_from(s.from), s.outcome_room = supplier.outcome_room(s.outcome);
    }

    position_matrix const& matrix_;
    realisation_options const& options_;
    trade_search search_;
    std::vector<bargained_issue> const& issues_;
    std::vector<open_trade> left_{};
    std::vector<book> books_{};
    std::vector<std::vector<double>> stands_{};
    std::vector<std::vector<signed char>> turned_{};  // which way an actor has shifted on an issue
    std::vector<double> outcome_{};
};

}  // namespace detail

ENTENTE_INLINE search_result<std::vector<trade>> realise_trades(position_matrix const& matrix,
                                                                realisation_options const& options) {
    detail::require_gain(options.least_gain);
    return detail::realisation(matrix, options).run();
}

}  // namespace entente

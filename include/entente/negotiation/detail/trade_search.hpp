// SPDX-License-Identifier: BSL-1.0
#pragma once

// How trades are found: what each actor brings to each issue, the largest trade of two, and all of them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/model/interval.hpp"
#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/negotiation/trade.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

namespace detail {

enum : unsigned char { side_none = 0, side_left = 1, side_right = 2 };

/// What one actor brings to one issue. Positions in per cent of the scale, from the zero of the issue.
struct bargaining_chip {
    double position = 0, salience = 0;
    double leverage = 0;  ///< how far the outcome moves with the position: c s / D
    unsigned char side = side_none;
    interval acceptable{};  ///< in per cent, too; everything where red lines do not count

    /// How far it may shift, or be shifted from an outcome that it accepts, before it crosses a red line. It gives way
    /// upwards where it stands below the outcome.
    double room_from(double x) const {
        return (std::max)(0.0, side == side_left ? acceptable.upper - x : x - acceptable.lower);
    }
    double outcome_room(double outcome) const {
        return acceptable.contains(outcome) ? room_from(outcome) : std::numeric_limits<double>::infinity();
    }
};

/// One issue, at its compromise.
struct bargained_issue {
    double zero = 0;     ///< what per cents are measured from, in its units: near the outcome, so that none is lost
    double outcome = 0;  ///< in per cent of the scale
    bool open = false;                     ///< whether there is one
    std::vector<bargaining_chip> chips{};  ///< of every row; without a side who trades nothing
};

inline double per_cent_of(issue_column const& issue, double distance) {
    return distance / issue.length() * 100;
}

inline std::vector<bargained_issue> bargained_issues(position_matrix const& matrix, bool past_red_lines) {
    std::vector<bargained_issue> issues(matrix.issues());
    std::vector<double> weights(matrix.issues());
    auto const all = standings_by_column(matrix);
    for (std::size_t p = 0; p < issues.size(); ++p) {
        auto const& column = matrix.issue(p);
        auto& issue = issues[p];
        issue.chips.resize(matrix.actors());
        auto const compromise = compromise_of(all[p], column, matrix.issue_id_of(p));
        issue.open = compromise.around.has_value();
        if (!issue.open) continue;
        issue.zero = compromise.around->median();
        issue.outcome = per_cent_of(column, compromise.around->mean_from(issue.zero));
        weights[p] = compromise.point.weight;
    }
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        auto const cells = matrix.row(row);
        auto const accepts = matrix.acceptable(row);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const p = cells[i].issue;
            auto& issue = issues[p];
            double const weight = matrix.weight_of(row, i) * cells[i].salience;
            if (!cells[i].known || !issue.open || !(weight > 0)) continue;
            auto const from_zero = [&](double x) { return per_cent_of(matrix.issue(p), x - issue.zero); };
            double const position = from_zero(cells[i].position);
            issue.chips[row] = {position,
                                cells[i].salience,
                                weight / weights[p],
                                position <= issue.outcome ? side_left : side_right,
                                {}};
            if (!past_red_lines && !accepts.empty())
                issue.chips[row].acceptable = {from_zero(accepts[i].lower), from_zero(accepts[i].upper)};
        }
    }
    return issues;
}

/// One side of a trade: who supplies a shift of the outcome to whom.
struct supply {
    double from, wanted;        ///< where the supplier stands now, and what the other demands
    double outcome;             ///< of the issue, as it is now
    double leverage;            ///< of the supplier
    double costs, is_worth;     ///< salience of the supplier, and of who demands it
    double room, outcome_room;  ///< how far the supplier may shift, and the outcome, before its red line is crossed

    double reach() const { return (std::min)((std::abs)(wanted - from), room); }
    /// How far the outcome may move: not past who demands it.
    double cap() const { return (std::min)((std::abs)(wanted - outcome), outcome_room); }
};

/// The equal-gain trade of two supplies; gain 0 where there is none.
struct equal_gain {
    double gain = 0, shift_first = 0, shift_second = 0;  ///< shifts are signed, in per cent of the scale
    bool capped = false;
};

/// `cap` says how far an outcome may move: infinity where nothing holds it.
inline equal_gain trade_of(supply const& first, double first_cap, supply const& second, double second_cap) {
    equal_gain result;
    double const ratio = (first.costs + first.is_worth) / (second.costs + second.is_worth);  // dq = dp * ratio
    double const whole_first = first.reach() * first.leverage, whole_second = second.reach() * second.leverage;
    double const uncapped = (std::min)((std::abs)(first.wanted - first.from) * first.leverage,
                                       (std::abs)(second.wanted - second.from) * second.leverage / ratio);
    double const moves = (std::min)({whole_first, whole_second / ratio, first_cap, second_cap / ratio});
    double const advantage = first.is_worth * second.is_worth - first.costs * second.costs;
    if (!(advantage > 0) || !(moves > 0)) return result;
    result.gain = moves * advantage / (second.costs + second.is_worth);
    result.capped = moves < uncapped;
    // What goes the whole way ends where the other stands, or at the red line, to the last bit.
    auto const shift = [](supply const& s, double outcome_moves, double whole) {
        double const size = outcome_moves >= whole ? s.reach() : (std::min)(outcome_moves / s.leverage, s.reach());
        return s.wanted < s.from ? -size : size;
    };
    result.shift_first = shift(first, moves, whole_first);
    result.shift_second = shift(second, moves * ratio, whole_second);
    return result;
}

/// A trade by numbers: i shifts on q, j on p, p < q.
struct trade_key {
    std::uint32_t p, q, i, j;
    friend bool operator==(trade_key const&, trade_key const&) = default;
    /// By issues, then by the two actors, whichever of them gives on which.
    bool before(trade_key const& o) const {
        auto const key = [](trade_key const& t) {
            return std::tuple(t.p, t.q, (std::min)(t.i, t.j), (std::max)(t.i, t.j), t.i);
        };
        return key(*this) < key(o);
    }
};

inline supply supply_of(std::vector<bargained_issue> const& issues, std::size_t issue, std::size_t supplier,
                        std::size_t demander) {
    auto const &s = issues[issue].chips[supplier], &d = issues[issue].chips[demander];
    double const outcome = issues[issue].outcome;
    return {s.position,
            d.position,
            outcome,
            s.leverage,
            s.salience,
            d.salience,
            s.room_from(s.position),
            s.outcome_room(outcome)};
}

inline trade trade_from(position_matrix const& matrix, std::vector<bargained_issue> const& issues, trade_key const& k,
                        equal_gain const& e, double outcome_p, double outcome_q) {
    auto const &p = matrix.issue(k.p), &q = matrix.issue(k.q);
    auto const units = [](issue_column const& c, double per_cent) { return per_cent / 100 * c.length(); };
    auto const shifted = [&](std::size_t i, std::size_t row, double outcome, double shift) {
        auto const& c = matrix.issue(i);
        double const zero = issues[i].zero, after = outcome + shift * issues[i].chips[row].leverage;
        return outcome_shift{zero + units(c, outcome), zero + units(c, after)};
    };
    trade t;
    t.a = matrix.actor(k.i), t.b = matrix.actor(k.j);
    t.issue_a_concedes = matrix.issue_id_of(k.q), t.issue_b_concedes = matrix.issue_id_of(k.p);
    t.gain = e.gain, t.capped = e.capped;
    t.shift_b_concedes = units(p, e.shift_first), t.shift_a_concedes = units(q, e.shift_second);
    t.outcome_b_concedes = shifted(k.p, k.j, outcome_p, e.shift_first);
    t.outcome_a_concedes = shifted(k.q, k.i, outcome_q, e.shift_second);
    return t;
}

/// The actors of one quadrant of two issues, by s_p / s_q ascending: columns of numbers for a plain loop.
struct quadrant {
    std::vector<std::uint32_t> rows{};
    std::vector<double> ratio{}, x_p{}, x_q{}, s_p{}, s_q{}, l_p{}, l_q{};
    std::vector<double> room_p{}, room_q{}, outcome_room_p{}, outcome_room_q{};
    double most_s_p = 0, most_s_q = 0, most_l_p = 0, most_l_q = 0;

    void clear() {
        rows.clear();
        most_s_p = most_s_q = most_l_p = most_l_q = 0;
    }
    void add(std::uint32_t row, bargaining_chip const& p, bargaining_chip const& q) {
        rows.push_back(row);
        most_s_p = (std::max)(most_s_p, p.salience), most_s_q = (std::max)(most_s_q, q.salience);
        most_l_p = (std::max)(most_l_p, p.leverage), most_l_q = (std::max)(most_l_q, q.leverage);
    }
    void sort(bargained_issue const& p, bargained_issue const& q, std::vector<double>& by_row) {
        for (auto const r : rows) by_row[r] = p.chips[r].salience / q.chips[r].salience;
        std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
            return by_row[a] != by_row[b] ? by_row[a] < by_row[b] : a < b;
        });
        for (auto* column :
             {&ratio, &x_p, &x_q, &s_p, &s_q, &l_p, &l_q, &room_p, &room_q, &outcome_room_p, &outcome_room_q})
            column->resize(rows.size());
        for (std::size_t k = 0; k < rows.size(); ++k) {
            auto const &on_p = p.chips[rows[k]], &on_q = q.chips[rows[k]];
            ratio[k] = by_row[rows[k]];
            x_p[k] = on_p.position, s_p[k] = on_p.salience, l_p[k] = on_p.leverage;
            x_q[k] = on_q.position, s_q[k] = on_q.salience, l_q[k] = on_q.leverage;
            room_p[k] = on_p.room_from(on_p.position), outcome_room_p[k] = on_p.outcome_room(p.outcome);
            room_q[k] = on_q.room_from(on_q.position), outcome_room_q[k] = on_q.outcome_room(q.outcome);
        }
    }
};

/// No trade of i (shifting on q) and j (on p) gains more: the outcome moves at most by the whole scale at
/// the greatest leverage, and what i gains on p, or j on q, is at most that at the greatest salience.
inline double most_gain(quadrant const& i, quadrant const& j) {
    return 100 * (std::min)(j.most_l_p * i.most_s_p, i.most_l_q * j.most_s_q) * (1 + 1e-12);
}

/// Calls `visit(key, gain)` for every trade of two issues of more than `least()`, which may rise.
template <class Least, class Visit>
void each_trade(quadrant const& some, quadrant const& others, std::uint32_t p, std::uint32_t q, double outcome_p,
                double outcome_q, std::vector<double>& gains, Least&& least, Visit&& visit) {
    // Those of `some` shift on q with those of `others` whose ratio is below theirs, a beginning of the list.
    gains.resize(others.rows.size());
    std::size_t below = 0;
    for (std::size_t i = 0; i < some.rows.size(); ++i) {
        while (below < others.rows.size() && others.ratio[below] < some.ratio[i]) ++below;
        double const s_ip = some.s_p[i], s_iq = some.s_q[i], x_ip = some.x_p[i], x_iq = some.x_q[i];
        double const l_iq = some.l_q[i], to_i = (std::abs)(x_ip - outcome_p);
        double const room_i = some.room_q[i], outcome_room_i = some.outcome_room_q[i];
        double const* const s_p = others.s_p.data();
        double const* const s_q = others.s_q.data();
        double const* const x_p = others.x_p.data();
        double const* const x_q = others.x_q.data();
        double const* const l_p = others.l_p.data();
        double const* const room = others.room_p.data();
        double const* const outcome_room = others.outcome_room_p.data();
        for (std::size_t j = 0; j < below; ++j) {
            double const ratio = (s_ip + s_p[j]) / (s_iq + s_q[j]);
            double const moves_p =
                (std::min)((std::min)((std::abs)(x_p[j] - x_ip), room[j]) * l_p[j], (std::min)(to_i, outcome_room[j]));
            double const moves_q = (std::min)((std::min)((std::abs)(x_q[j] - x_iq), room_i) * l_iq,
                                              (std::min)((std::abs)(x_q[j] - outcome_q), outcome_room_i));
            gains[j] = (std::min)(moves_p, moves_q / ratio) * (s_ip * s_q[j] - s_iq * s_p[j]) / (s_iq + s_q[j]);
        }
        for (std::size_t j = 0; j < below; ++j)
            if (gains[j] >= least()) visit(trade_key{p, q, some.rows[i], others.rows[j]}, gains[j]);
    }
}

/// Every trade of a matrix, pair of issues by pair of issues.
class trade_search {
public:
    trade_search(position_matrix const& matrix, bool past_red_lines)
        : matrix_(matrix)
        , issues_(bargained_issues(matrix, past_red_lines))
        , by_row_(matrix.actors()) {}

    std::vector<bargained_issue> const& issues() const { return issues_; }

    trade make(trade_key const& k) const {
        auto const first = supply_of(issues_, k.p, k.j, k.i), second = supply_of(issues_, k.q, k.i, k.j);
        auto const e = trade_of(first, first.cap(), second, second.cap());
        return trade_from(matrix_, issues_, k, e, first.outcome, second.outcome);
    }

    /// How many pairs of actors and of issues are opposed on both.
    std::uint64_t candidates() {
        std::uint64_t count = 0;
        each_pair([&](std::size_t p, std::size_t q) {
            std::uint64_t of[4] = {0, 0, 0, 0};
            for (std::size_t r = 0; r < matrix_.actors(); ++r)
                if (auto const at = quadrant_of(p, q, r); at < 4) ++of[at];
            count += of[0] * of[3] + of[1] * of[2];
        });
        return count;
    }

    template <class Least, class Visit>
    void each(Least&& least, Visit&& visit) {
        each_pair([&](std::size_t p, std::size_t q) { each_of(p, q, least, visit); });
    }

    /// The same from the pair of issues on that could have the greatest gain.
    template <class Least, class Visit>
    void each_most_promising_first(Least&& least, Visit&& visit) {
        std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
        each_pair([&](std::size_t p, std::size_t q) {
            split(p, q);
            double const most = (std::max)({most_gain(of_[0], of_[3]), most_gain(of_[3], of_[0]),
                                            most_gain(of_[1], of_[2]), most_gain(of_[2], of_[1])});
            pairs.emplace_back(-most, p, q);
        });
        std::sort(pairs.begin(), pairs.end());
        for (auto const& [most, p, q] : pairs) {
            if (-most < least()) break;
            each_of(p, q, least, visit);
        }
    }

private:
    template <class Visit>
    void each_pair(Visit&& visit) const {
        for (std::size_t p = 0; p < issues_.size(); ++p)
            for (std::size_t q = p + 1; q < issues_.size(); ++q)
                if (issues_[p].open && issues_[q].open) visit(p, q);
    }
    std::size_t quadrant_of(std::size_t p, std::size_t q, std::size_t row) const {
        auto const a = issues_[p].chips[row].side, b = issues_[q].chips[row].side;
        if (a == side_none || b == side_none) return 4;
        return (a == side_left ? 1u : 0u) + (b == side_left ? 2u : 0u);
    }
    void split(std::size_t p, std::size_t q) {
        for (auto& o : of_) o.clear();
        for (std::size_t r = 0; r < matrix_.actors(); ++r)
            if (auto const at = quadrant_of(p, q, r); at < 4)
                of_[at].add(static_cast<std::uint32_t>(r), issues_[p].chips[r], issues_[q].chips[r]);
    }
    template <class Least, class Visit>
    void each_of(std::size_t p, std::size_t q, Least& least, Visit& visit) {
        split(p, q);
        for (auto const& [x, y] : {std::pair(0, 3), std::pair(1, 2)}) {
            auto &a = of_[x], &b = of_[y];
            if (a.rows.empty() || b.rows.empty()) continue;
            a.sort(issues_[p], issues_[q], by_row_), b.sort(issues_[p], issues_[q], by_row_);
            for (auto const& [i, j] : {std::pair(&a, &b), std::pair(&b, &a)})
                if (most_gain(*i, *j) >= least())
                    each_trade(*i, *j, static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(q), issues_[p].outcome,
                               issues_[q].outcome, gains_, least, visit);
        }
    }

    position_matrix const& matrix_;
    std::vector<bargained_issue> issues_;
    std::vector<double> by_row_, gains_{};
    quadrant of_[4];
};

inline void require_gain(double least) {
    if (!(least > 0 && detail::is_finite(least)))
        throw error(fault_code::out_of_range, "a least gain is a finite number above 0", {.value = number_text(least)});
}

}  // namespace detail
}  // namespace entente

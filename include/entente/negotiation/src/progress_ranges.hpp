// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/detail/progress_table.hpp"
#include "entente/negotiation/issue_progress.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

namespace detail {

/// Changes one number of a table at a time, and asks how issues stand then.
class progress_variation {
public:
    progress_variation(position_matrix const& matrix, progress_options const& options)
        : table_(matrix, options)
        , now_(table_.verdicts()) {}

    std::vector<progress_range> run() {
        for (std::size_t row = 0; row < table_.actors(); ++row)
            for (std::size_t p = 0; p < table_.issues(); ++p)
                if (table_.at(row, p).known && table_.at(row, p).salience > 0) vary_salience(row, p);
        for (std::size_t row = 0; row < table_.actors(); ++row) vary_capability(row);
        for (std::size_t row = 0; row < table_.actors(); ++row)
            for (std::size_t p = 0; p < table_.issues(); ++p)
                if (auto const& c = table_.at(row, p); c.asked && !c.known) vary_position(row, p);
        return std::move(ranges_);
    }

private:
    using verdicts = std::vector<progress_verdict>;
    static constexpr double infinity = std::numeric_limits<double>::infinity();

    /// What an outcome may pass: positions, and ends of ranges, on an issue.
    std::vector<double> marks_on(std::size_t p) const {
        std::vector<double> marks;
        for (std::size_t row = 0; row < table_.actors(); ++row) {
            auto const& c = table_.at(row, p);
            if (!c.known) continue;
            marks.push_back(c.position);
            for (double const end : {c.acceptable.lower, c.acceptable.upper})
                if (is_finite(end)) marks.push_back(end);
        }
        return marks;
    }
    /// Of all others: sum of weights, and of weights times positions, these in shares of the scale from a position
    /// among them, so that neither a narrow band far from 0 nor a long scale costs digits.
    std::pair<double, double> pull_of_others(std::size_t row, std::size_t p, double from) const {
        double weight = 0, pull = 0;
        for (std::size_t other = 0; other < table_.actors(); ++other) {
            auto const& c = table_.at(other, p);
            if (other == row || !c.known) continue;
            double const w = c.salience * c.capability;
            weight += w, pull += w * share_of_scale(p, c.position - from);
        }
        return {weight, pull};
    }
    double share_of_scale(std::size_t p, double distance) const {
        return distance / table_.matrix().issue(p).length();
    }
    /// The values t at which the outcome, pull / (weight + k t) from its own position, is at a mark.
    void add_passings(std::vector<double>& at, std::size_t row, std::size_t p, double k) const {
        double const x = table_.at(row, p).position;
        auto const [weight, pull] = pull_of_others(row, p, x);
        for (double const mark : marks_on(p))
            if (double const ahead = share_of_scale(p, mark - x); ahead != 0) at.push_back((pull / ahead - weight) / k);
    }

    void vary_salience(std::size_t row, std::size_t p) {
        auto& cell = table_.at(row, p);
        double const value = cell.salience, share = table_.options().main_above;
        std::vector<double> at;
        if (cell.capability > 0) add_passings(at, row, p, cell.capability);
        double most = 0;
        for (std::size_t q = 0; q < table_.issues(); ++q) {
            auto const& own = table_.at(row, q);
            if (q == p || !own.asked) continue;
            most = (std::max)(most, own.salience);
            if (share > 0) at.push_back(own.salience / share);
            if (!own.known) continue;
            // Where the actor's two issues are to it as they are to another.
            for (std::size_t other = 0; other < table_.actors(); ++other) {
                auto const &on_p = table_.at(other, p), &on_q = table_.at(other, q);
                if (other != row && on_p.known && on_q.known && on_q.salience > 0)
                    at.push_back(own.salience * on_p.salience / on_q.salience);
            }
        }
        at.push_back(share * most);
        extend({varied_number::salience, table_.matrix().actor(row), table_.matrix().issue_id_of(p), value}, at,
               [&](double t) { cell.salience = t; });
    }

    void vary_capability(std::size_t row) {
        std::vector<std::size_t> everywhere;
        auto const held = table_.matrix().row(row);
        auto const said = table_.matrix().capability(row);
        for (std::size_t i = 0; i < held.size(); ++i) {
            if (!held[i].known) continue;
            if (said.empty() || is_nan(said[i]))
                everywhere.push_back(held[i].issue);
            else
                vary_capability_on(row, {held[i].issue}, table_.matrix().issue_id_of(held[i].issue));
        }
        if (!everywhere.empty()) vary_capability_on(row, everywhere, boost::none);
    }
    void vary_capability_on(std::size_t row, std::vector<std::size_t> const& issues, boost::optional<issue_id> issue) {
        double const value = table_.at(row, issues[0]).capability;
        if (!(value > 0)) return;
        std::vector<double> at;
        for (auto const p : issues)
            if (table_.at(row, p).salience > 0) add_passings(at, row, p, table_.at(row, p).salience);
        extend({varied_number::capability, table_.matrix().actor(row), issue, value}, at, [&](double t) {
            for (auto const p : issues) table_.at(row, p).capability = t;
        });
    }

    /// From the value both ways, piece by piece, as long as the answer is the same.
    template <class Set>
    void extend(progress_range range, std::vector<double> at, Set&& set) {
        std::erase_if(at, [](double t) { return !(t > 0) || !is_finite(t); });
        at.push_back(0);
        std::sort(at.begin(), at.end());
        double const value = *range.value;
        auto const answer = [&](double t) {
            set(t);
            auto found = table_.verdicts();
            set(value);
            return found;
        };
        // Values that differ by rounding only are one.
        auto const close = [](double a, double b) { return b - a <= 1e-12 * b; };
        std::vector<double> ends;
        for (double const t : at)
            if (ends.empty() || !close(ends.back(), t)) ends.push_back(t);
        auto const middle = [&](std::size_t k) {
            return k + 1 < ends.size() ? ends[k] + (ends[k + 1] - ends[k]) / 2 : 2 * ends[k] + 1;
        };
        // The last end at or below the value; where it is at it, the pieces on both sides are asked.
        std::size_t below = 0;
        while (below + 1 < ends.size() && (ends[below + 1] <= value || close(value, ends[below + 1]))) ++below;
        bool const on_end = below > 0 && (std::abs)(ends[below] - value) <= 1e-12 * value;
        std::string says;
        std::size_t up = below;
        range.upper = value;
        for (bool inside = !on_end;; inside = false, ++up) {
            if (!inside) {
                auto const found = answer(middle(up));
                if (found != now_) {
                    says += "above: " + difference(found);
                    break;
                }
            }
            if (up + 1 == ends.size()) {
                range.upper = boost::none;
                break;
            }
            range.upper = ends[up + 1];
        }
        range.lower = value;
        std::size_t down = on_end ? below - 1 : below;
        for (bool inside = !on_end;; inside = false, --down) {
            if (!inside) {
                auto const found = answer(middle(down));
                if (found != now_) {
                    says = "below: " + difference(found) + (says.empty() ? "" : "; ") + says;
                    break;
                }
            }
            range.lower = ends[down];
            if (down == 0) break;
        }
        range.says = std::move(says);
        ranges_.push_back(std::move(range));
    }

    /// What is not as it is now, in words.
    std::string difference(verdicts const& found) const {
        std::string text;
        for (std::size_t p = 0; p < found.size(); ++p) {
            if (found[p] == now_[p]) continue;
            text += (text.empty() ? "" : ", ") + table_.matrix().issue(p).name + " is ";
            if (found[p].standing != now_[p].standing) {
                text += to_string(found[p].standing);
                if (found[p].main != now_[p].main) text += " and ";
            }
            if (found[p].main != now_[p].main) text += found[p].main ? "a main issue" : "a secondary issue";
        }
        return text;
    }

    // A position that was withheld.

    void vary_position(std::size_t row, std::size_t p) {
        auto const kept = table_;
        auto& cell = table_.at(row, p);
        auto const& column = table_.matrix().issue(p);
        cell.known = true;
        for (std::size_t other = 0; other < table_.actors(); ++other)
            if (other != row && !table_.at(other, p).known) table_.at(other, p).asked = false;
        auto const accepts = range_on_scale(column, {{}, cell.acceptable});
        auto const at = [&](double x) {
            cell.position = x;
            return table_.verdicts()[p].standing;
        };
        struct piece {
            double lower, upper;
            issue_standing standing;
        };
        std::vector<piece> pieces;
        auto const add = [&](double lower, double upper, issue_standing s) {
            if (!pieces.empty() && pieces.back().standing == s)
                pieces.back().upper = upper;
            else
                pieces.push_back({lower, upper, s});
        };
        if (!column.categories.empty()) {
            for (double const x : column.categories)
                if (accepts.contains(x)) add(x, x, at(x));
        } else {
            std::vector<double> held;
            for (std::size_t other = 0; other < table_.actors(); ++other)
                if (other != row && table_.at(other, p).known) held.push_back(table_.at(other, p).position);
            std::vector<double> ends{accepts.lower, accepts.upper, column.midpoint()};
            ends.insert(ends.end(), held.begin(), held.end());
            double const from = held.empty() ? column.midpoint() : held.front();
            auto const pulled = pull_of_others(row, p, from);
            double const weight = pulled.first, pull = pulled.second;
            if (double const w = cell.salience * cell.capability; w > 0) {
                auto const stands_at = [&](double share) { ends.push_back(from + share * column.length()); };
                if (weight > 0) stands_at(pull / weight);  // its own, where the outcome is
                auto const passes = [&](double mark) {
                    stands_at((share_of_scale(p, mark - from) * (weight + w) - pull) / w);
                };
                for (double const mark : marks_on(p)) passes(mark);
                for (double const end : {cell.acceptable.lower, cell.acceptable.upper})
                    if (is_finite(end)) passes(end);
            }
            std::erase_if(ends, [&](double x) { return !accepts.contains(x); });
            std::sort(ends.begin(), ends.end());
            // Of ends that differ by rounding only one is left: the position that another holds, where there is one.
            auto const is_held = [&](double x) { return std::find(held.begin(), held.end(), x) != held.end(); };
            std::vector<double> apart;
            for (double const x : ends)
                if (apart.empty() || x - apart.back() > 1e-12 * column.length())
                    apart.push_back(x);
                else if (is_held(x))
                    apart.back() = x;
            ends = std::move(apart);
            for (std::size_t k = 0; k < ends.size(); ++k) {
                // A position that another holds may be agreed on, alone.
                bool const alone = is_held(ends[k]) || ends.size() == 1;
                if (alone) add(ends[k], ends[k], at(ends[k]));
                if (k + 1 < ends.size()) add(ends[k], ends[k + 1], at(ends[k] + (ends[k + 1] - ends[k]) / 2));
            }
        }
        for (auto const& x : pieces)
            ranges_.push_back({varied_number::position, table_.matrix().actor(row), table_.matrix().issue_id_of(p),
                               boost::none, x.lower, x.upper,
                               table_.matrix().issue(p).name + " is " + std::string(to_string(x.standing))});
        table_ = kept;
    }

    progress_table table_;
    verdicts now_;
    std::vector<progress_range> ranges_{};
};

}  // namespace detail

ENTENTE_INLINE std::vector<progress_range> progress_ranges(position_matrix const& parties,
                                                           progress_options const& options) {
    return detail::progress_variation(parties, options).run();
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/detail/progress_table.hpp"
#include "entente/negotiation/issue_progress.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

namespace detail {

/// The names of some actors: "A", "A and B", "A, B and C".
ENTENTE_INLINE std::string listed(std::vector<actor_id> const& actors, position_matrix const& matrix) {
    std::string text;
    for (std::size_t i = 0; i < actors.size(); ++i) {
        if (i > 0) text += i + 1 == actors.size() ? " and " : ", ";
        text += matrix.actor_name(actors[i]);
    }
    return text;
}

/// A position as a text: its label, or the number.
ENTENTE_INLINE std::string position_words(issue_column const& column, double x) {
    if (auto label = column.label_of(x)) return std::move(*label);
    return number_label(x);
}

/// Why an issue stands as it does, in words.
class progress_words {
public:
    progress_words(progress_table const& table, std::size_t p)
        : table_(table)
        , matrix_(table.matrix())
        , column_(matrix_.issue(p))
        , p_(p) {}

    std::string of(issue_progress const& i) const {
        switch (i.standing) {
        case issue_standing::blocked:
            return blocked(i);
        case issue_standing::undisclosed:
            return undisclosed(i);
        case issue_standing::agreed:
            return "all hold " + at(*i.least);
        case issue_standing::convergent:
            return convergent(i);
        case issue_standing::tradable:
            return tradable(*i.best_trade);
        case issue_standing::opposed:
            return column_.measurement == level::nominal
                       ? "they hold different options"
                       : "they hold " + at(*i.least) + " to " + at(*i.greatest) + ", and nothing can be had for it";
        }
        return {};
    }

private:
    std::string at(double x) const { return position_words(column_, x); }
    interval accepted_by(actor_id who) const {
        auto const row = matrix_.row_of(who);
        return range_on_scale(column_, {who, table_.at(*row, p_).acceptable});
    }

    std::string blocked(issue_progress const& i) const {
        auto const &low = *i.found.blocked_by_low, &high = *i.found.blocked_by_high;
        return matrix_.actor_name(low) + " accepts nothing below " + at(accepted_by(low).lower) + ", " +
               matrix_.actor_name(high) + " nothing above " + at(accepted_by(high).upper);
    }
    std::string undisclosed(issue_progress const& i) const {
        if (!i.withheld.empty()) return listed(i.withheld, matrix_) + " declined to say";
        std::vector<actor_id> spoken;
        for (std::size_t row = 0; row < table_.actors(); ++row)
            if (table_.at(row, p_).known) spoken.push_back(matrix_.actor(row));
        return "only " + listed(spoken, matrix_) + " has a position";
    }
    std::string convergent(issue_progress const& i) const {
        if (auto const side = table_.common_side(p_); side != 0)
            return "all lean the same way, " + at(*i.least) + " to " + at(*i.greatest);
        auto const& zone = *i.found.common;
        return "all accept " + (zone.lower == zone.upper ? at(zone.lower) : at(zone.lower) + " to " + at(zone.upper));
    }
    std::string tradable(trade const& t) const {
        bool const a_here = t.issue_a_concedes == matrix_.issue_id_of(p_);
        auto const &here = a_here ? t.a : t.b, &there = a_here ? t.b : t.a;
        auto const& other = a_here ? t.issue_b_concedes : t.issue_a_concedes;
        return matrix_.actor_name(here) + " could give way here, " + matrix_.actor_name(there) + " on " +
               matrix_.issue(other).name;
    }

    progress_table const& table_;
    position_matrix const& matrix_;
    issue_column const& column_;
    std::size_t p_;
};

/// Who stands where, and how much it matters to each side.
ENTENTE_INLINE void add_sides(issue_progress& i, progress_table const& table, std::size_t p) {
    for (std::size_t row = 0; row < table.actors(); ++row) {
        auto const& c = table.at(row, p);
        if (c.asked && !c.known) i.withheld.push_back(table.matrix().actor(row));
        if (!c.known) continue;
        if (!i.least || c.position < *i.least) i.least = c.position;
        if (!i.greatest || c.position > *i.greatest) i.greatest = c.position;
    }
    if (!i.least) return;
    double low = 0, high = 0;
    for (std::size_t row = 0; row < table.actors(); ++row) {
        auto const& c = table.at(row, p);
        if (!c.known) continue;
        double const nearer = (*i.greatest - c.position) - (c.position - *i.least);
        bool const is_low = nearer >= -1e-12 * (*i.greatest - *i.least);
        (is_low ? i.low_side : i.high_side).push_back(table.matrix().actor(row));
        (is_low ? low : high) += c.salience;
    }
    if (!i.low_side.empty()) i.low_salience = low / static_cast<double>(i.low_side.size());
    if (!i.high_side.empty()) i.high_salience = high / static_cast<double>(i.high_side.size());
}

ENTENTE_INLINE void add_conditions(std::vector<issue_progress>& issues, stated_stances const& all,
                                   position_matrix const& parties) {
    for (auto& i : issues) {
        for (auto const& s : all.stances)
            if (s.issue == i.issue && state_of(s, all) == condition_state::unresolved)
                i.on_condition.push_back(s.actor);
        if (!i.on_condition.empty()) i.reason += "; on a condition: " + listed(i.on_condition, parties);
    }
}

}  // namespace detail

ENTENTE_INLINE std::vector<issue_progress> room_for_progress(position_matrix const& parties,
                                                             progress_options const& options) {
    detail::progress_table const table(parties, options);
    auto const trades = table.best_trades();
    auto const verdicts = table.verdicts(trades);
    std::vector<issue_progress> result;
    for (std::size_t p = 0; p < table.issues(); ++p) {
        if (!table.asked(p)) continue;
        issue_progress i;
        i.issue = parties.issue_id_of(p);
        i.standing = verdicts[p].standing, i.main = verdicts[p].main;
        i.found = table.zone_on(p), i.best_trade = trades[p];
        detail::add_sides(i, table, p);
        i.reason = detail::progress_words(table, p).of(i);
        result.push_back(std::move(i));
    }
    return result;
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/trade.hpp
/// What a trade of two actors is, and how trades are looked for: see negotiation/trades.hpp.

#include <cstddef>
#include <string_view>
#include <tuple>

#include "entente/base/field.hpp"
#include "entente/base/search.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// The outcome of an issue before and after a trade, in the issue's units.
struct outcome_shift {
    double before = 0, after = 0;
};

/// Two actors, each of whom shifts its position on the issue that matters less to it towards the other.
///
/// Of the two issues `b` concedes on the one of lower column and `a` on the other, so that a trade is
/// written in one way only.
struct trade {
    actor_id a{}, b{};
    issue_id issue_a_concedes{}, issue_b_concedes{};
    double gain = 0;              ///< of each of the two, > 0: less loss, in per cent of the scale times salience
    double shift_a_concedes = 0;  ///< of a's position, in the issue's units
    double shift_b_concedes = 0;
    outcome_shift outcome_a_concedes{}, outcome_b_concedes{};  ///< of the two issues
    /// Whether it is smaller than it could be, so that no outcome passes who demands it, nor a red line is crossed.
    bool capped = false;

    template <class Row = trade>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor_a", "", "one of the two", &Row::a),
            make_field<Row>("actor_b", "", "the other", &Row::b),
            make_field<Row>("issue_a_concedes", "", "on which a gives way", &Row::issue_a_concedes),
            make_field<Row>("issue_b_concedes", "", "on which b does", &Row::issue_b_concedes),
            make_field<Row>("gain", "per cent of the scale times salience", "of each of the two", &Row::gain),
            make_field<Row>("shift_a_concedes", issue_units, "of a's position", &Row::shift_a_concedes),
            make_field<Row>("shift_b_concedes", issue_units, "of b's position", &Row::shift_b_concedes));
    }
};

/// Which trades are listed.
struct trade_options {
    std::size_t top = 0;          ///< the best so many; 0: all
    double least_gain = 1e-10;    ///< trades of less gain are none
    bool past_red_lines = false;  ///< whether a trade may push who concedes out of the range that it accepts
};

/// Whose issues a trade is about.
enum class trade_role : unsigned char {
    own,    ///< one of the two
    inner,  ///< stands on opposite sides of the two issues as the two do: could have been one of them
    outer,  ///< otherwise
};

constexpr std::string_view to_string(trade_role r) {
    constexpr std::string_view names[] = {"own", "inner", "outer"};
    return names[static_cast<int>(r)];
}

/// What a trade does to an actor.
struct externality {
    actor_id actor{};
    trade_role role = trade_role::outer;
    double gain = 0;  ///< negative where it loses, in per cent of the scale times salience

    template <class Row = externality>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "whom it concerns", &Row::actor),
            make_field<Row>("role", "", "in the trade", &Row::role),
            make_field<Row>("gain", "per cent of the scale times salience", "negative where it loses", &Row::gain));
    }
};

/// What each trade is made to know of those realised before it.
enum class trade_knowledge : unsigned char {
    /// All of it: every trade is measured at the outcomes as they are then, so that each leaves both better off.
    outcomes,
    /// As the exchange model keeps its books: of a conceding actor, its last shift; of others on an issue,
    /// the first that each made to one of the two. Other shifts go unseen, and an outcome that already is
    /// where an actor wants it may be moved past it, so that not every trade leaves both better off. It holds
    /// shifts upwards to the length of the scale and not those downwards: a scale turned round may lead elsewhere.
    exchange_model
};

/// How trades are realised.
struct realisation_options {
    trade_knowledge knowledge = trade_knowledge::outcomes;
    double least_gain = 1e-10;
    double tie = 1e-9;  ///< gains within this share of the greatest tie: the first by issues, then actors, is taken
    bool past_red_lines = false;  ///< as of trade_options
    search_limits limits{};
};

}  // namespace entente

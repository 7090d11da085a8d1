// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/since.hpp
/// Since when do actors agree, on what, and which statement moved them?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/ids.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/model/level.hpp"
#include "entente/positions/issue_column.hpp"
#endif

namespace entente {

struct since_options {
    period window{};    ///< statements whose date begins in [from, to)
    double within = 0;  ///< positions that differ by no more than this share of the scale agree; in [0, 1]
};

/// A moment at which the distance of actors became another.
struct agreement_step {
    statement_date date{};
    actor_id actor{};                     ///< who moved,
    issue_id issue{};                     ///< on what,
    statement_id statement{};             ///< by which statement: of several of that date the last
    boost::optional<double> distance{};   ///< from here on, in [0, 1]; none while nothing can be compared
    boost::optional<double> agreement{};  ///< 1 - distance
    boost::optional<double> change{};     ///< the distance less the one before; none where either is not there
    std::size_t issues = 0;               ///< on which two of the actors or more hold a position

    std::string date_text() const { return date.text(); }

    template <class Row = agreement_step>
    static auto fields() {
        return std::tuple(
            make_field<Row>("date", "", "from when on", &Row::date_text),
            make_field<Row>("distance", "share of the scale", "of their positions", &Row::distance),
            make_field<Row>("agreement", "", "1 - distance", &Row::agreement),
            make_field<Row>("change", "share of the scale", "the distance less the one before", &Row::change),
            make_field<Row>("actor", "", "who moved", &Row::actor),
            make_field<Row>("issue", "", "on what", &Row::issue),
            make_field<Row>("statement", "", "by which statement", &Row::statement),
            make_field<Row>("issues", "issues", "on how many they can be compared", &Row::issues));
    }
};

/// Since when actors agree on an issue, or do not.
struct agreement_since {
    issue_id issue{};
    boost::optional<double> distance{};          ///< at the end, as a share of the scale; none: not to be compared
    boost::optional<bool> agree{};               ///< at the end
    boost::optional<statement_date> since{};     ///< when that began
    boost::optional<statement_id> statement{};   ///< that began it; of several of that date the last
    boost::optional<statement_date> compared{};  ///< when two of them first held a position
    boost::optional<statement_date> agreed{};    ///< when they first agreed
    boost::optional<statement_date> diverged{};  ///< when they first differed

    template <class Row = agreement_since>
    static auto fields() {
        using date = boost::optional<statement_date>;
        auto const text = [](date Row::*of) {
            return [of](Row const& r) -> boost::optional<std::string> {
                if (!(r.*of)) return boost::none;
                return (r.*of)->text();
            };
        };
        return std::tuple(
            make_field<Row>("issue", "", "on what", &Row::issue),
            make_field<Row>("distance", "share of the scale", "at the end", &Row::distance),
            make_field<Row>("agree", "", "at the end", &Row::agree),
            make_field<Row>("since", "", "when that began", text(&Row::since)),
            make_field<Row>("statement", "", "the statement that began it", &Row::statement),
            make_field<Row>("compared", "", "when two of them first held a position", text(&Row::compared)),
            make_field<Row>("agreed", "", "when they first agreed", text(&Row::agreed)),
            make_field<Row>("diverged", "", "when they first differed", text(&Row::diverged)));
    }
};

struct agreement_history {
    std::vector<agreement_step> steps{};    ///< in the order of dates; of one date by actor, then issue
    std::vector<agreement_since> issues{};  ///< on which one of them ever held a position, by issue
};

/// Agreement and distance of two or more actors over time, each step with the statement that moved it, and for each
/// issue since when they agree or differ.
///
/// What an actor holds is the position of the last date on which one was stated on its behalf; none where statements of
/// that date differ. Distance: sum w |u - v| / sum w over issues and pairs of actors who hold a position, with
/// positions as shares of the scale and the weights of issues; on a nominal scale 1 where they differ, else 0. For two
/// actors on ordinal scales that is `city_block` of what `collapse` gives at the date, with the weights of issues.
/// Actors agree on an issue where two of them or more hold a position and no two of these differ by more than
/// `options.within`.
///
/// Since when they agree or differ is of dates: statements of one date count together, whoever made them. Steps of one
/// date are one after the other, so that each says who moved; the last of them is what the date came to.
/// A step is left out where a statement changes neither the distance nor what can be compared. Each step computes anew
/// the part of the issue that moved and adds up those of all issues, so that no rounding accumulates.
/// Throws error(invalid_argument) for fewer than two actors, one who is named twice, a window of no time and a `within`
/// outside of [0, 1]. Preconditions: the ids are of the corpus. O(n log n + dates * (issues + k log k)) for n
/// statements of k actors. Source of the distance: Gower (1971).
/// ```
/// auto const s = agreement_over_time(said, std::array{us, russia});
/// ```
agreement_history agreement_over_time(corpus const& said, std::span<actor_id const> actors,
                                      since_options const& options = {});

#if ENTENTE_DEFINES(discourse)

namespace detail {

/// Positions of some actors on one issue.
struct issue_agreement {
    std::vector<boost::optional<double>> positions;
    double apart = 0;  // the sum of distances over pairs, shares of the scale
    double pairs = 0;
    double widest = 0;  // of a pair

    void update(bool nominal, double length) {
        std::vector<double> known;
        for (auto const& x : positions)
            if (x) known.push_back(*x);
        std::sort(known.begin(), known.end());
        auto const n = static_cast<double>(known.size());
        pairs = known.empty() ? 0 : n * (n - 1) / 2;
        apart = widest = 0;
        if (pairs == 0) return;
        if (nominal) {
            apart = pairs;
            for (std::size_t i = 0; i < known.size();) {
                auto j = i;
                while (j < known.size() && known[j] == known[i]) ++j;
                auto const same = static_cast<double>(j - i);
                apart -= same * (same - 1) / 2;
                i = j;
            }
            widest = known.front() == known.back() ? 0 : 1;
            return;
        }
        // x[i] is above i others and below n - 1 - i.
        for (std::size_t i = 1; i < known.size(); ++i) {
            auto const below = static_cast<double>(i);
            apart += (known[i] - known[i - 1]) / length * (below * (n - below));
        }
        widest = (known.back() - known.front()) / length;
    }
};

}  // namespace detail

ENTENTE_INLINE agreement_history agreement_over_time(corpus const& said, std::span<actor_id const> actors,
                                                     since_options const& options) {
    auto sorted = std::vector<actor_id>(actors.begin(), actors.end());
    std::sort(sorted.begin(), sorted.end());
    if (sorted.size() < 2)
        throw error(fault_code::invalid_argument, "agreement is of two actors at least",
                    {.value = std::to_string(sorted.size())});
    if (auto const twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        throw error(fault_code::invalid_argument, "an actor is named twice", {.actor = said.name(*twice)});
    if (options.window.empty())
        throw error(fault_code::invalid_argument, "a window of no time",
                    {.value = detail::period_text(options.window)});
    if (!(options.within >= 0 && options.within <= 1))
        throw error(fault_code::invalid_argument, "what counts as agreement is a share of the scale, from 0 to 1",
                    {.value = detail::number_text(options.within)});

    struct event {
        time_point at;
        std::uint32_t actor, issue, statement;
        auto operator<=>(event const&) const = default;
    };
    std::vector<event> events;
    for (std::uint32_t a = 0; a < sorted.size(); ++a)
        for (auto const s : said.of(sorted[a]))
            if (said[statement_id(s)].position && options.window.contains(said.times()[s]))
                events.push_back({said.times()[s], a, said.issue_numbers()[s], s});
    std::sort(events.begin(), events.end());

    agreement_history made;
    std::vector<std::uint32_t> issues;  // on which something was said, ascending
    for (auto const& e : events) issues.push_back(e.issue);
    std::sort(issues.begin(), issues.end());
    issues.erase(std::unique(issues.begin(), issues.end()), issues.end());
    for (auto const i : issues) made.issues.push_back({.issue = issue_id(i)});
    std::vector<detail::issue_agreement> states(issues.size());
    for (auto& s : states) s.positions.resize(sorted.size());

    // Statements of one date were made together: what they come to counts, not who of them is asked first.
    std::vector<boost::optional<statement_id>> last_said(issues.size());  // of the date, by issue
    auto const end_date = [&] {
        for (std::size_t i = 0; i < issues.size(); ++i) {
            if (!last_said[i]) continue;
            auto const by = said[*last_said[i]];
            last_said[i] = boost::none;
            auto const& state = states[i];
            auto& turn = made.issues[i];
            boost::optional<bool> agree;
            turn.distance = boost::none;
            if (state.pairs > 0) {
                // From 0.6 to 0.8 is a fifth, which as doubles it exceeds.
                agree = state.widest <= options.within + issue_column::indistinct;
                turn.distance = state.apart / state.pairs;
                if (!turn.compared) turn.compared = by.date;
                auto& met = *agree ? turn.agreed : turn.diverged;
                if (!met) met = by.date;
            }
            if (agree == turn.agree) continue;
            turn.agree = agree;
            turn.since = by.date;
            turn.statement = by.id;
        }
    };

    boost::optional<double> before;
    std::size_t comparable = 0;
    for (std::size_t first = 0; first < events.size();) {
        auto const& e = events[first];
        auto last = first;
        bool differ = false;
        for (; last < events.size() && events[last].at == e.at && events[last].actor == e.actor &&
               events[last].issue == e.issue;
             ++last)
            differ = differ || said.positions()[events[last].statement] != said.positions()[e.statement];
        auto const place =
            static_cast<std::size_t>(std::lower_bound(issues.begin(), issues.end(), e.issue) - issues.begin());
        auto const by = said[statement_id(events[last - 1].statement)];
        first = last;

        auto& state = states[place];
        auto const& issue = said[issue_id(issues[place])];
        auto& position = state.positions[e.actor];
        if (differ)
            position = boost::none;
        else
            position = by.position;
        state.update(issue.scale.measurement() == level::nominal, issue.scale.upper() - issue.scale.lower());

        if (auto& last_of = last_said[place]; !last_of || *last_of < by.id) last_of = by.id;
        if (first == events.size() || events[first].at != e.at) end_date();

        double apart = 0, weight = 0;
        std::size_t now = 0;
        for (std::size_t i = 0; i < issues.size(); ++i) {
            if (states[i].pairs == 0) continue;
            double const w = said[issue_id(issues[i])].weight;
            apart += w * states[i].apart;
            weight += w * states[i].pairs;
            ++now;
        }
        agreement_step step{by.date, sorted[e.actor], issue_id(issues[place]), by.id};
        if (weight > 0) {
            step.distance = apart / weight;
            step.agreement = 1 - *step.distance;
            if (before) step.change = *step.distance - *before;
        }
        step.issues = now;
        if (step.distance != before || now != comparable) made.steps.push_back(step);
        before = step.distance;
        comparable = now;
    }
    return made;
}

#endif

}  // namespace entente

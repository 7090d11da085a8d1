// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/stance_conflict.hpp
/// A conflict over outcomes of issues: what its states are, and what each party loses by them.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/model/interval.hpp"
#include "entente/negotiation/conflict/model.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <cmath>
#include <numeric>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// A conflict over outcomes of issues, with what its numbers stand for.
struct stance_conflict {
    conflict_model model{};
    std::vector<actor_id> parties{};            ///< party p of the model
    std::vector<issue_id> issues{};             ///< those that are controlled, by id
    std::vector<std::string> issue_names{};     ///< likewise
    std::vector<std::vector<double>> levels{};  ///< the outcomes that each of them may have, ascending

    /// The outcome of each issue in a state.
    std::vector<double> outcomes_in(std::size_t state) const;
    /// The state of these outcomes, one for each issue. Throws error for an issue that nobody controls
    /// (unknown_name), one that is named twice (duplicate) or not at all (invalid_argument), and an outcome
    /// that is none of its levels (off_scale).
    std::uint32_t state_of(std::vector<std::pair<issue_id, double>> const& outcomes) const;
};

namespace detail {

/// What a party makes of an outcome of an issue.
struct outcome_view {
    bool is_held = false;  // without a stance the issue does not matter to it
    boost::optional<double> position{};
    interval acceptable{};
    double salience = 1;
};

/// By party and controlled issue: one view, or one in each state where conditions make a difference.
using outcome_views = std::vector<std::vector<std::vector<outcome_view>>>;

struct conflict_frame {
    std::vector<issue_column> columns{};
    std::vector<std::string> party_names{};
    std::vector<std::vector<char>> may_settle{};  // by party and controlled issue
};

/// The levels of each issue. Throws as make_stance_conflict does.
std::vector<std::vector<double>> outcome_levels(std::vector<issue_column> const& columns, std::size_t levels);
/// Precondition: all but the model is there.
void make_model(stance_conflict& of, conflict_frame const& frame, outcome_views const& views);

}  // namespace detail

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE std::vector<double> stance_conflict::outcomes_in(std::size_t state) const {
    std::vector<double> outcomes;
    for (auto const& l : levels) {
        outcomes.push_back(l[state % l.size()]);
        state /= l.size();
    }
    return outcomes;
}

ENTENTE_INLINE std::uint32_t stance_conflict::state_of(std::vector<std::pair<issue_id, double>> const& outcomes) const {
    std::size_t state = 0, step = 1;
    for (std::size_t i = 0; i < issues.size(); ++i) {
        boost::optional<double> outcome;
        for (auto const& [issue, value] : outcomes) {
            if (issue != issues[i]) continue;
            if (outcome)
                throw error(fault_code::duplicate, "an issue has one outcome in a state", {.issue = issue_names[i]});
            outcome = value;
        }
        if (!outcome)
            throw error(fault_code::invalid_argument, "a state has an outcome of every controlled issue",
                        {.issue = issue_names[i]});
        double const slack = issue_column::indistinct * (levels[i].back() - levels[i].front());
        auto const at = std::find_if(levels[i].begin(), levels[i].end(),
                                     [&](double level) { return (std::abs)(level - *outcome) <= slack; });
        if (at == levels[i].end())
            throw error(fault_code::off_scale, "an outcome that is none of those that the issue may have here",
                        {.issue = issue_names[i], .value = detail::number_text(*outcome)});
        state += step * static_cast<std::size_t>(at - levels[i].begin());
        step *= levels[i].size();
    }
    for (auto const& [issue, value] : outcomes)
        if (std::find(issues.begin(), issues.end(), issue) == issues.end())
            throw error(fault_code::unknown_name, "the outcome of an issue that nobody controls",
                        {.issue = "#" + std::to_string(issue.value), .value = detail::number_text(value)});
    return static_cast<std::uint32_t>(state);
}

namespace detail {

ENTENTE_INLINE std::vector<std::vector<double>> outcome_levels(std::vector<issue_column> const& columns,
                                                               std::size_t levels) {
    if (columns.empty()) throw error(fault_code::invalid_argument, "nobody controls an issue");
    std::vector<std::vector<double>> all;
    std::size_t states = 1;
    for (auto const& c : columns) {
        if (c.categories.empty() && levels < 2)
            throw error(fault_code::invalid_argument,
                        "an issue without categories: say how many outcomes it may have, 2 at least",
                        {.issue = c.name, .value = std::to_string(levels)});
        // Beyond the limit the sizes do not count any more.
        constexpr std::size_t beyond = std::size_t{1} << 16;
        auto const size = c.categories.empty() ? levels : c.categories.size();
        states = (std::min)(states * (std::min)(size, beyond), beyond);
        require_conflict_size(states, 1);
        all.push_back(c.categories.empty() ? c.even_levels(levels) : std::vector<double>(c.categories));
    }
    return all;
}

/// What a party loses by a state, and what of it is not known.
class outcome_losses {
public:
    outcome_losses(stance_conflict const& of, conflict_frame const& frame,
                   std::vector<std::vector<outcome_view>> const& views)
        : of_(of)
        , frame_(frame)
        , views_(views)
        , states_(1) {
        for (auto const& l : of.levels) states_ *= l.size();
        std::vector<double> loss(states_, 0.0);
        known_.assign(states_, 0.0), crossed_.assign(states_, 0);
        double all = 0;
        for (std::size_t i = 0; i < of.issues.size(); ++i) {
            double most = 0;
            for (auto const& v : views[i]) most = (std::max)(most, v.is_held ? v.salience : 0);
            all += most;
            for (auto const& v : views[i]) withheld_ = withheld_ || (v.is_held && !v.position);
        }
        for (std::size_t s = 0; s < states_; ++s) {
            auto const outcomes = of.outcomes_in(s);
            for (std::size_t i = 0; i < outcomes.size(); ++i) {
                auto const& v = view(i, s);
                if (!v.is_held) continue;
                if (!v.acceptable.contains(outcomes[i])) crossed_[s] = 1;
                if (v.position)
                    known_[s] += v.salience * distance(i, outcomes[i], *v.position);
                else
                    loss[s] += v.salience * distance(i, outcomes[i], somewhere(i, v));
            }
            loss[s] += known_[s];
        }
        least_ = 1e-12 * all;
        std::vector<std::uint32_t> order(states_);
        std::iota(order.begin(), order.end(), 0u);
        std::sort(order.begin(), order.end(), [&](auto a, auto b) {
            if (crossed_[a] != crossed_[b]) return crossed_[a] < crossed_[b];
            return loss[a] != loss[b] ? loss[a] < loss[b] : a < b;
        });
        rank_.assign(states_, 0);
        for (std::size_t k = 1; k < order.size(); ++k) {
            auto const a = order[k - 1], b = order[k];
            rank_[b] = rank_[a] + (crossed_[a] != crossed_[b] || loss[b] - loss[a] > least_);
        }
    }

    std::vector<std::uint32_t> const& rank() const { return rank_; }

    /// The pairs whose order hangs on a position that was withheld.
    bit_rows unknown() const {
        if (!withheld_) return {};
        bit_rows pairs(states_);
        std::vector<std::vector<double>> outcomes;
        for (std::size_t s = 0; s < states_; ++s) outcomes.push_back(of_.outcomes_in(s));
        for (std::size_t s = 0; s < states_; ++s)
            for (std::size_t t = 0; t < s; ++t) {
                if (crossed_[s] != crossed_[t]) continue;
                interval more{known_[s] - known_[t], known_[s] - known_[t]};  // what s loses more than t
                for (std::size_t i = 0; i < of_.issues.size(); ++i) {
                    auto const here = difference(i, s, outcomes[s][i], t, outcomes[t][i]);
                    more.lower += here.lower, more.upper += here.upper;
                }
                bool const is_known = more.upper - more.lower <= least_ ||
                                      (rank_[s] < rank_[t] ? more.upper < -least_ : more.lower > least_);
                if (!is_known) pairs.add(s, t), pairs.add(t, s);
            }
        return pairs;
    }

private:
    outcome_view const& view(std::size_t issue, std::size_t state) const {
        auto const& all = views_[issue];
        return all[all.size() == 1 ? 0 : state];
    }
    double distance(std::size_t issue, double outcome, double position) const {
        auto const& c = frame_.columns[issue];
        if (c.measurement == level::nominal) return outcome == position ? 0 : 1;
        return (std::abs)(outcome - position) / c.length();
    }
    /// Where a position that was withheld may be.
    interval range(std::size_t issue, outcome_view const& v) const {
        auto const& c = frame_.columns[issue];
        interval within{(std::max)(c.lower, v.acceptable.lower), (std::min)(c.upper, v.acceptable.upper)};
        if (!c.categories.empty()) {
            auto const first = std::lower_bound(c.categories.begin(), c.categories.end(), within.lower);
            auto const last = std::upper_bound(first, c.categories.end(), within.upper);
            if (first != last) within = {*first, *(last - 1)};
        }
        return within;
    }
    double somewhere(std::size_t issue, outcome_view const& v) const { return range(issue, v).lower; }

    /// How far an outcome may be from a withheld position.
    interval distances(std::size_t issue, outcome_view const& v, double outcome) const {
        auto const r = range(issue, v);
        if (frame_.columns[issue].measurement == level::nominal)
            return {r.lower == r.upper    ? distance(issue, outcome, r.lower)
                    : r.contains(outcome) ? 0.0
                                          : 1.0,
                    r.lower == r.upper && r.contains(outcome) ? 0.0 : 1.0};
        double const to_lower = distance(issue, outcome, r.lower), to_upper = distance(issue, outcome, r.upper);
        return {r.contains(outcome) ? 0 : (std::min)(to_lower, to_upper), (std::max)(to_lower, to_upper)};
    }
    /// By how much more a withheld position may lose by one outcome than by another.
    interval difference(std::size_t issue, std::size_t s, double a, std::size_t t, double b) const {
        auto const &in_s = view(issue, s), &in_t = view(issue, t);
        bool const open_s = in_s.is_held && !in_s.position, open_t = in_t.is_held && !in_t.position;
        if (open_s && open_t && in_s.salience == in_t.salience && in_s.acceptable == in_t.acceptable) {
            if (a == b) return {0, 0};
            auto const r = range(issue, in_s);
            double low = 0, high = 0;
            if (frame_.columns[issue].measurement == level::nominal) {
                // It is the one, the other, or neither.
                bool const only = r.lower == r.upper;
                low = r.contains(a) ? -1 : 0, high = r.contains(b) ? 1 : 0;
                if (only) low = high = distance(issue, a, r.lower) - distance(issue, b, r.lower);
            } else {
                // |a - p| - |b - p| rises or falls with p throughout.
                low = distance(issue, a, r.lower) - distance(issue, b, r.lower);
                high = distance(issue, a, r.upper) - distance(issue, b, r.upper);
                if (low > high) std::swap(low, high);
            }
            return {in_s.salience * low, in_s.salience * high};
        }
        interval sum{0, 0};
        if (open_s) {
            auto const d = distances(issue, in_s, a);
            sum.lower += in_s.salience * d.lower, sum.upper += in_s.salience * d.upper;
        }
        if (open_t) {
            auto const d = distances(issue, in_t, b);
            sum.lower -= in_t.salience * d.upper, sum.upper -= in_t.salience * d.lower;
        }
        return sum;
    }

    stance_conflict const& of_;
    conflict_frame const& frame_;
    std::vector<std::vector<outcome_view>> const& views_;
    std::size_t states_;
    std::vector<double> known_{};
    std::vector<char> crossed_{};
    std::vector<std::uint32_t> rank_{};
    double least_ = 0;
    bool withheld_ = false;
};

ENTENTE_INLINE void make_model(stance_conflict& of, conflict_frame const& frame, outcome_views const& views) {
    std::size_t states = 1;
    for (auto const& l : of.levels) states *= l.size();
    require_conflict_size(states, of.parties.size());
    std::vector<std::string> names;
    std::vector<std::vector<double>> outcomes;
    for (std::size_t s = 0; s < states; ++s) {
        outcomes.push_back(of.outcomes_in(s));
        std::string name;
        for (std::size_t i = 0; i < of.issues.size(); ++i)
            name += (i ? ", " : "") + of.issue_names[i] + " = " +
                    frame.columns[i].label_of(outcomes[s][i]).value_or(number_text(outcomes[s][i]));
        names.push_back(std::move(name));
    }
    std::vector<conflict_side> sides;
    for (std::size_t p = 0; p < of.parties.size(); ++p) {
        conflict_side side{frame.party_names[p], bit_rows(states), {}, {}};
        for (std::size_t s = 0; s < states; ++s)
            for (std::size_t t = 0; t < states; ++t) {
                bool may = s != t;
                for (std::size_t i = 0; may && i < of.issues.size(); ++i)
                    may = outcomes[s][i] == outcomes[t][i] || frame.may_settle[p][i];
                if (may) side.moves.add(s, t);
            }
        outcome_losses const losses(of, frame, views[p]);
        side.rank = losses.rank();
        side.unknown = losses.unknown();
        sides.push_back(std::move(side));
    }
    of.model = conflict_model(std::move(sides), std::move(names));
}

}  // namespace detail

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/incremental_pairs.hpp
/// All pairs kept up to date while stances change, one at a time.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "entente/base/bulk_allocator.hpp"
#include "entente/base/executor.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/traits.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/dyad_matrix.hpp"
#include "entente/pairs/pair_engine.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// The statistics of all pairs of a matrix, mended when a stance changes: the old contribution of that issue is
/// subtracted from the dyads of the actor and the new one added.
///
/// Counts, and sums on scales of up to 17 equally spaced categories with whole-numbered weights, stay exact:
/// every value is that of a new computation, to the last bit. Other sums drift by at most one rounding of the
/// greatest sum for each subtraction and addition. A pair that a subtraction leaves with less than a 64th of its
/// weight, or of another of its sums, is folded anew, so that nothing tells of what is gone: after u updates a mean of
/// differences is within u 2^-46 of a new computation, relative to the greatest it can be. A variation that is
/// small beside the sums that it is made of is folded anew whenever it is read. Memory: a statistic for each pair,
/// and the stances. Not safe for reading while `update` runs.
template <dyadic_measure Measure>
class incremental_pairs {
    using statistic = typename Measure::statistic;

public:
    /// Computes all pairs once. Throws as `compare` does.
    template <executor_like Executor = serial_executor>
    explicit incremental_pairs(position_matrix const& matrix, Measure m = {}, compare_options const& options = {},
                               Executor const& execute = {})
        : m_(std::move(m))
        , options_(options)
        , slot_{matrix.actors(), is_symmetric(m_, options)}
        , issues_held_(matrix.issues_held())
        , columns_(matrix.columns().begin(), matrix.columns().end())
        , stances_(matrix.issues())
        , pairs_(slot_.size()) {
        for (std::size_t a = 0; a < matrix.actors(); ++a) actors_.push_back(detail::compared(matrix, a));
        for (std::size_t a = 0; a < matrix.actors(); ++a)
            for (cell const& c : matrix.row(a)) stances_[c.issue].push_back({a, c});
        pair_engine<Measure> const engine(matrix, matrix, m_, options);
        tiling const tiles(matrix.actors(), matrix.actors(), slot_.symmetric);
        execute(tiles.size(), [&](std::size_t i) {
            engine.run_once(tiles[i], [&](std::size_t a, std::size_t b, fold_result<statistic> const& f) {
                if (a != b) pairs_[slot_(a, b)] = f;
            });
        });
    }

    std::size_t actors() const { return slot_.actors; }

    /// Sets the stance of an actor on the issue of `now`, or takes it away, and mends the dyads of the actor.
    /// Precondition: the position is on the issue's scale. O(those who have a stance on the issue), with a
    /// policy that fills in for silence O(actors).
    void update(std::size_t actor, std::uint32_t issue, boost::optional<cell> const& now) {
        ENTENTE_ASSERT(actor < actors() && issue < columns_.size() && (!now || now->issue == issue));
        auto& all = stances_[issue];
        auto const at = std::lower_bound(all.begin(), all.end(), actor,
                                         [](stance_of const& s, std::size_t a) { return s.actor < a; });
        bool const held = at != all.end() && at->actor == actor;
        auto const old = held ? boost::optional<cell>(at->what) : boost::none;
        cell const *const before = old.get_ptr(), *const after = now.get_ptr();
        if (pairwise()) {
            // Whoever is silent on the issue shares nothing on it, before and after.
            for (auto const& s : all)
                if (s.actor != actor && s.what.known) mend(actor, s.actor, before, after, &s.what);
        } else {
            auto s = all.begin();
            for (std::size_t other = 0; other < actors(); ++other) {
                bool const theirs = s != all.end() && s->actor == other;
                if (other != actor) mend(actor, other, before, after, theirs ? &s->what : nullptr);
                if (theirs) ++s;
            }
        }
        if (held && now)
            at->what = *now;
        else if (held)
            all.erase(at);
        else if (now)
            all.insert(at, {actor, *now});
        for (auto const& [a, b] : worn_) pairs_[slot_(a, b)] = folded_once_anew(a, b);
        worn_.clear();
    }

    /// The comparison of a pair as stances now are; its coverage is a share of the issues held at the beginning.
    /// Precondition: a != b.
    comparison operator()(std::size_t a, std::size_t b) const {
        ENTENTE_ASSERT(a != b && a < actors() && b < actors());
        if (slot_.symmetric && b < a) std::swap(a, b);
        auto const& pair = pairs_[slot_(a, b)];
        if constexpr (detail::measured_anew<statistic>)
            if (pair.statistic.cancelled())
                return comparison_of(measure_for(a, b), folded_anew(a, b), options_, issues_held_);
        return comparison_of(measure_for(a, b), pair, options_, issues_held_);
    }

private:
    struct stance_of {
        std::size_t actor;
        cell what;
    };

    decltype(auto) measure_for(std::size_t a, std::size_t b) const {
        return measure_traits<Measure>::for_pair(m_, actors_[a], actors_[b]);
    }
    bool pairwise() const { return options_.missing.what == missing_policy::rule::pairwise; }

    /// Mends the pair, or both orders of it, of one whose stance on an issue changes and another's. Who has
    /// none is null.
    void mend(std::size_t actor, std::size_t other, cell const* before, cell const* after, cell const* theirs) {
        if (!slot_.symmetric || actor < other) mend_pair(actor, other, before, theirs, after, theirs);
        if (!slot_.symmetric || other < actor) mend_pair(other, actor, theirs, before, theirs, after);
    }
    void mend_pair(std::size_t a, std::size_t b, cell const* old_x, cell const* old_y, cell const* x, cell const* y) {
        auto& pair = pairs_[slot_(a, b)];
        auto const initial = measure_traits<Measure>::empty(measure_for(a, b), std::span(columns_));
        auto const before = on_one_issue(old_x, old_y, initial), after = on_one_issue(x, y, initial);
        bool const exact = measure_traits<Measure>::subtracts_exactly(m_);
        statistic const whole = exact ? initial : pair.statistic;
        pair.statistic -= before.statistic;
        bool const wears = !exact && statistic_traits<statistic>::worn(whole, pair.statistic);
        pair.statistic += after.statistic;
        pair.shared = pair.shared - before.shared + after.shared;
        pair.filled = pair.filled - before.filled + after.filled;
        // What a large weight leaves behind when it goes is rounding, not stances.
        if (wears) worn_.emplace_back(a, b);
    }
    /// A pair from its stances as they now are: to be mended further, and as a fresh comparison has it.
    fold_result<statistic> folded_once_anew(std::size_t a, std::size_t b) const {
        return fold_once(std::span<cell const>(row_of(a)), std::span<cell const>(row_of(b)),
                         std::span<issue_column const>(columns_), options_,
                         measure_traits<Measure>::empty(measure_for(a, b), std::span(columns_)));
    }
    fold_result<statistic> folded_anew(std::size_t a, std::size_t b) const {
        return fold(std::span<cell const>(row_of(a)), std::span<cell const>(row_of(b)),
                    std::span<issue_column const>(columns_), options_,
                    measure_traits<Measure>::empty(measure_for(a, b), std::span(columns_)));
    }
    std::vector<cell> row_of(std::size_t actor) const {
        std::vector<cell> row;
        for (auto const& all : stances_) {
            auto const at = std::lower_bound(all.begin(), all.end(), actor,
                                             [](stance_of const& s, std::size_t who) { return s.actor < who; });
            if (at != all.end() && at->actor == actor) row.push_back(at->what);
        }
        return row;
    }
    /// The fold of two stances on one issue.
    fold_result<statistic> on_one_issue(cell const* x, cell const* y, statistic const& initial) const {
        if (!pairwise()) return fold_once(row_of(x), row_of(y), columns_, options_, initial);
        fold_result<statistic> one{initial};
        if (!x || !y || !x->known || !y->known) return one;
        auto const& column = columns_[x->issue];
        one.statistic.add(x->position, y->position, detail::pair_weight(options_, column, x, y), column);
        one.shared = 1;
        return one;
    }
    static std::span<cell const> row_of(cell const* c) { return c ? std::span(c, 1) : std::span<cell const>(); }

    Measure m_;
    compare_options options_;
    detail::pair_slots slot_;
    std::size_t issues_held_;
    std::vector<issue_column> columns_;
    std::vector<compared_actor> actors_;
    std::vector<std::vector<stance_of>> stances_;  // on each issue, by ascending actor
    detail::bulk<fold_result<statistic>> pairs_;
    std::vector<std::pair<std::size_t, std::size_t>> worn_;  // whose sums the update at hand has made rounding of
};

}  // namespace entente

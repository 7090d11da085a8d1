// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/live_dyads.hpp
/// All pairs kept up to date while stances change, one at a time.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/concepts.hpp"
#include "entente/dyadic/dyad_matrix.hpp"
#include "entente/dyadic/executor.hpp"
#include "entente/dyadic/fold.hpp"
#include "entente/dyadic/pairwise.hpp"
#include "entente/dyadic/tiles.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// The statistics of all pairs of a matrix, mended when a stance changes: the old contribution of that issue is subtracted from the dyads of the
/// actor and the new one added.
///
/// Counts, and sums on scales of up to 17 equally spaced categories with whole-numbered weights, stay exact: every value is that of a new
/// computation, to the last bit. Other sums drift by at most one rounding of the greatest sum for each subtraction and addition: after u updates a
/// mean of differences is within 2 u 2^-53 of a new computation, relative to the greatest it can be.
/// Memory: a statistic for each pair. Not safe for reading while `update` runs.
template <dyadic_measure Measure>
class live_dyads {
    using statistic = typename Measure::statistic;

public:
    /// Computes all pairs once. Throws as `compare` does.
    template <executor_like Executor = serial_executor>
    explicit live_dyads(position_matrix const& matrix, Measure m = {}, compare_options const& options = {}, Executor const& execute = {})
        : m_(std::move(m)), options_(options), slot_{matrix.actors(), is_symmetric(m_, options)}, issues_held_(matrix.issues_held()),
          columns_(matrix.columns().begin(), matrix.columns().end()), rows_(matrix.actors()), pairs_(slot_.size()) {
        for (std::size_t a = 0; a < matrix.actors(); ++a) rows_[a].assign(matrix.row(a).begin(), matrix.row(a).end());
        tile_engine<Measure> const engine(matrix, matrix, m_, options);
        tiling const tiles(matrix.actors(), matrix.actors(), slot_.symmetric);
        execute(tiles.size(), [&](std::size_t i) {
            engine.run(tiles[i], [&](std::size_t a, std::size_t b, folded<statistic> const& f) {
                if (a != b) pairs_[slot_(a, b)] = f;
            });
        });
    }

    std::size_t actors() const { return slot_.actors; }

    /// Sets the stance of an actor on the issue of `now`, or takes it away, and mends the dyads of the actor.
    /// Precondition: the position is on the issue's scale. O(actors * log issues).
    void update(std::size_t actor, std::uint32_t issue, boost::optional<cell> const& now) {
        ENTENTE_ASSERT(actor < actors() && issue < columns_.size() && (!now || now->issue == issue));
        auto const old = find(actor, issue);
        for (std::size_t other = 0; other < actors(); ++other) {
            if (other == actor) continue;
            auto const theirs = find(other, issue);
            if (slot_.symmetric) {
                bool const first = actor < other;
                mend(first ? actor : other, first ? other : actor, first ? old : theirs, first ? theirs : old, first ? now : theirs,
                     first ? theirs : now);
            } else {
                mend(actor, other, old, theirs, now, theirs);
                mend(other, actor, theirs, old, theirs, now);
            }
        }
        auto& row = rows_[actor];
        auto const at = std::lower_bound(row.begin(), row.end(), issue, [](cell const& c, std::uint32_t i) { return c.issue < i; });
        if (old && now)
            *at = *now;
        else if (old)
            row.erase(at);
        else if (now)
            row.insert(at, *now);
    }

    /// The comparison of a pair as stances now are; its coverage is a share of the issues held at the beginning.
    /// Precondition: a != b.
    comparison operator()(std::size_t a, std::size_t b) const {
        ENTENTE_ASSERT(a != b && a < actors() && b < actors());
        if (slot_.symmetric && b < a) std::swap(a, b);
        return finish(detail::bound_to(m_, a, b), pairs_[slot_(a, b)], options_, issues_held_);
    }

private:
    boost::optional<cell> find(std::size_t actor, std::uint32_t issue) const {
        auto const& row = rows_[actor];
        auto const at = std::lower_bound(row.begin(), row.end(), issue, [](cell const& c, std::uint32_t i) { return c.issue < i; });
        if (at == row.end() || at->issue != issue) return boost::none;
        return *at;
    }
    folded<statistic> one(std::size_t a, std::size_t b, boost::optional<cell> const& x, boost::optional<cell> const& y) const {
        auto const row = [](boost::optional<cell> const& c) { return c ? std::span<cell const>(&*c, 1) : std::span<cell const>(); };
        return fold(row(x), row(y), columns_, options_, detail::initial_statistic(detail::bound_to(m_, a, b), std::span(columns_)));
    }
    void mend(std::size_t a, std::size_t b, boost::optional<cell> const& old_x, boost::optional<cell> const& old_y,
              boost::optional<cell> const& x, boost::optional<cell> const& y) {
        auto& pair = pairs_[slot_(a, b)];
        auto const before = one(a, b, old_x, old_y), after = one(a, b, x, y);
        pair.statistic -= before.statistic;
        pair.statistic += after.statistic;
        pair.shared = pair.shared - before.shared + after.shared;
        pair.filled = pair.filled - before.filled + after.filled;
    }

    Measure m_;
    compare_options options_;
    detail::pair_slots slot_;
    std::size_t issues_held_;
    std::vector<issue_column> columns_;
    std::vector<std::vector<cell>> rows_;
    std::vector<folded<statistic>> pairs_;
};

}  // namespace entente

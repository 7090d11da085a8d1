// SPDX-License-Identifier: BSL-1.0
#pragma once

// How issues stand, of a table of stances that can be changed one number at a time.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/model/interval.hpp"
#include "entente/negotiation/detail/trade_search.hpp"
#include "entente/negotiation/issue_progress.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/cell.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

namespace detail {

/// A stance that can be changed.
struct progress_cell {
    bool asked = false, known = false;
    double position = 0, salience = 1, capability = 1;
    interval acceptable{};
};

/// What is decided of an issue, without words.
struct progress_verdict {
    issue_standing standing = issue_standing::undisclosed;
    bool main = false;
    friend bool operator==(progress_verdict const&, progress_verdict const&) = default;
};

class progress_table {
public:
    progress_table(position_matrix const& matrix, progress_options const& options)
        : matrix_(&matrix)
        , options_(options)
        , cells_(matrix.actors(), std::vector<progress_cell>(matrix.issues())) {
        if (!(options.main_above >= 0 && options.main_above < 1))
            throw error(fault_code::out_of_range, "the share above which an issue is a main one lies in [0, 1)",
                        {.value = number_text(options.main_above)});
        require_gain(options.least_gain);
        for (std::size_t row = 0; row < matrix.actors(); ++row) {
            auto const held = matrix.row(row);
            auto const accepts = matrix.acceptable(row);
            for (std::size_t i = 0; i < held.size(); ++i)
                cells_[row][held[i].issue] = {true,
                                              held[i].known,
                                              held[i].position,
                                              held[i].salience,
                                              matrix.weight_of(row, i),
                                              accepts.empty() ? interval{} : accepts[i]};
        }
        for (std::size_t p = 0; p < matrix.issues(); ++p) blocked_.push_back(!zone_on(p).common);
    }

    position_matrix const& matrix() const { return *matrix_; }
    progress_options const& options() const { return options_; }
    std::size_t actors() const { return cells_.size(); }
    std::size_t issues() const { return blocked_.size(); }
    progress_cell& at(std::size_t row, std::size_t p) { return cells_[row][p]; }
    progress_cell const& at(std::size_t row, std::size_t p) const { return cells_[row][p]; }
    bool asked(std::size_t p) const {
        return std::any_of(cells_.begin(), cells_.end(), [&](auto const& row) { return row[p].asked; });
    }

    std::vector<party_range> ranges_on(std::size_t p) const {
        std::vector<party_range> ranges;
        for (std::size_t row = 0; row < actors(); ++row)
            ranges.push_back({matrix_->actor(row), at(row, p).acceptable, !at(row, p).known});
        return ranges;
    }
    zone zone_on(std::size_t p) const {
        auto const ranges = ranges_on(p);
        return zone_among(matrix_->issue(p), ranges);
    }

    /// The best trade about each issue that red lines leave open.
    std::vector<boost::optional<trade>> best_trades() const {
        std::vector<boost::optional<std::pair<double, trade_key>>> best(issues());
        auto const open = tradable_matrix();
        trade_search search(open, false);
        search.each([&] { return options_.least_gain; },
                    [&](trade_key const& k, double gain) {
                        for (auto const p : {k.p, k.q}) {
                            auto& b = best[p];
                            if (!b || gain > b->first || (gain == b->first && k.before(b->second)))
                                b = std::pair(gain, k);
                        }
                    });
        std::vector<boost::optional<trade>> trades;
        for (auto const& b : best) trades.push_back(b ? boost::make_optional(search.make(b->second)) : boost::none);
        return trades;
    }

    std::vector<progress_verdict> verdicts(std::vector<boost::optional<trade>> const& trades) const {
        std::vector<progress_verdict> all;
        for (std::size_t p = 0; p < issues(); ++p) all.push_back({standing_of(p, trades[p].has_value()), is_main(p)});
        return all;
    }
    std::vector<progress_verdict> verdicts() const { return verdicts(best_trades()); }

    /// Whether all who hold a position have said what they accept.
    bool all_bounded(std::size_t p) const {
        auto const& column = matrix_->issue(p);
        for (std::size_t row = 0; row < actors(); ++row) {
            auto const& c = at(row, p);
            if (c.known && c.acceptable.lower <= column.lower && c.acceptable.upper >= column.upper) return false;
        }
        return true;
    }
    /// On which side of the middle all are: -1, 1, or 0 where they are not on one.
    int common_side(std::size_t p) const {
        auto const& column = matrix_->issue(p);
        if (column.measurement == level::nominal) return 0;
        bool below = false, above = false, other = false;
        for (std::size_t row = 0; row < actors(); ++row) {
            if (!at(row, p).known) continue;
            int const side = column.side_of_middle(at(row, p).position);
            (side < 0 ? below : side > 0 ? above : other) = true;
        }
        return other || below == above ? 0 : above ? 1 : -1;
    }
    bool is_main(std::size_t p) const {
        bool any = false;
        for (auto const& row : cells_) {
            if (!row[p].asked) continue;
            any = true;
            double most = 0;
            for (auto const& c : row)
                if (c.asked) most = (std::max)(most, c.salience);
            if (!(row[p].salience > options_.main_above * most)) return false;
        }
        return any;
    }

private:
    issue_standing standing_of(std::size_t p, bool has_trade) const {
        if (blocked_[p]) return issue_standing::blocked;
        std::size_t known = 0;
        bool withheld = false, same = true;
        double first = 0;
        for (auto const& row : cells_) {
            auto const& c = row[p];
            withheld = withheld || (c.asked && !c.known);
            if (!c.known) continue;
            if (known++ == 0)
                first = c.position;
            else
                same = same && c.position == first;
        }
        if (withheld || known < 2) return issue_standing::undisclosed;
        if (same) return issue_standing::agreed;
        if (common_side(p) != 0 || all_bounded(p)) return issue_standing::convergent;
        return has_trade ? issue_standing::tradable : issue_standing::opposed;
    }

    /// What can be traded: positions on issues that have an order and are not blocked.
    position_matrix tradable_matrix() const {
        auto columns = std::vector<issue_column>(matrix_->columns().begin(), matrix_->columns().end());
        std::vector<bool> open;
        for (std::size_t p = 0; p < issues(); ++p) {
            open.push_back(!blocked_[p] && columns[p].measurement != level::nominal);
            // A compromise is refused on names; nobody stands there here, so that there is none to refuse.
            if (!open[p]) columns[p].measurement = level::interval;
        }
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        std::vector<interval> acceptable;
        std::vector<double> capability;
        std::vector<actor_id> actor_ids;
        std::vector<issue_id> issue_ids;
        for (std::size_t row = 0; row < actors(); ++row) {
            actor_ids.push_back(matrix_->actor(row));
            for (std::size_t p = 0; p < issues(); ++p) {
                auto const& c = at(row, p);
                if (!c.known || !open[p]) continue;
                cells.push_back({static_cast<std::uint32_t>(p), true, c.position, c.salience, 1});
                acceptable.push_back(c.acceptable);
                capability.push_back(c.capability);
            }
            offsets.push_back(cells.size());
        }
        for (std::size_t p = 0; p < issues(); ++p) issue_ids.push_back(matrix_->issue_id_of(p));
        position_matrix const all(unchecked, std::vector<std::string>(actors()), std::move(columns), std::move(offsets),
                                  std::move(cells), std::move(acceptable), std::move(capability));
        return all.with_actor_ids(std::move(actor_ids)).with_issue_ids(std::move(issue_ids));
    }

    position_matrix const* matrix_;
    progress_options options_;
    std::vector<std::vector<progress_cell>> cells_;
    std::vector<bool> blocked_{};
};

}  // namespace detail
}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/pair_engine.hpp
/// Statistics of many pairs at once, a tile at a time: by a kernel where the statistic has one, issue by issue
/// where there is none or hardly anything is known, by the fold of single pairs where silence is filled in;
/// with the same bits. What computes for many pairs is built on this: all pairs, nearest, streams.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/error.hpp"
#include "entente/fold/traits.hpp"
#include "entente/pairs/by_kernel.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// A rectangle of pairs: rows [row_begin, row_end) with columns [column_begin, column_end); with upper_only,
/// those of them whose column comes after their row.
struct pair_tile {
    std::size_t row_begin = 0, row_end = 0, column_begin = 0, column_end = 0;
    bool upper_only = false;

    std::size_t rows() const { return row_end - row_begin; }
    std::size_t columns() const { return column_end - column_begin; }
    /// The first column of a row that counts.
    std::size_t first_column(std::size_t row) const {
        return upper_only ? (std::max)(column_begin, row + 1) : column_begin;
    }
};

/// Cuts all pairs of rows and columns into tiles, in the order of rows, then columns. With upper_only, rows and
/// columns are the same actors.
class tiling {
public:
    static constexpr std::size_t height = 64, width = 512;

    tiling(std::size_t rows, std::size_t columns, bool upper_only)
        : rows_(rows)
        , columns_(columns)
        , upper_only_(upper_only) {
        for (std::size_t r = 0; r < rows_; r += height) begins_.push_back(begins_.back() + tiles_in_band(r));
    }
    std::size_t size() const { return begins_.back(); }
    pair_tile operator[](std::size_t tile) const {
        auto const band =
            static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), tile) - begins_.begin() - 1);
        pair_tile t;
        t.row_begin = band * height;
        t.row_end = (std::min)(rows_, t.row_begin + height);
        t.column_begin = (first_tile(t.row_begin) + tile - begins_[band]) * width;
        t.column_end = (std::min)(columns_, t.column_begin + width);
        t.upper_only = upper_only_;
        return t;
    }

private:
    std::size_t first_tile(std::size_t row) const { return upper_only_ ? row / width : 0; }
    std::size_t tiles_in_band(std::size_t row) const { return (columns_ + width - 1) / width - first_tile(row); }

    std::size_t rows_, columns_;
    bool upper_only_;
    std::vector<std::size_t> begins_{0};
};

/// Computes a measure for tiles of pairs between the actors of two matrices over the same issues (or of one
/// matrix with itself).
///
/// The matrices must outlive it. `run` may be called from many threads at once.
template <dyadic_measure Measure>
class pair_engine {
    using statistic = typename Measure::statistic;
    using kernel = typename detail::tile_kernel_of<statistic>::type;
    // Kernels tell what is not known by NaN in arithmetic.
    static constexpr bool kernel_exists = !ENTENTE_FINITE_MATH && !std::is_same_v<kernel, detail::no_kernel>;

public:
    /// Throws as `compare` does, and scale_error where the issues of both are not the same. `which` forces the
    /// instruction set of the kernels; every one gives the same bits.
    pair_engine(position_matrix const& rows, position_matrix const& columns, Measure const& m,
                compare_options const& options, kernels::isa which = kernels::best_isa())
        : rows_(rows)
        , columns_(columns)
        , m_(m)
        , options_(options) {
        detail::require_same_issues(rows, columns);
        detail::require_meaning(m, columns.columns(), options);
        if (options.missing.what != missing_policy::rule::pairwise) return;
        weighs_columns_ = options.weigh_confidence || depends_on_second(options.weights);
        if constexpr (kernel_exists)
            if (!options.weigh_confidence && !detail::nearly_empty(columns))
                kernel_ = kernel::make(rows, columns, options.weights, which);
        if (!kernel_ && columns.cells().size() < (std::numeric_limits<std::uint32_t>::max)())
            by_issue_ = &detail::cells_by_issue_of(columns);
    }

    Measure const& measure() const { return m_; }
    /// Whether a kernel does the work.
    bool has_kernel() const { return static_cast<bool>(kernel_); }

    /// Calls `take(row, column, folded const&)` for each pair of a tile, by row, then column.
    template <class Take>
    void run(pair_tile const& t, Take&& take) const {
        if constexpr (detail::measured_anew<statistic>)
            run_once(t, [&](std::size_t r, std::size_t c, fold_result<statistic> const& f) {
                if (!f.statistic.cancelled()) return take(r, c, f);
                auto const& pair = detail::for_pair(m_, rows_, r, columns_, c);
                take(r, c,
                     fold(rows_.row(r), columns_.row(c), columns_.columns(), options_,
                          measure_traits<Measure>::empty(pair, columns_.columns())));
            });
        else
            run_once(t, take);
    }

    /// As run, and pairs whose sums have cancelled are left as they are: to be mended further.
    template <class Take>
    void run_once(pair_tile const& t, Take&& take) const {
        if constexpr (kernel_exists)
            if (kernel_) return run_kernel(t, take);
        if (by_issue_) return run_by_issue(t, take);
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c) {
                auto const& pair = detail::for_pair(m_, rows_, r, columns_, c);
                take(r, c,
                     fold_once(rows_.row(r), columns_.row(c), columns_.columns(), options_,
                               measure_traits<Measure>::empty(pair, columns_.columns())));
            }
    }

    /// As run, with the formula applied: `take(row, column, outcome, folded const&)`.
    template <class Take>
    void evaluate(pair_tile const& t, Take&& take) const {
        run(t, [&](std::size_t r, std::size_t c, fold_result<statistic> const& f) {
            take(r, c, entente::evaluate(detail::for_pair(m_, rows_, r, columns_, c), f, options_), f);
        });
    }

private:
    template <class Take>
    void run_kernel(pair_tile const& t, Take& take) const {
        auto scratch = borrow();
        kernels::tile const where{static_cast<std::uint32_t>(t.row_begin), static_cast<std::uint32_t>(t.row_end),
                                  static_cast<std::uint32_t>(t.column_begin), static_cast<std::uint32_t>(t.column_end),
                                  t.upper_only};
        kernel_->run(where, *scratch);
        fold_result<statistic> f{measure_traits<Measure>::empty(m_, columns_.columns())};
        for (std::size_t r = t.row_begin; r < t.row_end; ++r) {
            auto const row = kernel_->row(*scratch, r - t.row_begin);
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c) {
                row.read(c - t.column_begin, f.statistic);
                f.shared = f.statistic.count;
                take(r, c, std::as_const(f));
            }
        }
        std::lock_guard lock(mutex_);
        idle_.push_back(std::move(scratch));
    }

    /// Each stance of a row meets those of the columns on its issue: whatever the weights, and nobody's silence
    /// is visited.
    template <class Take>
    void run_by_issue(pair_tile const& t, Take& take) const {
        std::vector<fold_result<statistic>> row(t.columns());
        for (std::size_t r = t.row_begin; r < t.row_end; ++r) {
            auto const first = t.first_column(r);
            for (std::size_t c = first; c < t.column_end; ++c) {
                auto& pair = row[c - t.column_begin];
                pair.statistic =
                    measure_traits<Measure>::empty(detail::for_pair(m_, rows_, r, columns_, c), columns_.columns());
                pair.shared = 0;
            }
            auto const held = rows_.row(r);
            // Within one matrix, who comes after the row's own actor comes after the row's own stance.
            auto const* const after =
                t.upper_only ? by_issue_->after.data() + (held.data() - rows_.cells().data()) : nullptr;
            for (std::size_t k = 0; k < held.size(); ++k) {
                if (after && k + ahead < held.size()) by_issue_->fetch(after[k + ahead]);
                if (!held[k].known) continue;
                auto const others = after ? after[k] : by_issue_->of(held[k].issue);
                add_holders(held[k], first == r + 1 && after ? others : by_issue_->from(first, others), t, row.data());
            }
            for (std::size_t c = first; c < t.column_end; ++c) take(r, c, std::as_const(row[c - t.column_begin]));
        }
    }
    static constexpr std::size_t ahead =
        16;  // cells between one that is read and one that is fetched: until memory answers

    /// Adds a stance to the pairs of its row with all columns of a tile who are among the given holders of its issue.
    void add_holders(cell const& a, detail::cells_by_issue::places p, pair_tile const& t,
                     fold_result<statistic>* row) const {
        auto const& column = columns_.issue(a.issue);
        auto const* const holders = by_issue_->holders.data();
        for (std::size_t place = p.begin; place < p.end && holders[place].actor < t.column_end; ++place) {
            cell b{a.issue, true, holders[place].position, 1, 1};
            if (weighs_columns_) b.salience = by_issue_->salience[place], b.confidence = by_issue_->confidence[place];
            auto& pair = row[holders[place].actor - t.column_begin];
            pair.statistic.add(a.position, b.position, detail::pair_weight(options_, column, &a, &b), column);
            ++pair.shared;
        }
    }

    /// One scratch buffer per thread at work, made once and used again.
    std::unique_ptr<typename kernel::scratch> borrow() const {
        std::lock_guard lock(mutex_);
        if (idle_.empty()) return std::make_unique<typename kernel::scratch>(tiling::height * tiling::width);
        auto s = std::move(idle_.back());
        idle_.pop_back();
        return s;
    }

    position_matrix const &rows_, &columns_;
    Measure m_;
    compare_options options_;
    boost::optional<kernel> kernel_;
    detail::cells_by_issue const* by_issue_ = nullptr;
    bool weighs_columns_ = false;  // whether weights depend on the column's stance
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<typename kernel::scratch>> idle_;
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/tiles.hpp
/// Statistics of many pairs at once, a tile at a time: by a kernel where the statistic has one, by the fold of single pairs
/// elsewhere, with the same bits. What computes for many pairs is built on this: pairwise, nearest, streams.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/concepts.hpp"
#include "entente/dyadic/fold.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/dyadic/tile_kernels.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// A rectangle of pairs: rows [row_begin, row_end) with columns [column_begin, column_end); with upper_only, those of them whose
/// column comes after their row.
struct dyad_tile {
    std::size_t row_begin = 0, row_end = 0, column_begin = 0, column_end = 0;
    bool upper_only = false;

    std::size_t rows() const { return row_end - row_begin; }
    std::size_t columns() const { return column_end - column_begin; }
    /// The first column of a row that counts.
    std::size_t first_column(std::size_t row) const { return upper_only ? std::max(column_begin, row + 1) : column_begin; }
};

/// Cuts all pairs of rows and columns into tiles, in the order of rows, then columns. With upper_only, rows and columns are the same actors.
class tiling {
public:
    static constexpr std::size_t height = 64, width = 512;

    tiling(std::size_t rows, std::size_t columns, bool upper_only) : rows_(rows), columns_(columns), upper_only_(upper_only) {
        for (std::size_t r = 0; r < rows_; r += height) begins_.push_back(begins_.back() + tiles_in_band(r));
    }
    std::size_t size() const { return begins_.back(); }
    dyad_tile operator[](std::size_t tile) const {
        auto const band = static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), tile) - begins_.begin() - 1);
        dyad_tile t;
        t.row_begin = band * height;
        t.row_end = std::min(rows_, t.row_begin + height);
        t.column_begin = (first_tile(t.row_begin) + tile - begins_[band]) * width;
        t.column_end = std::min(columns_, t.column_begin + width);
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

/// Computes a measure for tiles of pairs between the actors of two matrices over the same issues (or of one matrix with itself).
///
/// The matrices must outlive it. `run` may be called from many threads at once.
template <dyadic_measure Measure>
class tile_engine {
    using statistic = typename Measure::statistic;
    using kernel = typename detail::tile_kernel_of<statistic>::type;
    static constexpr bool kernel_exists = !std::is_same_v<kernel, detail::no_kernel>;

public:
    /// Throws as `compare` does. `which` forces the instruction set of the kernels; every one gives the same bits.
    /// `row_actors` tells which actor a row is to a measure whose parameters differ by actor; without it, the one of its number.
    tile_engine(position_matrix const& rows, position_matrix const& columns, Measure const& m, compare_options const& options,
                kernels::isa which = kernels::best_isa(), std::span<std::size_t const> row_actors = {})
        : rows_(rows), columns_(columns), m_(m), options_(options), row_actors_(row_actors.begin(), row_actors.end()) {
        detail::require_meaning(m, columns.columns(), options);
        if constexpr (kernel_exists)
            if (options.missing.what == missing_policy::rule::pairwise && !options.weigh_confidence)
                kernel_ = kernel::make(rows, columns, options.weights, which);
    }

    /// Whether a kernel does the work.
    bool has_kernel() const { return static_cast<bool>(kernel_); }

    /// Calls `take(row, column, folded const&)` for each pair of a tile, by row, then column.
    template <class Take>
    void run(dyad_tile const& t, Take&& take) const {
        if constexpr (kernel_exists)
            if (kernel_) return run_kernel(t, take);
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c) {
                auto const& pair = detail::bound_to(m_, actor_of(r), c);
                take(r, c, fold(rows_.row(r), columns_.row(c), columns_.columns(), options_,
                                detail::initial_statistic(pair, columns_.columns())));
            }
    }

    /// As run, with the formula applied: `take(row, column, outcome, folded const&)`.
    template <class Take>
    void evaluate(dyad_tile const& t, Take&& take) const {
        run(t, [&](std::size_t r, std::size_t c, folded<statistic> const& f) {
            take(r, c, entente::evaluate(detail::bound_to(m_, actor_of(r), c), f, options_), f);
        });
    }

private:
    std::size_t actor_of(std::size_t row) const { return row_actors_.empty() ? row : row_actors_[row]; }

    template <class Take>
    void run_kernel(dyad_tile const& t, Take& take) const {
        auto scratch = borrow();
        kernels::tile const where{static_cast<std::uint32_t>(t.row_begin), static_cast<std::uint32_t>(t.row_end),
                                  static_cast<std::uint32_t>(t.column_begin), static_cast<std::uint32_t>(t.column_end), t.upper_only};
        kernel_->run(where, *scratch);
        folded<statistic> f{detail::initial_statistic(m_, columns_.columns())};
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c) {
                kernel_->read(*scratch, r - t.row_begin, c - t.column_begin, f.statistic);
                f.shared = f.statistic.shared;
                take(r, c, std::as_const(f));
            }
        std::lock_guard lock(mutex_);
        idle_.push_back(std::move(scratch));
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
    std::vector<std::size_t> row_actors_;
    boost::optional<kernel> kernel_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<typename kernel::scratch>> idle_;
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/units.hpp
/// What is left out and drawn again: the issues that two actors are compared on.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "entente/dyadic/compare.hpp"

namespace entente::detail {

/// The issues that two actors are compared on, taken from one fold, with the statistic of all of them.
///
/// A unit is an issue that weighs something: one of no weight changes no value, and may not change what is said about its
/// uncertainty either. An issue whose missing position is averaged over is one unit of several entries.
template <dyadic_statistic Statistic>
struct compared_units {
    struct entry {
        double x, y, weight;
    };

    compared_units(std::span<issue_column const> of, Statistic const& initial) : columns(of), empty(initial), whole{initial} {}

    std::span<issue_column const> columns;
    Statistic empty;
    fold_result<Statistic> whole;
    std::vector<std::size_t> issues{};     ///< the column of each unit, ascending
    std::vector<std::size_t> offsets{0};   ///< where the entries of unit i begin: offsets[i]
    std::vector<entry> entries{};

    std::size_t size() const { return issues.size(); }
    std::span<entry const> entries_of(std::size_t unit) const {
        return std::span(entries).subspan(offsets[unit], offsets[unit + 1] - offsets[unit]);
    }
    void add_to(Statistic& s, std::size_t unit) const {
        for (auto const& e : entries_of(unit)) s.add(e.x, e.y, e.weight, columns[issues[unit]]);
    }
    double weight_of(std::size_t unit) const {
        double w = 0;
        for (auto const& e : entries_of(unit)) w += e.weight;
        return w;
    }
    /// Units are left out block by block.
    std::size_t blocks() const { return (size() + block_size() - 1) / std::max<std::size_t>(1, block_size()); }
    /// Calls `visit(unit, statistic of all other units)` for each unit of a block. All that lies outside of the block is added up once
    /// for the block. Subtraction from the whole would come to the same but for rounding, which can make up a variation
    /// where without the unit there is none, and hide one that is small beside the unit's own. O(n) per block and sqrt(n) per unit.
    template <class Visit>
    void leave_out(std::size_t block, Visit&& visit) const {
        auto const from = block * block_size(), to = std::min(size(), from + block_size());
        auto outside = empty;
        for (std::size_t i = 0; i < size(); ++i)
            if (i < from || i >= to) add_to(outside, i);
        for (auto unit = from; unit < to; ++unit) {
            auto rest = outside;
            for (auto i = from; i < to; ++i)
                if (i != unit) add_to(rest, i);
            visit(unit, rest);
        }
    }

private:
    std::size_t block_size() const { return static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(size())))); }
};

template <dyadic_measure Measure>
compared_units<typename Measure::statistic> units_of(position_matrix const& matrix, std::size_t a, std::size_t b, Measure const& m,
                                                     compare_options const& options) {
    auto const empty = initial_statistic(m, matrix.columns());
    compared_units<typename Measure::statistic> result(matrix.columns(), empty);
    auto last = static_cast<std::size_t>(-1);
    for_each_compared(matrix.row(a), matrix.row(b), matrix.columns(), options,
                      [&](std::uint32_t i, double x, double y, double weight, bool both) {
                          result.whole.statistic.add(x, y, weight, matrix.issue(i));
                          if (i != last) ++(both ? result.whole.shared : result.whole.filled);
                          last = i;
                          auto one = empty;
                          one.add(x, y, weight, matrix.issue(i));
                          if (!(one.weight > 0)) return;
                          if (result.issues.empty() || result.issues.back() != i) {
                              result.issues.push_back(i);
                              result.offsets.push_back(result.offsets.back());
                          }
                          result.entries.push_back({x, y, weight});
                          ++result.offsets.back();
                      });
    return result;
}

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/units.hpp
/// The units of a dyad: the issues that two actors are compared on, taken from one fold.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/units.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente::detail {

/// The issues that two actors are compared on, with the statistic of all of them.
///
/// An issue whose missing position is averaged over is one unit of several entries. For what is said about
/// uncertainty, a unit is an issue that weighs something: one of no weight changes no value, and may not change
/// that either.
template <dyadic_statistic Statistic>
struct compared_units {
    using statistic = Statistic;
    using id = issue_id;
    struct entry {
        double x, y, weight;
    };

    compared_units(two_actors const& of, Statistic const& initial) : pair(of), nothing(initial), whole{initial} {}

    two_actors pair;
    Statistic nothing;
    fold_result<Statistic> whole;
    std::vector<std::size_t> issues{};    ///< the column of each unit, ascending
    std::vector<std::size_t> offsets{0};  ///< where the entries of unit i begin: offsets[i]
    std::vector<entry> entries{};

    std::size_t size() const { return issues.size(); }
    issue_id id_of(std::size_t unit) const { return pair.second.issue_id_of(issues[unit]); }
    Statistic const& empty() const { return nothing; }
    issue_column const& column_of(std::size_t unit) const { return pair.second.issue(issues[unit]); }
    std::span<entry const> entries_of(std::size_t unit) const {
        return std::span(entries).subspan(offsets[unit], offsets[unit + 1] - offsets[unit]);
    }
    void add_to(Statistic& s, std::size_t unit) const {
        for (auto const& e : entries_of(unit)) s.add(e.x, e.y, e.weight, column_of(unit));
    }
    double weight_of(std::size_t unit) const {
        double w = 0;
        for (auto const& e : entries_of(unit)) w += e.weight;
        return w;
    }
};

/// Which issues are units: all that are compared, or those that weigh something.
enum class units_are { all, weighty };

template <dyadic_measure Measure>
compared_units<typename Measure::statistic> units_of(two_actors const& pair, Measure const& m,
                                                     compare_options const& options,
                                                     units_are which = units_are::weighty) {
    auto const columns = pair.columns();
    auto const empty = measure_traits<Measure>::empty(m, columns);
    compared_units<typename Measure::statistic> result(pair, empty);
    auto last = static_cast<std::size_t>(-1);
    for_each_compared(pair.first_row(), pair.second_row(), columns, options,
                      [&](std::uint32_t i, double x, double y, double weight, bool both) {
                          result.whole.statistic.add(x, y, weight, columns[i]);
                          if (i != last) ++(both ? result.whole.shared : result.whole.filled);
                          last = i;
                          if (which == units_are::weighty) {
                              auto one = empty;
                              one.add(x, y, weight, columns[i]);
                              if (!(one.weight > 0)) return;
                          }
                          if (result.issues.empty() || result.issues.back() != i) {
                              result.issues.push_back(i);
                              result.offsets.push_back(result.offsets.back());
                          }
                          result.entries.push_back({x, y, weight});
                          ++result.offsets.back();
                      });
    if constexpr (measured_anew<typename Measure::statistic>)
        if (result.whole.statistic.cancelled()) {
            result.nothing = measured_from_first(pair.first_row(), pair.second_row(), columns, options, empty);
            result.whole.statistic = fold(pair.first_row(), pair.second_row(), columns, options, empty).statistic;
        }
    return result;
}

}  // namespace entente::detail

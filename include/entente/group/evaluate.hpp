// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/evaluate.hpp
/// What a measure of many actors is on one issue; who it owes its value to; how it could have come out otherwise.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/executor.hpp"
#include "entente/base/field.hpp"
#include "entente/base/search.hpp"
#include "entente/fold/evaluate.hpp"
#include "entente/fold/explain.hpp"
#include "entente/fold/resampling.hpp"
#include "entente/group/column.hpp"
#include "entente/group/measures/formulas.hpp"

namespace entente {

/// A measure of a column of actors.
template <class Measure>
concept column_measure = group_measure<Measure> && std::same_as<typename Measure::statistic, statistics::holdings>;

/// The value of a measure of many actors on one issue, or why there is none.
struct group_value {
    boost::optional<double> value{};
    std::size_t actors = 0;     ///< with a position, and some weight
    double weight = 0;          ///< theirs
    std::string_view reason{};  ///< why there is no value; empty where there is one

    template <class Row = group_value>
    static auto fields() {
        return std::tuple(make_field<Row>("value", "of the measure", "none where undefined", &Row::value),
                          make_field<Row>("actors", "actors", "with a position, and some weight", &Row::actors),
                          make_field<Row>("weight", "", "what these weigh", &Row::weight),
                          make_field<Row>("reason", "", "why there is no value", &Row::reason));
    }
};

/// What one actor does to the value of its group.
struct actor_effect : unit_effect {
    actor_id actor{};
};

namespace detail {

template <column_measure Measure>
inline constexpr bool counts_silence = requires {
    requires Measure::counts_silence;
};

/// Throws scale_error unless the measure makes sense on the issue.
template <column_measure Measure>
void require_column(issue_column const& issue, Measure const& m) {
    if (issue.measurement < measure_traits<Measure>::describe(m).needs)
        throw scale_error(errc::level_too_low,
                          std::string(measure_traits<Measure>::describe(m).name) + " needs the level " +
                              std::string(to_string(measure_traits<Measure>::describe(m).needs)),
                          {.issue = issue.name});
    measure_traits<Measure>::require(m, issue);
}

/// The column as the measure counts it.
template <column_measure Measure>
group_column counted(group_column const& column, [[maybe_unused]] Measure const& m) {
    if constexpr (counts_silence<Measure>)
        return column.with_silence();
    else
        return column;
}

template <column_measure Measure>
group_value value_of_column(statistics::holdings const& s, Measure const& m) {
    group_value result{.actors = s.count, .weight = s.weight};
    auto const found = value_in_range(m, s);
    result.value = found.value;
    if (result.value) return result;
    bool const nobody = s.count == 0 && s.silent.empty();
    auto const why = measure_traits<Measure>::describe(m).undefined;
    result.reason = found.reason == undefined_reason::beyond_range ? to_string(found.reason)
                    : nobody || s.count == 0                       ? "nobody that weighs something holds a position"
                    : !why.empty()                                 ? why
                                                                   : "no value";
    return result;
}

}  // namespace detail

/// The value of a measure over the actors of a column.
///
/// Actors that weigh nothing do not count. Throws scale_error where the issue's level is below what the measure
/// needs, or its scale is none that the measure's parameters have a meaning on. O(actors) and the measure's cost.
/// ```
/// group_column const senate(matrix, *matrix.column_of(border));
/// auto const agreed = evaluate(senate, group_measures::van_der_eijk{});
/// ```
template <column_measure Measure>
group_value evaluate(group_column const& column, Measure const& m) {
    detail::require_column(column.issue(), m);
    return detail::value_of_column(fold(detail::counted(column, m)), m);
}

/// What each actor does to the value: the measure on it alone, its share where the measure is a mean, and its
/// influence, the value with it minus the value without it. In the order of the column's units. O(actors) times
/// the measure's cost.
template <column_measure Measure>
std::vector<actor_effect> explain(group_column const& column, Measure const& m) {
    detail::require_column(column.issue(), m);
    auto const units = detail::counted(column, m);
    auto const all = fold(units);
    auto const effects = effects_of(units, m, all, detail::value_of(m, all));
    std::vector<actor_effect> result;
    for (std::size_t i = 0; i < effects.size(); ++i) result.push_back({effects[i], units.id_of(i)});
    return result;
}

/// How the value comes out without each actor in turn: bias and standard error of it. None of both where it is
/// undefined without one. O(actors sqrt(actors)) times adding an actor, and actors times the measure's cost.
/// Source: Quenouille (1956); Tukey (1958).
template <column_measure Measure, executor_like Executor = serial_executor>
jackknife_summary jackknife(group_column const& column, Measure const& m, Executor const& execute = {}) {
    detail::require_column(column.issue(), m);
    auto const units = detail::counted(column, m);
    auto const without = values_without_each(units, m, execute);
    return summarise_left_out(detail::value_of(m, fold(units)), without);
}

/// The values over actors drawn with replacement, one for each row of the index matrix, which draws from as many
/// units as the column has (with those without a position where the measure counts them). Throws
/// error(invalid_argument) where it does not. O(resamples * actors) and the measure's cost.
/// Source: Efron (1979).
template <column_measure Measure, executor_like Executor = serial_executor>
std::vector<boost::optional<double>> resampled(group_column const& column, Measure const& m, index_matrix const& drawn,
                                               Executor const& execute = {}) {
    detail::require_column(column.issue(), m);
    auto const units = detail::counted(column, m);
    if (drawn.units() != units.size() && drawn.resamples())
        throw error(errc::invalid_argument, "an index matrix draws from as many actors as are in the column",
                    {.value = std::to_string(drawn.units()) + " instead of " + std::to_string(units.size())});
    return resampled_values(units, m, drawn, execute);
}

/// From the least to the greatest value that a measure may have, once all have spoken.
struct group_bounds {
    boost::optional<double> lower{}, upper{};  ///< none where no way of speaking gives a value
    bool may_be_undefined = false;             ///< whether a way of speaking gives no value
};

/// What a measure may come to when those without a position take one each, of the categories of the scale.
///
/// Every way to speak is tried, those alike by weight once: a step is one of them. value and bound of the result
/// are the width of the bounds found and that of the whole range of the measure; `proved` says that all were
/// tried, and the bounds are exact; otherwise the true ones lie outside of these. Throws scale_error where the
/// issue has no categories and somebody is silent, and as evaluate does. O(ways) times the measure's cost.
template <column_measure Measure>
search_result<group_bounds> bounds(group_column const& column, Measure const& m, search_limits const& limits = {}) {
    auto const& issue = column.issue();
    detail::require_column(issue, m);
    std::vector<std::pair<double, std::size_t>> open;  // weights of the silent, and how many of each
    for (auto const& who : column.silent()) {
        if (!(who.weight > 0)) continue;
        auto const at = std::find_if(open.begin(), open.end(), [&](auto const& o) { return o.first == who.weight; });
        if (at == open.end())
            open.emplace_back(who.weight, 1);
        else
            ++at->second;
    }
    if (!open.empty()) detail::require_categories(issue, 1, "bounds need categories that the silent may take");

    search_result<group_bounds> result;
    search_watch watch(limits);
    auto& found = result.solution;
    auto const width = [&] { return found.lower ? *found.upper - *found.lower : 0.0; };
    auto const [least, greatest] = measure_traits<Measure>::range(m);
    statistics::holdings s = fold(column);
    auto const tried = [&] {
        if (!watch.step(width(), greatest - least)) return false;
        auto const v = detail::value_of(m, s);
        if (!v) {
            found.may_be_undefined = true;
        } else {
            found.lower = found.lower ? std::min(*found.lower, *v) : *v;
            found.upper = found.upper ? std::max(*found.upper, *v) : *v;
        }
        return true;
    };
    // Those of one weight take categories that ascend, so that each way comes once.
    auto const speak = [&](auto const& self, std::size_t group, std::size_t left, std::size_t category) -> bool {
        if (!left) {
            if (group + 1 >= open.size()) return tried();
            return self(self, group + 1, open[group + 1].second, 0);
        }
        for (auto k = category; k < issue.categories.size(); ++k) {
            statistics::holdings one;
            one.add(issue.categories[k], open[group].first, issue);
            s += one;
            bool const goes_on = self(self, group, left - 1, k);
            s -= one;
            if (!goes_on) return false;
        }
        return true;
    };
    result.proved = open.empty() ? tried() : speak(speak, 0, open.front().second, 0);
    result.value = width();
    result.bound = result.proved ? result.value : greatest - least;
    result.ended = watch.ended();
    result.steps = watch.steps();
    return result;
}

}  // namespace entente

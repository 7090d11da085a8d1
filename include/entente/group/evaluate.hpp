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
#include "entente/group/ratings.hpp"

namespace entente {

/// What measures of many actors are of: the actors on one issue (group_column), or the issues that many actors take
/// positions on (ratings).
template <class Units>
concept group_units = fold_units<Units> && requires(Units const u, typename Units::statistic const s) {
    { u.scale() } -> std::same_as<issue_column const&>;
    { u.actors(s) } -> std::same_as<std::size_t>;
    { u.weight(s) } -> std::same_as<double>;
};

/// A measure of such units.
template <class Measure, class Units>
concept measure_of = measure_like<Measure> && std::same_as<typename Measure::statistic, typename Units::statistic>;

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

/// What one unit does to the value: an actor of a column, an issue of ratings.
template <class Id>
struct effect_of : unit_effect {
    Id unit{};
};

namespace detail {

template <class Measure>
inline constexpr bool counts_silence = requires {
    requires Measure::counts_silence;
};

/// Throws scale_error unless the measure makes sense on the scale.
template <measure_like Measure>
void require_scale(issue_column const& scale, Measure const& m) {
    auto const& d = measure_traits<Measure>::describe(m);
    if (scale.measurement < d.needs)
        throw scale_error(fault_code::level_too_low,
                          std::string(d.name) + " needs scales that are at least " + std::string(to_string(d.needs)) +
                              ", this one is " + std::string(to_string(scale.measurement)),
                          {.issue = scale.name});
    measure_traits<Measure>::require_scale(m, scale);
}

/// The units as the measure counts them.
template <class Measure, group_units Units>
decltype(auto) counted(Units const& units) {
    if constexpr (counts_silence<Measure>)
        return units.with_silence();
    else
        return (units);
}

template <group_units Units, measure_of<Units> Measure>
group_value value_of_units(Units const& units, typename Units::statistic const& s, Measure const& m) {
    group_value result{.value = {}, .actors = units.actors(s), .weight = units.weight(s), .reason = {}};
    auto const found = value_in_range(m, s);
    result.value = found.value;
    if (result.value) return result;
    auto const why = measure_traits<Measure>::describe(m).undefined;
    bool const number = found.reason == undefined_reason::beyond_range || found.reason == undefined_reason::overflow ||
                        found.reason == undefined_reason::underflow;
    result.reason = s.count == 0   ? "nobody that weighs something holds a position"
                    : number       ? to_string(found.reason)
                    : !why.empty() ? why
                                   : "too few positions to compare";
    return result;
}

/// Whether anything is there that a scale could be asked of.
inline bool holds_any(group_column const&) {
    return true;
}
inline bool holds_any(ratings const& r) {
    return r.raters() > 0;
}

}  // namespace detail

/// The value of a measure over the actors of a column, or over the issues of ratings.
///
/// Actors that weigh nothing do not count. Throws scale_error where the scale's level is below what the measure needs,
/// or it is none that the measure's parameters have a meaning on. O(units) and the measure's cost.
/// ```
/// group_column const senate(matrix, *matrix.column_of(border));
/// auto const agreed = evaluate(senate, group_measures::van_der_eijk{});
/// auto const reliable = evaluate(ratings(matrix), group_measures::krippendorff_alpha{alpha_metric::ordinal});
/// ```
template <group_units Units, measure_of<Units> Measure>
group_value evaluate(Units const& units, Measure const& m) {
    if (detail::holds_any(units)) detail::require_scale(units.scale(), m);
    auto const& all = detail::counted<Measure>(units);
    return detail::value_of_units(all, fold(all), m);
}

/// What each unit does to the value: the measure on it alone, its share where the measure is a mean, and its influence,
/// the value with it minus the value without it. In the order of the units. O(units) times the measure's cost.
template <group_units Units, measure_of<Units> Measure>
std::vector<effect_of<typename Units::id>> explain(Units const& units, Measure const& m) {
    if (detail::holds_any(units)) detail::require_scale(units.scale(), m);
    auto const& all = detail::counted<Measure>(units);
    auto const whole = fold(all);
    auto const effects = effects_of(all, m, whole, detail::value_of(m, whole));
    std::vector<effect_of<typename Units::id>> result;
    for (std::size_t i = 0; i < effects.size(); ++i) result.push_back({effects[i], all.id_of(i)});
    return result;
}

/// How the value comes out without each unit in turn: bias and standard error of it. None of both where it is undefined
/// without one. O(units sqrt(units)) times adding one, and units times the measure's cost.
/// Source: Quenouille (1956); Tukey (1958).
template <group_units Units, measure_of<Units> Measure, executor_like Executor = serial_executor>
jackknife_summary jackknife(Units const& units, Measure const& m, Executor const& execute = {}) {
    if (detail::holds_any(units)) detail::require_scale(units.scale(), m);
    auto const& all = detail::counted<Measure>(units);
    return summarise_left_out(detail::value_of(m, fold(all)), values_without_each(all, m, execute),
                              measure_traits<Measure>::range(m).greatest);
}

/// The values over units drawn with replacement, one for each row of the index matrix, which draws from as many units as
/// there are (with those without a position where the measure counts them). Throws error(invalid_argument) where it does
/// not. O(resamples * units) and the measure's cost.
/// Source: Efron (1979).
template <group_units Units, measure_of<Units> Measure, executor_like Executor = serial_executor>
std::vector<boost::optional<double>> resampled(Units const& units, Measure const& m, index_matrix const& drawn,
                                               Executor const& execute = {}) {
    if (detail::holds_any(units)) detail::require_scale(units.scale(), m);
    auto const& all = detail::counted<Measure>(units);
    if (drawn.units() != all.size() && drawn.resamples())
        throw error(fault_code::invalid_argument, "an index matrix draws from as many units as there are",
                    {.value = std::to_string(drawn.units()) + " instead of " + std::to_string(all.size())});
    return resampled_values(all, m, drawn, execute);
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
template <measure_of<group_column> Measure>
search_result<group_bounds> bounds(group_column const& column, Measure const& m, search_limits const& limits = {}) {
    auto const& issue = column.scale();
    detail::require_scale(issue, m);
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
    auto const range = measure_traits<Measure>::range(m);
    statistics::holdings s = fold(column);  // without the silent, who all speak below
    auto const tried = [&] {
        if (!watch.step(width(), range.greatest - range.least)) return false;
        auto const v = detail::value_of(m, s);
        if (!v) {
            found.may_be_undefined = true;
        } else {
            found.lower = found.lower ? (std::min)(*found.lower, *v) : *v;
            found.upper = found.upper ? (std::max)(*found.upper, *v) : *v;
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
    result.bound = result.proved ? result.value : range.greatest - range.least;
    result.ended = watch.ended();
    result.steps = watch.steps();
    return result;
}

}  // namespace entente

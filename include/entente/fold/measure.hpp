// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/measure.hpp
/// What makes a statistic, and what makes a measure.

#include <boost/optional.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "entente/base/field.hpp"
#include "entente/base/number_text.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente {

/// An additive summary of a dyad.
///
/// `add(x, y, weight, issue)` takes in one issue: both positions in the issue's units. Summaries add and subtract;
/// `s += t; s -= t` leaves s as it was, exactly for counts and up to rounding for sums. `shared` counts the issues and
/// `weight` sums their weights. One that says `static constexpr bool subtracts_exactly = true` leaves no rounding behind even in its
/// sums, or grows with what is added to it, so that subtraction is the way to take an issue out. A statistic whose mean weighs issues
/// otherwise, as by squares, sums those weights in `mass`. One whose `weight` is not the sum of the weights that it was given says
/// `static constexpr bool own_weights = true`.
template <class Statistic>
concept dyadic_statistic = std::copyable<Statistic> && requires(Statistic s, Statistic const t, double x, issue_column const& issue) {
    s.add(x, x, x, issue);
    { s += t } -> std::same_as<Statistic&>;
    { s -= t } -> std::same_as<Statistic&>;
    { t.shared } -> std::convertible_to<std::size_t>;
    { t.weight } -> std::convertible_to<double>;
};

/// Stands for the position of an actor that has none, in the `add` of a statistic that rates silence.
inline constexpr double no_position = std::numeric_limits<double>::quiet_NaN();

/// Whether more means closer or farther.
enum class orientation { agreement, distance };

constexpr std::string_view to_string(orientation o) { return o == orientation::agreement ? "agreement" : "distance"; }

/// What a measure says of itself; the table of measures is made of these.
struct measure_description {
    std::string_view name;     ///< as in the field
    std::string_view argument; ///< what NAME:ARG takes; empty where it takes none
    std::string_view formula;  ///< d = |u - v| with u, v in [0, 1]; a, b in [-1, 1]; w the weights
    level needs;               ///< the lowest level of measurement that it makes sense on
    orientation direction;
    double least, greatest;    ///< of its values; infinite where there is none
    bool symmetric;            ///< whether m(a, b) = m(b, a)
    std::string_view undefined;  ///< when there is no value, beyond nothing shared
    std::string_view source;
    std::string_view also_called{};  ///< names in other tools

    /// Its range as text: [0, 1], [-inf, 1].
    std::string range_text() const {
        return '[' + detail::number_text(least) + ", " + detail::number_text(greatest) + ']';
    }
    template <class Row = measure_description>
    static auto fields() {
        return std::tuple(
            make_field<Row>("name", "", "as in the field", &Row::name),
            make_field<Row>("argument", "", "what NAME:ARGUMENT takes", &Row::argument),
            make_field<Row>("level", "", "the lowest level of measurement", &Row::needs),
            make_field<Row>("range", "", "of its values", &Row::range_text),
            make_field<Row>("orientation", "", "whether more means closer or farther", &Row::direction),
            make_field<Row>("symmetric", "", "whether order does not matter",
                            [](Row const& d) { return d.symmetric ? "yes" : "no"; }),
            make_field<Row>("formula", "", "d = |u - v| with u, v in [0, 1]; a, b in [-1, 1]; w the weights",
                            &Row::formula),
            make_field<Row>("undefined", "", "when there is no value, beyond nothing shared", &Row::undefined),
            make_field<Row>("source", "", "who described it", &Row::source),
            make_field<Row>("also_called", "", "names in other tools", &Row::also_called));
    }
};

/// A formula over a statistic: `m(statistic)` is none where the measure is undefined, never NaN.
///
/// | optional member                                        | meaning                                                      |
/// |--------------------------------------------------------|--------------------------------------------------------------|
/// | `statistic initial(std::span<issue_column const>) const` | the empty statistic, where it depends on parameters or scales |
/// | `static constexpr bool common_categories = true`       | counts in one table: all issues must have the same categories |
/// | `void require(issue_column const&) const`              | refuses a scale that the parameters have no meaning on       |
/// | `double least_value() const`                           | the least value, where it depends on parameters              |
/// | `static constexpr bool linear = false`                 | no averaging over positions: missing_policy::expected is refused, see below |
/// | `static constexpr bool rates_silence = true`           | `add` takes `no_position`, see missing_policy::rated         |
/// | `Measure between(std::size_t a, std::size_t b) const`  | the measure for two actors, where parameters differ by actor |
/// | `double exponent`                                      | separable, see separable_measure                             |
/// | `optional<double> observed(statistic) const`           | the agreement before correction for chance                   |
/// | `void append_stationary(other, issue, out) const`      | further positions at which one issue's value can be extreme  |
/// | `static Measure parse(std::string_view)`               | the measure of NAME:ARGUMENT                                 |
///
/// What may be averaged. `missing_policy::expected` puts in every position of the scale for a missing one, each with its share of the weight,
/// and so averages the statistic and not the value. That has a meaning
/// * where the value is a mean or a sum over the issues, or one function of a mean (city_block, euclidean, signorino_ritter, convergence, ...): what
///   is averaged is what an issue adds;
/// * where it is agreement beyond chance (cohen_kappa, kappa_va, lin_ccc, ...): the table, or its moments, is then the joint distribution to be
///   expected, and observed and chance disagreement are both means over it.
/// It has none, and `linear` is false,
/// * where the value divides by the length or the spread of what each actor holds (cosine, pearson, spearman, kendall_tau_b): positions that nobody
///   holds would give the silent actor a spread;
/// * where what an issue adds is not proportional to its weight (euclidean_squared_weights, chebyshev, mars_affinity);
/// * where positions are counted and not weighed (the sample size and the midranks of krippendorff_alpha).
template <class Measure>
concept dyadic_measure = std::copyable<Measure> && dyadic_statistic<typename Measure::statistic> &&
    requires(Measure const m, typename Measure::statistic const s) {
        { m(s) } -> std::same_as<boost::optional<double>>;
        { Measure::description } -> std::convertible_to<measure_description>;
        requires std::bool_constant<(Measure::description.name.size() > 0)>::value;  // known at compile time
    };

/// A scale that has, or may turn out to have, the categories that a measure counts.
template <class Scale, class Measure>
concept countable_by = scale_like<Scale> && (!static_scale<Scale> || !requires { requires Measure::common_categories; } || [] {
    if constexpr (static_scale<Scale>)
        return Scale::categories() > 0;
    else
        return true;
}());

/// A measure that makes sense on the scales of a graph. On static scales that are too low, or continuous where it counts
/// categories, it does not compile; on dynamic ones it throws a scale_error that names the issue.
template <class Measure, class Graph>
concept measures_on = dyadic_measure<Measure> && stance_graph_like<Graph> &&
                      measured_at_least<scale_of<issue_t<Graph>>, Measure::description.needs> &&
                      countable_by<scale_of<issue_t<Graph>>, Measure>;

/// A measure whose value is a weighted power mean of its values on single issues: v = (sum w v_i^p / sum w)^(1/p), with
/// p the `exponent` and w the `mass` of the statistic, or its `weight`. Then each issue has a share of the whole.
template <class Measure>
concept separable_measure = dyadic_measure<Measure> && requires(Measure const m) {
    { m.exponent } -> std::convertible_to<double>;
};

namespace detail {

/// What a statistic weighs in a mean.
template <dyadic_statistic Statistic>
double mass(Statistic const& s) {
    if constexpr (requires { { s.mass } -> std::convertible_to<double>; })
        return s.mass;
    else
        return s.weight;
}

/// The measure for two actors. Bound once, it stays as it is.
template <dyadic_measure Measure>
decltype(auto) bound_to(Measure const& m, std::size_t a, std::size_t b) {
    if constexpr (requires { { m.between(a, b) } -> std::same_as<Measure>; })
        return m.between(a, b);
    else
        return (m);
}

template <dyadic_measure Measure>
typename Measure::statistic initial_statistic(Measure const& m, std::span<issue_column const> columns) {
    if constexpr (requires { { m.initial(columns) } -> std::same_as<typename Measure::statistic>; })
        return m.initial(columns);
    else
        return {};
}

/// The least value of a measure.
template <dyadic_measure Measure>
double least_value(Measure const& m) {
    if constexpr (requires { { m.least_value() } -> std::convertible_to<double>; })
        return m.least_value();
    else
        return Measure::description.least;
}

}  // namespace detail
}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/measure.hpp
/// What a measure is: a formula over a statistic, and what it says of itself.

#include <boost/optional.hpp>

#include <concepts>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/fold/statistic.hpp"
#include "entente/model/level.hpp"

namespace entente {

/// Whether more means closer or farther.
enum class orientation { agreement, distance };

constexpr std::string_view to_string(orientation o) {
    return o == orientation::agreement ? "agreement" : "distance";
}

/// What a value is of the values on single issues (of a group measure: on single actors).
///
/// Everything that the library knows to do with a measure of one form it does with every measure of that form.
/// Each form has a law, which the tests hold all measures of the library to; with tests/support/laws.hpp one
/// holds one's own to it.
///
/// | form        | law, with v_i the value on issue i alone and w_i its weight in the mean | what comes with it                            |
/// |-------------|--------------------------------------------------------------------------|-----------------------------------------------|
/// | mean        | v^p = sum w_i v_i^p / sum w_i, p the measure's `exponent`                | shares, exact bounds, linearised errors, look-ups |
/// | sum         | v = sum v_i                                                              | shares, exact bounds                          |
/// | chance      | v = 1 - D_o / D_e at most 1, uncorrected 1 - D_o                         | an uncorrected value, bounds from the table   |
/// | association | unchanged when all of one side's positions are shifted or stretched from where it measures | nothing is averaged over silence |
/// | extreme     | v = max v_i of a distance, min v_i of an agreement                       | exact bounds                                  |
/// | other       | none                                                                     | nothing: it says itself whether it is linear  |
enum class measure_form : unsigned char { mean, sum, chance, association, extreme, other };

constexpr std::string_view to_string(measure_form f) {
    constexpr std::string_view names[] = {"mean", "sum", "chance", "association", "extreme", "other"};
    return names[static_cast<int>(f)];
}

namespace detail {

// Never defined, and no constants: whoever forgets one of these in a description reads its name in the
// compiler's message.
measure_form a_measure_description_states_its_form();
level a_measure_description_states_the_level_it_needs();
orientation a_measure_description_states_its_direction();

}  // namespace detail

/// What a measure says of itself; tables, lists and the README are made of it. Form, level and direction have
/// no default.
struct measure_description {
    std::string_view name;  ///< as in the field
    measure_form form = detail::a_measure_description_states_its_form();
    std::string_view argument{};  ///< what NAME:ARGUMENT takes; empty where it takes none
    std::string_view formula{};   ///< d = |u - v| with u, v in [0, 1]; a, b in [-1, 1]; w the weights
    level needs = detail::a_measure_description_states_the_level_it_needs();  ///< the lowest that it makes sense on
    orientation direction = detail::a_measure_description_states_its_direction();
    double least = -std::numeric_limits<double>::infinity();
    double greatest = std::numeric_limits<double>::infinity();
    bool symmetric = true;         ///< whether m(a, b) = m(b, a)
    std::string_view undefined{};  ///< when there is no value, beyond nothing shared
    std::string_view source{};
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

namespace detail {

/// For results that say which measure they are of, before they do.
inline constexpr measure_description no_measure{
    .name = "", .form = measure_form::other, .needs = level::nominal, .direction = orientation::agreement};

}  // namespace detail

/// From the least to the greatest value of a measure.
struct value_range {
    double least, greatest;

    constexpr bool finite() const {
        return detail::is_finite(least) && detail::is_finite(greatest) && least < greatest;
    }
    friend constexpr bool operator==(value_range, value_range) = default;
};

/// The traits of one instance of a measure that are plain values. What is chosen at run time keeps one of these.
struct measure_facts {
    measure_form form{};
    value_range range{};
    double exponent = 1;
    bool symmetric = true, linear = false, counts_categories = false, rates_silence = false, differs_by_pair = false,
         own_weights = false, subtracts_exactly = false;
};

/// Whose description is a constant.
template <class Measure>
concept described_now = requires {
    typename std::integral_constant<measure_form, measure_description(Measure::description).form>;
}
&&std::bool_constant<(Measure::description.name.size() > 0 &&
                      Measure::description.least < Measure::description.greatest)>::value;

/// Whose description is known at run time only, as of a measure chosen by its name.
template <class Measure>
concept described_at_run_time = requires(Measure const m) {
    { m.described() } -> std::same_as<measure_description const&>;
    { m.facts() } -> std::same_as<measure_facts const&>;
};

/// A formula over a statistic: `m(statistic)` is none where the measure is undefined, never NaN. What more it
/// may say of itself stands in fold/traits.hpp.
template <class Measure>
concept measure_like = std::copyable<Measure> && additive_statistic<typename Measure::statistic> &&
    (described_now<Measure> || described_at_run_time<Measure>)&&requires(Measure const m,
                                                                         typename Measure::statistic const s) {
    { m(s) } -> std::same_as<boost::optional<double>>;
};

/// A measure of two actors.
template <class Measure>
concept dyadic_measure = measure_like<Measure> && dyadic_statistic<typename Measure::statistic>;

/// A measure of many actors.
template <class Measure>
concept group_measure = measure_like<Measure> && group_statistic<typename Measure::statistic>;

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/adapted.hpp
/// Any bounded measure as a distance in [0, 1], or as an agreement in [0, 1].

#include <boost/optional.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/fold/measure.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente {

/// A measure whose least and greatest value are finite.
template <class Measure>
concept bounded_measure = dyadic_measure<Measure> &&
    std::bool_constant<(Measure::description.least > -std::numeric_limits<double>::infinity() &&
                        Measure::description.greatest < std::numeric_limits<double>::infinity() &&
                        Measure::description.least < Measure::description.greatest)>::value;

namespace detail {

template <bounded_measure Measure, orientation To>
inline constexpr bool is_flipped = Measure::description.direction != To;

/// Whether the conversion changes nothing.
template <bounded_measure Measure, orientation To>
inline constexpr bool is_identity =
    !is_flipped<Measure, To> && Measure::description.least == 0 && Measure::description.greatest == 1;

template <class Measure>
concept mean_of_first_power = separable_measure<Measure> && requires {
    requires std::bool_constant<(Measure::exponent == 1)>::value;
};

/// The exponent of the converted measure: power means stay power means when nothing changes, means when they are
/// shifted.
template <class Measure, orientation To>
struct adapted_exponent {
    explicit adapted_exponent(Measure const&) {}
};
template <class Measure, orientation To>
    requires(is_identity<Measure, To>&& separable_measure<Measure>)
struct adapted_exponent<Measure, To> {
    explicit adapted_exponent(Measure const& m) : exponent(m.exponent) {}
    double exponent;
};
template <class Measure, orientation To>
    requires(!is_identity<Measure, To> && mean_of_first_power<Measure>)
struct adapted_exponent<Measure, To> {
    explicit adapted_exponent(Measure const&) {}
    static constexpr double exponent = 1;
};

/// What a measure asks of scales and policies stays asked.
template <class Measure>
struct same_categories_trait {};
template <class Measure>
    requires requires {
        requires Measure::common_categories;
    }
struct same_categories_trait<Measure> {
    static constexpr bool common_categories = true;
};
template <class Measure>
struct linear_trait {};
template <class Measure>
    requires requires {
        requires !Measure::linear;
    }
struct linear_trait<Measure> {
    static constexpr bool linear = false;
};
template <class Measure>
struct silence_trait {};
template <class Measure>
    requires requires {
        requires Measure::rates_silence;
    }
struct silence_trait<Measure> {
    static constexpr bool rates_silence = true;
};

template <bounded_measure Measure, orientation To>
constexpr measure_description adapted_description() {
    auto d = Measure::description;
    if (!is_identity<Measure, To>)
        d.formula = is_flipped<Measure, To> ? "(upper - m) / (upper - lower)" : "(m - lower) / (upper - lower)";
    d.direction = To;
    d.least = 0;
    d.greatest = 1;
    return d;
}

}  // namespace detail

/// A measure m turned into a distance or an agreement in [0, 1].
///
/// Formula: (m - lower) / (upper - lower), or (upper - m) / (upper - lower) where it changes sides; m itself where it
/// is one already. Undefined where m is. Keeps name, level, symmetry and statistic, and the shares of issues where m is
/// a mean of exponent 1 or nothing changes. Does not compile for a measure without finite bounds, such as convergence.
template <bounded_measure Measure, orientation To>
struct adapted
    : detail::adapted_exponent<Measure, To>
    , detail::same_categories_trait<Measure>
    , detail::linear_trait<Measure>
    , detail::silence_trait<Measure> {
    using statistic = typename Measure::statistic;
    static constexpr measure_description description = detail::adapted_description<Measure, To>();

    adapted() requires std::default_initializable<Measure> : adapted(Measure{}) {}
    explicit adapted(Measure m) : detail::adapted_exponent<Measure, To>(m), measure_(std::move(m)) {}

    Measure const& measure() const { return measure_; }

    boost::optional<double> operator()(statistic const& s) const { return convert(measure_(s)); }

    boost::optional<double> observed(statistic const& s) const requires requires(Measure const m) {
        { m.observed(s) } -> std::same_as<boost::optional<double>>;
    }
    { return measure_.observed(s); }
    statistic initial(std::span<issue_column const> columns) const {
        return detail::initial_statistic(measure_, columns);
    }
    void require(issue_column const& issue) const requires requires(Measure const m) { m.require(issue); }
    { measure_.require(issue); }
    adapted between(std::size_t a, std::size_t b) const requires requires(Measure const m) {
        { m.between(a, b) } -> std::same_as<Measure>;
    }
    { return adapted(measure_.between(a, b)); }
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const requires
        requires(Measure const m) {
        m.append_stationary(other, issue, out);
    }
    { measure_.append_stationary(other, issue, out); }

private:
    static boost::optional<double> convert(boost::optional<double> v) {
        constexpr double lower = Measure::description.least, upper = Measure::description.greatest;
        if constexpr (detail::is_identity<Measure, To>)
            return v;
        else if (!v)
            return boost::none;
        else
            return std::clamp((detail::is_flipped<Measure, To> ? upper - *v : *v - lower) / (upper - lower), 0.0, 1.0);
    }

    Measure measure_;
};

/// A measure as a distance in [0, 1]: `as_distance(signorino_ritter{})` is city_block.
template <bounded_measure Measure>
auto as_distance(Measure m) {
    return adapted<Measure, orientation::distance>(std::move(m));
}
/// A measure as an agreement in [0, 1]: `as_agreement(city_block{})` is 1 - city_block.
template <bounded_measure Measure>
auto as_agreement(Measure m) {
    return adapted<Measure, orientation::agreement>(std::move(m));
}

}  // namespace entente

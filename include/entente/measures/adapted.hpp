// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/adapted.hpp
/// Any measure with a least and a greatest value as a distance in [0, 1], or as an agreement in [0, 1].

#include <boost/optional.hpp>

#include <concepts>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "entente/error.hpp"
#include "entente/fold/traits.hpp"

namespace entente {

/// Whose least and greatest value are finite, so far as is known while compiling.
template <class Measure>
concept bounded_measure = measure_like<Measure> &&
    (!described_now<Measure> ||
     std::bool_constant<value_range{Measure::description.least, Measure::description.greatest}.finite()>::value);

namespace detail {

/// Whether what is a mean is one of the first power, whatever the parameters.
template <class Measure>
inline constexpr bool of_first_power = [] {
    using inner = typename inner_type<Measure>::type;
    if constexpr (has_exponent<Measure>)
        return false;
    else if constexpr (std::is_same_v<inner, Measure>)
        return true;
    else
        return of_first_power<inner>;
}();

}  // namespace detail

/// A measure m turned into a distance or an agreement in [0, 1], by the range that it has with its parameters.
///
/// Formula: (m - least) / (greatest - least), or (greatest - m) / (greatest - least) where it changes sides; m
/// itself where it is one already. Undefined where m is. Keeps name, level, symmetry and statistic. What it is
/// a mean of, it stays a mean of where nothing changes or the exponent is 1: 1 - euclidean is no power mean,
/// and 1 - a sum no sum.
///
/// Does not compile for a measure without finite ends, such as convergence. Throws error(invalid_argument)
/// where the parameters leave the measure without one, as a weighting of one's own does for cohen_kappa: a
/// value could lie anywhere below 0.
template <bounded_measure Measure, orientation To>
class adapted {
    using traits = measure_traits<Measure>;
    static constexpr bool flips = Measure::description.direction != To;
    static constexpr bool changes = flips || Measure::description.least != 0 || Measure::description.greatest != 1;

    static constexpr measure_form form_after() {
        auto const f = Measure::description.form;
        if (!changes || (f != measure_form::mean && f != measure_form::sum)) return f;
        // Whether an exponent that is a parameter is 1 is not known yet.
        return f == measure_form::mean && detail::of_first_power<Measure> ? f : measure_form::other;
    }
    static constexpr measure_description describe() {
        auto d = Measure::description;
        d.form = form_after();
        if (changes) d.formula = flips ? "(greatest - m) / (greatest - least)" : "(m - least) / (greatest - least)";
        d.direction = To, d.least = 0, d.greatest = 1;
        return d;
    }

public:
    using statistic = typename Measure::statistic;
    static constexpr measure_description description = describe();

    constexpr adapted() requires std::default_initializable<Measure> : adapted(Measure{}) {}
    explicit constexpr adapted(Measure m) : inner_(std::move(m)) {
        if (!traits::range(inner_).finite())
            throw error(fault_code::invalid_argument,
                        std::string(description.name) +
                            " has no least value with these parameters: it cannot be brought to [0, 1]");
    }
    constexpr Measure const& inner() const { return inner_; }
    /// The same around the inner measure for two actors.
    adapted around(Measure m) const { return adapted(std::move(m)); }
    constexpr double convert(double v) const {
        if constexpr (!changes) return v;
        auto const r = traits::range(inner_);
        return (flips ? r.greatest - v : v - r.least) / (r.greatest - r.least);
    }
    boost::optional<double> operator()(statistic const& s) const {
        auto const v = inner_(s);
        if (!v) return v;
        return convert(*v);
    }

private:
    Measure inner_;
};

namespace detail {

template <orientation To, class Measure>
constexpr auto brought_to(Measure m) {
    static_assert(described_now<Measure>,
                  "a measure whose description is known at run time only cannot be adapted, but for any_measure: see "
                  "text/any_measure.hpp");
    if constexpr (described_now<Measure>) return adapted<Measure, To>(std::move(m));
}

}  // namespace detail

/// A measure as a distance in [0, 1]: `as_distance(signorino_ritter{})` is city_block. A measure in a namespace
/// of its own is no reason for the compiler to look here: `entente::as_distance(...)`, or after `using
/// namespace entente`. text/any_measure.hpp has the same for measures chosen at run time.
template <bounded_measure Measure>
constexpr auto as_distance(Measure m) {
    return detail::brought_to<orientation::distance>(std::move(m));
}
/// A measure as an agreement in [0, 1]: `as_agreement(city_block{})` is 1 - city_block.
template <bounded_measure Measure>
constexpr auto as_agreement(Measure m) {
    return detail::brought_to<orientation::agreement>(std::move(m));
}

}  // namespace entente

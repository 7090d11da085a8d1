// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/explain.hpp
/// What each unit of a fold does to the value: its own value, its share, its influence.

#include <boost/optional.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/fold/evaluate.hpp"
#include "entente/fold/units.hpp"

namespace entente {

/// What one unit does to the value of all.
struct unit_effect {
    boost::optional<double> value{};  ///< the measure on this unit alone; none where it weighs nothing or is undefined
    boost::optional<double> share{};  ///< its part of the whole; the parts sum to the value. Of the forms mean and sum
    boost::optional<double>
        influence{};  ///< value with the unit minus value without it; none where either is undefined
};

namespace detail {

/// Sets the shares of what has its values: mean, value * m_i v_i^p / sum m v^p, which is m_i v_i / sum m for p
/// = 1; sum, v_i.
template <measure_like Measure>
void set_shares(Measure const& m, std::vector<typename Measure::statistic> const& parts,
                typename Measure::statistic const& all, double whole, std::vector<unit_effect>& effects) {
    using traits = measure_traits<Measure>;
    using of_statistic = statistic_traits<typename Measure::statistic>;
    bool const mean = traits::form(m) == measure_form::mean;
    double const p = mean ? traits::exponent(m) : 1;
    double powers = 0;
    if (mean && p != 1)
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (effects[i].value) powers += of_statistic::denominator(parts[i]) * std::pow(*effects[i].value, p);
    double sum = 0, size = (std::abs)(whole);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& e = effects[i];
        if (!e.value)
            e.share = 0.0;
        else if (!mean)
            e.share = *e.value;
        else if (p == 1)
            e.share = of_statistic::denominator(parts[i]) / of_statistic::denominator(all) * *e.value;
        else
            e.share = powers > 0 ? whole * of_statistic::denominator(parts[i]) * std::pow(*e.value, p) / powers : 0.0;
        sum += *e.share, size += (std::abs)(*e.share);
    }
    // A measure that is not of the form it says, or has another exponent, is found out here. Values around 0
    // are made of rounding.
    ENTENTE_ASSERT(!detail::is_finite(size) || (std::abs)(sum - whole) <= 1e-3 * size + 1e-9);
    // With shares of any exponent the sum is the whole by their making: the powers themselves must fit.
    ENTENTE_ASSERT(!mean || p == 1 || !detail::is_finite(powers) ||
                   (std::abs)(powers - of_statistic::denominator(all) * std::pow(whole, p)) <=
                       1e-3 * (powers + 1e-300));
}

}  // namespace detail

/// What each unit does to the value of a fold, in their order. `all` is the statistic of all units, `whole` its
/// value, if it has one.
///
/// Influence is the value minus the value that the statistic has without the unit. O(units), and for a
/// statistic that subtracts exactly without memory for what comes after.
template <fold_units Units, measure_like Measure>
std::vector<unit_effect> effects_of(Units const& units, Measure const& m, typename Units::statistic const& all,
                                    boost::optional<double> const& whole) {
    using traits = measure_traits<Measure>;
    using statistic = typename Units::statistic;
    statistic const empty = units.empty();
    std::vector<statistic> parts(units.size(), empty);
    for (std::size_t i = 0; i < parts.size(); ++i) units.add_to(parts[i], i);

    // What is left without a unit is put together from what comes before and after it, so that nothing cancels;
    // or subtracted, where that leaves no rounding behind.
    bool const subtract = traits::subtracts_exactly(m);
    std::vector<statistic> after(subtract ? 0 : parts.size() + 1, empty);
    if (!subtract)
        for (std::size_t i = parts.size(); i-- > 0;) {
            after[i] = parts[i];
            after[i] += after[i + 1];
        }
    auto before = empty;
    auto const without = [&](std::size_t i) {
        auto rest = subtract ? all : before;
        if (subtract)
            rest -= parts[i];
        else
            rest += after[i + 1];
        return rest;
    };
    std::vector<unit_effect> effects(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& e = effects[i];
        if (parts[i].weight > 0) e.value = detail::value_of(m, parts[i]);
        if (whole && parts.size() > 1) {
            auto const rest = without(i);
            auto const left = rest.weight > 0 ? detail::value_of(m, rest) : boost::optional<double>();
            if (left) e.influence = *whole - *left;
        }
        if (!subtract) before += parts[i];
    }
    if constexpr (traits::may_be(measure_form::mean) || traits::may_be(measure_form::sum)) {
        auto const form = traits::form(m);
        if (whole && (form == measure_form::mean || form == measure_form::sum))
            detail::set_shares(m, parts, all, *whole, effects);
    }
    return effects;
}

}  // namespace entente

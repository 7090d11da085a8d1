// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/polarization.hpp
/// Is the group split into camps that are large, and far apart?

#include <boost/optional.hpp>

#include <cmath>
#include <span>
#include <string_view>

#include "entente/fold/measure.hpp"
#include "entente/fold/undefined_reason.hpp"
#include "entente/group/holdings.hpp"
#include "entente/group/measures/formulas.hpp"
#include "entente/measures/argument.hpp"

namespace entente::group_measures {

/// Are there few large camps that stand far apart?
///
/// Formula: sum_i sum_j s_i^(1 + alpha) s_j |x_i - x_j|, over the positions that are held, s their
/// shares of the weight, alpha in [0, 1.6]: how much those of one position feel as one. In the issue's
/// units, >= 0. alpha = 0 is twice the Gini index times the mean. Needs interval. None where nobody
/// holds a position, and where the value is below the least number. O(positions): sums over those below come from
/// running sums.
/// Actors of one position are one camp; tools that take each actor as a camp differ where two share a
/// position.
/// Source: Esteban and Ray (1994).
struct esteban_ray {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "esteban_ray",
        .form = measure_form::other,
        .argument = "alpha in [0, 1.6]; 1.3",
        .formula = "sum_i sum_j s_i^(1 + alpha) s_j |x_i - x_j|, s shares of the positions held",
        .needs = level::interval,
        .direction = orientation::distance,
        .least = 0,
        .source = "Esteban and Ray 1994",
        .also_called = "polarization ER",
    };
    static constexpr detail::parameter_range range_of_alpha{"esteban_ray", 0, 1.6};
    double alpha = 1.3;

    /// Throws error unless the text is a number in [0, 1.6]; 1.3 where it is empty.
    static esteban_ray parse(std::string_view text) { return {range_of_alpha.parse(text, 1.3)}; }
    void require_scale(issue_column const&) const { range_of_alpha.require_value(alpha); }

    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        double const weight = detail::total(all);
        int const exponent = detail::exponent_of(all.back().position - all.front().position);
        double const unit = std::ldexp(1, -exponent);
        // Of those below: how much, and how far below this one, each with and without the exponent. Each step up is
        // added to both, so that nothing cancels.
        double shares = 0, powers = 0, apart = 0, apart_powers = 0, sum = 0, last = all.front().position;
        for (auto const& h : all) {
            double const share = h.weight / weight, power = std::pow(share, 1 + alpha);
            double const step = (h.position - last) * unit;
            apart += shares * step, apart_powers += powers * step;
            sum += power * apart + share * apart_powers;
            shares += share, powers += power, last = h.position;
        }
        return detail::scaled_back(sum, exponent);
    }
    undefined_reason why_none(statistic const& s) const { return detail::nobody_or_underflow(s); }
};

/// How near is the group to two camps of one size, whatever lies between them?
///
/// Formula: 4 sum P^2 (1 - P), P the share of each position that is held. Range [0, 1], distance.
/// None where nobody holds a position. O(positions).
/// Source: Reynal-Querol (2002).
struct reynal_querol {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "reynal_querol",
        .form = measure_form::other,
        .formula = "4 sum P^2 (1 - P), P shares of the positions held",
        .needs = level::nominal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .source = "Reynal-Querol 2002",
        .also_called = "RQ, discrete polarization",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        double sum = 0;
        for (auto const& [share, rest] : detail::shares_of(all)) sum += share * share * rest;
        return 4 * sum;
    }
};

}  // namespace entente::group_measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/dispersion.hpp
/// How widely are many actors spread over an issue's scale?

#include <boost/optional.hpp>

#include <cmath>

#include "entente/fold/measure.hpp"
#include "entente/fold/undefined_reason.hpp"
#include "entente/group/holdings.hpp"
#include "entente/group/measures/formulas.hpp"

namespace entente::group_measures {

/// How far do positions lie from their mean, squared?
///
/// Formula: sum w (x - mean)^2 / sum w: of the whole group, not of a sample. In squares of the issue's
/// units, >= 0. Needs interval. None where nobody holds a position, and where the square is beyond the greatest number,
/// or below the least: dalton is in no units. O(kinds).
struct variance {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "variance",
        .form = measure_form::other,
        .formula = "sum w (x - mean)^2 / sum w",
        .needs = level::interval,
        .direction = orientation::distance,
        .least = 0,
        .source = "",
        .also_called = "weighted population variance",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        detail::deviations const d(all);
        return detail::scaled_back(d.moment(2), 2 * d.exponent());
    }
    undefined_reason why_none(statistic const& s) const { return detail::nobody_or_underflow(s); }
};

/// How polarized is the group, from all at one place to two halves at the ends?
///
/// Formula: sqrt(variance) / h, h half the length of the scale. Range [0, 1], distance. Needs interval.
/// Weights are those of the actors with a position. None where nobody holds one, or the quotient is below the least
/// number. O(kinds).
/// Source: Dalton (2008), whose scale of 0 to 10 makes h = 5.
struct dalton {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "dalton",
        .form = measure_form::other,
        .formula = "sqrt(sum w ((x - mean) / h)^2 / sum w), h half the scale",
        .needs = level::interval,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .source = "Dalton 2008",
        .also_called = "polarization index",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        detail::deviations const d(all);
        int const of_scale = detail::exponent_of(s.issue->length());
        double const half = std::ldexp(s.issue->length(), -1 - of_scale);
        return detail::scaled_back(std::sqrt(d.moment(2)) / half, d.exponent() - of_scale);
    }
    undefined_reason why_none(statistic const& s) const { return detail::nobody_or_underflow(s); }
};

/// How far apart are the outermost actors?
///
/// Formula: max x - min x. In the issue's units, >= 0. Needs interval. None where nobody holds a
/// position. O(kinds).
/// Source: Sartori (1976).
struct sartori_range {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "sartori_range",
        .form = measure_form::other,
        .formula = "max x - min x",
        .needs = level::interval,
        .direction = orientation::distance,
        .least = 0,
        .source = "Sartori 1976",
        .also_called = "ideological distance",
    };
    boost::optional<double> operator()(statistic const& s) const {
        if (s.kinds.empty()) return boost::none;
        return s.kinds.back().position - s.kinds.front().position;
    }
};

/// Do positions gather at two places?
///
/// Formula: (g^2 + 1) / (k + 3 (n - 1)^2 / ((n - 2)(n - 3))), g and k the skewness and excess kurtosis
/// of a sample (SAS type 2). An even spread gives 5/9, more speaks for two places. Counts actors: their
/// weights do not matter. Needs interval. None below four actors, and without variation. O(kinds).
/// Source: SAS Institute (1990); Pfister et al. (2013).
struct bimodality {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "bimodality",
        .form = measure_form::other,
        .formula = "(g^2 + 1) / (k + 3 (n - 1)^2 / ((n - 2)(n - 3))), g, k skewness and excess kurtosis",
        .needs = level::interval,
        .direction = orientation::distance,
        .least = 0,
        .undefined = "fewer than four actors, no variation",
        .source = "SAS 1990; Pfister et al. 2013",
        .also_called = "bimodality coefficient",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const n = static_cast<double>(s.count);
        if (s.count < 4) return boost::none;
        std::vector<statistic::held> all;
        for (auto const& k : s.kinds) all.push_back({k.position, static_cast<double>(k.actors)});
        detail::deviations const d(all);
        double const m2 = d.moment(2);
        if (!(m2 > 0)) return boost::none;
        double const skew = d.moment(3) / std::pow(m2, 1.5) * std::sqrt(n * (n - 1)) / (n - 2);
        double const excess = d.moment(4) / (m2 * m2) - 3;
        double const kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
        return (skew * skew + 1) / (kurtosis + 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)));
    }
};

}  // namespace entente::group_measures

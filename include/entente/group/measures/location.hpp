// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/location.hpp
/// Where do many actors stand on an issue?

#include <boost/optional.hpp>

#include <cmath>
#include <cstddef>

#include "entente/fold/measure.hpp"
#include "entente/group/holdings.hpp"
#include "entente/group/measures/formulas.hpp"

namespace entente::group_measures {

/// Where does the group stand on average?
///
/// Formula: sum w x / sum w. In the units, within its scale. Needs interval. None where nobody
/// that weighs something holds a position. O(kinds).
struct mean {
    using statistic = statistics::holdings;
    static constexpr measure_description description{
        .name = "mean",
        .form = measure_form::mean,
        .formula = "sum w x / sum w",
        .needs = level::interval,
        .direction = orientation::agreement,
        .source = "",
        .also_called = "weighted mean position",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        return detail::deviations(all).mean();
    }
};

/// Where does the actor in the middle stand?
///
/// Formula: the position with no more than half of the weight below it, and no more than half above;
/// where two positions share the middle, halfway between them; weights tie that do to 1e-12 of their sum.
/// In the units. Needs ordinal.
/// None where nobody holds a position. O(kinds).
struct median {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "median",
        .form = measure_form::other,
        .formula = "half of the weight at or below, half at or above; halfway where two positions are",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .source = "",
        .also_called = "weighted median position",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        double const slack = 1e-12 * detail::total(all);
        // From both ends, with sums of the same rounding: what is symmetric stays so.
        double below = 0, above = 0;
        std::size_t i = 0, j = all.size() - 1;
        while (i < j) {
            double const left = below + all[i].weight, right = above + all[j].weight;
            bool const tie = (std::abs)(left - right) <= slack;
            if (tie && j - i == 1) return all[i].position + (all[j].position - all[i].position) / 2;
            if (tie || left < right) below = left, ++i;
            if (tie || left > right) above = right, --j;
        }
        return all[i].position;
    }
};

}  // namespace entente::group_measures

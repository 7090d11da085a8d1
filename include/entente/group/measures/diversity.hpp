// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/diversity.hpp
/// Over how many positions, or actors, is weight spread?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>

#include "entente/fold/measure.hpp"
#include "entente/group/holdings.hpp"
#include "entente/group/measures/formulas.hpp"

namespace entente::group_measures {

/// How uncertain is the position of an actor of the group?
///
/// Formula: -sum P log2 P, P the share of each position that is held. In bits, from 0 to the logarithm
/// of the number of categories. None where nobody holds a position. O(positions).
/// Source: Shannon (1948).
struct entropy {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "entropy",
        .form = measure_form::other,
        .formula = "-sum P log2 P, P shares of the positions held",
        .needs = level::nominal,
        .direction = orientation::distance,
        .least = 0,
        .source = "Shannon 1948",
        .also_called = "Shannon entropy, diversity",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        double sum = 0;
        for (auto const& [share, rest] : detail::shares_of(all)) sum += detail::surprise(share, rest);
        return sum;
    }
};

/// Of how many actors of one size would the group be as concentrated as it is?
///
/// Formula: 1 / sum s^2, s the share of each actor in the weight of those who hold a position. From 1 to the
/// number of actors. None where nobody holds a position. O(kinds).
/// Source: Laakso and Taagepera (1979).
struct effective_number {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "effective_number",
        .form = measure_form::other,
        .formula = "1 / sum s^2, s shares of the actors",
        .needs = level::nominal,
        .direction = orientation::distance,
        .least = 1,
        .source = "Laakso and Taagepera 1979",
        .also_called = "ENP, inverse Simpson",
    };
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        double weight = 0, squares = 0;
        for (auto const& k : s.kinds) weight += k.weight * static_cast<double>(k.actors);
        for (auto const& k : s.kinds) squares += static_cast<double>(k.actors) * std::pow(k.weight / weight, 2);
        return 1 / squares;
    }
};

/// The same, with less for actors beside a large one.
///
/// Formula: sum s / (s + m^2 - s^2), s the share of each actor and m the greatest. From 1 to the number of
/// actors. None where nobody holds a position. O(kinds).
/// Source: Golosov (2010).
struct golosov {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "golosov",
        .form = measure_form::other,
        .formula = "sum s / (s + m^2 - s^2), s shares of the actors, m the greatest",
        .needs = level::nominal,
        .direction = orientation::distance,
        .least = 1,
        .source = "Golosov 2010",
        .also_called = "effective number (Golosov)",
    };
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        double weight = 0, greatest = 0, sum = 0;
        for (auto const& k : s.kinds) weight += k.weight * static_cast<double>(k.actors);
        for (auto const& k : s.kinds) greatest = (std::max)(greatest, k.weight / weight);
        for (auto const& k : s.kinds) {
            double const share = k.weight / weight;
            sum += static_cast<double>(k.actors) * share / (share + greatest * greatest - share * share);
        }
        return sum;
    }
};

}  // namespace entente::group_measures

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/chance/valued_agreement.hpp
/// Chance-corrected agreement with squared differences, from moments alone: for continuous scales too.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "entente/measures/statistics/moments.hpp"

namespace entente::detail {

/// Squared differences observed and expected, both times weight^2, taken apart into parts that do not cancel.
struct valued_variation {
    double within = 0;    ///< var(u) + var(v)
    double together = 0;  ///< 2 cov(u, v)
    double between = 0;   ///< (mean(u) - mean(v))^2

    explicit valued_variation(statistics::moments const& s) : within(s.variation_x() + s.variation_y()) {
        double const apart = s.means_apart();
        between = apart * apart;
        // An actor that never varies cannot vary together with anyone, whatever rounding says.
        if (s.variation_x() > 0 && s.variation_y() > 0) together = 2 * s.covariation();
    }
};

/// D_o over D_e with chance drawing each actor from its own positions, turned into agreement.
inline boost::optional<double> valued_kappa(statistics::moments const& s) {
    valued_variation const v(s);
    double const expected = v.within + v.between;
    if (!(expected > 0)) return boost::none;
    return std::clamp(v.together / expected, -1.0, 1.0);
}

/// The same with chance drawing both from the positions of the two.
inline boost::optional<double> valued_pi(statistics::moments const& s) {
    valued_variation const v(s);
    double const expected = v.within + v.between / 2;
    if (!(expected > 0)) return boost::none;
    return std::clamp((v.together - v.between / 2) / expected, -1.0, 1.0);
}

/// 1 - sum w (u - v)^2 / sum w, with u and v in [0, 1].
inline boost::optional<double> valued_raw_agreement(statistics::moments const& s) {
    if (!(s.weight > 0)) return boost::none;
    double const squares = s.squared_differences() / (issue_column::exact_units * issue_column::exact_units);
    return std::clamp(1 - squares / s.weight, 0.0, 1.0);
}

}  // namespace entente::detail

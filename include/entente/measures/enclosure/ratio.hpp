// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/enclosure/ratio.hpp
/// The extremes of a ratio of sums, to each of which each issue contributes one of several options.

#include <boost/optional.hpp>

#include <cstddef>
#include <vector>

#include "entente/config.hpp"

namespace entente::detail {

/// A contribution to numerator and denominator; the latter is at least 0, and with it the former is 0.
struct ratio_term {
    double numerator = 0, denominator = 0;
};

/// The least (or, with sign -1, the greatest) value of (known + one option of each issue); none where no choice
/// has a denominator.
/// Source: Dinkelbach (1967). O(options) a step; the steps converge faster than linearly.
boost::optional<double> extreme_ratio(ratio_term known, std::vector<std::vector<ratio_term>> const& issues,
                                      double sign);

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE boost::optional<double> extreme_ratio(ratio_term known,
                                                     std::vector<std::vector<ratio_term>> const& issues, double sign) {
    auto const choose = [&](auto&& better) {
        auto sum = known;
        for (auto const& options : issues) {
            if (options.empty()) continue;
            auto best = options.front();
            for (auto const& o : options)
                if (better(o, best)) best = o;
            sum.numerator += best.numerator, sum.denominator += best.denominator;
        }
        return sum;
    };
    auto const start = choose([](auto const& p, auto const& q) { return p.denominator > q.denominator; });
    if (!(start.denominator > 0)) return boost::none;
    double value = start.numerator / start.denominator;
    for (;;) {
        auto const excess = [&](ratio_term const& t) { return sign * (t.numerator - value * t.denominator); };
        auto const next = choose([&](auto const& p, auto const& q) { return excess(p) < excess(q); });
        if (!(next.denominator > 0)) return value;
        double const better = next.numerator / next.denominator;
        if (!(sign * better < sign * value)) return value;
        value = better;
    }
}
#endif

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/enclosure/interval.hpp
/// Sums, products and quotients of intervals: what enclosures of values are made of.
///
/// An enclosure is made of intervals for the sums in a formula, every one of which can only narrow when a
/// position becomes known. An end that is reached is marked exact. What is not is widened by a hair for each
/// open position, more than rounding can amount to, so that rounding breaks neither the enclosure nor its
/// narrowing.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "entente/config.hpp"
#include "entente/fold/enclosure.hpp"

namespace entente::detail {

/// From the least to the greatest value of a sum.
struct sum_interval {
    double lower = 0, upper = 0;

    sum_interval& operator+=(sum_interval const& o) {
        lower += o.lower, upper += o.upper;
        return *this;
    }
    friend sum_interval operator*(double w, sum_interval const& i) { return {w * i.lower, w * i.upper}; }
    friend sum_interval operator*(sum_interval const& p, sum_interval const& q) {
        double const ends[] = {p.lower * q.lower, p.lower * q.upper, p.upper * q.lower, p.upper * q.upper};
        return {*std::min_element(ends, ends + 4), *std::max_element(ends, ends + 4)};
    }
};

/// What an enclosure of a measure is, or none where it knows nothing better than its range.
using maybe_enclosed = boost::optional<enclosed_value>;

/// The hair by which an end that is not reached is moved out.
double slack(std::span<open_issue const> open);
inline sum_interval widened(sum_interval const& i, double scale, double by) {
    return {i.lower / scale - by, i.upper / scale + by};
}

/// 1 - D_o / D_e.
enclosed_value agreement_between(sum_interval const& observed, sum_interval const& expected);

/// n / sqrt(x y), for x and y of at least 0; between -1 and 1.
enclosed_value correlation_between(sum_interval const& n, sum_interval const& x, sum_interval const& y);

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE double slack(std::span<open_issue const> open) {
    double positions = 0;
    for (auto const& o : open) positions += o.open_positions();
    return 1e-12 * positions;
}

ENTENTE_INLINE enclosed_value agreement_between(sum_interval const& observed, sum_interval const& expected) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    enclosed_value v;
    v.lower = expected.lower > 0 ? 1 - observed.upper / expected.lower : -infinity;
    v.upper = expected.upper > 0 ? 1 - (std::max)(0.0, observed.lower) / expected.upper : 1;
    return v;
}

ENTENTE_INLINE enclosed_value correlation_between(sum_interval const& n, sum_interval const& x, sum_interval const& y) {
    double const least = std::sqrt((std::max)(0.0, x.lower)) * std::sqrt((std::max)(0.0, y.lower));
    double const most = std::sqrt((std::max)(0.0, x.upper)) * std::sqrt((std::max)(0.0, y.upper));
    auto const over = [](double numerator, double denominator) {
        if (denominator > 0) return std::clamp(numerator / denominator, -1.0, 1.0);
        return numerator > 0 ? 1.0 : numerator < 0 ? -1.0 : 0.0;
    };
    enclosed_value v;
    v.lower = over(n.lower, n.lower < 0 ? least : most);
    v.upper = over(n.upper, n.upper > 0 ? least : most);
    return v;
}
#endif

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/time.hpp
/// Points in time and validity periods.

#include <algorithm>
#include <chrono>

namespace entente {

/// A point in time, to the second, UTC.
using time_point = std::chrono::sys_seconds;

/// A validity period [from, to): from is in it, to is not. Unbounded on both sides by default.
struct period {
    time_point from = time_point::min();
    time_point to = time_point::max();

    constexpr bool contains(time_point t) const { return from <= t && t < to; }
    constexpr bool empty() const { return !(from < to); }
    constexpr bool overlaps(period const& o) const { return std::max(from, o.from) < std::min(to, o.to); }
    friend constexpr bool operator==(period const&, period const&) = default;
};

/// A day as a point in time: midnight, UTC.
constexpr time_point day(int year, unsigned month, unsigned day_of_month) {
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day_of_month));
}

}  // namespace entente

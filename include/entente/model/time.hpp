// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/time.hpp
/// Points in time and validity periods.

#include <algorithm>
#include <chrono>
#include <string>

#include "entente/config.hpp"

namespace entente {

/// A point in time, to the second, UTC.
using time_point = std::chrono::sys_seconds;

/// A validity period [from, to): from is in it, to is not. Unbounded on both sides by default.
struct period {
    time_point from = (time_point::min)();
    time_point to = (time_point::max)();

    constexpr bool contains(time_point t) const { return from <= t && t < to; }
    constexpr bool empty() const { return !(from < to); }
    constexpr bool overlaps(period const& o) const { return (std::max)(from, o.from) < (std::min)(to, o.to); }
    friend constexpr bool operator==(period const&, period const&) = default;
};

/// A day as a point in time: midnight, UTC.
constexpr time_point day(int year, unsigned month, unsigned day_of_month) {
    using namespace std::chrono;
    return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day_of_month));
}

namespace detail {

/// A point in time for an error message: a day, with the time of day where it is not midnight; empty where unbounded.
std::string time_text(time_point t);
std::string period_text(period const& p);

#if ENTENTE_DEFINES(core)
ENTENTE_COLD ENTENTE_INLINE std::string time_text(time_point t) {
    if (t == (time_point::min)() || t == (time_point::max)()) return {};
    using namespace std::chrono;
    auto const midnight = floor<days>(t);
    // The calendar of <chrono> ends with the year 32767.
    if (midnight < sys_days((year::min)() / January / 1) || midnight > sys_days((year::max)() / December / 31))
        return std::to_string(t.time_since_epoch().count()) + " s";
    year_month_day const date(midnight);
    auto const two = [](auto n) {
        auto digits = std::to_string(n);
        if (digits.size() < 2) digits.insert(digits.begin(), '0');
        return digits;
    };
    auto text = std::to_string(static_cast<int>(date.year()));
    // Four digits, as in ISO 8601: what is written can be read.
    if (date.year() >= std::chrono::year(0) && text.size() < 4) text.insert(0, 4 - text.size(), '0');
    text += '-' + two(static_cast<unsigned>(date.month())) + '-' + two(static_cast<unsigned>(date.day()));
    if (t == midnight) return text;
    hh_mm_ss const time(t - midnight);
    return text + 'T' + two(time.hours().count()) + ':' + two(time.minutes().count()) + ':' +
           two(time.seconds().count()) + 'Z';
}

ENTENTE_COLD ENTENTE_INLINE std::string period_text(period const& p) {
    return '[' + time_text(p.from) + ", " + time_text(p.to) + ')';
}
#endif

}  // namespace detail
}  // namespace entente

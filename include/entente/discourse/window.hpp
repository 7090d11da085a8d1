// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/window.hpp
/// Windows of time, by the calendar.

#include <boost/optional.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/model/time.hpp"

#if ENTENTE_DEFINES(discourse)
#include <chrono>
#include <cmath>
#include <string>

#include "entente/error.hpp"
#endif

namespace entente {

enum class calendar_unit : unsigned char { second, minute, hour, day, week, month, year };

constexpr std::string_view to_string(calendar_unit u) {
    constexpr std::string_view names[] = {"second", "minute", "hour", "day", "week", "month", "year"};
    return names[static_cast<int>(u)];
}
/// By its name, or none.
boost::optional<calendar_unit> parse_calendar_unit(std::string_view name);

/// So many units of the calendar: six months.
struct calendar_span {
    std::int64_t count = 1;
    calendar_unit unit = calendar_unit::month;

    friend bool operator==(calendar_span const&, calendar_span const&) = default;
};

/// A point in time and so many units after it, or before it; months and years end on the last day of a month that is
/// shorter. Throws error(out_of_range) outside of the years 0 to 9999.
time_point shifted(time_point t, calendar_span by, std::int64_t times = 1);
/// The beginning of the second, minute, hour, day, week (Monday), month or year that a point in time is in.
time_point beginning_of(calendar_unit unit, time_point t);
/// How long a span is in seconds; a month and a year by their mean in the Gregorian calendar, 30.436875 and
/// 365.2425 days.
double mean_seconds(calendar_span span);

/// Windows of a length from the beginning of a period on, each a step after the one before, as long as they begin
/// in the period: [from, from + length). Months and years are counted from the beginning, for both ends, so that
/// windows from the 31st on do not lose days after a shorter month. With a step of the length they part the period:
/// each point of it is in exactly one.
///
/// Throws error(invalid_argument) for a length or step below 1, an empty period or one without bounds, and
/// error(too_large) for more than 10 million windows.
std::vector<period> calendar_windows(period const& within, calendar_span length, calendar_span step);
inline std::vector<period> calendar_windows(period const& within, calendar_span length) {
    return calendar_windows(within, length, length);
}

/// Windows as Discourse Network Analyzer has them: a middle at each unit from `first` to `last`, half a length on both
/// sides, ends included, and only those that lie within both. Half a length is (length - 1) / 2, rounded half up:
/// an even length is that of the next odd one. Throws error(invalid_argument) for a length below 1, and where last
/// is before first.
std::vector<period> dna_compatible_windows(time_point first, time_point last, calendar_span length);

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE boost::optional<calendar_unit> parse_calendar_unit(std::string_view name) {
    using enum calendar_unit;
    for (auto const u : {second, minute, hour, day, week, month, year})
        if (name == to_string(u)) return u;
    return boost::none;
}

ENTENTE_INLINE time_point shifted(time_point t, calendar_span by, std::int64_t times) {
    namespace chr = std::chrono;
    auto const first = chr::sys_days(chr::year(0) / 1 / 1), last = chr::sys_days(chr::year(9999) / 12 / 31);
    auto const refuse = [&] {
        throw error(fault_code::out_of_range, "a window lies in the years 0 to 9999",
                    {.value = detail::time_text(t) + ", " + std::to_string(by.count) + ' ' +
                              std::string(to_string(by.unit)) + " x " + std::to_string(times)});
    };
    // Far beyond the calendar, and away from overflow.
    double const ahead = mean_seconds({1, by.unit}) * static_cast<double>(by.count) * static_cast<double>(times);
    if (t < first || t >= last + chr::days(1) || (std::abs)(ahead) > 1e12) refuse();
    auto const n = by.count * times;
    time_point to;
    if (by.unit == calendar_unit::month || by.unit == calendar_unit::year) {
        auto const midnight = chr::floor<chr::days>(t);
        chr::year_month_day const on(midnight);
        auto const months = n * (by.unit == calendar_unit::year ? 12 : 1) + static_cast<int>(on.year()) * 12 +
                            static_cast<std::int64_t>(static_cast<unsigned>(on.month())) - 1;
        if (months < 0 || months >= 120'000) refuse();
        auto const in = chr::year(static_cast<int>(months / 12)) / chr::month(static_cast<unsigned>(months % 12) + 1);
        auto const end = in / chr::last;
        to = chr::sys_days(in / (on.day() < end.day() ? on.day() : end.day())) + (t - midnight);
    } else {
        constexpr std::int64_t seconds[] = {1, 60, 3600, 86'400, 604'800};
        to = t + chr::seconds(n * seconds[static_cast<int>(by.unit)]);
    }
    if (to < first || to > last + chr::days(1)) refuse();
    return to;
}

ENTENTE_INLINE time_point beginning_of(calendar_unit unit, time_point t) {
    namespace chr = std::chrono;
    auto const midnight = chr::floor<chr::days>(t);
    chr::year_month_day const on(midnight);
    switch (unit) {
    case calendar_unit::second:
        break;
    case calendar_unit::minute:
        return chr::floor<chr::minutes>(t);
    case calendar_unit::hour:
        return chr::floor<chr::hours>(t);
    case calendar_unit::day:
        return midnight;
    case calendar_unit::week:
        return midnight - (chr::weekday(midnight) - chr::Monday);
    case calendar_unit::month:
        return chr::sys_days(on.year() / on.month() / 1);
    case calendar_unit::year:
        return chr::sys_days(on.year() / 1 / 1);
    }
    return t;
}

ENTENTE_INLINE double mean_seconds(calendar_span span) {
    constexpr double seconds[] = {1, 60, 3600, 86'400, 604'800, 2'629'746, 31'556'952};
    return static_cast<double>(span.count) * seconds[static_cast<int>(span.unit)];
}

namespace detail {

ENTENTE_INLINE void require_length(calendar_span span) {
    if (span.count < 1)
        throw error(fault_code::invalid_argument, "a window and its step are at least one unit long",
                    {.value = std::to_string(span.count) + ':' + std::string(to_string(span.unit))});
}

}  // namespace detail

ENTENTE_INLINE std::vector<period> calendar_windows(period const& within, calendar_span length, calendar_span step) {
    detail::require_length(length);
    detail::require_length(step);
    if (within.empty() || within.from == (time_point::min)() || within.to == (time_point::max)())
        throw error(fault_code::invalid_argument, "windows need a period that has a beginning and an end after it",
                    {.value = detail::period_text(within)});
    std::vector<period> windows;
    shifted(within.from, length);  // what is no length of the calendar is refused before it is multiplied
    auto const months = [](calendar_span s) {
        return s.unit == calendar_unit::year ? s.count * 12 : s.unit == calendar_unit::month ? s.count : 0;
    };
    for (std::int64_t k = 0;; ++k) {
        auto const from = shifted(within.from, step, k);
        if (from >= within.to) return windows;
        if (windows.size() == 10'000'000) throw error(fault_code::too_large, "more than 10 million windows");
        bool const by_month = months(length) > 0 && months(step) > 0;
        auto const to = by_month ? shifted(within.from, {k * months(step) + months(length), calendar_unit::month})
                                 : shifted(from, length);
        windows.push_back({from, to});
    }
}

ENTENTE_INLINE std::vector<period> dna_compatible_windows(time_point first, time_point last, calendar_span length) {
    detail::require_length(length);
    if (last < first) throw error(fault_code::invalid_argument, "the last point in time is not before the first");
    calendar_span const one{1, length.unit};
    auto const half = length.count / 2;
    std::vector<period> windows;
    for (std::int64_t k = 0;; ++k) {
        auto const middle = shifted(first, one, k);
        if (middle > last) return windows;
        period const window{shifted(middle, one, -half), shifted(middle, one, half) + std::chrono::seconds(1)};
        if (window.from >= first && window.to <= last + std::chrono::seconds(1)) windows.push_back(window);
    }
}

#endif

}  // namespace entente

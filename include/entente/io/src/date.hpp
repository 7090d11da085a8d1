// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/date.hpp
/// Definitions of io/date.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/numeric/uint.hpp>

#include <chrono>
#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/time.hpp"

namespace entente::io {

namespace detail {

/// Steps over a number of so many digits.
template <int Digits>
bool step_over_digits(char const*& at, char const* last, int& number) {
    unsigned read = 0;
    if (!boost::spirit::x3::parse(
            at, last, boost::spirit::x3::uint_parser<unsigned, 10, static_cast<unsigned>(Digits), Digits>{}, read))
        return false;
    number = static_cast<int>(read);
    return true;
}

}  // namespace detail

ENTENTE_INLINE boost::optional<time_point> parse_date(std::string_view text) {
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, offset_hour = 0, offset_minute = 0;
    bool west = false;
    char const* at = text.data();
    char const* const last = at + text.size();
    auto const mark = [&](char c) { return at != last && *at == c ? (++at, true) : false; };
    auto const two_digits = [&](int& number) { return detail::step_over_digits<2>(at, last, number); };
    auto const time = [&] {
        if (!two_digits(hour) || !mark(':') || !two_digits(minute)) return false;
        if (mark(':') && !two_digits(second)) return false;
        if (mark('Z')) return true;
        if (mark('-'))
            west = true;
        else if (!mark('+'))
            return true;
        return two_digits(offset_hour) && mark(':') && two_digits(offset_minute);
    };
    if (!detail::step_over_digits<4>(at, last, year)) return boost::none;
    if (mark('-')) {
        if (!two_digits(month)) return boost::none;
        if (mark('-')) {
            if (!two_digits(day)) return boost::none;
            if (mark('T') && !time()) return boost::none;
        }
    }
    if (at != last) return boost::none;

    using namespace std::chrono;
    auto const on = year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day)));
    if (!on.ok() || hour > 23 || minute > 59 || second > 59 || offset_hour > 23 || offset_minute > 59)
        return boost::none;
    auto const offset = hours(offset_hour) + minutes(offset_minute);
    return sys_days(on) + hours(hour) + minutes(minute) + seconds(second) - (west ? -offset : offset);
}

ENTENTE_INLINE std::string date_text(time_point at) {
    using namespace std::chrono;
    auto const midnight = floor<days>(at);
    if (midnight < sys_days(year(0) / January / 1) || midnight > sys_days(year(9999) / December / 31))
        throw io_error(errc::out_of_range, "a date is written for the years 0 to 9999 only");
    year_month_day const date(midnight);
    hh_mm_ss const time(at - midnight);
    std::string text;
    auto const append = [&](auto number, std::string::size_type width) {
        auto const digits = std::to_string(number);
        text.append(width - digits.size(), '0') += digits;
    };
    append(static_cast<int>(date.year()), 4);
    text += '-';
    append(static_cast<unsigned>(date.month()), 2);
    text += '-';
    append(static_cast<unsigned>(date.day()), 2);
    if (at == midnight) return text;
    text += 'T';
    append(time.hours().count(), 2);
    text += ':';
    append(time.minutes().count(), 2);
    text += ':';
    append(time.seconds().count(), 2);
    return text + 'Z';
}

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/date.hpp
/// Definitions of io/date.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/numeric/uint.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/date_form.hpp"
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
        if (mark(':')) {
            if (!two_digits(second)) return false;
            if (mark('.')) {
                char const* const first = at;
                while (at != last && *at >= '0' && *at <= '9') ++at;
                if (at == first) return false;
            }
        }
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
            if ((mark('T') || mark(' ')) && !time()) return boost::none;
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

namespace detail {

/// Midnight of a day, or none where the calendar does not have it.
ENTENTE_INLINE boost::optional<time_point> date_of(int year, int month, int day_of_month) {
    using namespace std::chrono;
    auto const on = year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day_of_month)));
    if (!on.ok()) return boost::none;
    return time_point(sys_days(on));
}

/// Whole numbers with one of these marks between them; false when the text is no such list.
ENTENTE_INLINE bool numbers_between(std::string_view text, std::string_view marks, int (&numbers)[3],
                                    std::size_t (&digits)[3], std::size_t& count) {
    char mark = 0;
    count = 0;
    for (std::size_t i = 0;; ++i) {
        if (count == 3) return false;
        auto& number = numbers[count];
        auto& length = digits[count];
        number = 0;
        for (length = 0; i != text.size() && text[i] >= '0' && text[i] <= '9'; ++i, ++length) {
            if (length == 8) return false;
            number = 10 * number + (text[i] - '0');
        }
        if (length == 0) return false;
        ++count;
        if (i == text.size()) return true;
        if (marks.find(text[i]) == marks.npos || (mark != 0 && mark != text[i])) return false;
        mark = text[i];
    }
}

/// `Sun Feb 24 00:00:00 UTC 2030`, the zone left out or UTC or GMT.
ENTENTE_INLINE boost::optional<time_point> date_in_words(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::string_view words[7];
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size();) {
        auto const end = (std::min)(text.find(' ', i), text.size());
        if (count == 7) return boost::none;
        if (end != i) words[count++] = text.substr(i, end - i);
        i = end + 1;
    }
    if (count != 5 && count != 6) return boost::none;
    if (count == 6 && words[4] != "UTC" && words[4] != "GMT") return boost::none;
    auto const month = words[1].size() == 3 ? months.find(words[1]) : months.npos;
    if (month == months.npos || month % 3 != 0) return boost::none;
    auto const two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    std::string const day_of_month = words[2].size() == 1 ? '0' + std::string(words[2]) : std::string(words[2]);
    return parse_date(std::string(words[count - 1]) + '-' + two(static_cast<unsigned>(month / 3 + 1)) + '-' +
                      day_of_month + 'T' + std::string(words[3]));
}

ENTENTE_INLINE boost::optional<time_point> date_of_unix(std::string_view text, bool milliseconds) {
    bool const before = text.starts_with('-');
    if (before) text.remove_prefix(1);
    if (text.empty() || text.size() > 17) return boost::none;
    long long number = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return boost::none;
        number = 10 * number + (c - '0');
    }
    if (before) number = -number;
    if (milliseconds) number = number >= 0 ? number / 1000 : -((-number + 999) / 1000);
    constexpr long long greatest = 253'402'300'799;  // the end of the year 9999
    if (number > greatest || number < -62'167'219'200) return boost::none;
    return time_point(std::chrono::seconds(number));
}

}  // namespace detail

ENTENTE_INLINE boost::optional<time_point> parse_date(std::string_view text, date_form form) {
    int n[3];
    std::size_t digits[3], count = 0;
    switch (form) {
    case date_form::iso:
        return parse_date(text);
    case date_form::words:
        return detail::date_in_words(text);
    case date_form::unix_seconds:
    case date_form::unix_milliseconds:
        return detail::date_of_unix(text, form == date_form::unix_milliseconds);
    case date_form::year_month_day:
        if (!detail::numbers_between(text, "-/.", n, digits, count)) return boost::none;
        if (count == 1) {
            if (digits[0] == 8) return detail::date_of(n[0] / 10000, n[0] / 100 % 100, n[0] % 100);
            if (digits[0] == 6) return detail::date_of(n[0] / 100, n[0] % 100, 1);
            return digits[0] == 4 ? detail::date_of(n[0], 1, 1) : boost::none;
        }
        if (digits[0] != 4 || digits[1] > 2 || (count == 3 && digits[2] > 2)) return boost::none;
        return detail::date_of(n[0], n[1], count == 3 ? n[2] : 1);
    case date_form::day_month_year:
    case date_form::month_day_year:
        if (!detail::numbers_between(text, "-/.", n, digits, count)) return boost::none;
        if (count == 1) return digits[0] == 4 ? detail::date_of(n[0], 1, 1) : boost::none;
        if (count != 3 || digits[0] > 2 || digits[1] > 2 || digits[2] != 4) return boost::none;
        return form == date_form::day_month_year ? detail::date_of(n[2], n[1], n[0])
                                                 : detail::date_of(n[2], n[0], n[1]);
    }
    return boost::none;
}

ENTENTE_INLINE std::string date_text(time_point at) {
    using namespace std::chrono;
    auto const midnight = floor<days>(at);
    if (midnight < sys_days(year(0) / January / 1) || midnight > sys_days(year(9999) / December / 31))
        throw io_error(fault_code::out_of_range, "a date is written for the years 0 to 9999 only");
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

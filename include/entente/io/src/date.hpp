// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/date.hpp
/// Definitions of io/date.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/auxiliary/eoi.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/char/char_set.hpp>
#include <boost/spirit/home/x3/core/action.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/numeric/uint.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/optional.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>

#include <chrono>
#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/time.hpp"

namespace entente::io {

ENTENTE_INLINE boost::optional<time_point> parse_date(std::string_view text) {
    namespace x3 = boost::spirit::x3;
    int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, offset_hour = 0, offset_minute = 0;
    bool west = false;
    auto const set = [](int& to) { return [&to](auto& context) { to = static_cast<int>(x3::_attr(context)); }; };
    static constexpr x3::uint_parser<unsigned, 10, 4, 4> four_digits{};
    static constexpr x3::uint_parser<unsigned, 10, 2, 2> two_digits{};
    auto const sign = x3::char_("+-")[([&west](auto& context) { west = x3::_attr(context) == '-'; })];
    auto const zone = 'Z' | (sign >> two_digits[set(offset_hour)] >> ':' >> two_digits[set(offset_minute)]);
    auto const time =
        'T' >> two_digits[set(hour)] >> ':' >> two_digits[set(minute)] >> -(':' >> two_digits[set(second)]) >> -zone;
    auto const date = four_digits[set(year)] >>
                      -('-' >> two_digits[set(month)] >> -('-' >> two_digits[set(day)] >> -time)) >> x3::eoi;
    if (!x3::parse(text.begin(), text.end(), date)) return boost::none;

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

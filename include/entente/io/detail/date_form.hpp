// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/date_form.hpp
/// How dates are written.

#include <boost/optional/optional.hpp>

#include <string_view>

namespace entente::io {

/// How dates are written.
enum class date_form : unsigned char {
    iso,                ///< `2030-02-24`, `2030-02-24T12:00:00Z`, a blank for the T, fractions of seconds cut off
    year_month_day,     ///< `20300224`, `203002`, `2030`, `2030/2/24`
    day_month_year,     ///< `24/02/2030`, `24.2.2030`, `24-02-2030`
    month_day_year,     ///< `2/24/2030`
    unix_seconds,       ///< seconds since 1970
    unix_milliseconds,  ///< the same in thousandths, cut to seconds
    words,              ///< `Sun Feb 24 00:00:00 UTC 2030`
};
/// `iso`, `ymd`, `dmy`, `mdy`, `unix`, `unix-ms`, `words`.
char const* to_string(date_form form);
boost::optional<date_form> parse_date_form(std::string_view name);

}  // namespace entente::io

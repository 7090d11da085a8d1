// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/date.hpp
/// Points in time as ISO 8601 text.

#include <boost/optional/optional.hpp>

#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/io/detail/date_form.hpp"
#include "entente/model/time.hpp"

namespace entente::io {

/// The point in time that an ISO 8601 date names: the beginning of a year (`1999`), a month (`2022-01`) or a day
/// (`2022-01-26`), or a date-time (`2022-01-26T12:00`, with seconds if wanted, then `Z`, an offset such as `+02:00`, or
/// nothing, which is UTC too). As databases and browsers write them, a blank may stand for the T, and fractions of a
/// second are cut off.
///
/// Returns none when the text is no such date or the calendar does not have it. Years have four digits.
/// Complexity: constant.
/// Source: ISO 8601-1:2019, extended format.
boost::optional<time_point> parse_date(std::string_view text);

/// The point in time that a text in another form names; see `date_form`. None when it is no such date. Never guessed:
/// `03/04/2030` has a meaning only where the form is said.
boost::optional<time_point> parse_date(std::string_view text, date_form form);

/// The shortest of the forms day and date-time that names a point in time: `2022-01-26`, `2022-01-26T12:00:00Z`.
/// `parse_date` reads it back. Throws `io_error` (`out_of_range`) outside of the years 0 to 9999.
std::string date_text(time_point at);

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/date.hpp"
#endif

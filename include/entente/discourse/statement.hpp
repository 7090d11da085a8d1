// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/statement.hpp
/// A statement: who said what, when, for whom.

#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/ids.hpp"

#if ENTENTE_DEFINES(discourse)
#include "entente/error.hpp"
#endif

namespace entente {

/// How exactly a date is known.
enum class date_precision : unsigned char { year, month, day, time };

constexpr std::string_view to_string(date_precision p) {
    constexpr std::string_view names[] = {"year", "month", "day", "time"};
    return names[static_cast<int>(p)];
}

/// A date as far as it is known: 1999, March 2010, 26 January 2022, or a point in time.
struct statement_date {
    time_point at{};  ///< its beginning, UTC
    date_precision precision = date_precision::day;

    /// All points in time that it may mean: the year, the month, the day; of a time the second. O(1).
    period covers() const;
    /// `1999`, `2010-03`, `2022-01-26`, `2022-01-26T12:00:00Z`.
    std::string text() const;
    friend auto operator<=>(statement_date const&, statement_date const&) = default;
};

/// A date of the calendar, known to the year, month or day. Throws error(out_of_range) where the calendar has no such
/// date, and for years outside of 0 to 9999.
statement_date date_of(int year);
statement_date date_of(int year, unsigned month);
statement_date date_of(int year, unsigned month, unsigned day_of_month);
/// A point in time.
inline statement_date date_of(time_point at) {
    return {at, date_precision::time};
}

/// What was said: a number on the scale of the issue, a label of it, or nothing. By default withheld.
class stated_position {
public:
    stated_position() = default;
    stated_position(double number) : number_(number), is_number_(true) {}
    /// A label; what is a number on a scale without this label is that number (`scale::point_of`). Precondition of
    /// those that read it: it is not empty.
    template <std::convertible_to<std::string_view> Text>
    stated_position(Text const& label) : label_(std::string_view(label)) {}

    bool is_withheld() const { return !is_number_ && label_.empty(); }
    bool is_number() const { return is_number_; }
    double number() const { return number_; }
    std::string const& label() const { return label_; }

private:
    double number_ = 0;
    std::string label_{};
    bool is_number_ = false;
};

/// One statement, as it goes into a corpus.
struct statement {
    statement_date date{};
    std::string document{};      ///< where it was made; empty: in none that is named
    std::string speaker{};       ///< who spoke; empty: the actor itself
    std::string on_behalf_of{};  ///< the actor whose position it is; empty: the speaker's own
    std::string issue{};
    stated_position position{};
    double salience = 1;    ///< at least 0
    double confidence = 1;  ///< that it was said, and meant so: from 0 to 1
    std::string source{};   ///< where that is known from
    std::size_t line = 0;   ///< where it stands in its file, from 1; 0: nowhere
};

namespace detail {

template <int Which>
struct discourse_role {
    template <class>
    static constexpr bool names = false;
    static constexpr std::string_view kind = Which == 0 ? "document" : Which == 1 ? "speaker" : "statement";
};

}  // namespace detail

/// Names of documents, speakers and statements of a corpus; actors and issues have `actor_id` and `issue_id`.
using document_id = role_id<detail::discourse_role<0>>;
using speaker_id = role_id<detail::discourse_role<1>>;
using statement_id = role_id<detail::discourse_role<2>>;

#if ENTENTE_DEFINES(discourse)

namespace detail {

/// The beginning of a day, checked.
ENTENTE_INLINE time_point calendar_day(int year, unsigned month, unsigned day_of_month) {
    using namespace std::chrono;
    auto const on = year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month));
    if (year < 0 || year > 9999 || !on.ok())
        throw error(fault_code::out_of_range, "the calendar has no such date in the years 0 to 9999",
                    {.value = std::to_string(year) + '-' + std::to_string(month) + '-' + std::to_string(day_of_month)});
    return sys_days(on);
}

}  // namespace detail

ENTENTE_INLINE statement_date date_of(int year) {
    return {detail::calendar_day(year, 1, 1), date_precision::year};
}
ENTENTE_INLINE statement_date date_of(int year, unsigned month) {
    return {detail::calendar_day(year, month, 1), date_precision::month};
}
ENTENTE_INLINE statement_date date_of(int year, unsigned month, unsigned day_of_month) {
    return {detail::calendar_day(year, month, day_of_month), date_precision::day};
}

ENTENTE_INLINE period statement_date::covers() const {
    using namespace std::chrono;
    if (precision == date_precision::time) return {at, at + seconds(1)};
    if (precision == date_precision::day) return {at, at + days(1)};
    year_month_day const on(floor<days>(at));
    auto const next = precision == date_precision::year ? on + years(1) : on + months(1);
    return {at, sys_days(next.year() / next.month() / 1)};
}

ENTENTE_INLINE std::string statement_date::text() const {
    auto const whole = detail::time_text(at);
    switch (precision) {
    case date_precision::year:
        return whole.substr(0, whole.find('-', 1));
    case date_precision::month:
        return whole.substr(0, whole.rfind('-'));
    case date_precision::day:
        return whole.substr(0, whole.find('T'));
    case date_precision::time:
        break;
    }
    return whole.find('T') == whole.npos ? whole + "T00:00:00Z" : whole;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#include "entente/io/date.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <string>

#include "entente/error.hpp"

using entente::day;
using entente::time_point;
using entente::io::date_text;
using entente::io::parse_date;
using namespace std::chrono_literals;

TEST_CASE("parse_date reads years, months and days: the beginning of each") {
    CHECK(parse_date("1999").value() == day(1999, 1, 1));
    CHECK(parse_date("2022-02").value() == day(2022, 2, 1));
    CHECK(parse_date("2022-01-26").value() == day(2022, 1, 26));
    CHECK(parse_date("2024-02-29").value() == day(2024, 2, 29));
    CHECK(parse_date("1970-01-01").value().time_since_epoch() == 0s);
    CHECK(parse_date("0000-01-01").value() == day(0, 1, 1));
    CHECK(parse_date("9999-12-31").value() == day(9999, 12, 31));
}

TEST_CASE("parse_date reads date-times, in UTC or at an offset from it") {
    auto const noon = day(2022, 1, 26) + 12h;
    CHECK(parse_date("2022-01-26T12:00:00Z").value() == noon);
    CHECK(parse_date("2022-01-26T12:00:00").value() == noon);
    CHECK(parse_date("2022-01-26T12:00Z").value() == noon);
    CHECK(parse_date("2022-01-26T12:00").value() == noon);
    CHECK(parse_date("2022-01-26T14:30:00+02:30").value() == noon);
    CHECK(parse_date("2022-01-26T07:00-05:00").value() == noon);
    CHECK(parse_date("2022-01-01T00:30+01:00").value() == day(2021, 12, 31) + 23h + 30min);
    CHECK(parse_date("2022-01-26T23:59:59Z").value() == day(2022, 1, 27) - 1s);
}

TEST_CASE("parse_date refuses what is no date, or none of the calendar") {
    for (std::string const text : {"",
                                   "99",
                                   "199",
                                   "19999",
                                   "-1999",
                                   "+1999",
                                   "2022-1",
                                   "2022-001",
                                   "2022-13",
                                   "2022-00",
                                   "2022-02-30",
                                   "2023-02-29",
                                   "2022-01-32",
                                   "2022-01-00",
                                   "2022-01-1",
                                   "20220126",
                                   "2022/01/26",
                                   "26-01-2022",
                                   "2022-01-26 ",
                                   " 2022-01-26",
                                   "2022-01-26T",
                                   "2022-01-26T12",
                                   "2022-01-26T24:00",
                                   "2022-01-26T12:60",
                                   "2022-01-26T12:00:60",
                                   
                                   
                                   "2022-01-26T12:00:00z",
                                   "2022-01-26T12:00:00+1:00",
                                   "2022-01-26T12:00:00+24:00",
                                   "2022-01-26T12:00:00+01:60",
                                   "2022-01-26Z",
                                   "2022T12:00",
                                   "2022-",
                                   "yesterday",
                                   "\xD9\xA2\xD9\xA0"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text).has_value());
    }
}

TEST_CASE("date_text writes the shortest of day and date-time") {
    CHECK(date_text(day(2022, 1, 6)) == "2022-01-06");
    CHECK(date_text(day(2022, 1, 6) + 1h + 2min + 3s) == "2022-01-06T01:02:03Z");
    CHECK(date_text(day(0, 1, 1)) == "0000-01-01");
    CHECK(date_text(day(1969, 12, 31) + 23h) == "1969-12-31T23:00:00Z");
    CHECK(date_text(day(9999, 12, 31) + 24h - 1s) == "9999-12-31T23:59:59Z");
    CHECK_THROWS_AS(date_text(day(0, 1, 1) - 1s), entente::io_error);
    CHECK_THROWS_AS(date_text(day(10000, 1, 1)), entente::io_error);
    CHECK_THROWS_AS(date_text(time_point::max()), entente::io_error);
    CHECK_THROWS_AS(date_text(time_point::min()), entente::io_error);
}

TEST_CASE("parse_date reads back what date_text writes") {
    std::mt19937_64 random(1999);
    auto const first = day(0, 1, 1).time_since_epoch().count(), last = day(10000, 1, 1).time_since_epoch().count();
    std::uniform_int_distribution<long long> second(first, last - 1);
    for (int i = 0; i != 2000; ++i) {
        time_point const at{std::chrono::seconds(i % 2 ? second(random) : second(random) / 86400 * 86400)};
        CAPTURE(date_text(at));
        REQUIRE(parse_date(date_text(at)).value() == at);
    }
}

// SPDX-License-Identifier: BSL-1.0
#include "entente/io/number.hpp"

#include <doctest/doctest.h>

#include <string>

using entente::io::parse_number;

TEST_CASE("parse_number reads decimal numbers, with either sign") {
    CHECK(parse_number("0").value() == 0);
    CHECK(parse_number("-2").value() == -2);
    CHECK(parse_number("+2").value() == 2);
    CHECK(parse_number("0.1").value() == 0.1);
    CHECK(parse_number(".5").value() == 0.5);
    CHECK(parse_number("5.").value() == 5);
    CHECK(parse_number("1e3").value() == 1000);
    CHECK(parse_number("-1.5E-3").value() == -0.0015);
    CHECK(parse_number("0.30000000000000004").value() == 0.1 + 0.2);
}

TEST_CASE("parse_number refuses all else") {
    for (std::string const text :
         {"",    " ",    "+",  "-",   ".",    "x",        " 1",  "1 ",  "1,5",  "1.2.3", "1e",     "++1", "+-1",  "-+1",
          "--1", "0x10", "1x", "inf", "-inf", "Infinity", "nan", "NaN", "+nan", "1e999", "-1e999", "NA",  "1_000"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_number(text).has_value());
    }
}

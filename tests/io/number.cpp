// SPDX-License-Identifier: BSL-1.0
#include "entente/io/number.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "entente/base/number_text.hpp"

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

TEST_CASE("every double is read back from its text, the extremes too") {
    using limits = std::numeric_limits<double>;
    std::mt19937_64 random(59);
    std::vector<double> all{
        0.0,  -0.0,   limits::max(), limits::lowest(),    limits::min(), limits::denorm_min(), limits::epsilon(), 1e59,
        1e60, -1e308, 1e15,          123456789012345678.0};
    for (int e = -323; e <= 308; ++e)
        for (double const x : {std::pow(10.0, e), -std::pow(10.0, e) * 1.5}) all.push_back(x);
    while (all.size() < 5000)
        if (auto const x = std::bit_cast<double>(random()); std::isfinite(x)) all.push_back(x);
    for (double const x : all)
        for (auto const& text : {entente::detail::number_text(x), entente::detail::number_label(x)}) {
            CAPTURE(text);
            auto const read = parse_number(text);
            REQUIRE(read.has_value());
            CHECK(*read == x);
        }
    CHECK_FALSE(parse_number("1e-400").has_value());  // too small to be told from 0
}

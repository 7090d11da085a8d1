// SPDX-License-Identifier: BSL-1.0
#include "entente/io/scale_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using entente::fault_code;
using entente::level;
using entente::scale;
using entente::io::list_text;
using entente::io::parse_list;
using entente::io::parse_scale;
using entente::io::scale_text;

namespace {
using names = std::vector<std::string>;
}

TEST_CASE("parse_scale reads each form") {
    CHECK(parse_scale("nominal:yes|no|abstain") == scale::nominal({"yes", "no", "abstain"}));
    CHECK(parse_scale("ordinal:1..5") == scale::ordinal(1, 5));
    CHECK(parse_scale("ordinal:-2..+2") == scale::ordinal(-2, 2));
    CHECK(parse_scale("ordinal:N|A|Y") == scale::ordinal(names{"N", "A", "Y"}));
    CHECK(parse_scale("ordinal:a=1|b=2.5|c=9") == scale::ordinal({{"a", 1}, {"b", 2.5}, {"c", 9}}));
    CHECK(parse_scale("ordinal:c=9|a=-1") == scale::ordinal({{"a", -1}, {"c", 9}}));
    CHECK(parse_scale("interval:0..100") == scale::interval(0, 100));
    CHECK(parse_scale("interval:-0.5...5") == scale::interval(-0.5, 0.5));
    CHECK(parse_scale("ratio:0..1e6") == scale::ratio(0, 1e6));
    CHECK(parse_scale("nominal:1..3") == scale::nominal({"1", "2", "3"}));
    CHECK(parse_scale("ratio:0|1|2.5") == scale::ratio({{"0", 0}, {"1", 1}, {"2.5", 2.5}}));
    CHECK(parse_scale("interval:low=-3|high=1") == scale::interval({{"low", -3}, {"high", 1}}));
}

TEST_CASE("labels hold dots, spaces and, behind a backslash, what separates them") {
    CHECK(parse_scale("nominal:a..b|c") == scale::nominal({"a..b", "c"}));
    CHECK(parse_scale("nominal: a |b c") == scale::nominal({" a ", "b c"}));
    CHECK(parse_scale("ordinal:a\\|b|c\\=d|e\\\\f|g\\h") == scale::ordinal(names{"a|b", "c=d", "e\\f", "g\\h"}));
    CHECK(parse_scale("ordinal:a\\=1=1|b=2") == scale::ordinal({{"a=1", 1}, {"b", 2}}));
    CHECK(parse_scale("nominal:\xC3\xA9|b") == scale::nominal({"\xC3\xA9", "b"}));
}

TEST_CASE("parse_scale refuses what is no scale, with the whole text") {
    for (std::string const text : {"",
                                   "ordinal",
                                   "1..5",
                                   ":1..5",
                                   "ordinal:",
                                   "Ordinal:1..5",
                                   "cardinal:1..5",
                                   "ordinal:5..1",
                                   "ordinal:1..1",
                                   "ordinal:1.5..4",
                                   "ordinal:1..5000000",
                                   "ordinal:0..2000000000",
                                   "ordinal:3",
                                   "ordinal:a",
                                   "ordinal:a|a",
                                   "ordinal:a||b",
                                   "ordinal:a|",
                                   "ordinal:a=1|b",
                                   "ordinal:a=1|b=x",
                                   "ordinal:a=1|b=",
                                   "ordinal:a=1|b=1",
                                   "ordinal:a=1=2|b=3",
                                   "ordinal:a=nan|b=1",
                                   "nominal:a=1|b=2",
                                   "nominal:0..3",
                                   "interval:a|b",
                                   "interval:0",
                                   "interval:0..",
                                   "interval:0..inf",
                                   "interval:nan..1",
                                   "interval:1..0",
                                   "interval:0..0",
                                   "ratio:-1..1",
                                   "ratio:-1|1",
                                   "ratio:a=-1|b=1",
                                   "ratio:0|many",
                                   "interval:0|0.0",
                                   "ratio:0..100|x"}) {
        CAPTURE(text);
        try {
            parse_scale(text);
            FAIL("accepted");
        } catch (entente::scale_error const& e) {
            CHECK(e.code() == fault_code::invalid_scale);
            CHECK(e.where().value == text);
            CHECK_FALSE(e.message().empty());
        }
    }
}

TEST_CASE("parse_scale reads back what scale_text writes") {
    std::vector<scale> const all{scale::ordinal(1, 5),
                                 scale::ordinal(-2, 2),
                                 scale::ordinal(names{"N", "A", "Y"}),
                                 scale::ordinal({{"a", -1}, {"b=|\\", 2.5}, {"c", 0.1}}),
                                 scale::ordinal({{"0", 0}, {"1", 5e9}}),
                                 scale::ordinal({{"1", 2}, {"2", 3}, {"3", 4}}),
                                 scale::nominal({"x", "y|z", "="}),
                                 scale::nominal({"1..5", "b"}),
                                 scale::interval(-0.1, 1.0 / 3),
                                 scale::ratio(0, 1e300),
                                 scale::ratio({{"0", 0}, {"1", 1}, {"2", 2}, {"3", 3}}),
                                 scale::ratio({{"a", 1}, {"b", 2}}),
                                 scale::interval({{"1", 2}, {"2", 3}}),
                                 scale::interval({{"-0.5", -0.5}, {"+7", 7}})};
    for (auto const& s : all) {
        CAPTURE(scale_text(s));
        CHECK(parse_scale(scale_text(s)) == s);
    }
    CHECK(scale_text(scale::ordinal(1, 5)) == "ordinal:1..5");
    CHECK(scale_text(scale::ordinal(names{"N", "A", "Y"})) == "ordinal:N|A|Y");
    CHECK(scale_text(scale::interval(0, 100)) == "interval:0..100");
    CHECK_THROWS_AS(scale_text(scale::from(entente::integer_scale<level::nominal, 0, 2>{})), entente::scale_error);
}

TEST_CASE("lists are separated by bars") {
    CHECK(parse_list("").empty());
    CHECK(parse_list("NATO") == names{"NATO"});
    CHECK(parse_list("NATO|OSCE") == names{"NATO", "OSCE"});
    CHECK(parse_list("a\\|b|c\\\\|d\\e=f|") == names{"a|b", "c\\", "d\\e=f", ""});
    for (names const& list : {names{}, names{"a"}, names{"a|b", "c\\", "\\|", "\\\\", "d\\e"}, names{"", "x"}})
        CHECK(parse_list(list_text(list)) == list);
}

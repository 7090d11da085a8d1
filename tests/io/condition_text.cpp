// SPDX-License-Identifier: BSL-1.0
#include "entente/io/condition_text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using entente::io::condition_term_text;
using entente::io::condition_text;
using entente::io::parse_condition;
using terms = std::vector<condition_term_text>;

TEST_CASE("parse_condition reads a conjunction of intervals") {
    CHECK(parse_condition("arms control in [1,2]").value() == terms{{"arms control", "1", "2"}});
    CHECK(parse_condition(" a  in  [ 1 , 2 ]  &b in [-1,] & c in[,for it]").value() ==
          terms{{"a", "1", "2"}, {"b", "-1", ""}, {"c", "", "for it"}});
    CHECK(parse_condition("a & b in [1,2]").value() == terms{{"a & b", "1", "2"}});
    CHECK(parse_condition("x in in [1,2]").value() == terms{{"x in", "1", "2"}});
    CHECK(parse_condition("\"x in [1,2]\" in [\"a, \"\"b\"\"\",\"]\"]").value() ==
          terms{{"x in [1,2]", "a, \"b\"", "]"}});
    CHECK(parse_condition("\xC3\xA9 in [1,2]").value() == terms{{"\xC3\xA9", "1", "2"}});
}

TEST_CASE("parse_condition refuses what is no condition") {
    for (std::string const text : {"", " ", "a", "a in", "a in [", "a in [1", "a in [1]", "a in [1,2", "a in [1,2,3]",
                                   "a in [1,2] b in [1,2]", "a in [1,2] &", "& a in [1,2]x", "a = 1", "in [1,2]",
                                   "a in (1,2)", "\"a in [1,2]", "a in [\"1,2]", "a in [1,2]]", "ain [1,2]"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_condition(text).has_value());
    }
}

TEST_CASE("parse_condition reads back what condition_text writes") {
    CHECK(condition_text({{"arms control", "1", "2"}, {"b", "", "x"}}) == "arms control in [1,2] & b in [,x]");
    std::mt19937 random(7);
    std::vector<std::string> const pieces{" ", "in", "[", "]", ",", "\"", "&", "x", "1", "\n", "\xC3\xA9", " in ["};
    auto const word = [&](std::size_t least) {
        std::string text;
        for (std::size_t n = least + random() % 4; n-- != 0;) text += pieces[random() % pieces.size()];
        return text;
    };
    for (int round = 0; round != 2000; ++round) {
        terms all;
        for (std::size_t n = 1 + random() % 3; n-- != 0;) {
            auto issue = word(1), lower = word(0), upper = word(0);
            all.push_back({std::move(issue), std::move(lower), std::move(upper)});
        }
        CAPTURE(condition_text(all));
        auto const read = parse_condition(condition_text(all));
        REQUIRE(read.has_value());
        REQUIRE(*read == all);
    }
}

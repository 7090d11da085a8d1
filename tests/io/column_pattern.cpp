// SPDX-License-Identifier: BSL-1.0
// Columns by what their names look like, by their numbers, and by what a name is rather about.
#include "entente/io/detail/column_pattern.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace entente::io::detail;

TEST_CASE("a number of a column counts from 1, in at most seven digits") {
    CHECK(column_number("#1") == std::size_t{0});
    CHECK(column_number("#9") == std::size_t{8});
    CHECK(column_number("#120") == std::size_t{119});
    CHECK(column_number("#1000000") == std::size_t{999999});
    for (auto const* none : {"", "#", "1", "12", "#0", "#/", "#:", "#1a", "#-1", "# 1", "#10000000"}) {
        CAPTURE(none);
        CHECK(column_number(none) == boost::none);
    }
}

namespace {

struct pattern_case {
    std::string_view pattern;
    std::vector<std::string_view> fits, fits_not;
};

}  // namespace

TEST_CASE("a pattern fits the whole name: any text, a byte, one of a set") {
    for (auto const& each : std::vector<pattern_case>{
             {"", {""}, {"a"}},
             {"ab", {"ab"}, {"", "a", "abc", "aB"}},
             {"*", {"", "a", "ab"}, {}},
             {"a*c", {"ac", "abc", "acbc"}, {"a", "ab", "cac"}},
             {"?", {"a", "?"}, {"", "ab"}},
             {"a?", {"ab"}, {"a", "bb", "abc"}},
             {"[b-d]", {"b", "c", "d"}, {"", "a", "e", "-", "bc"}},
             {"[b-d5x-y]z", {"cz", "5z", "xz", "yz"}, {"az", "-z", "wz", "c", "5"}},
             {"[b-]", {"b", "-"}, {"c", "]"}},
             {"[-b]", {"b", "-"}, {"a", "["}},
             {"[]]", {"]"}, {"[", "[]]"}},
             {"[a", {"[a"}, {"a", "["}},
             {"[]", {"[]"}, {"]", ""}},
         })
        for (bool const fits : {true, false})
            for (auto const name : fits ? each.fits : each.fits_not) {
                CAPTURE(each.pattern);
                CAPTURE(name);
                name_parts parts;
                CHECK(matches(each.pattern, name, parts) == fits);
                CHECK(describes(each.pattern, name, 0) == (name == each.pattern || (fits && !name.empty())));
            }
}

TEST_CASE("the parts of a name are some text each, and the first takes as much as it can") {
    auto const parts_of = [](std::string_view pattern, std::string_view name) {
        name_parts parts{"none", "none"};
        bool const fits = matches(pattern, name, parts);
        return (fits ? "" : "not ") + std::string(parts.issue) + '|' + std::string(parts.answer);
    };
    CHECK(parts_of("{issue}", "tax") == "tax|none");
    CHECK(parts_of("{issue}_{answer}", "a_b_yes") == "a_b|yes");
    CHECK(parts_of("{answer}: {issue}", "yes: tax") == "tax|yes");
    CHECK(parts_of("q[0-9] {issue}", "q7 tax") == "tax|none");
    CHECK(parts_of("* {issue}", "x y tax") == "tax|none");
    CHECK(parts_of("{issue}*", "tax") == "tax|none");
    for (auto const* name : {"_yes", "a_", "_", "yes"}) CHECK(parts_of("{issue}_{answer}", name) == "not none|none");
    CHECK(has_parts("x {issue}"));
    CHECK_FALSE(has_parts("{answer}"));
}

TEST_CASE("columns are described by a number, from one to another, or from one on") {
    auto const described = [](std::string_view pattern) {
        std::string columns;
        for (std::size_t i = 0; i < 6; ++i) columns += describes(pattern, "name", i) ? '1' : '0';
        return columns;
    };
    CHECK(described("#2") == "010000");
    CHECK(described("#2-#4") == "011100");
    CHECK(described("#3-") == "001111");
    CHECK(described("#4-#2") == "000000");
    CHECK(described("#2-4") == "000000");
    CHECK(described("2-#4") == "000000");
    CHECK(described("name") == "111111");
    CHECK(described("n*") == "111111");
    CHECK(describes("#2-x", "#2-x", 5));  // it is called so
    CHECK_FALSE(describes("*", "", 0));   // what has no name fits no pattern
}

TEST_CASE("names that are about positions, and names of issues") {
    for (auto const* about :
         {"/version", "n", "N", "Weight", "YEAR", "party", "position", "tax_sd", "tax SD", "tax-se", "tax.std",
          "party/id", "Z_ID", "salience of tax", "n votes", "num-answers", "stderr tax", "n_"}) {
        CAPTURE(about);
        CHECK(is_about_positions(about));
    }
    for (auto const* issue :
         {"", "tax", "sd", "id", "weights", "nn", "votes n", "num", "tax_", "idea of tax", "paid_tax"}) {
        CAPTURE(issue);
        CHECK_FALSE(is_about_positions(issue));
    }
}

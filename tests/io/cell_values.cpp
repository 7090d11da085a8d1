// SPDX-License-Identifier: BSL-1.0
// What the texts of cells mean: numbers as people write them, codes, labels in any case.
#include "entente/io/detail/cell_values.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/reading_options.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/scale.hpp"

using namespace entente;
using io::reading_options;
using io::detail::cell_values;
using kind = cell_values::kind;

namespace {

/// What a cell says: its kind, and the text that is left of it.
std::string said(cell_values& of, std::string_view text, scale const& on, std::uint32_t issue = 0) {
    auto const what = of.of(text, on, issue, issue == 0 ? "tax" : "eu");
    return what == kind::none ? "none" : what == kind::withheld ? "withheld" : std::string(text);
}

}  // namespace

TEST_CASE("numbers with decimal commas and marks between thousands") {
    struct written {
        std::string_view text;
        // Without options, with a decimal comma, and with points between thousands too.
        boost::optional<double> plain, comma, marked;
    };
    auto const no = boost::none;
    for (auto const& each : {written{"1", 1.0, 1.0, 1.0},     {"1.5", 1.5, no, no},
                             {"1,5", no, 1.5, 1.5},           {"-1,5e2", no, -150.0, -150.0},
                             {"1,5E2", no, 150.0, 150.0},     {"1.234", 1.234, no, 1234.0},
                             {"12.345,5", no, no, 12345.5},   {"1.234.567", no, no, 1234567.0},
                             {"1234,5", no, 1234.5, 1234.5},  {"1.2345", 1.2345, no, no},
                             {"1234.567", 1234.567, no, no},  {".234", 0.234, no, no},
                             {"1.23.456", no, no, no},        {"1.234.56", no, no, no},
                             {"1.234,5.678", no, no, no},     {"1.23,5", no, no, no},
                             {"1,5,5", no, no, no},           {"1.234e1", 12.34, no, 12340.0},
                             {"-1.234", -1.234, no, -1234.0}, {"123.456", 123.456, no, 123456.0},
                             {"9.009", 9.009, no, 9009.0},    {"x", no, no, no},
                             {"1.234e1,5", no, no, no},       {"", no, no, no}}) {
        CAPTURE(each.text);
        reading_options o;
        CHECK(cell_values(o).number(each.text) == each.plain);
        o.decimal_comma = true;
        CHECK(cell_values(o).number(each.text) == each.comma);
        o.thousands = '.';
        CHECK(cell_values(o).number(each.text) == each.marked);
        CHECK(cell_values(o).point(scale::interval(-1e9, 1e9), each.text, 0) == each.marked);
    }
    reading_options spaced;
    spaced.thousands = ' ';
    CHECK(cell_values(spaced).number("12 345.5") == 12345.5);
    CHECK(cell_values(spaced).number("12,345.5") == boost::none);
}

TEST_CASE("a text is a code of its issue, else of all; a code may be a number in another spelling") {
    reading_options o;
    o.values = {{"yes", "5"}, {"1", "one"}, {"skip", ""}, {"yes", "4", "eu"}, {"2", "R", "eu"}};
    o.missing = {"-9", "none"};
    o.withheld = "R";
    o.also_withheld = {"refused"};
    cell_values of(o);
    auto const any = scale::interval(0, 10);
    CHECK(said(of, "yes", any, 1) == "4");
    CHECK(said(of, "yes", any, 0) == "5");
    CHECK(said(of, "1.0", any) == "one");
    CHECK(said(of, "1.0", any, 1) == "one");
    CHECK(said(of, "skip", any) == "none");
    CHECK(said(of, "2.0", any, 1) == "withheld");
    CHECK(said(of, "2.0", any, 0) == "2.0");
    CHECK(said(of, "R", any) == "withheld");
    CHECK(said(of, "refused", any) == "withheld");
    CHECK(said(of, "-9.0", any) == "none");
    CHECK(said(of, "none", any) == "none");
    CHECK(said(of, "NA", any) == "NA");  // another code was said
    CHECK(said(of, "3", any) == "3");
    reading_options of_one_issue;
    of_one_issue.values = {{"yes", "4", "eu"}};
    cell_values one(of_one_issue);
    CHECK(said(one, "yes", any, 1) == "4");
    CHECK(said(one, "yes", any, 0) == "yes");
}

TEST_CASE("the usual code is no stance, unless it is a label of the scale") {
    auto const with_label = io::parse_scale("ordinal:NA|A"), without = scale::ordinal(1, 3);
    reading_options plain, other;
    other.withheld = "?";
    for (auto const* o : {&plain, &other}) {
        cell_values of(*o);
        CHECK(said(of, "NA", without) == "none");
        CHECK(said(of, "NA", with_label) == "NA");
        CHECK(said(of, "3", without) == "3");
        CHECK(said(of, "?", without) == (o == &plain ? "?" : "withheld"));
    }
    other.missing = {"NA", "A"};  // a code that was said is what was said
    cell_values of(other);
    CHECK(said(of, "A", with_label) == "none");
    CHECK(said(of, "NA", with_label) == "NA");
    reading_options nothing_missing;
    nothing_missing.missing = {};
    cell_values all(nothing_missing);
    CHECK(said(all, "NA", without) == "NA");
}

TEST_CASE("labels in any case, of each issue its own, where they do not differ in case alone") {
    auto const one = io::parse_scale("ordinal:For|against|Zoo|zoo"), other = io::parse_scale("ordinal:against|FOR");
    reading_options o;
    CHECK(cell_values(o).point(one, "for", 0) == boost::none);
    o.ignore_case = true;
    cell_values of(o);
    for (int twice = 0; twice < 2; ++twice) {
        CHECK(of.point(one, "for", 0) == 1.0);
        CHECK(of.point(one, "AGAINST", 0) == 2.0);
        CHECK(of.point(other, "for", 3) == 2.0);
        CHECK(of.point(other, "Against", 3) == 1.0);
        CHECK(of.point(one, "zoo", 0) == 4.0);
        CHECK(of.point(one, "ZOO", 0) == boost::none);
        CHECK(of.point(one, "abstain", 0) == boost::none);
    }
}

TEST_CASE("what may be meant by a text that is no number") {
    using io::detail::hint_of_number;
    for (auto const* text : {"1,5", "-1,5", "+12,0", "0,9"}) CHECK(hint_of_number(text) != "");
    for (auto const* text : {"", ",", "15", "1,5,0", "1,5 ", "a,5", "1.000,5", "1:5", "1/5"})
        CHECK(hint_of_number(text) == "");
}

// SPDX-License-Identifier: BSL-1.0
// What files of people hold besides plain stances: numbers as labels, codes that are labels, much of everything.
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "entente/io/condition_text.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"

using namespace entente;

namespace {

using graph = stance_graph<scale>;

graph wide(std::string text, std::string const& scale_of_all) {
    io::csv_options options;
    options.wide = true;
    options.default_scale = io::parse_scale(scale_of_all);
    return io::parse_stances({.stances = io::source_text(std::move(text), "wide.csv")}, options);
}

boost::optional<double> held(graph const& g, std::string_view who, std::string_view on) {
    return find_stance(g, g.find<actor>(who).value(), g.find<basic_issue<scale>>(on).value())->position;
}

error refusal(auto&& read) {
    try {
        read();
    } catch (error const& e) {
        return e;
    }
    FAIL("nothing was refused");
    return error(fault_code::syntax, "");
}

}  // namespace

TEST_CASE("a number is the label that it equals, however it is spelled") {
    auto const g = wide("actor,q1,q2\nA,1.0,+1\nB,1,1\nC,0,-0\n", "nominal:0|1");
    CHECK(held(g, "A", "q1") == held(g, "B", "q1"));
    CHECK(held(g, "A", "q2") == held(g, "B", "q2"));
    CHECK(held(g, "C", "q1") == 1.0);
    CHECK(held(g, "C", "q2") == 1.0);
    auto const signs = wide("actor,q\nA,-1\nB,+1\nC,0.0\n", "ordinal:-1|0|1");
    CHECK(held(signs, "A", "q") == 1.0);
    CHECK(held(signs, "B", "q") == 3.0);
    CHECK(held(signs, "C", "q") == 2.0);
}

TEST_CASE("a number that no numeric label equals is refused with its place") {
    for (auto const* const cell : {"3", "1", "2", "1e1.", "nan", "inf"}) {
        auto const e = refusal([&] { wide("actor,q\nA,20\nB," + std::string(cell) + "\n", "ordinal:10|20|30"); });
        CHECK(e.code() == fault_code::off_scale);
        CHECK(e.where().line == 3);
        CHECK(e.where().column == 3);
        CHECK(e.where().actor == "B");
        CHECK(e.where().issue == "q");
        CHECK(e.where().value == cell);
    }
    CHECK(held(wide("actor,q\nA,2\n", "ordinal:N|A|Y"), "A", "q") == 2.0);  // labels that are words have numbers
    CHECK(refusal([] { wide("actor,q\nA,2\n", "ordinal:N|1|Y"); }).code() == fault_code::off_scale);
}

TEST_CASE("of two labels that are one number neither is meant by a third spelling") {
    auto const s = scale::nominal({"1", "1.0", "2"});
    CHECK(s.point_of("1") == 1.0);
    CHECK(s.point_of("1.0") == 2.0);
    CHECK(!s.point_of("1.00"));
    CHECK(s.point_of("2.0") == 3.0);
}

TEST_CASE("every spelling of a number is its label on every scale, or refused") {
    for (auto const* const text :
         {"ordinal:1..5", "nominal:5|4|3|2|1", "ordinal:0|1|2|3|4", "ordinal:1=10|2=20|3=30", "ordinal:-2|-1|0|1|2"}) {
        auto const s = io::parse_scale(text);
        for (std::size_t k = 0; k < s.categories(); ++k)
            for (std::string const& spelled : {s.label(k), s.label(k) + ".0", s.label(k) + "e0", s.label(k) + ".00"}) {
                INFO(text << ' ' << spelled);
                CHECK(s.point_of(spelled) == s.value(k));
            }
        for (auto const* const other : {"17", "-9", "100"})
            CHECK((!s.point_of(other) || !s.contains(*s.point_of(other))));
    }
}

TEST_CASE("ends of ranges need not be categories, where labels stand at their numbers") {
    CHECK(io::parse_scale("ordinal:1..5").point_of("1.5") == 1.5);
    CHECK(!io::parse_scale("ordinal:10|20|30").point_of("15"));
    CHECK(io::parse_scale("interval:0..1").point_of("0.25") == 0.25);
    CHECK(!io::parse_scale("interval:0..1").point_of("a"));
}

TEST_CASE("a label called as missing cells most often are is that label") {
    auto const g = wide("actor,q1,q2\nA,Y,NA\nB,Y,N\nC,\"NA\",\n", "nominal:Y|N|NA");
    CHECK(held(g, "A", "q2") == 3.0);
    CHECK(held(g, "C", "q1") == 3.0);
    CHECK(g.edge_count<stance_on<scale>>() == 5);
    auto const without = wide("actor,q1\nA,NA\nB,Y\n", "nominal:Y|N");
    CHECK(without.edge_count<stance_on<scale>>() == 1);
}

TEST_CASE("runs of blanks in conditions are read once") {
    std::string const blanks(2'000'000, ' ');
    CHECK_FALSE(io::parse_condition("a" + blanks + "b").has_value());
    CHECK_FALSE(io::parse_condition("a in [1" + blanks + "2").has_value());
    auto const term = io::parse_condition("a b" + blanks + "in" + blanks + "[" + blanks + "low  end" + blanks + ",2]");
    REQUIRE(term.has_value());
    CHECK(term->front().issue == "a b");
    CHECK(term->front().lower == "low  end");
    std::string ins;
    for (int i = 0; i < 100'000; ++i) ins += " in ";
    CHECK_FALSE(io::parse_condition("a" + ins).has_value());
}

TEST_CASE("issues of one scale share its categories") {
    std::string issues = "issue,level,lower,upper\n";
    for (int i = 0; i < 2'000; ++i) issues += "q" + std::to_string(i) + ",ordinal,1,100000\n";
    auto const g = io::parse_stances({.stances = io::source_text("actor,issue,position\nA,q1,1\n", "s.csv"),
                                      .issues = io::source_text(issues, "i.csv")});
    CHECK(g.size<basic_issue<scale>>() == 2'000);
}

TEST_CASE("many labels, and many stances of one actor, take no more time for each") {
    std::string labels = "ordinal:", rows = "actor,issue,position\n";
    for (int k = 0; k < 50'000; ++k) {
        labels += (k ? "|l" : "l") + std::to_string(k);
        rows += "A" + std::to_string(k) + ",q,l" + std::to_string(k) + "\n";
    }
    io::csv_options options{.default_scale = io::parse_scale(labels)};
    CHECK(io::parse_stances({.stances = io::source_text(rows, "s.csv")}, options).size<actor>() == 50'000);

    std::string years = "actor,issue,position,from,to\n";
    for (int y = 1; y < 9'999; ++y) {
        auto const year = [](int n) { return std::string(4 - std::to_string(n).size(), '0') + std::to_string(n); };
        years += "A,q,1," + year(y) + "," + year(y + 1) + "\n";
    }
    io::csv_options const likert{.default_scale = scale::ordinal(1, 5)};
    CHECK(io::parse_stances({.stances = io::source_text(years, "s.csv")}, likert).edge_count<stance_on<scale>>() ==
          9'998);
}

TEST_CASE("many codes take no more time for each cell, and the first that is said of one number counts") {
    std::string rows = "actor,issue,position\n";
    io::csv_options options{.default_scale = scale::ordinal(1, 5)};
    for (int k = 0; k < 50'000; ++k) {
        rows += "A" + std::to_string(k) + ",q," + std::to_string(k) + ".0\n";
        options.values.push_back({std::to_string(k), std::to_string(1 + k % 5)});
    }
    options.values.push_back({"7.00", "1"});
    auto const g = io::parse_stances({.stances = io::source_text(rows, "s.csv")}, options);
    CHECK(held(g, "A49999", "q") == 5.0);
    CHECK(held(g, "A7", "q") == 3.0);
    options.values.push_back({"7", "4", "another"});
    options.values.push_back({"9", "4"});
    CHECK(refusal([&] { io::validate(options); }).where().value == "9");
}

TEST_CASE("a doubled stance names both lines, whichever comes first in time") {
    io::csv_options const likert{.default_scale = scale::ordinal(1, 5)};
    for (std::string const& rows : {std::string("A,q,1,2000,2010\nB,q,1,,\nA,q,2,2005,2006\n"),
                                    std::string("A,q,2,2005,2006\nB,q,1,,\nA,q,1,2000,2010\n")}) {
        auto const e = refusal([&] {
            io::parse_stances({.stances = io::source_text("actor,issue,position,from,to\n" + rows, "s.csv")}, likert);
        });
        CHECK(e.code() == fault_code::duplicate);
        CHECK(e.where().line == 4);
        CHECK(e.message() == "the actor has a stance on the issue at that time already, in line 2; the option repeated says "
                             "which counts");
    }
}

TEST_CASE("messages are of a length that people read, and show what terminals would obey") {
    std::string const name(10'000'000, 'x');
    auto const e = refusal([&] { wide("actor,q\n" + name + ",9\n", "ordinal:1..5"); });
    CHECK(std::string(e.what()).size() < 400);
    CHECK(e.where().actor == name);
    std::string issues = "issue,level,lower,upper,part_of\n";
    for (int i = 0; i < 5'000; ++i)
        issues += "q" + std::to_string(i) + ",ordinal,1,5,q" + std::to_string((i + 1) % 5'000) + "\n";
    auto const cycle = refusal([&] {
        io::parse_stances({.stances = io::source_text("actor,issue,position\n", "s.csv"),
                           .issues = io::source_text(issues, "i.csv")});
    });
    CHECK(cycle.code() == fault_code::cycle);
    CHECK(std::string(cycle.what()).size() < 600);
    auto const escape = refusal([&] { wide("actor,q\n\x1b[2J\xE2\x80\xAE,9\n", "ordinal:1..5"); });
    std::string const shown = escape.what();
    CHECK(shown.find('\x1b') == shown.npos);
    CHECK(shown.find("\\x1b[2J\\u202e") != shown.npos);
}

// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/discourse/corpus_builder.hpp"
#include "entente/discourse/pair_network.hpp"

using namespace entente;

namespace {

statement valid() {
    return {.date = date_of(2022, 1, 26), .speaker = "S", .on_behalf_of = "A", .issue = "x", .position = 1, .line = 7};
}

/// What is refused of a statement, with the line that it has.
template <class Change>
std::string refused(Change change, scale on = scale::ordinal(-2, 2)) {
    corpus::builder build(std::move(on));
    auto s = valid();
    change(s);
    try {
        build.add(s);
    } catch (error const& e) {
        CHECK(build.size() == 0);
        CHECK(e.where().line == 7);
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("dates are of the calendar, and known as far as they are") {
    CHECK(date_of(1999).text() == "1999");
    CHECK(date_of(2010, 3).text() == "2010-03");
    CHECK(date_of(2022, 1, 26).text() == "2022-01-26");
    CHECK(date_of(day(2022, 1, 26)).text() == "2022-01-26T00:00:00Z");
    // Years have four digits, so that what is written can be read.
    CHECK(date_of(987).text() == "0987");
    CHECK(date_of(7, 3).text() == "0007-03");
    CHECK(date_of(0, 1, 1).text() == "0000-01-01");
    CHECK(date_of(1999).covers() == period{day(1999, 1, 1), day(2000, 1, 1)});
    CHECK(date_of(2010, 12).covers() == period{day(2010, 12, 1), day(2011, 1, 1)});
    CHECK(date_of(2020, 2, 28).covers() == period{day(2020, 2, 28), day(2020, 2, 29)});
    CHECK_THROWS_WITH_AS(date_of(2022, 2, 29),
                         "the calendar has no such date in the years 0 to 9999 (value \"2022-2-29\")", error);
    CHECK_THROWS_AS(date_of(10000), error);
}

TEST_CASE("a corpus is in the order of dates, and of names") {
    std::vector<statement> all;
    std::vector<std::tuple<int, char const*, std::size_t>> const rows{
        {2010, "b", 1}, {1999, "c", 2}, {2010, "a", 3}, {1999, "a", 4}};
    for (auto const& [year, who, line] : rows) {
        auto s = valid();
        s.date = date_of(year), s.on_behalf_of = who, s.line = line;
        all.push_back(s);
    }
    all[2].document = "d", all[2].salience = 2, all[2].confidence = 0.5, all[2].source = "archive";
    auto const c = make_corpus(all, scale::ordinal(-2, 2));
    REQUIRE(c.size() == 4);
    std::vector<std::size_t> lines;
    for (std::size_t i = 0; i < 4; ++i) lines.push_back(c[statement_id(i)].line);
    CHECK(lines == std::vector<std::size_t>{2, 4, 1, 3});
    CHECK(c.name(actor_id(0)) == "a");
    CHECK((c.find_actor("c") == actor_id(2)));
    CHECK((c.find_actor("d") == boost::none));
    CHECK((c.find_document("d") == document_id(0)));
    CHECK((c.find_issue("x") == issue_id(0)));
    CHECK((c.find_issue("y") == boost::none));
    CHECK(std::vector(c.of(actor_id(0)).begin(), c.of(actor_id(0)).end()) == std::vector<std::uint32_t>{1, 3});
    CHECK(c.on(issue_id(0)).size() == 4);
    CHECK(c.of(*c.find_speaker("S")).size() == 4);
    CHECK(c.in({day(1999, 1, 1), day(2010, 1, 1)}) == statement_range{0, 2});
    CHECK(c.in({day(2010, 1, 1), day(2010, 1, 2)}) == statement_range{2, 4});
    CHECK(c.in({day(2011, 1, 1), day(2010, 1, 1)}).empty());
    auto const last = c[statement_id(3)];
    CHECK(last.salience == 2);
    CHECK(last.confidence == 0.5);
    CHECK(last.source == "archive");
    CHECK((last.document == document_id(0)));
    CHECK((c[statement_id(0)].document == boost::none));
    CHECK(corpus().size() == 0);
    CHECK(corpus().in({}).empty());
}

TEST_CASE("ids of rows have the names of the corpus, and statements their lines") {
    auto s = valid();
    s.document = "d";
    std::vector<statement> all(3, s);
    all[2].line = 0, all[0].line = 12;
    auto const c = make_corpus(all, scale::ordinal(-2, 2));
    corpus_names const names{c};
    CHECK(names({"actor", 0}) == "A");
    CHECK(names({"speaker", 0}) == "S");
    CHECK(names({"document", 0}) == "d");
    CHECK(names({"issue", 0}) == "x");
    CHECK(names({"statement", 0}) == "line 12");
    CHECK(names({"statement", 1}) == "line 7");
    CHECK(names({"statement", 2}) == "2");  // in no file
}

TEST_CASE("who speaks for nobody else is an actor") {
    corpus::builder build(scale::nominal({"for", "against"}));
    build.add({.date = date_of(2000), .speaker = "Russia", .issue = "x", .position = "against"});
    build.add({.date = date_of(2000), .on_behalf_of = "NATO", .issue = "x", .position = 1});
    build.add({.date = date_of(2000), .speaker = "Lavrov", .on_behalf_of = "Russia", .issue = "x"});
    auto const c = std::move(build).freeze();
    CHECK(c.actors() == 2);
    CHECK(c.is_own(statement_id(0)));
    CHECK(c.is_own(statement_id(1)));
    CHECK(!c.is_own(statement_id(2)));
    CHECK(c[statement_id(0)].position == 2.0);
    CHECK(c[statement_id(2)].position == boost::none);
}

TEST_CASE("what cannot be said is refused with its line") {
    CHECK(refused([](statement&) {}) == "");
    CHECK(refused([](statement& s) { s.speaker = s.on_behalf_of = ""; }) ==
          "a statement needs a speaker or an actor (issue \"x\")");
    CHECK(refused([](statement& s) { s.issue = ""; }) == "a statement needs an issue (actor \"A\")");
    CHECK(refused([](statement& s) { s.position = 3; }) ==
          "a position must lie on the scale of its issue (actor \"A\", issue \"x\", value \"3\")");
    CHECK(refused([](statement& s) { s.position = "yes"; }) ==
          "a position must lie on the scale of its issue (actor \"A\", issue \"x\", value \"yes\")");
    CHECK(refused([](statement& s) { s.position = std::numeric_limits<double>::quiet_NaN(); }) ==
          "a position is a finite number (actor \"A\", issue \"x\", value \"nan\")");
    CHECK(refused([](statement& s) { s.salience = -1; }) ==
          "a salience is at least 0 (actor \"A\", issue \"x\", value \"-1\")");
    CHECK(refused([](statement& s) { s.confidence = 1.5; }) ==
          "a confidence lies between 0 and 1 (actor \"A\", issue \"x\", value \"1.5\")");
    CHECK(refused([](statement& s) {
              s.date = {day(2022, 1, 26), date_precision::month};
          }) == "a date that is known to the year, month or day is its beginning (actor \"A\", issue \"x\", value "
                "\"2022-01-26\")");
    CHECK(refused([](statement& s) {
              s.date = {time_point(std::chrono::seconds(1'000'000'000'000)), date_precision::time};
          }).starts_with("a statement has a date in the years 0 to 9999"));
    corpus::builder build;
    CHECK_THROWS_WITH_AS(build.add(valid()),
                         "an issue needs a scale: add the issue, or give a scale for all (actor \"A\", issue \"x\")",
                         graph_error);
    build.add({"x", scale::ordinal(0, 1)});
    CHECK_THROWS_AS(build.add({"x", scale::ordinal(0, 1)}), graph_error);
    build.add_column("kind");
    CHECK_THROWS_AS(build.add_column("kind"), error);
    CHECK_THROWS_AS(build.add(valid()), error);  // no text for the column
    build.add(valid(), std::vector<std::string_view>{"law"});
    CHECK_THROWS_AS(build.add_column("more"), error);
    auto const c = std::move(build).freeze();
    CHECK(c.text(*c.find_column("kind"), statement_id(0)) == "law");
    CHECK((c.find_column("sort") == boost::none));
}

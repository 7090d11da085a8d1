// SPDX-License-Identifier: BSL-1.0
// Positions over time: the history of one actor, and since when several agree.
#include <entente/discourse/collapse.hpp>
#include <entente/discourse/corpus_builder.hpp>
#include <entente/discourse/history.hpp>
#include <entente/discourse/since.hpp>
#include <entente/dyadic/compare.hpp>
#include <entente/measures/city_block.hpp>
#include <entente/positions/position_matrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;

statement said_on(statement_date date, std::string speaker, std::string on_behalf_of, std::string issue,
                  stated_position position) {
    statement s;
    s.date = date;
    s.speaker = std::move(speaker);
    s.on_behalf_of = std::move(on_behalf_of);
    s.issue = std::move(issue);
    s.position = std::move(position);
    return s;
}

fault_code refused(auto const& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("not refused");
    return fault_code::cycle;
}

}  // namespace

TEST_CASE("A history has each change, its size and its date") {
    auto const c = make_corpus(std::vector{said_on(date_of(1999), "Albright", "US", "security", 2.0),
                                           said_on(date_of(2010, 12), "Clinton", "US", "security", 2.0),
                                           said_on(date_of(2011), "US", "", "security", {}),
                                           said_on(date_of(2022, 1, 26), "Blinken", "US", "security", -1.0),
                                           said_on(date_of(2022, 1, 26), "Price", "US", "security", 0.0),
                                           said_on(date_of(2022, 2, 1), "Blinken", "US", "security", 1.0),
                                           said_on(date_of(2022, 2, 2), "Blinken", "US", "security", 0.0),
                                           said_on(date_of(2022, 2, 2), "Lavrov", "Russia", "security", 2.0)},
                               scale::ordinal(-2, 2));
    auto const us = c.find_actor("US").value();
    auto const on = c.find_issue("security").value();
    auto const h = history(c, us, on);
    REQUIRE(h.size() == 7);
    CHECK(h[0].date.text() == "1999");
    CHECK(c.name(h[0].speaker) == "Albright");
    CHECK(h[0].before == boost::none);
    CHECK(!h[0].changed);
    CHECK(h[1].before == 2.0);
    CHECK(!h[1].changed);
    CHECK(h[1].change == 0.0);
    CHECK(h[2].position == boost::none);
    CHECK(h[2].before == 2.0);
    CHECK(!h[2].changed);
    CHECK(h[2].change == boost::none);
    CHECK(h[3].before == 2.0);  // who declined to say took nothing back
    CHECK(h[3].changed);
    CHECK(h[3].change == -3.0);
    CHECK(h[3].share == 0.75);
    CHECK(h[3].contested);
    CHECK(h[4].change == -2.0);
    CHECK(h[4].contested);
    CHECK(h[5].before == boost::none);  // two had said different things
    CHECK(!h[5].changed);
    CHECK(!h[5].contested);
    CHECK(h[6].change == -1.0);
    CHECK(h[6].date.text() == "2022-02-02");
    CHECK(history(c, us, on, {.from = day(2011, 1, 1), .to = day(2022, 1, 26)}).size() == 1);
    CHECK(history(c, us, on, {.to = day(1990, 1, 1)}).empty());
    auto const nominal = make_corpus(std::vector{said_on(date_of(1999), "A", "", "capital", "Bonn"),
                                                 said_on(date_of(2000), "A", "", "capital", "Berlin")},
                                     scale::nominal({"Bonn", "Berlin"}));
    auto const moved = history(nominal, actor_id(0), issue_id(0));
    CHECK(moved[1].changed);
    CHECK(moved[1].change == boost::none);
}

TEST_CASE("Since when two agree, by hand") {
    auto const c =
        make_corpus(std::vector{said_on(date_of(1999), "A", "", "x", 0.0), said_on(date_of(2000), "B", "", "x", 4.0),
                                said_on(date_of(2001), "A", "", "y", 10.0), said_on(date_of(2002), "B", "", "y", 10.0),
                                said_on(date_of(2003), "A", "", "x", 4.0), said_on(date_of(2004), "B", "", "y", {}),
                                said_on(date_of(2005), "B", "", "x", 3.0), said_on(date_of(2006), "B", "", "x", 3.0),
                                said_on(date_of(2001), "C", "", "x", 1.0)},
                    scale::interval(0, 10), {{"x", scale::interval(0, 4), 3}});
    std::array const pair{c.find_actor("A").value(), c.find_actor("B").value()};
    auto const s = agreement_over_time(c, pair);
    REQUIRE(s.steps.size() == 4);
    CHECK(s.steps[0].date.text() == "2000");  // 4/4
    CHECK(s.steps[0].distance == 1.0);
    CHECK(s.steps[0].agreement == 0.0);
    CHECK(s.steps[0].change == boost::none);
    CHECK(s.steps[0].issues == 1);
    CHECK(s.steps[0].actor == pair[1]);
    CHECK(s.steps[1].date.text() == "2002");  // (3 * 1 + 1 * 0) / 4
    CHECK(s.steps[1].distance == 0.75);
    CHECK(s.steps[1].change == -0.25);
    CHECK(c.name(s.steps[1].issue) == "y");
    CHECK(s.steps[1].issues == 2);
    CHECK(s.steps[2].date.text() == "2003");
    CHECK(s.steps[2].distance == 0.0);
    CHECK(s.steps[2].actor == pair[0]);
    CHECK(s.steps[3].date.text() == "2005");  // 3 * 1/4 / 4
    CHECK(s.steps[3].distance == 0.1875);
    CHECK(c[s.steps[3].statement].position == 3.0);
    REQUIRE(s.issues.size() == 2);
    auto const& x = s.issues[0];
    CHECK(c.name(x.issue) == "x");
    CHECK(x.compared->text() == "2000");
    CHECK(x.diverged->text() == "2000");
    CHECK(x.agreed->text() == "2003");
    CHECK(x.agree == false);
    CHECK(x.since->text() == "2005");
    CHECK(c[*x.statement].date.text() == "2005");
    CHECK(x.distance == 0.25);
    auto const& y = s.issues[1];
    CHECK(y.agree == true);
    CHECK(y.since->text() == "2002");
    CHECK(y.agreed->text() == "2002");
    CHECK(!y.diverged);
    // Within a quarter of the scale they still agree.
    auto const near = agreement_over_time(c, pair, {.within = 0.25});
    CHECK(near.issues[0].agree == true);
    CHECK(near.issues[0].since->text() == "2003");
    auto const until = agreement_over_time(c, pair, {.window = {.to = day(2000, 1, 1)}});
    CHECK(until.steps.empty());
    CHECK(until.issues.size() == 1);
    CHECK(!until.issues[0].agree);
    // Three: |0 - 1| = 1/4 from 2001 on; with B at 4: (4 + 3 + 1) / 4 over three pairs.
    std::array const all{pair[0], pair[1], c.find_actor("C").value()};
    auto const three = agreement_over_time(c, all, {.window = {.to = day(2002, 1, 1)}});
    REQUIRE(three.steps.size() == 2);
    CHECK(*three.steps[1].distance == doctest::Approx(2.0 / 3).epsilon(1e-14));
    CHECK(three.issues[0].agree == false);
}

TEST_CASE("What is said on one date counts together, whoever is first by name") {
    // A and B agree from 2000 on, and move together on one day of 2010: they never differed.
    auto const together = make_corpus(
        std::vector{said_on(date_of(2000), "A", "", "x", 0.0), said_on(date_of(2000), "B", "", "x", 0.0),
                    said_on(date_of(2010, 5, 1), "A", "", "x", 4.0), said_on(date_of(2010, 5, 1), "B", "", "x", 4.0)},
        scale::interval(0, 4));
    std::array const pair{actor_id(0), actor_id(1)};
    auto const s = agreement_over_time(together, pair);
    REQUIRE(s.issues.size() == 1);
    CHECK(s.issues[0].agree == true);
    CHECK(s.issues[0].since->text() == "2000");
    CHECK(s.issues[0].agreed->text() == "2000");
    CHECK(!s.issues[0].diverged);
    CHECK(s.issues[0].distance == 0.0);
    CHECK(s.steps.size() == 3);  // 2000; A moves, B follows
    // They pass each other on one day: they never agreed. And who differs from itself on the day on which the other
    // first speaks cannot be compared yet.
    auto const crossed =
        make_corpus(std::vector{said_on(date_of(2000), "A", "", "x", 0.0), said_on(date_of(2000), "B", "", "x", 4.0),
                                said_on(date_of(2010), "A", "", "x", 4.0), said_on(date_of(2010), "B", "", "x", 0.0),
                                said_on(date_of(2000), "B", "", "y", 1.0), said_on(date_of(2010), "A", "", "y", 1.0),
                                said_on(date_of(2010), "s", "B", "y", 2.0), said_on(date_of(2010), "t", "B", "y", 3.0),
                                said_on(date_of(2011), "B", "", "y", 2.0)},
                    scale::interval(0, 4));
    auto const t = agreement_over_time(crossed, pair);
    REQUIRE(t.issues.size() == 2);
    CHECK(t.issues[0].agree == false);
    CHECK(t.issues[0].since->text() == "2000");
    CHECK(!t.issues[0].agreed);
    CHECK(t.issues[0].diverged->text() == "2000");
    CHECK(t.issues[1].compared->text() == "2011");
    CHECK(!t.issues[1].agreed);
    CHECK(t.issues[1].diverged->text() == "2011");
    CHECK(crossed[*t.issues[1].statement].date.text() == "2011");
}

TEST_CASE("Contradictions of one date, and nominal issues") {
    auto const c =
        make_corpus(std::vector{said_on(date_of(1999), "A", "", "q", "x"), said_on(date_of(1999), "B", "", "q", "x"),
                                said_on(date_of(2000), "s", "A", "q", "y"), said_on(date_of(2000), "t", "A", "q", "z"),
                                said_on(date_of(2001), "s", "A", "q", "z")},
                    scale::nominal({"x", "y", "z"}));
    std::array const pair{c.find_actor("B").value(), c.find_actor("A").value()};
    auto const s = agreement_over_time(c, pair);
    REQUIRE(s.steps.size() == 3);
    CHECK(s.steps[0].distance == 0.0);
    CHECK(s.steps[1].distance == boost::none);
    CHECK(s.steps[1].issues == 0);
    CHECK(s.steps[2].distance == 1.0);
    CHECK(s.issues[0].agreed->text() == "1999");
    CHECK(s.issues[0].diverged->text() == "2001");
    CHECK(s.issues[0].since->text() == "2001");
}

TEST_CASE("The distance over time is city_block of what was held at each date") {
    std::mt19937 random(3);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::vector<statement> all;
    for (int i = 0; i < 300; ++i)
        all.push_back(said_on(date_of(day(2000, 1, 1) + std::chrono::hours(7 * below(9000))),
                              std::string(1, static_cast<char>('A' + below(3))), "",
                              std::string(1, static_cast<char>('p' + below(6))), static_cast<double>(below(11))));
    auto const c = make_corpus(all, scale::interval(0, 10), {{"p", scale::interval(-5, 10), 2.5}});
    std::array const pair{c.find_actor("A").value(), c.find_actor("B").value()};
    auto const s = agreement_over_time(c, pair);
    REQUIRE(s.steps.size() > 100);
    for (auto const& step : s.steps) {
        // Steps of one date are one after the other: the last of them counts.
        if (&step != &s.steps.back() && (&step + 1)->date.at == step.date.at) continue;
        auto const g = collapse(c, {.window = {.to = step.date.at + std::chrono::seconds(1)}});
        auto const m = make_position_matrix(g);
        auto const expected = compare(m, pair[0], pair[1], measures::city_block{}, {.weights = weighting::issue}).value;
        REQUIRE(expected.has_value() == step.distance.has_value());
        if (expected) CHECK(*step.distance == doctest::Approx(*expected).epsilon(1e-13));
    }
}

TEST_CASE("Who is as far apart as may be agrees, whatever the share rounds to") {
    for (int tenths = 0; tenths <= 8; ++tenths) {
        CAPTURE(tenths);
        auto const c = make_corpus(std::vector{said_on(date_of(1999), "A", "", "q", tenths / 10.0),
                                               said_on(date_of(1999), "B", "", "q", (tenths + 2) / 10.0)},
                                   scale::interval(0, 1));
        std::array const pair{c.find_actor("A").value(), c.find_actor("B").value()};
        CHECK(agreement_over_time(c, pair, {.within = 0.2}).issues[0].agree == true);
        CHECK(agreement_over_time(c, pair, {.within = 0.19999}).issues[0].agree == false);
    }
}

TEST_CASE("What makes no sense is refused") {
    auto const c =
        make_corpus(std::vector{said_on(date_of(1999), "A", "", "x", 0.0), said_on(date_of(1999), "B", "", "x", 0.0)},
                    scale::interval(0, 4));
    std::array const pair{actor_id(0), actor_id(1)}, same{actor_id(1), actor_id(1)};
    CHECK(refused([&] { agreement_over_time(c, std::span(pair).first(1)); }) == fault_code::invalid_argument);
    CHECK(refused([&] { agreement_over_time(c, same); }) == fault_code::invalid_argument);
    CHECK(refused([&] { agreement_over_time(c, pair, {.within = 1.5}); }) == fault_code::invalid_argument);
    CHECK(refused([&] { agreement_over_time(c, pair, {.within = -0.5}); }) == fault_code::invalid_argument);
    CHECK(refused([&] {
              agreement_over_time(c, pair, {.window = {day(2001, 1, 1), day(2000, 1, 1)}});
          }) == fault_code::invalid_argument);
}

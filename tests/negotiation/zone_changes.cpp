// SPDX-License-Identifier: BSL-1.0
// What blocks a zone, what is certain of it, who could open it and by how little.
#include <entente/negotiation/zone_changes.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include "entente/error.hpp"
#include "entente/positions/position_matrix.hpp"

namespace {

using namespace entente;
constexpr double infinity = std::numeric_limits<double>::infinity();

actor_id party(std::size_t i) {
    return actor_id(i);
}
issue_column continuous() {
    issue_column c;
    c.name = "tax", c.lower = 0, c.upper = 10;
    return c;
}
issue_column points() {
    auto c = continuous();
    c.name = "border", c.measurement = level::ordinal, c.categories = {0, 1, 2.5, 4, 7, 10};
    return c;
}

fault_code code_of(auto&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("nothing was thrown");
    return fault_code::syntax;
}

}  // namespace

TEST_CASE("What blocks a zone is the range that begins highest and the one that ends lowest, and the gap between") {
    std::vector<party_range> const parties{{party(3), {0, 5}},
                                           {party(2), {7, infinity}},
                                           {party(1), {7, 9}},
                                           {party(0), {6, 10}},
                                           {party(4), {-infinity, 5}}};
    auto const z = zone_among(continuous(), parties);
    CHECK_FALSE(z.common.has_value());
    CHECK(z.gap == 2.0);
    CHECK((z.blocked_by_low == party(1)));   // of those that begin at 7 the one of least id
    CHECK((z.blocked_by_high == party(3)));  // likewise of those that end at 5
    CHECK(z.of(6) == acceptance::impossible);
    // Where there is a zone nobody blocks it.
    auto const open = zone_among(continuous(), std::vector<party_range>{{party(3), {0, 5}}, {party(0), {5, 10}}});
    REQUIRE(open.common.has_value());
    CHECK((open.common->lower == 5 && open.common->upper == 5));
    CHECK((!open.gap && !open.blocked_by_low && !open.blocked_by_high));
    // From category to category: 2.5 is the last that one accepts, 4 the first of the other.
    auto const between = zone_among(points(), std::vector<party_range>{{party(0), {0, 3.9}}, {party(1), {2.6, 10}}});
    CHECK(between.gap == 1.5);
}

TEST_CASE("With silent parties a zone is possible and not certain") {
    std::vector<party_range> parties{{party(0), {2, 6}}, {party(1), {}, true}};
    auto const z = zone_among(continuous(), parties);
    CHECK(z.of(4) == acceptance::possible);
    CHECK(z.of(7) == acceptance::impossible);
    CHECK_FALSE(z.certain().has_value());
    parties[1].silent = false;
    auto const spoken = zone_among(continuous(), parties);
    CHECK(spoken.of(4) == acceptance::certain);
    REQUIRE(spoken.certain().has_value());
    CHECK(spoken.certain()->upper == 6);
    CHECK(to_string(acceptance::possible) == "possible");
}

TEST_CASE("A range in which the scale has no outcome is refused, with the issue") {
    for (auto const& r : {interval{11, 12}, interval{-3, -1}, interval{5, 4}})
        CHECK(code_of([&] { zone_among(continuous(), std::vector<party_range>{{party(0), r}}); }) == fault_code::empty_range);
    CHECK(code_of([&] { zone_among(points(), std::vector<party_range>{{party(0), {5, 6}}}); }) == fault_code::empty_range);
    try {
        zone_among(points(), std::vector<party_range>{{party(7), {5, 6}}});
    } catch (stance_error const& e) {
        CHECK(e.where().issue == "border");
        CHECK(e.where().actor == "#7");
        CHECK(e.where().value == "5 to 6");
    }
}

TEST_CASE("What an actor accepts of a reserved utility") {
    auto const r = acceptable_within(continuous(), 4, 0.5, 10);
    CHECK(r.lower == doctest::Approx(2));
    CHECK(r.upper == doctest::Approx(6));
    CHECK(acceptable_within(continuous(), 4, 0, 10).upper == infinity);
    CHECK(acceptable_within(continuous(), 4, 1, 0).contains(4));
    CHECK_FALSE(acceptable_within(continuous(), 4, 1, 0).contains(4.001));
    CHECK(code_of([] { acceptable_within(continuous(), 4, 1, -1); }) == fault_code::out_of_range);
    CHECK(code_of([] { acceptable_within(continuous(), 4, 1, NAN); }) == fault_code::not_a_number);
    CHECK(code_of([] { acceptable_within(continuous(), 4, -1, 1); }) == fault_code::negative_weight);
    auto names = points();
    names.measurement = level::nominal;
    CHECK(code_of([&] { acceptable_within(names, 4, 1, 1); }) == fault_code::level_too_low);
}

TEST_CASE("Who opens a zone by leaving, and who by conceding") {
    std::vector<party_range> const parties{{party(0), {0, 3}}, {party(1), {4, 9}}, {party(2), {2, 8}}};
    auto const without = zones_without_each(continuous(), parties);
    REQUIRE(without.size() == 3);
    CHECK((without[0].left.common == interval{4, 8}));
    CHECK((without[1].left.common == interval{2, 3}));
    CHECK_FALSE(without[2].left.common.has_value());
    auto const open = opening_concessions(continuous(), parties);
    REQUIRE(open.size() == 2);  // the third cannot help
    CHECK(open[0].actor == party(0));
    CHECK((open[0].amount == 1 && open[0].to == 4));
    CHECK(open[1].actor == party(1));
    CHECK((open[1].amount == 1 && open[1].to == 3));
    auto const least = least_concession(continuous(), parties);
    REQUIRE(least.has_value());
    CHECK(least->total == 1);
    CHECK(least->outcomes == interval{3, 4});  // the two can share it as they like
    REQUIRE(least->by.size() == 1);
    CHECK(least->by[0].actor == party(1));
    // Among three that are apart the one in the middle decides where it is least.
    std::vector<party_range> const apart{{party(0), {0, 1}}, {party(1), {4, 5}}, {party(2), {9, 10}}};
    CHECK(opening_concessions(continuous(), apart).empty());
    CHECK(least_concession(continuous(), apart)->total == 8);
    CHECK(least_concession(continuous(), apart)->outcomes == interval{4, 5});
    CHECK_FALSE(least_concession(continuous(), std::vector<party_range>{}).has_value());
}

TEST_CASE("Property: widening never closes a zone; a concession opens it and less does not; order does not matter") {
    std::mt19937 random(12);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::size_t zones = 0, opened = 0;
    for (int round = 0; round < 1500; ++round) {
        auto const issue = round % 2 ? continuous() : points();
        std::vector<party_range> parties;
        for (std::size_t p = 0, n = 1 + below(5); p < n; ++p) {
            double const a = issue.categories.empty() ? static_cast<double>(below(41)) / 4 : issue.categories[below(6)];
            double const b = issue.categories.empty() ? static_cast<double>(below(41)) / 4 : issue.categories[below(6)];
            parties.push_back({party(p), {std::min(a, b), std::max(a, b)}, below(4) == 0});
        }
        auto const z = zone_among(issue, parties);
        zones += z.common.has_value();
        auto const who = below(parties.size());
        auto wider = parties;
        wider[who].acceptable.lower -= static_cast<double>(below(8)) / 4;
        wider[who].acceptable.upper += static_cast<double>(below(8)) / 4;
        auto const w = zone_among(issue, wider);
        if (z.common) {
            REQUIRE(w.common.has_value());
            CHECK((w.common->lower <= z.common->lower && w.common->upper >= z.common->upper));
        } else if (w.gap) {
            CHECK(*w.gap <= *z.gap);
        }
        auto shuffled = parties;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        auto const again = zone_among(issue, shuffled);
        CHECK(again.gap == z.gap);
        CHECK((again.blocked_by_low == z.blocked_by_low));
        CHECK((again.blocked_by_high == z.blocked_by_high));

        auto const least = *least_concession(issue, parties);
        CHECK((least.total == 0) == z.common.has_value());
        if (z.gap) CHECK(least.total >= *z.gap);
        double given = 0;
        for (auto const& c : least.by) given += c.amount;
        CHECK(given == doctest::Approx(least.total));
        for (auto const& c : opening_concessions(issue, parties)) {
            auto conceded = parties;
            auto& range = conceded[c.actor.value].acceptable;
            auto nearly = parties;
            auto& short_of_it = nearly[c.actor.value].acceptable;
            bool const up = c.to > range.upper;
            (up ? range.upper : range.lower) = c.to;
            (up ? short_of_it.upper : short_of_it.lower) = c.to + (up ? -0.01 : 0.01);
            CHECK(zone_among(issue, conceded).common.has_value());
            CHECK_FALSE(zone_among(issue, nearly).common.has_value());
            CHECK(c.amount >= *z.gap);
            ++opened;
        }
    }
    CHECK(zones > 300);
    CHECK(opened > 300);
}

TEST_CASE("Sums that differ by rounding are one sum: all between the middle two of four concede the least") {
    std::mt19937 random(5);
    issue_column issue;
    issue.name = "tax", issue.lower = 0, issue.upper = 1000;
    for (int round = 0; round < 300; ++round) {
        std::vector<double> wanted(4);
        for (double& x : wanted) x = static_cast<double>(random() % 10001) / 10;
        std::vector<party_range> parties;
        for (double const x : wanted) parties.push_back({party(parties.size()), {x, x}});
        std::sort(wanted.begin(), wanted.end());
        auto const least = *least_concession(issue, parties);
        CHECK(least.outcomes.lower == wanted[1]);
        CHECK(least.outcomes.upper == wanted[2]);
        CHECK(least.total == doctest::Approx(wanted[3] + wanted[2] - wanted[1] - wanted[0]));
    }
}

TEST_CASE("Zones of a matrix are those of its graph") {
    using graph = stance_graph<scale>;
    using held = stance_on<scale>;
    graph::builder b;
    auto const north = b.add(actor{"north"}), south = b.add(actor{"south"}), east = b.add(actor{"east"});
    auto const tax = b.add(basic_issue<scale>{"tax", scale::interval(0, 10)});
    auto const border = b.add(basic_issue<scale>{"border", scale::ordinal(1, 5)});
    b.relate(north, tax, held{.position = 3, .acceptable = {2, 4}});
    b.relate(south, tax, held{.position = 5, .acceptable = {4.5, infinity}});
    b.relate(south, border, held{.acceptable = {3, 5}});
    b.relate(east, border, held{.position = 1});
    auto const g = std::move(b).freeze();
    auto const all = std::vector<actor_id>{north, south, east};
    auto const from_graph = zones_of_agreement(g, all), from_matrix = zones_of_agreement(make_position_matrix(g));
    REQUIRE(from_graph.size() == 2);
    REQUIRE(from_matrix.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        auto const &x = from_graph[i].found, &y = from_matrix[i].found;
        CHECK(from_graph[i].issue == from_matrix[i].issue);
        CHECK(x.common.has_value() == y.common.has_value());
        if (x.common) CHECK((*x.common == *y.common));
        CHECK(x.gap == y.gap);
        CHECK(x.silent == y.silent);
        CHECK(x.red_lines == y.red_lines);
    }
    CHECK(from_graph[0].found.gap == 0.5);
    CHECK((from_graph[0].found.blocked_by_low == actor_id(south)));
    CHECK(from_graph[1].found.silent == std::vector<actor_id>{north, south});
    CHECK(code_of([&] { zone_of_agreement(make_position_matrix(g), issue_id(9)); }) == fault_code::unknown_name);
}

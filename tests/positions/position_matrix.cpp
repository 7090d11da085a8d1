// SPDX-License-Identifier: BSL-1.0
// A graph frozen to numbers: which stance is read, as which position, with which weight.
#include <entente/positions/position_matrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using held = stance_on<scale>;
using conditional = condition_on<basic_issue<scale>>;

std::shared_ptr<conditional const> when(std::vector<conditional::term> terms,
                                        boost::optional<double> fallback = boost::none) {
    return std::make_shared<conditional const>(conditional{std::move(terms), fallback});
}

TEST_CASE("Rows are actors by id, cells are stances by issue") {
    graph::builder b;
    auto const a = b.add(actor{"A"}), silent = b.add(actor{"silent"}), c = b.add(actor{"C"});
    auto const x = b.add(basic_issue<scale>{"x", scale::ordinal(1, 5), 2}),
               y = b.add(basic_issue<scale>{"y", scale::interval(0, 1)});
    auto const z = b.add(basic_issue<scale>{"z", scale::nominal({"p", "q"})}),
               unheld = b.add(basic_issue<scale>{"unheld", scale::ordinal(0, 1)});
    b.relate(c, z, held{.position = 2, .salience = 0, .confidence = 0.5});
    b.relate(a, y, held{.position = 0.25});
    b.relate(a, x, held{.position = 4, .salience = 3});
    b.relate(c, x, held{.salience = 7, .confidence = 0.25});
    b.relate(c, unheld, held{});
    auto const m = make_position_matrix(std::move(b).freeze());

    REQUIRE(m.actors() == 3);
    REQUIRE(m.issues() == 4);
    CHECK(m.actor_name(a) == "A");
    CHECK(m.actor_name(c) == "C");
    CHECK(m.issue(x).name == "x");
    CHECK(m.issue(x).weight == 2);
    CHECK(m.issue(z).measurement == level::nominal);
    CHECK(m.issue(y).categories.empty());
    CHECK(m.columns().size() == 4);
    CHECK(m.cells().size() == 5);

    REQUIRE(m.row(a.value).size() == 2);
    CHECK(m.row(a.value)[0].issue == x.value);
    CHECK(m.row(a.value)[0].known);
    CHECK(m.row(a.value)[0].position == 4);
    CHECK(m.row(a.value)[0].salience == 3);
    CHECK(m.row(a.value)[1].issue == y.value);
    CHECK(m.row(a.value)[1].position == 0.25);
    CHECK(m.row(a.value)[1].salience == 1);  // not stated
    CHECK(m.row(a.value)[1].confidence == 1);
    CHECK(m.row(silent.value).empty());
    REQUIRE(m.row(c.value).size() == 3);
    CHECK(!m.row(c.value)[0].known);  // withheld: a cell without a position, whose salience is known all the same
    CHECK(m.row(c.value)[0].salience == 7);
    CHECK(m.row(c.value)[1].issue == z.value);
    CHECK(m.row(c.value)[1].salience == 0);
    CHECK(m.row(c.value)[1].confidence == 0.5);
    CHECK(m.row(c.value)[2].issue == unheld.value);
    CHECK(!m.row(c.value)[2].known);
    CHECK(m.issues_held() == 3);  // nobody has a position on the fourth
}

TEST_CASE("A graph without anything is a matrix without anything") {
    auto const m = make_position_matrix(graph{});
    CHECK(m.actors() == 0);
    CHECK(m.issues() == 0);
    CHECK(m.issues_held() == 0);
    CHECK(m.cells().empty());
    CHECK(position_matrix{}.actors() == 0);
}

struct dependent {
    graph::builder b;
    id_of<actor> a = b.add(actor{"A"});
    id_of<basic_issue<scale>> target = b.add(basic_issue<scale>{"target", scale::ordinal(1, 5)});
    id_of<basic_issue<scale>> first = b.add(basic_issue<scale>{"first", scale::ordinal(1, 5)});
    id_of<basic_issue<scale>> second = b.add(basic_issue<scale>{"second", scale::interval(0, 1)});

    /// The position of A on the target under outcomes, or none where it is withheld then.
    boost::optional<double> position(std::vector<std::pair<id_of<basic_issue<scale>>, double>> outcomes,
                                     bool unresolved = true) const {
        auto const g = b.freeze();
        auto const m =
            make_position_matrix(g, {.outcomes = std::move(outcomes), .unresolved_conditions_hold = unresolved});
        REQUIRE(m.row(0).size() == 1);
        auto const& c = m.row(0)[0];
        // The same answer in other ways.
        CHECK(c.known == (m.issues_held() == 1));
        if (!c.known) {
            CHECK(c.position == 0);
            return boost::none;
        }
        return c.position;
    }
};

TEST_CASE_FIXTURE(dependent, "A condition that is met leaves the stance, one that fails leaves the fallback") {
    b.relate(a, target, held{.position = 5, .depends_on = when({{first, {2, 3}}}, 1)});
    CHECK(position({{first, 2}}) == 5.0);
    CHECK(position({{first, 3}}) == 5.0);
    CHECK(position({{first, 1}}) == 1.0);
    CHECK(position({{first, 4}}) == 1.0);
    CHECK(position({{second, 0.5}}) == 5.0);         // no outcome yet
    CHECK(position({{second, 0.5}}, false) == 1.0);  // and none foreseen
    CHECK(position({}) == 5.0);
    CHECK(position({}, false) == 1.0);
    CHECK(position({{first, std::nan("")}}) == 1.0);
}

TEST_CASE_FIXTURE(dependent, "Without a fallback, what is held when the condition fails is not known") {
    b.relate(a, target, held{.position = 5, .depends_on = when({{first, {2, 3}}})});
    CHECK(position({{first, 2}}) == 5.0);
    CHECK(position({{first, 5}}) == boost::none);
    CHECK(position({}, false) == boost::none);
}

TEST_CASE_FIXTURE(dependent, "All terms of a condition have to be met") {
    b.relate(a, target, held{.position = 5, .depends_on = when({{first, {2, 3}}, {second, {0.5, 1}}}, 2)});
    CHECK(position({{first, 2}, {second, 0.5}}) == 5.0);
    CHECK(position({{first, 2}, {second, 0.4}}) == 2.0);
    CHECK(position({{first, 1}, {second, 0.5}}) == 2.0);
    CHECK(position({{first, 1}}) == 2.0);  // failed, whatever comes of the other
    CHECK(position({{first, 2}}) == 5.0);  // unresolved
    CHECK(position({{first, 2}}, false) == 2.0);
}

TEST_CASE_FIXTURE(dependent, "A withheld stance may have a condition: what is held otherwise") {
    b.relate(a, target, held{.depends_on = when({{first, {2, 3}}}, 4)});
    CHECK(position({{first, 2}}) == boost::none);
    CHECK(position({{first, 1}}) == 4.0);
}

TEST_CASE("What is read at a time") {
    graph::builder b;
    auto const a = b.add(actor{"A"});
    auto const x = b.add(basic_issue<scale>{"x", scale::ordinal(1, 5)}),
               y = b.add(basic_issue<scale>{"y", scale::ordinal(1, 5)});
    b.relate(a, x, held{.position = 5, .valid = {.from = day(2014, 3, 18)}});
    b.relate(a, x, held{.position = 1, .valid = {day(1997, 1, 1), day(2008, 4, 3)}});
    b.relate(a, y, held{.position = 2, .valid = {.to = day(2000, 1, 1)}});
    auto const g = b.freeze();
    auto const read = [&](boost::optional<time_point> at) {
        std::vector<std::pair<std::uint32_t, double>> cells;
        auto const m = make_position_matrix(g, {.at = at});
        for (auto const& c : m.row(0)) cells.push_back({c.issue, c.position});
        return cells;
    };
    using cells = std::vector<std::pair<std::uint32_t, double>>;
    CHECK(read(day(1999, 1, 1)) == cells{{x.value, 1}, {y.value, 2}});
    CHECK(read(day(2010, 1, 1)).empty());  // nothing is held between the periods
    CHECK(read(day(2022, 1, 26)) == cells{{x.value, 5}});
    CHECK(read(boost::none) == cells{{x.value, 5}, {y.value, 2}});  // the latest of each
}

TEST_CASE("A time and outcomes together") {
    graph::builder b;
    auto const a = b.add(actor{"A"}), c = b.add(actor{"C"});
    auto const x = b.add(basic_issue<scale>{"x", scale::ordinal(1, 5)}),
               y = b.add(basic_issue<scale>{"y", scale::ordinal(1, 5)});
    b.relate(a, x, held{.position = 5, .valid = {.from = day(2014, 1, 1)}, .depends_on = when({{y, {1, 1}}}, 3)});
    b.relate(c, x, held{.position = 5});
    auto const g = b.freeze();
    auto const known = [&](stance_options<graph> const& how) {
        auto const m = make_position_matrix(g, how);
        return m.row(0).empty() ? boost::none : boost::make_optional(m.row(0)[0].position);
    };
    CHECK(known({.at = day(2010, 1, 1)}) == boost::none);
    CHECK(known({.at = day(2015, 1, 1)}) == 5.0);
    CHECK(known({.at = day(2015, 1, 1), .outcomes = {{y, 2}}}) == 3.0);
    CHECK(known({.at = day(2015, 1, 1), .outcomes = {{y, 1}}}) == 5.0);
}

}  // namespace

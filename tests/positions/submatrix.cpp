// SPDX-License-Identifier: BSL-1.0
// Parts of a matrix keep the ids of the whole, and what actors weigh.
#include <entente/dyadic/compare.hpp>
#include <entente/measures/city_block.hpp>
#include <entente/model/parts.hpp>
#include <entente/positions/from_array.hpp>
#include <entente/positions/position_matrix.hpp>
#include <entente/positions/submatrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using namespace entente::measures;
using graph = stance_graph<scale>;
using held = stance_on<scale>;

struct four_actors {
    graph::builder b;
    std::vector<id_of<actor>> who;
    std::vector<id_of<basic_issue<scale>>> on;

    four_actors() {
        for (std::size_t a = 0; a < 4; ++a)
            who.push_back(b.add(actor{"actor " + std::to_string(a), static_cast<double>(a)}));
        for (std::size_t i = 0; i < 3; ++i)
            on.push_back(b.add(basic_issue<scale>{"issue " + std::to_string(i), scale::interval(0, 10)}));
        for (std::size_t a = 0; a < 4; ++a)
            for (std::size_t i = 0; i < 3; ++i)
                if (a != 2 || i != 1) b.relate(who[a], on[i], held{.position = static_cast<double>(3 * a + i) / 2});
    }
};

boost::optional<std::size_t> at(std::size_t number) {
    return number;
}

std::vector<std::size_t> positions(position_matrix const& m, std::size_t row) {
    std::vector<std::size_t> twice;
    for (auto const& c : m.row(row)) twice.push_back(static_cast<std::size_t>(2 * c.position));
    return twice;
}

}  // namespace

TEST_CASE_FIXTURE(four_actors, "A matrix of a whole graph has the ids of the graph") {
    auto const m = make_position_matrix(b.freeze());
    for (auto const a : who) {
        CHECK(m.row_of(a) == at(a.value));
        CHECK(m.actor(a.value) == a);
    }
    for (auto const i : on) {
        CHECK(m.column_of(i) == at(i.value));
        CHECK(m.issue_id_of(i.value) == i);
    }
    CHECK(m.row_of(actor_id(4)) == boost::none);
    CHECK(m.column_of(issue_id(3)) == boost::none);
    CHECK_THROWS_WITH_AS(m.actor_name(actor_id(4)), doctest::Contains("#4"), error);
    CHECK_THROWS_WITH_AS(m.issue(issue_id(3)), doctest::Contains("#3"), error);

    std::array<std::size_t, 2> const rows{3, 1}, columns{2, 0};
    auto const part = select_issues(select_actors(m, rows), columns);
    CHECK(part.actor_name(who[3]) == part.actor_name(0));
    CHECK(part.actor_name(who[1]) == m.actor_name(1));
    CHECK(part.issue(on[0]).name == m.issue(0).name);
    CHECK_THROWS_AS(part.actor_name(who[0]), error);
}

TEST_CASE_FIXTURE(four_actors, "Some of the actors, by rows or by ids, keep theirs") {
    auto const m = make_position_matrix(b.freeze());
    std::size_t const rows[] = {3, 1};
    for (auto const& part :
         {select_actors(m, rows), select_actors(m, std::array{who[3], who[1]}), select_actors(m, {who[3], who[1]})}) {
        REQUIRE(part.actors() == 2);
        CHECK(part.actor_name(0) == "actor 3");
        CHECK(part.actor(0) == who[3]);
        CHECK(part.actor(1) == who[1]);
        CHECK(part.row_of(who[1]) == at(1));
        CHECK(part.row_of(who[3]) == at(0));
        CHECK(part.row_of(who[0]) == boost::none);
        CHECK(part.row_of(actor_id(100)) == boost::none);
        CHECK(part.weight(0) == 3);
        CHECK(part.weight(1) == 1);
        CHECK(positions(part, 0) == std::vector<std::size_t>{9, 10, 11});
        CHECK(part.columns().data() == m.columns().data());
        // A part of a part: by the ids of the whole, or by its own rows.
        auto const again = select_actors(part, {who[1]});
        CHECK(again.actor(0) == who[1]);
        CHECK(positions(again, 0) == std::vector<std::size_t>{3, 4, 5});
        std::size_t const first[] = {0};
        CHECK(select_actors(part, first).actor(0) == who[3]);
        CHECK_THROWS_WITH_AS(select_actors(part, {who[0]}), doctest::Contains("#0"), error);
    }
    // The first rows are their own ids; one that is there twice is found where it stands first.
    std::size_t const start[] = {0, 1}, twice[] = {2, 0, 2};
    CHECK(select_actors(m, start).actor(1) == who[1]);
    CHECK(select_actors(m, start).row_of(who[2]) == boost::none);
    CHECK(select_actors(m, twice).row_of(who[2]) == at(0));
    CHECK(select_actors(m, twice).actors() == 3);
}

TEST_CASE_FIXTURE(four_actors, "Some of the issues, in whatever order they are named, come as the matrix has them") {
    auto const m = make_position_matrix(b.freeze());
    std::size_t const columns[] = {2, 1, 2};
    for (auto const& part : {select_issues(m, columns), select_issues(m, std::vector<issue_id>{on[1], on[2]}),
                             select_issues(m, {on[2], on[1]})}) {
        REQUIRE(part.issues() == 2);
        CHECK(part.issue(0).name == "issue 1");
        CHECK(part.issue_id_of(0) == on[1]);
        CHECK(part.issue_id_of(1) == on[2]);
        CHECK(part.column_of(on[2]) == at(1));
        CHECK(part.column_of(on[0]) == boost::none);
        CHECK(positions(part, 0) == std::vector<std::size_t>{1, 2});
        CHECK(positions(part, 2) == std::vector<std::size_t>{8});
        CHECK(part.row(2)[0].issue == 1);
        CHECK(part.weight(3) == 3);
        CHECK(part.actor(2) == who[2]);
        // Of a part: of the whole's ids, not of the part's columns.
        CHECK(select_issues(part, {on[2]}).issue(0).name == "issue 2");
        CHECK_THROWS_WITH_AS(select_issues(part, {on[0]}), doctest::Contains("#0"), error);
    }
    // Actors of issues of actors.
    auto const both = select_issues(select_actors(m, {who[3], who[2]}), {on[1]});
    CHECK(both.actor(0) == who[3]);
    CHECK(both.issue_id_of(0) == on[1]);
    CHECK(both.row(1).empty());
    CHECK(select_actors(both, {who[2]}).issue_id_of(0) == on[1]);
}

TEST_CASE_FIXTURE(four_actors, "The rows of two actors of a graph are known by the graph's ids") {
    auto const g = b.freeze();
    auto const pair = detail::two_rows(g, who[3], who[1], {});
    CHECK(pair.actor(0) == who[3]);
    CHECK(pair.actor(1) == who[1]);
    CHECK(pair.issue_id_of(2) == on[2]);
    CHECK(pair.weight(0) == 3);
    CHECK(compare(pair, 0, 1, city_block{}).value == compare(g, who[3], who[1], city_block{}).value);
    auto const same =
        detail::two_rows(g, who[2], who[2], {.spokespeople = aggregation::mean, .members = aggregation::mean});
    CHECK(same.row(0).size() == 2);
    CHECK(same.row(1).size() == 2);
}

TEST_CASE("The parts of an issue select its columns") {
    graph::builder b;
    auto const add = [&](char const* name) { return b.add(basic_issue<scale>{name, scale::interval(0, 1)}); };
    auto const leaf = add("leaf"), whole = add("whole"), half = add("half"), other = add("other"),
               shared = add("shared");
    b.relate(half, whole, part_of{});
    b.relate(leaf, half, part_of{});
    b.relate(shared, half, part_of{});
    b.relate(shared, whole, part_of{});
    auto const g = b.freeze();
    CHECK(parts_of(g, whole) == std::vector{leaf, shared});
    CHECK(parts_of(g, half) == std::vector{leaf, shared});
    CHECK(parts_of(g, other) == std::vector{other});
    auto const part = select_issues(make_position_matrix(g), parts_of(g, whole));
    CHECK(part.issues() == 2);
    CHECK(part.issue_id_of(1) == shared);
}

TEST_CASE("Actors weigh their capability, or what a column of numbers says; a stance may say otherwise on its "
          "issue") {
    graph::builder b;
    auto const big = b.add(actor{"big", 5}), small = b.add(actor{"small"});
    auto const x = b.add(basic_issue<scale>{"x", scale::interval(0, 1)}),
               y = b.add(basic_issue<scale>{"y", scale::interval(0, 1)});
    b.relate(big, x, held{.position = 1});
    b.relate(big, y, held{.position = 1, .capability = 0.5});
    b.relate(small, y, held{.capability = 0});
    auto const m = make_position_matrix(b.freeze());
    CHECK(m.weight(0) == 5);
    CHECK(m.weight(1) == 1);
    CHECK(m.weight_of(0, 0) == 5);
    CHECK(m.weight_of(0, 1) == 0.5);
    CHECK(m.weight_of(1, 0) == 0);

    auto const seats = m.with_actor_weights(std::array{200.0, 30.0});
    CHECK(seats.weight(0) == 200);
    CHECK(seats.weight_of(0, 0) == 200);
    CHECK(seats.weight_of(0, 1) == 0.5);
    CHECK(m.weight(0) == 5);
    CHECK(seats.cells().data() == m.cells().data());
    CHECK(&seats.layouts() == &m.layouts());
    CHECK(seats.reweighted(std::array{2.0, 3.0}).weight(0) == 200);
    CHECK(m.with_actor_weights(std::array{1.0, 1.0}).weight(0) == 1);
    CHECK(select_issues(seats, {y}).weight_of(0, 0) == 0.5);
    CHECK(select_issues(seats, {x}).weight_of(0, 0) == 200);
    CHECK(select_actors(seats, {small}).weight_of(0, 0) == 0);

    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH_AS(m.with_actor_weights(std::array{1.0}), doctest::Contains("each actor needs a weight"), error);
    CHECK_THROWS_WITH_AS(m.with_actor_weights(std::array{1.0, -1.0}), doctest::Contains("small"), error);
    CHECK_THROWS_WITH_AS(m.with_actor_weights(std::array{infinity, 1.0}), doctest::Contains("big"), error);
    CHECK_THROWS_WITH_AS(m.with_actor_ids({small}), doctest::Contains("each actor needs an id"), error);
    CHECK_THROWS_WITH_AS(m.with_issue_ids({x, y, y}), doctest::Contains("each issue needs an id"), error);

    // Where no stance says otherwise, nothing is kept beside the cells.
    CHECK(make_position_matrix({"A"}, {{.name = "tax"}}, std::array{0.5}).capability(0).empty());
    CHECK(make_position_matrix({"A"}, {{.name = "tax"}}, std::array{0.5}).weight_of(0, 0) == 1);
}

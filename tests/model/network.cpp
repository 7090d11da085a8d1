// SPDX-License-Identifier: BSL-1.0
#include "entente/model/network.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

using namespace entente;

namespace {

std::vector<network_node> three() {
    return {{"A"}, {"B"}, {"C"}};
}

fault_code refused(std::vector<network_node> nodes, std::vector<network_edge> ties, bool directed = false) {
    try {
        make_network(std::move(nodes), std::move(ties), directed);
    } catch (graph_error const& e) {
        return e.code();
    }
    FAIL("nothing was refused");
    return {};
}

}  // namespace

TEST_CASE("ties of an undirected network stand once, whichever way they were given") {
    auto const n = make_network(three(), {{1, 0, {.weight = 2}}, {1, 2, {.weight = -1}}});
    REQUIRE(n.size() == 3);
    REQUIRE(n.graph.edge_count<network_tie>() == 2);
    auto const a = find_node(n, "A"), b = find_node(n, "B"), c = find_node(n, "C");
    REQUIRE((a && b && c));
    CHECK(n.graph.between<network_tie>(*a, *b).front().edge.weight == 2);
    CHECK(n.graph.between<network_tie>(*b, *a).empty());
    CHECK(n.graph.between<network_tie>(*b, *c).front().edge.weight == -1);
    CHECK(!find_node(n, "D"));
}

TEST_CASE("a directed network keeps both ways") {
    auto const n = make_network(three(), {{1, 0, {.weight = 2}}, {0, 1, {.weight = 3}}}, true);
    CHECK(n.directed);
    CHECK(n.graph.edge_count<network_tie>() == 2);
}

TEST_CASE("nodes of two modes may have one label") {
    auto const n = make_network({{"Peace", "actor"}, {"Peace", "issue"}}, {{0, 1, {}}});
    CHECK(find_node(n, "Peace", "actor")->value == 0);
    CHECK(find_node(n, "Peace", "issue")->value == 1);
    CHECK(!find_node(n, "Peace"));
}

TEST_CASE("ties have their time") {
    period const early{day(1999, 1, 1), day(2010, 1, 1)}, late{day(2010, 1, 1), day(2022, 1, 1)};
    auto const n =
        make_network(three(), {{0, 1, {.weight = 1, .valid = early}}, {0, 1, {.weight = -1, .valid = late}}});
    auto const weight = [&](network const& m) { return m.graph.between<network_tie>({0}, {1}).front().edge.weight; };
    CHECK(weight(ties_at(n, day(2000, 1, 1))) == 1);
    CHECK(weight(ties_at(n, day(2010, 1, 1))) == -1);
    CHECK(ties_at(n, day(2022, 1, 1)).graph.edge_count<network_tie>() == 0);
    CHECK(ties_at(n, day(2022, 1, 1)).size() == 3);
}

TEST_CASE("what can be no network is refused") {
    CHECK(refused({{""}}, {}) == fault_code::unknown_name);
    CHECK(refused({{"A"}, {"A"}}, {}) == fault_code::duplicate);
    CHECK(refused(three(), {{0, 3, {}}}) == fault_code::unknown_name);
    CHECK(refused(three(), {{1, 1, {}}}) == fault_code::self_relation);
    CHECK(refused(three(), {{0, 1, {.weight = std::numeric_limits<double>::infinity()}}}) == fault_code::not_a_number);
    CHECK(refused(three(), {{0, 1, {.valid = {day(2000, 1, 1), day(2000, 1, 1)}}}}) == fault_code::empty_range);
    CHECK(refused(three(), {{0, 1, {}}, {1, 0, {}}}) == fault_code::duplicate);
    CHECK(refused(three(), {{0, 1, {}}, {0, 1, {}}}, true) == fault_code::duplicate);
}

TEST_CASE("a refusal names the nodes") {
    try {
        make_network(three(), {{0, 1, {}}, {1, 0, {}}});
        FAIL("nothing was refused");
    } catch (graph_error const& e) {
        CHECK(e.where().actor == "A");
        CHECK(e.where().issue == "B");
        CHECK(e.where().ordinal == 1);
    }
}

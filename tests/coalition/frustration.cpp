// SPDX-License-Identifier: BSL-1.0
#include "entente/coalition/frustration.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "entente/coalition/balance.hpp"
#include "support/pair_of_actors.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace entente;

namespace {

signed_graph random_graph(std::mt19937& random, std::size_t n, int density, bool whole) {
    std::vector<signed_tie> ties;
    for (std::uint32_t a = 0; a < n; ++a)
        for (auto b = a + 1; b < n; ++b) {
            if (static_cast<int>(random() % 100) >= density) continue;
            double const weight =
                whole ? 1 + static_cast<double>(random() % 3) : static_cast<double>(1 + random() % 1000) / 997;
            ties.push_back({a, b, random() % 5 < 2 ? -weight : weight});
        }
    return {n, ties};
}

double least_by_hand(signed_graph const& g) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t s = 0; s < std::size_t{1} << (g.size() - 1); ++s) {
        camps c(g.size(), 0);
        for (std::size_t i = 1; i < g.size(); ++i) c[i] = s >> (i - 1) & 1;
        least = std::min(least, cost_of_camps(g, c));
    }
    return least;
}

}  // namespace

TEST_CASE("the least in the way of two camps is what trying all partitions finds") {
    std::mt19937 random(17);
    for (int trial = 0; trial < 300; ++trial) {
        auto const g = random_graph(random, 2 + random() % 11, 20 + static_cast<int>(random() % 80), trial % 2);
        auto const f = frustration(g);
        CHECK(f.proved);
        CHECK(f.value == doctest::Approx(least_by_hand(g)).epsilon(1e-9));
        CHECK(f.value == f.bound);
        CHECK(f.value == cost_of_camps(g, f.solution));
        CHECK(f.solution[0] == 0);
    }
}

TEST_CASE("nothing is in the way of balance") {
    // Two camps of three, and an actor alone.
    std::vector<signed_tie> ties;
    for (std::uint32_t a = 0; a < 6; ++a)
        for (auto b = a + 1; b < 6; ++b) ties.push_back({a, b, (a < 3) == (b < 3) ? 1.0 : -1.0});
    signed_graph const g(7, ties);
    auto const f = frustration(g);
    CHECK(f.value == 0);
    CHECK(f.proved);
    CHECK(f.steps == 0);
    CHECK(f.solution == camps{0, 0, 0, 1, 1, 1, 0});
    CHECK(*frustration_score(g, f.value) == 1);
    CHECK(*count_triads(g).balance() == 1);
    CHECK(*algebraic_conflict(g) == 0);
    CHECK(*walk_balance(g).value == doctest::Approx(1).epsilon(1e-12));
    signed_graph const none(3, {});
    CHECK(frustration(none).value == 0);
    CHECK(frustration(none).proved);
    CHECK(!frustration_score(none, 0));
    CHECK(!count_triads(none).balance());
    CHECK(frustration(signed_graph()).solution.empty());
}

TEST_CASE("a search that is cut short keeps its bound true, and says so") {
    std::mt19937 random(4);
    auto const g = random_graph(random, 60, 60, true);
    search_limits const limits{.steps = 3};
    auto const f = frustration(g, limits);
    CHECK_FALSE(f.proved);
    CHECK(f.ended == search_end::steps);
    CHECK(f.bound < f.value);
    CHECK(f.value == cost_of_camps(g, f.solution));
    auto const again = frustration(g, limits);
    CHECK(again.value == f.value);
    CHECK(again.solution == f.solution);
}

TEST_CASE("three enemies are out of balance, and weakly in it") {
    signed_graph const g(3, {{0, 1, -1}, {0, 2, -1}, {1, 2, -1}});
    CHECK(*count_triads(g).balance() == 0);
    CHECK(*count_triads(g).weak_balance() == 1);
    CHECK(frustration(g).value == 1);
    // A has -2, 1, 1 and |A| 2, -1, -1.
    CHECK(*walk_balance(g).value ==
          doctest::Approx((std::exp(-2) + 2 * std::exp(1)) / (std::exp(2) + 2 * std::exp(-1))).epsilon(1e-13));
    // The signed Laplacian is 2 I + |A|: 4, 1, 1.
    CHECK(*algebraic_conflict(g) == doctest::Approx(1));
    auto const d = signed_degrees(g);
    CHECK(d[0].negative == 2);
    CHECK(d[0].strength_against == 2);
    // (I + 2 N / 4)^-1 1 = 1 / (1 + 1).
    CHECK((*pn_index(g))[1] == doctest::Approx(0.5));
}

TEST_CASE("what is no signed graph is refused") {
    CHECK_THROWS_AS(signed_graph(2, {{0, 2, 1}}), error);
    CHECK_THROWS_AS(signed_graph(2, {{1, 1, 1}}), error);
    CHECK_THROWS_AS(signed_graph(2, {{0, 1, 1}, {1, 0, -1}}), error);
    CHECK_THROWS_AS(signed_graph(2, {{0, 1, std::numeric_limits<double>::quiet_NaN()}}), error);
    // What no sum of ties can hold, or has any digits of.
    for (double const weight : {1e-200, -1e31, 1e308})
        CHECK_THROWS_WITH_AS(signed_graph(2, {{0, 1, weight}}), doctest::Contains("another unit"), error);
    CHECK(signed_graph(2, {{0, 1, 0}}).ties().empty());
}

TEST_CASE("of a network, both ways added") {
    auto const n = make_network(
        {{"A"}, {"B"}, {"C"}},
        {{0, 1, {.weight = 2}}, {1, 0, {.weight = -3}}, {1, 2, {.weight = 1}}, {2, 1, {.weight = -1}}}, true);
    auto const g = make_signed_graph(n);
    REQUIRE(g.ties().size() == 1);
    CHECK(g.weight(0, 1) == -1);
    CHECK(g.weight(1, 2) == 0);
}

TEST_CASE("real signed networks, proved by integer programming elsewhere") {
    auto const found = entente_test::reference_file("golden/signed/exact_golden.json");
    if (!found) return;
    std::ifstream file(*found);
    auto const all = nlohmann::json::parse(file)["data"];
    auto const read = [](std::string const& path, std::vector<std::string> const& nodes, auto&& keep) {
        std::map<std::string, std::uint32_t> ids;
        for (auto const& n : nodes) ids.emplace(n, static_cast<std::uint32_t>(ids.size()));
        std::vector<signed_tie> ties;
        std::ifstream in(*entente_test::reference_file(path));
        std::string line, cell;
        std::getline(in, line);
        while (std::getline(in, line)) {
            std::vector<std::string> cells;
            std::istringstream row(line);
            while (std::getline(row, cell, ',')) cells.push_back(cell);
            if (!keep(cells)) continue;
            ties.push_back({ids.at(cells[0]), ids.at(cells[1]), std::stod(cells[2])});
        }
        return signed_graph(nodes.size(), ties);
    };
    for (auto const& item : all.items()) {
        auto const& name = item.key();
        auto const& e = item.value();
        INFO(name);
        auto const nodes = e["nodes"].get<std::vector<std::string>>();
        auto const g = [&, year = name.substr(0, 3) == "wwi" ? std::stoi(name.substr(4)) : 0, which = name] {
            if (which == "tribes") return read("data/signed/tribes_edges.csv", nodes, [](auto const&) { return true; });
            if (which == "sampson_monks")
                return read("data/signed/sampson_monks_signed_undirected_edges.csv", nodes,
                            [](auto const&) { return true; });
            return read("data/signed/wwi_alliances_1872_1918_intervals.csv", nodes,
                        [&](auto const& c) { return std::stoi(c[3]) <= year && year < std::stoi(c[4]); });
        }();
        CHECK(g.ties().size() == e["m"].get<std::size_t>());
        auto const f = frustration(g);
        CHECK(f.proved);
        CHECK(f.value == e["line_index_k2"]["value"].get<double>());
        CHECK(*frustration_score(g, f.value) == doctest::Approx(e["F_index"].get<double>()).epsilon(1e-12));
        CHECK(*algebraic_conflict(g) == doctest::Approx(e["algebraic_conflict"].get<double>()).epsilon(1e-9));
        CHECK(*walk_balance(g).value == doctest::Approx(e["walk_K"].get<double>()).epsilon(1e-9));
        auto const local = e["local_walk_balance"].get<std::vector<double>>();
        for (std::size_t i = 0; i < local.size(); ++i)
            CHECK(*walk_balance(g).actors[i] == doctest::Approx(local[i]).epsilon(1e-9));
    }
}

TEST_CASE("alliances of 51 years: each window is proved") {
    auto const found = entente_test::reference_file("data/signed/cow_alliances_51_windows.csv");
    if (!found) return;
    std::ifstream in(*found);
    std::string line, cell;
    std::getline(in, line);
    std::map<std::string, std::vector<std::vector<std::string>>> windows;
    while (std::getline(in, line)) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        while (std::getline(row, cell, ',')) cells.push_back(cell);
        windows[cells[0]].push_back(cells);
    }
    CHECK(windows.size() == 51);
    for (auto const& window : windows) {
        auto const& rows = window.second;
        INFO(window.first);
        std::map<std::string, std::uint32_t> ids;
        for (auto const& r : rows)
            for (int end : {1, 2}) ids.emplace(r[static_cast<std::size_t>(end)], 0);
        std::uint32_t next = 0;
        for (auto& [label, id] : ids) id = next++;
        std::vector<signed_tie> ties;
        for (auto const& r : rows) ties.push_back({ids[r[1]], ids[r[2]], std::stod(r[3])});
        signed_graph const g(ids.size(), ties);
        search_limits const limits{.steps = 100'000};
        auto const f = frustration(g, limits);
        CHECK(f.proved);
    }
}

// SPDX-License-Identifier: BSL-1.0
// Answers of NegMAS (5e5c71fd) on outcomes of its open scenarios, and where ours differ, why.
#include <boost/optional.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/negotiation/bargaining_solutions.hpp"
#include "entente/negotiation/opposition.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente_test;
using nlohmann::json;

namespace {

using points = std::vector<std::vector<double>>;
using numbers = std::vector<std::size_t>;

boost::optional<json> json_of(std::string const& path) {
    auto const file = reference_file(path);
    if (!file) return boost::none;
    std::ifstream in(*file);
    return json::parse(in);
}

boost::optional<utility_table> utilities_of(std::string const& scenario) {
    auto const file = reference_file("data/bargaining/negmas/" + scenario + "_utilities.csv");
    if (!file) return boost::none;
    std::vector<double> values;
    auto const records = simple_csv(*file);
    for (std::size_t i = 1; i < records.size(); ++i)
        for (std::size_t c = 1; c <= 2; ++c) values.push_back(std::stod(records[i][c]));
    return utility_table(2, std::move(values));
}

/// The utilities of outcomes, each once: NegMAS leaves copies out.
points points_of(utility_table const& u, numbers const& outcomes) {
    points all;
    for (auto const o : outcomes) all.emplace_back(u[o].begin(), u[o].end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}
points sorted(json const& j) {
    auto all = j.get<points>();
    std::sort(all.begin(), all.end());
    return all;
}
bool same(points const& a, points const& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t p = 0; p < 2; ++p)
            if (!(std::abs(a[i][p] - b[i][p]) <= 1e-9)) return false;
    return true;
}

}  // namespace

TEST_CASE("Frontier, solutions, opposition and conflict of the open scenarios") {
    auto const answers = json_of("golden/bargaining/negmas/scenarios.json");
    if (!answers) return;
    CHECK(answers->size() == 6);
    for (auto const& a : *answers) {
        auto const u = utilities_of(a["scenario"]);
        if (!u) return;
        CAPTURE(std::string(a["scenario"]));
        CHECK(u->outcomes() == a["n_outcomes"].get<std::size_t>());
        auto const reserved = a["reserved"].get<std::vector<double>>();
        CHECK(rational_outcomes(*u, reserved).size() == a["n_rational_ge"].get<std::size_t>());
        auto const s = solve_bargaining(*u, {.reserved = reserved});
        for (auto const& [ours, theirs] :
             {std::pair(&s.frontier, "frontier"), std::pair(&s.nash, "nash_points"),
              std::pair(&s.kalai, "kalai_points"), std::pair(&s.kalai_smorodinsky, "ks_points"),
              std::pair(&s.welfare, "max_welfare_points"),
              std::pair(&s.relative_welfare, "max_relative_welfare_points"),
              // What it calls modified takes no account of the disagreement: the least utility, of efficient outcomes.
              std::pair(&s.egalitarian, "modified_kalai_points")}) {
            bool const alike = same(points_of(*u, *ours), sorted(a[theirs]));
            std::string const which = theirs;
            CHECK_MESSAGE(alike, which);
        }
        for (std::size_t p = 0; p < 2; ++p) CHECK(s.greatest[p] == a["utility_ranges"][p][1].get<double>());
        auto const opposition = opposition_level(*u, reserved);
        REQUIRE(opposition.has_value());
        CHECK(std::abs(*opposition - a["opposition_level"].get<double>()) < 1e-9);
        CHECK(a["conflict_level_exhaustive"].get<bool>());
        auto const conflict = conflict_level(*u, 0, 1);
        REQUIRE(conflict.has_value());
        CHECK(std::abs(*conflict - a["conflict_level"].get<double>()) < 1e-9);
    }
}

TEST_CASE("The larger scenarios, of which only figures are known") {
    if (auto const u = utilities_of("ItexvsCypress")) {
        CHECK(u->outcomes() == 180);
        CHECK(points_of(*u, pareto_frontier(*u)).size() == 17);
        CHECK(std::abs(opposition_level(*u).value() - 0.395568) < 5e-7);
        CHECK(std::abs(conflict_level(*u, 0, 1).value() - 0.690441) < 5e-7);
    }
    if (auto const u = utilities_of("CarA")) {
        CHECK(u->outcomes() == 15625);
        CHECK(points_of(*u, pareto_frontier(*u)).size() == 53);
        CHECK(std::abs(opposition_level(*u).value() - 0.092305) < 5e-7);
    }
}

TEST_CASE("Where ours differ: copies, flat utilities, losses, and no rational outcome") {
    auto const theirs = json_of("golden/bargaining/negmas/edge_cases.json");
    if (!theirs) return;
    // Two copies of an efficient outcome are both efficient, since neither dominates the other. One way of NegMAS keeps
    // one of them, the other none.
    utility_table const copies(2, {1, 0, 1, 0, 0, 1, .5, .5});
    CHECK((*theirs)["duplicates_numpy"] == json(numbers{1, 2, 3}));
    CHECK((*theirs)["duplicates_bf"] == json(numbers{2, 3}));
    auto ours = pareto_frontier(copies);
    std::sort(ours.begin(), ours.end());
    CHECK(ours == numbers{0, 1, 2, 3});
    // Where every outcome is the same to both there is nothing to disagree about, nor to agree: undefined, not the
    // greatest conflict.
    CHECK((*theirs)["conflict_all_equal"] == 1.0);
    CHECK_FALSE(conflict_level(utility_table(2, {.5, .5, .5, .5, .5, .5}), 0, 1).has_value());
    CHECK((*theirs)["conflict_one_flat"] == conflict_level(utility_table(2, {0, .5, .5, .5, 1, .5}), 0, 1).value());
    // Two losses against what is reserved multiply to a gain there; a product of gains needs gains.
    CHECK(sorted((*theirs)["nash_both_below_reserve_unfiltered_frontier"]) == points{{.5, .5}});
    utility_table const losses(2, {1, 0, .5, .5, 0, 1});
    CHECK(solve_bargaining(losses, {.reserved = {.6, .6}, .rational_only = false}).nash.empty());
    // Without a rational outcome there is none that is nearest to the ideal.
    CHECK((*theirs)["opposition_no_rational"] == "inf");
    CHECK_FALSE(opposition_level(losses, std::vector{.6, .6}).has_value());
    CHECK(std::abs(opposition_level(losses).value() - (*theirs)["opposition_opposed"].get<double>()) < 1e-12);
}

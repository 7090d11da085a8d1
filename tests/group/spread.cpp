// SPDX-License-Identifier: BSL-1.0
#include "entente/group/spread.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/from_array.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;

namespace {

/// Distances of points of a plane in the unit square's diagonal.
distance_table drawn(std::size_t n, std::mt19937& random) {
    std::uniform_real_distribution<double> place(0, 0.7);
    std::vector<double> x(n), y(n), d(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) x[i] = place(random), y[i] = place(random);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) d[i * n + j] = std::hypot(x[i] - x[j], y[i] - y[j]);
    return {n, d};
}

}  // namespace

TEST_CASE("two camps, one camp, everybody alone") {
    // Four against four.
    std::vector<double> camps(64, 0.0), alone(64, 1.0), alike(64, 0.0);
    for (std::size_t a = 0; a < 8; ++a)
        for (std::size_t b = 0; b < 8; ++b) camps[a * 8 + b] = a / 4 == b / 4 ? 0 : 1;
    auto const two = spread_of({8, camps});
    CHECK(*two.polarization == 1);
    CHECK(*two.diversity == 0.5);  // K_1 = 4, and nothing else
    CHECK(two.proved);
    auto const one = spread_of({8, alike});
    CHECK(*one.polarization == 0);
    CHECK(*one.diversity == 0);
    auto const eight = spread_of({8, alone});
    CHECK(*eight.polarization == doctest::Approx(2.0 / 8));
    double sum = 0;
    for (int k = 1; k <= 8; ++k) sum += (8.0 - k) / k;
    CHECK(*eight.diversity == doctest::Approx(sum / 8));

    CHECK(!spread_of({}).diversity);
    CHECK(!spread_of({1, {0}}).polarization);
    CHECK(*spread_of({1, {0}}).diversity == 0);
    CHECK_THROWS_AS(spread_of({2, {0, 1.5, 1.5, 0}}), error);
}

TEST_CASE("a search that is cut short encloses the truth") {
    std::mt19937 random(3);
    for (int round = 0; round < 10; ++round) {
        auto const d = drawn(12, random);
        auto const whole = spread_of(d);
        search_limits const few{.steps = 1};
        auto const cut = spread_of(d, few);
        CHECK(whole.proved);
        CHECK(whole.least_diversity == *whole.diversity);
        CHECK(cut.least_diversity <= *whole.diversity);
        CHECK(*cut.diversity >= *whole.diversity - 1e-12);
        CHECK(*cut.diversity <= *whole.diversity * 1.1);  // exchanges find nearly the best
        for (std::size_t k = 0; k < 12; ++k) {
            CHECK(cut.to_nearest[k].bound <= whole.to_nearest[k].value + 1e-12);
            CHECK(cut.to_nearest[k].value >= whole.to_nearest[k].value - 1e-12);
        }
    }
}

TEST_CASE("golden: diversity and polarization among votes, by trying all") {
    auto const path = entente_test::reference_file("golden/landscape/agreement_diversity_polarization.json");
    if (!path) return;
    std::ifstream file(*path);
    auto const cases = nlohmann::json::parse(file)["cases"];
    CHECK(cases.size() == 18);
    for (auto const& c : cases) {
        INFO(c["name"].get<std::string>());
        if (c.contains("distances")) {
            std::vector<double> all;
            for (auto const& row : c["distances"])
                for (auto const& x : row) all.push_back(x.get<double>());
            auto const found = spread_of({c["distances"].size(), all});
            for (std::size_t k = 0; k < found.to_nearest.size(); ++k)
                CHECK(found.to_nearest[k].value == doctest::Approx(c["k_medoid_costs"][k].get<double>()).epsilon(1e-9));
            CHECK(*found.agreement == doctest::Approx(c["agreement"].get<double>()).epsilon(1e-9));
            CHECK(*found.diversity == doctest::Approx(c["diversity"].get<double>()).epsilon(1e-9));
            CHECK(*found.polarization == doctest::Approx(c["polarization"].get<double>()).epsilon(1e-9));
            continue;
        }
        auto const votes = c["votes_as_positions"].get<std::vector<std::vector<double>>>();
        auto const n = votes.size(), m = votes.front().size();
        // The swap distance over its greatest value: 1 for a pair ordered the other way, 1/2 where one side ties.
        std::vector<double> d(n * n, 0.0);
        auto const sign = [](double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0; };
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b)
                for (std::size_t i = 0; i < m; ++i)
                    for (std::size_t j = 0; j < i; ++j)
                        d[a * n + b] += std::abs(sign(votes[a][i] - votes[a][j]) - sign(votes[b][i] - votes[b][j])) / 2;
        auto const pairs = static_cast<double>(m * (m - 1) / 2);
        for (double& x : d) x /= pairs;
        auto const found = spread_of({n, d});
        auto const& theirs = c["among_votes"];
        auto const scores = theirs["k_scores"].get<std::vector<double>>();
        for (std::size_t k = 0; k < std::min(scores.size(), n); ++k)
            CHECK(found.to_nearest[k].value * pairs == doctest::Approx(scores[k]).epsilon(1e-9));
        CHECK(*found.diversity == doctest::Approx(theirs["diversity"].get<double>()).epsilon(1e-9));
        CHECK(*found.polarization == doctest::Approx(theirs["polarization"].get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("within and between groups") {
    issue_column const scale{.name = "", .lower = 0, .upper = 10};
    std::vector<issue_column> issues(2, scale);
    issues[0].name = "a", issues[1].name = "b";
    double const silent = std::nan("");
    // Two near each other, two others, and one who is silent.
    auto const m = make_position_matrix({"A", "B", "C", "D", "E"}, issues,
                                        std::vector<double>{0, 0, 2, 0, 10, 10, 8, 10, silent, silent});
    auto const pairs = all_pairs(m, measures::city_block{});
    std::vector<std::vector<std::size_t>> const groups{{1, 0, 1}, {2, 3, 4}};
    auto const found = within_and_between(pairs, groups);
    REQUIRE(found.size() == 3);
    CHECK(*found[0].value == doctest::Approx(*pairs(0, 1)));
    CHECK(found[0].pairs == 1);
    CHECK(found[1].first == 0);
    CHECK(found[1].second == 1);
    CHECK(*found[1].value == doctest::Approx((*pairs(0, 2) + *pairs(0, 3) + *pairs(1, 2) + *pairs(1, 3)) / 4));
    CHECK(found[1].undefined == 2);
    CHECK(*found[2].value == doctest::Approx(*pairs(2, 3)));
    CHECK(found[2].undefined == 2);
    std::vector<std::vector<std::size_t>> const nobody{{4}, {9}};
    CHECK_THROWS_AS(within_and_between(pairs, nobody), error);
    std::vector<std::vector<std::size_t>> const alone{{4}};
    CHECK(!within_and_between(pairs, alone)[0].value);
}

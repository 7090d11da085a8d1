// SPDX-License-Identifier: BSL-1.0
#include "entente/coalition/camps.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include "entente/coalition/backbone.hpp"
#include "entente/error.hpp"

using namespace entente;

namespace {

signed_graph random_graph(std::mt19937& random, std::size_t n, bool whole) {
    std::vector<signed_tie> ties;
    for (std::uint32_t a = 0; a < n; ++a)
        for (auto b = a + 1; b < n; ++b) {
            if (random() % 3 == 0) continue;
            double const w = whole ? 1 : static_cast<double>(1 + random() % 100) / 64;
            ties.push_back({a, b, random() % 2 ? w : -w});
        }
    return {n, ties};
}

/// By trying every partition: each actor joins a camp or founds one.
double least_by_hand(signed_graph const& g, std::size_t most) {
    double least = std::numeric_limits<double>::infinity();
    camps c(g.size(), 0);
    auto const place = [&](auto const& self, std::size_t v, std::uint32_t used) -> void {
        if (v == g.size()) {
            least = std::min(least, cost_of_camps(g, c));
            return;
        }
        for (std::uint32_t k = 0; k < std::min<std::size_t>(used + 1, most); ++k) {
            c[v] = k;
            self(self, v + 1, std::max(used, k + 1));
        }
    };
    place(place, 0, 0);
    return least;
}

}  // namespace

TEST_CASE("camps are those that trying every partition finds") {
    std::mt19937 random(23);
    for (int trial = 0; trial < 120; ++trial) {
        auto const g = random_graph(random, 1 + random() % 8, trial % 2);
        for (std::size_t const most : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{4}, g.size() + 3}) {
            auto const found = balanced_camps(g, most);
            CHECK(found.proved);
            CHECK(found.value == doctest::Approx(least_by_hand(g, most)).epsilon(1e-9));
            CHECK(found.value == cost_of_camps(g, found.solution));
            CHECK(found.bound == found.value);
        }
        CHECK(correlation_clusters(g).value == doctest::Approx(least_by_hand(g, g.size() + 1)).epsilon(1e-9));
    }
}

TEST_CASE("three enemies need three camps") {
    signed_graph const g(3, {{0, 1, -1}, {0, 2, -1}, {1, 2, -1}});
    CHECK(balanced_camps(g, 2).value == 1);
    CHECK(balanced_camps(g, 3).value == 0);
    CHECK(balanced_camps(g, 3).solution == camps{0, 1, 2});
    CHECK_THROWS_AS(balanced_camps(g, 0), error);
    CHECK(correlation_clusters(signed_graph()).solution.empty());
}

TEST_CASE("camps that are cut short say so, with a bound that is true") {
    std::mt19937 random(24);
    auto const g = random_graph(random, 40, true);
    search_limits const limits{.steps = 50};
    auto const found = correlation_clusters(g, limits);
    CHECK_FALSE(found.proved);
    CHECK(found.bound <= found.value);
    CHECK(found.value == cost_of_camps(g, found.solution));
    CHECK(correlation_clusters(g, limits).solution == found.solution);
}

TEST_CASE("modularity of ties for and against") {
    // Two pairs of friends, against each other across: everything is where it should be.
    signed_graph const g(4, {{0, 1, 1}, {2, 3, 1}, {0, 2, -1}, {1, 3, -1}});
    // A within: 4; s+ s+ / 2w+: per camp 2 x 2 / 4 = 1; s- s- / 2w-: the same.
    CHECK(*signed_modularity(g, {0, 0, 1, 1}) == doctest::Approx((4 - 2 + 2) / 8.0));
    CHECK(*signed_modularity(g, {0, 0, 0, 0}) == doctest::Approx(0));
    CHECK(!signed_modularity(signed_graph(2, {}), {0, 1}));
}

TEST_CASE("a tie that stands out among those of its ends") {
    auto const n =
        make_network({{"A"}, {"B"}, {"C"}, {"D"}},
                     {{0, 1, {.weight = 8}}, {0, 2, {.weight = 1}}, {0, 3, {.weight = 1}}, {2, 3, {.weight = -3}}});
    auto const d = disparity(n);
    REQUIRE(d.size() == 4);
    CHECK(d[0].p == doctest::Approx(0.2 * 0.2));  // of A: (1 - 8/10)^2, of B: 1
    CHECK(d[1].p == doctest::Approx(0.75));       // of A: .81, of C: 1 - 1/4
    CHECK(d[3].p == doctest::Approx(0.25));
    CHECK_FALSE(d[3].positive());
}

TEST_CASE("expected weights have the strengths of the actual ones") {
    // All weights alike: nothing stands out.
    std::vector<network_edge> ties;
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 4; ++b)
            if (a != b) ties.push_back({a, b, {.weight = 5}});
    for (auto const& t : signed_backbone(make_network({{"A"}, {"B"}, {"C"}, {"D"}}, ties, true))) {
        CHECK(std::abs(t.vigor) < 1e-9);
        CHECK(std::abs(t.significance) < 1e-9);
    }
    ties[0].tie.weight = 20;
    auto const found = signed_backbone(make_network({{"A"}, {"B"}, {"C"}, {"D"}}, ties, true));
    REQUIRE(found.size() == 12);
    CHECK(found[0].vigor > 0);
    CHECK(found[1].vigor < 0);
    ties[0].tie.weight = -1;
    CHECK_THROWS_AS(signed_backbone(make_network({{"A"}, {"B"}, {"C"}, {"D"}}, ties, true)), error);
}

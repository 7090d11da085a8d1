// SPDX-License-Identifier: BSL-1.0
#include "entente/pairs/clusters.hpp"
#include "entente/pairs/medoids.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

using namespace entente;

namespace {

distance_table of_points(std::vector<double> const& x) {
    std::vector<double> d;
    for (double const a : x)
        for (double const b : x) d.push_back(std::abs(a - b));
    return {x.size(), d};
}

std::vector<double> heights(std::vector<cluster_merge> const& tree) {
    std::vector<double> all;
    for (auto const& j : tree) all.push_back(j.height);
    return all;
}

distance_table random_table(std::mt19937& random, std::size_t n) {
    std::vector<double> d(n * n, 0.0);
    for (std::size_t a = 0; a < n; ++a)
        for (auto b = a + 1; b < n; ++b) d[a * n + b] = d[b * n + a] = static_cast<double>(1 + random() % 1000) / 10;
    return {n, d};
}

}  // namespace

TEST_CASE("trees of four points on a line, by hand") {
    auto const d = of_points({0, 1, 4, 10});
    CHECK(heights(hierarchical_clusters(d, linkage::single)) == std::vector<double>{1, 3, 6});
    CHECK(heights(hierarchical_clusters(d, linkage::complete)) == std::vector<double>{1, 4, 10});
    CHECK(heights(hierarchical_clusters(d, linkage::average)) == std::vector<double>{1, 3.5, (10 + 9 + 6) / 3.0});
    auto const ward = heights(hierarchical_clusters(d, linkage::ward));
    // Twice what is added to the sum of squares: 1, 2 x (2/3 x 3.5^2), 2 x (3/4 x (10 - 5/3)^2).
    CHECK(ward[1] == doctest::Approx(std::sqrt(2 * 2.0 / 3 * 12.25)));
    CHECK(ward[2] == doctest::Approx(std::sqrt(2 * 0.75 * std::pow(10 - 5.0 / 3, 2))));
    auto const tree = hierarchical_clusters(d, linkage::single);
    CHECK(tree[1].first == 2);
    CHECK(tree[1].second == 4);
    CHECK(tree[2].members == 4);
    CHECK(cut_tree(tree, 2) == std::vector<std::uint32_t>{0, 0, 0, 1});
    CHECK(cut_tree(tree, 4) == std::vector<std::uint32_t>{0, 1, 2, 3});
    CHECK(cut_tree(tree, 1) == std::vector<std::uint32_t>{0, 0, 0, 0});
    CHECK_THROWS_AS(cut_tree(tree, 5), error);
}

TEST_CASE("single linkage is what clusters of a threshold are, complete has all within it") {
    std::mt19937 random(3);
    for (int trial = 0; trial < 50; ++trial) {
        auto const n = 2 + random() % 20;
        auto const d = random_table(random, n);
        for (auto const how : {linkage::single, linkage::complete, linkage::average, linkage::ward}) {
            auto const tree = hierarchical_clusters(d, how);
            REQUIRE(tree.size() == n - 1);
            CHECK(tree.back().members == n);
            auto const h = heights(tree);
            CHECK(std::is_sorted(h.begin(), h.end(), [](double a, double b) { return a < b - 1e-9; }));
            auto order = leaf_order(tree);
            std::sort(order.begin(), order.end());
            for (std::size_t i = 0; i < n; ++i) CHECK(order[i] == i);
            auto const k = 1 + random() % n;
            auto const of = cut_tree(tree, k);
            for (std::size_t a = 0; a < n; ++a)
                for (auto b = a + 1; b < n; ++b) {
                    if (how == linkage::single && k > 1 && of[a] != of[b]) CHECK(d(a, b) >= h[n - k] - 1e-12);
                    if (how == linkage::complete && k < n && of[a] == of[b]) CHECK(d(a, b) <= h[n - k - 1] + 1e-12);
                }
        }
    }
}

TEST_CASE("things in one place: an exchange that saves nothing but rounding is none") {
    // Ten places of four things each, at distances that are no sums of powers of two.
    std::vector<double> d(1600, 0.0);
    for (std::size_t a = 0; a < 40; ++a)
        for (std::size_t b = 0; b < 40; ++b) {
            auto const apart = static_cast<double>(a / 4 < b / 4 ? b / 4 - a / 4 : a / 4 - b / 4);
            d[a * 40 + b] = apart / 3;
        }
    search_limits const few{.steps = 1};
    for (std::size_t k = 1; k <= 40; ++k) {
        auto const found = k_medoids({40, d}, k, few);
        CHECK(found.solution.centres.size() == k);
        if (k >= 10) CHECK(found.value == 0);
    }
}

TEST_CASE("medoids are those that trying all finds") {
    std::mt19937 random(4);
    for (int trial = 0; trial < 60; ++trial) {
        auto const n = 2 + random() % 8, k = 1 + random() % n;
        auto const d = random_table(random, n);
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t s = 0; s < std::size_t{1} << n; ++s) {
            double sum = 0;
            std::size_t chosen = 0;
            for (std::size_t x = 0; x < n; ++x) chosen += s >> x & 1;
            if (chosen != k) continue;
            for (std::size_t x = 0; x < n; ++x) {
                double nearest = std::numeric_limits<double>::infinity();
                for (std::size_t c = 0; c < n; ++c)
                    if (s >> c & 1) nearest = std::min(nearest, x == c ? 0 : d(x, c));
                sum += nearest;
            }
            least = std::min(least, sum);
        }
        auto const found = k_medoids(d, k);
        CHECK(found.proved);
        CHECK(found.value == doctest::Approx(least));
        search_limits const few{.steps = 1};
        auto const quick = k_medoids(d, k, few);
        CHECK(quick.value >= found.value - 1e-9);
        CHECK((quick.proved || quick.bound <= found.value));
    }
    auto const d = of_points({0, 1, 2, 10, 11, 12});
    CHECK(k_medoids(d, 2).solution.centres == std::vector<std::size_t>{1, 4});
    CHECK(k_medoids(d, 2).solution.cluster == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 1});
    CHECK_THROWS_AS(k_medoids(d, 0), error);
}

TEST_CASE("what is no table of distances is refused") {
    CHECK_THROWS_AS(distance_table(2, {0, 1, 1}), error);
    CHECK_THROWS_AS(distance_table(2, {0, 1, 2, 0}), error);
    CHECK_THROWS_AS(distance_table(2, {0, -1, -1, 0}), error);
    double const endless = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(distance_table(2, {0, endless, endless, 0}), error);
    CHECK_THROWS_AS(distance_table(2, {0, std::nan(""), std::nan(""), 0}), error);
    CHECK_THROWS_AS(distance_table(1, {}), error);
    CHECK(distance_table(0, {}).size() == 0);
    CHECK(distance_table(2, {9, 0, 0, -9})(1, 0) == 0);  // how far one is from itself is not asked
}

TEST_CASE("an agreement lies as far apart as it lies from its greatest value, and both ways as their mean") {
    measure_description of{.name = "closeness",
                           .form = measure_form::other,
                           .needs = level::ordinal,
                           .direction = orientation::agreement,
                           .greatest = 2};
    dyad_matrix values(3, false, false, 1);
    for (auto const& each : std::vector<std::array<std::size_t, 3>>{
             {0, 1, 1}, {1, 0, 3}, {0, 2, 2}, {2, 0, 0}, {1, 2, 4}, {2, 1, 0}})
        values.set(each[0], each[1], {static_cast<double>(each[2]) / 4, undefined_reason::defined}, 1, 1);
    auto const apart = make_distances(values, of);
    of.direction = orientation::distance;
    auto const far = make_distances(values, of);
    REQUIRE(far.size() == 3);
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b) {
            double const mean = a == b ? 0 : a + b == 2 ? 0.25 : 0.5;
            CHECK(far(a, b) == mean);
            CHECK(apart(a, b) == (a == b ? 0 : 2 - mean));
        }
    of.direction = orientation::agreement, of.greatest = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(make_distances(values, of), "closeness has no greatest value to measure distances from");
    of.direction = orientation::distance;
    CHECK(make_distances(values, of)(0, 1) == 0.5);
    values.set(2, 1, {boost::none, undefined_reason::no_variation}, 1, 1);
    CHECK_THROWS_WITH(make_distances(values, of),
                      "two actors without a value cannot be put into clusters (actor \"#1\", issue \"#2\")");
}

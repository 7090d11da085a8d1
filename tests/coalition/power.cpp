// SPDX-License-Identifier: BSL-1.0
#include "entente/coalition/power.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

#include "entente/error.hpp"

using namespace entente;

namespace {

/// By trying every coalition; swings by size.
std::vector<std::vector<double>> swings_by_hand(std::vector<double> const& weights, double quota) {
    auto const n = weights.size();
    std::vector<std::vector<double>> swings(n, std::vector<double>(n, 0.0));
    for (std::size_t s = 0; s < std::size_t{1} << n; ++s) {
        double sum = 0;
        std::size_t size = 0;
        for (std::size_t i = 0; i < n; ++i)
            if (s >> i & 1) sum += weights[i], ++size;
        for (std::size_t i = 0; i < n; ++i)
            if (!(s >> i & 1) && sum < quota && sum + weights[i] >= quota) ++swings[i][size];
    }
    return swings;
}

}  // namespace

TEST_CASE("the council of 1958: one member counts for nothing") {
    // Germany, France, Italy 4 each, Belgium and the Netherlands 2, Luxembourg 1; 12 of 17.
    std::vector<double> const weights{4, 4, 4, 2, 2, 1};
    weighted_vote const vote(weights, 12);
    auto const b = banzhaf(vote);
    std::vector<double> const swings{10, 10, 10, 6, 6, 0};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(b[i].swings == swings[i]);
        CHECK(*b[i].index == doctest::Approx(swings[i] / 42));
        CHECK(*b[i].chance == swings[i] / 32);
    }
    auto const s = shapley_shubik(vote);
    CHECK(*s[0].index == doctest::Approx(14.0 / 60));
    CHECK(*s[3].index == doctest::Approx(9.0 / 60));
    CHECK(*s[5].index == 0);
}

TEST_CASE("power is what trying every coalition gives") {
    std::mt19937 random(5);
    for (int trial = 0; trial < 40; ++trial) {
        std::vector<double> weights(1 + random() % 9);
        double total = 0;
        for (double& w : weights) total += w = static_cast<double>(random() % 12);
        double const quota = 1 + std::floor(total * static_cast<double>(random() % 100) / 100);
        weighted_vote const vote(weights, quota);
        auto const by_hand = swings_by_hand(weights, quota);
        auto const b = banzhaf(vote);
        auto const s = shapley_shubik(vote);
        double sum = 0;
        auto const n = static_cast<double>(weights.size());
        for (std::size_t i = 0; i < weights.size(); ++i) {
            double swings = 0, index = 0;
            for (std::size_t k = 0; k < weights.size(); ++k) {
                auto const size = static_cast<double>(k);
                swings += by_hand[i][k];
                index += by_hand[i][k] * std::tgamma(size + 1) * std::tgamma(n - size) / std::tgamma(n + 1);
            }
            CHECK(b[i].swings == swings);
            CHECK(*s[i].index == doctest::Approx(index).epsilon(1e-12));
            sum += *s[i].index;
        }
        if (vote.can_win()) CHECK(sum == doctest::Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("many equal actors share alike") {
    std::vector<double> const weights(60, 1);
    auto const b = banzhaf(weighted_vote(weights, 31));
    // C(59, 30) swings each.
    CHECK(b[7].swings == doctest::Approx(59132290782430712.0).epsilon(1e-14));
    CHECK(*b[59].index == doctest::Approx(1.0 / 60).epsilon(1e-14));
    auto const s = shapley_shubik(weighted_vote(weights, 31));
    CHECK(*s[0].index == doctest::Approx(1.0 / 60).epsilon(1e-12));
}

TEST_CASE("shares with decimals are counted, not rounded") {
    // 0.1 + 0.2 reaches 0.3.
    std::vector<double> const weights{0.1, 0.2, 0.7};
    auto const b = banzhaf(weighted_vote(weights, 0.3));
    CHECK(b[0].swings == 1);
    CHECK(b[1].swings == 1);
    CHECK(b[2].swings == 3);
    // Nine decimals, and no more.
    std::vector<double> const fine{0.000000001, 0.000000002}, finer{0.0000000001, 1};
    CHECK(weighted_vote(fine, 0.000000003).quota() == 3);
    CHECK_THROWS_AS(weighted_vote(finer, 1), error);
}

TEST_CASE("nobody can win") {
    auto const b = banzhaf(weighted_vote(std::vector<double>{1, 2}, 4));
    CHECK(!b[0].index);
    CHECK(*b[0].chance == 0);
    CHECK(!b[1].index);
    CHECK(banzhaf(weighted_vote(std::vector<double>{}, 1)).empty());
    CHECK(minimal_winning_coalitions(weighted_vote(std::vector<double>{1, 2}, 4)).solution.empty());
}

TEST_CASE("coalitions that win and need all their members") {
    weighted_vote const vote(std::vector<double>{1, 3, 2, 0, 2}, 4);
    auto const found = minimal_winning_coalitions(vote);
    CHECK(found.proved);
    CHECK(found.solution == std::vector<coalition>{{1, 2}, {1, 4}, {0, 1}, {2, 4}});
    search_limits const few{.steps = 2};
    auto const some = minimal_winning_coalitions(vote, few);
    CHECK_FALSE(some.proved);
    CHECK(some.ended == search_end::steps);
    CHECK(some.solution.size() == 1);
    CHECK(std::isinf(some.bound));
}

TEST_CASE("minimal winning coalitions are those that brute force finds") {
    std::mt19937 random(9);
    for (int trial = 0; trial < 30; ++trial) {
        std::vector<double> weights(1 + random() % 8);
        double total = 0;
        for (double& w : weights) total += w = static_cast<double>(1 + random() % 9);
        double const quota = std::floor(total / 2) + 1;
        std::vector<coalition> expected;
        for (std::size_t s = 1; s < std::size_t{1} << weights.size(); ++s) {
            coalition c;
            double sum = 0, least = std::numeric_limits<double>::infinity();
            for (std::size_t i = 0; i < weights.size(); ++i)
                if (s >> i & 1) c.push_back(i), sum += weights[i], least = std::min(least, weights[i]);
            if (sum >= quota && sum - least < quota) expected.push_back(c);
        }
        auto found = minimal_winning_coalitions(weighted_vote(weights, quota)).solution;
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        CHECK(found == expected);
    }
}

TEST_CASE("neighbours on a scale") {
    // Left to right: 2 (3), 0 (2), 3 (2), 1 (4).
    weighted_vote const vote(std::vector<double>{2, 4, 3, 2}, 6);
    std::vector<double> const positions{4, 9, 1, 5};
    CHECK(connected_winning_coalitions(vote, positions) == std::vector<coalition>{{0, 2, 3}, {1, 3}});
    CHECK(closest_winning_coalitions(vote, positions) == std::vector<coalition>{{0, 2, 3}, {1, 3}});
    std::vector<double> const nearer{4, 8, 1, 5};
    CHECK(closest_winning_coalitions(vote, nearer) == std::vector<coalition>{{1, 3}});
    std::vector<double> const silent{4, std::numeric_limits<double>::quiet_NaN(), 1, 5};
    CHECK(connected_winning_coalitions(vote, silent) == std::vector<coalition>{{0, 2, 3}});
    // On the longest scale there is, where what lies between two ends is beyond the greatest number.
    weighted_vote const three_of_four(std::vector<double>{1, 1, 1, 1}, 3);
    std::vector<double> const far{-1.7e308, -1e308, 1.5e308, 1.7e308};
    CHECK(closest_winning_coalitions(three_of_four, far) == std::vector<coalition>{{1, 2, 3}});
}

TEST_CASE("what is no vote is refused") {
    std::vector<double> const negative{1, -1}, third{1.0 / 3, 1}, endless{1, std::numeric_limits<double>::infinity()};
    CHECK_THROWS_AS(weighted_vote(negative, 1), error);
    CHECK_THROWS_AS(weighted_vote(third, 1), error);
    CHECK_THROWS_AS(weighted_vote(endless, 1), error);
    CHECK_THROWS_AS(weighted_vote(std::vector<double>{1}, 0), error);
    CHECK_THROWS_AS(banzhaf(weighted_vote(std::vector<double>{1e9, 1e9 - 1}, 1.5e9)), error);
}

TEST_CASE("votes are counted in the greatest unit that makes all whole") {
    weighted_vote const halves(std::vector<double>{1000, 2048.5, 0}, 1524.5);
    CHECK(halves.quota() == 3049);
    CHECK(halves.weight(0) == 2000);
    CHECK(halves.weight(1) == 4097);
    weighted_vote const hundreds(std::vector<double>{300, 200, 500}, 600);
    CHECK(hundreds.quota() == 6);
    CHECK(hundreds.weight(0) == 3);
    CHECK(hundreds.total() == 10);
    weighted_vote const quarters(std::vector<double>{0.25, 0.5}, 0.75);
    CHECK(quarters.quota() == 3);
    CHECK(quarters.weight(0) == 1);
}

TEST_CASE("connected and closest coalitions are what trying every coalition gives") {
    std::mt19937 random(1970);
    std::size_t several = 0;
    for (int round = 0; round < 300; ++round) {
        std::size_t const n = 1 + random() % 8;
        std::vector<double> weights, positions;
        for (std::size_t i = 0; i < n; ++i) {
            weights.push_back(static_cast<double>(random() % 6));  // of some 0
            positions.push_back(static_cast<double>(random() % 6));
        }
        double const quota = static_cast<double>(1 + random() % 12);
        weighted_vote const vote(weights, quota);
        auto const weight_of = [&](auto const& members) {
            double sum = 0;
            for (auto const i : members) sum += weights[i];
            return sum;
        };
        // On the scale, of one position the heavier first; who weighs nothing is nowhere.
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < n; ++i)
            if (weights[i] > 0) order.push_back(i);
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::tuple(positions[a], -weights[a], a) < std::tuple(positions[b], -weights[b], b);
        });
        std::vector<coalition> connected;
        for (std::size_t first = 0; first < order.size(); ++first)
            for (std::size_t last = first; last < order.size(); ++last) {
                coalition const all(order.begin() + static_cast<std::ptrdiff_t>(first),
                                    order.begin() + static_cast<std::ptrdiff_t>(last) + 1);
                coalition const later(all.begin() + 1, all.end()), earlier(all.begin(), all.end() - 1);
                if (weight_of(all) < quota || weight_of(later) >= quota || weight_of(earlier) >= quota) continue;
                connected.push_back(all);
                std::sort(connected.back().begin(), connected.back().end());
            }
        CHECK(connected_winning_coalitions(vote, positions) == connected);

        // No coalition that wins spans less.
        auto const span_of = [&](coalition const& c) {
            double least = 9, greatest = -9;
            for (auto const i : c)
                least = (std::min)(least, positions[i]), greatest = (std::max)(greatest, positions[i]);
            return greatest - least;
        };
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t set = 1; set < std::size_t{1} << n; ++set) {
            coalition c;
            for (std::size_t i = 0; i < n; ++i)
                if (set >> i & 1) c.push_back(i);
            if (weight_of(c) >= quota) least = (std::min)(least, span_of(c));
        }
        auto const closest = closest_winning_coalitions(vote, positions);
        CHECK(closest.empty() == std::isinf(least));
        for (auto const& c : closest) {
            CHECK(span_of(c) == least);
            CHECK(weight_of(c) >= quota);
        }
        for (auto const& c : connected)
            CHECK((span_of(c) == least) == (std::find(closest.begin(), closest.end(), c) != closest.end()));
        several += closest.size() > 1;
    }
    CHECK(several > 10);
}

TEST_CASE("only units that are needed count against the greatest number of them") {
    double const huge = 9007199254740992.0;  // 2^53 votes each: of one unit
    weighted_vote const vote(std::vector<double>{huge, huge}, huge);
    CHECK(vote.total() == 2);
    CHECK(vote.quota() == 1);
    CHECK_THROWS_AS(weighted_vote(std::vector<double>{huge, huge}, huge - 1), error);
}

TEST_CASE("stretches of a scale that are equal as decimals tie") {
    weighted_vote const vote(std::vector<double>{2, 2, 2, 2}, 4);
    // From 0.1 to 0.3, and from 0.5 to 0.7: in doubles less.
    CHECK(closest_winning_coalitions(vote, std::vector<double>{0.1, 0.3, 0.5, 0.7}) ==
          std::vector<coalition>{{0, 1}, {1, 2}, {2, 3}});
}

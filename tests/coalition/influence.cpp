// SPDX-License-Identifier: BSL-1.0
#include "entente/coalition/influence.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "entente/model/stance_graph.hpp"

using namespace entente;

namespace {

std::vector<std::string> names(std::size_t n) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < n; ++i) all.push_back("actor " + std::to_string(i + 1));
    return all;
}

/// The airports of Paris: Godet 1991, the demonstration of MACTOR.
influence_matrix airports() {
    return {names(6), {0, 1, 1, 3, 0, 2, 2, 0, 3, 2, 1, 1, 1, 2, 0, 1, 1, 0,
                       2, 3, 3, 0, 3, 2, 0, 2, 3, 1, 0, 2, 0, 1, 1, 3, 2, 0}};
}

}  // namespace

TEST_CASE("the airports of Paris") {
    auto const through = influence_through_others(airports());
    CHECK(through(0, 0) == 4);
    CHECK(through(0, 1) == 6);
    CHECK(through(3, 2) == 11);
    auto const b = balance_of_influence(airports());
    std::vector<double> const I{31, 31, 21, 39, 27, 31}, D{22, 33, 39, 31, 29, 26};
    std::vector<double> const R{80151120, 59000130, 28421568, 87657336, 53834220, 71766240};
    for (std::size_t i = 0; i < 6; ++i) {
        CHECK(b.actors[i].influence == I[i]);
        CHECK(b.actors[i].dependence == D[i]);
        CHECK(b.actors[i].net == I[i] - D[i]);
        CHECK(b.actors[i].power == doctest::Approx(R[i] / 63471769).epsilon(1e-14));
        CHECK_FALSE(b.actors[i].isolated);
    }
    CHECK(b.actors[0].peak == doctest::Approx(676200.0 / 504163).epsilon(1e-14));
    CHECK(b.actors[1].peak == doctest::Approx(37950.0 / 45833).epsilon(1e-14));
    // |9| + |-2| + |-18| + |8| + |-2| + |5| of 2 x 180.
    CHECK(*b.stability == doctest::Approx(100 * 44.0 / 360));
}

TEST_CASE("an actor that nobody knows of leaves the others defined") {
    influence_matrix const m(names(3), {0, 2, 0, 1, 0, 0, 0, 0, 0});
    auto const b = balance_of_influence(m);
    CHECK(b.actors[2].isolated);
    CHECK(b.actors[2].power == 0);
    CHECK(b.actors[2].peak == 0);
    CHECK(std::isfinite(b.actors[0].power));
    // Two that only answer each other: all comes back.
    influence_matrix const pair(names(2), {0, 2, 2, 0});
    auto const returned = balance_of_influence(pair);
    CHECK(returned.all_returned);
    CHECK(returned.actors[0].power == 0);
    CHECK(returned.actors[0].peak == 1);
    CHECK(*returned.stability == 0);
    influence_matrix const none(names(2), {0, 0, 0, 0});
    CHECK(!balance_of_influence(none).stability);
    CHECK(balance_of_influence(none).actors[1].isolated);
}

TEST_CASE("longer paths") {
    // A chain: 1 -> 2 -> 3 -> 4 with strengths 3, 2, 4.
    influence_matrix const chain(names(4), {0, 3, 0, 0, 0, 0, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0});
    CHECK(influence_through_others(chain, 1) == chain);
    CHECK(influence_through_others(chain, 2)(0, 3) == 0);
    CHECK(influence_through_others(chain, 3)(0, 3) == 2);
    CHECK(strongest_influence(chain, 3)(0, 3) == 2);
    CHECK(strongest_influence(chain, 3)(1, 3) == 2);
    CHECK(strongest_influence(airports(), 5) == strongest_influence(airports(), 50));
    CHECK_THROWS_AS(strongest_influence(chain, 0), error);
    // However long ways may be: there are none that are longer than the chain.
    auto const greatest = (std::numeric_limits<std::size_t>::max)();
    CHECK(influence_through_others(chain, greatest) == influence_through_others(chain, 3));
    CHECK(strongest_influence(chain, greatest) == strongest_influence(chain, 3));
    influence_matrix const ring(names(3), {0, 1e30, 1e30, 1e30, 0, 1e30, 1e30, 1e30, 0});
    CHECK(balance_of_influence(ring, 2000).actors[0].net == 0);
}

TEST_CASE("a table of influences names what is wrong in it") {
    CHECK_THROWS_AS(influence_matrix(names(2), {0, 1, 2}), error);
    try {
        influence_matrix const m(names(2), {0, -1, 2, 0});
        FAIL("nothing was refused");
    } catch (error const& e) {
        CHECK(e.code() == fault_code::negative_weight);
        CHECK(e.where().actor == "actor 1");
        CHECK(e.where().issue == "actor 2");
    }
    CHECK_THROWS_AS(influence_matrix(names(1), {1}), error);
    CHECK_THROWS_AS(influence_matrix(names(2), {0, std::numeric_limits<double>::quiet_NaN(), 0, 0}), error);
    // What no sum of influences can hold, or has any digits of, is in another unit.
    for (double const strength : {1e-200, 1e31, 1e308})
        CHECK_THROWS_WITH_AS(influence_matrix(names(2), {0, strength, 0, 0}), doctest::Contains("another unit"), error);
    influence_matrix const most(names(3), {0, 1e30, 1e30, 1e30, 0, 1e30, 1e30, 1e30, 0});
    CHECK(balance_of_influence(most).actors[0].power == 1);
}

TEST_CASE("influences of a graph") {
    stance_graph<scale>::builder build;
    auto const a = build.add(actor{"A"}), b = build.add(actor{"B"});
    build.relate(a, b, influences{.strength = 2});
    auto const m = direct_influence(std::move(build).freeze());
    CHECK(m.name(1) == "B");
    CHECK(m(0, 1) == 2);
    CHECK(m(1, 0) == 0);
}

TEST_CASE("experts' answers become one") {
    double const nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::vector<double>> const answers{{1, -2, nan, 0}, {2, 2, nan, 4}, {2, nan, nan, 4}, {3, 1, nan, 0}};
    auto const mean = aggregate_experts(answers, expert_rule::mean);
    CHECK(mean[0] == 2);
    CHECK(mean[1] == doctest::Approx(1.0 / 3));
    CHECK(std::isnan(mean[2]));
    CHECK(aggregate_experts(answers, expert_rule::median)[3] == 2);
    auto const mode = aggregate_experts(answers, expert_rule::cautious_mode);
    CHECK(mode[0] == 2);
    CHECK(mode[1] == 1);  // -2, 1 and 2 once each: the nearest to 0
    CHECK(mode[3] == 0);
    std::vector<std::vector<double>> const both{{-1}, {1}};
    CHECK(aggregate_experts(both, expert_rule::cautious_mode)[0] == -1);
}

TEST_CASE("opinions come to rest") {
    // Two who half listen to each other: z = (x + the other) / 2 -> 2/3 and 1/3 of each.
    influence_matrix const pair(names(2), {0, 1, 1, 0});
    std::vector<double> const x{0, 3}, half{0.5, 0.5}, wholly{1, 1}, self{1, 1}, none{0, 0};
    auto const z = friedkin_johnsen(pair, x, half);
    REQUIRE(z.has_value());
    CHECK((*z)[0] == doctest::Approx(1));
    CHECK((*z)[1] == doctest::Approx(2));
    CHECK_FALSE(friedkin_johnsen(pair, x, wholly).has_value());
    auto const d = de_groot(pair, x, self);
    REQUIRE(d.has_value());
    CHECK((*d)[0] == doctest::Approx(1.5));
    CHECK((*d)[1] == doctest::Approx(1.5));
    CHECK_FALSE(de_groot(pair, x, none).has_value());  // they change places for ever
    // Nobody influences the first; the second listens to it alone.
    influence_matrix const one_way(names(2), {0, 1, 0, 0});
    auto const led = de_groot(one_way, x, none);
    REQUIRE(led.has_value());
    CHECK((*led)[0] == 0);
    CHECK((*led)[1] == 0);
    std::vector<double> const beyond{0.5, 2};
    CHECK_THROWS_AS(friedkin_johnsen(pair, x, beyond), error);
}

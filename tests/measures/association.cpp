// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "entente/dyadic/explain.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/spearman.hpp"
#include "support/pair_of_actors.hpp"
#include "support/rounds.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

static_assert(dyadic_statistic<statistics::joint_distribution>);
static_assert(dyadic_measure<kendall_tau_b> && !mean_measure<kendall_tau_b>);

TEST_CASE("by hand: four issues with a tie") {
    // Pairs in the same order 4, in opposite order 1; one tied for the second actor only.
    auto const m = pair_of_actors(scale::interval(0, 10), {1., 2., 3., 4.}, {2., 5., 5., 4.});
    CHECK(*value_of(m, kendall_tau_b{}) == doctest::Approx((3. - 2.) / std::sqrt(6. * 5.)));
    // Ranks 1 2 3 4 against 1 3.5 3.5 2.
    CHECK(*value_of(m, spearman{}) == doctest::Approx(1.5 / std::sqrt(5. * 4.5)));
    // x -1.5 ... 1.5, y -2 1 1 0.
    CHECK(*value_of(m, pearson{}) == doctest::Approx(3. / std::sqrt(5. * 6.)));
}

TEST_CASE("perfect association is exactly 1 and -1") {
    positions const x{1., 2., 2., 7., 3.}, like{2., 3., 3., 8., 4.}, unlike{8., 7., 7., 2., 6.};
    for (auto const& [y, value] : {std::pair(like, 1.0), std::pair(unlike, -1.0)}) {
        auto const m = pair_of_actors(scale::ordinal(1, 9), x, y);
        CHECK(value_of(m, kendall_tau_b{}) == value);
        CHECK(value_of(m, spearman{}) == value);
        CHECK(value_of(m, pearson{}) == value);
    }
}

TEST_CASE("an actor without variation: none") {
    for (auto const& s : {scale::ordinal(1, 5), scale::interval(0, 7)})
        for (auto const& y : {positions{3., 3., 3.}, positions{1., 2., 4.}}) {
            auto const m = pair_of_actors(s, {3., 3., 3.}, y, {.1, .7, .3});
            for (auto const by : {weighting::none, weighting::issue}) {
                compare_options const o{.weights = by};
                CHECK(compare(m, 0, 1, kendall_tau_b{}, o).reason == undefined_reason::no_variation);
                CHECK(compare(m, 0, 1, spearman{}, o).reason == undefined_reason::no_variation);
                CHECK(compare(m, 0, 1, pearson{}, o).reason == undefined_reason::no_variation);
            }
        }
    // A variation on an issue of no weight is none.
    auto const m = pair_of_actors(scale::ordinal(1, 5), {3., 3., 4.}, {1., 2., 3.}, {1, 2, 0});
    CHECK_FALSE(value_of(m, kendall_tau_b{}, {.weights = weighting::issue}));
    CHECK_FALSE(value_of(m, spearman{}, {.weights = weighting::issue}));
    CHECK(value_of(m, kendall_tau_b{}));
}

TEST_CASE("issues of different scales meet in unit coordinates") {
    auto columns = std::vector{column_of(scale::ordinal(1, 5)), column_of(scale::ordinal(0, 8)),
                               column_of(scale::interval(-1, 1))};
    // 2 on 1 ... 5 and 2 on 0 ... 8 are both a quarter of the way: tied.
    position_matrix const m({"a", "b"}, columns, {0, 3, 6},
                            {{0, true, 2, 1, 1},
                             {1, true, 2, 1, 1},
                             {2, true, .5, 1, 1},
                             {0, true, 1, 1, 1},
                             {1, true, 4, 1, 1},
                             {2, true, .8, 1, 1}});
    // u: tied, and both below the third; v: 0 < .5 < .9.
    CHECK(*value_of(m, kendall_tau_b{}) == doctest::Approx(2 / std::sqrt(2. * 3.)));
}

TEST_CASE("ranks take no averages over positions and no nominal scales") {
    auto const m = pair_of_actors(scale::ordinal(1, 5), {1., boost::none, 3.}, {2., 4., 5.});
    CHECK_THROWS_AS(compare(m, 0, 1, kendall_tau_b{}, {.missing = missing_policy::expected()}), error);
    CHECK_THROWS_AS(compare(m, 0, 1, spearman{}, {.missing = missing_policy::expected()}), error);
    CHECK_NOTHROW(compare(m, 0, 1, kendall_tau_b{}, {.missing = missing_policy::neutral()}));
    auto const nominal = pair_of_actors(scale::nominal({"a", "b"}), {1., 2.}, {1., 2.});
    CHECK_THROWS_AS(compare(nominal, 0, 1, pearson{}), scale_error);
    CHECK_THROWS_AS(compare(nominal, 0, 1, spearman{}), scale_error);
}

TEST_CASE("what a joint distribution loses it has lost") {
    auto const s = column_of(scale::ordinal(1, 5));
    statistics::joint_distribution d, out;
    d.add(1, 5, .3, s), d.add(2, 2, .2, s), d.add(2, 2, .1, s), d.add(3, 4, 0, s);
    out.add(1, 5, .3, s), out.add(2, 2, .1, s);
    CHECK(d.greatest_difference() == 1.0);
    CHECK(d.merged().size() == 2);
    d -= out;
    CHECK(d.count == 2);
    CHECK(d.greatest_difference() == 0.0);
    REQUIRE(d.merged().size() == 1);
    CHECK(d.merged()[0].count == 1);
    CHECK(d.merged()[0].weight == doctest::Approx(.2));
    for (int i = 0; i < 1000; ++i) d += out, d -= out;
    CHECK(d.points.size() <= 2 * d.count + 16);
    auto const again = d;
    d -= again;
    CHECK(d.merged().empty());
    CHECK_FALSE(d.greatest_difference());
}

TEST_CASE("many issues are sorted, not compared in pairs, which would take hours") {
    std::mt19937 random(1);
    std::uniform_real_distribution<double> any(0, 1);
    auto const s = column_of(scale::interval(0, 1));
    statistics::joint_distribution d;
    for (int i = 0; i < (rounds::quick ? 100'000 : 2'000'000); ++i) {
        double const x = any(random);
        d.add(x, (x + any(random)) / 2, 1, s);
    }
    auto const tau = kendall_tau_b{}(d), rho = spearman{}(d);
    CHECK(*tau == doctest::Approx(.5).epsilon(.03));
    CHECK(*rho == doctest::Approx(.69).epsilon(.03));
}

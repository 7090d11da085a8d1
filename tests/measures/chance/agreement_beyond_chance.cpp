// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/brennan_prediger.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/gwet_ac.hpp"
#include "entente/measures/kappa_va.hpp"
#include "entente/measures/krippendorff_alpha.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/percent_agreement.hpp"
#include "entente/measures/pi_va.hpp"
#include "entente/measures/scott_pi.hpp"
#include "entente/measures/signorino_ritter_squared.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

static_assert(dyadic_measure<cohen_kappa> && !mean_measure<cohen_kappa>);
static_assert(mean_measure<percent_agreement> && mean_measure<signorino_ritter_squared>);
static_assert(dyadic_statistic<statistics::contingency>);

TEST_CASE("by hand: six issues, three categories") {
    // 1 against 1 twice, 1 against 2, 2 against 2, 3 against 3, 3 against 1.
    auto const m = pair_of_actors(scale::ordinal(1, 3), {1., 1., 1., 2., 3., 3.}, {1., 1., 2., 2., 3., 1.});
    // Shares (3, 1, 2) / 6 and (3, 2, 1) / 6, together (6, 3, 3) / 12.
    CHECK(*value_of(m, percent_agreement{}) == doctest::Approx(4. / 6));
    CHECK(*value_of(m, cohen_kappa{}) == doctest::Approx((4. / 6 - 13. / 36) / (1 - 13. / 36)));
    CHECK(*value_of(m, scott_pi{}) == doctest::Approx((4. / 6 - 54. / 144) / (1 - 54. / 144)));
    CHECK(*value_of(m, brennan_prediger{}) == doctest::Approx((4. / 6 - 1. / 3) / (1 - 1. / 3)));
    double const by_gwet = (.5 * .5 + 2 * .25 * .75) / 2;
    CHECK(*value_of(m, gwet_ac{}) == doctest::Approx((4. / 6 - by_gwet) / (1 - by_gwet)));
    CHECK(*value_of(m, krippendorff_alpha{}) == doctest::Approx(1 - 11. / 12 * (2. / 6) / (1 - 54. / 144)));
    CHECK(*value_of(m, signorino_ritter_squared{}) == doctest::Approx(1 - 2 * (.25 + 1) / 6));
    CHECK(*compare(m, 0, 1, scott_pi{}).uncorrected == doctest::Approx(4. / 6));
}

TEST_CASE("categories that nobody holds count") {
    positions const x{1., 2., 2., 1.}, y{1., 2., 1., 1.};
    auto const two = pair_of_actors(scale::ordinal(1, 2), x, y), five = pair_of_actors(scale::ordinal(1, 5), x, y);
    CHECK(*value_of(two, brennan_prediger{}) == doctest::Approx(.5));
    CHECK(*value_of(five, brennan_prediger{}) == doctest::Approx((.75 - .2) / .8));
    CHECK(*value_of(five, gwet_ac{}) > *value_of(two, gwet_ac{}));
    CHECK(*value_of(five, percent_agreement{disagreement::linear}) == doctest::Approx(1 - .25 / 4));
    // A category between: 1 against 3 is farther than one step.
    positions const a{1., 3., 4., 3.}, b{1., 3., 3., 1.};
    auto const gap = pair_of_actors(scale::ordinal(1, 4), a, b);
    auto const closed = pair_of_actors(scale::ordinal(1, 3), {1., 2., 3., 2.}, {1., 2., 2., 1.});
    CHECK(*value_of(gap, cohen_kappa{disagreement::linear}) != *value_of(closed, cohen_kappa{disagreement::linear}));
}

TEST_CASE("no variation: none, and the raw agreement beside it") {
    auto const m = pair_of_actors(scale::ordinal(1, 5), {3., 3., 3.}, {3., 3., 3.}, {.1, .2, .3});
    for (auto const by : {weighting::none, weighting::issue}) {
        auto const undefined = [&](auto const& measure) {
            auto const c = compare(m, 0, 1, measure, {.weights = by});
            CHECK_FALSE(c.value);
            CHECK(c.reason == undefined_reason::no_variation);
            CHECK(c.uncorrected == 1.0);
            CHECK(c.shared == 3);
        };
        for (auto const d : {disagreement::identity, disagreement::linear, disagreement::radical})
            undefined(cohen_kappa{d}), undefined(scott_pi{d}), undefined(krippendorff_alpha{d});
        undefined(kappa_va{}), undefined(pi_va{}), undefined(lin_ccc{});
        // These expect nothing of the actors and are defined.
        CHECK(value_of(m, gwet_ac{}, {.weights = by}) == 1.0);
        CHECK(value_of(m, brennan_prediger{}, {.weights = by}) == 1.0);
    }
    // Each its own: chance would disagree as much, so there is agreement no better than chance.
    auto const apart = pair_of_actors(scale::ordinal(1, 5), {2., 2., 2.}, {3., 3., 3.}, {.1, .2, .3});
    for (auto const by : {weighting::none, weighting::issue}) {
        CHECK(value_of(apart, cohen_kappa{}, {.weights = by}) == 0.0);
        CHECK(value_of(apart, kappa_va{}, {.weights = by}) == 0.0);
        CHECK(*value_of(apart, scott_pi{}, {.weights = by}) == doctest::Approx(-1));
        CHECK(*value_of(apart, pi_va{}, {.weights = by}) == doctest::Approx(-1));
    }
}

TEST_CASE("weights that are taken out again leave no trace of variation") {
    auto const s = column_of(scale::ordinal(1, 7));
    statistics::contingency table;
    statistics::moments sums;
    for (int i = 0; i < 10; ++i) {
        table.add(4, 4, .1 * (i + 1), s);
        sums.add(4, 4, .1 * (i + 1), s);
    }
    statistics::contingency off_table;
    off_table.add(2, 7, .3, s), off_table.add(1, 3, .7, s);
    table += off_table;
    CHECK(cohen_kappa{disagreement::quadratic}(table));
    table -= off_table;
    CHECK_FALSE(cohen_kappa{disagreement::quadratic}(table));
    CHECK(cohen_kappa{}.uncorrected(table) == 1.0);
    CHECK_FALSE(kappa_va{}(sums));
    CHECK_FALSE(pi_va{}(sums));
}

TEST_CASE("issues without weight do not count") {
    auto const m = pair_of_actors(scale::ordinal(1, 3), {1., 2., 3., 1.}, {1., 2., 1., 1.}, {1, 1, 0, 1});
    auto const without = pair_of_actors(scale::ordinal(1, 3), {1., 2., 1.}, {1., 2., 1.});
    compare_options const o{.weights = weighting::issue};
    CHECK(value_of(m, krippendorff_alpha{}, o) == value_of(without, krippendorff_alpha{}));
    CHECK(compare(m, 0, 1, krippendorff_alpha{}, o).shared == 4);
    auto const nothing = pair_of_actors(scale::ordinal(1, 3), {1., 2.}, {1., 3.}, {0, 0});
    CHECK(compare(nothing, 0, 1, scott_pi{}, o).reason == undefined_reason::no_weight);
}

TEST_CASE("alpha counts issues and not their weights") {
    positions const x{1., 2., 3., 1.}, y{1., 2., 1., 1.};
    auto const light = pair_of_actors(scale::ordinal(1, 3), x, y, {.1, .2, .3, .4});
    auto const heavy = pair_of_actors(scale::ordinal(1, 3), x, y, {10, 20, 30, 40});
    compare_options const o{.weights = weighting::issue};
    CHECK(*value_of(light, krippendorff_alpha{}, o) ==
          doctest::Approx(*value_of(heavy, krippendorff_alpha{}, o)).epsilon(1e-14));
    CHECK(*value_of(light, krippendorff_alpha{}, o) ==
          doctest::Approx(1 - 7. / 8 * (1 - *value_of(light, scott_pi{}, o))).epsilon(1e-14));
}

TEST_CASE("tables refuse what does not fit them") {
    auto issues = std::vector{column_of(scale::ordinal(1, 5)), column_of(scale::ordinal(1, 4))};
    issues[1].name = "other";
    position_matrix const mixed({"a", "b"}, issues, {0, 2, 4},
                                {{0, true, 1, 1, 1}, {1, true, 2, 1, 1}, {0, true, 1, 1, 1}, {1, true, 3, 1, 1}});
    try {
        compare(mixed, 0, 1, cohen_kappa{});
        FAIL("mixed scales were counted in one table");
    } catch (scale_error const& e) {
        CHECK(e.code() == fault_code::incompatible_scales);
        CHECK(e.where().issue == "other");
    }
    CHECK_NOTHROW(compare(mixed, 0, 1, kappa_va{}));  // in unit coordinates
    auto const continuous = pair_of_actors(scale::interval(0, 10), {1.5, 2.}, {1., 9.});
    CHECK_THROWS_AS(compare(continuous, 0, 1, percent_agreement{}), scale_error);
    CHECK_NOTHROW(compare(continuous, 0, 1, lin_ccc{}));

    // A filled-in position has to be a category.
    auto const four = pair_of_actors(scale::ordinal(1, 4), {1., boost::none}, {2., 3.}),
               five = pair_of_actors(scale::ordinal(1, 5), {1., boost::none}, {2., 4.});
    CHECK_THROWS_AS(compare(four, 0, 1, cohen_kappa{}, {.missing = missing_policy::neutral()}), scale_error);
    CHECK(*value_of(five, percent_agreement{disagreement::linear}, {.missing = missing_policy::neutral()}) == .75);
    CHECK_THROWS_AS(compare(five, 0, 1, cohen_kappa{}, {.missing = missing_policy::penalty(.3)}), error);
    CHECK(*value_of(five, percent_agreement{}, {.missing = missing_policy::opposite_extreme()}) == 0);
    CHECK(*value_of(five, percent_agreement{}, {.missing = missing_policy::expected()}) == doctest::Approx(.1));
    CHECK_THROWS_AS(compare(five, 0, 1, krippendorff_alpha{}, {.missing = missing_policy::expected()}), error);
}

TEST_CASE("shares of raw agreement sum to it; corrected measures have influences") {
    auto const m = pair_of_actors(scale::ordinal(1, 5), {1., 2., 5., 4.}, {1., 3., 1., 4.}, {1, 2, 3, 4});
    auto const e = explain(m, 0, 1, percent_agreement{disagreement::linear}, {.weights = weighting::issue});
    double sum = 0;
    for (auto const& i : e.issues) sum += *i.share;
    CHECK(sum == doctest::Approx(*e.whole.value));
    auto const k = explain(m, 0, 1, cohen_kappa{disagreement::quadratic});
    for (auto const& i : k.issues) {
        CHECK_FALSE(i.share);
        positions x{1., 2., 5., 4.}, y{1., 3., 1., 4.};
        x.erase(x.begin() + static_cast<std::ptrdiff_t>(i.issue.value)),
            y.erase(y.begin() + static_cast<std::ptrdiff_t>(i.issue.value));
        auto const without = value_of(pair_of_actors(scale::ordinal(1, 5), x, y), cohen_kappa{disagreement::quadratic});
        CHECK(*i.influence == doctest::Approx(*k.whole.value - *without));
    }
}

TEST_CASE("bounds hold what can happen") {
    auto const s = scale::ordinal(1, 5);
    auto const m = pair_of_actors(s, {1., 2., boost::none}, {1., 3., 1.});
    bounds_options const all{.open = bounds_options::open_positions::missing};
    auto const raw = bounds(m, 0, 1, percent_agreement{disagreement::linear}, all);
    CHECK(raw.exact);
    CHECK(*raw.lower == doctest::Approx(1.75 / 3));
    CHECK(*raw.upper == doctest::Approx(2.75 / 3));
    auto const only_extremes =
        disagreement_weighting::custom([](double a, double b) { return std::abs(a - b) == 4 ? 1.0 : 0.0; });
    auto const holds = [&](auto const& measure) {
        auto const b = bounds(m, 0, 1, measure, all);
        for (double const x : {1., 2., 3., 4., 5.})
            if (auto const v = value_of(pair_of_actors(s, {1., 2., x}, {1., 3., 1.}), measure)) {
                CHECK(*v >= *b.lower - 1e-12);
                CHECK(*v <= *b.upper + 1e-12);
            }
    };
    for (auto const& d : {disagreement_weighting(disagreement::identity),
                          disagreement_weighting(disagreement::quadratic), only_extremes}) {
        holds(percent_agreement{d}), holds(scott_pi{d}), holds(cohen_kappa{d});
        holds(brennan_prediger{d}), holds(gwet_ac{d}), holds(krippendorff_alpha{d});
    }
    holds(krippendorff_alpha{disagreement::midrank}), holds(kappa_va{}), holds(pi_va{}), holds(lin_ccc{});
}

TEST_CASE("the least value depends on the weighting") {
    double const none = -std::numeric_limits<double>::infinity();
    CHECK(percent_agreement{disagreement::linear}.range().least == 0);
    CHECK(cohen_kappa{disagreement::bipolar}.range().least == -1);
    CHECK(brennan_prediger{}.range().least == -1);
    // With quadratic disagreements, uniform chance expects so little that opposites are far below -1.
    CHECK(brennan_prediger{disagreement::quadratic}.range().least == none);
    auto const opposite = pair_of_actors(scale::ordinal(1, 5), {1., 5.}, {5., 1.});
    CHECK(*value_of(opposite, brennan_prediger{disagreement::quadratic}) == -3);
    // A weighting of one's own may be so uneven that kappa is as well.
    auto const only_extremes =
        disagreement_weighting::custom([](double a, double b) { return std::abs(a - b) == 4 ? 1.0 : 0.0; });
    auto const few =
        pair_of_actors(scale::ordinal(1, 5), {1., 5., 3., 3., 3., 3., 3., 3.}, {5., 1., 3., 3., 3., 3., 3., 3.});
    CHECK(cohen_kappa{only_extremes}.range().least == none);
    CHECK(*value_of(few, cohen_kappa{only_extremes}) == doctest::Approx(-7));
}

TEST_CASE("valued measures on a continuous scale") {
    auto const m = pair_of_actors(scale::interval(0, 10), {1.5, 2.25, 9.75, 3.}, {1.75, 2., 8., 4.5});
    // u and v in [0, 1]: 2 cov / (var + var + (difference of means)^2), by hand from sums.
    double x[] = {.15, .225, .975, .3}, y[] = {.175, .2, .8, .45};
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (int i = 0; i < 4; ++i) sx += x[i], sy += y[i], sxx += x[i] * x[i], syy += y[i] * y[i], sxy += x[i] * y[i];
    double const squares = sxx + syy - 2 * sxy;
    CHECK(*value_of(m, kappa_va{}) == doctest::Approx(1 - squares / (sxx + syy - sx * sy / 2)).epsilon(1e-12));
    CHECK(*value_of(m, pi_va{}) ==
          doctest::Approx(1 - squares / (sxx + syy - (sx + sy) * (sx + sy) / 8)).epsilon(1e-12));
    CHECK(*compare(m, 0, 1, lin_ccc{}).uncorrected == doctest::Approx(1 - squares / 4).epsilon(1e-12));
}

TEST_CASE("all pairs are as compare gives them") {
    position_matrix const m(
        {"a", "b", "c"}, {column_of(scale::ordinal(1, 3)), column_of(scale::ordinal(1, 3))}, {0, 2, 4, 5},
        {{0, true, 1, 1, 1}, {1, true, 2, 1, 1}, {0, true, 1, 1, 1}, {1, true, 3, 1, 1}, {0, true, 1, 1, 1}});
    auto const all = all_pairs(m, gwet_ac{disagreement::linear});
    CHECK(all(0, 1) == compare(m, 0, 1, gwet_ac{disagreement::linear}).value);
    CHECK(all_pairs(m, cohen_kappa{}).at(0, 2).reason == undefined_reason::no_variation);
}

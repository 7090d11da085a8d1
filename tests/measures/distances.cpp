// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <type_traits>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

compare_options const weighted{.weights = weighting::issue};
scale const five = scale::ordinal(1, 5);

}  // namespace

TEST_CASE("euclidean_squared_weights stretches axes, euclidean counts issues") {
    auto const m = pair_of_actors(scale::interval(0, 1), {0.0, 0.0}, {1.0, 0.5}, {2, 1});
    CHECK(*value_of(m, euclidean{}, weighted) == doctest::Approx(std::sqrt((2 * 1 + 0.25) / 3)).epsilon(1e-15));
    CHECK(*value_of(m, euclidean_squared_weights{}, weighted) ==
          doctest::Approx(std::sqrt((4 * 1 + 0.25) / 5)).epsilon(1e-15));
    CHECK(value_of(m, euclidean_squared_weights{}) == value_of(m, euclidean{}));
    CHECK(value_of(pair_of_actors(five, {1.0}, {5.0}, {0}), euclidean_squared_weights{}, weighted) == boost::none);
    CHECK_THROWS_AS(value_of(m, euclidean_squared_weights{}, {.missing = missing_policy::expected()}), error);
    // Its shares, and its bounds, are those of the squared weights.
    auto const parts = explain(m, 0, 1, euclidean_squared_weights{}, weighted);
    CHECK(*parts.issues[0].share + *parts.issues[1].share == doctest::Approx(*parts.whole.value).epsilon(1e-15));
    CHECK(*parts.issues[0].share / *parts.issues[1].share == doctest::Approx(16).epsilon(1e-14));
    auto const open = pair_of_actors(scale::interval(0, 1), {0.0, 0.0}, {1.0, boost::none}, {2, 1});
    auto const b = bounds(open, 0, 1, euclidean_squared_weights{},
                          {.open = bounds_options::open_positions::missing, .compare = weighted});
    CHECK(*b.lower == doctest::Approx(std::sqrt(4.0 / 5)).epsilon(1e-15));
    CHECK(*b.upper == 1.0);
}

TEST_CASE("minkowski spans city_block, euclidean and chebyshev") {
    auto const m = pair_of_actors(five, {1.0, 2.0, 5.0}, {5.0, 3.0, 5.0});
    CHECK(*value_of(m, minkowski{1}) == doctest::Approx(*value_of(m, city_block{})).epsilon(1e-15));
    CHECK(*value_of(m, minkowski{2}) == doctest::Approx(*value_of(m, euclidean{})).epsilon(1e-15));
    CHECK(*value_of(m, minkowski{3}) == doctest::Approx(std::cbrt((1 + 1.0 / 64) / 3)).epsilon(1e-15));
    CHECK(value_of(m, minkowski{64}) > value_of(m, minkowski{8}));
    CHECK(minkowski::parse("").exponent == 2);
    CHECK(minkowski::parse("1.5").exponent == 1.5);
    for (auto const* bad : {"0.5", "0", "-1", "65", "inf", "nan", "2x", " 2"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(minkowski::parse(bad), error);
    }
}

TEST_CASE("chebyshev takes the issue that divides most, if it has weight") {
    CHECK(value_of(pair_of_actors(five, {1.0, 2.0}, {5.0, 3.0}), chebyshev{}) == 1.0);
    CHECK(value_of(pair_of_actors(five, {1.0, 2.0}, {5.0, 3.0}, {0, 9}), chebyshev{}, weighted) == 0.25);
    CHECK(value_of(pair_of_actors(five, {1.0}, {5.0}, {0}), chebyshev{}, weighted) == boost::none);
    CHECK(value_of(pair_of_actors(five, {3.0}, {3.0}), chebyshev{}) == 0.0);
    CHECK_THROWS_AS(
        value_of(pair_of_actors(five, {3.0}, {boost::none}), chebyshev{}, {.missing = missing_policy::expected()}),
        error);
    // Without the issue that divides most, the next one does.
    auto const parts = explain(pair_of_actors(five, {1.0, 2.0}, {5.0, 3.0}), 0, 1, chebyshev{});
    CHECK(parts.issues[0].influence == 0.75);
}

TEST_CASE("canberra knows ratio scales only, and two zeros as alike") {
    scale const money = scale::ratio(0, 100);
    CHECK(value_of(pair_of_actors(money, {10.0}, {30.0}), canberra{}) == 0.5);
    CHECK(value_of(pair_of_actors(money, {0.0}, {0.001}), canberra{}) == 1.0);
    CHECK(value_of(pair_of_actors(money, {0.0, 10.0}, {0.0, 30.0}), canberra{}) == 0.25);
    CHECK(value_of(pair_of_actors(money, {0.0}, {0.0}), canberra{}) == 0.0);
    for (auto const& s : {five, scale::interval(-5, 5), scale::nominal({"a", "b"})}) try {
            value_of(pair_of_actors(s, {1.0}, {2.0}), canberra{});
            FAIL("accepted");
        } catch (scale_error const& e) {
            CHECK(e.code() == fault_code::level_too_low);
        }
    static_assert(!measures_on<canberra, stance_graph<likert<5>>>);
    static_assert(measures_on<canberra, stance_graph<bounded<0, 9, level::ratio>>>);
}

TEST_CASE("cosine_distance: none where an actor points nowhere") {
    CHECK(*value_of(pair_of_actors(five, {5.0, 1.0}, {4.0, 2.0}), cosine_distance{}) ==
          doctest::Approx(0).epsilon(1e-15));
    CHECK(*value_of(pair_of_actors(five, {5.0, 1.0}, {1.0, 5.0}), cosine_distance{}) ==
          doctest::Approx(2).epsilon(1e-15));
    CHECK(*value_of(pair_of_actors(five, {5.0, 3.0}, {3.0, 5.0}), cosine_distance{}) == 1.0);
    auto const nowhere = compare(pair_of_actors(five, {3.0, 3.0}, {1.0, 2.0}), 0, 1, cosine_distance{});
    CHECK(nowhere.value == boost::none);
    CHECK(nowhere.reason == undefined_reason::no_variation);
    CHECK(nowhere.shared == 2);
}

TEST_CASE("gower: mismatch where nothing is ordered, share of the scale elsewhere") {
    issue_column const party = column_of(scale::nominal({"a", "b", "c"})), degree = column_of(five);
    position_matrix const m({"x", "y"}, {party, degree, party}, {0, 3, 6},
                            {{0, true, 1, 1, 1},
                             {1, true, 1, 1, 1},
                             {2, true, 2, 1, 1},
                             {0, true, 3, 1, 1},
                             {1, true, 2, 1, 1},
                             {2, true, 2, 1, 1}});
    CHECK(compare(m, 0, 1, gower{}).value == 1.25 / 3);
    CHECK_THROWS_AS(compare(m, 0, 1, city_block{}), scale_error);
    // Silence on an unordered issue is another answer at worst; it has no middle.
    auto const silent = pair_of_actors(party, {1.0, 1.0}, {1.0, boost::none});
    CHECK(value_of(silent, gower{}, {.missing = missing_policy::opposite_extreme()}) == 0.5);
    CHECK(*value_of(silent, gower{}, {.missing = missing_policy::expected()}) == doctest::Approx(1.0 / 3));
    CHECK_THROWS_AS(value_of(silent, gower{}, {.missing = missing_policy::neutral()}), scale_error);
}

TEST_CASE("hybrid is half distance, half direction") {
    auto const m = pair_of_actors(five, {2.0, 5.0, 3.0}, {2.0, 1.0, 4.0});
    CHECK(*value_of(m, hybrid{}) ==
          doctest::Approx((*value_of(m, city_block{}) + *value_of(m, directional{})) / 2).epsilon(1e-15));
    CHECK(value_of(m, hybrid{1}) == value_of(m, city_block{}));
    CHECK(value_of(m, hybrid{0}) == value_of(m, directional{}));
    CHECK(hybrid::parse("").alpha == 0.5);
    CHECK(hybrid::parse("0.25").alpha == 0.25);
    CHECK_THROWS_AS(hybrid::parse("1.1"), error);
}

TEST_CASE("mixed: from direction to proximity, and the utility of its source") {
    // V = 1/2, C = 1 in [-1, 1].
    auto const m = pair_of_actors(five, {4.0}, {5.0});
    auto const utility = [&](double beta) {
        auto const f = fold<statistics::differences_and_products>(m.row(0), m.row(1), m.columns(), {});
        return mixed{beta}.utility(f.statistic);
    };
    CHECK(utility(0) == 2 * 0.5);
    CHECK(utility(1) == -0.25);
    CHECK(*utility(0.5) == doctest::Approx(0.5 - 0.125).epsilon(1e-15));
    CHECK(*value_of(m, mixed{0}) == 1 - *value_of(m, directional{}));
    CHECK(*value_of(m, mixed{1}) == 1 - std::pow(*value_of(m, euclidean{}), 2));
    CHECK(value_of(pair_of_actors(five, {5.0}, {5.0}), mixed{}) == 1.0);
    CHECK(value_of(pair_of_actors(five, {5.0}, {1.0}), mixed{}) == 0.0);
    CHECK(mixed{}.utility(statistics::differences_and_products{}) == boost::none);
    CHECK_THROWS_AS(mixed::parse("-0.1"), error);
}

TEST_CASE("mixed: who is liked best lies further out by 1 / beta, and bounds know it") {
    // V = 0.2: liked best at 0.4 with beta = 1/2.
    auto const m = pair_of_actors(scale::interval(-1, 1), {0.2}, {boost::none});
    auto const b = bounds(m, 0, 1, mixed{0.5}, {.open = bounds_options::open_positions::missing});
    auto const at = [](double c) { return *value_of(pair_of_actors(scale::interval(-1, 1), {0.2}, {c}), mixed{0.5}); };
    CHECK(b.exact);
    CHECK(*b.upper == doctest::Approx(at(0.4)).epsilon(1e-14));
    CHECK(*b.lower == doctest::Approx(at(-1)).epsilon(1e-14));
    CHECK(at(0.4) > at(0.39));
    CHECK(at(0.4) > at(0.41));
    CHECK(at(0.4) > at(0.2));
    // On a ratio scale too, where neutral is 0.
    auto const on_ratio = [](double c) {
        return *value_of(pair_of_actors(scale::ratio(0, 10), {2.0}, {c}), mixed{0.8});
    };
    auto const r = bounds(pair_of_actors(scale::ratio(0, 10), {2.0}, {boost::none}), 0, 1, mixed{0.8},
                          {.open = bounds_options::open_positions::missing});
    double most = 0;
    for (double c = 0; c <= 10; c += 1.0 / 64) most = std::max(most, on_ratio(c));
    CHECK(*r.upper >= most - 1e-15);
    CHECK(*r.upper <= most + 1e-4);
}

TEST_CASE("scalar_product rewards extremes on the same side") {
    CHECK(value_of(pair_of_actors(five, {5.0, 1.0}, {5.0, 1.0}), scalar_product{}) == 1.0);
    CHECK(value_of(pair_of_actors(five, {4.0}, {4.0}), scalar_product{}) == 0.25);
    CHECK(value_of(pair_of_actors(five, {5.0}, {1.0}), scalar_product{}) == -1.0);
    CHECK(value_of(pair_of_actors(five, {3.0}, {1.0}), scalar_product{}) == 0.0);
}

TEST_CASE("nothing shared, nothing weighed: none, with the reason") {
    auto const apart = pair_of_actors(five, {1.0, boost::none}, {boost::none, 2.0});
    auto const weightless = pair_of_actors(five, {1.0}, {2.0}, {0});
    auto const check = [&](auto const& measure) {
        CHECK(compare(apart, 0, 1, measure).reason == undefined_reason::nothing_shared);
        CHECK(compare(apart, 0, 1, measure).value == boost::none);
        CHECK(compare(weightless, 0, 1, measure, weighted).reason == undefined_reason::no_weight);
        CHECK(compare(weightless, 0, 1, measure, weighted).value == boost::none);
    };
    check(euclidean_squared_weights{});
    check(minkowski{3});
    check(chebyshev{});
    check(cosine_distance{});
    check(gower{});
    check(hybrid{});
    check(mixed{});
    check(scalar_product{});
    check(convergence{});
    check(divergence{});
    check(mars_affinity{});
    check(by_score_table::parse("svt_range"));
}

TEST_CASE("a parameter that was set to what has no meaning is refused, as its text is") {
    auto const m = pair_of_actors(five, {1.0, 2.0}, {4.0, 2.0});
    auto const refuses = [&](auto const& measure) {
        CHECK_THROWS_AS(compare(m, 0, 1, measure), error);
        CHECK_THROWS_AS(explain(m, 0, 1, measure), error);
        CHECK_THROWS_AS(bounds(m, 0, 1, measure), error);
    };
    refuses(minkowski{0});
    refuses(minkowski{-1});
    refuses(minkowski{std::nan("")});
    refuses(as_agreement(minkowski{65}));
    refuses(hybrid{5});
    refuses(mixed{-3});
    refuses(mars_affinity{.gamma = -1});
    refuses(convergence{.order = 0});
    refuses(divergence{.order = 4});
    CHECK(compare(m, 0, 1, minkowski{64}).value);
}

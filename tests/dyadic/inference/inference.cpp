// SPDX-License-Identifier: BSL-1.0
#include "entente/dyadic/inference.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "entente/measures/all.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

using graph = stance_graph<likert<5>>;

/// Two actors, and one issue for each pair of positions; 0 stands for no stance.
graph two_parties(std::vector<std::pair<int, int>> const& positions, std::vector<double> const& saliences = {}) {
    graph::builder b;
    auto const left = b.add(actor{"Left"}), right = b.add(actor{"Right"});
    for (std::size_t i = 0; i < positions.size(); ++i) {
        auto const q = b.add(basic_issue<likert<5>>{"q" + std::to_string(i)});
        auto const hold = [&](auto who, int x) {
            if (!x) return;
            stance_on<likert<5>> s{.position = static_cast<double>(x)};
            if (!saliences.empty()) s.salience = saliences[i];
            b.relate(who, q, s);
        };
        hold(left, positions[i].first);
        hold(right, positions[i].second);
    }
    return b.freeze();
}

id_of<actor> const left{0}, right{1};

}  // namespace

TEST_CASE("jackknife: a mean worked by hand") {
    // Distances 0, 1/4, 1/2 and 1: mean 7/16.
    auto const g = two_parties({{1, 1}, {2, 3}, {5, 3}, {1, 5}});
    auto const j = jackknife(g, left, right, city_block{});
    REQUIRE(j.left_out.size() == 4);
    CHECK(j.whole.value == 0.4375);
    CHECK(*j.left_out[0].value == doctest::Approx(7.0 / 12));
    CHECK(*j.left_out[3].value == doctest::Approx(0.25));
    CHECK(*j.bias == doctest::Approx(0));
    // For a mean it is the standard error of the mean.
    double squares = 0;
    for (double const d : {0.0, 0.25, 0.5, 1.0}) squares += (d - 0.4375) * (d - 0.4375);
    CHECK(*j.standard_error == doctest::Approx(std::sqrt(squares / 12)));
    auto const i = j.interval();
    REQUIRE(i.has_value());
    CHECK(i->lower == 0);  // a distance is not less than none: t = 3.182 would lead below
    CHECK(i->upper == doctest::Approx(0.4375 + 3.18244630528371 * std::sqrt(squares / 12)));
}

TEST_CASE("jackknife: names the issue, and reports what is undefined without it") {
    // Without q3 the first actor holds one position throughout.
    auto const g = two_parties({{0, 4}, {2, 1}, {2, 3}, {4, 4}, {2, 5}});
    auto const j = jackknife(g, left, right, pearson{});
    REQUIRE(j.left_out.size() == 4);
    CHECK(j.left_out[0].issue.value == 1);
    CHECK(j.left_out[2].issue.value == 3);
    CHECK(j.left_out[0].value.has_value());
    CHECK_FALSE(j.left_out[2].value.has_value());
    CHECK(j.undefined == 1);
    CHECK(j.whole.value.has_value());
    CHECK_FALSE(j.bias.has_value());
    CHECK_FALSE(j.standard_error.has_value());
    CHECK_FALSE(j.acceleration.has_value());
    CHECK_FALSE(j.interval().has_value());
}

TEST_CASE("jackknife: nothing, one issue, all alike") {
    auto const nothing = jackknife(two_parties({{1, 0}, {0, 1}}), left, right, city_block{});
    CHECK(nothing.left_out.empty());
    CHECK(nothing.whole.reason == undefined_reason::nothing_shared);
    CHECK_FALSE(nothing.standard_error.has_value());

    auto const one = jackknife(two_parties({{1, 2}}), left, right, city_block{});
    CHECK(one.whole.value == 0.25);
    CHECK(one.undefined == 1);
    CHECK_FALSE(one.standard_error.has_value());

    auto const alike = jackknife(two_parties({{1, 1}, {2, 2}, {5, 5}}), left, right, signorino_ritter{});
    CHECK(alike.standard_error == 0.0);
    CHECK_FALSE(alike.acceleration.has_value());
    CHECK((alike.interval() == confidence_interval{1, 1}));
}

TEST_CASE("jackknife: issues of no weight are no units, and the minimum overlap is asked of the whole") {
    compare_options const by_first{.weights = weighting::first, .min_overlap = 3};
    auto const with =
        jackknife(two_parties({{1, 1}, {2, 3}, {5, 1}, {1, 5}}, {1, 2, 1, 0}), left, right, city_block{}, by_first);
    auto const without =
        jackknife(two_parties({{1, 1}, {2, 3}, {5, 1}}, {1, 2, 1}), left, right, city_block{}, by_first);
    CHECK(with.left_out.size() == 3);
    CHECK(*with.standard_error == *without.standard_error);
    CHECK(with.undefined == 0);
    auto const few = jackknife(two_parties({{1, 1}, {2, 3}}), left, right, city_block{}, {.min_overlap = 3});
    CHECK(few.whole.reason == undefined_reason::too_few_shared);
    CHECK_FALSE(few.standard_error.has_value());
}

TEST_CASE("bootstrap: given resamples") {
    auto const matrix = make_position_matrix(two_parties({{1, 1}, {2, 3}, {5, 3}, {1, 5}}));
    index_matrix const drawn(4, {0, 1, 2, 3, 0, 0, 0, 0, 3, 3, 3, 3, 0, 0, 3, 3});
    REQUIRE(drawn.resamples() == 4);
    auto const b = bootstrap(matrix, 0, 1, city_block{}, {}, drawn);
    REQUIRE(b.values.size() == 4);
    CHECK(*b.values[0] == *b.whole.value);
    CHECK(b.values[1] == 0.0);
    CHECK(b.values[2] == 1.0);
    CHECK(b.values[3] == 0.5);
    CHECK(b.ordered == std::vector{0.0, 0.4375, 0.5, 1.0});
    CHECK(*b.bias == doctest::Approx((0 + 0.4375 + 0.5 + 1) / 4 - 0.4375));
    // Ranks 5 * 0.25 and 5 * 0.75: between the first and the second value, and the third and the fourth.
    auto const half = b.percentile(0.5);
    REQUIRE(half.has_value());
    CHECK(half->lower_rank == doctest::Approx(1.25));
    CHECK((half->lower > 0 && half->lower < 0.4375));
    CHECK((half->upper > 0.5 && half->upper < 1));
    CHECK_FALSE(half->extreme);
    auto const wide = b.percentile(0.95);
    REQUIRE(wide.has_value());
    CHECK(wide->extreme);
    CHECK(wide->lower == 0);
    CHECK(wide->upper == 1);
}

TEST_CASE("bootstrap: undefined resamples are counted and left out") {
    auto const matrix = make_position_matrix(two_parties({{1, 1}, {2, 3}, {5, 3}}));
    auto const b = bootstrap(matrix, 0, 1, pearson{}, {}, index_matrix(3, {0, 1, 2, 1, 1, 1, 0, 2, 2, 2, 2, 1}));
    CHECK(b.undefined == 2);  // one issue three times; the second actor holds 3 on both others
    CHECK_FALSE(b.values[1].has_value());
    CHECK_FALSE(b.values[3].has_value());
    CHECK(b.ordered.size() == 2);
}

TEST_CASE("bootstrap: without a value, without resamples, without a spread") {
    std::mt19937_64 random(1);
    auto const nothing = bootstrap(two_parties({{1, 0}}), left, right, city_block{}, {}, 10, random);
    CHECK_FALSE(nothing.whole.value.has_value());
    CHECK(nothing.ordered.empty());
    CHECK_FALSE(nothing.percentile().has_value());
    CHECK_FALSE(nothing.bca().has_value());
    auto const none = bootstrap(two_parties({{1, 2}, {2, 2}}), left, right, city_block{}, {}, 0, random);
    CHECK(none.whole.value.has_value());
    CHECK_FALSE(none.percentile().has_value());
    CHECK_FALSE(none.normal().has_value());
    auto const alike = bootstrap(two_parties({{1, 1}, {2, 2}}), left, right, city_block{}, {}, 20, random);
    CHECK(alike.standard_error == 0.0);
    CHECK(alike.percentile()->upper == 0);
    CHECK_FALSE(alike.bca().has_value());  // nothing is below the value
}

TEST_CASE("bootstrap: an index matrix that does not fit is refused") {
    CHECK_THROWS_AS(index_matrix(3, {0, 1}), error);
    CHECK_THROWS_AS(index_matrix(2, {0, 2}), error);
    CHECK_THROWS_AS(index_matrix(0, {0}), error);
    auto const matrix = make_position_matrix(two_parties({{1, 1}, {2, 3}, {5, 0}}));
    CHECK_THROWS_AS(bootstrap(matrix, 0, 1, city_block{}, {}, index_matrix(3, {0, 1, 2})), error);
    CHECK_NOTHROW(bootstrap(matrix, 0, 1, city_block{}, {}, index_matrix(2, {0, 1})));
}

TEST_CASE("index matrix: the same rows on every platform") {
    std::mt19937_64 random(7);
    auto const drawn = index_matrix::draw(5, 2, random);
    REQUIRE(drawn.resamples() == 2);
    std::vector<std::uint32_t> const rows(drawn[0].begin(), drawn[1].end());
    std::mt19937_64 again(7);
    auto const once_more = index_matrix::draw(5, 2, again);
    CHECK(rows == std::vector<std::uint32_t>(once_more[0].begin(), once_more[1].end()));
    CHECK(random == again);
    CHECK(index_matrix::draw(0, 5, random).resamples() == 0);
}

TEST_CASE("linearised: a mean, and its distance from others") {
    auto const g = two_parties({{1, 1}, {2, 3}, {5, 3}, {1, 5}});
    auto const d = linearised(g, left, right, city_block{});
    double squares = 0;
    for (double const x : {0.0, 0.25, 0.5, 1.0}) squares += (x - 0.4375) * (x - 0.4375);
    CHECK(d.units == 4);
    CHECK(*d.standard_error == doctest::Approx(std::sqrt(squares) / 4));
    CHECK(*linearised(g, left, right, signorino_ritter{}).standard_error == doctest::Approx(2 * *d.standard_error));
    CHECK(*linearised(g, left, right, percent_agreement{disagreement::linear}).standard_error ==
          doctest::Approx(*d.standard_error));
    // The standard error of a root is that of the square over twice the root.
    auto const e = linearised(g, left, right, euclidean{});
    auto const s = linearised(g, left, right, signorino_ritter_squared{});
    CHECK(*e.standard_error == doctest::Approx(*s.standard_error / 2 / (2 * *e.whole.value)));
}

TEST_CASE("linearised: none where there is nothing to reckon with") {
    CHECK_FALSE(linearised(two_parties({{1, 2}}), left, right, cohen_kappa{}).standard_error.has_value());
    CHECK_FALSE(linearised(two_parties({{1, 1}, {1, 1}}), left, right, cohen_kappa{}).standard_error.has_value());
    CHECK_FALSE(linearised(two_parties({{1, 0}, {1, 0}}), left, right, scott_pi{}).interval().has_value());
    CHECK_FALSE(linearised(two_parties({{1, 1}, {2, 2}}), left, right, euclidean{}).standard_error.has_value());
    auto const perfect = linearised(two_parties({{1, 1}, {2, 2}, {4, 4}}), left, right, gwet_ac{disagreement::linear});
    CHECK(*perfect.standard_error == doctest::Approx(0));
    CHECK(perfect.interval()->upper == 1);
}

TEST_CASE("linearised: the upper end stops at perfect agreement, the lower end does not stop") {
    auto const e = linearised(two_parties({{1, 1}, {2, 2}, {4, 5}}), left, right, cohen_kappa{});
    auto const i = e.interval();
    REQUIRE(i.has_value());
    CHECK(i->upper == 1);
    CHECK(i->lower < *e.whole.value);
    CHECK(i->lower == doctest::Approx(*e.whole.value - 4.30265272974946 * *e.standard_error));
}

TEST_CASE("wilson: counts, weights, nothing") {
    auto const even = wilson(two_parties({{1, 1}, {2, 2}, {3, 4}, {5, 5}, {0, 1}}), left, right);
    CHECK(even.whole.value == 0.75);
    CHECK(even.trials == doctest::Approx(4));
    CHECK(*even.interval == *wilson(3, 4));
    auto const weighted =
        wilson(two_parties({{1, 1}, {2, 1}, {3, 3}}, {2, 1, 1}), left, right, {}, {.weights = weighting::first});
    CHECK(weighted.whole.value == 0.75);
    CHECK(weighted.trials == doctest::Approx(16.0 / 6));
    auto const nothing = wilson(two_parties({{1, 0}}), left, right);
    CHECK_FALSE(nothing.interval.has_value());
    CHECK_FALSE(wilson(0, 0).has_value());
    CHECK(wilson(0, 3)->lower == 0);
    CHECK(wilson(3, 3)->upper == 1);
    CHECK_THROWS_AS(wilson(4, 3), error);
    CHECK_THROWS_AS(wilson(-1, 3), error);
}

TEST_CASE("a confidence lies between 0 and 1") {
    auto const g = two_parties({{1, 1}, {2, 3}});
    std::mt19937_64 random(1);
    auto const b = bootstrap(g, left, right, city_block{}, {}, 9, random);
    for (double const c : {0.0, 1.0, 95.0, -0.5, std::nan("")}) {
        CAPTURE(c);
        CHECK_THROWS_AS(wilson(1, 2, c), error);
        CHECK_THROWS_AS(jackknife(g, left, right, city_block{}).interval(c), error);
        CHECK_THROWS_AS(linearised(g, left, right, city_block{}).interval(c), error);
        CHECK_THROWS_AS(b.percentile(c), error);
        CHECK_THROWS_AS(b.bca(c), error);
        CHECK_THROWS_AS(b.normal(c), error);
        CHECK_THROWS_AS(b.basic(c), error);
    }
}

TEST_CASE("inference: scales that a measure has no meaning on are refused") {
    stance_graph<scale>::builder b;
    auto const x = b.add(actor{"x"}), y = b.add(actor{"y"});
    auto const q = b.add(basic_issue<scale>{"flag", scale::nominal({"red", "blue"})});
    b.relate(x, q, stance_on<scale>{.position = 1.0});
    b.relate(y, q, stance_on<scale>{.position = 2.0});
    auto const g = b.freeze();
    std::mt19937_64 random(1);
    CHECK_THROWS_AS(jackknife(g, x, y, city_block{}), scale_error);
    CHECK_THROWS_AS(bootstrap(g, x, y, city_block{}, {}, 9, random), scale_error);
    CHECK_THROWS_AS(linearised(g, x, y, city_block{}), scale_error);
    CHECK_THROWS_AS(linearised(g, x, y, cohen_kappa{disagreement::linear}), scale_error);
}

TEST_CASE("an interval in any case: a share has Wilson's, whatever measure it is of") {
    auto const alike = two_parties({{1, 1}, {2, 2}, {3, 3}, {5, 5}, {2, 2}});
    // Five of five: the jackknife would be sure of it.
    auto const five = compare_with_interval(alike, left, right, measures::city_block{}, {.weights = weighting::mean});
    CHECK(*five.whole.value == 0);
    CHECK(five.interval->lower == 0);
    CHECK(five.interval->upper == doctest::Approx(1 - wilson(5, 5)->lower).epsilon(1e-12));
    CHECK(*five.cautious(orientation::distance) == five.interval->upper);
    CHECK(*compare_with_interval(alike, left, right, measures::share_identical{}).cautious(orientation::agreement) ==
          wilson(5, 5)->lower);

    // What is no share has the jackknife's interval.
    auto const apart = two_parties({{1, 2}, {2, 2}, {3, 5}, {5, 4}, {2, 2}});
    auto const some = compare_with_interval(apart, left, right, measures::city_block{}, {.weights = weighting::mean});
    CHECK(*some.interval == *jackknife(apart, left, right, measures::city_block{}, {.weights = weighting::mean}).interval());
    CHECK(!compare_with_interval(two_parties({{1, 2}}), left, right, measures::city_block{}).interval);
    CHECK(!compare_with_interval(two_parties({{1, 2}}), left, right, measures::city_block{}).cautious(orientation::distance));
}

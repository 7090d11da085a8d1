// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/measures/all.hpp"

using namespace entente;
using namespace entente::group_measures;

namespace {

issue_column steps(std::size_t categories) {
    issue_column c{.name = "issue", .lower = 1, .upper = static_cast<double>(categories)};
    for (std::size_t k = 1; k <= categories; ++k) c.categories.push_back(static_cast<double>(k));
    return c;
}

/// Actors on one issue; NaN is silence.
position_matrix actors_on(issue_column issue, std::vector<double> const& positions,
                          std::vector<double> const& weights = {}) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (double const x : positions) {
        names.push_back("a" + std::to_string(names.size()));
        if (!std::isnan(x)) cells.push_back({0, true, x, 1, 1});
        offsets.push_back(cells.size());
    }
    position_matrix const m(names, {std::move(issue)}, offsets, cells);
    return weights.empty() ? m : m.with_actor_weights(weights);
}

std::vector<double> counts(std::vector<std::size_t> const& frequencies) {
    std::vector<double> positions;
    for (std::size_t k = 0; k < frequencies.size(); ++k)
        positions.insert(positions.end(), frequencies[k], static_cast<double>(k + 1));
    return positions;
}

template <class Measure>
boost::optional<double> of_counts(std::vector<std::size_t> const& frequencies, Measure const& m) {
    auto const matrix = actors_on(steps(frequencies.size()), counts(frequencies));
    return evaluate(group_column(matrix, 0), m).value;
}

constexpr double silent = no_position;

}  // namespace

TEST_CASE("measures of one issue, worked by hand") {
    // 1 1 2 5 of five categories: P = .5 .25 0 0 .25, F = .5 .75 .75 .75.
    std::vector<std::size_t> const f{2, 1, 0, 0, 1};
    CHECK(*of_counts(f, mean{}) == doctest::Approx(2.25));
    CHECK(*of_counts(f, median{}) == 1.5);
    CHECK(*of_counts(f, variance{}) == doctest::Approx((2 * 1.5625 + 0.0625 + 7.5625) / 4));
    CHECK(*of_counts(f, sartori_range{}) == 4);
    CHECK(*of_counts(f, dalton{}) == doctest::Approx(std::sqrt((2 * 1.5625 + 0.0625 + 7.5625) / 4) / 2));
    CHECK(*of_counts(f, entropy{}) == doctest::Approx(1.5));
    CHECK(*of_counts(f, leik{}) == doctest::Approx(2 * (0.5 + 0.75) / 4));
    CHECK(*of_counts(f, concentration{1}) == doctest::Approx(1 - 2 * (0.5 + 0.75) / 4));
    CHECK(*of_counts(f, blair_lacy{}) == doctest::Approx(std::sqrt(3 * 0.0625 * 4 / 4)));
    CHECK(*of_counts(f, concentration{INFINITY}) == doctest::Approx(0.5));
    double const h = -(0.75 * std::log2(0.75) + 0.25 * std::log2(0.25));
    CHECK(*of_counts(f, reardon{}) == doctest::Approx((1 + 3 * h) / 4));
    CHECK(*of_counts(f, berry_mielke{}) == doctest::Approx((4 + 3 * 3.0) / 16));
    CHECK(*of_counts(f, kvalseth{}) == doctest::Approx(1 - std::sqrt(1 - 13.0 / 16)));
    CHECK(*of_counts(f, reynal_querol{}) == doctest::Approx(4 * (0.25 * 0.5 + 2 * 0.0625 * 0.75)));
    CHECK(*of_counts(f, consensus{}) ==
          doctest::Approx(1 + 0.5 * std::log2(1 - 1.25 / 4) + 0.25 * std::log2(1 - 0.25 / 4) +
                          0.25 * std::log2(1 - 2.75 / 4)));
    CHECK(*of_counts(f, esteban_ray{0}) == doctest::Approx(2 * (0.5 * 0.25 * 1 + 0.5 * 0.25 * 4 + 0.25 * 0.25 * 3)));
    CHECK(*of_counts(f, effective_number{}) == doctest::Approx(4));
    CHECK(*of_counts(f, golosov{}) == doctest::Approx(4));
}

TEST_CASE("van der Eijk's agreement peels layers") {
    CHECK(*of_counts({0, 7, 0, 0}, van_der_eijk{}) == 1);
    CHECK(*of_counts({5, 0, 0, 5}, van_der_eijk{}) == -1);
    CHECK(*of_counts({3, 3, 3, 3}, van_der_eijk{}) == 0);
    // One layer of 10 over all seven, and so on: the pattern 1110000 has U = 1 and 1 - 2/6.
    CHECK(*of_counts({1, 1, 1, 0, 0, 0, 0}, van_der_eijk{}) == doctest::Approx(2.0 / 3));
    // Heights 1 (both ends) and 2 (one end) of three categories: 2 x -1 + 2 x 1 of 4.
    CHECK(*of_counts({3, 0, 1}, van_der_eijk{}) == doctest::Approx(0));
}

TEST_CASE("weights count as actors do") {
    auto const counted = actors_on(steps(5), counts({2, 1, 0, 3, 4}));
    auto const weighed = actors_on(steps(5), {1, 2, 4, 5}, {2, 1, 3, 4});
    group_column const a(counted, 0), b(weighed, 0, group_weights::capability);
    auto const same = [&](auto const& m) {
        INFO(m.description.name);
        CHECK(*evaluate(a, m).value == doctest::Approx(*evaluate(b, m).value).epsilon(1e-14));
    };
    same(van_der_eijk{}), same(consensus{}), same(leik{}), same(blair_lacy{}), same(concentration{3}), same(entropy{});
    same(reardon{}), same(berry_mielke{}), same(kvalseth{}), same(reynal_querol{}), same(mean{}), same(median{});
    same(variance{}), same(dalton{}), same(esteban_ray{}), same(sartori_range{});
    // Weights that are no whole numbers.
    auto const halves = actors_on(steps(5), {1, 2, 4, 5}, {1, 0.5, 1.5, 2});
    group_column const c(halves, 0, group_weights::capability);
    CHECK(*evaluate(c, van_der_eijk{}).value == doctest::Approx(*evaluate(b, van_der_eijk{}).value));
    CHECK(evaluate(c, mean{}).weight == 5);
    CHECK(evaluate(c, mean{}).actors == 4);
}

TEST_CASE("identities of measures of ordered categories") {
    std::mt19937 random(7);
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<std::size_t> f(3 + random() % 6);
        for (auto& n : f) n = random() % 5;
        f[random() % f.size()] += 1;
        std::size_t n = 0;
        for (auto const k : f) n += k;
        auto const l = *of_counts(f, blair_lacy{});
        CHECK(*of_counts(f, leik{}) == doctest::Approx(1 - *of_counts(f, concentration{1})).epsilon(1e-12));
        CHECK(l == doctest::Approx(*of_counts(f, concentration{2})));
        if (n % 2 == 0) {
            CHECK(*of_counts(f, berry_mielke{}) == doctest::Approx(1 - l * l));
            CHECK(*of_counts(f, kvalseth{}) == doctest::Approx(1 - l));
        }
        // From the other end of the scale nothing changes.
        std::vector<std::size_t> const back(f.rbegin(), f.rend());
        CHECK(*of_counts(f, van_der_eijk{}) == doctest::Approx(*of_counts(back, van_der_eijk{})));
        CHECK(*of_counts(f, consensus{}) == doctest::Approx(*of_counts(back, consensus{})));
        CHECK(*of_counts(f, median{}) == static_cast<double>(f.size() + 1) - *of_counts(back, median{}));
    }
}

TEST_CASE("cohesion of votes") {
    issue_column vote{.name = "vote", .measurement = level::ordinal, .lower = -1, .upper = 1, .categories = {-1, 0, 1}};
    auto const matrix = actors_on(vote, {1, 1, 1, -1, 0, silent});
    group_column const c(matrix, 0);
    CHECK(*evaluate(c, rice{}).value == doctest::Approx(0.5));
    CHECK(*evaluate(c, agreement_index{}).value == doctest::Approx((3 - 1.0) / 5));
    CHECK(*evaluate(c, attina{}).value == doctest::Approx(0.2));
    CHECK(*evaluate(c, unity{}).value == doctest::Approx(2.0 / 6));
    // Which vote is which can be said.
    rice const odd{{.yes = 0, .no = 1, .abstain = -1}};
    CHECK(*evaluate(c, odd).value == doctest::Approx(0.5));
    rice const wrong{{.yes = 0.5, .no = 1, .abstain = -1}};
    CHECK_THROWS_AS(evaluate(c, wrong), scale_error);
    auto const abstained = actors_on(vote, {0, 0});
    auto const none = evaluate(group_column(abstained, 0), rice{});
    CHECK(!none.value);
    CHECK(none.reason == "nobody says yes or no");
    CHECK(*evaluate(group_column(abstained, 0), agreement_index{}).value == 1);
}

TEST_CASE("bimodality of four and more") {
    // Two poles of ten: skewness 0, excess kurtosis of a sample (19 / (18 x 17)) (21 x -2 + 6) = -2.235294.
    auto const poles = actors_on(steps(7), counts({10, 0, 0, 0, 0, 0, 10}));
    CHECK(*evaluate(group_column(poles, 0), bimodality{}).value == doctest::Approx(0.766917293233083).epsilon(1e-12));
    auto const three = actors_on(steps(7), {1, 2, 7});
    CHECK(evaluate(group_column(three, 0), bimodality{}).reason == "fewer than four actors, no variation");
    auto const constant = actors_on(steps(7), {3, 3, 3, 3, 3});
    CHECK(!evaluate(group_column(constant, 0), bimodality{}).value);
}

TEST_CASE("what has no value says why") {
    auto const nobody = actors_on(steps(5), {silent, silent});
    CHECK(evaluate(group_column(nobody, 0), mean{}).reason == "nobody that weighs something holds a position");
    auto const light = actors_on(steps(5), {1, 5}, {0, 0});
    CHECK(!evaluate(group_column(light, 0, group_weights::capability), van_der_eijk{}).value);
    auto const two = actors_on(steps(2), {1, 2});
    CHECK_THROWS_WITH_AS(evaluate(group_column(two, 0), van_der_eijk{}), doctest::Contains("three categories"),
                         scale_error);
    issue_column nominal{
        .name = "kind", .measurement = level::nominal, .lower = 0, .upper = 2, .categories = {0, 1, 2}};
    auto const kinds = actors_on(nominal, {0, 2});
    CHECK_THROWS_WITH_AS(evaluate(group_column(kinds, 0), mean{}), doctest::Contains("kind"), scale_error);
}

TEST_CASE("a group of some rows, each once") {
    auto const matrix = actors_on(steps(5), {1, 2, 3, 4, 5});
    std::vector<std::size_t> const rows{4, 0, 4};
    group_column const c(matrix, 0, rows);
    CHECK(c.size() == 2);
    CHECK(*evaluate(c, mean{}).value == 3);
    CHECK_THROWS_AS(group_column(matrix, 1), error);
    std::vector<std::size_t> const beyond{5};
    CHECK_THROWS_AS(group_column(matrix, 0, beyond), error);
}

TEST_CASE("what is taken away leaves nothing behind") {
    std::mt19937 random(3);
    auto const issue = steps(6);
    for (int trial = 0; trial < 100; ++trial) {
        statistics::holdings kept, all;
        statistics::holdings left;
        for (int i = 0; i < 20; ++i) {
            statistics::holdings one;
            double const each = std::ldexp(1 + static_cast<double>(random() % 7), static_cast<int>(random() % 90));
            one.add(static_cast<double>(1 + random() % 6), each, issue);
            all += one;
            if (random() % 2)
                kept += one;
            else
                left += one;
        }
        all -= left;
        all.issue = kept.issue = &issue;
        CHECK(all == kept);
        if (kept.count) CHECK(*consensus{}(all) == *consensus{}(kept));
    }
}

TEST_CASE("influences are what recomputing without an actor gives") {
    auto const matrix = actors_on(steps(5), {1, 1, 2, 4, 5, silent}, {1, 2, 3, 1, 2, 5});
    group_column const c(matrix, 0, group_weights::capability);
    auto const check = [&](auto const& m) {
        INFO(m.description.name);
        auto const whole = evaluate(c, m).value;
        for (auto const& e : explain(c, m)) {
            std::vector<std::size_t> others;
            for (std::size_t row = 0; row < matrix.actors(); ++row)
                if (row != e.unit.value) others.push_back(row);
            auto const without = evaluate(group_column(matrix, 0, others, group_weights::capability), m).value;
            CHECK(*e.influence == doctest::Approx(*whole - *without).epsilon(1e-12));
        }
    };
    check(mean{}), check(variance{}), check(van_der_eijk{}), check(consensus{}), check(esteban_ray{});
    auto const shares = explain(c, mean{});
    double sum = 0;
    for (auto const& e : shares) sum += *e.share;
    CHECK(sum == doctest::Approx(*evaluate(c, mean{}).value));
}

TEST_CASE("each is left out once, however many there are") {
    for (std::size_t n = 2; n <= 17; ++n) {  // in blocks of one size, with rests of any
        std::vector<double> positions;
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) positions.push_back(1 + static_cast<double>(k * k % 17)), sum += positions[k];
        auto const matrix = actors_on(steps(17), positions);
        auto const effects = explain(group_column(matrix, 0), mean{});
        REQUIRE(effects.size() == n);
        for (auto const& e : effects) {
            double const of_others = (sum - positions[e.unit.value]) / static_cast<double>(n - 1);
            CHECK(*e.influence == doctest::Approx(sum / static_cast<double>(n) - of_others));
        }
    }
}

TEST_CASE("one voter agrees with itself, and so do equals that were counted at once") {
    CHECK(*of_counts({1, 0}, rice{}) == 1.0);
    auto const issue = steps(3);
    statistics::holdings all, gone;
    for (int i = 0; i < 5; ++i) all.add(2, 4, issue);
    for (int i = 0; i < 2; ++i) gone.add(2, 4, issue);
    all -= gone;
    CHECK(all.count == 3);
    CHECK(all.weight == 12);
    for (int i = 0; i < 3; ++i) all.add_silent(2, issue);
    statistics::holdings silent_one;
    silent_one.add_silent(2, issue);
    all -= silent_one;
    CHECK(all.silent == std::vector{std::pair(2.0, std::size_t{2})});
    all -= silent_one, all -= silent_one;
    CHECK(all.silent.empty());
}

TEST_CASE("of votes that nobody gave there is no value, rather than NaN") {
    statistics::holdings const none;
    CHECK((!rice{}(none) && !agreement_index{}(none) && !attina{}(none) && !unity{}(none)));
}

TEST_CASE("who holds no position has no share in polarization") {
    // The third party has 40 of 100 votes and no place: the mean is 5, and both others are 3 of 5 from it.
    issue_column const ten{.name = "left to right", .lower = 0, .upper = 10};
    auto const parties = actors_on(ten, {2, 8, silent}, {30, 30, 40});
    CHECK(*evaluate(group_column(parties, 0, group_weights::capability), dalton{}).value == doctest::Approx(0.6));
    // Half of the scale is half of its length, wherever it begins; and all in one place is no missing value, but 0.
    auto const ends = actors_on({.name = "left to right", .lower = 1, .upper = 10}, {1, 10});
    CHECK(*evaluate(group_column(ends, 0), dalton{}).value == doctest::Approx(1));
    auto const together = actors_on(ten, {7, 7, 7}, {20, 30, 50});
    CHECK(*evaluate(group_column(together, 0, group_weights::capability), dalton{}).value == 0);
}

TEST_CASE("bounds that were not searched to the end are said to be as far off as the range of the measure") {
    auto const matrix = actors_on(steps(4), {1, 4, silent, silent});
    auto const b = bounds(group_column(matrix, 0), van_der_eijk{}, {.steps = 2});  // from -1 to 1
    CHECK_FALSE(b.proved);
    CHECK(b.bound == 2);
    CHECK(b.value <= b.bound);
}

TEST_CASE("a scale that a measure has no meaning on is refused by whatever asks for the measure") {
    auto kinds = steps(3);
    kinds.measurement = level::nominal;
    auto const matrix = actors_on(kinds, {1, 2, 2});
    group_column const c(matrix, 0);
    CHECK_THROWS_AS(evaluate(c, mean{}), scale_error);
    CHECK_THROWS_AS(explain(c, mean{}), scale_error);
    CHECK_THROWS_AS(jackknife(c, mean{}), scale_error);
    CHECK_THROWS_AS(resampled(c, mean{}, index_matrix(3, {0, 1, 2})), scale_error);
    CHECK_THROWS_AS(bounds(c, mean{}), scale_error);
}

TEST_CASE("those without a position weigh as the issue matters to the others") {
    position_matrix const m({"a", "b", "c"}, {steps(5)}, {0, 1, 2, 2}, {{0, true, 1, 1, 1}, {0, true, 4, 3, 1}});
    group_column const c(m, 0, group_weights::salience);
    REQUIRE(c.silent().size() == 1);
    CHECK(c.silent()[0].weight == 2);
    CHECK(*evaluate(c, mean{}).value == doctest::Approx((1.0 + 3 * 4) / 4));
}

TEST_CASE("the jackknife of a mean has its standard error") {
    auto const matrix = actors_on(steps(9), {1, 2, 4, 8, 9});
    auto const j = jackknife(group_column(matrix, 0), mean{});
    double const mean_value = 24.0 / 5;
    double squares = 0;
    for (double const x : {1.0, 2.0, 4.0, 8.0, 9.0}) squares += (x - mean_value) * (x - mean_value);
    CHECK(*j.standard_error == doctest::Approx(std::sqrt(squares / 4 / 5)));
    CHECK(*j.bias == doctest::Approx(0));
    double cubes = 0;
    for (double const x : {1.0, 2.0, 4.0, 8.0, 9.0}) cubes += std::pow(x - mean_value, 3);
    CHECK(*j.acceleration == doctest::Approx(cubes / (6 * std::pow(squares, 1.5))));
    auto const alike = actors_on(steps(9), {4, 4, 4});
    CHECK(!jackknife(group_column(alike, 0), mean{}).acceleration.has_value());
    index_matrix const drawn(5, {0, 0, 0, 0, 0, 4, 4, 4, 4, 4});
    auto const values = resampled(group_column(matrix, 0), mean{}, drawn);
    CHECK(*values[0] == 1);
    CHECK(*values[1] == 9);
}

TEST_CASE("bounds are those over every way to speak") {
    auto const matrix = actors_on(steps(4), {1, 4, 4, silent, silent, silent}, {1, 1, 2, 1, 1, 3});
    group_column const c(matrix, 0, group_weights::capability);
    auto const check = [&](auto const& m) {
        INFO(m.description.name);
        double least = INFINITY, greatest = -INFINITY;
        for (int code = 0; code < 64; ++code) {
            auto const spoken =
                actors_on(steps(4), {1, 4, 4, 1.0 + code % 4, 1.0 + code / 4 % 4, 1.0 + code / 16}, {1, 1, 2, 1, 1, 3});
            auto const v = *evaluate(group_column(spoken, 0, group_weights::capability), m).value;
            least = std::min(least, v), greatest = std::max(greatest, v);
        }
        auto const b = bounds(c, m);
        CHECK(b.proved);
        CHECK(b.steps == 40);  // 10 ways for the two of weight 1, 4 for the one of weight 3
        CHECK(*b.solution.lower == doctest::Approx(least));
        CHECK(*b.solution.upper == doctest::Approx(greatest));
    };
    check(mean{}), check(van_der_eijk{}), check(consensus{}), check(entropy{}), check(variance{});
}

TEST_CASE("the median lies between two where their weights tie as decimals") {
    auto const m = actors_on(steps(5), {1, 1, 5}, {0.1, 0.2, 0.3});
    CHECK(*evaluate(group_column(m, 0, group_weights::capability), median{}).value == 3);
    auto const turned = actors_on(steps(5), {1, 5, 5}, {0.3, 0.1, 0.2});
    CHECK(*evaluate(group_column(turned, 0, group_weights::capability), median{}).value == 3);
}

// SPDX-License-Identifier: BSL-1.0
// The fold over units of one's own that are no issues and no actors: numbers, each with a weight.
namespace {
struct assertion_failed {};
}  // namespace
#define ENTENTE_ASSERT(condition) ((condition) ? void() : throw assertion_failed())

#include "entente/fold/units.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "entente/fold/evaluate.hpp"
#include "entente/fold/explain.hpp"
#include "entente/fold/resampling.hpp"

using namespace entente;

namespace {

using maybe = boost::optional<double>;

/// Sums of powers. What a mean is divided by is half the weight here, so that the two are not taken for each other.
template <bool Exactly>
struct powers : summed<powers<Exactly>> {
    std::size_t count = 0;
    double weight = 0, denominator = 0, sum = 0;
    static constexpr bool subtracts_exactly = Exactly;
    static constexpr auto members =
        summed_members<&powers::count, &powers::weight, &powers::denominator, &powers::sum>{};
};

template <bool Exactly = false>
struct numbers {
    using statistic = powers<Exactly>;
    using id = std::size_t;
    std::vector<double> values, weights;
    double power = 1;
    mutable std::size_t added = 0;

    std::size_t size() const { return values.size(); }
    id id_of(std::size_t i) const { return i; }
    statistic empty() const { return {}; }
    void add_to(statistic& s, std::size_t i) const {
        ++added, ++s.count;
        s.weight += weights[i], s.denominator += weights[i] / 2;
        s.sum += weights[i] / 2 * std::pow(values[i], power);
    }
};
static_assert(fold_units<numbers<>>);

template <bool Exactly = false>
struct power_mean {
    using statistic = powers<Exactly>;
    static constexpr measure_description description{
        .name = "power_mean",
        .form = measure_form::mean,
        .needs = level::interval,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 100,
    };
    double exponent = 1;
    maybe operator()(statistic const& s) const { return std::pow(s.sum / s.denominator, 1 / exponent); }
};

struct total {
    using statistic = powers<false>;
    static constexpr measure_description description{
        .name = "total", .form = measure_form::sum, .needs = level::interval, .direction = orientation::distance};
    maybe operator()(statistic const& s) const { return s.sum; }
};

/// Undefined of fewer than three.
struct of_three {
    using statistic = powers<false>;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "of_three", .form = measure_form::other, .needs = level::interval, .direction = orientation::distance};
    maybe operator()(statistic const& s) const { return s.count < 3 ? maybe() : maybe(s.sum / s.denominator); }
};

/// Whatever value it is told, within [-1000, 0.5].
struct told {
    using statistic = powers<false>;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "told",
        .form = measure_form::other,
        .needs = level::interval,
        .direction = orientation::distance,
        .least = -1000,
        .greatest = 0.5,
    };
    maybe value;
    maybe operator()(statistic const&) const { return value; }
};

template <bool Exactly = false>
numbers<Exactly> some_numbers(std::size_t n, double power = 1) {
    std::mt19937 random(static_cast<unsigned>(n));
    numbers<Exactly> made{{}, {}, power};
    for (std::size_t i = 0; i < n; ++i) {
        made.values.push_back(static_cast<double>(1 + random() % 40));
        made.weights.push_back(static_cast<double>(1 + random() % 4));
    }
    return made;
}

/// By its definition: everything else added up anew.
template <class Units, class Measure>
maybe value_without(Units const& units, Measure const& m, std::size_t left_out) {
    auto rest = units.empty();
    for (std::size_t i = 0; i < units.size(); ++i)
        if (i != left_out) units.add_to(rest, i);
    return rest.weight > 0 ? m(rest) : maybe();
}

bool close(maybe a, maybe b) {
    return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= 1e-12 * (1 + std::abs(*a)));
}

struct backwards {
    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        while (count-- > 0) piece(count);
    }
};

template <bool Exactly>
void check_effects(double exponent, bool with_weightless) {
    auto units = some_numbers<Exactly>(7, exponent);
    if (with_weightless) units.weights[3] = 0;
    power_mean<Exactly> const m{exponent};
    auto const all = fold(units);
    CHECK(all.count == 7);
    auto const whole = m(all);
    auto const effects = effects_of(units, m, all, whole);
    REQUIRE(effects.size() == 7);
    double sum = 0, weighed = 0;
    for (std::size_t i = 0; i < 7; ++i) weighed += units.weights[i] * std::pow(units.values[i], exponent);
    for (std::size_t i = 0; i < 7; ++i) {
        bool const silent = with_weightless && i == 3;
        CHECK(close(effects[i].value, silent ? maybe() : maybe(units.values[i])));
        CHECK(close(effects[i].share, *whole * units.weights[i] * std::pow(units.values[i], exponent) / weighed));
        CHECK(close(effects[i].influence, *whole - *value_without(units, m, i)));
        sum += *effects[i].share;
    }
    CHECK(close(sum, whole));
}

}  // namespace

TEST_CASE("Shares are parts of the whole, and an influence is what is lost without the unit") {
    for (double const exponent : {1.0, 2.0, 0.5})
        for (bool const weightless : {false, true}) {
            check_effects<false>(exponent, weightless);
            check_effects<true>(exponent, weightless);
        }
}

TEST_CASE("Shares of a sum are the values, and other forms have none") {
    numbers<> const units{{4, -3, 2}, {2, 2, 0}};
    auto const of_sum = effects_of(units, total{}, fold(units), 1.0);
    CHECK(of_sum[0].share == 4.0);
    CHECK(of_sum[1].share == -3.0);
    CHECK(of_sum[2].share == 0.0);
    CHECK(of_sum[2].value == boost::none);
    CHECK(of_sum[1].influence == 1.0 - 4.0);
    numbers<> const weighty{{4, 2}, {2, 0}};
    CHECK(effects_of(weighty, total{}, fold(weighty), 4.0)[0].influence == boost::none);  // what is left weighs nothing
    auto const of_other = effects_of(units, of_three{}, fold(units), of_three{}(fold(units)));
    CHECK(of_other[0].share == boost::none);
    CHECK(of_other[0].influence == boost::none);  // undefined of the two that are left
}

TEST_CASE("All zeros have shares of nothing; one alone has no influence; without a value nothing has") {
    numbers<> const zeros{{0, 0}, {1, 3}, 2};
    for (auto const& e : effects_of(zeros, power_mean<>{2}, fold(zeros), 0.0)) CHECK(e.share == 0.0);
    numbers<> const one{{5}, {2}};
    auto const alone = effects_of(one, power_mean<>{}, fold(one), 5.0);
    CHECK(alone[0].share == 5.0);
    CHECK(alone[0].influence == boost::none);
    numbers<> const weighty{{5, 1}, {2, 0}};
    CHECK(effects_of(weighty, power_mean<>{}, fold(weighty), 5.0)[0].influence == boost::none);
    auto const undefined = effects_of(zeros, power_mean<>{}, fold(zeros), boost::none);
    CHECK(undefined[0].value == 0.0);
    CHECK(undefined[0].share == boost::none);
    CHECK(undefined[0].influence == boost::none);
}

TEST_CASE("A measure of another exponent than it says is found out by its shares") {
    auto const squares = some_numbers(5, 2);
    power_mean<> const right{2};
    (void)effects_of(squares, right, fold(squares), right(fold(squares)));
    CHECK_THROWS_AS(effects_of(squares, right, fold(squares), *right(fold(squares)) * 1.01), assertion_failed);
    auto const plain = some_numbers(5);
    power_mean<> const mean{};
    CHECK_THROWS_AS(effects_of(plain, mean, fold(plain), *mean(fold(plain)) * 1.01), assertion_failed);
}

TEST_CASE("Each unit is left out once, in any order, and what lies outside of its block is added up once") {
    for (std::size_t n = 0; n < 40; ++n) {
        CAPTURE(n);
        auto const units = some_numbers(n);
        auto const found = values_without_each(units, power_mean<>{}, serial_executor{});
        auto const additions = units.added;
        REQUIRE(found.size() == n);
        for (std::size_t i = 0; i < n; ++i) CHECK(found[i] == value_without(units, power_mean<>{}, i));
        CHECK(found == values_without_each(units, power_mean<>{}, backwards{}));
        CHECK(static_cast<double>(additions) <= 2 * static_cast<double>(n) * std::sqrt(static_cast<double>(n)) + 1);
        detail::unit_blocks const blocks(n);
        std::size_t next = 0;
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            CHECK(blocks.begin(b) == next);
            CHECK(blocks.end(b) > next);
            next = blocks.end(b);
        }
        CHECK(next == n);
    }
    auto const three = some_numbers(3);
    CHECK(values_without_each(three, of_three{}, serial_executor{}) == std::vector<maybe>(3));
}

TEST_CASE("A resample is the fold of the units that it draws") {
    numbers<> const units{{1, 2, 6}, {1, 1, 0}};
    index_matrix const drawn(3, {0, 1, 2, 1, 1, 1, 2, 2, 2, 0, 0, 1});
    REQUIRE(drawn.units() == 3);
    REQUIRE(drawn.resamples() == 4);
    auto const found = resampled_values(units, power_mean<>{}, drawn, backwards{});
    CHECK(found[0] == 1.5);
    CHECK(found[1] == 2.0);
    CHECK(found[2] == boost::none);  // which weighs nothing
    CHECK(close(found[3], 4.0 / 3));
    CHECK(index_matrix().units() == 0);
    CHECK(index_matrix().resamples() == 0);
}

TEST_CASE("Every unit is drawn as often as any other") {
    std::mt19937 random(7);
    for (std::size_t const units : {1u, 2u, 5u}) {
        auto const drawn = index_matrix::draw(units, 2000, random);
        std::vector<std::size_t> times(units);
        for (std::size_t r = 0; r < drawn.resamples(); ++r)
            for (auto const i : drawn[r]) ++times.at(i);
        for (auto const each : times) CHECK(std::abs(static_cast<double>(each) - 2000) < 200);
    }
}

TEST_CASE("A matrix of indices is refused where a row is not full or draws what is not there") {
    CHECK_THROWS_AS(index_matrix(2, {0, 1, 1}), error);
    CHECK_THROWS_AS(index_matrix(2, {0, 2}), error);
    CHECK_THROWS_AS(index_matrix(0, {0}), error);
    CHECK(index_matrix(0, {}).resamples() == 0);
    CHECK(index_matrix(2, {1, 1}).resamples() == 1);
}

TEST_CASE("The jackknife of a mean has no bias, and the error of a mean") {
    std::vector<double> const x{1, 2, 4, 9};
    numbers<> const units{x, {1, 1, 1, 1}};
    auto const without = values_without_each(units, power_mean<>{}, serial_executor{});
    auto const j = summarise_left_out(4.0, without, 100);
    double squares = 0, cubes = 0;  // of the influences, which are x_i - mean
    for (double const v : x) squares += (v - 4) * (v - 4), cubes += std::pow(v - 4, 3);
    CHECK(close(j.bias, 0.0));
    CHECK(close(j.standard_error, std::sqrt(squares / 12)));
    CHECK(close(j.acceleration, cubes / (6 * std::pow(squares, 1.5))));
    CHECK(j.undefined == 0);
    CHECK(close(summarise_left_out(3.0, without, 100).bias, 3.0));  // (n - 1) (4 - 3)
}

TEST_CASE("The jackknife is none where a value is, of one unit, and where it overflows") {
    std::vector<maybe> values{1.0, boost::none, 2.0, boost::none};
    auto const holes = summarise_left_out(1.0, values, 1);
    CHECK(holes.undefined == 2);
    for (auto const& j : {holes, summarise_left_out(1.0, std::vector<maybe>{1.0}, 1),
                          summarise_left_out(boost::none, std::vector<maybe>{1.0, 2.0}, 1)}) {
        CHECK(j.bias == boost::none);
        CHECK(j.standard_error == boost::none);
        CHECK(j.acceleration == boost::none);
    }
    auto const two = summarise_left_out(1.0, std::vector<maybe>{1.0, 2.0}, 1);
    CHECK(close(two.standard_error, 0.5));
    CHECK(close(two.acceleration, 0.0));
    auto const huge = summarise_left_out(1e200, std::vector<maybe>{1e200, 3e200}, 1);
    CHECK(close(huge.bias, 1e200));
    CHECK(close(huge.standard_error, 1e200));  // whose square is beyond the greatest number
    CHECK(close(huge.acceleration, 0.0));
    auto const beyond = summarise_left_out(-1.7e308, std::vector<maybe>{1.7e308, 1.6e308}, 1);
    CHECK(beyond.bias == boost::none);
    CHECK(beyond.standard_error == boost::none);
}

TEST_CASE("Values that differ by rounding have no error, unless they may be in any unit") {
    double const hair = std::numeric_limits<double>::epsilon();
    std::vector<maybe> const nearly{0.0, hair, 4 * hair};
    auto const none = summarise_left_out(0.0, nearly, 1);
    CHECK(none.standard_error == 0.0);
    CHECK(none.acceleration == boost::none);
    auto const some = summarise_left_out(0.0, nearly, std::numeric_limits<double>::infinity());
    CHECK(*some.standard_error > 0);
    CHECK(*some.acceleration < 0);  // the influence of the last is the lowest
    // Of great values by their size.
    CHECK(summarise_left_out(0.0, std::vector<maybe>{-1e6, -1e6 * (1 + 4 * hair)}, 1).standard_error == 0.0);
    CHECK(*summarise_left_out(0.0, std::vector<maybe>{0.0, 1e6 * hair}, 1).standard_error > 0);
}

TEST_CASE("What a formula gives is within its range, or none with a reason") {
    powers<false> const s{};
    auto const given = [&](maybe v) { return detail::value_in_range(told{v}, s); };
    for (double const v : {-1000.0, 0.0, 0.25, 0.5}) {
        CHECK(given(v).value == v);
        CHECK(given(v).reason == undefined_reason::defined);
    }
    // A hair beyond an end is rounding, by the size of the end and no less than of 1.
    CHECK(given(-1000.0009).value == -1000.0);
    CHECK(given(0.5 + 0.9e-6).value == 0.5);
    CHECK(given(0.5 + 0.9e-6).reason == undefined_reason::defined);
    for (double const v : {-1000.0011, -1e9, 0.5 + 1.1e-6, 1000.0}) CHECK_THROWS_AS(given(v), assertion_failed);
    CHECK(given(boost::none).reason == undefined_reason::no_variation);
    CHECK(given(std::nan("")).value == boost::none);
    CHECK(given(std::nan("")).reason == undefined_reason::no_variation);
    for (double const v : {1.0, -1.0}) {
        CHECK(given(v * std::numeric_limits<double>::infinity()).value == boost::none);
        CHECK(given(v * std::numeric_limits<double>::infinity()).reason == undefined_reason::overflow);
    }
    CHECK(value_or_reason().reason == undefined_reason::nothing_shared);
}

namespace {

struct weight_only {
    std::size_t count = 0;
    double weight = 0;
    weight_only& operator+=(weight_only const&) { return *this; }
    weight_only& operator-=(weight_only const&) { return *this; }
};
struct says_itself : weight_only {
    says_itself& operator+=(says_itself const&) { return *this; }
    says_itself& operator-=(says_itself const&) { return *this; }
    bool worn_from(says_itself const& whole) const { return whole.count == 1; }
};

}  // namespace

TEST_CASE(
    "A sum is worn when less than a 64th of it is left, of either sign, and a statistic when one of its sums is") {
    using of_weight = statistic_traits<weight_only>;
    for (double const whole : {64.0, -64.0})
        for (double const sign : {1.0, -1.0}) {
            CHECK_FALSE(of_weight::worn({0, whole}, {0, sign * 1}));
            CHECK_FALSE(of_weight::worn({0, whole}, {0, sign * 64}));
            CHECK(of_weight::worn({0, whole}, {0, sign * 0.99}));
        }
    CHECK(of_weight::worn({0, 1}, {0, std::nan("")}));
    CHECK_FALSE(of_weight::worn({0, 0}, {0, 0}));
    using of_sums = statistic_traits<powers<false>>;
    CHECK_FALSE(of_sums::worn({{}, 64, 64, 64, 64}, {{}, 1, 1, 1, 1}));
    CHECK(of_sums::worn({{}, 64, 64, 64, 64}, {{}, 0, 1, 1, 1}));
    CHECK(of_sums::worn({{}, 64, 64, 64, 64}, {{}, 1, 1, 1, 0.5}));
    CHECK(statistic_traits<says_itself>::worn({{1, 1}}, {{1, 1}}));
    CHECK_FALSE(statistic_traits<says_itself>::worn({{2, 1}}, {{1, 0}}));
    CHECK(of_sums::denominator({{}, 0, 3, 2, 0}) == 2);
    CHECK(of_weight::denominator({0, 3}) == 3);
}

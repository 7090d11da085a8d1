// SPDX-License-Identifier: BSL-1.0
// Where doubles run out for many actors over many issues: against exact rationals, or 150 digits on a circle.
#include <boost/math/constants/constants.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/measures/krippendorff_alpha.hpp"
#include "entente/group/measures/many_raters.hpp"

using namespace entente;
using namespace entente::group_measures;

namespace {

using rational = boost::multiprecision::cpp_rational;
using precise = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<150>>;
using units = std::vector<std::vector<double>>;  // issue by issue, of those who rate it

precise to_precise(rational const& r) {
    return precise(numerator(r)) / precise(denominator(r));
}
void near(boost::optional<double> const& found, precise const& exact, double ulps) {
    REQUIRE(found.has_value());
    precise const apart = abs(precise(*found) - exact);
    CAPTURE(*found);
    CAPTURE(static_cast<double>(exact));
    CHECK(static_cast<double>(precise(apart / (1 + abs(exact)))) <= ulps * 0x1p-52);
}

/// Row r rates issue i where that has an r-th number.
position_matrix matrix_of(issue_column const& scale, units const& of) {
    std::size_t actors = 0;
    for (auto const& u : of) actors = std::max(actors, u.size());
    std::vector<std::string> names;
    std::vector<issue_column> issues;
    for (std::size_t i = 0; i < of.size(); ++i) {
        issues.push_back(scale);
        issues.back().name = "issue " + std::to_string(i + 1);
    }
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t r = 0; r < actors; ++r) {
        names.push_back("actor " + std::to_string(r + 1));
        for (std::uint32_t i = 0; i < of.size(); ++i)
            if (r < of[i].size()) cells.push_back({i, true, of[i][r], 1, 1});
        offsets.push_back(cells.size());
    }
    return {names, issues, offsets, cells};
}

/// 1 - (n - 1) sum_u (sum of d in u) / (m_u - 1) / (sum of d of all), over ordered pairs.
template <class Number, class Difference>
boost::optional<Number> alpha_of(units const& of, Difference&& d) {
    std::vector<double> all;
    Number observed = 0, expected = 0;
    for (auto const& u : of) {
        if (u.size() < 2) continue;
        Number within = 0;
        for (double const a : u)
            for (double const b : u) within += d(a, b);
        observed += within / static_cast<int>(u.size() - 1);
        all.insert(all.end(), u.begin(), u.end());
    }
    for (double const a : all)
        for (double const b : all) expected += d(a, b);
    if (expected == 0) return boost::none;
    return Number(1 - static_cast<int>(all.size() - 1) * observed / expected);
}
rational square(rational const& x) {
    return x * x;
}

}  // namespace

TEST_CASE("alpha of bands of every width and place, against exact rationals") {
    std::mt19937 random(51);
    std::uniform_real_distribution<double> unit(0, 1);
    auto const power = [&](double from, double to) { return std::pow(10.0, from + (to - from) * unit(random)); };
    int circles = 0;
    for (int trial = 0; trial < 250; ++trial) {
        CAPTURE(trial);
        double const width = trial % 10 == 0 ? power(-270, 300) : power(-12, 12);
        double const offset = random() % 3 ? width * power(0, 9) * (random() % 2 ? 1 : -1) : 0;
        double const length =
            random() % 2 ? width : width * power(0, trial % 3 ? 9 : 200 - std::max(0.0, std::log10(width)));
        bool const ratio = offset >= 0 && random() % 2;
        issue_column const scale{.name = "",
                                 .measurement = ratio ? level::ratio : level::interval,
                                 .lower = offset,
                                 .upper = offset + length};
        units of(2 + random() % 5);
        std::vector<double> held;
        for (auto& u : of)
            for (std::size_t r = 0, n = random() % 5; r < n; ++r) {
                double const x =
                    random() % 3 && !held.empty() ? held[random() % held.size()] : offset + width * unit(random);
                u.push_back(std::clamp(x, scale.lower, scale.upper));
                held.push_back(u.back());
            }
        auto const m = matrix_of(scale, of);
        ratings const all(m);
        if (!all.raters()) continue;
        std::vector<double> compared;
        for (auto const& u : of)
            if (u.size() > 1) compared.insert(compared.end(), u.begin(), u.end());
        auto const rank = [&](double x) {
            int below = 0, here = 0;
            for (double const y : compared) below += y < x, here += y == x;
            return rational(below) + rational(here) / 2;
        };
        auto const is = [&](alpha_metric metric, auto const& exact) {
            INFO(to_string(metric));
            auto const found = evaluate(all, krippendorff_alpha{metric});
            CHECK(found.value.has_value() == exact.has_value());
            if (!exact) CHECK(found.reason != "beyond the greatest number");
            return found.value;
        };
        auto const exactly = [&](alpha_metric metric, auto&& d) {
            auto const exact = alpha_of<rational>(of, d);
            auto const found = is(metric, exact);
            if (exact) near(found, to_precise(*exact), 64);
        };
        exactly(alpha_metric::nominal, [](double a, double b) { return rational(a != b ? 1 : 0); });
        exactly(alpha_metric::ordinal, [&](double a, double b) { return square(rank(a) - rank(b)); });
        exactly(alpha_metric::interval, [](double a, double b) { return square(rational(a) - rational(b)); });
        if (ratio)
            exactly(alpha_metric::ratio, [](double a, double b) {
                return a == b ? rational(0) : square((rational(a) - rational(b)) / (rational(a) + rational(b)));
            });
        precise const turn = to_precise(rational(scale.upper) - rational(scale.lower));
        auto const exact = alpha_of<precise>(of, [&](double a, double b) {
            precise const s = sin(boost::math::constants::pi<precise>() * to_precise(rational(a) - rational(b)) / turn);
            return precise(s * s);
        });
        auto const found = is(alpha_metric::circular, exact);
        if (exact) near(found, *exact, 512), ++circles;
    }
    CHECK(circles > 100);
}

TEST_CASE("alpha on the longest scales and the shortest") {
    units const plain{{0, 0, 1}, {2, 2}, {4, 3}, {1, 4, 4}, {0}};
    for (auto const& ends :
         {std::pair(-8e307, 8e307), std::pair(0.0, 1.7e308), std::pair(0.0, 1e-280), std::pair(0.0, 4.0)}) {
        double const lower = ends.first, upper = ends.second;
        CAPTURE(lower);
        CAPTURE(upper);
        for (bool const categories : {false, true}) {
            issue_column scale{.name = "", .lower = lower, .upper = upper}, five{.name = "", .lower = 0, .upper = 4};
            if (categories) {
                for (int k = 0; k < 5; ++k)
                    scale.categories.push_back(k == 4 ? upper : lower + k * ((upper - lower) / 4));
                five.categories = {0, 1, 2, 3, 4};
            }
            auto of = plain;
            for (auto& u : of)
                for (double& x : u) x = x == 4 ? upper : lower + x * ((upper - lower) / 4);
            auto const m = matrix_of(scale, of), small = matrix_of(five, plain);
            for (auto const metric : {alpha_metric::interval, alpha_metric::circular, alpha_metric::ordinal}) {
                INFO(to_string(metric));
                auto const found = evaluate(ratings(m), krippendorff_alpha{metric});
                REQUIRE(found.value.has_value());
                CHECK(*found.value ==
                      doctest::Approx(*evaluate(ratings(small), krippendorff_alpha{metric}).value).epsilon(1e-12));
            }
        }
    }
    // Two categories at the ends of the longest scale make a circle of twice its length.
    issue_column const two{.name = "", .lower = -8e307, .upper = 8e307, .categories = {-8e307, 8e307}};
    auto const m = matrix_of(two, {{-8e307, 8e307}, {8e307, 8e307}});
    CHECK(*evaluate(ratings(m), krippendorff_alpha{alpha_metric::circular}).value == doctest::Approx(0));
    // The least number above 0, on a scale of it.
    issue_column const least{.name = "", .measurement = level::ratio, .lower = 0, .upper = 1};
    auto const hair = matrix_of(least, {{0, 5e-324}, {5e-324, 5e-324}});
    for (auto const metric : {alpha_metric::ratio, alpha_metric::interval, alpha_metric::circular})
        CHECK(*evaluate(ratings(hair), krippendorff_alpha{metric}).value == doctest::Approx(0));
}

TEST_CASE("one order among many ties is as much as it is") {
    // Of each actor's n issues all tie but one: W from its definition, exactly.
    for (std::size_t const n : {3u, 100u, 20000u}) {
        units of(n, {1, 1, 1});
        of[0] = {2, 2, 2}, of[1] = {1, 1, 2};
        rational const N = n;
        // Actors 1 and 2: one 2 above n - 1 ones. Actor 3: two of them above n - 2.
        rational const low = N / 2, high = N, low3 = (N - 1) / 2, high3 = N - rational(1) / 2, mean = 3 * (N + 1) / 2;
        rational const first = 2 * high + high3, second = 2 * low + high3, others = 2 * low + low3;
        rational const squares = square(first - mean) + square(second - mean) + (N - 2) * square(others - mean);
        auto const cubic = [](rational const& t) { return rational(t * t * t - t); };
        rational const greatest = 9 * cubic(N) - 3 * (2 * cubic(N - 1) + cubic(N - 2) + cubic(2));
        auto const m = matrix_of({.name = "", .lower = 1, .upper = 2}, of);
        near(evaluate(ratings(m), kendall_w{}).value, to_precise(12 * squares / greatest), 64);
    }
}

TEST_CASE("one who dissents among many on one of many issues") {
    // n issues and m actors, of whom one says something else on the first.
    issue_column const scale{.name = "", .lower = 1, .upper = 3, .categories = {1, 2, 3}};
    for (std::size_t const n : {10u, 1000u, 30000u})
        for (std::size_t const m : {2u, 5u}) {
            units of(n, std::vector<double>(m, 1));
            of[0][0] = 2;
            auto const matrix = matrix_of(scale, of);
            ratings const all(matrix);
            rational const N = n, M = m;
            for (bool const graded : {false, true}) {
                disagreement_weighting const by(graded ? disagreement::quadratic : disagreement::identity);
                rational const d = graded ? rational(1) / 4 : rational(1), pi = 1 / (N * M);
                // Of the pairs of actors on the first issue each with the one is apart.
                rational const observed = 2 * d / M / N;
                auto const beyond = [&](rational const& expected) { return rational(1 - observed / expected); };
                rational const agreements = 9 - (graded ? rational(4 * d + 2) : rational(6 * d));
                near(evaluate(all, percent_agreement(by)).value, to_precise(1 - observed), 16);
                near(evaluate(all, fleiss_kappa(by)).value, to_precise(beyond(2 * d * pi * (1 - pi))), 64);
                near(evaluate(all, conger_kappa(by)).value, to_precise(beyond(2 * d / (N * M))), 64);
                near(evaluate(all, gwet_ac(by)).value, to_precise(beyond(1 - 2 * pi * (1 - pi) * agreements / 6)), 64);
                near(evaluate(all, brennan_prediger(by)).value, to_precise(beyond(1 - agreements / 9)), 64);
            }
        }
}

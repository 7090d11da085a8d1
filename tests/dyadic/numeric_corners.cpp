// SPDX-License-Identifier: BSL-1.0
// Where doubles run out: narrow bands far from the origin, scales of unlike lengths, weights and scales beyond measure, and
// what an update leaves behind.
#include <boost/multiprecision/cpp_int.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/canberra.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/kappa_va.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/pi_va.hpp"
#include "entente/measures/spearman.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/incremental_pairs.hpp"
#include "entente/pairs/nearest.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

using rational = boost::multiprecision::cpp_rational;
using rows = std::vector<std::vector<double>>;

position_matrix matrix_of(rows const& actors, std::vector<issue_column> issues, rows const& saliences = {}) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t a = 0; a < actors.size(); ++a) {
        names.push_back("actor " + std::to_string(a + 1));
        for (std::uint32_t i = 0; i < actors[a].size(); ++i)
            cells.push_back({i, true, actors[a][i], saliences.empty() ? 1.0 : saliences[a][i], 1});
        offsets.push_back(cells.size());
    }
    for (std::size_t i = 0; i < issues.size(); ++i) issues[i].name = "issue " + std::to_string(i + 1);
    return {names, issues, offsets, cells};
}

std::vector<issue_column> scales(std::size_t n, double lower, double upper) {
    return std::vector<issue_column>(n, issue_column{.name = "", .lower = lower, .upper = upper});
}

/// Exact variances, covariance and squared distance of means, times n^2, of unit coordinates.
struct exact_moments {
    rational x, y, xy, between;
};
exact_moments exactly(std::vector<double> const& a, std::vector<double> const& b,
                      std::vector<issue_column> const& issues) {
    rational n = a.size(), sx, sy, sxx, syy, sxy;
    for (std::size_t i = 0; i < a.size(); ++i) {
        rational const low(issues[i].lower), length = rational(issues[i].upper) - low;
        rational const u = (rational(a[i]) - low) / length, v = (rational(b[i]) - low) / length;
        sx += u, sy += v, sxx += u * u, syy += v * v, sxy += u * v;
    }
    return {n * sxx - sx * sx, n * syy - sy * sy, n * sxy - sx * sy, (sx - sy) * (sx - sy)};
}

template <class Measure>
void same_everywhere(position_matrix const& m, Measure const& measure, double expected, double tolerance) {
    INFO(measure.description.name);
    auto const one = compare(m, 0, 1, measure).value;
    REQUIRE(one);
    CHECK(std::abs(*one - expected) <= tolerance);
    CHECK(all_pairs(m, measure)(0, 1) == one);
    CHECK(one_to_all(m, 0, measure)[1].value == one);
    CHECK(incremental_pairs<Measure>(m, measure)(0, 1).value == one);
}

}  // namespace

TEST_CASE("six positions in a band of a billion") {
    double const base = 500'000'000;
    rows actors{{1, 2, 3, 4, 5, 6}, {2, 1, 3, 4, 6, 5}};
    for (double const step : {1.0, 100.0}) {
        rows far = actors;
        for (auto& row : far)
            for (double& x : row) x = base + step * x;
        auto const m = matrix_of(far, scales(6, 0, 1e9));
        auto const e = exactly(far[0], far[1], scales(6, 0, 1e9));
        double const within = static_cast<double>(rational(e.x + e.y)),
                     together = static_cast<double>(rational(2 * e.xy)), between = static_cast<double>(e.between);
        same_everywhere(m, pearson{}, static_cast<double>(e.xy) / std::sqrt(static_cast<double>(rational(e.x * e.y))),
                        1e-12);
        same_everywhere(m, lin_ccc{}, together / (within + between), 1e-12);
        same_everywhere(m, kappa_va{}, together / (within + between), 1e-12);
        same_everywhere(m, pi_va{}, (together - between / 2) / (within + between / 2), 1e-12);
        same_everywhere(m, spearman{}, *compare(matrix_of(actors, scales(6, 0, 10)), 0, 1, spearman{}).value, 1e-12);
    }
    auto const alike = matrix_of({{base + 1, base + 2, base + 4}, {base + 1, base + 2, base + 4}}, scales(3, 0, 1e9));
    same_everywhere(alike, pearson{}, 1, 1e-12);
    same_everywhere(alike, lin_ccc{}, 1, 1e-12);
}

TEST_CASE("bands of every width and place, against exact rationals") {
    std::mt19937 random(31);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int trial = 0; trial < 400; ++trial) {
        double const length = std::pow(10.0, -12 + 24 * unit(random)), lower = length * (4 * unit(random) - 2);
        double const width = length * std::pow(10.0, -9 * unit(random));
        auto const n = 3 + random() % 6;
        rows actors(2, std::vector<double>(n));
        double const place = unit(random) * 0.9, other = random() % 2 ? place : unit(random) * 0.9;
        auto const columns = scales(n, lower, lower + length);
        for (std::size_t i = 0; i < n; ++i) {
            actors[0][i] = lower + place * length + width * unit(random) * 0.1;
            actors[1][i] = lower + other * length + width * unit(random) * 0.1;
        }
        auto const m = matrix_of(actors, columns);
        auto const e = exactly(actors[0], actors[1], columns);
        double const r = static_cast<double>(e.xy) / std::sqrt(static_cast<double>(e.x) * static_cast<double>(e.y));
        // The stated bound, for two variations and a covariance no greater than them.
        double const bound = 4 * static_cast<double>(n + 2) * 0x1p-40;
        same_everywhere(m, pearson{}, r, bound);
        double const expected = static_cast<double>(rational(2 * e.xy / (e.x + e.y + e.between)));
        same_everywhere(m, lin_ccc{}, expected, bound);
        double sum = 0;
        for (auto const& share : explain(m, 0, 1, pearson{}).issues) sum += share.influence ? 1 : 0;
        CHECK(sum == static_cast<double>(n));
    }
}

TEST_CASE("who does not vary has no correlation, wherever it stands") {
    std::mt19937 random(32);
    for (int trial = 0; trial < 100; ++trial) {
        double const x = static_cast<double>(random() % 1'000'000) / 7;
        auto const m = matrix_of({{x, x, x, x}, {1, 5, 9, 99'999}}, scales(4, 0, 200'000));
        CHECK(compare(m, 0, 1, pearson{}).reason == undefined_reason::no_variation);
        CHECK(!all_pairs(m, pearson{})(0, 1));
    }
}

TEST_CASE("ties are ties across scales of different steps") {
    auto columns = scales(4, 0, 1);
    columns[0].lower = -1;
    auto const m = matrix_of({{-0.7, 0.15, 0.5, 0.9}, {0.9, 0.6, 0.4, 0.1}}, columns);
    // u: 0.15 twice, then 0.5 and 0.9; v: 0.95, 0.6, 0.4, 0.1.
    same_everywhere(m, spearman{}, -0.94868329805051, 1e-12);
    same_everywhere(m, kendall_tau_b{}, -0.91287092917528, 1e-12);
    int ties = 0;
    for (int steps : {10, 5, 3, 2})
        for (int k = -10 * steps; k <= 10 * steps; ++k) {
            issue_column const wide{
                .name = "", .lower = -static_cast<double>(steps), .upper = static_cast<double>(steps)};
            issue_column const plain{.name = "", .lower = 0, .upper = 100};
            // Exactly the same share of both scales, in decimals.
            if ((k + 10 * steps) * 100 % (20 * steps) != 0) continue;
            ++ties;
            CHECK(wide.on_grid(k / 10.0) == plain.on_grid((k + 10 * steps) * 100 / (20 * steps)));
        }
    CHECK(ties > 100);
}

TEST_CASE("an update leaves nothing of what is gone behind") {
    std::mt19937 random(33);
    auto const columns = scales(6, 0, 100);
    auto const one_decimal = [&] { return static_cast<double>(random() % 1001) / 10; };
    for (int trial = 0; trial < 200; ++trial) {
        double const constant = one_decimal();
        rows actors{std::vector<double>(6, constant), {}};
        for (int i = 0; i < 6; ++i) actors[1].push_back(one_decimal());
        auto with_outlier = actors;
        with_outlier[0][2] = one_decimal();
        rows heavy(2, std::vector<double>(6, 1)), plain = heavy;
        heavy[0][2] = 1e15;
        compare_options const weighed{.weights = weighting::first};
        auto const check = [&](auto const& measure) {
            INFO(measure.description.name);
            using measure_type = std::remove_cvref_t<decltype(measure)>;
            incremental_pairs<measure_type> live(matrix_of(with_outlier, columns, heavy), measure, weighed);
            live.update(0, 2, cell{2, true, constant, 1, 1});
            auto const fresh = compare(matrix_of(actors, columns, plain), 0, 1, measure, weighed);
            auto const now = live(0, 1);
            CHECK(now.value.has_value() == fresh.value.has_value());
            CHECK(now.reason == fresh.reason);
            if (now.value) CHECK(std::abs(*now.value - *fresh.value) <= 0x1p-44);
        };
        check(pearson{});
        check(city_block{});
        check(lin_ccc{});
    }
}

TEST_CASE("weights and scales that no sum can hold are refused at the door, with names") {
    auto const refused = [](auto&& make) {
        try {
            make();
        } catch (error const& e) {
            return e;
        }
        FAIL("nothing was refused");
        return error(fault_code::syntax, "");
    };
    for (double const w : {1e-200, 1e-31, 1e31, 1e160, 1.7e308}) {
        auto const e = refused([&] { matrix_of({{1, 2}}, scales(2, 0, 5), {{1, w}}); });
        CHECK(e.code() == fault_code::out_of_range);
        CHECK(e.where().actor == "actor 1");
        CHECK(e.where().issue == "issue 2");
        stance_graph<scale>::builder build;
        auto const who = build.add(actor{"A"});
        auto const on = build.add(basic_issue<scale>{"q", scale::ordinal(1, 5)});
        stance_on<scale> s{};
        s.position = 1, s.status = stance_status::stated, s.salience = w;
        CHECK(refused([&] { build.relate(who, on, s); }).code() == fault_code::out_of_range);
        CHECK(refused([&] { build.add(actor{"B", w}); }).code() == fault_code::out_of_range);
        CHECK(refused([&] {
                  build.add(basic_issue<scale>{"r", scale::ordinal(1, 5), w});
              }).code() == fault_code::out_of_range);
    }
    CHECK(refused([] { scale::interval(0, 1e-305); }).code() == fault_code::invalid_scale);
    CHECK(refused([] { matrix_of({{0}}, scales(1, 0, 1e-305)); }).code() == fault_code::invalid_scale);
}

TEST_CASE("weights at the ends of what may weigh give the values of weights 1") {
    rows const actors{{1, 2, 4, 5}, {2, 2, 5, 4}};
    auto const likert = std::vector<issue_column>(
        4,
        issue_column{.name = "", .measurement = level::ordinal, .lower = 1, .upper = 5, .categories = {1, 2, 3, 4, 5}});
    auto const plain = matrix_of(actors, likert);
    for (double const w : {least_weight, greatest_weight}) {
        auto const m = matrix_of(actors, likert, rows(2, std::vector<double>(4, w)));
        for (auto const how : {weighting::mean, weighting::product}) {
            auto const same = [&](auto const& measure) {
                INFO(measure.description.name);
                auto const c = compare(m, 0, 1, measure, {.weights = how});
                CHECK(*c.value == doctest::Approx(*compare(plain, 0, 1, measure).value).epsilon(1e-12));
                CHECK(std::isfinite(c.weight));
            };
            same(pearson{}), same(spearman{}), same(kendall_tau_b{}), same(lin_ccc{}), same(city_block{}),
                same(cohen_kappa{});
        }
    }
}

TEST_CASE("positions whose sum is beyond the greatest number differ all the same") {
    std::vector<issue_column> const columns{{.name = "", .measurement = level::ratio, .lower = 0, .upper = 1.7e308}};
    auto const m = matrix_of({{1.7e308}, {1e307}}, columns);
    CHECK(*compare(m, 0, 1, canberra{}).value == doctest::Approx(16.0 / 18));
}

TEST_CASE("options that are called otherwise are not counted in one table") {
    auto const columns = [](std::vector<std::string> first, std::vector<std::string> second) {
        return std::vector<issue_column>{
            make_issue_column(basic_issue<scale>{"q1", scale::nominal(std::move(first))}),
            make_issue_column(basic_issue<scale>{"q2", scale::nominal(std::move(second))})};
    };
    rows const actors{{1, 2}, {2, 2}};
    CHECK(compare(matrix_of(actors, columns({"yes", "no"}, {"yes", "no"})), 0, 1, cohen_kappa{}).uncorrected);
    for (auto const& other : {std::vector<std::string>{"no", "yes"}, std::vector<std::string>{"cut", "raise"}}) {
        auto const m = matrix_of(actors, columns({"yes", "no"}, other));
        CHECK_THROWS_WITH_AS(compare(m, 0, 1, cohen_kappa{}), doctest::Contains("issue 2"), scale_error);
        CHECK_THROWS_AS(all_pairs(m, cohen_kappa{}), scale_error);
        CHECK_THROWS_AS(bounds(m, 0, 1, cohen_kappa{}), scale_error);
    }
}

TEST_CASE("as many as there are, when more are asked for") {
    auto const m = matrix_of({{1}, {2}, {4}}, scales(1, 0, 5));
    CHECK(nearest(m, 0, static_cast<std::size_t>(-1), city_block{}).size() == 2);
    CHECK(nearest(m, m, static_cast<std::size_t>(-1), city_block{})[0].size() == 3);
}

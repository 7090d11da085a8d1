// SPDX-License-Identifier: BSL-1.0
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/inference.hpp"
#include "entente/measures/all.hpp"
#include "entente/positions/submatrix.hpp"
#include "entente/text/measure_names.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

/// Two actors on issues of 0, 1, ..., K - 1, on which every measure has a meaning; some stances are missing.
position_matrix random_pair(std::mt19937_64& random, std::size_t issues, int K, bool weighted, double missing = 0.2) {
    auto const share = [&] { return std::uniform_real_distribution<double>()(random); };
    issue_column column{.measurement = level::ratio, .upper = static_cast<double>(K - 1)};
    for (int v = 0; v < K; ++v) column.categories.push_back(v);
    std::vector<issue_column> columns(issues, column);
    std::vector<cell> cells;
    std::vector<std::size_t> offsets{0};
    for (int actor = 0; actor < 2; ++actor) {
        for (std::size_t i = 0; i < issues; ++i) {
            double const position = std::min<double>(K - 1, std::floor(share() * share() * (K + 1)));
            double const salience = weighted ? std::floor(share() * 4) / 3 + 0.1 : 1.0;
            if (share() >= missing) cells.push_back({static_cast<std::uint32_t>(i), true, position, salience, 1});
        }
        offsets.push_back(cells.size());
    }
    return {{"a", "b"}, std::move(columns), std::move(offsets), std::move(cells)};
}

/// Calls `visit` with every measure of the library that needs no file or preset.
template <class Visit>
void for_each_measure(Visit&& visit) {
    for (auto const& d : describe_measures()) {
        if (d.name == "table") continue;
        visit_measure(d.name, visit);
        if (d.argument.starts_with("weighting"))
            for (char const* by : {"linear", "quadratic", "radical"})
                visit_measure(std::string(d.name) + ":" + by, visit);
    }
    visit_measure("krippendorff_alpha:midrank", visit);
}

position_matrix without(position_matrix const& matrix, std::size_t left_out) {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < matrix.issues(); ++i)
        if (i != left_out) rest.push_back(i);
    return select_issues(matrix, rest);
}

}  // namespace

TEST_CASE("jackknife: each value is that of a comparison without the issue") {
    std::mt19937_64 random(1);
    std::size_t compared = 0, undefined = 0;
    for (int round = 0; round < 40; ++round) {
        auto const matrix = random_pair(random, 3 + random() % 12, 2 + static_cast<int>(random() % 5), round % 2 == 1);
        compare_options options;
        if (round % 2) options.weights = round % 4 == 1 ? weighting::mean : weighting::first;
        if (round % 5 == 4) options.missing = missing_policy::opposite_extreme();
        for_each_measure([&](auto const& m) {
            using measure = std::remove_cvref_t<decltype(m)>;
            auto const j = jackknife(matrix, 0, 1, m, options);
            for (auto const& l : j.left_out) {
                auto const again = compare(without(matrix, l.issue.value), 0, 1, m, options);
                CAPTURE(measure::description.name);
                CAPTURE(round);
                CHECK(l.value.has_value() == again.value.has_value());
                if (!l.value || !again.value) {
                    ++undefined;
                    continue;
                }
                ++compared;
                CHECK(std::abs(*l.value - *again.value) <= 1e-12 * std::max(1.0, std::abs(*again.value)));
            }
        });
    }
    CHECK(compared > 10000);
    CHECK(undefined > 100);
}

TEST_CASE("bootstrap: each value is that of a comparison on the issues drawn") {
    std::mt19937_64 random(2);
    for (int round = 0; round < 5; ++round) {
        auto const matrix = random_pair(random, 8, 4, true, 0);
        compare_options const options{.weights = weighting::product};
        auto const drawn = index_matrix::draw(8, 5, random);
        for_each_measure([&](auto const& m) {
            auto const b = bootstrap(matrix, 0, 1, m, options, drawn);
            if (!b.whole.value) return;
            for (std::size_t r = 0; r < drawn.resamples(); ++r) {
                std::vector<cell> cells;
                for (std::size_t actor : {0u, 1u})
                    for (std::size_t k = 0; k < 8; ++k) {
                        auto c = matrix.row(actor)[drawn[r][k]];
                        c.issue = static_cast<std::uint32_t>(k);
                        cells.push_back(c);
                    }
                position_matrix const again({"a", "b"}, {matrix.columns().begin(), matrix.columns().end()}, {0, 8, 16},
                                            cells);
                CHECK(b.values[r] == compare(again, 0, 1, m, options).value);
            }
        });
    }
}

TEST_CASE("inference: the same bits on one thread and many") {
    std::mt19937_64 random(3);
    thread_pool const pool(4);
    auto const backwards = [](std::size_t count, auto&& piece) {
        for (std::size_t i = count; i-- > 0;) piece(i);
    };
    auto const matrix = random_pair(random, 40, 5, true);
    compare_options const options{.weights = weighting::mean};
    for_each_measure([&](auto const& m) {
        std::mt19937_64 first(4), second(4), third(4);
        auto const alone = bootstrap(matrix, 0, 1, m, options, 60, first);
        auto const same = [&](bootstrap_estimate const& b) {
            CHECK(b.values == alone.values);
            CHECK(b.standard_error == alone.standard_error);
            CHECK(b.bias == alone.bias);
            CHECK(b.jackknife.standard_error == alone.jackknife.standard_error);
            CHECK(b.bca().has_value() == alone.bca().has_value());
            if (b.bca()) CHECK(*b.bca() == *alone.bca());
        };
        same(bootstrap(matrix, 0, 1, m, options, 60, second, pool));
        same(bootstrap(matrix, 0, 1, m, options, 60, third, backwards));
        CHECK(first == second);
    });
}

TEST_CASE("linearised: an influence is the derivative of the value by the weight of a cell") {
    std::mt19937_64 random(5);
    using enum disagreement;
    auto const check = [](statistics::contingency const& table, auto const& m) {
        auto const z = detail::cell_influences(table, m.weighted_by(), std::remove_cvref_t<decltype(m)>::model);
        REQUIRE(z.has_value());
        auto const q = table.categories();
        double mean = 0;
        for (std::size_t i = 0; i < q * q; ++i) mean += table.weights[i] / table.weight * (*z)[i];
        // Krippendorff's correction, which the influences leave out, is the same before and after.
        constexpr bool krippendorff = std::remove_cvref_t<decltype(m)>::model == chance_model::krippendorff;
        double const n = static_cast<double>(table.pairs()), correction = krippendorff ? 1 - 1 / (2 * n) : 1.0;
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) {
                double const step = 1e-6;
                auto const moved = [&](double by) {
                    auto t = table;
                    for (double& w : t.weights) w *= 1 - by;
                    t.weights[k * q + l] += by * table.weight;
                    if (!t.counts[k * q + l]) ++t.counts[k * q + l], --t.counts[0];
                    return *m(t);
                };
                double const derivative = (moved(step) - moved(-step)) / (2 * step);
                CHECK(derivative == doctest::Approx(correction * ((*z)[k * q + l] - mean)).epsilon(1e-6).scale(1));
            }
    };
    for (int round = 0; round < 10; ++round) {
        std::size_t const q = 2 + random() % 4;
        std::vector<double> values(q);
        std::iota(values.begin(), values.end(), 1.0);
        statistics::contingency table(values);
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) table.add_pairs(k, l, 1 + random() % 9 + (k == 0 && l == 0 ? 99 : 0));
        for (auto const by : {identity, linear, quadratic, radical, ordinal, circular}) {
            check(table, percent_agreement(by));
            check(table, cohen_kappa(by));
            check(table, scott_pi(by));
            check(table, gwet_ac(by));
            check(table, brennan_prediger(by));
            check(table, krippendorff_alpha(by));
        }
        check(table, krippendorff_alpha(midrank));
    }
}

TEST_CASE("linearised: agrees with the jackknife on many issues, whatever the weights") {
    std::mt19937_64 random(6);
    for (bool const weighted : {false, true}) {
        auto const matrix = random_pair(random, 3000, 5, weighted, 0.1);
        compare_options const options{.weights = weighted ? weighting::mean : weighting::none};
        for_each_measure([&](auto const& m) {
            if constexpr (requires { linearised(matrix, 0, 1, m, options); }) {
                auto const l = linearised(matrix, 0, 1, m, options);
                auto const j = jackknife(matrix, 0, 1, m, options);
                CAPTURE(std::remove_cvref_t<decltype(m)>::description.name);
                REQUIRE(l.standard_error.has_value());
                CHECK(*l.standard_error == doctest::Approx(*j.standard_error).epsilon(0.01));
            }
        });
    }
}

TEST_CASE("wilson: holds the share, narrows with trials and widens with confidence") {
    for (int n = 1; n < 60; ++n)
        for (int k = 0; k <= n; ++k) {
            double const share = static_cast<double>(k) / n;
            auto const i = wilson(k, n), more = wilson(2 * k, 2 * n), surer = wilson(k, n, 0.99),
                       other = wilson(n - k, n);
            CHECK((0 <= i->lower && i->lower <= share && share <= i->upper && i->upper <= 1));
            CHECK(more->upper - more->lower < i->upper - i->lower);
            CHECK((surer->lower <= i->lower && i->upper <= surer->upper));
            CHECK(other->lower == doctest::Approx(1 - i->upper));
        }
}

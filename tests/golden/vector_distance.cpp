// SPDX-License-Identifier: BSL-1.0
// Answers of R 4.2.2: stats, proxy 0.4-27, vegan 2.6-4, cluster 2.1.4 (daisy), gower 1.0.1; six actors on eight issues.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

#include <nlohmann/json.hpp>

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

TEST_CASE("a distance does not depend on who else is there") {
    // Two actors at 1 and 3 of 1..5 are at 1/2. Tools that take the range from the data say 1 of them, and 1/2 once an
    // actor at 5 is there as well.
    CHECK(value_of(pair_of_actors(scale::ordinal(1, 5), {1.0}, {3.0}), city_block{}) == 0.5);
    // With the range of the data as the scale we say what they say.
    CHECK(value_of(pair_of_actors(scale::ordinal(1, 3), {1.0}, {3.0}), city_block{}) == 1.0);
    // Nor on how many issues are missing: sums that are scaled up by (issues / shared issues) are our mean times the
    // issues.
    CHECK(value_of(pair_of_actors(scale::ordinal(1, 5), {1.0, 1.0, boost::none}, {3.0, boost::none, 2.0}),
                   city_block{}) == 0.5);
}

namespace {

using nlohmann::json;

boost::optional<double> number(json const& j) {
    if (j.is_number()) return j.get<double>();
    return boost::none;
}

positions positions_of(json const& list) {
    positions result;
    for (auto const& p : list) result.push_back(number(p));
    return result;
}

/// The columns of a case on one scale, or each with the range of its data.
position_matrix matrix_of(json const& rows, std::vector<issue_column> columns) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : rows) {
        names.push_back("actor " + std::to_string(names.size()));
        auto const held = positions_of(row);
        for (std::size_t i = 0; i < held.size(); ++i)
            if (held[i]) cells.push_back({static_cast<std::uint32_t>(i), true, *held[i], 1, 1});
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

std::vector<issue_column> columns_of(std::size_t issues, issue_column const& c) {
    return std::vector<issue_column>(issues, c);
}

issue_column column(level measurement, double lower, double upper) {
    issue_column c;
    c.name = "issue";
    c.measurement = measurement;
    c.lower = lower;
    c.upper = upper;
    return c;
}

std::pair<double, double> range_of(json const& rows, std::size_t issue) {
    double low = INFINITY, high = -INFINITY;
    for (auto const& row : rows)
        if (auto const x = number(row[issue])) low = std::min(low, *x), high = std::max(high, *x);
    return {low, high};
}

struct tally {
    int compared = 0;
    double worst = 0;

    /// Every pair of a matrix against ours times a factor.
    template <class Measure>
    void check(json const& theirs, position_matrix const& m, Measure const& measure, double factor,
               compare_options const& o = {}) {
        for (std::size_t a = 0; a < m.actors(); ++a)
            for (std::size_t b = 0; b < m.actors(); ++b) {
                auto const expected = number(theirs[a][b]);
                if (a == b || !expected) continue;
                auto const ours = compare(m, a, b, measure, o).value;
                REQUIRE(ours);
                double const e = relative_error(*ours * factor, *expected);
                INFO("actors ", a, " ", b, " ours ", *ours * factor, " theirs ", *expected);
                CHECK(e <= 1e-9);
                worst = std::max(worst, e);
                ++compared;
            }
    }
};

}  // namespace

TEST_CASE("R: sums are our means times the issues and the range") {
    auto const file = reference_file("golden/agreement/vector_distance.json");
    if (!file) return;
    std::ifstream in(*file);
    auto const golden = json::parse(in);
    tally sums, relative, angles, gowers, factors;
    int zero_zero = 0, by_range_of_data = 0;
    for (auto const& c : golden["cases"]) {
        auto const id = c["id"].get<std::string>();
        INFO(id);
        auto const& rows = c["actors_by_issues"];
        auto const& expected = c["expected"];
        std::size_t const issues = rows[0].size();
        auto const p = static_cast<double>(issues);
        double low = INFINITY, high = -INFINITY;
        for (std::size_t i = 0; i < issues; ++i) {
            low = std::min(low, range_of(rows, i).first);
            high = std::max(high, range_of(rows, i).second);
        }
        bool const is_signed = low < 0;
        double const lower = is_signed ? -5 : 0, upper = is_signed ? 5 : high, range = upper - lower;
        auto const on_scale =
            matrix_of(rows, columns_of(issues, column(is_signed ? level::interval : level::ratio, lower, upper)));

        for (auto const* name :
             {"stats_dist_manhattan", "proxy_dist_Manhattan", "vegdist_manhattan", "daisy_manhattan"})
            sums.check(expected[name], on_scale, city_block{}, range * p);
        for (auto const* name :
             {"stats_dist_euclidean", "proxy_dist_Euclidean", "vegdist_euclidean", "daisy_euclidean"})
            sums.check(expected[name], on_scale, euclidean{}, range * std::sqrt(p));
        for (auto const* name : {"stats_dist_maximum", "proxy_dist_supremum"})
            sums.check(expected[name], on_scale, chebyshev{}, range);
        sums.check(expected["stats_dist_minkowski3"], on_scale, minkowski{3}, range * std::cbrt(p));

        if (is_signed) {
            // On a scale with negative values Canberra's sum divides by what may be 0 or cancel: R gives numbers, we
            // refuse.
            CHECK_THROWS_AS(compare(on_scale, 0, 1, canberra{}), scale_error);
        } else {
            // R leaves a pair of zeros out and scales the rest up; for us two zeros are as close as can be.
            bool const has_zeros = low == 0;
            for (auto const* name : {"stats_dist_canberra", "proxy_dist_Canberra"}) {
                if (!has_zeros) relative.check(expected[name], on_scale, canberra{}, p);
                if (has_zeros)
                    for (std::size_t a = 0; a < on_scale.actors(); ++a)
                        for (std::size_t b = 0; b < on_scale.actors(); ++b) {
                            std::size_t informative = 0;
                            for (std::size_t i = 0; i < issues; ++i)
                                if (rows[a][i].get<double>() != 0 || rows[b][i].get<double>() != 0) ++informative;
                            if (a == b || informative == 0 || !expected[name][a][b].is_number()) continue;
                            auto const ours = compare(on_scale, a, b, canberra{}).value;
                            REQUIRE(ours);
                            CHECK(relative_error(*ours * p * p / static_cast<double>(informative),
                                                 expected[name][a][b].get<double>()) <= 1e-9);
                            if (informative != issues) ++zero_zero;
                        }
            }
            angles.check(expected["proxy_simil_cosine"], on_scale, cosine{}, 1);
        }

        // Gower's distance with the range of the data, that moves when an actor comes or goes: ours on scales of that
        // range.
        std::vector<issue_column> by_data;
        bool constant = false;
        for (std::size_t i = 0; i < issues; ++i) {
            auto const [l, h] = range_of(rows, i);
            constant = constant || l == h;
            by_data.push_back(column(level::interval, l, h));
        }
        if (!constant) {
            auto const m = matrix_of(rows, by_data);
            for (auto const* name : {"daisy_gower", "proxy_dist_Gower", "vegdist_gower", "gower_dist"}) {
                if (expected[name].is_string()) continue;
                gowers.check(expected[name], m, city_block{}, 1);
                gowers.check(expected[name], m, gower{}, 1);
            }
            for (std::size_t i = 0; i < issues; ++i) by_data[i].weight = static_cast<double>(i + 1);
            gowers.check(expected["daisy_gower_weights_1toP"], matrix_of(rows, by_data), gower{}, 1,
                         {.weights = weighting::issue});
            // On the scale itself nothing of this happens: the least distance that can be told apart is that of the
            // scale.
            for (std::size_t b = 1; b < on_scale.actors(); ++b) {
                auto const ours = compare(on_scale, 0, b, gower{}).value;
                REQUIRE(ours);
                CHECK(*ours <= expected["daisy_gower"][0][b].get<double>() + 1e-12);
                by_range_of_data += *ours < expected["daisy_gower"][0][b].get<double>() - 1e-12;
            }
        }
        std::vector<double> values;
        for (double v = lower; v <= upper; ++v) values.push_back(v);
        auto const unordered = matrix_of(rows, columns_of(issues, column_of(level::nominal, values)));
        factors.check(expected["daisy_gower_factor"], unordered, gower{}, 1);
        factors.check(expected["daisy_gower_factor"], unordered, as_distance(share_identical{}), 1);
        if (expected.contains("proxy_simil_simple_matching"))
            factors.check(expected["proxy_simil_simple_matching"], unordered, share_identical{}, 1);
    }
    MESSAGE("sums " << sums.compared << ", worst " << sums.worst << "; Canberra " << relative.compared << ", worst "
                    << relative.worst << ", with 0/0 " << zero_zero << "; cosine " << angles.compared << ", worst "
                    << angles.worst << "; Gower with the range of the data " << gowers.compared << ", worst "
                    << gowers.worst << ", above that of the scale " << by_range_of_data << "; unordered "
                    << factors.compared << ", worst " << factors.worst);
    CHECK(sums.compared == 6 * 30 * 11);
    CHECK(relative.compared == 4 * 30 * 2);
    CHECK(angles.compared > 100);
    CHECK(gowers.compared > 500);
    CHECK(factors.compared > 300);
}

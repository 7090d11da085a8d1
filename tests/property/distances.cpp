// SPDX-License-Identifier: BSL-1.0
// What holds of every distance on random scales, positions, weights and policies, and what they are to one another.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
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

using generator = std::mt19937_64;

double uniform(generator& g, double lower, double upper) {
    return std::uniform_real_distribution<double>(lower, upper)(g);
}
std::size_t below(generator& g, std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(g);
}

/// A scale of at least a level: nominal, ordinal with even or uneven categories, interval, ratio.
issue_column random_column(generator& g, level at_least) {
    issue_column c;
    auto const first = static_cast<std::size_t>(at_least);
    c.measurement = static_cast<level>(first + below(g, 4 - first));
    bool const ratio = c.measurement == level::ratio;
    c.lower = ratio && below(g, 2) ? 0 : uniform(g, ratio ? 0 : -9, 9);
    c.upper = c.lower + uniform(g, 0.5, 9);
    if (c.measurement <= level::ordinal) {
        auto const n = 2 + below(g, 6);
        bool const even = below(g, 2) == 0;
        c.lower = std::round(c.lower);
        for (std::size_t k = 0; k < n; ++k)
            c.categories.push_back(
                k == 0 ? c.lower : c.categories.back() + (even ? 1.0 : 1.0 + static_cast<double>(below(g, 3))));
        c.upper = c.categories.back();
    }
    return c;
}

double random_position(generator& g, issue_column const& c) {
    if (!c.categories.empty()) return c.categories[below(g, c.categories.size())];
    switch (below(g, 4)) {
    case 0:
        return c.lower;
    case 1:
        return c.upper;
    default:
        return uniform(g, c.lower, c.upper);
    }
}

struct world {
    std::vector<issue_column> columns;
    positions first, second;
};

world random_world(generator& g, level at_least, bool weighted = true) {
    world w;
    auto const issues = 1 + below(g, 7);
    for (std::size_t i = 0; i < issues; ++i) {
        w.columns.push_back(random_column(g, at_least));
        w.columns.back().name = "issue " + std::to_string(i);
        if (weighted) w.columns.back().weight = below(g, 5) == 0 ? 0.0 : uniform(g, 0, 4);
        w.first.push_back(random_position(g, w.columns.back()));
        w.second.push_back(random_position(g, w.columns.back()));
    }
    return w;
}

position_matrix matrix_of(world const& w) {
    std::vector<cell> cells;
    auto const add = [&](positions const& held) {
        for (std::size_t i = 0; i < held.size(); ++i)
            if (held[i]) cells.push_back({static_cast<std::uint32_t>(i), true, *held[i], 1, 1});
    };
    add(w.first);
    auto const middle = cells.size();
    add(w.second);
    std::vector<std::size_t> offsets{0, middle, cells.size()};
    // Unchecked: one of the tests asks what lies between two categories.
    return {unchecked, {"first", "second"}, w.columns, std::move(offsets), std::move(cells)};
}

compare_options const weighted{.weights = weighting::issue};

/// Calls `visit(measure)` with each distance, and each agreement as a distance.
template <class Visit>
void for_each_distance(generator& g, Visit&& visit) {
    visit(city_block{});
    visit(gower{});
    visit(euclidean{});
    visit(euclidean_squared_weights{});
    visit(minkowski{uniform(g, 1, 6)});
    visit(chebyshev{});
    visit(canberra{});
    visit(directional{});
    visit(hybrid{uniform(g, 0, 1)});
    visit(as_distance(mixed{uniform(g, 0, 1)}));
    visit(as_distance(scalar_product{}));
    visit(as_distance(signorino_ritter{}));
    visit(as_distance(share_identical{}));
    visit(as_distance(mars_affinity{.gamma = uniform(g, 0, 1)}));
    visit(cosine_distance{});
}

}  // namespace

TEST_CASE("every distance stays within its bounds, is symmetric where it says so, and finds nothing between equals "
          "where it should") {
    generator g(20240601);
    for (int round = 0; round < 400; ++round)
        for_each_distance(g, [&](auto const& m) {
            using measure = std::decay_t<decltype(m)>;
            auto const w = random_world(g, measure::description.needs);
            auto const x = matrix_of(w);
            INFO(std::string(measure::description.name), " round ", round);
            auto const there = compare(x, 0, 1, m, weighted).value, back = compare(x, 1, 0, m, weighted).value;
            if (!there) return;
            CHECK(*there >= measure::description.least);
            CHECK(*there <= measure::description.greatest);
            if (measure::description.symmetric) CHECK(there == back);
        });
}

TEST_CASE("equal actors are at 0 from one another, different ones are not") {
    generator g(7);
    auto const check = [&](auto const& m) {
        using measure = std::decay_t<decltype(m)>;
        auto w = random_world(g, measure::description.needs, false);
        auto const apart = compare(matrix_of(w), 0, 1, m).value;
        bool const equal = w.first == w.second;
        CHECK((*apart > 0) == !equal);
        w.second = w.first;
        CHECK(compare(matrix_of(w), 0, 1, m).value == 0.0);
    };
    for (int round = 0; round < 300; ++round) {
        check(city_block{});
        check(gower{});
        check(euclidean{});
        check(euclidean_squared_weights{});
        check(minkowski{uniform(g, 1, 6)});
        check(chebyshev{});
        check(canberra{});
        check(as_distance(share_identical{}));
    }
}

TEST_CASE("metrics obey the triangle inequality") {
    generator g(11);
    auto const check = [&](auto const& m) {
        using measure = std::decay_t<decltype(m)>;
        auto w = random_world(g, measure::description.needs);
        auto const xy = compare(matrix_of(w), 0, 1, m, weighted).value;
        if (!xy) return;
        auto via = w;
        for (std::size_t i = 0; i < via.columns.size(); ++i) via.second[i] = random_position(g, via.columns[i]);
        auto const xz = compare(matrix_of(via), 0, 1, m, weighted).value;
        via.first = w.second;
        auto const zy = compare(matrix_of(via), 1, 0, m, weighted).value;
        CHECK(*xy <= *xz + *zy + 1e-12);
    };
    for (int round = 0; round < 300; ++round) {
        check(city_block{});
        check(gower{});
        check(euclidean{});
        check(euclidean_squared_weights{});
        check(minkowski{uniform(g, 1, 6)});
        check(chebyshev{});
        check(canberra{});
    }
}

TEST_CASE("silence is never worse than open opposition, under every policy that has a meaning") {
    generator g(99);
    int checked = 0, tight = 0;
    for (int round = 0; round < 400; ++round)
        for_each_distance(g, [&](auto const& m) {
            using measure = std::decay_t<decltype(m)>;
            auto const needs = std::max(measure::description.needs, below(g, 4) == 0 ? level::nominal : level::ordinal);
            auto w = random_world(g, needs);
            auto const silent = below(g, w.columns.size());
            std::vector<double> could_say = w.columns[silent].categories;
            double const amount = uniform(g, 0, 1);
            auto const& c = w.columns[silent];
            if (c.categories.empty())
                for (int k = 0; k <= 64; ++k) could_say.push_back(c.from_normalised(k / 64.0));
            // The middle and the penalty may come to lie between categories. The value of a measure that is no mean
            // over issues can be extreme there, by a hair: then they count as positions.
            if (c.categories.empty() || !mean_measure<measure>) {
                could_say.push_back(c.midpoint());
                double const known = *w.first[silent], step = amount * c.length();
                could_say.push_back(known <= c.midpoint() ? std::min(known + step, c.upper)
                                                          : std::max(known - step, c.lower));
            }
            boost::optional<double> worst;
            for (double const p : could_say) {
                w.second[silent] = p;
                auto const said = compare(matrix_of(w), 0, 1, m, weighted).value;
                if (said && (!worst || *said > *worst)) worst = said;
            }
            w.second[silent] = boost::none;
            auto const x = matrix_of(w);
            for (auto const& policy : {missing_policy::neutral(), missing_policy::opposite_extreme(),
                                       missing_policy::expected(), missing_policy::penalty(amount)}) {
                bool const nominal = std::any_of(w.columns.begin(), w.columns.end(),
                                                 [](auto const& other) { return other.measurement == level::nominal; });
                if (nominal &&
                    (policy.what == missing_policy::rule::neutral || policy.what == missing_policy::rule::penalty))
                    continue;
                if (!measure_traits<measure>::linear(m))
                    if (policy.what == missing_policy::rule::expected) continue;
                auto const filled = compare(x, 0, 1, m, {.missing = policy, .weights = weighting::issue}).value;
                if (!filled) continue;
                INFO(std::string(measure::description.name), " rule ", static_cast<int>(policy.what), " round ", round);
                REQUIRE(worst);
                CHECK(*filled <= *worst + 1e-12);
                ++checked;
                tight += policy.what == missing_policy::rule::opposite_extreme && *filled >= *worst - 1e-12;
            }
        });
    CHECK(checked > 10000);
    CHECK(tight > 1000);  // opposition is what the policy of that name fills in
}

TEST_CASE("distances do not depend on the units of a scale, nor on the unit of the weights") {
    generator g(5);
    for (int round = 0; round < 200; ++round) {
        auto const w = random_world(g, level::ordinal);
        auto moved = w;
        for (std::size_t i = 0; i < w.columns.size(); ++i) {
            auto& c = moved.columns[i];
            if (c.measurement == level::ratio) continue;  // a ratio scale has no other zero
            double const k = uniform(g, 0.1, 5), shift = uniform(g, -5, 5);
            auto const move = [&](double v) { return k * v + shift; };
            // Mirrored scales are not moved ones: k > 0.
            c.lower = move(c.lower), c.upper = move(c.upper);
            std::vector<double> at = c.categories;
            for (double& v : at) v = move(v);
            c.categories = std::move(at);
            moved.first[i] = move(*w.first[i]), moved.second[i] = move(*w.second[i]);
        }
        auto heavier = w;
        for (auto& c : heavier.columns) c.weight *= 3;
        auto const check = [&](auto const& m) {
            INFO(std::string(std::decay_t<decltype(m)>::description.name));
            auto const v = compare(matrix_of(w), 0, 1, m, weighted).value;
            auto const u = compare(matrix_of(moved), 0, 1, m, weighted).value;
            auto const h = compare(matrix_of(heavier), 0, 1, m, weighted).value;
            CHECK(v.has_value() == u.has_value());
            CHECK(v.has_value() == h.has_value());
            if (!v || !u || !h) return;
            CHECK(*u == doctest::Approx(*v).epsilon(1e-9));
            CHECK(*h == doctest::Approx(*v).epsilon(1e-12));
        };
        check(city_block{});
        check(euclidean{});
        check(euclidean_squared_weights{});
        check(minkowski{3});
        check(chebyshev{});
        check(gower{});
        check(directional{});
        check(hybrid{0.3});
        check(mixed{0.7});
        check(scalar_product{});
    }
}

TEST_CASE("what the measures are to one another") {
    generator g(31);
    for (int round = 0; round < 400; ++round) {
        auto const w = random_world(g, level::ordinal);
        auto const x = matrix_of(w);
        auto const of = [&](auto const& m) { return compare(x, 0, 1, m, weighted).value; };
        if (!of(city_block{})) continue;
        double const c = *of(city_block{}), e = *of(euclidean{}), d = *of(directional{}), top = *of(chebyshev{});
        CHECK(*of(gower{}) == doctest::Approx(c).epsilon(1e-12));
        CHECK(*of(minkowski{1}) == doctest::Approx(c).epsilon(1e-12));
        CHECK(*of(minkowski{2}) == doctest::Approx(e).epsilon(1e-12));
        double before = 0;
        for (double const p : {1.0, 1.5, 2.0, 3.0, 8.0, 32.0}) {
            double const now = *of(minkowski{p});
            CHECK(now >= before - 1e-12);
            CHECK(now <= top + 1e-12);
            before = now;
        }
        double const part = uniform(g, 0, 1);
        CHECK(*of(hybrid{part}) == doctest::Approx(part * c + (1 - part) * d).epsilon(1e-12));
        CHECK(*of(mixed{part}) == doctest::Approx(1 - (part * e * e + (1 - part) * d)).epsilon(1e-12));
        CHECK(*of(scalar_product{}) == doctest::Approx(1 - 2 * d).epsilon(1e-12));
        CHECK(*of(signorino_ritter{}) == doctest::Approx(1 - 2 * c).epsilon(1e-12));
        if (auto const angle = of(cosine{})) CHECK(*of(cosine_distance{}) == 1 - *angle);
        // |a| + |b| over same and opposite sides is all there is on sides.
        double sides_sum = 0;
        for (std::size_t i = 0; i < w.columns.size(); ++i) {
            double const a = w.columns[i].centred(*w.first[i]), b = w.columns[i].centred(*w.second[i]);
            if (a != 0 && b != 0) sides_sum += w.columns[i].weight * (std::abs(a) + std::abs(b)) / 2;
        }
        CHECK(*of(convergence{}) + *of(divergence{}) == doctest::Approx(sides_sum).epsilon(1e-9));
    }
}

TEST_CASE("a table of differences is city block, one of equality is the share of identical positions") {
    generator g(17);
    for (int round = 0; round < 200; ++round) {
        auto const n = 2 + below(g, 6);
        score_table_data differences{.answers = n, .scores = {}}, equal{.answers = n, .scores = {}};
        for (std::size_t x = 0; x < n; ++x)
            for (std::size_t y = 0; y < n; ++y) {
                differences.scores.push_back(static_cast<double>(n - 1) -
                                             std::abs(static_cast<double>(x) - static_cast<double>(y)));
                equal.scores.push_back(x == y ? 1.0 : 0.0);
            }
        world w;
        auto const issues = 1 + below(g, 6);
        for (std::size_t i = 0; i < issues; ++i) {
            w.columns.push_back(column_of(scale::ordinal(1, static_cast<int>(n))));
            w.columns.back().weight = uniform(g, 0.1, 3);
            w.first.push_back(random_position(g, w.columns.back()));
            w.second.push_back(random_position(g, w.columns.back()));
        }
        auto const x = matrix_of(w);
        CHECK(*compare(x, 0, 1, by_score_table(score_table(differences)), weighted).value ==
              doctest::Approx(*compare(x, 0, 1, as_agreement(city_block{}), weighted).value).epsilon(1e-12));
        CHECK(*compare(x, 0, 1, by_score_table(score_table(equal)), weighted).value ==
              doctest::Approx(*compare(x, 0, 1, share_identical{}, weighted).value).epsilon(1e-12));
    }
}

TEST_CASE("shares sum to the whole, and the bounds of separable distances hold every completion") {
    generator g(23);
    for (int round = 0; round < 200; ++round)
        for_each_distance(g, [&](auto const& m) {
            using measure = std::decay_t<decltype(m)>;
            auto w = random_world(g, measure::description.needs);
            INFO(std::string(measure::description.name), " round ", round);
            if constexpr (mean_measure<measure>) {
                auto const parts = explain(matrix_of(w), 0, 1, m, weighted);
                if (parts.whole.value) {
                    double sum = 0;
                    for (auto const& p : parts.issues) sum += *p.share;
                    CHECK(sum == doctest::Approx(*parts.whole.value).epsilon(1e-9));
                }
            }
            auto const open = below(g, w.columns.size());
            w.second[open] = boost::none;
            auto const b =
                bounds(matrix_of(w), 0, 1, m, {.open = bounds_options::open_positions::missing, .compare = weighted});
            if (!b.lower) return;
            boost::optional<double> least, most;
            for (int k = 0; k < 24; ++k) {
                w.second[open] = random_position(g, w.columns[open]);
                auto const v = compare(matrix_of(w), 0, 1, m, weighted).value;
                if (!v) continue;
                CHECK(*v >= *b.lower - 1e-9);
                CHECK(*v <= *b.upper + 1e-9);
                if (!least || *v < *least) least = v;
                if (!most || *v > *most) most = v;
            }
            // Few categories have all been tried: then the bounds are reached.
            if (b.exact && w.columns[open].categories.size() == 2 && least && *least != *most) {
                CHECK(*least == doctest::Approx(*b.lower).epsilon(1e-9));
                CHECK(*most == doctest::Approx(*b.upper).epsilon(1e-9));
            }
        });
}

// SPDX-License-Identifier: BSL-1.0
// Identities between measures, and naive counts, on random pairs of actors.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

constexpr disagreement named[] = {disagreement::identity, disagreement::linear,  disagreement::quadratic,
                                  disagreement::radical,  disagreement::ordinal, disagreement::ratio,
                                  disagreement::circular, disagreement::bipolar};

struct sample {
    issue_column scale;
    positions x, y;  // all held
    std::vector<double> weights;
};

/// A pair of actors on a scale of 2 to 11 categories, now and then without variation or in full agreement.
sample random_sample(std::mt19937& random, std::size_t categories = 0) {
    auto const up_to = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n)(random); };
    sample s;
    auto const q = categories ? categories : 2 + up_to(9);
    std::vector<double> values;
    bool const even = up_to(1) == 0;
    for (std::size_t k = 0; k < q; ++k)
        values.push_back(values.empty() ? static_cast<double>(up_to(2))
                                        : values.back() + 1.0 + (even ? 0.0 : static_cast<double>(up_to(3))));
    s.scale = column_of(level::ratio, values);
    auto const n = 1 + up_to(40);
    auto const kind = up_to(9);
    auto const narrow = up_to(q - 1);
    for (std::size_t i = 0; i < n; ++i) {
        auto const a = kind == 0 ? q - 1 : kind == 1 ? std::min(narrow, up_to(q - 1)) : up_to(q - 1);
        auto const b = kind == 0 ? (narrow == 0 ? 0 : q - 1) : kind == 2 ? a : kind == 3 ? 0 : up_to(q - 1);
        s.x.push_back(values[a]), s.y.push_back(values[b]);
        s.weights.push_back(static_cast<double>(up_to(4)) / 4 * 1.1);
    }
    return s;
}

bool same(boost::optional<double> const& a, boost::optional<double> const& b, double tolerance = 1e-12) {
    if (!a || !b) return !a && !b;
    return std::abs(*a - *b) <= tolerance * std::max(1.0, std::abs(*a));
}

template <class Check>
void for_samples(std::uint32_t seed, int count, std::size_t categories, Check check) {
    std::mt19937 random(seed);
    for (int i = 0; i < count; ++i) {
        auto const s = random_sample(random, categories);
        auto const m = pair_of_actors(s.scale, s.x, s.y, s.weights);
        for (auto const by : {weighting::none, weighting::issue}) {
            INFO("sample ", i, ", ", std::string(to_string(by)), " weights, ", s.scale.categories.size(),
                 " categories, ", s.x.size(), " issues");
            check(s, m, compare_options{.weights = by});
        }
    }
}

}  // namespace

TEST_CASE("S is twice the agreement less one, raw agreement is the distances turned") {
    for_samples(1, 300, 0, [](sample const&, position_matrix const& m, compare_options const& o) {
        auto const twice_less_one = [&](disagreement d) -> boost::optional<double> {
            auto const pa = value_of(m, percent_agreement{d}, o);
            if (!pa) return pa;
            return 2 * *pa - 1;
        };
        CHECK(same(value_of(m, signorino_ritter{}, o), twice_less_one(disagreement::linear)));
        CHECK(same(value_of(m, signorino_ritter_squared{}, o), twice_less_one(disagreement::quadratic)));
        CHECK(same(value_of(m, share_identical{}, o), value_of(m, percent_agreement{}, o)));
    });
}

TEST_CASE("kappa_va is quadratic kappa and Lin's concordance, pi_va quadratic pi") {
    int undefined = 0;
    for_samples(2, 600, 0, [&](sample const&, position_matrix const& m, compare_options const& o) {
        auto const kappa = value_of(m, cohen_kappa{disagreement::quadratic}, o);
        CHECK(same(value_of(m, kappa_va{}, o), kappa));
        CHECK(same(value_of(m, lin_ccc{}, o), kappa));
        CHECK(same(value_of(m, pi_va{}, o), value_of(m, scott_pi{disagreement::quadratic}, o)));
        CHECK(same(compare(m, 0, 1, kappa_va{}, o).uncorrected,
                   compare(m, 0, 1, cohen_kappa{disagreement::quadratic}, o).uncorrected));
        undefined += !kappa;
    });
    CHECK(undefined > 20);
}

TEST_CASE("alpha is pi with a correction for small samples") {
    for_samples(3, 200, 0, [](sample const&, position_matrix const& m, compare_options const& o) {
        auto const c = fold(m.row(0), m.row(1), m.columns(), o, statistics::contingency(m.columns()));
        auto const n = static_cast<double>(c.statistic.pairs());
        for (auto const d : named) {
            auto expected = scott_pi{d}(c.statistic);
            if (expected) expected = 1 - (1 - 1 / (2 * n)) * (1 - *expected);
            CHECK(same(krippendorff_alpha{d}(c.statistic), expected));
        }
    });
}

TEST_CASE("on two categories the measures fall together") {
    for_samples(4, 400, 2, [](sample const&, position_matrix const& m, compare_options const& o) {
        CHECK(same(value_of(m, signorino_ritter{}, o), value_of(m, brennan_prediger{}, o)));
        CHECK(same(value_of(m, pearson{}, o), value_of(m, kendall_tau_b{}, o)));
        CHECK(same(value_of(m, pearson{}, o), value_of(m, spearman{}, o)));
        for (auto const d : named) {
            CHECK(same(value_of(m, cohen_kappa{d}, o), value_of(m, kappa_va{}, o)));
            CHECK(same(value_of(m, scott_pi{d}, o), value_of(m, pi_va{}, o)));
            CHECK(same(value_of(m, gwet_ac{d}, o), value_of(m, gwet_ac{}, o)));
        }
    });
}

TEST_CASE("a whole-numbered weight counts as so many issues") {
    std::mt19937 random(5);
    for (int i = 0; i < 200; ++i) {
        auto const s = random_sample(random);
        std::vector<double> times;
        positions x, y;
        for (std::size_t j = 0; j < s.x.size(); ++j) {
            auto const n = std::uniform_int_distribution<int>(0, 3)(random);
            times.push_back(n);
            x.insert(x.end(), static_cast<std::size_t>(n), s.x[j]);
            y.insert(y.end(), static_cast<std::size_t>(n), s.y[j]);
        }
        auto const weighted = pair_of_actors(s.scale, s.x, s.y, times), repeated = pair_of_actors(s.scale, x, y);
        auto const check = [&](auto const& measure) {
            INFO(std::string(measure.description.name));
            CHECK(same(value_of(weighted, measure, {.weights = weighting::issue}), value_of(repeated, measure)));
        };
        for (auto const d : named)
            check(percent_agreement{d}), check(scott_pi{d}), check(cohen_kappa{d}), check(brennan_prediger{d}),
                check(gwet_ac{d});
        check(kappa_va{}), check(pi_va{}), check(pearson{}), check(spearman{}), check(kendall_tau_b{});
    }
}

TEST_CASE("tau-b and rho are what a naive count over pairs and ranks gives") {
    for_samples(6, 200, 0, [](sample const& s, position_matrix const& m, compare_options const& o) {
        bool const weighted = o.weights == weighting::issue;
        auto const w = [&](std::size_t i) { return weighted ? s.weights[i] : 1.0; };
        auto const sign = [](double a) { return (a > 0) - (a < 0); };
        auto const n = s.x.size();
        double score = 0, differ_x = 0, differ_y = 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = i + 1; j < n; ++j) {
                int const a = sign(*s.x[i] - *s.x[j]), b = sign(*s.y[i] - *s.y[j]);
                score += w(i) * w(j) * a * b, differ_x += w(i) * w(j) * (a != 0), differ_y += w(i) * w(j) * (b != 0);
            }
        boost::optional<double> tau;
        if (differ_x > 0 && differ_y > 0) tau = score / std::sqrt(differ_x * differ_y);
        CHECK(same(value_of(m, kendall_tau_b{}, o), tau));

        auto const rank = [&](positions const& of, std::size_t i) {
            double below = 0;
            for (std::size_t j = 0; j < n; ++j) below += w(j) * (*of[j] < *of[i] ? 1.0 : *of[j] == *of[i] ? .5 : 0.0);
            return below;
        };
        double total = 0, mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
        for (std::size_t i = 0; i < n; ++i) total += w(i), mx += w(i) * rank(s.x, i), my += w(i) * rank(s.y, i);
        for (std::size_t i = 0; i < n; ++i) {
            double const a = rank(s.x, i) - mx / total, b = rank(s.y, i) - my / total;
            xx += w(i) * a * a, yy += w(i) * b * b, xy += w(i) * a * b;
        }
        boost::optional<double> rho;
        if (tau) rho = xy / std::sqrt(xx * yy);
        CHECK(same(value_of(m, spearman{}, o), rho));
    });
}

TEST_CASE("alpha is what the matrix of coincidences gives, by every metric") {
    std::mt19937 random(7);
    for (int i = 0; i < 200; ++i) {
        auto const s = random_sample(random);
        auto const m = pair_of_actors(s.scale, s.x, s.y);
        auto const& v = s.scale.categories;
        auto const q = v.size();
        std::vector<double> coincidences(q * q, 0), held(q, 0);
        for (std::size_t j = 0; j < s.x.size(); ++j) {
            auto const k = s.scale.category_of(*s.x[j]), l = s.scale.category_of(*s.y[j]);
            ++coincidences[k * q + l], ++coincidences[l * q + k], ++held[k], ++held[l];
        }
        double const n = 2 * static_cast<double>(s.x.size());
        auto const alpha = [&](auto const& metric) -> boost::optional<double> {
            double observed = 0, expected = 0;
            for (std::size_t c = 0; c < q; ++c)
                for (std::size_t k = 0; k < q; ++k)
                    if (c != k)
                        observed += coincidences[c * q + k] * metric(c, k),
                            expected += held[c] * held[k] * metric(c, k);
            if (!(expected > 0)) return boost::none;
            return 1 - (n - 1) * observed / expected;
        };
        auto const square = [](double a) { return a * a; };
        CHECK(same(value_of(m, krippendorff_alpha{}), alpha([](auto, auto) { return 1.0; })));
        CHECK(same(value_of(m, krippendorff_alpha{disagreement::quadratic}),
                   alpha([&](auto c, auto k) { return square(v[c] - v[k]); })));
        CHECK(same(value_of(m, krippendorff_alpha{disagreement::ratio}),
                   alpha([&](auto c, auto k) { return square((v[c] - v[k]) / (v[c] + v[k])); })));
        CHECK(same(value_of(m, krippendorff_alpha{disagreement::midrank}), alpha([&](auto c, auto k) {
                       double between = 0;
                       for (auto g = std::min(c, k); g <= std::max(c, k); ++g) between += held[g];
                       return square(between - (held[c] + held[k]) / 2);
                   })));
    }
}

TEST_CASE("order of actors, order of issues and unit of weights do not matter; ranks only know the order") {
    std::mt19937 random(8);
    for (int i = 0; i < 200; ++i) {
        auto s = random_sample(random);
        auto const m = pair_of_actors(s.scale, s.x, s.y, s.weights),
                   swapped = pair_of_actors(s.scale, s.y, s.x, s.weights);
        auto shuffled = s;
        std::vector<std::size_t> order(s.x.size());
        for (std::size_t j = 0; j < order.size(); ++j) order[j] = j;
        std::shuffle(order.begin(), order.end(), random);
        for (std::size_t j = 0; j < order.size(); ++j)
            shuffled.x[j] = s.x[order[j]], shuffled.y[j] = s.y[order[j]], shuffled.weights[j] = 7 * s.weights[order[j]];
        auto const other = pair_of_actors(s.scale, shuffled.x, shuffled.y, shuffled.weights);
        auto const check = [&](auto const& measure) {
            INFO(std::string(measure.description.name));
            compare_options const o{.weights = weighting::issue};
            auto const value = value_of(m, measure, o);
            CHECK(same(value, value_of(swapped, measure, o)));
            CHECK(same(value, value_of(other, measure, o)));
            if (value) {
                CHECK(*value >= measure.description.least);
                CHECK(*value <= measure.description.greatest);
            }
        };
        for (auto const d : named) {
            check(percent_agreement{d}), check(scott_pi{d}), check(cohen_kappa{d}), check(brennan_prediger{d}),
                check(gwet_ac{d});
            check(krippendorff_alpha{d});
        }
        check(krippendorff_alpha{disagreement::midrank});
        check(signorino_ritter{}), check(signorino_ritter_squared{}), check(kappa_va{}), check(pi_va{}),
            check(lin_ccc{});
        check(pearson{}), check(spearman{}), check(kendall_tau_b{});

        // A scale stretched unevenly, one actor turned round.
        auto const stretch = [&](positions const& p, bool turn) {
            positions result;
            for (auto const& one : p) result.push_back((turn ? -1 : 1) * (*one * *one + *one));
            return result;
        };
        issue_column wide;
        wide.lower = -1e4, wide.upper = 1e4;
        auto const up = pair_of_actors(wide, stretch(s.x, false), stretch(s.y, false)),
                   turned = pair_of_actors(wide, stretch(s.x, true), stretch(s.y, false));
        auto const tau = value_of(m, kendall_tau_b{}), rho = value_of(m, spearman{});
        CHECK(same(tau, value_of(up, kendall_tau_b{})));
        CHECK(same(rho, value_of(up, spearman{})));
        CHECK(same(tau ? boost::make_optional(-*tau) : tau, value_of(turned, kendall_tau_b{})));
        CHECK(same(rho ? boost::make_optional(-*rho) : rho, value_of(turned, spearman{})));
    }
}

TEST_CASE("what is added and taken away again is gone") {
    std::mt19937 random(9);
    for (int i = 0; i < 200; ++i) {
        auto const s = random_sample(random), more = random_sample(random, s.scale.categories.size());
        auto const check = [&](auto const& measure) {
            INFO(std::string(measure.description.name));
            using statistic = typename std::remove_cvref_t<decltype(measure)>::statistic;
            statistic rest, whole, part;
            for (std::size_t j = 0; j < s.x.size(); ++j) rest.add(*s.x[j], *s.y[j], s.weights[j], s.scale);
            for (std::size_t j = 0; j < more.x.size(); ++j)
                part.add(s.scale.categories[more.scale.category_of(*more.x[j])],
                         s.scale.categories[more.scale.category_of(*more.y[j])], more.weights[j], s.scale);
            whole = part;
            whole += rest;
            whole -= part;
            CHECK(whole.count == rest.count);
            CHECK(same(measure(whole), measure(rest), 1e-9));
        };
        check(cohen_kappa{disagreement::quadratic}), check(krippendorff_alpha{}),
            check(krippendorff_alpha{disagreement::midrank});
        check(gwet_ac{}), check(spearman{}), check(kendall_tau_b{});
    }
}

// SPDX-License-Identifier: BSL-1.0
// What holds of every comparison, whatever the data: symmetry, scale, order, identities between measures.
#include <numeric>

#include "support/naive_table.hpp"

namespace {

using namespace naive;

/// The same table with issues, or actors, in another order.
naive_table with_issues(naive_table const& t, std::vector<std::size_t> const& order) {
    naive_table p;
    p.actors.resize(t.actors.size());
    for (auto i : order) {
        p.scales.push_back(t.scales[i]);
        p.weights.push_back(t.weights[i]);
        for (std::size_t a = 0; a < t.actors.size(); ++a) p.actors[a].push_back(t.at(a, i));
    }
    return p;
}

template <class Visit>
void random_cases(unsigned seed, Visit&& visit) {
    std::mt19937 random(seed);
    for (int round = 0; round < 80; ++round) {
        auto const t = random_table(random, 2 + random() % 3, 1 + random() % 8, kinds::ordered);
        compare_options const o{.missing = all_policies()[random() % all_policies().size()],
                                .weights = all_weightings[random() % all_weightings.size()],
                                .weigh_confidence = random() % 2 == 0};
        CAPTURE(round);
        CAPTURE(to_string(o.weights));
        CAPTURE(static_cast<int>(o.missing.what));
        visit(random, t, o);
    }
}

compare_options swapped(compare_options o) {
    if (o.weights == weighting::first)
        o.weights = weighting::second;
    else if (o.weights == weighting::second)
        o.weights = weighting::first;
    return o;
}

TEST_CASE("The second compares with the first as the first with the second") {
    std::size_t seen = 0;
    random_cases(41, [&](auto&, naive_table const& t, compare_options const& o) {
        if (o.missing.whose == missing_policy::fill::second) return;
        auto const m = t.matrix();
        for_each_measure(o.missing, [&](auto measure, rule_of) {
            auto const ab = compare(m, 0, 1, measure, o), ba = compare(m, 1, 0, measure, swapped(o));
            INFO(measure_traits<decltype(measure)>::describe(measure).name);
            if (measure_traits<decltype(measure)>::symmetric(measure))
                CHECK(same_bits(ab, ba));
            else
                CHECK(close(ab.value, ba.value));
            CHECK(ab.shared == ba.shared);
            CHECK(ab.reason == ba.reason);
            seen += ab.value ? 1 : 0;
        });
    });
    CHECK(seen > 200);
}

TEST_CASE("Whichever actor comes first: a symmetric measure has the same bits, with any weights") {
    std::mt19937 random(46);
    std::uniform_real_distribution<double> salience(0.1, 1000);
    for (int round = 0; round < 60; ++round) {
        auto t = random_table(random, 2, 8, round % 2 ? kinds::few : kinds::ordered);
        for (auto& row : t.actors)
            for (auto& c : row)
                if (c.any) c.salience = salience(random);
        auto const m = t.matrix();
        compare_options const o{.weights = round % 3 ? weighting::mean : weighting::product};
        auto const same = [&](auto measure) {
            INFO(measure.description.name);
            CHECK(same_bits(compare(m, 0, 1, measure, o), compare(m, 1, 0, measure, o)));
        };
        same(kendall_tau_b{}), same(spearman{}), same(pearson{}), same(lin_ccc{}), same(kappa_va{}), same(pi_va{});
        same(cosine{}), same(cosine_distance{}), same(city_block{}), same(euclidean{}), same(signorino_ritter{});
    }
    // Those that count in one table, on one scale.
    issue_column const likert{
        .name = "q", .measurement = level::ordinal, .lower = 1, .upper = 5, .categories = {1, 2, 3, 4, 5}};
    for (int round = 0; round < 200; ++round) {
        std::vector<cell> cells;
        for (std::uint32_t k = 0; k < 24; ++k)
            cells.push_back({k % 12, true, 1.0 + static_cast<double>(random() % 5), salience(random), 1});
        position_matrix const m({"a", "b"}, std::vector<issue_column>(12, likert), {0, 12, 24}, cells);
        compare_options const o{.weights = weighting::mean};
        auto const same = [&](auto measure) {
            INFO(measure.description.name);
            CHECK(same_bits(compare(m, 0, 1, measure, o), compare(m, 1, 0, measure, o)));
        };
        same(percent_agreement{disagreement::radical}), same(scott_pi{}), same(cohen_kappa{});
        same(cohen_kappa{disagreement::quadratic}), same(gwet_ac{disagreement::linear}), same(kendall_tau_b{});
        same(krippendorff_alpha{disagreement::midrank}), same(krippendorff_alpha{disagreement::bipolar});
        same(brennan_prediger{disagreement::circular}), same(spearman{});
    }
}

TEST_CASE("An actor is at no distance from itself, and agrees with itself wholly") {
    std::size_t seen = 0;
    random_cases(42, [&](auto&, naive_table const& t, compare_options o) {
        o.missing = missing_policy::pairwise();
        auto const m = t.matrix();
        auto const value = [&](auto measure) { return compare(m, 0, 0, measure, o).value; };
        if (!value(city_block{})) return;
        ++seen;
        CHECK(value(city_block{}) == 0.0);
        CHECK(value(euclidean{}) == 0.0);
        CHECK(value(share_identical{}) == 1.0);
        CHECK(value(signorino_ritter{}) == 1.0);
        if (auto const c = value(cosine{})) CHECK(close(*c, 1.0));
    });
    CHECK(seen > 40);
}

TEST_CASE("The order of the issues makes no difference but for rounding, an issue that nobody holds none at all") {
    random_cases(43, [&](auto& random, naive_table const& t, compare_options const& o) {
        std::vector<std::size_t> order(t.issues());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        auto const shuffled = with_issues(t, order);
        auto wider = t;
        wider.scales.push_back(scale::ordinal(1, 9));
        wider.weights.push_back(7);
        for (auto& row : wider.actors) row.push_back({});
        auto const m = t.matrix(), other = shuffled.matrix(), with_more = wider.matrix();
        for_each_measure(o.missing, [&](auto measure, rule_of) {
            auto const c = compare(m, 0, 1, measure, o);
            CHECK(close(c.value, compare(other, 0, 1, measure, o).value));
            CHECK(same_bits(c, compare(with_more, 0, 1, measure, o)));
        });
    });
}

TEST_CASE("On scales of few categories, without weights, the order of the issues makes no difference at all") {
    std::mt19937 random(44);
    for (int round = 0; round < 60; ++round) {
        auto t = random_table(random, 2, 12, kinds::few);
        std::vector<std::size_t> order(t.issues());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        auto const m = t.matrix(), other = with_issues(t, order).matrix();
        for_each_measure(
            [&](auto measure, rule_of) { CHECK(same_bits(compare(m, 0, 1, measure), compare(other, 0, 1, measure))); });
    }
}

TEST_CASE("Weights count by their proportions only: twice all saliences is the same comparison of twice the weight") {
    random_cases(45, [&](auto&, naive_table const& t, compare_options o) {
        o.missing = missing_policy::pairwise();
        auto doubled = t;
        for (auto& w : doubled.weights) w *= 2;
        for (auto& row : doubled.actors)
            for (auto& c : row)
                if (c.any) c.salience = 2 * c.salience.value_or(1.0);
        auto const m = t.matrix(), other = doubled.matrix();
        double const factor = o.weights == weighting::none ? 1 : o.weights == weighting::product ? 4 : 2;
        for_each_measure([&](auto measure, rule_of) {
            auto const c = compare(m, 0, 1, measure, o), d = compare(other, 0, 1, measure, o);
            CHECK(close(c.value, d.value));
            CHECK(d.weight == factor * c.weight);  // a power of two: exactly
        });
    });
}

TEST_CASE("Two issues of weight 1 are one of weight 2") {
    random_cases(46, [&](auto&, naive_table t, compare_options o) {
        o.weights = weighting::issue;
        std::vector<std::size_t> twice;
        for (std::size_t i = 0; i < t.issues(); ++i) twice.push_back(i), twice.push_back(i);
        auto const repeated = with_issues(t, twice);
        for (auto& w : t.weights) w *= 2;
        auto const m = repeated.matrix(), other = t.matrix();
        // Names differ, and so do the numbers of issues; the value does not.
        for_each_measure(o.missing, [&](auto measure, rule_of) {
            CHECK(close(compare(m, 0, 1, measure, o).value, compare(other, 0, 1, measure, o).value));
        });
    });
}

TEST_CASE("A scale moved and stretched is the same scale, but for a ratio scale") {
    std::mt19937 random(47);
    for (int round = 0; round < 60; ++round) {
        auto t = random_table(random, 2, 5, kinds::few);
        auto moved = t;
        for (std::size_t i = 0; i < t.issues(); ++i) {
            auto const& s = t.scales[i];
            double const by = 4, plus = static_cast<double>(random() % 100) - 50;
            std::vector<scale::category> categories;
            for (std::size_t k = 0; k < s.categories(); ++k) categories.push_back({s.label(k), s.value(k) * by + plus});
            moved.scales[i] = scale::ordinal(categories);
            for (auto& row : moved.actors)
                if (row[i].position) row[i].position = *row[i].position * by + plus;
        }
        auto const m = t.matrix(), other = moved.matrix();
        for (auto const& p : all_policies())
            for_each_measure(p, [&](auto measure, rule_of) {
                CHECK(close(compare(m, 0, 1, measure, {.missing = p}).value,
                            compare(other, 0, 1, measure, {.missing = p}).value));
            });
    }
}

TEST_CASE("Identities between measures") {
    random_cases(48, [&](auto&, naive_table const& t, compare_options const& o) {
        auto const m = t.matrix();
        auto const value = [&](auto measure) { return compare(m, 0, 1, measure, o).value; };
        auto const d = value(city_block{}), e = value(euclidean{}), s = value(signorino_ritter{}),
                   same = value(share_identical{});
        if (!d) return;
        CHECK(close(*s, 1 - 2 * *d));
        CHECK(*e >= *d - 2e-15);         // a quadratic mean is no less than the mean
        CHECK(*e * *e <= *d + 2e-15);    // and differences are at most 1
        CHECK(*d <= 1 - *same + 2e-15);  // where two positions are equal there is no distance
    });
}

TEST_CASE("On two categories, distances are the share that is not identical") {
    std::mt19937 random(49);
    std::size_t seen = 0;
    for (int round = 0; round < 60; ++round) {
        auto t = random_table(random, 2, 10, kinds::few);
        for (std::size_t i = 0; i < t.issues(); ++i) {
            t.scales[i] = scale::ordinal(1, 2);
            for (auto& row : t.actors)
                if (row[i].position) row[i].position = *row[i].position > 1 ? 2.0 : 1.0;
        }
        auto const m = t.matrix();
        auto const same = compare(m, 0, 1, share_identical{}).value;
        if (!same) continue;
        ++seen;
        CHECK(close(compare(m, 0, 1, city_block{}).value, 1 - *same));
        CHECK(close(compare(m, 0, 1, directional{}).value, 1 - *same));
        CHECK(close(compare(m, 0, 1, cosine{}).value, 2 * *same - 1));
        auto const e = *compare(m, 0, 1, euclidean{}).value;
        CHECK(close(e * e, 1 - *same));
    }
    CHECK(seen > 40);
}

TEST_CASE("Statistics add and subtract") {
    std::mt19937 random(50);
    for (int round = 0; round < 60; ++round) {
        auto const t = random_table(random, 2, 10, kinds::few);
        auto const m = t.matrix();
        auto const whole = m.row(0).size() ? m : position_matrix{};
        if (!whole.actors()) continue;
        for_each_measure([&](auto measure, rule_of) {
            using statistic = typename decltype(measure)::statistic;
            // The rows cut in two at an issue, folded apart and added, are the rows folded at once: exactly,
            // with few categories.
            auto const cut = static_cast<std::uint32_t>(random() % 11);
            auto const before = [&](std::size_t a) {
                auto const row = m.row(a);
                return row.first(static_cast<std::size_t>(
                    std::lower_bound(row.begin(), row.end(), cut,
                                     [](cell const& c, std::uint32_t i) { return c.issue < i; }) -
                    row.begin()));
            };
            auto const behind = [&](std::size_t a) { return m.row(a).subspan(before(a).size()); };
            auto const all = fold<statistic>(m.row(0), m.row(1), m.columns(), {});
            auto const first = fold<statistic>(before(0), before(1), m.columns(), {});
            auto const second = fold<statistic>(behind(0), behind(1), m.columns(), {});
            CHECK(all.shared == first.shared + second.shared);
            if (!all.shared) return;
            auto sum = first.statistic;
            sum += second.statistic;
            CHECK(measure(sum) == measure(all.statistic));
            CHECK(static_cast<double>(sum.weight) == static_cast<double>(all.statistic.weight));
            sum -= second.statistic;
            CHECK(static_cast<double>(sum.weight) == static_cast<double>(first.statistic.weight));
            CHECK(static_cast<std::size_t>(sum.count) == first.shared);
            if (first.shared) CHECK(measure(sum) == measure(first.statistic));
        });
    }
}

}  // namespace

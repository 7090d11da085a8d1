// SPDX-License-Identifier: BSL-1.0
// A comparison taken apart: the shares are the whole, and the influence of an issue is what leaving it out does.
#include <set>
#include <type_traits>

#include "support/naive_table.hpp"

namespace {

using namespace naive;

TEST_CASE("Shares sum to the value, and influence is leaving out: all measures, weightings and policies") {
    std::mt19937 random(21);
    std::size_t shares = 0, influences = 0, without = 0;
    for (int round = 0; round < 40; ++round) {
        auto const t = random_table(random, 2, 1 + random() % 7, round % 2 ? kinds::ordered : kinds::any);
        auto const matrix = t.matrix();
        for (auto w : all_weightings)
            for (auto const& p : all_policies()) {
                compare_options const o{.missing = p, .weights = w, .weigh_confidence = round % 4 == 0};
                for_each_measure(p, [&](auto m, rule_of rule) {
                    using measure = decltype(m);
                    if (!usable(t, measure::description.needs, p)) return;
                    CAPTURE(round);
                    CAPTURE(measure::description.name);
                    CAPTURE(to_string(w));
                    CAPTURE(static_cast<int>(p.what));
                    auto const e = explain(matrix, 0, 1, m, o);
                    REQUIRE(same_bits(e.whole, compare(matrix, 0, 1, m, o)));

                    std::size_t shared = 0, filled = 0;
                    auto const samples = naive_samples(t, 0, 1, o, shared, filled);
                    REQUIRE(e.issues.size() == shared + filled);

                    double sum = 0;
                    std::set<std::size_t> seen;
                    for (std::size_t k = 0; k < e.issues.size(); ++k) {
                        auto const& s = e.issues[k];
                        REQUIRE(seen.insert(s.issue.value).second);
                        REQUIRE(s.first == t.at(0, s.issue.value).position);
                        REQUIRE(s.second == t.at(1, s.issue.value).position);
                        REQUIRE(close(s.weight, naive_weight(t, 0, 1, s.issue.value, o)));
                        if constexpr (mean_measure<measure> || measure_traits<measure>::may_be(measure_form::sum))
                            REQUIRE(s.share.has_value() == e.whole.value.has_value());
                        else
                            REQUIRE(!s.share);
                        if (s.share) sum += *s.share;

                        // Alone: the same samples, this issue's only.
                        std::vector<std::pair<std::size_t, sample>> own;
                        for (auto const& x : samples)
                            if (x.first == s.issue.value) own.push_back(x);
                        auto const alone = s.weight > 0 ? naive_formula(rule, t, own) : boost::optional<double>();
                        bool const same_alone = close(s.value, alone);
                        REQUIRE_MESSAGE(same_alone, s.value << " and " << alone);

                        // Left out: the same table without this issue.
                        auto rest = t;
                        rest.actors[0][s.issue.value] = rest.actors[1][s.issue.value] = {};
                        auto const left = naive_compare(rule, rest, 0, 1, o);
                        REQUIRE(s.influence.has_value() == (e.whole.value && left.value));
                        if (s.influence) {
                            REQUIRE(std::abs(*s.influence - (*e.whole.value - *left.value)) <= 4e-15);
                            ++influences;
                        } else {
                            ++without;
                        }
                        // Greatest first, ties by issue.
                        if (k) {
                            auto const key = [](issue_share const& x) {
                                return x.share ? *x.share : x.influence ? std::abs(*x.influence) : -1.0;
                            };
                            auto const& previous = e.issues[k - 1];
                            bool const in_order = key(previous) > key(s) ||
                                                  (key(previous) == key(s) && s.issue.value > previous.issue.value);
                            REQUIRE(in_order);
                        }
                    }
                    if ((mean_measure<measure> || measure_traits<measure>::may_be(measure_form::sum)) &&
                        e.whole.value) {
                        REQUIRE(std::abs(sum - *e.whole.value) <= 4e-15);
                        ++shares;
                    }
                });
            }
    }
    CHECK(shares > 5000);
    CHECK(influences > 5000);
    CHECK(without > 500);
}

TEST_CASE("Who is driven apart by what, worked out by hand") {
    naive_table t;
    t.scales.assign(3, scale::ordinal(1, 5));
    t.weights = {1, 2, 1};
    t.actors = {{{true, 1.0}, {true, 1.0}, {true, 2.0}}, {{true, 2.0}, {true, 5.0}, {true, 2.0}}};
    auto const e = explain(t.matrix(), 0, 1, city_block{}, {.weights = weighting::issue});
    REQUIRE(e.whole.value == 0.5625);  // (1/4 + 2 * 1 + 0) / 4
    REQUIRE(e.issues.size() == 3);
    CHECK(e.issues[0].issue.value == 1);
    CHECK(e.issues[0].share == 0.5);
    CHECK(e.issues[0].value == 1.0);
    CHECK(e.issues[0].weight == 2);
    CHECK(e.issues[0].influence == 0.5625 - 0.125);
    CHECK(e.issues[1].issue.value == 0);
    CHECK(e.issues[1].share == 0.0625);
    CHECK(e.issues[1].influence == 0.5625 - 2.0 / 3.0);
    CHECK(e.issues[2].issue.value == 2);
    CHECK(e.issues[2].share == 0.0);
    CHECK(e.issues[2].influence == 0.5625 - 0.75);
}

TEST_CASE("What is nothing but agreement is so exactly, with an issue and without") {
    naive_table t;  // weights that do not add up exactly
    t.scales.assign(4, scale::interval(0, 1));
    t.weights = {0.1, 0.7, 3.7, 1e-3};
    t.actors = {{{true, 0.1}, {true, 0.2}, {true, 0.3}, {true, 0.4}},
                {{true, 0.1}, {true, 0.2}, {true, 0.3}, {true, 0.9}}};
    auto const e = explain(t.matrix(), 0, 1, euclidean{}, {.weights = weighting::issue});
    REQUIRE(e.issues[0].issue.value == 3);
    CHECK(*e.issues[0].influence == *e.whole.value);  // without it, the distance is 0 and not a rounding error
    for (std::size_t k = 1; k < 4; ++k) CHECK(e.issues[k].share == 0.0);
}

TEST_CASE("Nothing to explain, one issue to explain") {
    std::mt19937 random(2);
    auto const none = explain(random_table(random, 2, 0, kinds::ordered).matrix(), 0, 1, city_block{});
    CHECK(none.issues.empty());
    CHECK(none.whole.reason == undefined_reason::nothing_shared);
    naive_table t;
    t.scales = {scale::ordinal(1, 5)};
    t.weights = {1};
    t.actors = {{{true, 1.0}}, {{true, 2.0}}};
    auto const one = explain(t.matrix(), 0, 1, city_block{});
    REQUIRE(one.issues.size() == 1);
    CHECK(one.issues[0].share == 0.25);
    CHECK(one.issues[0].influence == boost::none);  // without it there is nothing
    auto const few = explain(t.matrix(), 0, 1, city_block{}, {.min_overlap = 2});
    CHECK(few.whole.reason == undefined_reason::too_few_shared);
    REQUIRE(few.issues.size() == 1);
    CHECK(few.issues[0].value == 0.25);
    CHECK(few.issues[0].share == boost::none);
}

}  // namespace

// SPDX-License-Identifier: BSL-1.0
// Comparisons against the formulas worked out by hand, for all weightings and policies.
#include <string>
#include <vector>

#include "support/naive_table.hpp"

namespace {

using namespace naive;

TEST_CASE("Compare is the formula: random tables, all weightings, all policies") {
    std::mt19937 random(1);
    std::size_t defined = 0, undefined[5] = {};
    for (int round = 0; round < 40; ++round) {
        auto const t = random_table(random, 3, random() % 7, round % 2 ? kinds::ordered : kinds::any);
        auto const matrix = t.matrix();
        for (auto w : all_weightings)
            for (auto const& p : all_policies())
                for (int more = 0; more < 4; ++more) {
                    compare_options const o{.missing = p,
                                            .weights = w,
                                            .min_overlap = more == 2   ? 3u
                                                           : more == 3 ? 0u
                                                                       : 1u,
                                            .weigh_confidence = more == 1};
                    for_each_measure(p, [&](auto m, rule_of rule) {
                        if (!usable(t, decltype(m)::description.needs, p)) return;
                        for (auto [a, b] : {std::pair{0, 1}, std::pair{1, 0}, std::pair{2, 1}, std::pair{2, 2}}) {
                            auto const first = static_cast<std::size_t>(a), second = static_cast<std::size_t>(b);
                            auto const found = compare(matrix, first, second, m, o);
                            auto const wanted = naive_compare(rule, t, first, second, o);
                            CAPTURE(m.description.name);
                            CAPTURE(round);
                            CAPTURE(to_string(w));
                            CAPTURE(static_cast<int>(p.what));
                            REQUIRE(found.reason == wanted.reason);
                            bool const same_value = close(found.value, wanted.value);
                            REQUIRE_MESSAGE(same_value, found.value << " and " << wanted.value);
                            REQUIRE(found.shared == wanted.shared);
                            REQUIRE(close(found.weight, wanted.weight));
                            REQUIRE(found.coverage == wanted.coverage);
                            if (found.value) {
                                REQUIRE(*found.value >= m.description.least);
                                REQUIRE(*found.value <= m.description.greatest);
                            }
                            ++(found.value ? defined : undefined[static_cast<int>(found.reason)]);
                        }
                    });
                }
    }
    // The tables had all cases in them.
    CHECK(defined > 10000);
    for (int r = 1; r < 5; ++r) CHECK_MESSAGE(undefined[r] > 100, r);
}

/// Two actors, one issue for each pair of positions given.
naive_table small(std::vector<std::pair<boost::optional<double>, boost::optional<double>>> const& positions,
                  scale const& s = scale::ordinal(1, 5)) {
    naive_table t;
    t.actors.resize(2);
    for (auto const& [x, y] : positions) {
        t.scales.push_back(s);
        t.weights.push_back(1);
        t.actors[0].push_back({true, x});
        t.actors[1].push_back({true, y});
    }
    return t;
}

TEST_CASE("An issue on which a position is filled in counts once, however many positions stand in for it") {
    std::mt19937 random(2);
    for (int round = 0; round < 40; ++round) {
        auto const t = random_table(random, 2, 8, kinds::ordered);
        auto const matrix = t.matrix();
        for (auto const& p : all_policies()) {
            compare_options const o{.missing = p};
            std::size_t shared = 0, filled = 0;
            naive_samples(t, 0, 1, o, shared, filled);
            auto const f = fold<statistics::absolute_differences>(matrix.row(0), matrix.row(1), matrix.columns(), o);
            CHECK(f.shared == shared);
            CHECK(f.filled == filled);
        }
    }
}

TEST_CASE("Why there is no value, and what is known all the same") {
    auto const of = [](naive_table const& t, compare_options const& o = {}) {
        return compare(t.matrix(), 0, 1, cosine{}, o);
    };

    auto const empty = of(small({}));
    CHECK(empty.reason == undefined_reason::nothing_shared);
    CHECK(empty.coverage == 0);
    CHECK(empty.weight == 0);

    auto const nothing = of(small({{1.0, boost::none}, {boost::none, 2.0}, {boost::none, boost::none}}));
    CHECK(nothing.reason == undefined_reason::nothing_shared);
    CHECK(nothing.value == boost::none);
    CHECK(nothing.shared == 0);
    CHECK(nothing.coverage == 0);

    auto const few = of(small({{1.0, 2.0}, {2.0, 2.0}, {4.0, boost::none}}), {.min_overlap = 3});
    CHECK(few.reason == undefined_reason::too_few_shared);
    CHECK(few.shared == 2);
    CHECK(few.weight == 2);
    CHECK(few.coverage == 2.0 / 3.0);
    CHECK(of(small({{1.0, 2.0}, {2.0, 2.0}}), {.min_overlap = 2}).reason == undefined_reason::defined);
    // What is filled in does not count towards the minimum overlap, but is compared when none is asked for.
    CHECK(of(small({{1.0, boost::none}, {2.0, 1.0}}), {.missing = missing_policy::opposite_extreme(), .min_overlap = 2})
              .reason == undefined_reason::too_few_shared);
    auto const filled = of(small({{1.0, boost::none}}), {.missing = missing_policy::opposite_extreme()});
    CHECK(filled.value == -1.0);
    CHECK(filled.shared == 0);
    CHECK(filled.weight == 1);
    CHECK(filled.coverage == 0);

    auto weightless = small({{1.0, 2.0}, {4.0, 5.0}});
    weightless.actors[0][0].salience = 0.0;
    weightless.actors[1][1].salience = 0.0;
    CHECK(of(weightless, {.weights = weighting::product}).reason == undefined_reason::no_weight);
    CHECK(of(weightless, {.weights = weighting::product}).shared == 2);
    CHECK(of(weightless, {.weights = weighting::product}).coverage == 1);
    CHECK(of(weightless, {.weights = weighting::first}).reason == undefined_reason::defined);

    auto const neutral = of(small({{3.0, 2.0}, {3.0, 5.0}}));
    CHECK(neutral.reason == undefined_reason::no_variation);
    CHECK(neutral.shared == 2);
    CHECK(neutral.coverage == 1);

    CHECK(to_string(undefined_reason::defined).empty());
    CHECK(to_string(undefined_reason::nothing_shared) == "nothing shared");
    CHECK(to_string(undefined_reason::too_few_shared) == "too few shared issues");
    CHECK(to_string(undefined_reason::no_weight) == "shared issues weigh nothing");
    CHECK(to_string(undefined_reason::no_variation) == "no variation");
}

TEST_CASE("What is filled in, one policy after the other") {
    auto const value = [](boost::optional<double> x, boost::optional<double> y, missing_policy const& p,
                          scale const& s = scale::ordinal(1, 5)) {
        return compare(small({{x, y}}, s).matrix(), 0, 1, city_block{}, {.missing = p}).value;
    };
    using side = missing_policy::fill;
    auto const none = boost::none;
    CHECK(value(2.0, none, missing_policy::pairwise()) == none);
    CHECK(value(2.0, none, missing_policy::neutral()) == 0.25);
    CHECK(value(none, 2.0, missing_policy::neutral()) == 0.25);
    CHECK(value(none, 2.0, missing_policy::neutral(side::second)) == none);
    CHECK(value(2.0, none, missing_policy::neutral(side::second)) == 0.25);
    CHECK(value(none, none, missing_policy::neutral()) == none);
    CHECK(value(2.0, none, missing_policy::opposite_extreme()) == 0.75);
    CHECK(value(4.0, none, missing_policy::opposite_extreme()) == 0.75);
    CHECK(value(3.0, none, missing_policy::opposite_extreme()) == 0.5);
    CHECK(value(1.0, none, missing_policy::expected()) == 0.5);
    CHECK(value(3.0, none, missing_policy::expected()) == 0.3);
    CHECK(value(0.0, none, missing_policy::expected(), scale::interval(0, 10)) == 0.5);
    CHECK(value(1.0, none, missing_policy::penalty(0.25)) == 0.25);
    CHECK(value(3.0, none, missing_policy::penalty(1)) == 0.5);  // no more than open opposition
    CHECK(value(2.0, none, missing_policy::penalty(0)) == 0.0);
    auto const nominal = scale::nominal({"a", "b", "c"});
    for (double x : {1.0, 2.0, 3.0}) {
        auto const t = small({{x, none}}, nominal);
        CHECK(compare(t.matrix(), 0, 1, share_identical{}, {.missing = missing_policy::opposite_extreme()}).value ==
              0.0);
        CHECK(close(compare(t.matrix(), 0, 1, share_identical{}, {.missing = missing_policy::expected()}).value,
                    1.0 / 3.0));
    }
    CHECK_THROWS_AS(missing_policy::penalty(1.5), error);
    CHECK_THROWS_AS(missing_policy::penalty(-0.1), error);
    CHECK_THROWS_AS(missing_policy::penalty(std::nan("")), error);
}

template <class Call>
std::string refusal(Call&& call) {
    try {
        call();
    } catch (scale_error const& e) {
        CHECK(e.code() == fault_code::level_too_low);
        return e.what();
    }
    return "not refused";
}

TEST_CASE("A scale that is too low is refused at run time by the name of its issue") {
    auto t = small({{1.0, 2.0}, {1.0, 2.0}});
    t.scales[1] = scale::nominal({"a", "b"});
    auto const g = t.graph();
    auto const matrix = t.matrix();
    auto const message = "city_block needs scales that are at least ordinal, this one is nominal (issue \"i1\")";
    CHECK(refusal([&] { compare(g, {0}, {1}, city_block{}); }) == message);
    CHECK(refusal([&] { compare(matrix, 0, 1, city_block{}); }) == message);
    CHECK(refusal([&] { all_pairs(matrix, city_block{}); }) == message);
    CHECK(refusal([&] { explain(matrix, 0, 1, city_block{}); }) == message);
    CHECK(refusal([&] { bounds(matrix, 0, 1, city_block{}); }) == message);
    CHECK(refusal([&] { compare(matrix, 0, 1, share_identical{}, {.missing = missing_policy::neutral()}); }) ==
          "a nominal scale has no middle and no distances to fill in (issue \"i1\")");
    CHECK(refusal([&] { compare(matrix, 0, 1, share_identical{}, {.missing = missing_policy::penalty(0.5)}); }) ==
          "a nominal scale has no middle and no distances to fill in (issue \"i1\")");
    CHECK(compare(matrix, 0, 1, share_identical{}).value == 0.0);
}

TEST_CASE("A third actor does not change how two others compare, but for the coverage") {
    std::mt19937 random(5);
    for (int round = 0; round < 40; ++round) {
        auto t = random_table(random, 2, 6, kinds::ordered);
        auto const before = compare(t.matrix(), 0, 1, euclidean{}, {.weights = weighting::mean});
        t.actors.push_back(random_table(random, 1, 6, kinds::ordered).actors[0]);
        for (std::size_t i = 0; i < 6; ++i)
            t.actors[2][i] = {true, random() % 2 ? t.scales[i].lower() : t.scales[i].upper()};
        auto after = compare(t.matrix(), 0, 1, euclidean{}, {.weights = weighting::mean});
        after.coverage = before.coverage;
        CHECK(same_bits(before, after));
    }
}

TEST_CASE("A graph compares as its matrix does, with coverage over what the two hold") {
    std::mt19937 random(6);
    int seen = 0;
    for (int round = 0; round < 40; ++round) {
        auto const t = random_table(random, 3, 5, kinds::ordered);
        auto const g = t.graph();
        auto const matrix = make_position_matrix(g);
        compare_options const o{.missing = missing_policy::neutral(), .weights = weighting::first};
        auto of_graph = compare(g, {2}, {0}, directional{}, o);
        auto const of_matrix = compare(matrix, 2, 0, directional{}, o);
        std::size_t either = 0;
        for (std::size_t i = 0; i < 5; ++i) either += t.at(2, i).position || t.at(0, i).position ? 1 : 0;
        if (either) {
            CHECK(of_graph.coverage == static_cast<double>(of_graph.shared) / static_cast<double>(either));
            ++seen;
        }
        of_graph.coverage = of_matrix.coverage;
        CHECK(same_bits(of_graph, of_matrix));
    }
    CHECK(seen > 20);
}

}  // namespace

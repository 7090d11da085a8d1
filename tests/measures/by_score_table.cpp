// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/text/measure_names.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

score_table asymmetric() {
    return score_table({.answers = 2, .scores = {4, 1, 0, 2}});
}

template <class Call>
fault_code code_of(Call const& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("accepted");
    return fault_code::syntax;
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("Wahl-O-Mat is a weighted city block on three points") {
    // 38 theses would be too many: agree, neutral, disagree against one another, one of them counted twice.
    auto const m = pair_of_actors(scale::ordinal(-1, 1), {1.0, 0.0, -1.0, 1.0, boost::none}, {1.0, 1.0, 1.0, 0.0, 1.0},
                                  {1, 2, 1, 1, 2});
    compare_options const weighted{.weights = weighting::issue};
    // 2 + 2 * 1 + 0 + 1 points of 2 * 5.
    CHECK(value_of(m, by_score_table::parse("wahl_o_mat"), weighted) == 0.5);
    CHECK(value_of(m, as_agreement(city_block{}), weighted) == 0.5);
    CHECK(value_of(m, by_score_table::parse("open_election_compass"), weighted) == 0.5);
}

TEST_CASE("OpenElectionCompass' hybrid tells approval from strong approval less than from neutral") {
    auto const t = by_score_table::parse("open_election_compass_hybrid");
    auto const score = [&](double a, double b) { return value_of(pair_of_actors(scale::ordinal(1, 5), {a}, {b}), t); };
    CHECK(score(1, 1) == 1.0);
    CHECK(score(1, 2) == 0.75);
    CHECK(score(2, 3) == 0.25);
    CHECK(score(2, 4) == 0.25);
    CHECK(score(1, 5) == 0.0);
}

TEST_CASE("presets read the same from either end and are symmetric where they say so") {
    for (auto const& p : score_table_presets) {
        auto const t = *find_score_table(p.name);
        CAPTURE(std::string(p.name));
        auto const n = t.answers();
        for (std::size_t x = 0; x < n; ++x) {
            CHECK(t.maximum(x) == t.maximum(n - 1 - x));
            CHECK(t.score(x, x) == t.maximum(x));
            for (std::size_t y = 0; y < n; ++y) {
                CHECK(t.score(x, y) == t.score(n - 1 - x, n - 1 - y));
                CHECK(t.score(x, y) <= t.maximum(x));
                if (!p.name.starts_with("svt")) CHECK(t.score(x, y) == t.score(y, x));
            }
        }
    }
    CHECK_FALSE(find_score_table("nowhere").has_value());
}

TEST_CASE("an asymmetric table: rows are the first actor's answers") {
    by_score_table const t(asymmetric());
    auto const m = pair_of_actors(column_of(level::nominal, {0, 1}), {0.0, 1.0}, {1.0, 0.0});
    CHECK(compare(m, 0, 1, t).value == 1.0 / 6);  // 1 + 0 of 4 + 2
    CHECK(all_pairs(m, t)(1, 0) == compare(m, 1, 0, t).value);
    CHECK(compare(pair_of_actors(column_of(level::nominal, {0, 1}), {0.0}, {1.0}), 0, 1, t).value == 0.25);
    CHECK(compare(pair_of_actors(column_of(level::nominal, {0, 1}), {0.0}, {1.0}), 1, 0, t).value == 0.0);
}

TEST_CASE("answers with positions meet categories by position, in any order and with some left out") {
    score_table const by_position({.answers = 3, .scores = {9, 6, 3, 5, 5, 1, 0, 1, 7}, .positions = {4, -1, 2}});
    CHECK(std::vector<double>(by_position.positions().begin(), by_position.positions().end()) ==
          std::vector<double>{-1, 2, 4});
    CHECK(by_position.score(0, 0) == 5);
    CHECK(by_position.score(0, 1) == 1);
    CHECK(by_position.score(0, 2) == 5);
    CHECK(by_position.score(2, 0) == 6);
    CHECK(by_position.maximum(1) == 7);
    by_score_table const t(by_position);
    CHECK(value_of(pair_of_actors(column_of(level::ordinal, {-1, 4}), {-1.0}, {4.0}), t) == 1.0);
    CHECK(value_of(pair_of_actors(column_of(level::ordinal, {-1, 4}), {4.0}, {-1.0}), t) == 6.0 / 9);
}

TEST_CASE("several tables: each issue is scored by the first that fits") {
    auto const t = by_score_table::parse("svt_propositions+svt_range");
    issue_column const four = column_of(scale::ordinal(1, 4)), five = column_of(scale::ordinal(1, 5));
    position_matrix const m({"a", "b"}, {four, five}, {0, 2, 4},
                            {{0, true, 2, 1, 1}, {1, true, 3, 1, 1}, {0, true, 1, 1, 1}, {1, true, 4, 1, 1}});
    CHECK(compare(m, 0, 1, t).value == (5.0 + 4) / (8 + 8));
    CHECK_THROWS_AS(compare(m, 0, 1, by_score_table::parse("svt_range")), scale_error);
}

TEST_CASE("scales that are not the table's are refused with the issue's name") {
    by_score_table const t(asymmetric());
    for (auto const& c : {column_of(scale::ordinal(1, 3)), column_of(scale::interval(0, 1))}) {
        try {
            compare(pair_of_actors(c, {1.0}, {1.0}), 0, 1, t);
            FAIL("accepted");
        } catch (scale_error const& e) {
            CHECK(e.code() == fault_code::incompatible_scales);
            CHECK(e.where().issue == "issue 0");
        }
    }
    // A policy that comes to lie between two answers has no score.
    auto const even = pair_of_actors(scale::ordinal(1, 4), {1.0}, {boost::none});
    CHECK_THROWS_AS(value_of(even, by_score_table::parse("svt_propositions"), {.missing = missing_policy::neutral()}),
                    scale_error);
    auto const odd = pair_of_actors(scale::ordinal(1, 5), {1.0}, {boost::none});
    CHECK(value_of(odd, by_score_table::parse("svt_range"), {.missing = missing_policy::neutral()}) == 0.5);
    CHECK(value_of(odd, by_score_table::parse("svt_range"), {.missing = missing_policy::opposite_extreme()}) == 0.0);
    CHECK(*value_of(odd, by_score_table::parse("svt_range"), {.missing = missing_policy::expected()}) ==
          doctest::Approx(40.0 / 80));
}

TEST_CASE("silence is rated by tables that do, for whoever is silent, and by nothing else") {
    auto const t = by_score_table::parse("svt_propositions");
    compare_options const rated{.missing = missing_policy::rated(missing_policy::fill::second)};
    auto const m = pair_of_actors(scale::ordinal(1, 4), {1.0, 1.0}, {1.0, boost::none});
    auto const c = compare(m, 0, 1, t, rated);
    CHECK(c.value == 11 / 13.5);
    CHECK(c.shared == 1);
    CHECK(c.weight == 2);
    CHECK(compare(m, 1, 0, t, rated).value == 1.0);  // the first is silent there: left out
    CHECK(compare(m, 1, 0, t, {.missing = missing_policy::rated()}).value == 11 / 13.5);
    CHECK(code_of([&] { compare(m, 0, 1, by_score_table::parse("wahl_o_mat"), rated); }) == fault_code::incompatible_scales);
    auto const three = pair_of_actors(scale::ordinal(1, 3), {1.0}, {boost::none});
    CHECK(code_of([&] { compare(three, 0, 1, by_score_table::parse("wahl_o_mat"), rated); }) == fault_code::invalid_argument);
    CHECK(code_of([&] { compare(three, 0, 1, city_block{}, rated); }) == fault_code::invalid_argument);
    // Silence is never worse than the worst that could be said.
    CHECK(*c.value > *compare(pair_of_actors(scale::ordinal(1, 4), {1.0, 1.0}, {1.0, 4.0}), 0, 1, t).value);
}

TEST_CASE("shares of issues sum to the whole, and bounds hold every completion") {
    auto const t = by_score_table::parse("svt_range");
    auto const m = pair_of_actors(scale::ordinal(1, 5), {1.0, 2.0, 3.0}, {2.0, 2.0, 5.0}, {2, 1, 3});
    auto const parts = explain(m, 0, 1, t, {.weights = weighting::issue});
    double sum = 0;
    for (auto const& p : parts.issues) sum += *p.share;
    CHECK(sum == doctest::Approx(*parts.whole.value).epsilon(1e-15));

    bounds_options const open{.open = bounds_options::open_positions::missing};
    auto const second_open = pair_of_actors(scale::ordinal(1, 5), {1.0, 2.0, 3.0}, {2.0, boost::none, 5.0});
    auto const exact = bounds(second_open, 0, 1, t, open);
    CHECK(exact.exact);
    double least = 1, most = 0;
    for (double p = 1; p <= 5; ++p) {
        auto const v = value_of(pair_of_actors(scale::ordinal(1, 5), {1.0, 2.0, 3.0}, {2.0, p, 5.0}), t);
        least = std::min(least, *v), most = std::max(most, *v);
    }
    CHECK(*exact.lower == doctest::Approx(least).epsilon(1e-15));
    CHECK(*exact.upper == doctest::Approx(most).epsilon(1e-15));
    // What the first could have scored depends on what it says: a ratio of sums, extreme at one of its completions.
    auto const first_open = bounds(second_open, 1, 0, t, open);
    CHECK(first_open.exact);
    least = 1, most = 0;
    for (double p = 1; p <= 5; ++p) {
        auto const v = value_of(pair_of_actors(scale::ordinal(1, 5), {2.0, p, 5.0}, {1.0, 2.0, 3.0}), t);
        least = std::min(least, *v), most = std::max(most, *v);
    }
    CHECK(*first_open.lower == doctest::Approx(least).epsilon(1e-14));
    CHECK(*first_open.upper == doctest::Approx(most).epsilon(1e-14));
    // Where every answer could score the same, that is no obstacle.
    auto const same = pair_of_actors(scale::ordinal(1, 3), {boost::none, 1.0}, {1.0, 1.0});
    auto const wahl = bounds(same, 0, 1, by_score_table::parse("wahl_o_mat"), open);
    CHECK(wahl.exact);
    CHECK(wahl.lower == 0.5);
    CHECK(wahl.upper == 1.0);
}

TEST_CASE("an answer that cannot score says nothing") {
    by_score_table const t(score_table({.answers = 2, .scores = {0, 0, 1, 3}}));
    auto const c = compare(pair_of_actors(column_of(level::nominal, {0, 1}), {0.0}, {1.0}), 0, 1, t);
    CHECK(c.value == boost::none);
    CHECK(c.shared == 1);
    CHECK(value_of(pair_of_actors(column_of(level::nominal, {0, 1}), {0.0, 1.0}, {1.0, 0.0}), t) == 1.0 / 3);
}

TEST_CASE("tables that are none") {
    auto const refused = [](score_table_data d) { return code_of([&] { score_table(std::move(d)); }); };
    CHECK(refused({.answers = 1, .scores = {1}}) == fault_code::invalid_argument);
    CHECK(refused({.answers = 0, .scores = {}}) == fault_code::invalid_argument);
    CHECK(refused({.answers = 2, .scores = {1, 0, 1}}) == fault_code::invalid_argument);
    CHECK(refused({.answers = 2, .scores = {1, 0, not_a_number, 1}}) == fault_code::not_a_number);
    CHECK(refused({.answers = 2, .scores = {1, 0, -1, 1}}) == fault_code::out_of_range);
    CHECK(refused({.answers = 2, .scores = {0, 0, 0, 0}}) == fault_code::invalid_argument);
    CHECK(refused({.answers = 2, .scores = {1, 0, 0, 1}, .maxima = {1}}) == fault_code::invalid_argument);
    CHECK(refused({.answers = 2, .scores = {1, 0, 0, 1}, .maxima = {1, 0.5}}) == fault_code::out_of_range);
    CHECK(refused({.answers = 2, .scores = {1, 0, 0, 1}, .silence = {-1, 1}}) == fault_code::out_of_range);
    CHECK(refused({.answers = 2, .scores = {1, 0, 0, 1}, .positions = {1, 1}}) == fault_code::duplicate);
    CHECK(refused({.answers = 2, .scores = {1, 0, 0, 1}, .positions = {1, not_a_number}}) == fault_code::not_a_number);
}

TEST_CASE("tables by name") {
    bool found = false;
    visit_measure("table:svt_range", [&](auto const& m) {
        found = std::string_view(std::decay_t<decltype(m)>::description.name) == "table";
    });
    CHECK(found);
    for (auto const* bad : {"table", "table:", "table:nowhere", "table:svt_range+", "table:svt_range+nowhere"}) {
        CAPTURE(bad);
        CHECK(code_of([&] { visit_measure(bad, [](auto const&) {}); }) == fault_code::unknown_name);
    }
}

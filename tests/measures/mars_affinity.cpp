// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/congruence.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "support/pair_of_actors.hpp"

#include <nlohmann/json.hpp>

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

/// How much more disagreement counts than agreement, for an emphasis on agreement in [0, 1].
double salience_of(double emphasis) {
    return emphasis > 0 ? (1 - emphasis) / emphasis : 1e6;
}

compare_options const as_in_mars{.missing = missing_policy::neutral(), .weights = weighting::first};

struct actor_row {
    positions held;
    std::vector<double> emphasis;
};

position_matrix beliefs(std::vector<double> const& relevance, std::vector<actor_row> const& rows) {
    std::vector<issue_column> columns;
    for (double const r : relevance) {
        columns.push_back(column_of(scale::interval(-1, 1)));
        columns.back().name = "topic " + std::to_string(columns.size());
        columns.back().weight = r;
    }
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : rows) {
        names.push_back("actor " + std::to_string(names.size()));
        for (std::size_t i = 0; i < row.held.size(); ++i)
            if (row.held[i])
                cells.push_back({static_cast<std::uint32_t>(i), true, *row.held[i], salience_of(row.emphasis[i]), 1});
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

}  // namespace

TEST_CASE("published special cases") {
    auto const at = [](double p, double q, double e, double gamma = 0) {
        auto const m = beliefs({1}, {{{p}, {e}}, {{q}, {e}}});
        return compare(m, 0, 1, mars_affinity{.gamma = gamma}, as_in_mars).value;
    };
    // Alike but moderate: drawn half-way, for there is room on both sides.
    CHECK(at(0.5, 0.5, 0.5) == 0.5);
    CHECK(at(1, 1, 0.5) == 1.0);
    CHECK(at(-1, 1, 0.5) == -0.5);
    CHECK(at(-1, 1, 0.5, 1) == 0.0);
    // All emphasis on disagreement: any difference decides.
    CHECK(at(0.25, 0.5, 0) == -1.0);
    CHECK(at(0.5, 0.5, 0) == 1.0);
    // All on agreement: a difference is only not an agreement.
    CHECK(at(-1, 1, 1) == 0.0);
    // Neutral both: the source says 0, which is what it says of those that are half drawn, half repelled. We say
    // nothing.
    CHECK(at(0, 0, 0.5) == boost::none);
    CHECK(at(0, 0, 0.5, 1) == 1.0);
}

TEST_CASE("affinity is not symmetric, in its value and in its salience") {
    auto const m = beliefs({1, 1}, {{{1, 0.5}, {0.9, 0.9}}, {{0.25, -0.5}, {0.1, 0.1}}});
    auto const all = all_pairs(m, mars_affinity{}, as_in_mars);
    CHECK_FALSE(all.symmetric());
    CHECK(*all(0, 1) != *all(1, 0));
    CHECK(all(0, 1) == compare(m, 0, 1, mars_affinity{}, as_in_mars).value);
    CHECK(all(1, 0) == compare(m, 1, 0, mars_affinity{}, as_in_mars).value);
}

TEST_CASE("common ground is shared by the lesser of two") {
    auto const m = beliefs({1}, {{{-1}, {0.5}}, {{1}, {0.5}}, {{1}, {0.5}}});
    mars_affinity const measure{.gamma = 1, .commonality = {1, 0, 0.5}};
    CHECK(compare(m, 0, 1, measure, as_in_mars).value == compare(m, 0, 1, mars_affinity{}, as_in_mars).value);
    CHECK(compare(m, 0, 2, measure, as_in_mars).value ==
          compare(m, 0, 2, mars_affinity{.gamma = 0.5}, as_in_mars).value);
    CHECK(all_pairs(m, measure, as_in_mars)(0, 2) == compare(m, 0, 2, measure, as_in_mars).value);
    // Taking an issue away does not take the common ground away.
    CHECK(explain(m, 0, 2, measure, as_in_mars).whole.value == compare(m, 0, 2, measure, as_in_mars).value);
}

TEST_CASE("relevance is a share of the greatest weight, where one is above 1") {
    auto const rows = std::vector<actor_row>{{{1, -0.5}, {0.5, 0.5}}, {{0.5, 0.5}, {0.5, 0.5}}};
    auto const whole = compare(beliefs({8, 2}, rows), 0, 1, mars_affinity{.gamma = 1}, as_in_mars);
    auto const share = compare(beliefs({1, 0.25}, rows), 0, 1, mars_affinity{.gamma = 1}, as_in_mars);
    CHECK(whole.value == share.value);
    CHECK(whole.weight == 1.25);
}

TEST_CASE("a proposal is received as an actor of its positions is") {
    auto const m = beliefs({1, 0.5, 1}, {{{1, -0.5, 0.5}, {0.5, 0.9, 0.1}}, {{0.5, boost::none, -1}, {0.5, 0.5, 0.5}}});
    mars_affinity const measure{.gamma = 0.5};
    auto const received =
        congruence(m, 0, {{issue_id(2), -1}, {issue_id(0), 0.5}}, measure, {.weights = weighting::first});
    CHECK(received.value == compare(m, 0, 1, measure, {.weights = weighting::first}).value);
    CHECK(received.shared == 2);
    CHECK(received.coverage == 1);
}

TEST_CASE("what cannot be averaged is refused") {
    auto const m = beliefs({1}, {{{boost::none}, {0.5}}, {{0.5}, {0.5}}});
    CHECK_THROWS_AS(compare(m, 0, 1, mars_affinity{}, {.missing = missing_policy::expected()}), error);
    CHECK_THROWS_AS(mars_affinity::parse("-1"), error);
    CHECK(mars_affinity::parse("0.5").gamma == 0.5);
    CHECK(mars_affinity::parse("").gamma == 0);
}

TEST_CASE("bounds are the least and the greatest value of every completion, and are reached") {
    std::mt19937 random(2);
    auto const five = column_of(scale::ordinal(1, 5));
    std::vector<double> const emphases{0, 0.25, 0.5, 1};  // 0: any difference decides
    std::size_t decided = 0, undefined = 0;
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        std::vector<issue_column> columns(3, five);
        std::vector<cell> cells;
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < 6; ++i) {
            auto const issue = static_cast<std::uint32_t>(i % 3);
            columns[issue].name = "issue " + std::to_string(issue), columns[issue].weight = 0.25 * (1 + issue);
            bool const silent = open.size() < 3 && random() % 3 == 0;
            if (silent) open.push_back(i);
            double const x = round % 10 == 0 ? 3.0 : static_cast<double>(1 + random() % 5);
            double const emphasis = emphases[random() % (round % 3 ? 4 : 3)];
            cells.push_back({issue, !silent, silent ? 0 : x, salience_of(emphasis), 1});
        }
        mars_affinity const measure{.gamma = round % 2 ? 0.5 : 0, .commonality = {0.5, 1}};
        auto const matrix = [&] { return position_matrix({"a", "b"}, columns, {0, 3, 6}, cells); };
        // By what the measure knows of itself, and by trying completions where that helps.
        auto const found = bounds(matrix(), 0, 1, measure, {.compare = {.weights = weighting::first}});
        auto const enclosed =
            bounds(matrix(), 0, 1, measure, {.compare = {.weights = weighting::first}, .most_completions = 0});
        for (auto const i : open) cells[i].known = true, cells[i].position = 1;
        boost::optional<double> least, greatest;
        for (std::size_t left = open.size() + 1; left > open.size();) {
            auto const one = compare(matrix(), 0, 1, measure, {.weights = weighting::first}).value;
            if (one && !(least && *least <= *one)) least = one;
            if (one && !(greatest && *greatest >= *one)) greatest = one;
            left = 0;  // the next completion, as a number of base 5 that counts up
            while (left < open.size() && cells[open[left]].position == 5) cells[open[left++]].position = 1;
            if (left == open.size()) break;
            ++cells[open[left]].position, left = open.size() + 1;
        }
        REQUIRE(found.lower.has_value() == least.has_value());
        undefined += !least;
        if (!least) continue;
        CHECK(found.exact);
        CHECK(enclosed.exact);
        CHECK(*enclosed.lower == doctest::Approx(*least).epsilon(1e-12));
        CHECK(*enclosed.upper == doctest::Approx(*greatest).epsilon(1e-12));
        CHECK(*found.lower == doctest::Approx(*least).epsilon(1e-12));
        CHECK(*found.upper == doctest::Approx(*greatest).epsilon(1e-12));
        decided += *least == -1 && *greatest > -1;
    }
    CHECK(decided > 20);
    CHECK(undefined > 0);
}

TEST_CASE("where no acceptable position agrees on a decisive issue, all is -1") {
    std::vector<issue_column> columns(2, column_of(scale::ordinal(1, 5)));
    columns[1].name = "another";
    for (double const accepted : {4.0, 5.0}) {
        // The first withholds the decisive issue, and accepts up to there; the second holds 5.
        position_matrix const m({"a", "b"}, columns, {0, 2, 4},
                                {{0, false, 0, 1e6, 1}, {1, true, 5, 1, 1}, {0, true, 5, 1, 1}, {1, true, 5, 1, 1}},
                                {{1, accepted}, {1, 5}, {1, 5}, {1, 5}});
        for (double const most : {0.0, 100.0}) {
            auto const found = bounds(
                m, 0, 1, mars_affinity{},
                {.compare = {.weights = weighting::first}, .within_acceptable = true, .most_completions = most});
            CHECK(found.exact);
            CHECK(found.lower == -1.0);
            CHECK(found.upper == (accepted == 5 ? 1.0 : -1.0));
        }
    }
}

TEST_CASE("the source's own answers") {
    auto const file = reference_file("golden/influence/mars_affinity.json");
    if (!file) return;
    std::ifstream in(*file);
    auto const golden = nlohmann::json::parse(in);
    int compared = 0, undefined = 0, cases = 0;
    double worst = 0;
    for (auto const& c : golden["cases"]) {
        INFO(c["name"].get<std::string>());
        std::vector<actor_row> rows;
        for (std::size_t a = 0; a < c["position"].size(); ++a) {
            actor_row row;
            for (auto const& p : c["position"][a])
                row.held.push_back(p.is_number() ? boost::make_optional(p.get<double>()) : boost::none);
            row.emphasis = c["emphasis"][a].get<std::vector<double>>();
            rows.push_back(std::move(row));
        }
        auto const m = beliefs(c["relevance"].get<std::vector<double>>(), rows);
        mars_affinity const measure{.gamma = c["gamma"].get<double>(),
                                    .commonality = c["commonality"].get<std::vector<double>>()};
        for (std::size_t a = 0; a < rows.size(); ++a)
            for (std::size_t b = 0; b < rows.size(); ++b) {
                INFO(a, " for ", b);
                double const theirs = c["affinity"][a][b].get<double>();
                auto const ours = compare(m, a, b, measure, as_in_mars).value;
                if (!ours) {
                    CHECK(theirs == 0);  // neutral on everything, or silent: the source gives 0 to what has no answer
                    ++undefined;
                    continue;
                }
                double const e = relative_error(*ours, theirs);
                CHECK(e <= 1e-9);
                worst = std::max(worst, e);
                ++compared;
            }
        ++cases;
    }
    MESSAGE("Mars: " << cases << " cases, " << compared << " affinities, worst relative error " << worst
                     << "; 0 where there is no answer: " << undefined);
    CHECK(cases == 32);
}

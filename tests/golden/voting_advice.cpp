// SPDX-License-Identifier: BSL-1.0
// Answers of voting-advice software: OpenVAA, NRK valgomat 5.0.0, SVT election-compass-match 2.0.1, SciPy 1.10.1.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

using text_list = std::vector<std::string>;

text_list split(std::string const& text, char at) {
    text_list parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);) parts.push_back(part);
    return parts;
}

std::vector<double> numbers(std::string const& text) {
    std::vector<double> result;
    for (auto const& t : split(text, ' ')) result.push_back(std::stod(t));
    return result;
}

positions optional_numbers(std::string const& text) {
    positions result;
    for (auto const& t : split(text, ' '))
        result.push_back(t == "NA" ? boost::none : boost::make_optional(std::stod(t)));
    return result;
}

/// Rows of a CSV file with comment lines before its header, by column.
std::vector<std::map<std::string, std::string>> table_of(std::string const& path) {
    std::vector<std::map<std::string, std::string>> rows;
    text_list header;
    for (auto const& record : simple_csv(path)) {
        if (record.empty() || record[0].starts_with('#')) continue;
        if (header.empty()) {
            header = record;
            continue;
        }
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = i < record.size() ? record[i] : "";
        rows.push_back(std::move(row));
    }
    return rows;
}

issue_column coordinate(double weight = 1) {
    issue_column c;
    c.name = "issue";
    c.lower = -0.5;
    c.upper = 0.5;
    c.weight = weight;
    return c;
}

position_matrix matrix_of(std::vector<issue_column> columns, positions const& x, positions const& y) {
    std::vector<cell> cells;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (x[i]) cells.push_back({static_cast<std::uint32_t>(i), true, *x[i], 1, 1});
    auto const middle = cells.size();
    for (std::size_t i = 0; i < y.size(); ++i)
        if (y[i]) cells.push_back({static_cast<std::uint32_t>(i), true, *y[i], 1, 1});
    std::vector<std::size_t> offsets{0, middle, cells.size()};
    // Unchecked: OpenVAA takes negative weights, of which its Euclidean distance counts the squares.
    return {unchecked, {"reference", "target"}, std::move(columns), std::move(offsets), std::move(cells)};
}

boost::optional<double> by_metric(std::string const& metric, position_matrix const& m, compare_options const& o) {
    if (metric == "Manhattan") return value_of(m, city_block{}, o);
    if (metric == "Directional") return value_of(m, directional{}, o);
    REQUIRE(metric == "Euclidean");
    return value_of(m, euclidean_squared_weights{}, o);
}

missing_policy policy_of(std::string const& method) {
    if (method == "neutral") return missing_policy::neutral(missing_policy::fill::second);
    REQUIRE(method == "relativeMaximum");
    return missing_policy::opposite_extreme(missing_policy::fill::second);
}

}  // namespace

TEST_CASE("OpenVAA: every distance, question by question where it has one dimension") {
    auto const file = reference_file("golden/voting_advice/openvaa_flat.csv");
    if (!file) return;
    int compared = 0, weightless = 0, of_one_dimension = 0;
    double worst = 0;
    for (auto const& row : table_of(*file)) {
        INFO(row.at("case"), " ", row.at("candidate"), " ", row.at("metric"), " ", row.at("missing_method"),
             " weights ", row.at("weights"));
        auto const shape = numbers(row.at("shape")), weights = numbers(row.at("weights"));
        auto const x = optional_numbers(row.at("reference")), y = optional_numbers(row.at("target"));
        bool const euclid = row.at("metric") == "Euclidean";
        // A question of several dimensions is as many issues, each of which has its part of the weight.
        std::vector<issue_column> columns;
        for (std::size_t q = 0; q < shape.size(); ++q)
            for (int k = 0; k < static_cast<int>(shape[q]); ++k)
                columns.push_back(coordinate(weights[q] / (euclid ? std::sqrt(shape[q]) : shape[q])));
        REQUIRE(columns.size() == x.size());
        auto const ours = by_metric(row.at("metric"), matrix_of(columns, x, y),
                                    {.missing = policy_of(row.at("missing_method")), .weights = weighting::issue});
        double const theirs = std::stod(row.at("distance"));
        if (!ours) {
            // Where nothing weighs anything, the tool says that two actors are half-way apart. Nothing is known: no
            // value is right.
            CHECK(std::all_of(weights.begin(), weights.end(), [](double w) { return w == 0; }));
            CHECK(theirs == 0.5);
            ++weightless;
            continue;
        }
        CHECK(std::abs(*ours - theirs) <= 1e-12);
        worst = std::max(worst, std::abs(*ours - theirs));
        CHECK(std::floor(100 * (1 - theirs) + 0.5) == std::stod(row.at("score")));
        ++compared;
        of_one_dimension += std::all_of(shape.begin(), shape.end(), [](double n) { return n == 1; });
    }
    MESSAGE("OpenVAA: " << compared << " distances, " << of_one_dimension
                        << " of them of one dimension a question, worst difference " << worst
                        << "; 0.5 where nothing weighs: " << weightless);
    CHECK(compared + weightless == 812);
}

TEST_CASE("OpenVAA: unordered options are at a distance of 1, not of 2/n, and silence is no worse than that") {
    auto const file = reference_file("golden/voting_advice/openvaa_flat.csv");
    if (!file) return;
    int questions = 0, understated = 0, overstated = 0, cases = 0;
    for (auto const& row : table_of(*file)) {
        auto const shape = numbers(row.at("shape")), weights = numbers(row.at("weights"));
        if (row.at("metric") != "Manhattan" || row.at("missing_method") != "relativeMaximum") continue;
        if (std::all_of(shape.begin(), shape.end(), [](double n) { return n == 1; })) continue;
        auto const x = optional_numbers(row.at("reference")), y = optional_numbers(row.at("target"));
        std::vector<issue_column> columns;
        positions first, second;
        double ours_sum = 0, theirs_sum = 0, weight = 0;
        for (std::size_t q = 0, at = 0; q < shape.size(); at += static_cast<std::size_t>(shape[q]), ++q) {
            auto const n = static_cast<std::size_t>(shape[q]);
            weight += weights[q];
            if (n == 1) {
                columns.push_back(coordinate(weights[q]));
                first.push_back(x[at]);
                second.push_back(y[at]);
                double const d = y[at] ? std::abs(*x[at] - *y[at]) : std::abs(*x[at]) + 0.5;
                ours_sum += weights[q] * d, theirs_sum += weights[q] * d;
                continue;
            }
            issue_column c;
            c.name = "unordered";
            c.measurement = level::nominal;
            for (std::size_t k = 0; k < n; ++k) c.categories.push_back(static_cast<double>(k));
            c.lower = 0, c.upper = static_cast<double>(n - 1);
            c.weight = weights[q];
            columns.push_back(std::move(c));
            auto const chosen = [&](positions const& from) -> boost::optional<double> {
                for (std::size_t k = 0; k < n; ++k)
                    if (from[at + k] && *from[at + k] == 0.5) return static_cast<double>(k);
                return boost::none;
            };
            first.push_back(chosen(x));
            second.push_back(chosen(y));
            bool const silent = !second.back(), same = second.back() == first.back();
            double const tool = silent ? 1.0 : same ? 0.0 : 2.0 / static_cast<double>(n);
            ours_sum += weights[q] * (same ? 0.0 : 1.0);
            theirs_sum += weights[q] * tool;
            ++questions;
            understated += !silent && !same;
            overstated += silent;  // more than the 2/n of the worst that could be said
        }
        if (!(weight > 0)) continue;
        auto const ours = value_of(matrix_of(columns, first, second), gower{},
                                   {.missing = policy_of("relativeMaximum"), .weights = weighting::issue});
        REQUIRE(ours);
        CHECK(*ours == doctest::Approx(ours_sum / weight).epsilon(1e-12));
        CHECK(std::stod(row.at("distance")) == doctest::Approx(theirs_sum / weight).epsilon(1e-12));
        CHECK(*ours >= std::stod(row.at("distance")) - 1e-12);
        ++cases;
    }
    MESSAGE("OpenVAA: " << cases << " matches with " << questions << " unordered questions; disagreement told as 2/n: "
                        << understated << ", silence told as worse than disagreement: " << overstated);
    CHECK(cases > 0);
}

TEST_CASE("OpenVAA: a scale of seven options, by its published rule") {
    // One question of seven unordered options. Seven dimensions, of which two differ: 2/7 for another answer, 1 for
    // none.
    std::vector<double> all{1, 2, 3, 4, 5, 6, 7};
    auto const other = pair_of_actors(column_of(level::nominal, all), {3.0}, {5.0});
    auto const silent = pair_of_actors(column_of(level::nominal, all), {3.0}, {boost::none});
    auto const worst = missing_policy::opposite_extreme(missing_policy::fill::second);
    CHECK(value_of(other, gower{}) == 1.0);
    CHECK(value_of(silent, gower{}, {.missing = worst}) == 1.0);
    // Directional and moderate: two actors who both say "rather no" are at 0.375.
    CHECK(value_of(pair_of_actors(scale::ordinal(1, 5), {2.0}, {2.0}), directional{}) == 0.375);
    // Half-way apart is no answer where there is none.
    CHECK(value_of(pair_of_actors(scale::ordinal(1, 5), {2.0}, {boost::none}), city_block{}) == boost::none);
}

TEST_CASE("OpenVAA: parties of the Finnish election of 2015, on all questions and on security alone") {
    auto const answers_file = reference_file("golden/voting_advice/yle2015_party_answers.csv");
    auto const pairs_file = reference_file("golden/voting_advice/yle2015_party_pairs.csv");
    if (!answers_file || !pairs_file) return;
    std::map<std::string, std::map<std::string, std::string>> party;
    for (auto& row : table_of(*answers_file)) party[row.at("party")] = row;
    text_list all;
    for (auto const& [name, value] : party.begin()->second)
        if (name.starts_with("q")) all.push_back(name);
    text_list const questions = all;
    text_list const security{"q137", "q140", "q141", "q142", "q201"};
    auto const pair = [&](std::string const& a, std::string const& b, text_list const& on) {
        std::vector<issue_column> columns;
        positions x, y;
        for (auto const& q : on) {
            bool const yes_no = q >= "q201";
            columns.push_back(yes_no ? column_of(level::ordinal, {0, 1}) : column_of(scale::ordinal(1, 5)));
            auto const answer = [&](std::string const& who) -> boost::optional<double> {
                auto const& text = party.at(who).at(q);
                if (text.empty() || text == "NA") return boost::none;
                return std::stod(text);
            };
            x.push_back(answer(a));
            y.push_back(answer(b));
        }
        return matrix_of(std::move(columns), x, y);
    };
    int compared = 0;
    double worst = 0;
    compare_options const options{.missing = policy_of("relativeMaximum")};
    for (auto const& row : table_of(*pairs_file)) {
        INFO(row.at("metric"), " ", row.at("party_a"), " ", row.at("party_b"));
        for (auto const& [column, on] : {std::pair{"distance", &questions}, std::pair{"group_distance", &security}}) {
            if (row.at(column).empty() || row.at(column) == "NA") continue;
            auto const ours = by_metric(row.at("metric"), pair(row.at("party_a"), row.at("party_b"), *on), options);
            REQUIRE(ours);
            double const difference = std::abs(*ours - std::stod(row.at(column)));
            CHECK(difference <= 1e-12);
            worst = std::max(worst, difference);
            ++compared;
        }
    }
    MESSAGE("OpenVAA, Yle 2015: " << compared << " distances, worst difference " << worst);
    CHECK(compared >= 1900);
}

namespace {

boost::optional<nlohmann::json> json_of(std::string const& path) {
    auto const file = reference_file(path);
    if (!file) return boost::none;
    std::ifstream in(*file);
    return nlohmann::json::parse(in);
}

positions positions_of(nlohmann::json const& list) {
    positions result;
    for (auto const& p : list) result.push_back(p.is_number() ? boost::make_optional(p.get<double>()) : boost::none);
    return result;
}

}  // namespace

TEST_CASE("NRK valgomat: proximity, and nothing where nothing is shared") {
    auto const golden = json_of("golden/voting_advice/nrk_proximity.json");
    if (!golden) return;
    int compared = 0, undefined = 0;
    double worst = 0;
    for (auto const& c : (*golden)["cases"]) {
        INFO(c["id"].get<std::string>());
        auto const ours = value_of(pair_of_actors(scale::interval(-2, 2), positions_of(c["a"]), positions_of(c["b"])),
                                   as_agreement(city_block{}));
        if (!c["proximity"].is_number()) {
            CHECK(ours == boost::none);
            ++undefined;
            continue;
        }
        REQUIRE(ours);
        double const difference = std::abs(*ours - c["proximity"].get<double>());
        CHECK(difference <= 1e-12);
        worst = std::max(worst, difference);
        ++compared;
    }
    MESSAGE("NRK: " << compared << " proximities, worst difference " << worst
                    << "; undefined on both sides: " << undefined);
    CHECK(compared + undefined == 35);
}

TEST_CASE("SciPy: weighted and plain distances") {
    auto const golden = json_of("golden/voting_advice/scipy_distances.json");
    if (!golden) return;
    int compared = 0;
    double worst = 0;
    for (auto const& c : (*golden)["cases"]) {
        auto const u = positions_of(c["u"]), v = positions_of(c["v"]);
        auto const w = c["w"].get<std::vector<double>>();
        double total = 0;
        for (double const x : w) total += x;
        auto const n = static_cast<double>(u.size());
        auto const m = pair_of_actors(coordinate(), u, v, w);
        compare_options const weighted{.weights = weighting::issue};
        auto const check = [&](char const* name, boost::optional<double> const& ours, double factor) {
            INFO(name);
            REQUIRE(ours);
            double const error = relative_error(*ours * factor, c[name].get<double>());
            CHECK(error <= 1e-12);
            worst = std::max(worst, error);
            ++compared;
        };
        check("cityblock", value_of(m, city_block{}), n);
        check("cityblock_w", value_of(m, city_block{}, weighted), total);
        check("euclidean", value_of(m, euclidean{}), std::sqrt(n));
        check("euclidean_w", value_of(m, euclidean{}, weighted), std::sqrt(total));
        check("minkowski3_w", value_of(m, minkowski{3}, weighted), std::cbrt(total));
        check("chebyshev", value_of(m, chebyshev{}), 1);
    }
    MESSAGE("SciPy: " << compared << " distances, worst relative error " << worst
                      << "; Mahalanobis distances are not dyadic: they need the covariance of all actors");
    CHECK(compared == 6 * 30);
}

TEST_CASE("SVT: tables of scores, importance to both sides, silence") {
    auto const golden = json_of("golden/voting_advice/svt_match.json");
    if (!golden) return;
    auto const measure = by_score_table::parse("svt_propositions+svt_range");
    int questions = 0, matches = 0, lists = 0, partial = 0;
    double worst = 0;
    for (auto const& c : (*golden)["cases"]) {
        if (c.contains("error")) continue;
        INFO(c["id"].get<std::string>(), " ", c["user"].get<std::string>(), " ", c["entity"].get<std::string>());
        auto const user = split(c["user"], ';'), entity = split(c["entity"], ';');
        REQUIRE(user.size() == entity.size());
        std::vector<issue_column> columns;
        std::vector<cell> first, second;
        double scores = 0, maxima = 0;
        bool whole = true;
        for (std::size_t i = 0; i < user.size(); ++i) {
            auto const& shown = user[i] != "_" ? user[i] : entity[i];
            if (user[i].starts_with('[') || entity[i].starts_with('[')) {
                ++lists, whole = false;  // the share of several answers from a list has no position on a scale
                continue;
            }
            bool const is_range = shown.find('/') != shown.npos;
            auto const n = static_cast<std::uint32_t>(columns.size());
            columns.push_back(column_of(scale::ordinal(1, is_range ? 5 : 4)));
            columns.back().name = "question " + std::to_string(i);
            auto const read = [&](std::string const& text, std::vector<cell>& row) {
                if (text == "_") return;
                double const position = text.find('/') != text.npos ? std::stod(text) + 1 : text[0] - 'A' + 1;
                row.push_back({n, true, position, text.back() == '!' ? 2.0 : 1.0, 1.0});
            };
            read(user[i], first);
            read(entity[i], second);
            scores += c["scores"][i].get<double>();
            maxima += c["maxScores"][i].get<double>();
            // Each question alone: its score out of its greatest score.
            position_matrix const one(
                {"user", "entity"}, columns,
                {0, user[i] != "_" ? std::size_t{1} : 0, (user[i] != "_" ? std::size_t{1} : 0) + (entity[i] != "_")},
                [&] {
                    std::vector<cell> cells;
                    if (user[i] != "_") cells.push_back(first.back());
                    if (entity[i] != "_") cells.push_back(second.back());
                    return cells;
                }());
            compare_options const options{.missing = missing_policy::rated(missing_policy::fill::second),
                                          .weights = weighting::product};
            auto const f = fold(one.row(0), one.row(1), one.columns(), options, measure.empty(one.columns()));
            CHECK(f.statistic.score == c["scores"][i].get<double>());
            CHECK(f.statistic.denominator == c["maxScores"][i].get<double>());
            ++questions;
        }
        if (columns.empty()) continue;
        auto const held = first.size();
        std::vector<cell> cells = first;
        cells.insert(cells.end(), second.begin(), second.end());
        auto const count = cells.size();
        position_matrix const m({"user", "entity"}, columns, {0, held, count}, cells);
        auto const ours =
            value_of(m, measure,
                     {.missing = missing_policy::rated(missing_policy::fill::second), .weights = weighting::product});
        if (!(maxima > 0)) {
            CHECK(ours == boost::none);  // the tool says 0: as if everything had been answered, and contradicted
            continue;
        }
        REQUIRE(ours);
        double const theirs = whole ? c["match"].get<double>() : scores / maxima;
        CHECK(relative_error(*ours, theirs) <= 1e-12);
        worst = std::max(worst, relative_error(*ours, theirs));
        ++(whole ? matches : partial);
    }
    MESSAGE("SVT: " << matches << " matches and " << partial << " without their " << lists << " questions with lists, "
                    << questions << " questions, worst relative error " << worst);
    CHECK(matches > 20);
    CHECK(questions > 300);
}

TEST_CASE("SVT: published scores of single propositions") {
    auto const measure = by_score_table::parse("svt_propositions");
    auto const match = [&](double user, double entity) {
        return value_of(pair_of_actors(scale::ordinal(1, 4), {user}, {entity}), measure);
    };
    CHECK(match(1, 1) == 1.0);
    CHECK(match(1, 3) == 3.0 / 11);
    CHECK(match(2, 1) == 5.0 / 8);
    CHECK(match(4, 3) == 8.0 / 11);
}

// SPDX-License-Identifier: BSL-1.0
#include "entente/group/measures/many_raters.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/measures/krippendorff_alpha.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::group_measures;

namespace {

constexpr double silent = no_position;

using table = std::vector<std::vector<double>>;  // issues by actors

position_matrix rated(table const& units, std::vector<double> categories, level measurement = level::ratio) {
    issue_column issue{
        .measurement = measurement, .lower = categories.front(), .upper = categories.back(), .categories = categories};
    if (measurement == level::interval) issue.categories.clear();
    std::vector<issue_column> issues(units.size(), issue);
    for (std::size_t i = 0; i < units.size(); ++i) issues[i].name = "issue " + std::to_string(i + 1);
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t g = 0; g < units.front().size(); ++g) {
        names.push_back("actor " + std::to_string(g + 1));
        for (std::size_t i = 0; i < units.size(); ++i)
            if (!std::isnan(units[i][g])) cells.push_back({static_cast<std::uint32_t>(i), true, units[i][g], 1, 1});
        offsets.push_back(cells.size());
    }
    return {names, issues, offsets, cells};
}

/// Krippendorff's example of four observers and twelve units.
table const four_observers{{1, 1, silent, 1}, {2, 2, 3, 2},      {3, 3, 3, 3},           {3, 3, 3, 3},
                           {2, 2, 2, 2},      {1, 2, 3, 4},      {4, 4, 4, 4},           {1, 1, 2, 1},
                           {2, 2, 2, 2},      {silent, 5, 5, 5}, {silent, silent, 1, 1}, {silent, 3, silent, silent}};

/// The definition, pair by pair.
double alpha_by_pairs(table const& units, double (*difference)(double, double)) {
    std::vector<double> all;
    double observed = 0, expected = 0;
    for (auto const& u : units) {
        std::vector<double> here;
        for (double const x : u)
            if (!std::isnan(x)) here.push_back(x);
        if (here.size() < 2) continue;
        double sum = 0;
        for (std::size_t i = 0; i < here.size(); ++i)
            for (std::size_t j = 0; j < here.size(); ++j)
                if (i != j) sum += difference(here[i], here[j]);
        observed += sum / static_cast<double>(here.size() - 1);
        all.insert(all.end(), here.begin(), here.end());
    }
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < all.size(); ++j)
            if (i != j) expected += difference(all[i], all[j]);
    return 1 - (static_cast<double>(all.size()) - 1) * observed / expected;
}

}  // namespace

TEST_CASE("four observers of twelve units: Krippendorff's published values") {
    auto const m = rated(four_observers, {1, 2, 3, 4, 5});
    ratings const r(m);
    CHECK(r.raters() == 4);
    auto const alpha = [&](alpha_metric by) { return *evaluate(r, krippendorff_alpha{by}).value; };
    CHECK(alpha(alpha_metric::nominal) == doctest::Approx(0.743421052631579).epsilon(1e-13));
    CHECK(alpha(alpha_metric::ordinal) == doctest::Approx(0.815387503754881).epsilon(1e-13));
    CHECK(alpha(alpha_metric::interval) == doctest::Approx(0.849107142857143).epsilon(1e-13));
    CHECK(alpha(alpha_metric::ratio) == doctest::Approx(0.797402774711612).epsilon(1e-13));
}

TEST_CASE("alpha is its definition, pair by pair") {
    std::mt19937 random(11);
    for (int trial = 0; trial < 50; ++trial) {
        table units(3 + random() % 5, std::vector<double>(2 + random() % 4));
        for (auto& u : units)
            for (double& x : u) x = random() % 4 ? static_cast<double>(random() % 6) : silent;
        units[0][0] = 0, units[0][1] = 5, units[1][0] = units[1][1] = 2;
        auto const m = rated(units, {0, 1, 2, 3, 4, 5});
        ratings const r(m);
        auto const same = [&](alpha_metric by, double (*difference)(double, double)) {
            CHECK(*evaluate(r, krippendorff_alpha{by}).value ==
                  doctest::Approx(alpha_by_pairs(units, difference)).epsilon(1e-12));
        };
        same(alpha_metric::nominal, [](double a, double b) { return a == b ? 0.0 : 1.0; });
        same(alpha_metric::interval, [](double a, double b) { return (a - b) * (a - b); });
        same(alpha_metric::ratio,
             [](double a, double b) { return a + b == 0 ? 0.0 : (a - b) * (a - b) / ((a + b) * (a + b)); });
        same(alpha_metric::circular,
             [](double a, double b) { return std::pow(std::sin(3.14159265358979323846 * (a - b) / 6), 2); });
    }
}

TEST_CASE("alpha of positions without categories, however far from zero") {
    table const units{{1, 2, 4}, {3, 3, silent}, {8, 7, 9}};
    auto const near = rated(units, {0, 10}, level::interval);
    table away = units;
    for (auto& u : away)
        for (double& x : u) x += 1e9;
    auto const far = rated(away, {1e9, 1e9 + 10}, level::interval);
    auto const alpha = *evaluate(ratings(near), krippendorff_alpha{alpha_metric::interval}).value;
    CHECK(alpha == doctest::Approx(alpha_by_pairs(units, [](double a, double b) { return (a - b) * (a - b); })));
    CHECK(*evaluate(ratings(far), krippendorff_alpha{alpha_metric::interval}).value ==
          doctest::Approx(alpha).epsilon(1e-12));
}

TEST_CASE("two actors without silence: what pairs are measured by") {
    // 2 x 2 table 3 1 / 1 3: p_a = 3/4.
    table const units{{0, 0}, {0, 0}, {0, 0}, {1, 1}, {1, 1}, {1, 1}, {0, 1}, {1, 0}};
    auto const m = rated(units, {0, 1});
    ratings const r(m);
    CHECK(*evaluate(r, percent_agreement{}).value == 0.75);
    CHECK(*evaluate(r, fleiss_kappa{}).value == doctest::Approx(0.5));
    CHECK(*evaluate(r, conger_kappa{}).value == doctest::Approx(0.5));
    CHECK(*evaluate(r, gwet_ac{}).value == doctest::Approx(0.5));
    CHECK(*evaluate(r, brennan_prediger{}).value == doctest::Approx(0.5));
    // alpha = 1 - (1 - 1/n)(1 - fleiss), n the number of positions.
    CHECK(*evaluate(r, krippendorff_alpha{}).value == doctest::Approx(1 - (1 - 1.0 / 16) * 0.5));
}

TEST_CASE("Kendall's W") {
    // Three judges of six: sums of ranks 8 14 11 11 9 10.
    table const judges{{1, 1, 6}, {6, 5, 3}, {3, 6, 2}, {2, 4, 5}, {5, 2, 4}, {4, 3, 1}};
    auto const m = rated(judges, {1, 2, 3, 4, 5, 6});
    CHECK(*evaluate(ratings(m), kendall_w{}).value == doctest::Approx(25.5 * 12 / (9 * 210)).epsilon(1e-12));
    table const tied{{1, 1}, {1, 2}, {2, 2}};
    // Ranks 1.5 1.5 3 and 1 2.5 2.5: sums 2.5 4 5.5, ties 6 and 6.
    CHECK(*evaluate(ratings(rated(tied, {1, 2})), kendall_w{}).value == doctest::Approx(12 * 4.5 / (4 * 24 - 2 * 12)));
    table const all_tied{{1, 2}, {1, 2}};
    CHECK(evaluate(ratings(rated(all_tied, {1, 2})), kendall_w{}).reason == "fewer than two issues on which all hold positions, or each ties them all");
}

TEST_CASE("undefined, with its reason") {
    auto const constant = rated({{2, 2}, {2, 2}}, {1, 2, 3});
    CHECK(evaluate(ratings(constant), krippendorff_alpha{}).reason == "no issue with two positions, or all positions alike");
    CHECK(evaluate(ratings(constant), fleiss_kappa{}).reason == "no issue with two positions, or all positions alike");
    CHECK(*evaluate(ratings(constant), percent_agreement{}).value == 1);
    CHECK(*evaluate(ratings(constant), brennan_prediger{}).value == 1);
    auto const alone = rated({{2, silent}, {silent, 1}}, {1, 2, 3});
    CHECK(!evaluate(ratings(alone), percent_agreement{}).value);
    CHECK(!evaluate(ratings(alone), krippendorff_alpha{}).value);
    auto const nobody = rated({{silent, silent}}, {1, 2});
    CHECK(evaluate(ratings(nobody), gwet_ac{}).reason == "nobody that weighs something holds a position");
    position_matrix const mixed({"a"},
                                {{.name = "one", .lower = 0, .upper = 1, .categories = {0, 1}},
                                 {.name = "two", .lower = 0, .upper = 2, .categories = {0, 1, 2}}},
                                {0, 2}, {{0, true, 0, 1, 1}, {1, true, 2, 1, 1}});
    CHECK_THROWS_WITH_AS(ratings{mixed}, doctest::Contains("two"), scale_error);
    CHECK_THROWS_AS(
        evaluate(ratings(rated({{1, 2}}, {1, 2}, level::nominal)), krippendorff_alpha{alpha_metric::ordinal}),
        scale_error);
}

TEST_CASE("a scale of more categories than a table of their pairs can have is refused, or counted without one") {
    std::vector<double> degrees;
    for (int k = 1; k <= 100000; ++k) degrees.push_back(k);
    auto const fine = rated({{1, 2, 2}, {90000, 90000, 100000}}, degrees);
    ratings const all(fine);
    CHECK(evaluate(all, krippendorff_alpha{alpha_metric::interval}).value.has_value());
    auto const refused = [&](auto const& measure) {
        CHECK_THROWS_WITH_AS(evaluate(all, measure), doctest::Contains("more than 5000"), scale_error);
    };
    refused(percent_agreement{}), refused(fleiss_kappa{}), refused(conger_kappa{}), refused(gwet_ac{});
    refused(brennan_prediger{disagreement::quadratic});
}

TEST_CASE("what nobody rates changes nothing, and who lacks a rating is not left out whole") {
    // An issue without ratings makes AC1 and Fleiss' kappa of irrCAC 1.0 NaN.
    auto with_empty = four_observers;
    with_empty.push_back({silent, silent, silent, silent});
    auto const less = rated(four_observers, {1, 2, 3, 4, 5}), more = rated(with_empty, {1, 2, 3, 4, 5});
    ratings const a(less), b(more);
    auto const same = [&](auto const& measure) { CHECK(*evaluate(a, measure).value == *evaluate(b, measure).value); };
    same(percent_agreement{}), same(fleiss_kappa{}), same(conger_kappa{}), same(gwet_ac{}), same(brennan_prediger{});
    same(krippendorff_alpha{alpha_metric::ordinal});
    // Each issue lacks one rater; irr 0.84.1 leaves out all four and stops. Shares of the two categories, issue by issue:
    // 1 0, 0 1, 0 1, 1/2 1/2, thus 3/8 and 5/8.
    auto const m = rated({{0, 0, silent}, {silent, 1, 1}, {1, silent, 1}, {0, silent, 1}}, {0, 1});
    ratings const each(m);
    CHECK(*evaluate(each, percent_agreement{}).value == 0.75);
    CHECK(*evaluate(each, brennan_prediger{}).value == 0.5);
    CHECK(*evaluate(each, fleiss_kappa{}).value == doctest::Approx(7.0 / 15).epsilon(1e-14));
    CHECK(*evaluate(each, gwet_ac{}).value == doctest::Approx(9.0 / 17).epsilon(1e-14));
}

TEST_CASE("categories are as far apart as their positions, not their ranks") {
    // irrCAC 1.0 weighs by rank once categories have labels. Here w(2, 10) = 1 - 64/81, w(1, 2) = 1 - 1/81, w(1, 10) = 0.
    auto const m = rated({{1, 1}, {2, 2}, {10, 2}}, {1, 2, 10});
    CHECK(*evaluate(ratings(m), percent_agreement{disagreement::quadratic}).value == doctest::Approx(179.0 / 243));
    CHECK(*evaluate(ratings(m), brennan_prediger{disagreement::quadratic}).value == doctest::Approx(25.0 / 73));
}

TEST_CASE("a circle has as many steps as its scale has categories") {
    // icr takes six for granted.
    table const units{{0, 3}, {1, 1}, {2, 2}, {3, 0}, {1, 2}};
    auto const m = rated(units, {0, 1, 2, 3});
    auto const by_definition = alpha_by_pairs(
        units, [](double a, double b) { return std::pow(std::sin(3.14159265358979323846 * (a - b) / 4), 2); });
    CHECK(*evaluate(ratings(m), krippendorff_alpha{alpha_metric::circular}).value ==
          doctest::Approx(by_definition).epsilon(1e-12));
}

TEST_CASE("without variation there is no kappa, whatever the sums round to") {
    // Elsewhere it is 1 or NaN, as shares of 2, 3, 7 ... happen to add up.
    for (std::size_t raters = 2; raters < 12; ++raters)
        for (std::size_t issues = 1; issues < 12; ++issues) {
            INFO(raters << " raters, " << issues << " issues");
            auto const m = rated(table(issues, std::vector<double>(raters, 2)), {1, 2, 3});
            ratings const r(m);
            CHECK(*evaluate(r, percent_agreement{}).value == 1);
            CHECK((!evaluate(r, fleiss_kappa{}).value && !evaluate(r, conger_kappa{}).value));
            CHECK(!evaluate(r, krippendorff_alpha{}).value);
            // Chance by the categories of the scale is below 1; AC2 of irrCAC 1.0 stops here.
            CHECK(*evaluate(r, brennan_prediger{}).value == 1);
            CHECK(*evaluate(r, gwet_ac{disagreement::quadratic}).value == 1);
        }
}

TEST_CASE("leaving out an issue is evaluating without it") {
    auto const m = rated(four_observers, {1, 2, 3, 4, 5});
    ratings const r(m);
    auto const check = [&](auto const& measure) {
        auto const whole = *evaluate(r, measure).value;
        auto const effects = explain(r, measure);
        REQUIRE(effects.size() == four_observers.size());
        for (std::size_t i = 0; i < effects.size(); ++i) {
            auto rest = four_observers;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            auto const without = *evaluate(ratings(rated(rest, {1, 2, 3, 4, 5})), measure).value;
            CHECK(*effects[i].influence == doctest::Approx(whole - without).epsilon(1e-9));
        }
        CHECK(jackknife(r, measure).standard_error);
    };
    check(krippendorff_alpha{alpha_metric::ordinal}), check(fleiss_kappa{}), check(conger_kappa{});
    check(gwet_ac{disagreement::quadratic}), check(kendall_w{});
}

TEST_CASE("irrCAC 1.0, and alpha_reference of several tools") {
    auto const found = entente_test::reference_file("golden/agreement/many_actors_many_issues.json");
    if (!found) return;
    std::ifstream file(*found);
    auto const all = nlohmann::json::parse(file);
    int compared = 0;
    auto const same = [&](nlohmann::json const& theirs, boost::optional<double> const& ours) {
        if (!theirs.is_number()) return;
        ++compared;
        REQUIRE(ours);
        CHECK(*ours == doctest::Approx(theirs.get<double>()).epsilon(1e-9));
    };
    for (auto const& c : all["cases"]) {
        INFO(c["id"].get<std::string>());
        // Their categories are those that are observed.
        table units;
        std::vector<double> observed;
        for (auto const& row : c["ratings_units_by_raters"]) {
            units.emplace_back();
            for (auto const& x : row) {
                units.back().push_back(x.is_number() ? x.get<double>() : silent);
                if (x.is_number()) observed.push_back(x.get<double>());
            }
        }
        std::sort(observed.begin(), observed.end());
        observed.erase(std::unique(observed.begin(), observed.end()), observed.end());
        auto const m = rated(units, observed);
        ratings const r(m);
        for (auto const& weighting : std::map<std::string, disagreement>{{"unweighted", disagreement::identity},
                                                                         {"linear", disagreement::linear},
                                                                         {"quadratic", disagreement::quadratic},
                                                                         {"ordinal", disagreement::ordinal},
                                                                         {"radical", disagreement::radical}}) {
            auto const& name = weighting.first;
            auto const by = weighting.second;
            INFO(name);
            auto const& e = c["expected"]["irrCAC"][name];
            auto const check = [&](char const* theirs, chance_among_many chance) {
                INFO(theirs);
                auto const ours = agreement_of_many(fold(r), by, chance);
                same(e[theirs]["coeff"], ours.value);
                same(e[theirs]["se"], ours.standard_error);
            };
            check("pa.coeff.raw", chance_among_many::none);
            check("gwet.ac1.raw", chance_among_many::gwet);
            check("fleiss.kappa.raw", chance_among_many::pooled);
            check("conger.kappa.raw", chance_among_many::by_rater);
            check("bp.coeff.raw", chance_among_many::uniform);
        }
        // Alpha of these weightings is that of the metrics.
        same(c["expected"]["irrCAC"]["unweighted"]["krippen.alpha.raw"]["coeff"],
             evaluate(r, krippendorff_alpha{}).value);
        same(c["expected"]["irrCAC"]["quadratic"]["krippen.alpha.raw"]["coeff"],
             evaluate(r, krippendorff_alpha{alpha_metric::interval}).value);
        if (c["expected"].contains("icr_krippalpha") && observed.front() > 0)
            same(c["expected"]["irrCAC"]["ratio"]["krippen.alpha.raw"]["coeff"],
                 evaluate(r, krippendorff_alpha{alpha_metric::ratio}).value);
        same(c["expected"]["irr_kendallW"]["tie_corrected"], evaluate(r, kendall_w{}).value);
    }
    CHECK(compared > 500);
}

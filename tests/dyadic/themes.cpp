// SPDX-License-Identifier: BSL-1.0
#include "entente/dyadic/themes.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "entente/measures/all.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

using graph = stance_graph<scale>;

/// Two parties; economy (tax, trade (tariffs, quotas)), environment (carbon), culture (without stances), and
/// one issue of no group.
struct fixture {
    graph::builder b;
    id_of<actor> left = b.add(actor{"Left"}), right = b.add(actor{"Right"});
    scale likert5 = scale::ordinal(1, 5);
    id_of<basic_issue<scale>> economy = b.add(basic_issue<scale>{"economy", likert5, 3}),
                              trade = b.add(basic_issue<scale>{"trade", likert5}),
                              environment = b.add(basic_issue<scale>{"environment", likert5, 1}),
                              culture = b.add(basic_issue<scale>{"culture", likert5, 5}),
                              tax = b.add(basic_issue<scale>{"tax", likert5, 2}),
                              tariffs = b.add(basic_issue<scale>{"tariffs", likert5}),
                              quotas = b.add(basic_issue<scale>{"quotas", likert5}),
                              carbon = b.add(basic_issue<scale>{"carbon", scale::ordinal(0, 10)}),
                              museums = b.add(basic_issue<scale>{"museums", likert5}),
                              nobody = b.add(basic_issue<scale>{"nobody's", likert5});

    fixture() {
        b.relate(trade, economy, part_of{});
        b.relate(tax, economy, part_of{});
        b.relate(tariffs, trade, part_of{});
        b.relate(quotas, trade, part_of{});
        b.relate(carbon, environment, part_of{});
        b.relate(museums, culture, part_of{});
        hold(tax, 1, 5);
        hold(tariffs, 1, 2);
        hold(quotas, 3, 3);
        hold(carbon, 0, 5);
        hold(nobody, 1, 5);
        hold(economy, 1, 5);  // a stance on the group itself
        b.relate(left, museums, stance_on<scale>{.position = 2.0});
    }
    void hold(id_of<basic_issue<scale>> i, double x, double y) {
        b.relate(left, i, stance_on<scale>{.position = x});
        b.relate(right, i, stance_on<scale>{.position = y});
    }
};

}  // namespace

TEST_CASE("groups: the measure within each, weights inherited, none where nothing is shared") {
    fixture f;
    auto const g = f.b.freeze();
    auto const groups = compare_by_theme(g, f.left, f.right, city_block{}, {.weights = weighting::issue});
    REQUIRE(groups.size() == 4);
    CHECK(groups[0].theme == f.economy);
    CHECK(groups[0].issues == std::vector<issue_id>{f.tax, f.tariffs, f.quotas});
    CHECK(*groups[0].whole.value == doctest::Approx((2 * 1 + 0.25 + 0) / 4));
    CHECK(groups[0].whole.weight == 4);
    CHECK(groups[0].weight == 3);
    CHECK(groups[1].theme == f.trade);
    CHECK(*groups[1].whole.value == doctest::Approx(0.125));
    CHECK(groups[2].theme == f.environment);
    CHECK(groups[2].whole.value == 0.5);
    CHECK(groups[2].whole.coverage == 1);
    CHECK(groups[3].theme == f.culture);
    CHECK_FALSE(groups[3].whole.value.has_value());
    CHECK(groups[3].whole.reason == undefined_reason::nothing_shared);
}

TEST_CASE("a theme that says nothing of its weight counts as one of weight 1") {
    CHECK(theme_comparison{}.weight == 1);
    std::vector<theme_comparison> themes(2);
    themes[0].whole.value = 0.5;
    themes[1].whole.value = 1.0, themes[1].weight = 3;
    CHECK(mean_of_themes(themes) == 0.875);
}

TEST_CASE("groups: the mean counts each group once, by its weight, and leaves out the undefined") {
    fixture f;
    auto const g = f.b.freeze();
    auto groups = compare_by_theme(g, f.left, f.right, city_block{}, {.weights = weighting::issue});
    groups.erase(groups.begin() + 1);  // trade is in economy already
    CHECK(*mean_of_themes(groups) == doctest::Approx((3 * 0.5625 + 1 * 0.5) / 4));
    for (auto& x : groups) x.weight = 0;
    CHECK_FALSE(mean_of_themes(groups).has_value());
    groups.clear();
    CHECK_FALSE(mean_of_themes(groups).has_value());
}

TEST_CASE("groups: for a mean, disjoint groups that weigh what they share add up to the whole") {
    fixture f;
    auto const g = f.b.freeze();
    auto const matrix = make_position_matrix(g);
    compare_options const options{.weights = weighting::issue};
    auto groups = compare_by_theme(g, f.left, f.right, signorino_ritter{}, options);
    groups.erase(groups.begin() + 1);
    std::vector<issue_id> all;
    for (auto& x : groups) {
        x.weight = x.whole.weight;
        all.insert(all.end(), x.issues.begin(), x.issues.end());
    }
    CHECK(*mean_of_themes(groups) ==
          doctest::Approx(*compare_on(matrix, all, 0, 1, signorino_ritter{}, options).value));
}

TEST_CASE("groups: a table needs common categories within a group only") {
    fixture f;
    auto const g = f.b.freeze();
    CHECK_THROWS_AS(compare(g, f.left, f.right, cohen_kappa{}), scale_error);
    auto const groups = compare_by_theme(g, f.left, f.right, cohen_kappa{disagreement::linear});
    CHECK(groups[0].whole.value.has_value());
    CHECK(groups[2].whole.value == 0.0);
    // One more carbon issue on another scale, and that group has no table.
    auto const oil = f.b.add(basic_issue<scale>{"oil", scale::ordinal(1, 3)});
    f.b.relate(oil, f.environment, part_of{});
    CHECK_THROWS_AS(compare_by_theme(f.b.freeze(), f.left, f.right, cohen_kappa{}), scale_error);
}

TEST_CASE("groups: none in a graph without parts, and a whole of which all parts are left out") {
    stance_graph<approval>::builder b;
    auto const x = b.add(actor{"x"}), y = b.add(actor{"y"});
    b.add(basic_issue<approval>{"q"});
    auto const g = b.freeze();
    CHECK(compare_by_theme(g, x, y, city_block{}).empty());
    auto const nothing = compare_on(make_position_matrix(g), std::span<issue_id const>(), 0, 1, city_block{});
    CHECK(nothing.reason == undefined_reason::nothing_shared);
}

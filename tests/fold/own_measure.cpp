// SPDX-License-Identifier: BSL-1.0
// A user's own statistic and measure of ten lines each: all that stands on the fold comes with them.
#include <cmath>
#include <limits>

#include "support/laws.hpp"
#include "support/naive_table.hpp"

namespace {

using namespace naive;

/// How much weight lies on issues where two actors stand at opposite ends.
struct clashes : summed<clashes> {
    std::size_t count = 0;
    double weight = 0, clashing = 0;

    void add(double x, double y, double w, issue_column const& issue) {
        ++count, weight += w;
        if (std::abs(issue.normalised(x) - issue.normalised(y)) == 1) clashing += w;
    }
    static constexpr auto members = summed_members<&clashes::count, &clashes::weight, &clashes::clashing>{};
};

/// On what share of the issues do two actors clash head-on?
struct head_on {
    using statistic = clashes;
    static constexpr measure_description description{
        .name = "head_on",
        .form = measure_form::mean,
        .formula = "share of opposite ends",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.clashing / s.weight; }
};

/// The same in odds: no mean over issues, and undefined where all is clash.
struct odds_of_clash {
    using statistic = clashes;
    static constexpr bool linear = true;
    static constexpr measure_description description{
        .name = "odds_of_clash",
        .form = measure_form::other,
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .undefined = "nothing but clashes",
    };
    boost::optional<double> operator()(statistic const& s) const {
        if (s.clashing == s.weight) return boost::none;
        return s.clashing / (s.weight - s.clashing);
    }
};

/// What rounding leads a hair below its least value, a hair of a range of thousands.
struct hair_below {
    using statistic = clashes;
    static constexpr measure_description description{
        .name = "hair_below",
        .form = measure_form::other,
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = -1000,
        .greatest = 0,
        .undefined = "",
    };
    static constexpr bool linear = false;
    boost::optional<double> operator()(statistic const&) const { return -1000.0005; }
};

static_assert(dyadic_statistic<clashes>);
static_assert(mean_measure<head_on>);
static_assert(!mean_measure<odds_of_clash>);

naive_table four_issues() {
    naive_table t;
    t.scales.assign(4, scale::ordinal(1, 5));
    t.weights = {1, 1, 2, 1};
    t.actors = {{{true, 1.0}, {true, 5.0}, {true, 5.0}, {true, boost::none}},
                {{true, 5.0}, {true, 4.0}, {true, 1.0}, {true, 3.0}},
                {{true, 1.0}, {true, 1.0}, {true, boost::none}, {true, 5.0}}};
    return t;
}

TEST_CASE("Rounding beyond an end of the range is brought back, by the size of the end") {
    CHECK(*compare(four_issues().matrix(), 0, 1, hair_below{}).value == -1000);
}

TEST_CASE("A measure of one's own compares, and all pairs at once") {
    auto const m = four_issues().matrix();
    CHECK(compare(m, 0, 1, head_on{}).value == 2.0 / 3.0);
    CHECK(compare(m, 0, 1, head_on{}, {.weights = weighting::issue}).value == 0.75);
    CHECK(compare(m, 0, 1, odds_of_clash{}).value == 2.0);
    CHECK(compare(m, 0, 1, odds_of_clash{}, {.missing = missing_policy::opposite_extreme()}).value == 1.0);
    auto const all = all_pairs(m, head_on{});
    CHECK(all(0, 1) == 2.0 / 3.0);
    CHECK(all(0, 2) == 0.5);
    CHECK(all(1, 2) == 1.0 / 3.0);
    CHECK(compare(four_issues().graph(), {0}, {2}, head_on{}).value == 0.5);
}

TEST_CASE("It is undefined where it says so") {
    naive_table t;
    t.scales = {scale::ordinal(1, 5)};
    t.weights = {1};
    t.actors = {{{true, 1.0}}, {{true, 5.0}}};
    auto const c = compare(t.matrix(), 0, 1, odds_of_clash{});
    CHECK(c.value == boost::none);
    CHECK(c.reason == undefined_reason::no_variation);
    CHECK(all_pairs(t.matrix(), odds_of_clash{}).at(0, 1).reason == undefined_reason::no_variation);
}

TEST_CASE("It is explained") {
    auto const m = four_issues().matrix();
    auto const e = explain(m, 0, 1, head_on{}, {.weights = weighting::issue});
    REQUIRE(e.issues.size() == 3);
    CHECK(e.issues[0].issue.value == 2);
    CHECK(e.issues[0].share == 0.5);
    CHECK(e.issues[1].issue.value == 0);
    CHECK(e.issues[1].share == 0.25);
    CHECK(e.issues[2].share == 0.0);
    CHECK(e.issues[2].influence == 0.75 - 1.0);
    auto const odds = explain(m, 0, 1, odds_of_clash{});
    REQUIRE(odds.issues.size() == 3);
    CHECK(odds.issues[0].share == boost::none);
    CHECK(odds.issues[0].issue.value == 0);  // by influence, the greatest first, ties by issue
    CHECK(odds.issues[0].influence == 2.0 - 1.0);
    CHECK(odds.issues[1].issue.value == 2);
    CHECK(odds.issues[2].issue.value == 1);
    CHECK(odds.issues[2].influence == boost::none);  // nothing but clashes is left
}

TEST_CASE("It is bounded: exactly where it is a mean over issues, and enclosed where it is not") {
    auto const m = four_issues().matrix();
    auto const b = bounds(m, 0, 1, head_on{});
    CHECK(b.lower == 0.5);
    CHECK(b.upper == 0.5);  // whatever is held against the neutral 3, it is no clash
    auto const against_an_end = bounds(m, 0, 2, head_on{});
    CHECK(against_an_end.open == 2);
    CHECK(against_an_end.lower == 0.25);
    CHECK(against_an_end.upper == 0.75);
    CHECK(against_an_end.exact);
    auto const odds = bounds(m, 0, 2, odds_of_clash{});
    CHECK(*odds.lower <= 1.0 / 3.0);
    CHECK(*odds.upper >= 3.0);
}

/// The share of clashes that says it is their sum.
struct sum_of_shares {
    using statistic = clashes;
    static constexpr measure_description description{
        .name = "sum_of_shares",
        .form = measure_form::sum,
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.clashing / s.weight; }
};

TEST_CASE("It is held to the law of its form") {
    auto const matrix = four_issues().matrix();
    CHECK(laws::broken(head_on{}, matrix) == "");
    CHECK(laws::broken(odds_of_clash{}, matrix) == "");
    CHECK(laws::broken(sum_of_shares{}, matrix) == "it says sum, and is not the sum over the issues");
}

/// Measures may depend on parameters, and refuse scales that these have no meaning on.
struct clash_beyond {
    using statistic = clashes;
    double threshold = 1;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "clash_beyond",
        .form = measure_form::other,
        .argument = "THRESHOLD",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const {
        return s.clashing / s.weight > threshold ? 1.0 : 0.0;
    }
    void require_scale(issue_column const& i) const {
        if (i.categories.empty())
            throw scale_error(fault_code::invalid_argument, "clash_beyond counts categories", {.issue = i.name});
    }
};

TEST_CASE("What a measure's parameters refuse is refused by every function") {
    naive_table t;
    t.scales = {scale::interval(0, 1)};
    t.weights = {1};
    t.actors = {{{true, 0.0}}, {{true, 1.0}}};
    auto const m = t.matrix();
    auto const message = "clash_beyond counts categories (issue \"i0\")";
    CHECK_THROWS_WITH(compare(m, 0, 1, clash_beyond{}), message);
    CHECK_THROWS_WITH(explain(m, 0, 1, clash_beyond{}), message);
    CHECK_THROWS_WITH(bounds(m, 0, 1, clash_beyond{}), message);
    CHECK_THROWS_WITH(all_pairs(m, clash_beyond{}), message);
    CHECK_THROWS_WITH(all_pairs(t.graph(), clash_beyond{}), message);
}

/// A formula that overflows.
struct without_end {
    using statistic = clashes;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "without_end",
        .form = measure_form::other,
        .needs = level::ordinal,
        .direction = orientation::distance,
    };
    boost::optional<double> operator()(statistic const& s) const { return 1e308 * (10 * s.weight); }
};

TEST_CASE("A value beyond the bounds that a measure names is rounding, and no number is none") {
    naive_table t;
    t.scales.assign(10, scale::ordinal(1, 2));
    t.weights.assign(10, 0.1);
    t.actors.assign(2, std::vector<cell_of_table>(10, {true, 1.0}));
    for (auto& c : t.actors[1]) c.position = 2.0;
    auto const c = compare(t.matrix(), 0, 1, head_on{}, {.weights = weighting::issue});
    CHECK(c.value == 1.0);
    for (auto& row : t.actors)
        for (auto& cell : row) cell.salience = greatest_weight;
    for (auto const& found : {compare(t.matrix(), 0, 1, head_on{}, {.weights = weighting::product}),
                              all_pairs(t.matrix(), head_on{}, {.weights = weighting::product}).at(0, 1)})
        CHECK(found.value == 1.0);
    auto const endless = compare(t.matrix(), 0, 1, without_end{});
    CHECK(endless.value == boost::none);
    CHECK(endless.reason == undefined_reason::overflow);
}

}  // namespace

// SPDX-License-Identifier: BSL-1.0
// Bounds against the values of all completions, one after the other.
#include <limits>

#include "support/naive_table.hpp"

namespace {

using namespace naive;
using open_positions = bounds_options::open_positions;

constexpr double rounding = 4e-15;

struct opening {
    std::size_t actor, issue;
};

/// The positions of actors 0 and 1 that are open.
std::vector<opening> openings(naive_table const& t, open_positions which) {
    std::vector<opening> all;
    for (std::size_t i = 0; i < t.issues(); ++i)
        for (std::size_t a : {0u, 1u}) {
            bool const both_held = t.at(0, i).any && t.at(1, i).any;
            if (!t.at(a, i).position && (which == open_positions::missing || both_held)) all.push_back({a, i});
        }
    return all;
}

/// Completed positions are sure, and weigh as stated.
void complete(naive_table& t, opening const& o, double position) {
    auto& c = t.actors[o.actor][o.issue];
    c.any = true;
    c.position = position;
    c.confidence = 1;
}

/// Where the value of one issue can be extreme: all categories; on a continuous scale its ends, neutral, and
/// the other's.
std::vector<double> candidates(naive_table const& t, opening const& o) {
    auto const& s = t.scales[o.issue];
    std::vector<double> all;
    for (std::size_t k = 0; k < s.categories(); ++k) all.push_back(s.value(k));
    if (!all.empty()) return all;
    all = {s.lower(), s.upper()};
    all.push_back(s.measurement() == level::ratio ? s.lower() : s.lower() + (s.upper() - s.lower()) / 2);
    if (auto const other = t.at(1 - o.actor, o.issue).position) all.push_back(*other);
    return all;
}

struct extremes {
    boost::optional<double> lower, upper;
    void take(boost::optional<double> v) {
        if (!v) return;
        if (!lower || *v < *lower) lower = v;
        if (!upper || *v > *upper) upper = v;
    }
};

void enumerate(naive_table& t, std::vector<opening> const& open, std::size_t next, rule_of rule,
               compare_options const& o, extremes& e) {
    if (next == open.size()) {
        e.take(naive_compare(rule, t, 0, 1, o).value);
        return;
    }
    auto const saved = t.actors[open[next].actor][open[next].issue];
    for (double p : candidates(t, open[next])) {
        complete(t, open[next], p);
        enumerate(t, open, next + 1, rule, o, e);
    }
    t.actors[open[next].actor][open[next].issue] = saved;
}

void check_bounds(kinds kind, unsigned seed, std::size_t most_open) {
    std::mt19937 random(seed);
    std::size_t with_open = 0, undefined = 0, wide = 0;
    for (int round = 0; round < 250; ++round) {
        auto const t = random_table(random, 2, 1 + random() % 4, kind);
        auto const matrix = t.matrix();
        for (auto which : {open_positions::withheld, open_positions::missing}) {
            auto const open = openings(t, which);
            if (open.size() > most_open) continue;
            std::size_t open_issues = 0;
            for (std::size_t k = 0; k < open.size(); ++k)
                open_issues += k == 0 || open[k].issue != open[k - 1].issue ? 1 : 0;
            for (int variant = 0; variant < 3; ++variant) {
                compare_options const o{.weights = all_weightings[random() % all_weightings.size()],
                                        .min_overlap = random() % 4,
                                        .weigh_confidence = variant == 1};
                for_each_measure([&](auto m, rule_of rule) {
                    using measure = decltype(m);
                    if (!usable(t, measure::description.needs, o.missing)) return;
                    CAPTURE(round);
                    CAPTURE(measure::description.name);
                    CAPTURE(to_string(o.weights));
                    CAPTURE(o.min_overlap);
                    auto completed = t;
                    extremes e;
                    enumerate(completed, open, 0, rule, o, e);
                    auto const b = bounds(matrix, 0, 1, m, {which, o});
                    REQUIRE(b.open == open_issues);
                    REQUIRE(b.shared == compare(matrix, 0, 1, m, o).shared);
                    if (b.open == 0) {
                        REQUIRE(b.lower == compare(matrix, 0, 1, m, o).value);
                        REQUIRE(b.upper == b.lower);
                    } else if (mean_measure<measure>) {
                        bool const same_lower = close(b.lower, e.lower), same_upper = close(b.upper, e.upper);
                        REQUIRE_MESSAGE(same_lower, b.lower << " and " << e.lower);
                        REQUIRE_MESSAGE(same_upper, b.upper << " and " << e.upper);
                        if (b.lower) REQUIRE(b.exact);
                        ++with_open;
                        undefined += b.lower ? 0 : 1;
                        wide += b.lower && *b.lower < *b.upper ? 1 : 0;
                    } else if (e.lower) {
                        // No mean over issues: enclosed, and exactly so where it says so and everything has been tried.
                        REQUIRE(b.lower.has_value());
                        REQUIRE(*b.lower <= *e.lower + rounding);
                        REQUIRE(*b.upper >= *e.upper - rounding);
                        bool const tried_all = std::all_of(t.scales.begin(), t.scales.end(),
                                                           [](auto const& s) { return s.categories() > 0; });
                        if (b.exact && tried_all) {
                            REQUIRE(std::abs(*b.lower - *e.lower) <= rounding);
                            REQUIRE(std::abs(*b.upper - *e.upper) <= rounding);
                        }
                    }
                    if (b.lower) {
                        REQUIRE(*b.lower <= *b.upper);
                        REQUIRE(*b.lower >= measure::description.least);
                        REQUIRE(*b.upper <= measure::description.greatest);
                    }
                });
            }
        }
    }
    CHECK(with_open > 500);
    CHECK(wide > 500);
    CHECK(undefined > 20);
}

TEST_CASE("Bounds are the least and the greatest value of all completions: few categories") {
    check_bounds(kinds::few, 31, 6);
}
TEST_CASE("Bounds are the least and the greatest value of all completions: categories") {
    check_bounds(kinds::categorical, 32, 4);
}
TEST_CASE("Bounds are the least and the greatest value of all completions: unordered categories") {
    check_bounds(kinds::nominal, 33, 5);
}
TEST_CASE("Bounds are the least and the greatest value of all completions: scales of all kinds") {
    check_bounds(kinds::ordered, 34, 4);
}

TEST_CASE("No completion leads out of the bounds, and a position that becomes known never widens them") {
    std::mt19937 random(35);
    std::size_t narrowed = 0, completions = 0;
    for (int round = 0; round < 150; ++round) {
        auto const start = random_table(random, 2, 1 + random() % 8, kinds::ordered);
        for (auto which : {open_positions::withheld, open_positions::missing}) {
            compare_options const o{.weights = all_weightings[random() % all_weightings.size()]};
            for_each_measure([&](auto m, rule_of) {
                auto t = start;
                auto before = bounds(t.matrix(), 0, 1, m, {which, o});
                if (!before.lower) return;
                for (auto open = openings(t, which); !open.empty(); open = openings(t, which)) {
                    auto const& next = open[random() % open.size()];
                    complete(t, next, random_position(random, t.scales[next.issue]));
                    auto const after = bounds(t.matrix(), 0, 1, m, {which, o});
                    if (!after.lower) {  // only where the measure is undefined for what has been completed
                        REQUIRE(!mean_measure<decltype(m)>);
                        return;
                    }
                    CAPTURE(m.description.name);
                    REQUIRE(*after.lower >= *before.lower - rounding);
                    REQUIRE(*after.upper <= *before.upper + rounding);
                    narrowed += *after.upper - *after.lower < *before.upper - *before.lower ? 1 : 0;
                    before = after;
                }
                REQUIRE(before.lower == before.upper);
                REQUIRE(before.lower == compare(t.matrix(), 0, 1, m, o).value);
                ++completions;
            });
        }
    }
    CHECK(narrowed > 500);
    CHECK(completions > 500);
}

TEST_CASE("What silence leaves open, worked out by hand") {
    naive_table t;
    t.scales.assign(4, scale::ordinal(1, 5));
    t.weights = {1, 1, 1, 1};
    //              both 1 apart by 1/4,  withheld,      no stance,     neither
    t.actors = {{{true, 1.0}, {true, 2.0}, {true, 5.0}, {}}, {{true, 2.0}, {true, boost::none}, {}, {}}};
    auto const m = t.matrix();
    auto const withheld = bounds(m, 0, 1, city_block{});
    CHECK(withheld.open == 1);
    CHECK(withheld.shared == 1);
    CHECK(withheld.exact);
    CHECK(withheld.lower == 0.125);  // (1/4 + 0) / 2
    CHECK(withheld.upper == 0.5);    // (1/4 + 3/4) / 2
    auto const missing = bounds(m, 0, 1, city_block{}, {open_positions::missing, {}});
    CHECK(missing.open == 3);
    CHECK(missing.lower == 0.0625);  // (1/4 + 0 + 0 + 0) / 4
    CHECK(missing.upper == 0.75);    // (1/4 + 3/4 + 1 + 1) / 4
    auto const asked = bounds(m, 0, 1, city_block{}, {open_positions::withheld, {.min_overlap = 3}});
    CHECK(asked.lower == boost::none);
    CHECK(asked.upper == boost::none);
    CHECK(bounds(m, 0, 1, city_block{}, {open_positions::missing, {.min_overlap = 4}}).upper == 0.75);
    // The policy for missing positions has no part in it.
    CHECK(bounds(m, 0, 1, city_block{}, {open_positions::withheld, {.missing = missing_policy::neutral()}}).upper ==
          0.5);
    auto const g = t.graph();
    CHECK(bounds(g, {0}, {1}, city_block{}).upper == 0.5);
    // Cosine is no mean over issues: (1, 2) and (2, q) with q = 1 ... 5, centred (-2, -1) and (-1, q - 3).
    auto const enclosed = bounds(m, 0, 1, cosine{});
    CHECK(*enclosed.lower <= 0.0);                       // q = 5: (2 - 2) / (sqrt 5 sqrt 5)
    CHECK(*enclosed.upper >= 4 / std::sqrt(5.0 * 5.0));  // q = 1: (2 + 2) / (sqrt 5 sqrt 5)
}

TEST_CASE("Two who withhold everything may agree on all or on nothing") {
    naive_table t;
    t.scales = {scale::ordinal(1, 5), scale::interval(0, 1), scale::ratio(0, 2)};
    t.weights = {1, 1, 1};
    t.actors.assign(2, {{true, boost::none}, {true, boost::none}, {true, boost::none}});
    auto const m = t.matrix();
    for (auto which : {open_positions::withheld, open_positions::missing}) {
        CHECK(bounds(m, 0, 1, city_block{}, {which, {}}).lower == 0.0);
        CHECK(bounds(m, 0, 1, city_block{}, {which, {}}).upper == 1.0);
        CHECK(bounds(m, 0, 1, euclidean{}, {which, {}}).upper == 1.0);
        CHECK(bounds(m, 0, 1, signorino_ritter{}, {which, {}}).lower == -1.0);
        CHECK(bounds(m, 0, 1, share_identical{}, {which, {}}).lower == 0.0);
        CHECK(bounds(m, 0, 1, share_identical{}, {which, {}}).upper == 1.0);
        // On a ratio scale nothing is on the other side of zero: (1 - ab) / 2 is 1/2 there at most.
        CHECK(close(bounds(m, 0, 1, directional{}, {which, {}}).upper, 2.5 / 3));
        CHECK(bounds(m, 0, 1, directional{}, {which, {}}).lower == 0.0);
    }
    for (auto& row : t.actors)
        for (auto& c : row) c.salience = 0.0;
    auto const weightless =
        bounds(t.matrix(), 0, 1, city_block{}, {open_positions::withheld, {.weights = weighting::mean}});
    CHECK(weightless.lower == boost::none);
    CHECK(weightless.open == 3);
}

}  // namespace

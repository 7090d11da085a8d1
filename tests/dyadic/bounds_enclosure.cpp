// SPDX-License-Identifier: BSL-1.0
// Bounds of measures that are no means over issues, against all completions; acceptable ranges.
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "entente/positions/submatrix.hpp"
#include "entente/text/measure_names.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

/// Two actors on issues of one scale: known positions, withheld stances, and none at all.
struct pair_of_actors {
    issue_column column;
    std::vector<std::vector<cell>> rows{2};
    std::vector<std::vector<interval>> acceptable{2};
    std::size_t issues = 0;

    position_matrix matrix() const {
        std::vector<cell> cells;
        std::vector<interval> ranges;
        for (std::size_t a : {0u, 1u}) {
            cells.insert(cells.end(), rows[a].begin(), rows[a].end());
            ranges.insert(ranges.end(), acceptable[a].begin(), acceptable[a].end());
        }
        return {
            {"a", "b"}, std::vector<issue_column>(issues, column), {0, rows[0].size(), cells.size()}, cells, ranges};
    }
};

issue_column scale_of_categories(int K) {
    issue_column c{.measurement = level::ratio, .upper = static_cast<double>(K - 1)};
    for (int v = 0; v < K; ++v) c.categories.push_back(v);
    return c;
}

double random_position(std::mt19937_64& random, issue_column const& c, interval const& within = {}) {
    std::vector<double> possible;
    for (double const x : c.categories)
        if (within.contains(x)) possible.push_back(x);
    if (!possible.empty()) return possible[random() % possible.size()];
    double const from = std::max(c.lower, within.lower), to = std::min(c.upper, within.upper);
    return from + static_cast<double>(random() % 1001) / 1000 * (to - from);
}

pair_of_actors random_pair(std::mt19937_64& random, issue_column const& column, std::size_t issues, double known,
                           double withheld, bool weighted) {
    pair_of_actors p{column};
    p.issues = issues;
    auto const share = [&] { return std::uniform_real_distribution<double>()(random); };
    for (std::size_t a : {0u, 1u})
        for (std::size_t i = 0; i < issues; ++i) {
            double const x = share(), position = random_position(random, column);
            double const salience = weighted ? 0.1 + static_cast<double>(random() % 3) / 3 : 1.0;
            if (x >= known + withheld) continue;
            bool const is_known = x < known;
            p.rows[a].push_back({static_cast<std::uint32_t>(i), is_known, is_known ? position : 0.0, salience, 1});
            auto const other = random_position(random, column);
            p.acceptable[a].push_back(random() % 2 ? interval{}
                                                   : interval{std::min(position, other), std::max(position, other)});
        }
    return p;
}

/// Where positions are open: actor, and place of the cell in its row.
std::vector<std::pair<std::size_t, std::size_t>> openings(pair_of_actors const& p) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t a : {0u, 1u})
        for (std::size_t k = 0; k < p.rows[a].size(); ++k) {
            auto const& other = p.rows[1 - a];
            bool const both =
                std::any_of(other.begin(), other.end(), [&](cell const& c) { return c.issue == p.rows[a][k].issue; });
            if (!p.rows[a][k].known && both) found.push_back({a, k});
        }
    return found;
}

template <class Visit>
void for_each_completion(pair_of_actors p, std::vector<std::pair<std::size_t, std::size_t>> const& open,
                         bool acceptable, std::size_t next, Visit& visit) {
    if (next == open.size()) return visit(p.matrix());
    auto const [a, k] = open[next];
    for (double const x : p.column.categories) {
        if (acceptable && !p.acceptable[a][k].contains(x)) continue;
        p.rows[a][k].known = true;
        p.rows[a][k].position = x;
        for_each_completion(p, open, acceptable, next + 1, visit);
    }
}

/// Calls `visit` with every measure, of several weightings.
template <class Visit>
void for_each_measure(Visit&& visit) {
    for (auto const& d : describe_measures()) {
        if (d.name == "table") continue;
        visit_measure(d.name, visit);
        if (d.argument.starts_with("weighting"))
            for (char const* by : {"linear", "quadratic"}) visit_measure(std::string(d.name) + ":" + by, visit);
    }
    visit_measure("krippendorff_alpha:midrank", visit);
    visit(as_distance(cohen_kappa{disagreement::linear}));
    visit(as_agreement(cosine_distance{}));
}

}  // namespace

TEST_CASE("bounds against all completions: exact where they are gone through, an enclosure otherwise") {
    std::mt19937_64 random(11);
    std::size_t exact = 0, enclosed = 0, better = 0, undefined = 0;
    for (int round = 0; round < 60; ++round) {
        bool const acceptable = round % 2, weighted = round % 3 == 1;
        auto const p = random_pair(random, scale_of_categories(2 + static_cast<int>(random() % 3)), 1 + random() % 9,
                                   0.75, 0.2, weighted);
        auto const open = openings(p);
        if (open.size() > 4) continue;
        bounds_options options{.compare = {.weights = weighted ? weighting::mean : weighting::none},
                               .within_acceptable = acceptable};
        for_each_measure([&](auto const& m) {
            using measure = std::remove_cvref_t<decltype(m)>;
            CAPTURE(measure::description.name);
            CAPTURE(round);
            enclosed_value all;
            auto take = [&](position_matrix const& completed) {
                if (auto const v = compare(completed, 0, 1, m, options.compare).value) all.take(*v);
            };
            for_each_completion(p, open, acceptable, 0, take);
            options.most_completions = 1e9;
            auto const counted = bounds(p.matrix(), 0, 1, m, options);
            CHECK(counted.lower.has_value() == !all.empty());
            if (all.empty()) {
                ++undefined;
            } else {
                CHECK(counted.exact);
                CHECK(std::abs(*counted.lower - all.lower) < 1e-12);
                CHECK(std::abs(*counted.upper - all.upper) < 1e-12);
                ++exact;
            }
            options.most_completions = 0;
            auto const unlike = bounds(p.matrix(), 0, 1, m, options);
            if (all.empty() || open.empty()) return;
            REQUIRE(unlike.lower.has_value());
            if (unlike.exact) {
                CHECK(std::abs(*unlike.lower - all.lower) < 1e-12);
                CHECK(std::abs(*unlike.upper - all.upper) < 1e-12);
            } else {
                CHECK(*unlike.lower <= all.lower);
                CHECK(*unlike.upper >= all.upper);
                ++enclosed;
                if (*unlike.lower > measure_traits<measure>::range(m).least + 1e-9 ||
                    *unlike.upper < measure::description.greatest - 1e-9)
                    ++better;
            }
        });
    }
    MESSAGE(exact << " exact, " << enclosed << " enclosed, " << better
                  << " of them better than the bounds of the measure, " << undefined << " undefined");
    CHECK(exact > 500);
    CHECK(better > 200);
    CHECK(undefined > 10);
}

TEST_CASE("bounds on a continuous scale hold every completion") {
    std::mt19937_64 random(12);
    std::size_t better = 0, checked = 0;
    for (auto const& column : {issue_column{.measurement = level::interval, .lower = -1, .upper = 3},
                               issue_column{.measurement = level::ratio, .lower = 0, .upper = 2}})
        for (int round = 0; round < 40; ++round) {
            bool const acceptable = round % 2;
            auto const p = random_pair(random, column, 3 + random() % 9, 0.8, 0.15, round % 3 == 1);
            auto const open = openings(p);
            if (open.empty()) continue;
            bounds_options const options{.compare = {.weights = weighting::mean}, .within_acceptable = acceptable};
            for_each_measure([&](auto const& m) {
                using measure = std::remove_cvref_t<decltype(m)>;
                if constexpr (statistic_traits<typename measure::statistic>::counts_categories) {
                    return;
                } else {
                    if (column.measurement < measure::description.needs) return;
                    CAPTURE(measure::description.name);
                    auto const b = bounds(p.matrix(), 0, 1, m, options);
                    for (int draw = 0; draw < 40; ++draw) {
                        auto completed = p;
                        for (auto const& [a, k] : open) {
                            completed.rows[a][k].known = true;
                            auto const within = acceptable ? p.acceptable[a][k] : interval{};
                            double x = random_position(random, column, within);
                            if (draw % 3 == 0) x = std::max(column.lower, within.lower);
                            if (draw % 5 == 0) x = std::min(column.upper, within.upper);
                            completed.rows[a][k].position = x;
                        }
                        auto const v = compare(completed.matrix(), 0, 1, m, options.compare).value;
                        if (!v) continue;
                        REQUIRE(b.lower.has_value());
                        CHECK(*b.lower <= *v + 1e-13);
                        CHECK(*b.upper >= *v - 1e-13);
                        ++checked;
                    }
                    if (b.lower && (*b.lower > measure_traits<measure>::range(m).least + 1e-9 ||
                                    *b.upper < measure::description.greatest - 1e-9))
                        ++better;
                }
            });
        }
    CHECK(checked > 10000);
    CHECK(better > 300);
}

TEST_CASE("a position that becomes known never widens the bounds, across every way of finding them") {
    std::mt19937_64 random(13);
    std::size_t steps = 0, narrower = 0, became_exact = 0;
    for (int round = 0; round < 80; ++round) {
        bool const acceptable = round % 2;
        auto column = scale_of_categories(2 + static_cast<int>(random() % 4));
        if (round % 5 == 4) column.categories.clear(), column.upper = 1;
        auto const start = random_pair(random, column, 4 + random() % 12, 0.5, 0.45, round % 3 == 1);
        // Few completions, so that all of enclosing, counting, and the way from one to the other are met.
        bounds_options const options{.compare = {.weights = round % 3 == 1 ? weighting::product : weighting::none},
                                     .within_acceptable = acceptable,
                                     .most_completions = static_cast<double>(1 + random() % 60)};
        for_each_measure([&](auto const& m) {
            using measure = std::remove_cvref_t<decltype(m)>;
            if constexpr (statistic_traits<typename measure::statistic>::counts_categories)
                if (column.categories.empty()) return;
            auto p = start;
            auto before = bounds(p.matrix(), 0, 1, m, options);
            for (auto open = openings(p); !open.empty(); open = openings(p)) {
                auto const [a, k] = open[random() % open.size()];
                p.rows[a][k].known = true;
                p.rows[a][k].position = random_position(random, column, acceptable ? p.acceptable[a][k] : interval{});
                auto const after = bounds(p.matrix(), 0, 1, m, options);
                CAPTURE(measure::description.name);
                CAPTURE(round);
                CAPTURE(open.size());
                CAPTURE(before.exact);
                CAPTURE(after.exact);
                ++steps;
                CHECK((!after.lower || before.lower));  // what no completion gives a value stays without one
                // Sums in another order differ in the last bits where both are exact; an enclosure has room for them.
                double const rounding = before.exact ? 1e-12 : 0;
                if (after.lower && before.lower) {
                    CHECK(*after.lower >= *before.lower - rounding);
                    CHECK(*after.upper <= *before.upper + rounding);
                    narrower += *after.upper - *after.lower < *before.upper - *before.lower ? 1 : 0;
                }
                became_exact += !before.exact && after.exact ? 1 : 0;
                before = after;
            }
            auto const value = compare(p.matrix(), 0, 1, m, options.compare).value;
            CHECK(before.lower == value);
            CHECK(before.upper == value);
        });
    }
    CHECK(steps > 5000);
    CHECK(narrower > 2000);
    CHECK(became_exact > 500);
}

TEST_CASE("completions: exchangeable issues are counted together, and no position that becomes known makes them more") {
    auto const column = scale_of_categories(3);
    std::vector<issue_column> const columns(40, column);
    interval const anything;
    cell const at_zero{0, true, 0, 1, 1}, withheld{0, false, 0, 1, 1};
    auto const open_by = [&](std::size_t i, cell const* x, cell const* y, double w) {
        return open_issue{i, w, detail::positions_of(column, x, anything), detail::positions_of(column, y, anything)};
    };
    // 10 issues on which only the second is open, all alike: C(12, 2) = 66 instead of 3^10.
    std::vector<open_issue> open;
    for (std::size_t i = 0; i < 10; ++i) open.push_back(open_by(i, &at_zero, &withheld, 1));
    CHECK(detail::completions(columns, open).count() == doctest::Approx(66));
    open.push_back(open_by(10, &at_zero, &withheld, 2));
    CHECK(detail::completions(columns, open).count() == doctest::Approx(3 * 66));
    // Both open: each by itself, for one of them known would otherwise make more of the rest.
    open.push_back(open_by(11, &withheld, &withheld, 1));
    open.push_back(open_by(12, nullptr, nullptr, 1));
    double const both = detail::completions(columns, open).count();
    CHECK(both == doctest::Approx(81 * 3 * 66));
    open[11] = open_by(11, &at_zero, &withheld, 1);
    CHECK(detail::completions(columns, open).count() <= both);
    CHECK(detail::completions(columns, {}).count() == 1);

    // Ten positions of three categories, far beyond one by one, are exact.
    pair_of_actors p{column};
    p.issues = 16;
    for (std::uint32_t i = 0; i < 16; ++i) {
        p.rows[0].push_back({i, true, static_cast<double>(i % 3), 1, 1});
        p.rows[1].push_back({i, i >= 10, static_cast<double>(i % 2), 1, 1});
    }
    auto const b = bounds(p.matrix(), 0, 1, cohen_kappa{disagreement::linear});
    CHECK(b.exact);
    CHECK(*b.lower > -1);
    CHECK(*b.upper < 1);
    auto const enclosed = bounds(p.matrix(), 0, 1, cohen_kappa{disagreement::linear}, {.most_completions = 0});
    CHECK_FALSE(enclosed.exact);
    CHECK(*enclosed.lower <= *b.lower);
    CHECK(*enclosed.upper >= *b.upper);
}

TEST_CASE("bounds: sums, maxima and uniform chance are exact whatever the number of completions") {
    std::mt19937_64 random(14);
    auto const p = random_pair(random, scale_of_categories(5), 200, 0.4, 0.5, true);
    bounds_options const options{.open = bounds_options::open_positions::missing,
                                 .compare = {.weights = weighting::mean}};
    CHECK(bounds(p.matrix(), 0, 1, convergence{}, options).exact);
    CHECK(bounds(p.matrix(), 0, 1, divergence{1}, options).exact);
    CHECK(bounds(p.matrix(), 0, 1, chebyshev{}, options).exact);
    CHECK(bounds(p.matrix(), 0, 1, brennan_prediger{disagreement::linear}, options).exact);
    CHECK(bounds(p.matrix(), 0, 1, mars_affinity{}, options).exact);
    CHECK_FALSE(bounds(p.matrix(), 0, 1, pearson{}, options).exact);
    CHECK(bounds(p.matrix(), 0, 1, divergence{}, options).lower.has_value());
}

TEST_CASE("bounds within acceptable ranges: read from stances, kept by a selection of issues") {
    stance_graph<scale>::builder b;
    auto const x = b.add(actor{"x"}), y = b.add(actor{"y"});
    auto const p = b.add(basic_issue<scale>{"p", scale::ordinal(1, 5)}),
               q = b.add(basic_issue<scale>{"q", scale::ordinal(1, 5)}),
               r = b.add(basic_issue<scale>{"r", scale::interval(0, 10)});
    b.relate(x, p, stance_on<scale>{.position = 1.0});
    b.relate(x, q, stance_on<scale>{.position = 3.0});
    b.relate(x, r, stance_on<scale>{.position = 6.0});
    b.relate(y, p, stance_on<scale>{.position = 1.0});
    b.relate(y, q, stance_on<scale>{.acceptable = {4, 5}});
    b.relate(y, r, stance_on<scale>{.acceptable = {7}});
    auto const g = b.freeze();
    auto const matrix = make_position_matrix(g);
    CHECK(matrix.acceptable(0).size() == 3);
    CHECK(matrix.acceptable(0)[1] == interval{});
    CHECK(matrix.acceptable(1)[1] == interval{4, 5});

    auto const free = bounds(g, x, y, city_block{});
    CHECK(*free.lower == doctest::Approx(0));
    CHECK(*free.upper == doctest::Approx((0 + 0.5 + 0.6) / 3));
    bounds_options const within{.within_acceptable = true};
    auto const held = bounds(g, x, y, city_block{}, within);
    CHECK(held.exact);
    CHECK(*held.lower == doctest::Approx((0 + 0.25 + 0.1) / 3));
    CHECK(*held.upper == doctest::Approx((0 + 0.5 + 0.4) / 3));
    std::vector<std::size_t> const some{0, 2};
    CHECK(*bounds(select_issues(matrix, some), 0, 1, city_block{}, within).lower == doctest::Approx(0.05));

    // The end of the other's acceptable range is the nearest there is.
    stance_graph<scale>::builder c;
    auto const v = c.add(actor{"v"}), w = c.add(actor{"w"});
    auto const s = c.add(basic_issue<scale>{"s", scale::interval(0, 10)});
    c.relate(v, s, stance_on<scale>{.acceptable = {4, 7}});
    c.relate(w, s, stance_on<scale>{.acceptable = {5.5, 6}});
    CHECK(*bounds(c.freeze(), v, w, city_block{}, within).lower == 0);
    CHECK(*bounds(c.freeze(), v, w, city_block{}, within).upper == doctest::Approx(0.2));

    stance_graph<scale>::builder plain;
    auto const only = plain.add(actor{"only"});
    plain.relate(only, plain.add(basic_issue<scale>{"p", scale::ordinal(1, 5)}), stance_on<scale>{.position = 1.0});
    CHECK(make_position_matrix(plain.freeze()).acceptable(0).empty());
}

TEST_CASE("bounds: a mean whose weights depend on what is completed is the extreme of a ratio") {
    using detail::extreme_ratio;
    using detail::ratio_term;
    std::mt19937_64 random(15);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<ratio_term>> issues(1 + random() % 4);
        for (auto& options : issues)
            for (std::size_t k = 0; k < 1 + random() % 4; ++k) {
                double const d = static_cast<double>(random() % 4);
                options.push_back({d > 0 ? static_cast<double>(random() % 9) - 4 : 0.0, d});
            }
        ratio_term known;
        if (random() % 2) known = {1, static_cast<double>(1 + random() % 3)};
        enclosed_value all;
        std::vector<std::size_t> at(issues.size(), 0);
        for (bool more = true; more;) {
            auto sum = known;
            for (std::size_t i = 0; i < at.size(); ++i)
                sum.numerator += issues[i][at[i]].numerator, sum.denominator += issues[i][at[i]].denominator;
            if (sum.denominator > 0) all.take(sum.numerator / sum.denominator);
            more = false;
            for (std::size_t i = 0; i < at.size() && !more; ++i)
                if (++at[i] < issues[i].size())
                    more = true;
                else
                    at[i] = 0;
        }
        auto const least = extreme_ratio(known, issues, 1), most = extreme_ratio(known, issues, -1);
        CHECK(least.has_value() == !all.empty());
        if (!least) continue;
        CHECK(*least == doctest::Approx(all.lower));
        CHECK(*most == doctest::Approx(all.upper));
    }
}

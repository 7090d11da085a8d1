// SPDX-License-Identifier: BSL-1.0
// Outcomes by what they are worth: the frontier, solutions, opposition, steps; and packages over issues.
#include <entente/negotiation/packages.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#if defined(__linux__)
#include <sys/resource.h>
#endif

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/bargaining_solutions.hpp"
#include "entente/negotiation/opposition.hpp"

namespace {

using namespace entente;
using numbers = std::vector<std::size_t>;
constexpr double infinity = std::numeric_limits<double>::infinity();

fault_code code_of(auto&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("nothing was thrown");
    return fault_code::syntax;
}

bool dominates(auto const& x, auto const& y) {
    bool better = false;
    for (std::size_t p = 0; p < x.size(); ++p) {
        if (x[p] < y[p]) return false;
        better = better || x[p] > y[p];
    }
    return better;
}

}  // namespace

TEST_CASE("The frontier keeps all copies of an efficient outcome, and orders them") {
    utility_table const u(2, {1, 0, 1, 0, 0, 1, .5, .5, .5, .4, 1, -1});
    CHECK(pareto_frontier(u) == numbers{0, 1, 3, 2});
    CHECK(pareto_frontier(u, numbers{4, 5}) == numbers{5, 4});
    CHECK(pareto_frontier(u, numbers{}).empty());
    CHECK(pareto_frontier(utility_table(1, {3, 5, 5, 1})) == numbers{1, 2});
    CHECK(pareto_frontier(utility_table(2, {})).empty());
    CHECK(pareto_frontier(utility_table(3, {1, 1, 1, 1, 1, 1, 1, 1, 0})) == numbers{0, 1});
    double const most = std::numeric_limits<double>::max();
    CHECK(pareto_frontier(utility_table(2, {most, -most, -most, most, 0, 0, -most, -most})) == numbers{0, 2, 1});
    CHECK(code_of([] { utility_table(2, {1, 2, 3}); }) == fault_code::invalid_argument);
    CHECK(code_of([] { utility_table(0, {}); }) == fault_code::invalid_argument);
    CHECK(code_of([] { utility_table(2, {1, std::nan("")}); }) == fault_code::not_a_number);
}

TEST_CASE("Property: the frontier is what nothing dominates, by trying all; in any order of outcomes and parties") {
    std::mt19937 random(3);
    std::size_t copies = 0;
    for (int round = 0; round < 300; ++round) {
        std::size_t const parties = 1 + random() % 4, n = random() % 60;
        unsigned const grid = round % 3 == 0 ? 4 : round % 3 == 1 ? 20 : 1000000;
        std::vector<double> values;
        for (std::size_t i = 0; i < n * parties; ++i) values.push_back(static_cast<double>(random() % grid));
        utility_table const u(parties, values);
        auto found = pareto_frontier(u);
        numbers expected;
        for (std::size_t o = 0; o < n; ++o) {
            bool dominated = false;
            for (std::size_t other = 0; other < n; ++other) dominated = dominated || dominates(u[other], u[o]);
            if (!dominated) expected.push_back(o);
        }
        for (std::size_t i = 1; i < found.size(); ++i)
            copies += std::equal(u[found[i]].begin(), u[found[i]].end(), u[found[i - 1]].begin());
        std::sort(found.begin(), found.end());
        CHECK(found == expected);
        // The parties the other way round.
        for (std::size_t o = 0; o < n; ++o)
            std::reverse(values.begin() + static_cast<std::ptrdiff_t>(o * parties),
                         values.begin() + static_cast<std::ptrdiff_t>((o + 1) * parties));
        auto turned = pareto_frontier(utility_table(parties, values));
        std::sort(turned.begin(), turned.end());
        CHECK(turned == expected);
    }
    CHECK(copies > 50);
}

TEST_CASE("Solutions: each by its definition, all that tie, and only what is rational") {
    //               0       1        2         3        4
    utility_table const u(2, {10, 0, 8, 3, 5, 4.5, 2, 5, 5, 4.5});
    auto const s = solve_bargaining(u);
    CHECK(s.frontier == numbers{0, 1, 2, 4, 3});
    CHECK(s.disagreement == std::vector<double>{2, 0});
    CHECK(s.greatest == std::vector<double>{10, 5});
    CHECK(s.nash == numbers{1});               // 18 against 13.5
    CHECK(s.kalai == numbers{1, 2, 4});        // 3, and twice the copies of it
    CHECK(s.kalai_smorodinsky == numbers{1});  // 0.6 of what each could gain, against 0.375
    CHECK(s.welfare == numbers{1});            // 11
    CHECK(s.egalitarian == numbers{2, 4});     // 4.5
    CHECK(s.relative_welfare == numbers{1});   // 0.75 + 0.6
    // With what they have reserved.
    auto const r = solve_bargaining(u, {.reserved = {4, 4}});
    CHECK(r.frontier == numbers{2, 4});
    CHECK(r.nash == numbers{2, 4});
    CHECK(r.disagreement == std::vector<double>{4, 4});
    // Outcomes that give one less than that have no product of gains, whether or not they count otherwise: two losses
    // make no gain.
    auto const poor = solve_bargaining(u, {.reserved = {9, 4.9}, .rational_only = false});
    CHECK(poor.frontier.size() == 5);
    CHECK(poor.nash.empty());
    CHECK_FALSE(poor.kalai.empty());
    auto const none = solve_bargaining(u, {.reserved = {9, 4.9}});
    CHECK((none.frontier.empty() && none.kalai.empty() && none.welfare.empty()));
    CHECK(solve_bargaining(utility_table(2, {})).frontier.empty());
    // Who has nothing to gain is left out of relative gains; where nobody has, all tie.
    auto const flat = solve_bargaining(utility_table(2, {1, 7, 1, 9, 1, 8}));
    CHECK(flat.kalai_smorodinsky == numbers{1});
    auto const same = solve_bargaining(utility_table(2, {1, 7, 1, 7}));
    CHECK(same.kalai_smorodinsky == numbers{0, 1});
    CHECK(same.nash == numbers{0, 1});
    CHECK(code_of([&] { solve_bargaining(u, {.reserved = {1}}); }) == fault_code::invalid_argument);
    CHECK(code_of([&] { solve_bargaining(u, {.reserved = {1, std::nan("")}}); }) == fault_code::not_a_number);
    CHECK(code_of([&] { solve_bargaining(u, {.tie = -1}); }) == fault_code::out_of_range);
}

TEST_CASE("Opposition and conflict, exactly; undefined where nothing can be compared") {
    utility_table const opposed(2, {1, 0, .5, .5, 0, 1});
    CHECK(*opposition_level(opposed) == doctest::Approx(std::sqrt(0.5)));
    CHECK(conflict_level(opposed, 0, 1) == 1.0);
    utility_table const alike(2, {1, 1, .5, .5, 0, 0});
    CHECK(opposition_level(alike) == 0.0);
    CHECK(conflict_level(alike, 0, 1) == 0.0);
    CHECK(conflict_level(utility_table(2, {1, 0, 1, 1, 1, 0}), 0, 1) == 0.0);  // one does not care: nothing is opposed
    CHECK_FALSE(conflict_level(utility_table(2, {1, 2, 1, 2}), 0, 1).has_value());
    CHECK_FALSE(conflict_level(utility_table(2, {}), 0, 1).has_value());
    CHECK_FALSE(opposition_level(opposed, std::vector{0.6, 0.6}).has_value());
    CHECK_FALSE(opposition_level(utility_table(2, {-1, 1, 0, 1})).has_value());
    CHECK(code_of([&] { opposition_level(opposed, std::vector{0.6}); }) == fault_code::invalid_argument);
    std::mt19937 random(4);
    for (int round = 0; round < 50; ++round) {
        std::vector<double> values;
        std::size_t const n = 2 + random() % 40;
        for (std::size_t i = 0; i < 2 * n; ++i)
            values.push_back(static_cast<double>(random() % static_cast<unsigned>(3 + round)));
        utility_table const u(2, values);
        std::size_t counted = 0, opposite = 0;
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = a + 1; b < n; ++b) {
                double const first = u[a][0] - u[b][0], second = u[a][1] - u[b][1];
                counted += first != 0 || second != 0;
                opposite += first * second < 0;
            }
        if (counted)
            CHECK(*conflict_level(u, 0, 1) ==
                  doctest::Approx(static_cast<double>(opposite) / static_cast<double>(counted)));
    }
}

TEST_CASE("How far from the frontier, and what steps give") {
    utility_table const u(2, {1, 0, 0, 1, .4, .4, .4, .6, .6, .6, .6, .4, .4, .4});
    auto const frontier = pareto_frontier(u);
    CHECK(frontier == numbers{0, 4, 1});
    CHECK(distance_from_frontier(u, 4, frontier)->distance == 0);
    CHECK(distance_from_frontier(u, 2, frontier)->distance == doctest::Approx(std::sqrt(0.08)));
    CHECK(distance_from_frontier(u, 2, frontier)->nearest == 4);
    CHECK_FALSE(distance_from_frontier(u, 2, {}).has_value());
    for (double const unit : {1e-200, 1e200}) {
        utility_table const scaled(2, {4 * unit, 0, 0, 9 * unit, unit, -4 * unit});
        auto const nearest = distance_from_frontier(scaled, 2, numbers{1, 0});
        CHECK(nearest->nearest == 0);
        CHECK(nearest->distance / unit == doctest::Approx(5));
    }
    auto const steps = proposal_steps(u, numbers{0, 4, 2, 6, 3, 4, 5, 3, 1, 0}, 0, 1);
    std::vector<step_kind> kinds;
    for (auto const& s : steps) kinds.push_back(s.kind);
    CHECK(kinds == std::vector{step_kind::concession, step_kind::unfortunate, step_kind::silent, step_kind::nice,
                               step_kind::selfish, step_kind::unfortunate, step_kind::concession, step_kind::concession,
                               step_kind::selfish});
    CHECK(proposal_steps(u, numbers{2, 4}, 0, 1)[0].kind == step_kind::fortunate);
    CHECK(steps[0].own_change == doctest::Approx(-0.4));
    CHECK(proposal_steps(u, numbers{2}, 0, 1).empty());
    CHECK(to_string(step_kind::concession) == "concession");
}

namespace {

stated_stances random_stances(std::mt19937& random, bool conditions) {
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    stated_stances all;
    std::size_t const issues = 1 + below(4);
    for (std::size_t i = 0; i < issues; ++i) {
        all.issues.emplace_back();
        auto& column = all.issues.back();
        column.name = "issue " + std::to_string(i);
        column.lower = 0, column.upper = 4;
        if (i % 2 == 0) column.categories = {0, 1, 2, 4};
        if (i == 2) column.measurement = level::nominal;
    }
    auto const point = [&](std::size_t i) {
        return i % 2 == 0 ? all.issues[i].categories[below(4)] : static_cast<double>(below(5));
    };
    for (std::size_t a = 0, n = 1 + below(3); a < n; ++a) {
        all.parties.emplace_back(a);
        for (std::size_t i = 0; i < issues; ++i) {
            if (i > 0 && below(4) == 0) continue;
            stated_stance s{actor_id(a), issue_id(i), {}, {}, {}, {}};
            s.salience = static_cast<double>(below(4) + (i == 0 ? 1 : 0)) / 4;
            if (i == 0 || below(8) > 0) s.position = point(i);
            if (s.position && below(3) == 0) {
                double const end = point(i);
                s.acceptable = {std::min(end, *s.position), std::max(end, *s.position)};
            }
            if (conditions && issues > 1 && below(3) == 0) {
                auto const on = (i + 1 + below(issues - 1)) % issues;
                double const p = point(on), q = point(on);
                s.terms.push_back({issue_id(on), {std::min(p, q), std::max(p, q)}});
                if (below(2) == 0) s.fallback = point(i);
            }
            all.stances.push_back(s);
        }
    }
    return all;
}

/// Every package of a space.
std::vector<std::vector<double>> every(package_space const& space) {
    std::vector<std::vector<double>> all{{}};
    for (auto const& levels : space.levels) {
        std::vector<std::vector<double>> next;
        for (auto const& p : all)
            for (double const x : levels) {
                next.push_back(p);
                next.back().push_back(x);
            }
        all = std::move(next);
    }
    return all;
}

/// By definition: what a party holds on an issue in a package, and accepts.
struct counted {
    boost::optional<double> held;
    interval accepted;
};
counted counted_in(stated_stance const& s, package_space const& space, std::vector<double> const& package) {
    bool met = true;
    for (auto const& t : s.terms)
        for (std::size_t i = 0; i < space.issues.size(); ++i)
            if (space.issues[i] == t.issue && !t.outcome.contains(package[i])) met = false;
    return {met ? s.position : s.fallback, s.range(met).acceptable};
}

}  // namespace

TEST_CASE(
    "Property: efficient packages are those of all packages, valued by definition; with conditions and red lines") {
    std::mt19937 random(9);
    std::size_t with_conditions = 0, refused = 0, none = 0;
    for (int round = 0; round < 250; ++round) {
        auto const all = random_stances(random, round % 2 == 1);
        auto const space = make_package_space(all);
        auto const packages = every(space);
        CHECK(space.size() == static_cast<double>(packages.size()));
        auto const utilities = package_utilities(all, space.issues, packages);
        bool const past = round % 3 == 0;
        numbers acceptable;
        for (std::size_t k = 0; k < packages.size(); ++k) {
            bool accepted = true;
            std::vector<double> score(all.parties.size(), 0.0), weight(all.parties.size(), 0.0);
            for (auto const& s : all.stances)
                for (std::size_t i = 0; i < space.issues.size(); ++i) {
                    if (space.issues[i] != s.issue) continue;
                    auto const c = counted_in(s, space, packages[k]);
                    accepted = accepted && c.accepted.contains(packages[k][i]);
                    if (s.position || s.fallback) weight[s.actor.value] += s.salience;
                    if (!c.held) continue;
                    bool const names = all.issues[s.issue.value].measurement == level::nominal;
                    score[s.actor.value] += s.salience * (names ? (*c.held == packages[k][i] ? 1 : 0)
                                                                : 1 - std::abs(*c.held - packages[k][i]) / 4);
                    with_conditions += s.conditional();
                }
            for (std::size_t p = 0; p < score.size(); ++p)
                CHECK(std::abs(utilities[k][p] - score[p] / weight[p]) < 1e-12);
            if (past || accepted) acceptable.push_back(k);
            refused += !accepted;
        }
        package_options options;
        options.past_red_lines = past;
        if (round % 5 == 0) options.bargaining.reserved.assign(all.parties.size(), 0.4);
        numbers counts;
        for (auto const k : acceptable)
            if (options.bargaining.reserved.empty() ||
                std::all_of(utilities[k].begin(), utilities[k].end(), [](double u) { return u >= 0.4 - 1e-12; }))
                counts.push_back(k);
        auto const expected = pareto_frontier(utilities, counts);
        auto const found = efficient_packages(all, space, options);
        CHECK(found.proved);
        // Saliences and scores are multiples of a sixteenth, whose sums are exact.
        std::vector<std::vector<double>> theirs, ours;
        for (auto const k : expected) theirs.push_back(packages[k]);
        for (auto const& p : found.solution.packages) ours.push_back(p.outcomes);
        std::sort(theirs.begin(), theirs.end()), std::sort(ours.begin(), ours.end());
        CHECK(ours == theirs);
        // Parties in the other order: the same packages.
        auto turned = all;
        std::reverse(turned.parties.begin(), turned.parties.end());
        std::stable_sort(turned.stances.begin(), turned.stances.end(),
                         [](stated_stance const& a, stated_stance const& b) { return a.actor > b.actor; });
        auto again = efficient_packages(turned, space, options).solution.packages;
        std::vector<std::vector<double>> outcomes;
        for (auto const& p : again) outcomes.push_back(p.outcomes);
        std::sort(outcomes.begin(), outcomes.end());
        CHECK(outcomes == theirs);
        none += expected.empty();
        if (expected.empty()) {
            CHECK(found.value == -infinity);
            continue;
        }
        double welfare = 0;
        for (auto const k : expected) {
            double sum = 0;
            for (double const u : utilities[k]) sum += u;
            welfare = std::max(welfare, sum);
        }
        CHECK(found.value == doctest::Approx(welfare));
        CHECK(found.bound == found.value);
        // The solutions are those of the whole table.
        auto const whole = detail::solutions_on(utilities, expected,
                                                {[&] {
                                                     std::vector<double> least(all.parties.size(), infinity);
                                                     for (std::size_t k = 0; k < packages.size(); ++k)
                                                         for (std::size_t p = 0; p < least.size(); ++p)
                                                             least[p] = std::min(least[p], utilities[k][p]);
                                                     return least;
                                                 }(),
                                                 [&] {
                                                     std::vector<double> most(all.parties.size(), -infinity);
                                                     for (std::size_t k = 0; k < packages.size(); ++k)
                                                         for (std::size_t p = 0; p < most.size(); ++p)
                                                             most[p] = std::max(most[p], utilities[k][p]);
                                                     return most;
                                                 }()},
                                                options.bargaining);
        auto const& s = found.solution.solutions;
        auto const& packaged = found.solution.packages;
        for (std::size_t p = 0; p < all.parties.size(); ++p) {
            CHECK(s.greatest[p] == doctest::Approx(whole.greatest[p]));
            CHECK(s.disagreement[p] == doctest::Approx(whole.disagreement[p]));
        }
        for (auto const& [a, b] : {std::pair(s.nash, whole.nash), std::pair(s.kalai, whole.kalai),
                                   std::pair(s.kalai_smorodinsky, whole.kalai_smorodinsky),
                                   std::pair(s.welfare, whole.welfare), std::pair(s.egalitarian, whole.egalitarian)}) {
            REQUIRE(a.size() == b.size());
            for (auto const x : a)
                CHECK(std::any_of(b.begin(), b.end(),
                                  [&](std::size_t y) { return packages[y] == packaged[x].outcomes; }));
        }
    }
    CHECK(with_conditions > 1000);
    CHECK(refused > 1000);
    CHECK(none > 5);
}

TEST_CASE("A space beyond memory is searched, and limits say what is open") {
    stated_stances all;
    std::mt19937 random(1);
    for (std::size_t i = 0; i < 24; ++i) {
        all.issues.emplace_back();
        all.issues.back().name = "issue " + std::to_string(i);
        all.issues.back().categories = {0, 1};
    }
    for (std::size_t a = 0; a < 2; ++a) {
        all.parties.emplace_back(a);
        for (std::size_t i = 0; i < 24; ++i) {
            stated_stance s{actor_id(a), issue_id(i), a == 0 ? 0.0 : static_cast<double>(i % 3 > 0), {}, {}, {}};
            s.salience = static_cast<double>(1 + random() % 5);
            all.stances.push_back(s);
        }
    }
    auto const space = make_package_space(all);
    CHECK(space.size() == 16777216.0);
    auto const found = efficient_packages(all, space);
    CHECK(found.proved);
    CHECK(found.steps < 5000);
    CHECK(found.solution.packages.size() > 20);
    for (std::size_t i = 1; i < found.solution.packages.size(); ++i) {
        auto const &before = found.solution.packages[i - 1].utilities, &here = found.solution.packages[i].utilities;
        CHECK((before == here || (before[0] >= here[0] - 1e-12 && before[1] <= here[1] + 1e-12)));
    }
    for (std::uint64_t const steps : {1u, 100u, 950u}) {
        package_options limited;
        limited.limits.steps = steps;
        auto const some = efficient_packages(all, space, limited);
        CHECK_FALSE(some.proved);
        CHECK(some.ended == search_end::steps);
        CHECK(some.steps == steps);
        CHECK(some.bound >= found.value - 1e-12);
        CHECK(some.value <= found.value);
    }
    package_options stopped;
    double bound = 0;
    stopped.limits.progress = [&](search_progress const& p) {
        bound = p.bound;
        return false;
    };
    CHECK(efficient_packages(all, space, stopped).ended == search_end::stopped);
    CHECK(bound >= found.value - 1e-12);
}

#if defined(__linux__)
TEST_CASE("Issues of many outcomes take the memory of what is not dominated, and limits hold between two of them") {
    // Two want opposite ends of the first issue, so that none of its outcomes is dominated, and one end of the second.
    stated_stances all;
    all.issues.resize(2);
    all.issues[0].name = "border", all.issues[1].name = "tax";
    for (std::size_t a = 0; a < 2; ++a) {
        all.parties.emplace_back(a);
        all.stances.push_back({actor_id(a), issue_id(std::size_t{0}), static_cast<double>(a), {}, {}, {}});
        all.stances.push_back({actor_id(a), issue_id(std::size_t{1}), 1.0, {}, {}, {}});
    }
    auto space = make_package_space(all, 1000);
    space.levels[1] = make_package_space(all, 3000).levels[1];
    auto const most_kilobytes = [] {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_maxrss;
    };
    auto const before = most_kilobytes();
    package_options limited;
    limited.limits.steps = 3000;
    auto const some = efficient_packages(all, space, limited);
    CHECK(some.steps == 3000);
    CHECK(some.ended == search_end::steps);
    space.levels[1].resize(20);
    space.levels[1].push_back(1);
    CHECK(efficient_packages(all, space).solution.packages.size() == 1000);
    CHECK(most_kilobytes() - before < 100'000);  // three million pairs with their numbers would take four times that
}
#endif

TEST_CASE("Who has not said what it wants rules out what it does not accept, all the same") {
    issue_id const tax(0), border(1);
    actor_id const a(0), b(1), c(2);
    stated_stances all;
    all.issues.resize(2);
    all.issues[0].name = "tax", all.issues[1].name = "border";
    all.issues[1].categories = {0, 1};
    all.parties = {a, b};
    all.stances = {{a, tax, 1.0, {}, {}, {}}, {a, border, 0.0, {}, {}, {}}, {b, tax, 0.5, {}, {}, {}}};
    auto const space = make_package_space(all);
    auto const outcomes = [&](package_options const& o) {
        std::vector<std::vector<double>> found;
        for (auto const& p : efficient_packages(all, space, o).solution.packages) found.push_back(p.outcomes);
        std::sort(found.begin(), found.end());
        return found;
    };
    using lists = std::vector<std::vector<double>>;
    CHECK(outcomes({}) == lists{{0.5, 0}, {0.75, 0}, {1, 0}});
    package_options o;
    o.bound_by = {{c, tax, boost::none, {}, {0, 0.3}, {}}};
    CHECK(outcomes(o) == lists{{0.25, 0}});
    o.past_red_lines = true;
    CHECK(outcomes(o) == outcomes({}));
    // It accepts little where the border opens, and 1 alone where it does not: what it says then lies beyond.
    o.past_red_lines = false;
    o.bound_by[0] = {c, tax, 0.25, 1.0, {0, 0.3}, {{border, {1, 1}}}, 0};
    CHECK(outcomes(o) == lists{{0.25, 1}, {1, 0}});
    o.bound_by[0].fallback = 0.5;
    CHECK(outcomes(o) == lists{{0.5, 0}});
    o.bound_by.push_back({c, border, boost::none, {}, {1, 1}, {}});
    CHECK(outcomes(o) == lists{{0.25, 1}});
    o.bound_by.push_back({c, issue_id(7), boost::none, {}, {5, 6}, {}});  // of no package
    CHECK(outcomes(o) == lists{{0.25, 1}});
}

TEST_CASE("What is no package is refused, and who has no utility") {
    stated_stances all;
    all.issues.resize(2);
    all.issues[0].name = "tax", all.issues[1].name = "border";
    all.issues[1].categories = {0, 1};
    all.parties = {actor_id(std::size_t{0}), actor_id(std::size_t{1})};
    all.stances = {{all.parties[0], issue_id(std::size_t{0}), 0.5, {}, {}, {}},
                   {all.parties[1], issue_id(std::size_t{0}), boost::none, {}, {}, {}}};
    std::vector<issue_id> const tax{issue_id(std::size_t{0})}, both{issue_id(std::size_t{0}), issue_id(std::size_t{1})};
    std::vector<std::vector<double>> const one{{0.5}};
    CHECK(code_of([&] { package_utilities(all, tax, one); }) ==
          fault_code::invalid_argument);  // the second only declined
    all.stances[1].position = 1.0;
    CHECK(package_utilities(all, tax, one)[0][1] == 0.5);
    CHECK(code_of([&] { package_utilities(all, both, one); }) == fault_code::invalid_argument);
    CHECK(code_of([&] { package_utilities(all, tax, std::vector<std::vector<double>>{{2}}); }) ==
          fault_code::off_scale);
    CHECK(code_of([&] { make_package_space(all, 1); }) == fault_code::out_of_range);
    CHECK(code_of([&] { make_package_space(all, most_levels + 1); }) == fault_code::too_large);
    CHECK(code_of([&] { make_package_space(all, static_cast<std::size_t>(-1)); }) == fault_code::too_large);
    CHECK(make_package_space(all, 3).levels == std::vector<std::vector<double>>{{0, 0.5, 1}});
    CHECK(code_of([&] { efficient_packages(all, {tax, {{}}}); }) == fault_code::invalid_argument);
    CHECK(code_of([&] { efficient_packages(all, {tax, {}}); }) == fault_code::invalid_argument);
    package_options two_for_three;
    two_for_three.bargaining.reserved = {0, 0, 0};
    CHECK(code_of([&] { efficient_packages(all, {tax, {{0.5}}}, two_for_three); }) == fault_code::invalid_argument);
    CHECK(code_of([&] { efficient_packages(all, {{tax[0], tax[0]}, {{0}, {0}}}); }) == fault_code::invalid_argument);
    all.given = {{tax[0], 0.25}};
    CHECK(make_package_space(all).levels == std::vector<std::vector<double>>{{0.25}});
}

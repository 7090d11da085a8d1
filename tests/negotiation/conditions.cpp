// SPDX-License-Identifier: BSL-1.0
// Conditions: resolved against outcomes and against others, at rest where they hang on one another, and worth meeting.
#include "entente/negotiation/conditions.hpp"

#include <entente/negotiation/mutual_conditions.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/fixed_point.hpp"

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using held = stance_on<scale>;
using what = id_of<basic_issue<scale>>;

std::shared_ptr<condition_on<basic_issue<scale>> const> only_if(std::vector<std::pair<what, interval>> terms,
                                                                boost::optional<double> fallback = boost::none) {
    condition_on<basic_issue<scale>> c;
    for (auto const& [issue, outcome] : terms) c.terms.push_back({issue, outcome});
    c.fallback = fallback;
    return std::make_shared<condition_on<basic_issue<scale>> const>(std::move(c));
}

/// Two actors, two issues of five points from -2 to 2, `a` on the first and `b` on the second.
struct two_of_each {
    graph::builder build{};
    id_of<actor> a = build.add(actor{"a"}), b = build.add(actor{"b"});
    what x = build.add(basic_issue<scale>{"x", scale::ordinal(-2, 2)}),
         y = build.add(basic_issue<scale>{"y", scale::ordinal(-2, 2)});
    /// `a` holds 2 on x if y is in one interval, `b` 2 on y if x is in another; otherwise -2.
    graph with(interval a_asks, interval b_asks, boost::optional<double> otherwise = -2) {
        build.relate(a, x, held{.position = 2, .depends_on = only_if({{y, a_asks}}, otherwise)});
        build.relate(b, y, held{.position = 2, .depends_on = only_if({{x, b_asks}}, otherwise)});
        return std::move(build).freeze();
    }
};

constexpr interval high{1, 2}, low{-2, -1};

}  // namespace

TEST_CASE("A stance under an outcome: met, failed, and unresolved stays so") {
    two_of_each t;
    t.build.relate(t.a, t.x, held{.position = 1, .depends_on = only_if({{t.y, high}}, -1)});
    t.build.relate(t.b, t.x, held{.position = 2});
    t.build.relate(t.b, t.y, held{.depends_on = only_if({{t.x, high}})});  // withheld
    auto const a = t.a, b = t.b;
    auto const x = t.x, y = t.y;
    graph const g = std::move(t.build).freeze();
    auto const met = effective(g, {{y, 1.0}}, {a, b});
    REQUIRE(met.size() == 3);
    CHECK((met[0].actor == actor_id(a) && met[0].issue == issue_id(x)));
    CHECK(met[0].condition == condition_state::met);
    CHECK(met[0].position == 1.0);
    CHECK(met[0].if_failed == -1.0);
    CHECK(met[1].condition == condition_state::unconditional);
    CHECK(met[1].position == 2.0);
    CHECK_FALSE(met[1].if_met.has_value());
    CHECK(met[2].condition == condition_state::unresolved);
    auto const failed = effective(g, {{y, 0.0}});  // of all actors
    REQUIRE(failed.size() == 3);
    CHECK(failed[0].condition == condition_state::failed);
    CHECK(failed[0].position == -1.0);
    auto const open = effective(g, {});
    CHECK(open[0].condition == condition_state::unresolved);
    CHECK_FALSE(open[0].position.has_value());
    CHECK(open[0].if_met == 1.0);
    CHECK(open[0].if_failed == -1.0);
    // Against the stances of b, as if it had its way: nothing on y, where it is silent.
    auto const of_b = outcomes_held_by(g, b);
    REQUIRE(of_b.size() == 1);
    CHECK(of_b[0].first == x);
    auto const against = effective(g, of_b, {b});
    CHECK(against[1].condition == condition_state::met);
    CHECK_FALSE(against[1].position.has_value());  // it is withheld all the same
    // What is given first counts, and what no scale has is refused.
    CHECK(effective(g, {{y, 0.0}}, {a}, {.outcomes = {{y, 1.0}}})[0].condition == condition_state::failed);
    CHECK_THROWS_AS(effective(g, {{y, 3.0}}), scale_error);
    CHECK(to_string(condition_state::unresolved) == "unresolved");
}

TEST_CASE("Of several terms one that fails decides; an interval is met at its ends") {
    two_of_each t;
    auto const z = t.build.add(basic_issue<scale>{"z", scale::ordinal(-2, 2)});
    t.build.relate(t.a, t.x, held{.position = 1, .depends_on = only_if({{t.y, high}, {z, {0, 0}}})});
    auto const y = t.y;
    graph const g = std::move(t.build).freeze();
    auto const state = [&](std::vector<std::pair<what, double>> outcomes) {
        return effective(g, std::move(outcomes))[0].condition;
    };
    CHECK(state({{y, -2}}) == condition_state::failed);
    CHECK(state({{y, 2}}) == condition_state::unresolved);
    CHECK(state({{y, 1}, {z, 0}}) == condition_state::met);
    CHECK(state({{z, 1}, {y, 1}}) == condition_state::failed);
}

TEST_CASE("I if you: both or neither; where neither knows what it does otherwise, both") {
    auto const g = two_of_each().with(high, high);
    auto const all = stances_as_stated(g, g.ids<actor>());
    auto const found = fixed_points(all);
    CHECK(found.proved);
    CHECK(found.value == 2);
    CHECK(found.bound == 2);
    REQUIRE(found.solution.points.size() == 2);
    REQUIRE(found.solution.conditions.size() == 2);
    CHECK(found.solution.points[0].states == std::vector{condition_state::met, condition_state::met});
    CHECK(found.solution.points[1].states == std::vector{condition_state::failed, condition_state::failed});
    CHECK(found.solution.points[1].positions[0] == -2.0);
    CHECK(found.solution.circular.empty());
    CHECK(found.solution.rows().size() == 4);
    CHECK(found.solution.rows()[3].number == 2);
    // One step of the search leaves the rest open, and says so.
    auto const first = fixed_points(all, {.limits = {.steps = 2}});
    CHECK_FALSE(first.proved);
    CHECK(first.ended == search_end::steps);
    CHECK(first.value == 1);
    CHECK(first.solution.circular.empty());

    auto const unknown = two_of_each().with(high, high, boost::none);
    auto const both = fixed_points(stances_as_stated(unknown, unknown.ids<actor>()));
    REQUIRE(both.solution.points.size() == 1);
    CHECK(both.solution.points[0].states[0] == condition_state::met);
    // With what is unresolved counting as failed there is the other, too: nobody begins.
    auto const wary =
        fixed_points(stances_as_stated<graph>(unknown, unknown.ids<actor>(), {.unresolved_conditions_hold = false}));
    REQUIRE(wary.solution.points.size() == 2);
    CHECK(wary.solution.points[1].states[0] == condition_state::unresolved);
    CHECK_FALSE(wary.solution.points[1].positions[0].has_value());
}

TEST_CASE("A circle without a fixed point is stated, with who is in it") {
    auto const g = two_of_each().with(high, low);  // a if b, b only without a
    auto const found = fixed_points(stances_as_stated(g, g.ids<actor>()));
    CHECK(found.proved);
    CHECK(found.solution.points.empty());
    CHECK(found.value == 0);
    CHECK(found.solution.circular == std::vector<std::size_t>{0, 1});
    // An outcome given breaks it.
    two_of_each t;
    auto const x = t.x;
    auto const broken = t.with(high, low);
    auto const given = fixed_points(stances_as_stated<graph>(broken, broken.ids<actor>(), {.outcomes = {{x, -2.0}}}));
    REQUIRE(given.solution.points.size() == 1);
    CHECK(given.solution.points[0].states == std::vector{condition_state::met, condition_state::met});
    // No conditions at all: everything rests, in one way.
    auto const none = fixed_points(stated_stances{});
    CHECK(none.proved);
    CHECK(none.value == 1);
    CHECK(none.solution.rows().empty());
}

namespace {

/// Random stances of a few actors on a few issues of five points, half of them conditional.
stated_stances random_stances(std::mt19937& random) {
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    auto const point = [&] { return static_cast<double>(below(5)) - 2; };
    stated_stances all;
    std::size_t const actors = 2 + below(3), issues = 2 + below(3);
    for (std::size_t i = 0; i < issues; ++i) {
        all.issues.emplace_back();
        all.issues.back().name = "issue " + std::to_string(i);
        all.issues.back().lower = -2, all.issues.back().upper = 2;
        if (i % 2 == 0) all.issues.back().categories = {-2, -1, 0, 1, 2};
    }
    for (std::size_t a = 0; a < actors; ++a) {
        all.parties.emplace_back(a);
        for (std::size_t i = 0; i < issues; ++i) {
            if (below(5) == 0) continue;
            stated_stance s{actor_id(a), issue_id(i), {}, {}, {}, {}};
            if (below(20) > 0) s.position = point();
            if (s.position && below(2) == 0) {
                double const from = point();
                s.acceptable = {std::min(from, *s.position), std::max(from, *s.position)};
            }
            if (below(5) < 3) {
                for (std::size_t n = 1 + below(2); n > 0; --n) {
                    double const p = point(), q = point();
                    s.terms.push_back(
                        {issue_id((i + 1 + below(issues - 1)) % issues), {std::min(p, q), std::max(p, q)}});
                }
                if (below(8) > 0) s.fallback = point();
            }
            all.stances.push_back(s);
        }
    }
    if (below(4) == 0) all.given.push_back({issue_id(below(issues)), point()});
    all.unresolved_conditions_hold = below(2) == 0;
    return all;
}

/// By definition: what the condition of a stance comes to, where `holds` says of every stance whether it is as put.
condition_state state_by_definition(stated_stances const& all, std::size_t of, std::vector<bool> const& holds,
                                    resolved_against against) {
    auto const& c = all.stances[of];
    bool unresolved = false;
    for (auto const& t : c.terms) {
        std::vector<boost::optional<double>> there;
        bool given = false;
        for (auto const& o : all.given)
            if (o.issue == t.issue) there = {o.outcome, o.outcome}, given = true;
        if (!given)
            for (std::size_t s = 0; s < all.stances.size(); ++s)
                if (all.stances[s].issue == t.issue &&
                    (against == resolved_against::agreement || all.stances[s].actor != c.actor))
                    there.push_back(holds[s] ? all.stances[s].position : all.stances[s].fallback);
        auto const inside = [&](auto const& p) { return p && t.outcome.contains(*p); };
        if (against == resolved_against::agreement && !given) {
            bool const agreed = there.size() >= 2 && there[0] &&
                                std::all_of(there.begin(), there.end(), [&](auto const& p) { return p == there[0]; });
            if (!agreed) {
                unresolved = true;
                continue;
            }
        }
        if (std::any_of(there.begin(), there.end(), [&](auto const& p) { return p && !inside(p); }))
            return condition_state::failed;
        if (there.empty() || !std::all_of(there.begin(), there.end(), inside)) unresolved = true;
    }
    return unresolved ? condition_state::unresolved : condition_state::met;
}

double size_by_definition(stated_stances const& all, std::vector<bool> const& met, bool& possible) {
    // Every package of a fine grid; an issue's zone is where all accept and what is met is given its outcome.
    possible = true;
    double open = 0, share = 0, issues = 0;
    std::vector<std::vector<double>> zones(all.issues.size());
    std::vector<bool> concerned(all.issues.size(), false);
    for (auto const& s : all.stances) {
        concerned[s.issue.value] = true;
        for (auto const& t : s.terms) concerned[t.issue.value] = true;
    }
    for (std::size_t i = 0; i < all.issues.size(); ++i) {
        if (!concerned[i]) continue;
        ++issues;
        // All ends are whole numbers: a zone of a continuous scale is seen at these.
        for (double o = -2; o <= 2; ++o) {
            bool all_accept = true;
            for (std::size_t s = 0; s < all.stances.size(); ++s) {
                auto const& stance = all.stances[s];
                if (stance.issue.value == i && !stance.range(met[s]).acceptable.contains(o)) all_accept = false;
                if (stance.conditional() && met[s])
                    for (auto const& t : stance.terms)
                        if (t.issue.value == i && !t.outcome.contains(o)) all_accept = false;
            }
            for (auto const& g : all.given)
                if (g.issue.value == i && g.outcome != o) all_accept = false;
            if (all_accept) zones[i].push_back(o);
        }
        if (zones[i].empty()) continue;
        ++open;
        share += all.issues[i].categories.empty() ? (zones[i].back() - zones[i].front()) / 4
                                                  : static_cast<double>(zones[i].size()) / 5;
    }
    for (std::size_t s = 0; s < all.stances.size(); ++s) {
        auto const& stance = all.stances[s];
        if (!stance.conditional()) continue;
        bool forced = true;
        for (auto const& t : stance.terms) {
            auto const& z = zones[t.issue.value];
            if (met[s] && z.empty()) possible = false;
            forced = forced && !z.empty() &&
                     std::all_of(z.begin(), z.end(), [&](double o) { return t.outcome.contains(o); });
        }
        if (!met[s] && forced) possible = false;
    }
    return issues > 0 ? open + share / issues : 0;
}

}  // namespace

TEST_CASE("Property: fixed points are those of the definition, tried one by one; none is missed") {
    std::mt19937 random(7);
    std::size_t none = 0, several = 0, circles = 0;
    for (int round = 0; round < 400; ++round) {
        auto const all = random_stances(random);
        std::vector<std::size_t> conditions;
        for (std::size_t s = 0; s < all.stances.size(); ++s)
            if (all.stances[s].conditional()) conditions.push_back(s);
        for (auto const against : {resolved_against::others, resolved_against::agreement}) {
            std::vector<std::vector<condition_state>> expected;
            for (std::uint32_t bits = 0; bits < (1u << conditions.size()); ++bits) {
                std::vector<bool> holds(all.stances.size(), true);
                for (std::size_t c = 0; c < conditions.size(); ++c) holds[conditions[c]] = (bits >> c & 1u) != 0;
                std::vector<condition_state> states;
                bool rests = true;
                for (auto const s : conditions) {
                    states.push_back(state_by_definition(all, s, holds, against));
                    bool const counts = states.back() == condition_state::unresolved
                                            ? all.unresolved_conditions_hold
                                            : states.back() == condition_state::met;
                    rests = rests && counts == holds[s];
                }
                if (rests) expected.push_back(states);
            }
            auto const found = fixed_points(all, {.against = against});
            CHECK(found.proved);
            std::vector<std::vector<condition_state>> ours;
            for (auto const& p : found.solution.points) ours.push_back(p.states);
            std::sort(ours.begin(), ours.end());
            std::sort(expected.begin(), expected.end());
            CHECK(ours == expected);
            CHECK(found.solution.circular.empty() != expected.empty());
            none += expected.empty(), several += expected.size() > 1;
            circles += found.steps > conditions.size() + 1;
        }
    }
    CHECK(none > 10);
    CHECK(several > 5);
    CHECK(circles > 100);
}

TEST_CASE("Property: the largest zone is that of the best set of conditions, tried one by one") {
    std::mt19937 random(8);
    std::size_t some = 0;
    for (int round = 0; round < 400; ++round) {
        auto const all = random_stances(random);
        std::vector<std::size_t> conditions;
        for (std::size_t s = 0; s < all.stances.size(); ++s)
            if (all.stances[s].conditional()) conditions.push_back(s);
        double best = -1;
        int fewest = 0;
        for (std::uint32_t bits = 0; bits < (1u << conditions.size()); ++bits) {
            std::vector<bool> met(all.stances.size(), true);
            int count = 0;
            for (std::size_t c = 0; c < conditions.size(); ++c)
                met[conditions[c]] = (bits >> c & 1u) != 0, count += met[conditions[c]];
            bool possible = false;
            double const size = size_by_definition(all, met, possible);
            if (possible && (size > best + 1e-12 || (size > best - 1e-12 && count < fewest)))
                best = size, fewest = count;
        }
        auto const found = largest_zone(all);
        CHECK(found.proved);
        CHECK(found.solution.found == (best >= 0));
        if (best < 0) continue;
        CHECK(found.value == doctest::Approx(best));
        CHECK(found.bound == found.value);
        CHECK(std::count(found.solution.met.begin(), found.solution.met.end(), true) == fewest);
        CHECK(static_cast<double>(found.solution.open_issues()) <= found.value + 1e-12);
        some += fewest > 0;
        auto const first = largest_zone(all, {.steps = 1});
        CHECK(first.bound >= found.value - 1e-12);
    }
    CHECK(some > 50);
}

TEST_CASE("A condition binds where the zone hangs on it: a fallback beyond the range that was put with it") {
    two_of_each t;
    t.build.relate(t.a, t.x, held{.position = 1, .acceptable = high, .depends_on = only_if({{t.y, high}}, -2)});
    t.build.relate(t.b, t.x, held{.position = 2, .acceptable = {0, 2}});
    t.build.relate(t.b, t.y, held{.position = 0, .depends_on = only_if({{t.x, high}}, 1)});
    auto const a = t.a, b = t.b;
    auto const x = t.x, y = t.y;
    graph const g = std::move(t.build).freeze();
    auto const all = stances_as_stated(g, std::vector<actor_id>{a, b});
    auto const effects = condition_effects(all);
    REQUIRE(effects.size() == 2);
    CHECK(effects[0].binds);
    REQUIRE(effects[0].if_met.common.has_value());
    CHECK(*effects[0].if_met.common == high);
    CHECK_FALSE(effects[0].if_failed.common.has_value());
    CHECK((effects[0].if_failed.blocked_by_low == actor_id(b)));
    CHECK_FALSE(effects[1].binds);  // neither has a red line on y
    // As those who ask for the zone under an outcome have it.
    CHECK_FALSE(zone_of_agreement(g, x, {a, b}, {.outcomes = {{y, 0.0}}}).common.has_value());
    CHECK(*zone_of_agreement(g, x, {a, b}, {.outcomes = {{y, 1.0}}}).common == high);
    CHECK(held_by(g, a, x, {.outcomes = {{y, 0.0}}})->acceptable == interval{-2, -2});
    // Met, it narrows y and opens x: both issues have a zone.
    auto const best = largest_zone(all);
    REQUIRE(best.solution.found);
    CHECK(best.solution.met[0]);
    CHECK(best.solution.open_issues() == 2);
    CHECK(*best.solution.zones[1].found.common == high);
}

TEST_CASE("Where no set of conditions can be met with the others failing there is no largest zone") {
    // Met, a's leads to b's being met, which rules out what a asks for; failed, to b's failing, which gives it.
    two_of_each t;
    t.build.relate(t.a, t.x, held{.position = 2, .acceptable = high, .depends_on = only_if({{t.y, high}}, -2)});
    t.build.relate(t.b, t.y, held{.position = -2, .acceptable = low, .depends_on = only_if({{t.x, high}}, 2)});
    graph const g = std::move(t.build).freeze();
    auto const found = largest_zone(stances_as_stated(g, g.ids<actor>()));
    CHECK(found.proved);
    CHECK_FALSE(found.solution.found);
    CHECK(found.solution.zones.empty());
    CHECK(found.value == 0);
}

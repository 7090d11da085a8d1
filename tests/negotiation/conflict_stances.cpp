// SPDX-License-Identifier: BSL-1.0
// Conflicts and boards of options from stances: who controls what, red lines last, conditions by state, what is withheld.
#include <entente/negotiation/conflict/stances.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/conflict/board_of_stances.hpp"
#include "entente/negotiation/conflict/stability.hpp"
#include "entente/negotiation/packages.hpp"

namespace {

using namespace entente;
using plan = basic_issue<scale>;
using graph = extended_stance_graph<scale, typed_relation<actor, controls, plan>>;
using held = stance_on<scale>;

scale points() {
    return scale::ordinal(-2, 2);
}

/// A holds that B should withdraw, and may sanction; B holds that it should not, and that A should not.
struct two_parties {
    graph::builder build;
    id_of<actor> a = build.add(actor{"A"}), b = build.add(actor{"B"});
    id_of<plan> sanctions = build.add(plan{"sanctions", points()}),
                withdrawal = build.add(plan{"withdrawal", points()});

    two_parties() {
        build.relate(a, sanctions, controls{});
        build.relate(b, withdrawal, controls{});
    }
};

}  // namespace

TEST_CASE("states are the outcomes, and preference is loss") {
    two_parties of;
    of.build.relate(of.a, of.withdrawal, held{.position = 2.0, .salience = 1.0});
    of.build.relate(of.a, of.sanctions, held{.position = -2.0, .salience = 0.5});
    of.build.relate(of.b, of.withdrawal, held{.position = -1.0, .acceptable = {-2, 1}});
    of.build.relate(of.b, of.sanctions, held{.position = -2.0, .salience = 2.0});
    graph const g = std::move(of.build).freeze();
    auto const c = make_stance_conflict(g);
    auto const& m = c.model;
    REQUIRE(m.states() == 25);
    REQUIRE(m.parties() == 2);
    CHECK(m.party_name(1) == "B");
    CHECK(!m.has_unknown());
    CHECK(c.issue_names == std::vector<std::string>{"sanctions", "withdrawal"});
    auto const at = [&](double sanctions, double withdrawal) {
        return c.state_of({{of.withdrawal, withdrawal}, {of.sanctions, sanctions}});
    };
    CHECK(m.state_name(at(-1, 2)) == "sanctions = -1, withdrawal = 2");
    CHECK(c.outcomes_in(at(-1, 2)) == std::vector<double>{-1, 2});
    CHECK(m.can_move(0, at(-2, 0), at(2, 0)));
    CHECK(!m.can_move(0, at(-2, 0), at(-2, 1)));
    CHECK(m.can_move(1, at(-2, 0), at(-2, 1)));
    // Of A: |withdrawal - 2| / 4 + 0.5 |sanctions + 2| / 4.
    CHECK(m.prefers(0, at(-2, 2), at(-2, 1)));
    CHECK(m.prefers(0, at(-1, 2), at(-2, 1)));
    CHECK((!m.prefers(0, at(0, 2), at(-2, 1)) && !m.prefers(0, at(-2, 1), at(0, 2))));
    // B has a red line at a withdrawal of 2: whatever sanctions are, that comes last.
    for (double const s : {-2, -1, 0, 1, 2}) CHECK(m.prefers(1, at(2, -2), at(s, 2)));
    // Nobody has a move that is better for it: no sanctions, and a withdrawal as B wants it.
    CHECK(find_stability(m, solution_concept::nash).equilibria() == std::vector<std::uint32_t>{at(-2, -1)});

    CHECK_THROWS_AS(c.state_of({{of.sanctions, 0}}), error);
    CHECK_THROWS_AS(c.state_of({{of.sanctions, 0}, {of.withdrawal, 0.5}}), error);
    CHECK_THROWS_AS(c.state_of({{of.sanctions, 0}, {of.sanctions, 0}, {of.withdrawal, 0}}), error);
    CHECK_THROWS_AS(c.state_of({{of.sanctions, 0}, {of.withdrawal, 0}, {issue_id(7), 0}}), error);
    CHECK_THROWS_AS(make_stance_conflict(g, std::vector<issue_control>()), error);
}

TEST_CASE("a condition is met or fails state by state") {
    two_parties of;
    auto const condition = std::make_shared<condition_on<plan>>();
    condition->terms.push_back({of.withdrawal, {1, 2}});
    condition->fallback = 2.0;
    of.build.relate(of.a, of.sanctions, held{.position = -2.0, .depends_on = condition});
    of.build.relate(of.b, of.sanctions, held{.position = -2.0});
    graph const g = std::move(of.build).freeze();
    auto const c = make_stance_conflict(g);
    auto const at = [&](double sanctions, double withdrawal) {
        return c.state_of({{of.sanctions, sanctions}, {of.withdrawal, withdrawal}});
    };
    CHECK(c.model.prefers(0, at(-2, 1), at(2, 1)));
    CHECK(c.model.prefers(0, at(2, 0), at(-2, 0)));
    // Sanctions until B withdraws, which costs it nothing: only then is nobody better off elsewhere.
    for (auto const s : find_stability(c.model, solution_concept::nash).equilibria()) {
        auto const outcomes = c.outcomes_in(s);
        CHECK(outcomes[0] == (outcomes[1] >= 1 ? -2 : 2));
    }
    // By its own moves B changes nothing that matters to it.
    CHECK(find_stability(c.model, solution_concept::nash).at(1, at(2, 0)) == stability::always);
}

TEST_CASE("what was withheld leaves pairs of states in unknown order, and only those") {
    std::mt19937 random(4);
    auto const draw = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    for (int round = 0; round < 20; ++round) {
        two_parties of;
        bool const is_nominal = round % 4 == 3;
        auto const third =
            of.build.add(plan{"third", is_nominal ? scale::nominal({"x", "y", "z"}) : scale::ordinal(0, 2)});
        of.build.relate(of.b, third, controls{});
        double const salience = draw(1, 4) / 4.0, position = draw(-2, 2);
        interval const range = is_nominal ? interval{} : interval{draw(0, 1) * 1.0, draw(1, 2) * 1.0};
        of.build.relate(of.a, of.withdrawal, held{.position = position, .salience = salience});
        of.build.relate(of.a, third, held{.salience = 1.0, .acceptable = range});
        graph const g = std::move(of.build).freeze();
        auto const c = make_stance_conflict(g);
        CHECK(c.model.has_unknown() == (is_nominal || range.lower < range.upper));
        for (std::size_t s = 0; s < c.model.states(); ++s)
            for (std::size_t t = 0; t < c.model.states(); ++t) {
                auto const here = c.outcomes_in(s), there = c.outcomes_in(t);
                auto const crossed = [&](double third_outcome) { return !range.contains(third_outcome); };
                int better = 0, alike = 0, worse = 0;
                for (double const p : c.levels[2]) {
                    if (!range.contains(p)) continue;
                    auto const loss = [&](std::vector<double> const& o) {
                        double const d = is_nominal ? o[2] != p : (std::abs)(o[2] - p) / 2;
                        return salience * (std::abs)(o[1] - position) / 4 + d + (crossed(o[2]) ? 100 : 0);
                    };
                    auto const more = loss(here) - loss(there);
                    ++((std::abs)(more) < 1e-9 ? alike : more < 0 ? better : worse);
                }
                bool const one = (better > 0) + (alike > 0) + (worse > 0) == 1;
                CHECK(c.model.is_unknown(0, s, t) == !one);
                CHECK(c.model.prefers(0, s, t) == (one && better));
            }
    }
}

TEST_CASE("an issue without categories has as many outcomes as are asked for") {
    graph::builder build;
    auto const a = build.add(actor{"A"});
    auto const tax = build.add(plan{"tax", scale::interval(0, 10)});
    build.relate(a, tax, controls{});
    build.relate(a, tax, held{.position = 4.0});
    graph const g = std::move(build).freeze();
    CHECK_THROWS_AS(make_stance_conflict(g), error);
    auto const c = make_stance_conflict(g, controls_in(g), {.levels = 5});
    CHECK(c.levels[0] == std::vector<double>{0, 2.5, 5, 7.5, 10});
    CHECK(find_stability(c.model, solution_concept::nash).equilibria() == std::vector<std::uint32_t>{2});
    CHECK_THROWS_AS(make_stance_conflict(g, controls_in(g), {.levels = 40'000}), error);
    CHECK_THROWS_AS(make_stance_conflict(g, controls_in(g), {.levels = static_cast<std::size_t>(-1)}), error);
}

TEST_CASE("levels are decimals where they can be, so that red lines and outcomes meet them") {
    graph::builder build;
    auto const a = build.add(actor{"A"});
    auto const tax = build.add(plan{"tax", scale::interval(0, 3)});
    build.relate(a, tax, controls{});
    build.relate(a, tax, held{.position = 0.2, .acceptable = {0, 0.3}});
    graph const g = std::move(build).freeze();
    auto const c = make_stance_conflict(g, controls_in(g), {.levels = 11});
    CHECK(c.levels[0] == std::vector<double>{0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7, 3});
    CHECK(c.model.state_name(1) == "tax = 0.3");
    CHECK(c.state_of({{c.issues[0], 0.3}}) == 1);
    CHECK(c.state_of({{c.issues[0], 0.1 + 0.2}}) == 1);
    CHECK(c.model.prefers(0, 1, 2));  // 0.3 is within the red line, 0.6 beyond
    CHECK(find_stability(c.model, solution_concept::nash).equilibria() == std::vector<std::uint32_t>{1});
    CHECK(make_package_space(stances_as_stated(g, std::vector{a}), 11).levels[0] == c.levels[0]);
}

TEST_CASE("states are called by the labels of outcomes, where these say more than numbers") {
    graph::builder build;
    auto const a = build.add(actor{"A"});
    auto const arms = build.add(plan{"arms", scale::nominal({"0", "1"})});
    build.relate(a, arms, controls{});
    graph const g = std::move(build).freeze();
    auto const c = make_stance_conflict(g);
    CHECK(c.model.state_name(0) == "arms = 0");
    CHECK(c.model.state_name(1) == "arms = 1");
}

TEST_CASE("an issue that a party controls is an option of its own") {
    two_parties of;
    auto const c = of.build.add(actor{"C"});
    of.build.relate(of.a, of.withdrawal, held{.position = 2.0});
    of.build.relate(of.b, of.withdrawal, held{.position = -1.0});
    of.build.relate(c, of.withdrawal, held{});
    of.build.relate(of.a, of.sanctions, held{.position = 1.0, .confidence = 0.3});
    of.build.relate(of.b, of.sanctions, held{.position = -2.0});
    graph const g = std::move(of.build).freeze();
    auto const board = make_option_board(g);
    CHECK(board.parties == std::vector<std::string>{"A", "B"});
    REQUIRE(board.options.size() == 2);
    CHECK(board.options[0].doubted_by == std::vector<std::uint32_t>{1});
    auto const found = find_dilemmas(board);
    // A would impose sanctions and is not believed; B will not withdraw and is.
    CHECK(found == std::vector<dilemma>{{0, dilemma_kind::rejection, 0, 1}, {1, dilemma_kind::persuasion, 0, 1}});

    auto const with_doubt = make_option_board(
        g, controls_in(g),
        {.parties = {c}, .intentions = {{of.withdrawal, 2}}, .doubts = {{of.a, of.withdrawal}}, .least_confidence = 0});
    CHECK(with_doubt.parties.size() == 3);
    CHECK(find_dilemmas(with_doubt) ==
          std::vector<dilemma>{{0, dilemma_kind::persuasion, 1, 0}, {1, dilemma_kind::trust, 0, 1}});
    CHECK_THROWS_AS(make_option_board(g, controls_in(g), {.intentions = {{of.withdrawal, 7}}}), scale_error);
    CHECK_THROWS_AS(make_option_board(g, {{of.a, of.sanctions}}, {.intentions = {{of.withdrawal, 2}}}), error);
    CHECK_THROWS_AS(make_option_board(g, {{of.a, of.sanctions}, {of.b, of.sanctions}}), graph_error);
}

// SPDX-License-Identifier: BSL-1.0
// Votes between proposals, coalitions for and against, and the probability to win.
#include <entente/negotiation/contest.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/win_probability.hpp"
#include "entente/positions/matrix.hpp"

namespace {

using namespace entente;

/// Positions of actors on issues from 0 to 100, all of salience 1; what they weigh.
position_matrix matrix_of(std::vector<std::vector<double>> const& positions, std::vector<double> const& weights = {}) {
    std::vector<std::string> names;
    std::vector<issue_column> issues(positions.empty() ? 1 : positions[0].size());
    for (std::size_t i = 0; i < issues.size(); ++i)
        issues[i].name = "issue " + std::to_string(i), issues[i].upper = 100;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : positions) {
        names.push_back("actor " + std::to_string(names.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            if (row[i] >= 0) cells.push_back({static_cast<std::uint32_t>(i), true, row[i], 1, 1});
        offsets.push_back(cells.size());
    }
    position_matrix m(std::move(names), std::move(issues), std::move(offsets), std::move(cells));
    return weights.empty() ? m : m.with_actor_weights(weights);
}

fault_code code_of(auto&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("nothing was thrown");
    return fault_code::syntax;
}

constexpr std::array all_rules{voting_rule::binary,
                               voting_rule::proportional,
                               voting_rule::cubic,
                               voting_rule::proportional_binary,
                               voting_rule::proportional_cubic,
                               voting_rule::asymmetric};
constexpr std::array all_models{winner_model::conditional, winner_model::markov_uniform,
                                winner_model::markov_incentive};

std::vector<double> chances(position_matrix const& m, chance_options const& o = {}) {
    auto const found = win_probabilities(m, o);
    REQUIRE(found.has_value());
    std::vector<double> p;
    for (auto const& c : *found) p.push_back(c.probability);
    return p;
}

}  // namespace

TEST_CASE("Each votes for what is nearer to it, with its weight") {
    auto const m = matrix_of({{0}, {100}, {30}, {50}, {-1}}, {1, 2, 3, 4, 5});
    auto const c = contest(m, 0, 1);
    REQUIRE(c.votes.size() == 5);
    CHECK(c.votes[0].vote == 1);
    CHECK(c.votes[1].vote == -2);
    CHECK(c.votes[2].vote == doctest::Approx(3 * 0.4));
    CHECK(c.votes[3].vote == 0);
    CHECK(c.votes[4].vote == 0);
    CHECK_FALSE(c.votes[4].utility);
    CHECK(c.coalition(vote_side::for_it) == std::vector<actor_id>{actor_id(std::size_t{0}), actor_id(std::size_t{2})});
    CHECK(c.coalition(vote_side::against) == std::vector<actor_id>{actor_id(std::size_t{1})});
    CHECK(c.coalition(vote_side::indifferent) == std::vector<actor_id>{actor_id(std::size_t{3})});
    CHECK(c.coalition(vote_side::silent) == std::vector<actor_id>{actor_id(std::size_t{4})});
    CHECK(c.strength_for == doctest::Approx(2.2));
    CHECK(c.strength_against == 2);
    CHECK(*win_probability(c) == doctest::Approx(2.2 / 4.2));
    // A proposal of nobody's: the same numbers on the same positions.
    issue_id const on = m.issue_id_of(0);
    auto const own = contest(m, proposal{{on, 0}}, proposal{{on, 100}});
    CHECK(own.strength_for == c.strength_for);
    CHECK(code_of([&] { contest(m, proposal{{on, 101}}, proposal{{on, 1}}); }) == fault_code::off_scale);
    CHECK(code_of([&] { contest(m, actor_id(std::size_t{9}), 1); }) == fault_code::unknown_name);
}

TEST_CASE("A distance is that of the one who measures it; the mutual one is that of both") {
    std::vector<issue_column> issues(2);
    issues[0].name = "x", issues[1].name = "y";
    position_matrix const m({"a", "b", "none"}, issues, {0, 2, 4, 4},
                            {{0, true, 0, 1, 1}, {1, true, 0, 0, 1}, {0, true, 1, 1, 1}, {1, true, 0.5, 3, 1}});
    CHECK(*salience_distance(m, 0, 1) == 1);
    CHECK(*salience_distance(m, 1, 0) == doctest::Approx(std::sqrt((1 + 2.25) / 10)));
    CHECK(mutual_salience_distance(m, 0, 1) == mutual_salience_distance(m, 1, 0));
    CHECK(*mutual_salience_distance(m, 0, 1) == 1);
    CHECK_FALSE(salience_distance(m, 0, 2).has_value());
    position_matrix const idle({"a", "b"}, {issues[0]}, {0, 1, 2}, {{0, true, 0, 0, 1}, {0, true, 1, 1, 1}});
    CHECK_FALSE(salience_distance(idle, 0, 1).has_value());  // nothing matters to it: no distance, and no vote
    CHECK(contest(idle, 0, 1).votes[0].side() == vote_side::silent);
    CHECK(code_of([] { utility_of_distance(0.5, 1.5); }) == fault_code::out_of_range);
}

TEST_CASE("Who could live with a proposal: whose red lines it does not cross") {
    std::vector<issue_column> issues(2);
    issues[0].name = "x", issues[1].name = "y";
    position_matrix const m(
        {"a", "b", "c", "d"}, issues, {0, 2, 4, 5, 5},
        {{0, true, 0.5, 1, 1}, {1, true, 0.5, 1, 1}, {0, true, 0.5, 1, 1}, {1, true, 0.2, 1, 1}, {1, false, 0, 1, 1}},
        {{0.4, 0.6}, {0.4, 1}, {0, 1}, {0, 0.3}, {0, 0.45}});
    issue_id const x = m.issue_id_of(0), y = m.issue_id_of(1);
    auto const v = verdicts(m, proposal{{x, 0.5}, {y, 0.5}});
    CHECK(v[0].side == vote_side::for_it);
    CHECK(v[1].side == vote_side::against);
    CHECK((v[1].red_line && *v[1].red_line == y));
    CHECK(v[2].side == vote_side::against);  // it has not said what it wants, but what it does not
    CHECK(v[3].side == vote_side::silent);
    CHECK(verdicts(m, proposal{{x, 0.5}})[2].side == vote_side::silent);
    CHECK(verdicts(m, 1)[0].side == vote_side::against);
}

TEST_CASE("Probabilities to win of two: certain against nothing, undefined of nothing") {
    for (auto const rule : {victory_rule::linear, victory_rule::square, victory_rule::quartic, victory_rule::octic}) {
        CHECK(*win_probability(2, 0, rule) == 1);
        CHECK(*win_probability(3, 3, rule) == 0.5);
        CHECK_FALSE(win_probability(0, 0, rule).has_value());
        CHECK(*win_probability(1e300, 2e300, rule) + *win_probability(2e300, 1e300, rule) == doctest::Approx(1));
    }
    CHECK(*win_probability(1, 2, victory_rule::octic) == doctest::Approx(1.0 / 257));
    CHECK(code_of([] { win_probability(-1, 1); }) == fault_code::out_of_range);
    CHECK(code_of([] { win_probability(1, std::numeric_limits<double>::infinity()); }) == fault_code::out_of_range);
}

TEST_CASE("Three proposals in a row: the middle one is most likely, and who repeats it changes nothing") {
    auto const three = chances(matrix_of({{0}, {50}, {100}}));
    CHECK(three[0] == doctest::Approx(3.0 / 14));
    CHECK(three[1] == doctest::Approx(8.0 / 14));
    CHECK(three[2] == doctest::Approx(3.0 / 14));
    auto const uniform = chances(matrix_of({{0}, {50}, {100}}), {.model = winner_model::markov_uniform});
    CHECK(uniform[1] == doctest::Approx(0.5));
    // A second actor with the same proposal weighs, but is not another proposal: together as likely as one of weight 2.
    auto const repeated = chances(matrix_of({{0}, {50}, {50}, {100}}));
    auto const heavier = chances(matrix_of({{0}, {50}, {100}}, {1, 2, 1}));
    CHECK(repeated[1] == repeated[2]);
    CHECK(repeated[1] == doctest::Approx(heavier[1]));
    CHECK(heavier[1] == doctest::Approx(9.0 / 13));
    CHECK((*win_probabilities(matrix_of({{0}, {50}, {50}, {100}})))[1].holders == 2);
    // Counted as two, each is less likely than the one was.
    CHECK(chances(matrix_of({{0}, {50}, {50}, {100}}), {.merge_same = false})[1] == doctest::Approx(0.45));
    CHECK(chances(matrix_of({{50}, {50}})) == std::vector<double>{1, 1});
    CHECK(chances(matrix_of({{-1}, {50}})).size() == 1);
    CHECK(win_probabilities(matrix_of({}))->empty());
}

TEST_CASE("Where each has one that it cannot beat, nobody can win") {
    contest_table t{3, {0.5, 1, 0, 0, 0.5, 1, 1, 0, 0.5}, {}};
    CHECK_FALSE(option_probabilities(t, winner_model::conditional).has_value());
    auto const around = option_probabilities(t, winner_model::markov_uniform);
    REQUIRE(around.has_value());
    for (double const p : *around) CHECK(p == doctest::Approx(1.0 / 3));
    t.probability.pop_back();
    CHECK(code_of([&] { option_probabilities(t, winner_model::conditional); }) == fault_code::invalid_argument);
    CHECK(code_of([] { option_probabilities({1, {1.5}, {}}, winner_model::conditional); }) == fault_code::out_of_range);
}

TEST_CASE("Property: chances come to 1, and neither the order of actors nor that of issues matters under any rule") {
    std::mt19937 random(3);
    for (int round = 0; round < 12; ++round) {
        std::vector<std::vector<double>> positions(4, std::vector<double>(2));
        std::vector<double> weights;
        for (auto& row : positions) {
            for (double& x : row) x = static_cast<double>(random() % 101);
            weights.push_back(1 + static_cast<double>(random() % 5));
        }
        std::vector<std::size_t> order{2, 0, 3, 1};
        std::vector<std::vector<double>> shuffled;
        std::vector<double> shuffled_weights;
        for (auto const o : order) {
            shuffled.push_back({positions[o][1], positions[o][0]});
            shuffled_weights.push_back(weights[o]);
        }
        auto const m = matrix_of(positions, weights), other = matrix_of(shuffled, shuffled_weights);
        for (auto const rule : all_rules) {
            auto const c = contest(m, 0, 1, {.rule = rule}), back = contest(m, 1, 0, {.rule = rule});
            if (rule != voting_rule::asymmetric) {
                CHECK(c.strength_for == back.strength_against);
                CHECK(c.strength_against == back.strength_for);
            }
            for (auto const model : all_models) {
                chance_options o;
                o.votes.rule = rule, o.model = model;
                auto const p = chances(m, o), q = chances(other, o);
                CHECK(std::accumulate(p.begin(), p.end(), 0.0) == doctest::Approx(1));
                for (std::size_t k = 0; k < 4; ++k) CHECK(std::abs(q[k] - p[order[k]]) < 1e-9);
            }
        }
    }
}

TEST_CASE("Whoever stands halfway is indifferent, whatever the halves round to, and decides nothing") {
    std::vector<issue_column> issues(1);
    issues[0].name = "x";
    std::size_t halves = 0;
    for (int low = 0; low <= 10; ++low)
        for (int high = low + 2; high <= 10; high += 2) {
            double const x = low / 10.0, y = high / 10.0, middle = (low + high) / 2 / 10.0;
            CAPTURE(x);
            CAPTURE(y);
            position_matrix const m({"low", "high", "between"}, issues, {0, 1, 2, 3},
                                    {{0, true, x, 1, 1}, {0, true, y, 1, 1}, {0, true, middle, 1, 1}});
            for (auto const rule : all_rules) {
                auto const c = contest(m, 0, 1, {.rule = rule});
                CHECK(c.votes[2].side() == vote_side::indifferent);
                CHECK(c.votes[2].vote == 0);
            }
            // The other two have gone: nobody contests anything.
            std::vector<issue_column> const one(issues);
            position_matrix const alone({"between"}, one, {0, 1}, {{0, true, middle, 1, 1}});
            issue_id const on = alone.issue_id_of(0);
            auto const c = contest(alone, proposal{{on, x}}, proposal{{on, y}});
            CHECK_FALSE(win_probability(c).has_value());
            ++halves;
        }
    CHECK(halves == 25);
}

// SPDX-License-Identifier: BSL-1.0
// Answers of tools of bargaining: the exchange model (decide-exchange-model 51dee66) and KTAB 3b5b063.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/contest.hpp"
#include "entente/negotiation/realised_trades.hpp"
#include "entente/negotiation/trades.hpp"
#include "entente/negotiation/win_probability.hpp"
#include "entente/positions/from_array.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente_test;

namespace {

using row_of_text = std::map<std::string, std::string>;

std::vector<row_of_text> table(std::string const& path) {
    auto const records = simple_csv(path);
    std::vector<row_of_text> rows;
    for (std::size_t i = 1; i < records.size(); ++i) {
        rows.emplace_back();
        for (std::size_t c = 0; c < records[0].size(); ++c)
            rows.back()[records[0][c]] = c < records[i].size() ? records[i][c] : "";
    }
    return rows;
}

double number(row_of_text const& row, char const* column) {
    return std::stod(row.at(column));
}

/// |a - b| to 1e-9 of the greater, or of 1.
bool same(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// A matrix with names, of rows actor, issue, position, salience, capability.
struct named_matrix {
    position_matrix matrix{};
    std::map<std::string, std::size_t> actor{}, issue{};
};

named_matrix read(std::string const& file, std::array<char const*, 4> columns, bool bounds) {
    named_matrix result;
    std::vector<std::string> actors;
    std::vector<issue_column> issues;
    struct stance {
        std::size_t actor, issue;
        double position, salience, capability;
    };
    std::vector<stance> stances;
    for (auto const& r : table(file)) {
        auto const [a, new_actor] = result.actor.try_emplace(r.at("actor"), actors.size());
        if (new_actor) actors.push_back(r.at("actor"));
        auto const [i, new_issue] = result.issue.try_emplace(r.at(columns[0]), issues.size());
        if (new_issue) {
            issues.emplace_back();
            issues.back().name = r.at(columns[0]);
            issues.back().lower = bounds ? number(r, "issue_lower") : 0;
            issues.back().upper = bounds ? number(r, "issue_upper") : 100;
        }
        stances.push_back({a->second, i->second, number(r, columns[1]), number(r, columns[2]), number(r, columns[3])});
    }
    std::stable_sort(stances.begin(), stances.end(), [](stance const& x, stance const& y) {
        return std::tie(x.actor, x.issue) < std::tie(y.actor, y.issue);
    });
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<double> capability;
    for (std::size_t a = 0, s = 0; a < actors.size(); ++a) {
        for (; s < stances.size() && stances[s].actor == a; ++s) {
            cells.push_back(
                {static_cast<std::uint32_t>(stances[s].issue), true, stances[s].position, stances[s].salience, 1});
            capability.push_back(stances[s].capability);
        }
        offsets.push_back(cells.size());
    }
    result.matrix = {std::move(actors),    std::move(issues), std::move(offsets), std::move(cells), {},
                     std::move(capability)};
    return result;
}

std::string const exchange = "golden/bargaining/exchange/", ktab = "golden/bargaining/ktab/";

named_matrix exchange_input(std::string const& file) {
    return read(file, {"issue", "position", "salience", "power"}, true);
}
named_matrix ktab_input(std::string const& file) {
    return read(file, {"dimension", "position_0_100", "salience_0_100", "capability"}, false);
}

/// In the units in which the tools have it: per cent of the scale.
double per_cent(issue_column const& c, double units) {
    return units / c.length() * 100;
}

/// How far the outcome of an issue moves with the position of an actor.
double leverage(position_matrix const& m, actor_id who, issue_id on) {
    double own = 0, all = 0;
    for (auto const& s : standings(m, on)) {
        all += s.weight();
        if (s.actor == who) own = s.weight();
    }
    return own / all;
}

}  // namespace

TEST_CASE("The compromise on every issue is the exchange model's, with variance and losses") {
    for (std::string const name : {"copenhagen", "sample_road_toll"}) {
        auto const input = reference_file("data/bargaining/exchange/" + name + "_input.csv");
        auto const answers = reference_file(exchange + name + "_compromise.csv");
        if (!input || !answers) return;
        auto const in = exchange_input(*input);
        auto const rows = table(*answers);
        CHECK(rows.size() == in.matrix.issues());
        for (auto const& r : rows) {
            auto const column = in.issue.at(r.at("issue"));
            auto const& c = in.matrix.issue(column);
            auto const found = compromise(in.matrix, in.matrix.issue_id_of(column));
            REQUIRE(found.value);
            CHECK(same(*found.value, number(r, "nbs_original_scale")));
            CHECK(same(per_cent(c, *found.value - c.lower), number(r, "nbs_normalized_0_100")));
            CHECK(same(found.weight, number(r, "denominator_sum_cs")));
            CHECK(
                same(*found.mean_square / (c.length() * c.length()) * 1e4, number(r, "variance_unweighted_about_nbs")));
            CHECK(same(found.total_loss(), number(r, "sum_salience_weighted_loss")));
            CHECK(static_cast<double>(found.losses.size()) == number(r, "n"));
        }
    }
}

TEST_CASE("Every potential exchange, and no other, with its gain and shifts") {
    for (std::string const name : {"copenhagen", "sample_road_toll"}) {
        auto const input = reference_file("data/bargaining/exchange/" + name + "_input.csv");
        auto const answers = reference_file(exchange + name + "_potential_exchanges.csv");
        if (!input || !answers) return;
        auto const in = exchange_input(*input);
        auto const& m = in.matrix;
        using key = std::array<std::size_t, 4>;
        std::map<key, trade> found;
        for (auto const& t : find_trades(m))
            found[{t.a.value, t.issue_a_concedes.value, t.b.value, t.issue_b_concedes.value}] = t;
        std::size_t valid = 0, capped = 0, stale_outcomes = 0;
        for (auto const& r : table(*answers)) {
            key const k{in.actor.at(r.at("actor_i")), in.issue.at(r.at("supply_i")), in.actor.at(r.at("actor_j")),
                        in.issue.at(r.at("supply_j"))};
            auto const at = found.find(k);
            // What the tool finds and then calls not valid is no trade: equal ratios of salience gain nothing.
            CHECK_MESSAGE((at != found.end()) == (r.at("valid") == "1"), r.at("actor_i") << ' ' << r.at("actor_j"));
            if (at == found.end() || r.at("valid") != "1") continue;
            auto const& t = at->second;
            auto const &on_a = m.issue(t.issue_a_concedes), &on_b = m.issue(t.issue_b_concedes);
            ++valid;
            CHECK(same(t.gain, number(r, "gain")));
            CHECK(same(per_cent(on_a, t.shift_a_concedes), number(r, "move_i")));
            CHECK(same(per_cent(on_b, t.shift_b_concedes), number(r, "move_j")));
            auto const outcome = [](issue_column const& c, double x) { return per_cent(c, x - c.lower); };
            CHECK(same(outcome(on_a, t.outcome_a_concedes.before), number(r, "nbs_supply_i_before")));
            // Where the demand of the other cuts a trade down, the tool goes on to show i's outcome as it was before
            // that: its shift no longer leads there.
            double const moved = number(r, "move_i") / 100 * on_a.length() * leverage(m, t.a, t.issue_a_concedes);
            CHECK(same(t.outcome_a_concedes.after, t.outcome_a_concedes.before + moved));
            bool const stale = !same(outcome(on_a, t.outcome_a_concedes.after), number(r, "nbs_supply_i_after"));
            if (stale) CHECK(t.capped);
            stale_outcomes += stale;
            CHECK(same(outcome(on_b, t.outcome_b_concedes.before), number(r, "nbs_supply_j_before")));
            CHECK(same(outcome(on_b, t.outcome_b_concedes.after), number(r, "nbs_supply_j_after")));
            CHECK(t.capped == (r.at("adjusted_by_nbs") == "1"));
            capped += t.capped;
        }
        CHECK(valid == found.size());
        CHECK(valid == (name == "copenhagen" ? 420 : 230));
        CHECK(capped > 10);
        CHECK(stale_outcomes < capped);
    }
}

TEST_CASE("Exchanges are realised in the exchange model's order, with its externalities") {
    for (std::string const name : {"copenhagen", "sample_road_toll"}) {
        auto const input = reference_file("data/bargaining/exchange/" + name + "_input.csv");
        auto const answers = reference_file(exchange + name + "_realized_exchanges.csv");
        auto const effects = reference_file(exchange + name + "_externalities_round0.csv");
        if (!input || !answers || !effects) return;
        auto const in = exchange_input(*input);
        auto const& m = in.matrix;
        auto const course = realise_trades(m, {.knowledge = trade_knowledge::exchange_model});
        CHECK(course.proved);
        std::map<std::size_t, std::map<std::string, double>> externality_of;
        for (auto const& r : table(*effects))
            externality_of[static_cast<std::size_t>(number(r, "order"))][r.at("affected_actor")] =
                number(r, "externality");
        std::size_t order = 0, of_one_issue = 0, stale_outcomes = 0;
        for (auto const& r : table(*answers)) {
            if (r.at("round") != "0") break;
            REQUIRE(order < course.solution.size());
            auto const& t = course.solution[order];
            auto const &on_a = m.issue(t.issue_a_concedes), &on_b = m.issue(t.issue_b_concedes);
            CHECK(m.actor_name(t.a) == r.at("actor_i"));
            CHECK(m.actor_name(t.b) == r.at("actor_j"));
            CHECK(on_a.name == r.at("supply_i"));
            CHECK(on_b.name == r.at("supply_j"));
            CHECK(same(t.gain, number(r, "gain")));
            CHECK(same(per_cent(on_a, t.shift_a_concedes), number(r, "move_i")));
            CHECK(same(per_cent(on_b, t.shift_b_concedes), number(r, "move_j")));
            auto as_recorded = t;  // see above: the outcome that i's shift leads to may not be the recorded one
            as_recorded.outcome_a_concedes.after = on_a.lower + number(r, "nbs_i_1") / 100 * on_a.length();
            bool const stale = !same(t.outcome_a_concedes.after, as_recorded.outcome_a_concedes.after);
            if (stale) CHECK(t.capped);
            stale_outcomes += stale;
            CHECK(same(per_cent(on_b, t.outcome_b_concedes.after - on_b.lower), number(r, "nbs_j_1")));
            for (auto const& e : externalities(m, t))
                if (stale && e.actor == t.a) {
                    // Ours is what it says that both gain, its own is not.
                    CHECK(same(e.gain, t.gain));
                    CHECK_FALSE(same(externality_of[order].at(m.actor_name(t.a)), t.gain));
                }
            for (auto const& e : externalities(m, as_recorded)) {
                auto const& theirs = externality_of[order].at(m.actor_name(e.actor));
                auto const holds = [&](issue_id i) {
                    auto const cells = m.row(*m.row_of(e.actor));
                    return std::any_of(cells.begin(), cells.end(), [&](cell const& c) { return c.issue == i.value; });
                };
                if (holds(t.issue_a_concedes) && holds(t.issue_b_concedes)) {
                    CHECK(same(e.gain, theirs));
                    CHECK((e.role == trade_role::own) == (e.actor == t.a || e.actor == t.b));
                } else {
                    // The tool leaves out whoever holds a position on one issue only; but what happens there
                    // happens to it.
                    CHECK(theirs == 0);
                    CHECK(e.gain != 0);
                    ++of_one_issue;
                }
            }
            ++order;
        }
        CHECK(order == course.solution.size());
        CHECK(order == (name == "copenhagen" ? 48 : 39));
        CHECK(stale_outcomes <= 2);
        CHECK((of_one_issue > 0) == (name == "copenhagen"));
    }
}

TEST_CASE(
    "Where the exchange model moves an outcome past who demands it, that one loses; ours leaves both better off") {
    auto const input = reference_file("data/bargaining/exchange/copenhagen_input.csv");
    if (!input) return;
    auto const in = exchange_input(*input);
    auto const& m = in.matrix;
    auto const own_gain = [&](trade const& t, actor_id who) {
        for (auto const& e : externalities(m, t))
            if (e.actor == who) return e.gain;
        return 0.0;
    };
    std::size_t losers = 0;
    for (auto const& t : realise_trades(m, {.knowledge = trade_knowledge::exchange_model}).solution)
        losers += own_gain(t, t.a) < -1e-9 || own_gain(t, t.b) < -1e-9;
    CHECK(losers > 0);
    auto const ours = realise_trades(m);
    CHECK(ours.solution.size() > 20);
    for (auto const& t : ours.solution) {
        CHECK(same(own_gain(t, t.a), t.gain));
        CHECK(same(own_gain(t, t.b), t.gain));
    }
}

TEST_CASE("KTAB's grids of votes, utilities and victories") {
    auto const votes = reference_file(ktab + "ktab_vote_grid.csv");
    auto const utilities = reference_file(ktab + "ktab_utility_grid.csv");
    auto const victories = reference_file(ktab + "ktab_victory_prob_grid.csv");
    if (!votes || !utilities || !victories) return;
    std::map<std::string, voting_rule> const rules{{"Binary", voting_rule::binary},
                                                   {"Prop", voting_rule::proportional},
                                                   {"Cubic", voting_rule::cubic},
                                                   {"PropBin", voting_rule::proportional_binary},
                                                   {"PropCbc", voting_rule::proportional_cubic},
                                                   {"ASymProsp", voting_rule::asymmetric}};
    std::map<std::string, victory_rule> const victory{{"Linear", victory_rule::linear},
                                                      {"Square", victory_rule::square},
                                                      {"Quartic", victory_rule::quartic},
                                                      {"Octic", victory_rule::octic},
                                                      {"Binary", victory_rule::binary}};
    for (auto const& r : table(*votes))
        CHECK(same(vote_between(rules.at(r.at("rule")), number(r, "weight"), number(r, "u_i"), number(r, "u_j")),
                   number(r, "vote")));
    for (auto const& r : table(*utilities))
        CHECK(same(utility_of_distance(number(r, "distance"), number(r, "risk")), number(r, "utility")));
    for (auto const& r : table(*victories)) {
        auto const rule = victory.at(r.at("model"));
        CHECK(relative_error(*win_probability(number(r, "strength_i"), number(r, "strength_j"), rule),
                             number(r, "p_i_beats_j")) < 1e-9);
        CHECK(relative_error(*win_probability(number(r, "strength_j"), number(r, "strength_i"), rule),
                             number(r, "p_j_beats_i")) < 1e-9);
    }
}

TEST_CASE("KTAB's distances, coalitions and probabilities to win, on its open sets") {
    std::map<std::string, voting_rule> const rules{{"Binary", voting_rule::binary},
                                                   {"Prop", voting_rule::proportional},
                                                   {"Cubic", voting_rule::cubic},
                                                   {"PropBin", voting_rule::proportional_binary},
                                                   {"PropCbc", voting_rule::proportional_cubic},
                                                   {"ASymProsp", voting_rule::asymmetric}};
    std::map<std::string, victory_rule> const victories{{"Linear", victory_rule::linear},
                                                        {"Square", victory_rule::square},
                                                        {"Quartic", victory_rule::quartic},
                                                        {"Octic", victory_rule::octic},
                                                        {"Binary", victory_rule::binary}};
    std::map<std::string, winner_model> const models{{"Conditional", winner_model::conditional},
                                                     {"MarkovUniform", winner_model::markov_uniform},
                                                     {"MarkovIncentive", winner_model::markov_incentive}};
    for (std::string const name : {"dummyData_3Dim", "SOE-Pol-Comp"}) {
        auto const input = reference_file("data/bargaining/ktab/" + name + "_input.csv");
        auto const distances = reference_file(ktab + name + "_weighted_distance.csv");
        auto const coalitions = reference_file(ktab + name + "_coalitions_prop_linear.csv");
        auto const elections = reference_file(ktab + name + "_pce.csv");
        if (!input || !distances || !coalitions || !elections) return;
        auto const in = ktab_input(*input);
        auto const& m = in.matrix;
        auto const n = m.actors();
        for (auto const& r : table(*distances))
            CHECK(same(*salience_distance(m, in.actor.at(r.at("actor_i")), in.actor.at(r.at("actor_j"))),
                       number(r, "distance_using_saliences_of_i")));
        for (auto const& r : table(*coalitions)) {
            auto const c = contest(m, in.actor.at(r.at("option_i")), in.actor.at(r.at("option_j")));
            CHECK(same(c.strength_for + 1e-8, number(r, "coalition_i_over_j")));
            if (r.at("option_i") != r.at("option_j"))
                CHECK(same(*win_probability(c.strength_for + 1e-8, c.strength_against + 1e-8),
                           number(r, "victory_prob_linear")));
        }
        std::map<std::tuple<std::string, std::string, std::string>, std::map<std::string, double>> golden;
        for (auto const& r : table(*elections))
            golden[{r.at("voting_rule"), r.at("victory_model"), r.at("pce_model")}][r.at("actor")] = number(r, "prob");
        for (auto const& [setting, probabilities] : golden) {
            auto const& [rule, victory, model] = setting;
            chance_options o;
            o.votes.rule = rules.at(rule), o.victory = victories.at(victory), o.model = models.at(model);
            o.least_strength = 1e-8, o.merge_same = false;
            // It stops iterating early; how early is its choice, and ours by default is as far as doubles go.
            o.tolerance = o.model == winner_model::markov_uniform ? 1e-6 : 1e-8;
            std::vector<double> ours;
            if (o.votes.rule != voting_rule::asymmetric) {
                auto const found = win_probabilities(m, o);
                REQUIRE(found.has_value());
                for (auto const& p : *found) ours.push_back(p.probability);
            } else {
                // It asks each two options once, the later as the proposal: another order of the same actors gives
                // other numbers. The same table made by hand gives the same numbers.
                contest_table t{n, std::vector<double>(n * n, 0.5), std::vector<double>(n * n, 1e-8)};
                for (std::size_t i = 0; i < n; ++i)
                    for (std::size_t j = 0; j < i; ++j) {
                        auto const c = contest(m, i, j, o.votes);
                        t.strength[i * n + j] += c.strength_for, t.strength[j * n + i] += c.strength_against;
                        t.probability[i * n + j] =
                            *win_probability(t.strength[i * n + j], t.strength[j * n + i], o.victory);
                        t.probability[j * n + i] = 1 - t.probability[i * n + j];
                    }
                auto const found = option_probabilities(t, o.model, o.tolerance);
                REQUIRE(found.has_value());
                ours = *found;
            }
            for (auto const& [actor, p] : probabilities) CHECK(same(ours[in.actor.at(actor)], p));
            o.tolerance = 1e-13;
            if (auto const settled = win_probabilities(m, o); o.votes.rule != voting_rule::asymmetric)
                for (auto const& p : *settled)
                    CHECK(std::abs(p.probability - probabilities.at(m.actor_name(p.actor))) < 5e-5);
        }
    }
}

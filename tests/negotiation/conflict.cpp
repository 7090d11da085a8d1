// SPDX-License-Identifier: BSL-1.0
// The conflict graph: stability as the definitions say, every witness replayed, and the same however parties
// and states are numbered.
#include <entente/negotiation/conflict/stability.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/conflict/options.hpp"
#include "entente/negotiation/conflict/reachable.hpp"
#include "support/pair_of_actors.hpp"

namespace {

using namespace entente;
using numbers = std::vector<std::uint32_t>;
using enum solution_concept;

constexpr std::array all_concepts{nash, gmr, smr, seq};

/// What parties prefer, pair by pair: 1 where the first is preferred, -1 where the second is.
using full_preferences = std::vector<std::vector<std::vector<int>>>;

/// The definitions, word for word, of a model whose preferences are these.
class by_definition {
public:
    by_definition(conflict_model const& m, full_preferences const& p) : m_(m), p_(p) {}

    bool prefers(std::size_t i, std::size_t s, std::size_t t) const { return p_[i][s][t] > 0; }
    bool is_improvement(std::size_t i, std::size_t s, std::size_t t) const {
        return m_.can_move(i, s, t) && prefers(i, t, s);
    }

    /// Ends of the legal sequences of the others than i from t.
    std::set<std::size_t> ends(std::size_t i, std::size_t t, bool improvements) const {
        std::set<std::pair<std::size_t, std::size_t>> seen;  // where, who came there
        std::vector<std::pair<std::size_t, std::size_t>> open{{t, i}};
        std::set<std::size_t> found;
        while (!open.empty()) {
            auto const here = open.back();
            open.pop_back();
            for (std::size_t j = 0; j < m_.parties(); ++j)
                for (std::size_t x = 0; x < m_.states(); ++x) {
                    if (j == i || j == here.second || !m_.can_move(j, here.first, x)) continue;
                    if (improvements && !prefers(j, x, here.first)) continue;
                    found.insert(x);
                    if (seen.insert({x, j}).second) open.push_back({x, j});
                }
        }
        return found;
    }
    /// Whether x, where the others have gone, is a sanction of i's leaving k.
    bool is_sanction(solution_concept c, std::size_t i, std::size_t k, std::size_t x) const {
        if (prefers(i, x, k)) return false;
        if (c != smr) return true;
        for (std::size_t y = 0; y < m_.states(); ++y)
            if (m_.can_move(i, x, y) && prefers(i, y, k)) return false;
        return true;
    }
    bool is_stable(solution_concept c, std::size_t i, std::size_t k) const {
        for (std::size_t t = 0; t < m_.states(); ++t) {
            if (!is_improvement(i, k, t)) continue;
            if (c == nash) return false;
            bool sanctioned = false;
            for (auto const x : ends(i, t, c == seq)) sanctioned = sanctioned || is_sanction(c, i, k, x);
            if (!sanctioned) return false;
        }
        return true;
    }

private:
    conflict_model const& m_;
    full_preferences const& p_;
};

full_preferences known_preferences(conflict_model const& m) {
    full_preferences p(m.parties(), std::vector(m.states(), std::vector<int>(m.states())));
    for (std::size_t i = 0; i < m.parties(); ++i)
        for (std::size_t s = 0; s < m.states(); ++s)
            for (std::size_t t = 0; t < m.states(); ++t) p[i][s][t] = m.prefers(i, s, t) - m.prefers(i, t, s);
    return p;
}

std::vector<conflict_party> random_parties(std::mt19937& random, std::uint32_t states, std::size_t unknown) {
    auto const draw = [&](std::uint32_t below) {
        return std::uniform_int_distribution<std::uint32_t>(0, below - 1)(random);
    };
    std::vector<conflict_party> parties(1 + draw(4));
    auto const dense = 1 + draw(6);
    for (std::size_t i = 0; i < parties.size(); ++i) {
        parties[i].name = "party " + std::to_string(i);
        parties[i].preference.resize(1 + draw(states));
        for (std::uint32_t s = 0; s < states; ++s) {
            parties[i].preference[draw(static_cast<std::uint32_t>(parties[i].preference.size()))].push_back(s);
            for (std::uint32_t t = 0; t < states; ++t)
                if (s != t && draw(7) < dense) parties[i].moves.emplace_back(s, t);
        }
    }
    for (std::size_t k = 0; k < unknown; ++k) {
        auto const s = draw(states), t = draw(states);
        if (s != t) parties[draw(static_cast<std::uint32_t>(parties.size()))].unknown.push_back({s, t});
    }
    return parties;
}

void check_witnesses(conflict_model const& m, stability_table const& table) {
    auto const p = known_preferences(m);
    by_definition const definition(m, p);
    for (std::uint32_t i = 0; i < m.parties(); ++i)
        for (std::uint32_t k = 0; k < m.states(); ++k) {
            auto const all = table.sanctions(i, k);
            bool every = true;
            std::set<std::size_t> improvements;
            for (auto const& s : all) {
                CHECK(s.improvement == conflict_move{i, k, s.improvement.to});
                CHECK(definition.is_improvement(i, k, s.improvement.to));
                improvements.insert(s.improvement.to);
                every = every && s.sanctioned;
                CHECK(s.sequence.empty() != s.sanctioned);
                auto at = s.improvement.to, last = i;
                for (auto const& move : s.sequence) {  // move by move
                    CHECK(move.from == at);
                    CHECK(move.party != i);
                    CHECK(move.party != last);
                    CHECK(m.can_move(move.party, move.from, move.to));
                    if (table.solution() == seq) CHECK(definition.is_improvement(move.party, move.from, move.to));
                    at = move.to, last = move.party;
                }
                if (s.sanctioned) CHECK(definition.is_sanction(table.solution(), i, k, at));
            }
            for (std::size_t t = 0; t < m.states(); ++t)
                CHECK(improvements.contains(t) == definition.is_improvement(i, k, t));
            CHECK(every == (table.at(i, k) == stability::always));
            auto const broken = table.broken_by(i, k);
            CHECK(broken.has_value() != every);
            if (broken)
                CHECK(std::any_of(all.begin(), all.end(),
                                  [&](sanction const& s) { return !s.sanctioned && s.improvement == *broken; }));
        }
}

}  // namespace

TEST_CASE("stability is as the definitions say, and every sanction has a witness") {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        auto const states = static_cast<std::uint32_t>(1 + random() % 7);
        conflict_model const m(states, random_parties(random, states, 0));
        auto const p = known_preferences(m);
        by_definition const definition(m, p);
        std::map<solution_concept, stability_table> tables;
        for (auto const c : all_concepts) {
            auto const& table = tables.emplace(c, find_stability(m, c)).first->second;
            for (std::size_t k = 0; k < states; ++k) {
                bool all = true;
                for (std::size_t i = 0; i < m.parties(); ++i) {
                    bool const stable = definition.is_stable(c, i, k);
                    CHECK(table.at(i, k) == (stable ? stability::always : stability::never));
                    all = all && stable;
                }
                CHECK(table.equilibrium(k) == (all ? stability::always : stability::never));
            }
            check_witnesses(m, table);
        }
        for (std::size_t i = 0; i < m.parties(); ++i)
            for (std::size_t k = 0; k < states; ++k) {
                auto const is = [&](solution_concept c) { return tables.at(c).at(i, k) == stability::always; };
                CHECK((!is(nash) || (is(smr) && is(seq))));
                CHECK((!is(smr) || is(gmr)));
                CHECK((!is(seq) || is(gmr)));
            }
    }
}

TEST_CASE("more states than a word has bits") {
    std::mt19937 random(8);
    for (std::uint32_t const states : {64u, 65u, 130u}) {
        auto parties = random_parties(random, states, 0);
        while (parties.size() < 3) parties = random_parties(random, states, 0);
        // Few moves, so that not everything leads everywhere.
        for (auto& p : parties) {
            std::shuffle(p.moves.begin(), p.moves.end(), random);
            p.moves.resize((std::min)(p.moves.size(), std::size_t{states}));
        }
        conflict_model const m(states, parties);
        auto const p = known_preferences(m);
        by_definition const definition(m, p);
        for (auto const c : all_concepts) {
            auto const table = find_stability(m, c);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < m.parties(); ++i)
                for (std::size_t k = 0; k < states; ++k)
                    wrong += definition.is_stable(c, i, k) != (table.at(i, k) == stability::always);
            CHECK(wrong == 0);
            check_witnesses(m, table);
        }
    }
}

TEST_CASE("unknown preferences: over all ways in which they may turn out") {
    std::mt19937 random(11);
    std::map<stability, int> seen, seen_equilibria;
    for (int round = 0; round < 150; ++round) {
        auto const states = static_cast<std::uint32_t>(2 + random() % 4);
        conflict_model const m(states, random_parties(random, states, 4));
        struct pair {
            std::size_t party, s, t;
        };
        std::vector<pair> open;
        for (std::size_t i = 0; i < m.parties(); ++i)
            for (std::size_t s = 0; s < states; ++s)
                for (std::size_t t = 0; t < s; ++t)
                    if (m.is_unknown(i, s, t)) open.push_back({i, s, t});
        std::size_t ways = 1;
        for (std::size_t k = 0; k < open.size(); ++k) ways *= 3;
        for (auto const c : all_concepts) {
            std::vector stable(m.parties() + 1,
                               std::vector<std::size_t>(states));  // in how many ways; last: all parties
            for (std::size_t way = 0; way < ways; ++way) {
                auto p = known_preferences(m);
                auto rest = way;
                for (auto const& o : open) {
                    p[o.party][o.s][o.t] = static_cast<int>(rest % 3) - 1;
                    p[o.party][o.t][o.s] = -p[o.party][o.s][o.t];
                    rest /= 3;
                }
                by_definition const definition(m, p);
                for (std::size_t k = 0; k < states; ++k) {
                    bool all = true;
                    for (std::size_t i = 0; i < m.parties(); ++i) {
                        bool const here = definition.is_stable(c, i, k);
                        stable[i][k] += here;
                        all = all && here;
                    }
                    stable.back()[k] += all;
                }
            }
            auto const table = find_stability(m, c);
            auto const expected = [&](std::size_t n) {
                return n == ways ? stability::always : n == 0 ? stability::never : stability::depends;
            };
            for (std::size_t k = 0; k < states; ++k) {
                for (std::size_t i = 0; i < m.parties(); ++i) {
                    CHECK(table.at(i, k) == expected(stable[i][k]));
                    CHECK(table.broken_by(i, k).has_value() == (table.at(i, k) != stability::always));
                    ++seen[table.at(i, k)];
                    for (auto const& s : table.sanctions(i, k)) CHECK(s.sequence.empty() != s.sanctioned);
                }
                CHECK(table.equilibrium(k) == expected(stable.back()[k]));
                ++seen_equilibria[table.equilibrium(k)];
            }
        }
    }
    for (auto const s : {stability::never, stability::depends, stability::always}) {
        CHECK(seen[s] > 50);
        CHECK(seen_equilibria[s] > 50);
    }
}

TEST_CASE("two sanctions that need a pair of states each in its own order are not both had") {
    // A may leave state 0 for 1 and for 2. What sanctions the one is B's move from 3 to 4, what sanctions the
    // other B's move from 4 to 3; C brings it there. B's order of 3 and 4 is not known.
    std::vector<conflict_party> parties(3);
    parties[0] = {"A", {{0, 1}, {0, 2}}, {{1, 2, 3, 4}, {0, 5, 6}}, {}};
    parties[1] = {"B", {{3, 4}, {4, 3}}, {{0, 1, 2, 3, 4, 5, 6}}, {{3, 4}}};
    parties[2] = {"C", {{1, 3}, {2, 4}, {4, 5}, {3, 6}}, {{5, 6}, {3, 4}, {0, 1, 2}}, {}};
    auto const m = [&] { return conflict_model(7, parties); };
    // C may not move twice: 1, 3 by C, 4 by B, 5 by C; and 2, 4 by C, 3 by B, 6 by C.
    CHECK(find_stability(m(), seq).at(0, 0) == stability::never);
    parties[0].moves.pop_back();
    CHECK(find_stability(m(), seq).at(0, 0) == stability::depends);
    parties[1].unknown.clear(), parties[1].preference = {{4}, {0, 1, 2, 3, 5, 6}};
    CHECK(find_stability(m(), seq).at(0, 0) == stability::always);
    auto const found = find_stability(m(), seq).sanctions(0, 0);
    REQUIRE(found.size() == 1);
    CHECK(found[0].sequence == std::vector<conflict_move>{{2, 1, 3}, {1, 3, 4}, {2, 4, 5}});
}

TEST_CASE("numbering parties and states otherwise changes nothing") {
    std::mt19937 random(5);
    for (int round = 0; round < 60; ++round) {
        auto const states = static_cast<std::uint32_t>(2 + random() % 6);
        auto const given = random_parties(random, states, 2);
        numbers state_at(states), party_at(given.size());
        for (std::uint32_t s = 0; s < states; ++s) state_at[s] = s;
        for (std::uint32_t p = 0; p < given.size(); ++p) party_at[p] = p;
        std::shuffle(state_at.begin(), state_at.end(), random);
        std::shuffle(party_at.begin(), party_at.end(), random);
        std::vector<conflict_party> other(given.size());
        for (std::size_t p = 0; p < given.size(); ++p) {
            auto moved = given[p];
            for (auto& move : moved.moves) move = {state_at[move.first], state_at[move.second]};
            for (auto* const sets : {&moved.preference, &moved.unknown})
                for (auto& set : *sets)
                    for (auto& s : set) s = state_at[s];
            other[party_at[p]] = moved;
        }
        conflict_model const a(states, given), b(states, other);
        for (auto const c : all_concepts) {
            auto const of_a = find_stability(a, c), of_b = find_stability(b, c);
            for (std::size_t s = 0; s < states; ++s) {
                CHECK(of_a.equilibrium(s) == of_b.equilibrium(state_at[s]));
                for (std::size_t p = 0; p < given.size(); ++p)
                    CHECK(of_a.at(p, s) == of_b.at(party_at[p], state_at[s]));
            }
        }
    }
}

TEST_CASE("reachable: shortest legal sequences, replayed") {
    std::mt19937 random(21);
    for (int round = 0; round < 100; ++round) {
        auto const states = static_cast<std::uint32_t>(1 + random() % 7);
        conflict_model const m(states, random_parties(random, states, 1));
        auto const p = known_preferences(m);
        by_definition const definition(m, p);
        for (auto const made : {moves_made::all, moves_made::improvements})
            for (std::uint32_t from = 0; from < states; ++from) {
                std::set<std::size_t> found;
                for (auto const& r : reachable(m, from, made)) {
                    found.insert(r.state);
                    auto at = from, last = static_cast<std::uint32_t>(-1);
                    for (auto const& move : r.sequence) {
                        CHECK(move.from == at);
                        CHECK(move.party != last);
                        CHECK(m.can_move(move.party, move.from, move.to));
                        if (made == moves_made::improvements) CHECK(m.prefers(move.party, move.to, move.from));
                        at = move.to, last = move.party;
                    }
                    CHECK(at == r.state);
                    CHECK(!r.sequence.empty());
                }
                // Nobody is left out: there is no party of this number.
                CHECK(found == definition.ends(m.parties(), from, made == moves_made::improvements));
            }
    }
}

TEST_CASE("what is no model is refused, with the party") {
    auto const two = [](conflict_party second) {
        std::vector<conflict_party> parties{{"A", {{0, 1}}, {{0}, {1}}, {}}, std::move(second)};
        return conflict_model(2, parties);
    };
    auto const refused = [&](conflict_party second, fault_code code, std::string const& value) {
        try {
            two(std::move(second));
            FAIL("accepted");
        } catch (error const& e) {
            CHECK(e.code() == code);
            CHECK(e.where().actor == "B");
            CHECK(e.where().value == value);
        }
    };
    CHECK(two({"B", {}, {{0, 1}}, {}}).parties() == 2);
    refused({"B", {{0, 2}}, {{0, 1}}, {}}, fault_code::unknown_name, "1 to #2");
    refused({"B", {{1, 1}}, {{0, 1}}, {}}, fault_code::self_relation, "2 to 2");
    refused({"B", {}, {{0, 1}, {0}}, {}}, fault_code::duplicate, "1");
    refused({"B", {}, {{0}}, {}}, fault_code::unknown_name, "2");
    refused({"B", {}, {{0}, {1, 2}}, {}}, fault_code::unknown_name, "#2");
    refused({"B", {}, {{0}, {1}}, {{0, 7}}}, fault_code::unknown_name, "#7");
    CHECK_THROWS_AS(two({"A", {}, {{0, 1}}, {}}), graph_error);
    CHECK_THROWS_AS(two({"", {}, {{0, 1}}, {}}), graph_error);
    CHECK_THROWS_AS(conflict_model(0, std::vector<conflict_party>(1)), graph_error);
    CHECK_THROWS_AS(conflict_model(1, std::vector<conflict_party>()), graph_error);
    try {
        conflict_model(13'378, std::vector<conflict_party>(6));
        FAIL("accepted");
    } catch (error const& e) {
        CHECK(e.code() == fault_code::too_large);
        CHECK(e.where().value == "13378 states of 6 parties");
    }
    CHECK_THROWS_AS(conflict_model(1, std::vector<conflict_party>(65)), error);
}

TEST_CASE("from options: two parties that cooperate or do not") {
    option_statement const one(0), two(1);
    auto const m =
        make_conflict_model({{"cooperate", "1"}, {"cooperate too", "2"}}, {{"1", {two, !one}}, {"2", {one, !two}}});
    CHECK(m.state_name(1) == "YN");
    // The prisoners' dilemma: that neither does is the one equilibrium that asks for no foresight.
    CHECK(find_stability(m, nash).equilibria() == numbers{0});
    for (auto const c : {gmr, smr, seq}) CHECK(find_stability(m, c).equilibria() == numbers{0, 3});
    auto const together = coalition_improvements(m, 0);
    REQUIRE(together.size() == 1);
    CHECK(together[0].coalition == numbers{0, 1});
    CHECK(together[0].to.state == 3);
    CHECK(together[0].to.sequence.size() == 2);

    CHECK(holds_if(one, two).holds(0b00));
    CHECK(!holds_if(one, two).holds(0b10));
    CHECK(holds_exactly_if(one, two).holds(0b11));
    CHECK(!holds_exactly_if(one, two).holds(0b01));
    CHECK((one || two).holds(0b10));
    CHECK_THROWS_AS(make_conflict_model({{"a", "1"}}, {{"1", {two}}}), error);
    CHECK_THROWS_AS(make_conflict_model({{"a", "3"}}, {{"1", {}}}), graph_error);
    CHECK_THROWS_AS(make_conflict_model({{"a", "1"}}, {{"1", {}}}, {one, !one}), error);
    CHECK_THROWS_AS(make_conflict_model(std::vector<conflict_option>(25, {"a", "1"}), {{"1", {}}}), error);
}

TEST_CASE("graph models of the literature, and random ones, solved elsewhere") {
    auto const found = entente_test::reference_file("golden/conflict/graph_model_cases.json");
    if (!found) return;
    std::ifstream file(*found);
    auto const cases = nlohmann::json::parse(file)["cases"];
    CHECK(cases.size() == 19);
    for (auto const& c : cases) {
        INFO(c["name"].get<std::string>());
        auto const names = c["decision_makers"].get<std::vector<std::string>>();
        std::vector<conflict_party> parties;
        for (auto const& name : names) {
            conflict_party p{name, {}, {}, {}};
            for (auto const& move : c["moves"][name])
                p.moves.emplace_back(move[0].get<unsigned>() - 1, move[1].get<unsigned>() - 1);
            for (auto const& set : c["preference"][name]) {
                p.preference.emplace_back();
                for (auto const& s : set) p.preference.back().push_back(s.get<unsigned>() - 1);
            }
            parties.push_back(p);
        }
        conflict_model const m(c["states"].get<std::size_t>(), parties);
        auto const from_one = [](numbers states) {
            for (auto& s : states) ++s;
            return states;
        };
        for (auto const concept_ : all_concepts) {
            std::string const name(to_string(concept_));
            auto const table = find_stability(m, concept_);
            CHECK(from_one(table.equilibria()) == c["equilibria"][name].get<numbers>());
            for (std::size_t i = 0; i < names.size(); ++i) {
                numbers stable;
                for (std::uint32_t s = 0; s < m.states(); ++s)
                    if (table.at(i, s) == stability::always) stable.push_back(s);
                CHECK(from_one(stable) == c["stable"][name][names[i]].get<numbers>());
            }
            check_witnesses(m, table);
        }
        for (auto const& [state, wanted] : c["coalition_improvements_from_equilibria"].items()) {
            std::set<std::pair<std::vector<std::string>, std::uint32_t>> expected, ours;
            for (auto const& w : wanted) {
                auto members = w["coalition"].get<std::vector<std::string>>();
                std::sort(members.begin(), members.end());
                expected.emplace(members, w["to"].get<std::uint32_t>());
            }
            for (auto const& improvement :
                 coalition_improvements(m, static_cast<std::uint32_t>(std::stoul(state) - 1))) {
                std::vector<std::string> members;
                for (auto const p : improvement.coalition) members.push_back(names[p]);
                std::sort(members.begin(), members.end());
                ours.emplace(members, improvement.to.state + 1);
            }
            CHECK(ours == expected);
        }
        if (!c.contains("status_quo")) continue;
        auto const reached = [&](moves_made made) {
            numbers states;
            for (auto const& r : reachable(m, c["status_quo"].get<std::uint32_t>() - 1, made))
                states.push_back(r.state);
            return from_one(states);
        };
        CHECK(reached(moves_made::all) == c["reachable_from_status_quo"]["any_moves"].get<numbers>());
        CHECK(reached(moves_made::improvements) == c["reachable_from_status_quo"]["improvements_only"].get<numbers>());

        // The two that are given by their options have the same moves as these options give.
        if (!c.contains("options")) continue;
        auto const& o = c["options"];
        std::vector<conflict_option> options;
        for (std::size_t k = 0; k < o["order"].size(); ++k) {
            conflict_option option{o["order"][k].get<std::string>(), o["owner"][k].get<std::string>()};
            auto const one_way = o["one_way"].value(option.name, "");
            if (!one_way.empty())
                option.changes = one_way == "N to Y" ? option_changes::only_to_yes : option_changes::only_to_no;
            options.push_back(option);
        }
        std::vector<option_priorities> priorities;
        for (auto const& name : names) priorities.push_back({name, {}});
        std::vector<option_statement> infeasible;
        if (options.size() == 5) {
            option_statement const delay(1), accept(2), abandon(3);
            infeasible = {delay && accept, delay && abandon, accept && abandon, !delay && !accept && !abandon};
        } else {
            infeasible = {option_statement(2) && option_statement(3)};
        }
        auto const same = make_conflict_model(options, priorities, infeasible);
        REQUIRE(same.states() == m.states());
        for (std::size_t s = 0; s < m.states(); ++s) {
            CHECK(same.state_name(s) == c["state_descriptions"][s].get<std::string>());
            for (std::size_t t = 0; t < m.states(); ++t)
                for (std::size_t i = 0; i < names.size(); ++i) CHECK(same.can_move(i, s, t) == m.can_move(i, s, t));
        }
    }
}

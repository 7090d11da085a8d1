// SPDX-License-Identifier: BSL-1.0
// Conflict models and boards of options from JSON; what is wrong with one that is malformed; boards solved elsewhere.
#include <entente/json/read_conflict.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <tuple>
#include <vector>

#include "entente/negotiation/conflict/stability.hpp"
#include "support/pair_of_actors.hpp"

namespace {

using namespace entente;

io::source_text text(std::string const& s) {
    return io::source_text(s, "model.json");
}
std::string chicken() {
    return R"({"name": "chicken", "states": 4, "decision_makers": ["1", "2"], "other": [{}],
 "moves": {"1": [[1, 2], [2, 1], [3, 4], [4, 3]], "2": [[1, 3], [2, 4], [3, 1], [4, 2]]},
 "preference": {"1": [[3], [4], [2], [1]], "2": [[2], [4], [3], [1]]}})";
}
std::string replaced(std::string in, std::string const& from, std::string const& to) {
    auto const at = in.find(from);
    REQUIRE(at != in.npos);
    return in.replace(at, from.size(), to);
}
std::string what_of(auto&& read) {
    try {
        read();
        return "accepted";
    } catch (error const& e) {
        return e.what();
    }
}

}  // namespace

TEST_CASE("a model is read") {
    auto const m = io::read_conflict_model(text(chicken()));
    CHECK(m.states() == 4);
    CHECK(m.party_name(1) == "2");
    CHECK(m.state_name(3) == "4");
    CHECK(find_stability(m, solution_concept::nash).equilibria() == std::vector<std::uint32_t>{1, 2});
    auto const open =
        io::read_conflict_model(text(replaced(chicken(), "\"other\"", "\"unknown\": {\"2\": [[1, 3]]}, \"other\"")));
    CHECK(open.is_unknown(1, 2, 0));
    CHECK(!open.is_unknown(0, 2, 0));
    CHECK(find_stability(open, solution_concept::nash).at(1, 0) == stability::depends);
}

TEST_CASE("what is no model is refused: where, of whom, and what") {
    auto const says = [](std::string const& from, std::string const& to) {
        return what_of([&] { io::read_conflict_model(text(replaced(chicken(), from, to))); });
    };
    CHECK(says("[2, 4], [3, 1]", "[2, 4] [3, 1]") == "model.json:2:72: this is no JSON (value \"[3, 1], [4, 2]]},\")");
    CHECK(says("\"states\": 4, ", "") == "model.json: the key \"states\" is missing");
    CHECK(says("\"states\": 4", "\"states\": -4") ==
          "model.json: \"states\" is a whole number of states (value \"-4\")");
    CHECK(says("\"states\": 4", "\"states\": 4, \"states\": 5") ==
          "model.json: a key stands twice in one object (value \"\"states\"\")");
    CHECK(says("\"states\": 4", "\"states\": 100000000000000000") ==
          "model.json: a conflict model has at most 2^30 pairs of states over all parties (value \"1073741824 states "
          "of 2 "
          "parties\")");
    CHECK(says("[\"1\", \"2\"]", "[\"1\", \"1\"]") == "model.json: \"decision_makers\" has a name twice (actor \"1\")");
    CHECK(says("[\"1\", \"2\"]", "[]") == "model.json: a conflict has at least one party");
    CHECK(says("[4, 2]]}", "[4, 7]]}") ==
          "model.json: a state in \"moves\" that is none from 1 to 4 (actor \"2\", value \"7\")");
    CHECK(says("[4, 2]]}", "[4, 2.5]]}") ==
          "model.json: a state in \"moves\" is a whole number (actor \"2\", value \"2.5\")");
    CHECK(says("[4, 2]]}", "[4]]}") == "model.json: a move in \"moves\" is [from, to] (actor \"2\", value \"[4]\")");
    CHECK(says("[4, 2]]}", "[4, 4]]}") == "model.json: a move leads to another state (actor \"2\", value \"4 to 4\")");
    CHECK(says("\"2\": [[2], ", "\"2\": [[2, 4], ") ==
          "model.json: a preference names a state twice (actor \"2\", value \"4\")");
    CHECK(says("\"2\": [[2], ", "\"2\": [") ==
          "model.json: a preference does not name every state (actor \"2\", value \"2\")");
    CHECK(says("\"2\": [[2], ", "\"2\": [2, ") ==
          "model.json: \"preference\" of a party is a list of lists (actor \"2\", value \"2\")");
    CHECK(says("\"2\": [[2]", "\"3\": [[2]") ==
          "model.json: a party in \"preference\" is none of the parties (actor \"3\")");
    CHECK(says("\"other\": [{}]", "\"other\": " + std::string(100'000, '[') + std::string(100'000, ']')) ==
          "model.json: lists or objects within more than 64 others");
    CHECK(says("\"states\": 4", "\"states\": 4e999") == "model.json: a number that is beyond the greatest");
    CHECK(what_of([] { io::read_conflict_model(text("[]")); }) == "model.json: an object is expected (value \"[]\")");
    CHECK(what_of([] { io::read_conflict_model(text("")); }).starts_with("model.json:1:1: this is no JSON"));
}

TEST_CASE("what is no board is refused, with the option") {
    std::string const board = R"({"parties": ["A", "B"], "options": [
 {"name": "withdraw", "owner": "B", "position": {"A": true, "B": null}, "intention": false, "doubted_by": ["A"]}]})";
    auto const found = find_dilemmas(io::read_option_board(text(board)));
    CHECK(found == std::vector<dilemma>{{0, dilemma_kind::rejection, 1, 0}});
    auto const says = [&](std::string const& from, std::string const& to) {
        return what_of([&] { io::read_option_board(text(replaced(board, from, to))); });
    };
    CHECK(says("\"owner\": \"B\"", "\"owner\": \"C\"") ==
          "model.json: a party in \"owner\" of an option is none of the parties (actor \"C\")");
    CHECK(says("\"A\": true", "\"A\": 1") ==
          "model.json: \"position\" of an option is true, false or null (actor \"A\", value \"1\")");
    CHECK(says(", \"intention\": false", "") == "model.json: the key \"intention\" is missing (issue \"withdraw\")");
    CHECK(says("[\"A\"]}]", "[\"B\"]}]") ==
          "model.json: an owner does not doubt what it says itself (actor \"B\", issue \"withdraw\")");
    CHECK(says("[\"A\"]}]", "\"A\"}]") ==
          "model.json: \"doubted_by\" is a list of parties (issue \"withdraw\", value \"\"A\"\")");
    CHECK(says("[\"A\"]}]", "[\"A\", \"A\"]}]") ==
          "model.json: a party doubts an intention once (actor \"A\", issue \"withdraw\")");
}

TEST_CASE("each way out ends its dilemma, and begins what it says") {
    option_board board{{"A", "B", "C"}, {{"withdraw", 1, {true, false, false}, false, {0}}}};
    auto const found = find_dilemmas(board);
    REQUIRE(found == std::vector<dilemma>{{0, dilemma_kind::rejection, 1, 0}});
    for (std::uint32_t const nobody : {3u, 7u}) {
        auto wrong = board;
        wrong.options[0].doubted_by = {nobody};
        CHECK_THROWS_AS(find_dilemmas(wrong), graph_error);
        wrong = board;
        wrong.options[0].owner = nobody;
        CHECK_THROWS_AS(find_dilemmas(wrong), graph_error);
    }
    auto const ways = ways_out(board, found[0]);
    REQUIRE(ways.size() == 4);
    CHECK(ways[0].change == board_change::accept);
    CHECK(ways[0].by == 0);
    CHECK(ways[0].opens == std::vector<dilemma>{{0, dilemma_kind::trust, 0, 1}});
    CHECK(ways[1].change == board_change::drop);
    CHECK(ways[1].opens.empty());
    CHECK(ways[2].change == board_change::agree);
    CHECK(ways[2].opens == std::vector<dilemma>{{0, dilemma_kind::trust, 0, 1}, {0, dilemma_kind::persuasion, 2, 1}});
    CHECK(ways[3].change == board_change::convince);
    CHECK(ways[3].opens == std::vector<dilemma>{{0, dilemma_kind::persuasion, 0, 1}});
    CHECK(all_ways_out(board)[2].opens == "trust of A with B; persuasion of C with B");

    board.options[0].position[0] = boost::none;  // the second of them
    CHECK(find_dilemmas(board).empty());
    CHECK_THROWS_AS(find_dilemmas({{"A", "A"}, {}}), graph_error);
    CHECK_THROWS_AS(find_dilemmas({{"A"}, {{"o", 0, {}, true, {}}}}), error);
    CHECK_THROWS_AS(find_dilemmas({{"A"}, {{"o", 0, {true}, true, {}}, {"o", 0, {true}, true, {}}}}), graph_error);
}

TEST_CASE("boards solved elsewhere, January 2022 among them") {
    auto const file = entente_test::reference_file("golden/conflict/dilemmas.json");
    if (!file) return;
    std::ifstream in(*file);
    auto const boards = nlohmann::json::parse(in)["boards"];
    CHECK(boards.size() == 17);
    for (auto const& b : boards) {
        INFO(b["name"].get<std::string>());
        auto const board = io::read_option_board(text(b.dump()));
        using row = std::tuple<std::string, std::string, std::string, std::string>;
        std::vector<row> ours, theirs;
        for (auto const& d : find_dilemmas(board)) {
            ours.emplace_back(board.options[d.option].name, std::string(to_string(d.kind)), board.parties[d.who],
                              board.parties[d.with]);
            // Somebody can always end it.
            auto const ways = ways_out(board, d);
            CHECK(ways.size() >= 2);
            for (auto const& way : ways) CHECK(std::find(way.opens.begin(), way.opens.end(), d) == way.opens.end());
        }
        for (auto const& d : b["dilemmas"]) theirs.emplace_back(d["option"], d["kind"], d["who"], d["with"]);
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
        CHECK(ours == theirs);
        CHECK(ours.empty() == b["resolved"].get<bool>());
    }
}

TEST_CASE("many parties and options take no more time for each, and a short text asks for no great board") {
    std::string parties = "{\"parties\": [", doubts;
    for (int p = 0; p != 100'000; ++p) {
        parties += (p ? ", \"p" : "\"p") + std::to_string(p) + '"';
        if (p) doubts += (p > 1 ? ", \"p" : "\"p") + std::to_string(p) + '"';
    }
    auto const option = [](int o, std::string const& views, std::string const& by) {
        return "{\"name\": \"o" + std::to_string(o) + "\", \"owner\": \"p0\", \"position\": {" + views +
               "}, \"intention\": true, \"doubted_by\": [" + by + "]}";
    };
    auto const board = io::read_option_board(
        text(parties + "], \"options\": [" + option(0, "\"p1\": false, \"p99999\": true", doubts) + "]}"));
    auto const found = find_dilemmas(board);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == dilemma{0, dilemma_kind::rejection, 0, 1});
    CHECK(found[1] == dilemma{0, dilemma_kind::trust, 99'999, 0});
    CHECK(what_of([&] {
              io::read_option_board(text(parties + "], \"options\": [" +
                                         option(0, "", "") + ", " + option(1, "", "\"p7\", \"p7\"") + "]}"));
          }).find("a party doubts an intention once") != std::string::npos);
    std::string options = option(0, "", "");
    for (int o = 1; o != 2'000; ++o) options += ", " + option(o, "", "");
    CHECK(what_of([&] { io::read_option_board(text(parties + "], \"options\": [" + options + "]}")); })
              .find("a board of more than 100,000,000 views") != std::string::npos);
}

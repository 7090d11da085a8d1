// SPDX-License-Identifier: BSL-1.0
// Where there is room for progress, why, and how firm that is.
#include <entente/negotiation/progress.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/issue_progress.hpp"

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using held = stance_on<scale>;

fault_code code_of(auto&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("nothing was thrown");
    return fault_code::syntax;
}

/// Three parties, of which the third says little.
struct talks {
    graph::builder build{};
    id_of<actor> north = build.add(actor{"North"}), south = build.add(actor{"South"}), east = build.add(actor{"East"});

    id_of<basic_issue<scale>> issue(char const* name, boost::optional<held> n, boost::optional<held> s,
                                    boost::optional<held> e = boost::none, scale of = scale::ordinal(-2, 2)) {
        auto const i = build.add(basic_issue<scale>{name, std::move(of)});
        if (n) build.relate(north, i, *n);
        if (s) build.relate(south, i, *s);
        if (e) build.relate(east, i, *e);
        return i;
    }
};

}  // namespace

TEST_CASE("Issues are sorted, with the salience of each side and the reason in words") {
    talks t;
    t.issue("peace", held{.position = 2}, held{.position = 2, .salience = 0.5});
    t.issue("trade", held{.position = 1}, held{.position = 2}, held{.position = 2, .salience = 0.2});
    t.issue("border", held{.position = 2, .acceptable = {1, 2}}, held{.position = -2, .acceptable = {-2, -1}},
            held{});  // whatever East says
    t.issue("water", held{.position = -2, .salience = 1.0}, held{.position = 2, .salience = 0.5});
    t.issue("fish", held{.position = -2, .salience = 0.5}, held{.position = 2, .salience = 1.0});
    t.issue("arms", held{.position = 1}, held{});
    t.issue("roads", held{.position = 1}, boost::none);
    t.issue("range", held{.position = -1, .acceptable = {-2, 1}}, held{.position = 1, .acceptable = {0, 2}});
    auto const flag = scale::nominal({"red", "blue"});
    t.issue("flag", held{.position = 1}, held{.position = 2}, boost::none, flag);
    t.issue("anthem", held{.position = 2}, held{.position = 2}, boost::none, flag);
    t.issue("nobody", boost::none, boost::none);
    auto const north = t.north, south = t.south, east = t.east;
    graph const g = std::move(t.build).freeze();
    auto const found = room_for_progress(g, {north, south, east});
    REQUIRE(found.size() == 10);  // nobody has a stance on the last
    std::vector<std::string> lines;
    for (auto const& i : found)
        lines.push_back(std::string(to_string(i.standing)) + (i.main ? ", main: " : ": ") + i.reason);
    std::vector<std::string> const expected{
        "agreed: all hold 2",
        "convergent: all lean the same way, 1 to 2",
        "blocked, main: North accepts nothing below 1, South nothing above -1",
        "tradable: South could give way here, North on fish",
        "tradable: North could give way here, South on water",
        "undisclosed, main: South declined to say",
        "undisclosed, main: only North has a position",
        "convergent, main: all accept 0 to 1",
        "opposed, main: they hold different options",
        "agreed, main: all hold blue",
    };
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(lines[i] == expected[i]);
    auto const& trade = found[1];
    CHECK(trade.least == 1.0);
    CHECK(trade.greatest == 2.0);
    CHECK(trade.low_side == std::vector<actor_id>{north});
    CHECK(trade.high_side == std::vector<actor_id>{south, east});
    CHECK(trade.low_salience == 1.0);
    CHECK(*trade.high_salience == doctest::Approx(0.6));
    CHECK_FALSE(found[0].high_salience.has_value());
    CHECK(found[2].withheld == std::vector<actor_id>{east});
    CHECK(found[2].found.gap == 2.0);
    REQUIRE(found[3].best_trade.has_value());
    CHECK(found[3].best_trade->gain > 0);
    CHECK_FALSE(found[2].best_trade.has_value());  // nothing is to be had where red lines exclude everything
    CHECK(code_of([&] { room_for_progress(make_position_matrix(g), {.main_above = 1}); }) == fault_code::out_of_range);
    CHECK(code_of([&] { room_for_progress(make_position_matrix(g), {.least_gain = 0}); }) == fault_code::out_of_range);
    // With other parties, other answers.
    CHECK(room_for_progress(g, {north, east})[2].standing == issue_standing::undisclosed);
    CHECK(room_for_progress(g, std::vector<actor_id>{}).empty());
}

TEST_CASE("Who stands on a condition is named, until the outcome is there") {
    talks t;
    auto const y = t.issue("peace", held{.position = 2}, held{.position = 2});
    condition_on<basic_issue<scale>> c;
    c.terms.push_back({y, {1, 2}});
    t.issue("trade",
            held{.position = 1, .depends_on = std::make_shared<condition_on<basic_issue<scale>> const>(std::move(c))},
            held{.position = 2});
    auto const north = t.north, south = t.south;
    graph const g = std::move(t.build).freeze();
    auto const open = room_for_progress(g, {north, south});
    REQUIRE(open[1].on_condition == std::vector<actor_id>{north});
    CHECK(open[1].reason == "all lean the same way, 1 to 2; on a condition: North");
    CHECK(room_for_progress<graph>(g, {north, south}, {.outcomes = {{y, 2.0}}})[1].on_condition.empty());
    auto const failed = room_for_progress<graph>(g, {north, south}, {.outcomes = {{y, -2.0}}});
    CHECK(failed[1].standing == issue_standing::undisclosed);
    CHECK(failed[1].reason == "North declined to say");
}

TEST_CASE("How firm the answer is: from where to where a salience or a capability changes nothing") {
    talks t;
    t.issue("water", held{.position = -2, .salience = 1.0}, held{.position = 2, .salience = 0.5});
    t.issue("fish", held{.position = -2, .salience = 0.5}, held{.position = 2, .salience = 1.0});
    t.issue("arms", held{.position = 1, .salience = 0.5}, held{.salience = 0.5});
    auto const north = t.north, south = t.south;
    graph const g = std::move(t.build).freeze();
    auto const matrix = select_actors(make_position_matrix(g), {north, south});
    auto const found = progress_ranges(matrix, {.main_above = 0.4});
    // Five saliences, two capabilities, and what South would hold on arms: not neutral, against it, in between, for it.
    REQUIRE(found.size() == 10);
    CHECK(found[0].varied == varied_number::salience);
    CHECK(found[0].value == 1.0);
    // Below 0.4 of what fish and arms are to it water would be a secondary issue; above 0.5 / 0.4 these two would be. At
    // 0.25 alone North would have the ratio of South, and nothing to trade.
    CHECK(*found[0].lower == doctest::Approx(0.2));
    CHECK(*found[0].upper == doctest::Approx(1.25));
    CHECK(found[0].says ==
          "below: water is a secondary issue; above: fish is a secondary issue, arms is a secondary issue");
    CHECK(found[5].varied == varied_number::capability);
    CHECK_FALSE(found[5].issue.has_value());
    CHECK(found[5].lower == 0.0);
    CHECK_FALSE(found[5].upper.has_value());  // with two actors outcomes stay between them
    CHECK(found[5].says.empty());
    CHECK(found[7].varied == varied_number::position);
    CHECK((found[7].actor == actor_id(south)));
    CHECK(found[7].lower == -2.0);
    CHECK(found[7].upper == 0.0);
    CHECK((found[8].lower == 1.0 && found[8].upper == 1.0));
    CHECK(found[8].says == "arms is agreed");
    CHECK(found[9].says == "arms is convergent");
}

namespace {

struct stance_in_table {
    bool asked = false, known = false;
    double position = 0, salience = 1, capability = 1;
    interval acceptable{};
};
using stances = std::vector<std::vector<stance_in_table>>;

position_matrix matrix_of(stances const& t) {
    std::vector<std::string> names;
    std::vector<issue_column> issues(t[0].size());
    for (std::size_t i = 0; i < issues.size(); ++i) {
        issues[i].name = "issue " + std::to_string(i), issues[i].upper = 10;
        if (i == 0) issues[i].measurement = level::ordinal, issues[i].categories = {0, 2, 4, 5, 6, 8, 10};
    }
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    std::vector<double> capability;
    for (auto const& row : t) {
        names.push_back("actor " + std::to_string(names.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].asked) continue;
            cells.push_back({static_cast<std::uint32_t>(i), row[i].known, row[i].position, row[i].salience, 1});
            acceptable.push_back(row[i].acceptable);
            capability.push_back(row[i].capability);
        }
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(issues),     std::move(offsets),
            std::move(cells), std::move(acceptable), std::move(capability)};
}

std::vector<std::pair<issue_standing, bool>> answer(stances const& t) {
    std::vector<std::pair<issue_standing, bool>> all;
    for (auto const& i : room_for_progress(matrix_of(t))) all.emplace_back(i.standing, i.main);
    return all;
}

}  // namespace

TEST_CASE("Property: within its range a number changes nothing, just beyond it something; actors come in any order") {
    std::mt19937 random(21);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::size_t ends = 0, tradable = 0, pieces = 0;
    for (int round = 0; round < 40; ++round) {
        stances t(2 + below(3), std::vector<stance_in_table>(2 + below(3)));
        for (auto& row : t)
            for (std::size_t i = 0; i < row.size(); ++i) {
                auto& s = row[i];
                s.asked = below(8) > 0, s.known = s.asked && below(8) > 0;
                s.position =
                    s.known ? (i == 0 ? 2.0 * static_cast<double>(below(6)) : static_cast<double>(below(1001)) / 100)
                            : 0;
                s.salience = static_cast<double>(1 + below(1000)) / 500;
                s.capability = static_cast<double>(1 + below(1000)) / 500;
                if (s.known && below(3) == 0)
                    s.acceptable = {std::max(0.0, s.position - static_cast<double>(below(5))),
                                    std::min(10.0, s.position + static_cast<double>(below(8)))};
            }
        auto const now = answer(t);
        for (auto const& [standing, main] : now) tradable += standing == issue_standing::tradable;
        auto shuffled = t;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        CHECK(answer(shuffled) == now);

        for (auto const& r : progress_ranges(matrix_of(t))) {
            REQUIRE(r.issue.has_value());  // capabilities are stated by issue here
            auto const change = [&](double x) {
                auto copy = t;
                auto& s = copy[r.actor.value][r.issue->value];
                (r.varied == varied_number::salience ? s.salience : s.capability) = x;
                return answer(copy);
            };
            if (r.varied != varied_number::position) {
                double const lower = *r.lower, upper = r.upper ? *r.upper : *r.value * 50;
                CHECK((lower <= *r.value && *r.value <= upper));
                for (int k = 1; k < 8; ++k) {
                    double const x = lower + (upper - lower) * (static_cast<double>(k) / 8 + 0.0123);
                    if (x < upper) CHECK(change(x) == now);
                }
                if (lower > 0) CHECK(change(lower * (1 - 1e-6)) != now);
                if (r.upper) CHECK(change(*r.upper * (1 + 1e-6)) != now);
                CHECK((lower > 0 || r.upper) == !r.says.empty());
                ends += r.upper.has_value();
            } else {
                auto copy = t;
                for (auto& row : copy)
                    if (!row[r.issue->value].known) row[r.issue->value].asked = false;
                auto& s = copy[r.actor.value][r.issue->value];
                s.asked = s.known = true;
                double const inside = *r.lower + (*r.upper - *r.lower) * 0.3719;
                s.position = r.issue->value == 0 ? *r.lower : inside;
                auto const issues = room_for_progress(matrix_of(copy));
                auto const at = std::find_if(issues.begin(), issues.end(),
                                             [&](issue_progress const& i) { return i.issue == *r.issue; });
                REQUIRE(at != issues.end());
                CHECK(r.says ==
                      "issue " + std::to_string(r.issue->value) + " is " + std::string(to_string(at->standing)));
                ++pieces;
            }
        }
    }
    CHECK(ends > 50);
    CHECK(tradable > 5);
    CHECK(pieces > 30);
}

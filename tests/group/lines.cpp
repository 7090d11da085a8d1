// SPDX-License-Identifier: BSL-1.0
#include "entente/group/lines.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "entente/error.hpp"
#include "entente/fold/statistic.hpp"
#include "entente/group/voice.hpp"

using namespace entente;

namespace {

constexpr double silent = no_position;

/// Rows are actors, columns issues on one scale.
position_matrix votes(std::vector<std::vector<double>> const& rows, issue_column issue) {
    std::vector<issue_column> issues(rows.front().size(), issue);
    for (std::size_t i = 0; i < issues.size(); ++i) issues[i].name = "issue " + std::to_string(i + 1);
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : rows) {
        names.push_back("actor " + std::to_string(names.size() + 1));
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!std::isnan(row[i])) cells.push_back({static_cast<std::uint32_t>(i), true, row[i], 1, 1});
        offsets.push_back(cells.size());
    }
    return {names, issues, offsets, cells};
}

issue_column const yes_no{.name = "", .measurement = level::nominal, .lower = 0, .upper = 1, .categories = {0, 1}};
issue_column const degrees{.name = "", .measurement = level::interval, .lower = 0, .upper = 10};

position_matrix const two_parties = votes({{1, 1, 0, 1, silent},  // party of three
                                           {1, 0, 0, silent, silent},
                                           {0, 1, 0, 0, silent},
                                           {0, 0, 0, 1, 1},  // party of two
                                           {0, 0, 1, 1, 1}},
                                          yes_no);
std::vector<std::size_t> const first{0, 1, 2}, second{3, 4};

}  // namespace

TEST_CASE("the line is what most hold, and none on a tie") {
    auto const l = lines(two_parties, first);
    REQUIRE(l.size() == 5);
    CHECK(*l[0].position == 1);
    CHECK(*l[0].support == doctest::Approx(2.0 / 3));
    CHECK(*l[0].margin == doctest::Approx(1.0 / 3));
    CHECK(l[0].rebels == 1);
    CHECK(*l[2].position == 0);
    CHECK(l[2].rebels == 0);
    CHECK(l[3].tied);
    CHECK(!l[3].position);
    CHECK(*l[3].margin == 0);
    CHECK(*l[3].turnout() == doctest::Approx(2.0 / 3));
    CHECK(!l[4].tied);
    CHECK(!l[4].position);
    CHECK(!l[4].support);
    CHECK(l[4].spoke == 0);
}

TEST_CASE("who keeps to a line, of their own or of others") {
    auto const l = lines(two_parties, first);
    auto const own = loyalties(two_parties, first, l);
    CHECK(*own[0].share == 1);
    CHECK(own[0].issues == 3);
    CHECK(own[1].kept == 2);
    CHECK(*own[2].share == doctest::Approx(2.0 / 3));
    CHECK(*own[2].nearness == doctest::Approx(2.0 / 3));
    auto const others = loyalties(two_parties, second, l);
    CHECK(*others[0].share == doctest::Approx(1.0 / 3));
    CHECK(*others[1].share == 0);
    auto const nowhere = loyalties(two_parties, second, lines(two_parties, std::vector<std::size_t>{}));
    CHECK(!nowhere[0].share);
}

TEST_CASE("who broke ranks, and on what") {
    auto const found = rebellions(two_parties, first, lines(two_parties, first));
    REQUIRE(found.size() == 2);
    CHECK(found[0].issue == issue_id(0));
    CHECK(found[0].actor == actor_id(2));
    CHECK(found[0].line == 1);
    CHECK(found[1].issue == issue_id(1));
    CHECK(found[1].actor == actor_id(1));
}

TEST_CASE("issues are ranked, those without last") {
    auto const order = [](std::vector<group_line> const& l) {
        std::vector<std::uint32_t> ids;
        for (auto const& x : l) ids.push_back(x.issue.value);
        return ids;
    };
    auto const l = lines(two_parties, first);
    CHECK(order(ranked(l, issue_order::closeness)) == std::vector<std::uint32_t>{3, 0, 1, 2, 4});
    CHECK(order(ranked(l, issue_order::turnout)) == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
    CHECK(order(ranked(l, issue_order::rebels)) == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
}

TEST_CASE("where two parties differ, and who votes with their own there") {
    auto const a = lines(two_parties, first), b = lines(two_parties, second);
    CHECK(where_lines_differ(two_parties, a, b) == std::vector<std::size_t>{0, 1});
    auto const unity = party_unity(two_parties, first, a, b);
    CHECK(*unity[0].share == 1);
    CHECK(*unity[1].share == 0.5);
    CHECK(*unity[2].share == 0.5);
}

TEST_CASE("a mean line has sides") {
    auto const m = votes({{2, 9}, {4, 9}, {6, 0}}, degrees);
    std::vector<std::size_t> const all{0, 1, 2};
    auto const l = lines(m, all, line_rule::mean);
    CHECK(*l[0].position == 4);
    CHECK(l[0].rebels == 1);
    CHECK(*l[1].position == 6);
    CHECK(l[1].rebels == 1);
    auto const own = loyalties(m, all, l, line_rule::mean);
    CHECK(*own[0].share == 1);
    CHECK(*own[0].nearness == doctest::Approx(1 - (0.2 + 0.3) / 2));
    CHECK_THROWS_AS(lines(two_parties, first, line_rule::mean), scale_error);
}

TEST_CASE("weights decide lines and not turnouts") {
    auto const heavy = two_parties.with_actor_weights(std::vector<double>{1, 1, 5, 1, 1});
    auto const l = lines(heavy, first, line_rule::majority, group_weights::capability);
    CHECK(*l[0].position == 0);
    CHECK(l[0].rebels == 2);
    CHECK(*l[3].position == 0);
    CHECK(*l[0].turnout() == 1);
}

TEST_CASE("what is not there is refused") {
    std::vector<std::size_t> const beyond{7};
    CHECK_THROWS_AS(lines(two_parties, beyond), error);
    std::vector<group_line> const few(2);
    CHECK_THROWS_AS(loyalties(two_parties, first, few), error);
}

TEST_CASE("with one voice, with dissent, divided or silent") {
    auto const v = group_voices(two_parties, first);
    REQUIRE(v.size() == 5);
    CHECK(v[0].speaks == unison::dissent);
    CHECK(*v[0].line == 1);
    CHECK(v[0].dissent == "actor 3");
    CHECK(v[0].dissenters == std::vector{actor_id(2)});
    CHECK(v[2].speaks == unison::one_voice);
    CHECK(v[2].dissenters.empty());
    CHECK(v[3].speaks == unison::divided);
    CHECK(!v[3].line);
    CHECK(v[3].spoke == 2);
    CHECK(v[4].speaks == unison::silent);
    CHECK(v[4].members == 3);
    auto const alone = group_voices(two_parties, std::vector<std::size_t>{0});
    for (std::size_t i = 0; i < 4; ++i) CHECK(alone[i].speaks == unison::one_voice);
    CHECK(alone[4].speaks == unison::silent);

    // Who stands on the other side of the middle dissents from a mean; who stands nearer to it does not.
    auto const far_apart = votes({{9}, {6}, {1}}, degrees);
    auto const mean = group_voices(far_apart, std::vector<std::size_t>{0, 1, 2}, line_rule::mean);
    CHECK(*mean[0].line == doctest::Approx(16.0 / 3));
    CHECK(mean[0].dissent == "actor 3");
    // Who weighs nothing speaks for nobody: that is no tie.
    position_matrix const weightless({"a", "b"}, {yes_no}, {0, 1, 2}, {{0, true, 0, 0, 1}, {0, true, 1, 0, 1}});
    auto const unheard =
        group_voices(weightless, std::vector<std::size_t>{0, 1}, line_rule::majority, group_weights::salience);
    CHECK(unheard[0].speaks == unison::silent);
    for (auto const& each : {v, mean})
        for (auto const& one : each) CHECK((one.speaks == unison::dissent) == !one.dissenters.empty());
}

TEST_CASE("weights and positions that are equal as decimals tie, whatever their sums round to") {
    // 0.1 + 0.2 against 0.3: in doubles more.
    auto const m = votes({{0}, {0}, {1}}, yes_no).with_actor_weights(std::vector<double>{0.1, 0.2, 0.3});
    std::vector<std::size_t> const all{0, 1, 2};
    auto const l = lines(m, all, line_rule::majority, group_weights::capability);
    CHECK(l[0].tied);
    CHECK(!l[0].position);
    CHECK(*l[0].margin == 0);
    CHECK(group_voices(m, all, line_rule::majority, group_weights::capability)[0].speaks == unison::divided);
    // The mean of 0.1, 0.2 and 0.3 is the middle, where nobody stands on another side.
    issue_column const narrow{.name = "", .measurement = level::interval, .lower = 0, .upper = 0.4};
    auto const mean = lines(votes({{0.1}, {0.2}, {0.3}}, narrow), all, line_rule::mean);
    CHECK(mean[0].rebels == 0);
}

// SPDX-License-Identifier: BSL-1.0
// What has changed between two readings of a graph, and why.
#include <entente/positions/difference.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using options = stance_options<graph>;
using held = stance_on<scale>;
using dependent = condition_on<basic_issue<scale>>;

void check_row(position_difference const& d, actor_id actor, issue_id issue, boost::optional<double> before,
               boost::optional<double> after, position_change change, change_reason reason) {
    CHECK(d.actor == actor);
    CHECK(d.issue == issue);
    CHECK(d.before == before);
    CHECK(d.after == after);
    CHECK(to_string(d.change) == to_string(change));
    CHECK(to_string(d.reason) == to_string(reason));
}

struct two_and_a_union {
    graph::builder b;
    id_of<actor> a = b.add(actor{"A"}), c = b.add(actor{"C"}), whole = b.add(actor{"union"});
    id_of<basic_issue<scale>> x = b.add(basic_issue<scale>{"x", scale::ordinal(1, 5)}),
                              y = b.add(basic_issue<scale>{"y", scale::ordinal(1, 5)}),
                              z = b.add(basic_issue<scale>{"z", scale::ordinal(1, 5)});
};

}  // namespace

TEST_CASE_FIXTURE(two_and_a_union, "Before and after a date positions appear, move and are withdrawn") {
    period const early{.to = day(2010, 1, 1)}, late{.from = day(2010, 1, 1)};
    b.relate(a, x, held{.position = 1, .valid = early});
    b.relate(a, x, held{.position = 5, .valid = late});
    b.relate(a, y, held{.position = 2, .valid = late});
    b.relate(a, z, held{.position = 3});
    b.relate(c, x, held{.position = 4, .valid = early});
    b.relate(c, y, held{.position = 4, .valid = early});
    b.relate(c, y, held{.valid = late});  // declined to say
    b.relate(c, z, held{.position = 2, .salience = 1, .valid = early});
    b.relate(c, z, held{.position = 2, .salience = 9, .valid = late});
    auto const g = b.freeze();
    options const before{.at = day(2009, 1, 1)}, after{.at = day(2011, 1, 1)};
    auto const d = differences(g, before, after);
    REQUIRE(d.size() == 4);
    check_row(d[0], a, x, 1.0, 5.0, position_change::moved, change_reason::stance);
    check_row(d[1], a, y, boost::none, 2.0, position_change::appeared, change_reason::stance);
    check_row(d[2], c, x, 4.0, boost::none, position_change::withdrawn, change_reason::stance);
    check_row(d[3], c, y, 4.0, boost::none, position_change::withdrawn, change_reason::stance);
    auto const back = differences(g, after, before);
    REQUIRE(back.size() == 4);
    check_row(back[1], a, y, 2.0, boost::none, position_change::withdrawn, change_reason::stance);
    check_row(back[2], c, x, boost::none, 4.0, position_change::appeared, change_reason::stance);
    CHECK(differences(g, before, before).empty());
    CHECK(differences(g, before, {.at = day(2009, 6, 1)}).empty());
    CHECK(differences(graph{}, {}, {}).empty());
}

TEST_CASE_FIXTURE(two_and_a_union, "With and without an outcome, conditions are what makes the difference") {
    auto const if_low = [&](boost::optional<double> fallback) {
        return std::make_shared<dependent const>(dependent{{{z, {1, 2}}}, fallback});
    };
    b.relate(a, x, held{.position = 5, .depends_on = if_low(1)});
    b.relate(a, y, held{.position = 5, .depends_on = if_low(boost::none)});
    b.relate(c, x, held{.position = 5, .depends_on = if_low(5)});
    b.relate(c, y, held{.depends_on = if_low(3)});
    auto const d = differences<graph>(b.freeze(), {}, {.outcomes = {{z, 4}}});
    REQUIRE(d.size() == 3);
    check_row(d[0], a, x, 5.0, 1.0, position_change::moved, change_reason::condition);
    check_row(d[1], a, y, 5.0, boost::none, position_change::withdrawn, change_reason::condition);
    check_row(d[2], c, y, boost::none, 3.0, position_change::appeared, change_reason::condition);
    CHECK(differences<graph>(b.freeze(), {}, {.outcomes = {{z, 2}}}).empty());
}

TEST_CASE_FIXTURE(two_and_a_union, "Where others speak, it is they who have changed") {
    b.relate(a, whole, member_of{});
    b.relate(a, x, held{.position = 1, .valid = {.to = day(2010, 1, 1)}});
    b.relate(a, x, held{.position = 5, .valid = {.from = day(2010, 1, 1)}});
    b.relate(whole, y, held{.position = 2, .valid = {.from = day(2010, 1, 1)}});
    b.relate(a, y, held{.position = 3});
    auto const g = b.freeze();
    options before{.at = day(2009, 1, 1), .members = aggregation::mean},
        after{.at = day(2011, 1, 1), .members = aggregation::mean};
    auto d = differences(g, before, after);
    REQUIRE(d.size() == 3);
    check_row(d[1], whole, x, 1.0, 5.0, position_change::moved, change_reason::others);
    check_row(d[2], whole, y, 3.0, 2.0, position_change::moved,
              change_reason::stance);  // from now on it speaks for itself
    d = differences(g, {.at = before.at}, before);
    REQUIRE(d.size() == 2);
    check_row(d[0], whole, x, boost::none, 1.0, position_change::appeared, change_reason::others);
    check_row(d[1], whole, y, boost::none, 3.0, position_change::appeared, change_reason::others);
}

TEST_CASE("Random readings: the differences are those of what is held, one by one") {
    std::mt19937 random(5);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::size_t rows = 0;
    for (int round = 0; round < 200; ++round) {
        graph::builder b;
        std::vector<id_of<actor>> actors;
        std::vector<id_of<basic_issue<scale>>> issues;
        for (std::size_t a = 0; a < 4; ++a) actors.push_back(b.add(actor{std::to_string(a)}));
        for (std::size_t i = 0; i < 4; ++i)
            issues.push_back(b.add(basic_issue<scale>{std::to_string(i), scale::ordinal(1, 3)}));
        for (std::size_t a = 1; a < 4; ++a)
            if (below(2)) b.relate(actors[a], actors[below(a)], member_of{});
        auto const degree = [&] { return 1.0 + static_cast<double>(below(3)); };
        for (auto const a : actors)
            for (std::size_t i = 0; i < 4; ++i)
                for (int year = 2000; year < 2003; ++year) {
                    if (below(2)) continue;
                    held h{.valid = {day(year, 1, 1), day(year + 1, 1, 1)}};
                    if (below(4)) h.position = degree(), h.status = stance_status::stated;
                    if (below(2))
                        h.depends_on = std::make_shared<dependent const>(dependent{
                            {{issues[(i + 1) % 4], {1, 2}}}, below(2) ? boost::make_optional(degree()) : boost::none});
                    b.relate(a, issues[i], h);
                }
        auto const g = b.freeze();
        options how[2];
        for (auto& o : how) {
            if (below(4)) o.at = day(2000 + static_cast<int>(below(3)), 5, 5);
            if (below(2)) o.members = aggregation::majority;
            for (auto const i : issues)
                if (below(2)) o.outcomes.emplace_back(i, degree());
        }
        auto const found = differences(g, how[0], how[1]);
        std::size_t next = 0;
        for (auto const a : actors)
            for (auto const i : issues) {
                auto const x = held_by(g, a, i, how[0]), y = held_by(g, a, i, how[1]);
                boost::optional<double> const was = x ? x->position : boost::none, is = y ? y->position : boost::none;
                if (was == is) continue;
                REQUIRE(next < found.size());
                auto const& d = found[next++];
                CHECK(d.actor == a);
                CHECK(d.issue == i);
                CHECK(d.before == was);
                CHECK(d.after == is);
                CHECK((d.change == position_change::appeared) == !was);
                CHECK((d.change == position_change::withdrawn) == !is);
            }
        CHECK(next == found.size());
        rows += found.size();
    }
    CHECK(rows > 500);
}

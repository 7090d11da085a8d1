// SPDX-License-Identifier: BSL-1.0
// What is attributed to actors through others: while they speak for them, by which rule, from whose stances.
#include <entente/positions/attribution.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using options = stance_options<graph>;
using stated = stance_on<scale>;
using issue = basic_issue<scale>;

/// A state with a minister until 2004, another from then on, and a press officer all the time.
struct state_and_voices {
    graph::builder b;
    id_of<actor> state = b.add(actor{"state"}), old_minister = b.add(actor{"old minister"}),
                 new_minister = b.add(actor{"new minister"}), press = b.add(actor{"press officer"});
    id_of<issue> tax = b.add(issue{"tax", scale::interval(0, 10)});

    state_and_voices() {
        b.relate(old_minister, state, speaks_for{{.to = day(2004, 3, 9)}});
        b.relate(new_minister, state, speaks_for{{.from = day(2004, 3, 9)}});
    }
    boost::optional<held_stance> at(boost::optional<time_point> when, aggregation rule = aggregation::unanimity) const {
        return held_by(b.freeze(), state, tax, {.at = when, .spokespeople = rule});
    }
};

}  // namespace

TEST_CASE_FIXTURE(state_and_voices, "Who speaks for an actor is asked while in office") {
    b.relate(old_minister, tax, stated{.position = 2, .valid = {.from = day(1999, 1, 1)}});
    CHECK(!at(day(1998, 12, 31)));  // in office, and silent so far
    CHECK(at(day(1999, 1, 1))->position == 2.0);
    CHECK(at(day(2004, 3, 8))->position == 2.0);
    CHECK(!at(day(2004, 3, 9)));  // holds it still, and for itself alone
    b.relate(new_minister, tax, stated{.position = 7, .valid = {.from = day(2000, 1, 1)}});
    CHECK(at(day(2004, 3, 8))->position == 2.0);
    CHECK(at(day(2004, 3, 8))->coverage == 1);  // of the one who may speak then
    auto const after = at(day(2004, 3, 9));
    CHECK(after->position == 7.0);
    CHECK(after->from == std::vector<actor_id>{new_minister});
    CHECK(after->since == day(2000, 1, 1));
}

TEST_CASE_FIXTURE(state_and_voices, "Without a time, what began after the office ended is nobody else's") {
    b.relate(old_minister, tax, stated{.position = 2, .valid = {.from = day(1999, 1, 1)}});
    b.relate(new_minister, tax, stated{.position = 7, .valid = {.from = day(2005, 1, 1)}});
    CHECK(at(boost::none, aggregation::latest)->position == 7.0);
    CHECK(at(boost::none, aggregation::mean)->position == 4.5);
    b.relate(old_minister, tax, stated{.position = 9, .valid = {.from = day(2010, 1, 1)}});
    CHECK_THROWS_AS(b.freeze(), graph_error);  // the first has no end
    state_and_voices other;
    other.b.relate(other.old_minister, other.tax, stated{.position = 9, .valid = {.from = day(2010, 1, 1)}});
    CHECK(!other.at(boost::none));
    other.b.relate(other.new_minister, other.tax, stated{.position = 7, .valid = {.from = day(2005, 1, 1)}});
    CHECK(other.at(boost::none)->position == 7.0);
    CHECK(other.at(boost::none)->coverage == 0.5);
}

TEST_CASE("Who left and came back counts once, in two periods that do not overlap") {
    graph::builder b;
    auto const on = b.add(issue{"tax", scale::interval(0, 10)});
    auto const alliance = b.add(actor{"alliance"}), x = b.add(actor{"x"}), y = b.add(actor{"y"});
    b.relate(x, alliance, member_of{{.to = day(1966, 3, 10)}});
    b.relate(x, alliance, member_of{{.from = day(2009, 4, 4)}});
    b.relate(y, alliance, member_of{});
    b.relate(x, on, stated{.position = 2});
    b.relate(y, on, stated{.position = 8});
    auto const at = [&](boost::optional<time_point> when) {
        return held_by(b.freeze(), alliance, on, {.at = when, .members = aggregation::mean});
    };
    CHECK(at(day(1960, 1, 1))->position == 5.0);
    CHECK(at(day(1980, 1, 1))->position == 8.0);
    CHECK(at(day(1980, 1, 1))->coverage == 1);
    CHECK(at(day(2010, 1, 1))->position == 5.0);
    CHECK(at(boost::none)->position == 5.0);
    CHECK(at(boost::none)->coverage == 1);
    b.relate(x, alliance, member_of{{day(2009, 1, 1), day(2009, 5, 1)}});
    CHECK_THROWS_AS(b.freeze(), graph_error);
}

TEST_CASE("A relation of no time, and of oneself by way of others, is refused") {
    graph::builder b;
    auto const x = b.add(actor{"x"}), y = b.add(actor{"y"});
    try {
        b.relate(x, y, speaks_for{{day(2004, 1, 1), day(2004, 1, 1)}});
        FAIL_CHECK("not refused");
    } catch (graph_error const& e) {
        CHECK(e.code() == fault_code::empty_range);
        CHECK(e.where().actor == "x");
        CHECK(e.where().value == "[2004-01-01, 2004-01-01)");
    }
    CHECK_THROWS_AS(b.relate(x, y, member_of{{day(2004, 1, 1), day(2003, 1, 1)}}), graph_error);
    b.relate(x, y, speaks_for{{.to = day(2004, 1, 1)}});
    b.relate(y, x, speaks_for{{.from = day(2004, 1, 1)}});
    CHECK_THROWS_AS(b.freeze(), graph_error);
}

TEST_CASE("Members weighted by capability: on the issue, else as everywhere") {
    graph::builder b;
    auto const on = b.add(issue{"tax", scale::interval(0, 10)}), other = b.add(issue{"visa", scale::interval(0, 10)});
    auto const group = b.add(actor{"group"}), x = b.add(actor{"x", 3}), y = b.add(actor{"y", 1}),
               z = b.add(actor{"z", 0});
    for (auto const m : {x, y, z}) b.relate(m, group, member_of{});
    b.relate(x, on, stated{.position = 2, .acceptable = {0, 4}});
    b.relate(y, on, stated{.position = 6, .acceptable = {4, 8}});
    b.relate(z, on, stated{.position = 10});
    b.relate(y, other, stated{.position = 6, .capability = 0});
    b.relate(z, other, stated{.position = 10, .capability = 0});
    options const weighted{.members = aggregation::weighted_mean};
    auto const h = held_by(b.freeze(), group, on, weighted);
    CHECK(h->position == 3.0);  // (3 * 2 + 1 * 6) / 4
    CHECK(h->acceptable == interval{1, 5});
    CHECK(h->coverage == 1);
    auto const none = held_by(b.freeze(), group, other, weighted);
    CHECK(none->position == boost::none);  // nobody weighs anything
    CHECK(none->status == stance_status::withheld);
    CHECK(none->coverage == doctest::Approx(2.0 / 3));
    b.relate(x, other, stated{.position = 1, .capability = 5});
    CHECK(held_by(b.freeze(), group, other, weighted)->position == 1.0);
    CHECK(to_string(aggregation::weighted_mean) == "weighted_mean");
}

TEST_CASE("A weighted mean is asked for on no nominal scale, and bears great weights and positions") {
    graph::builder b;
    auto const capital = b.add(issue{"capital", scale::nominal({"Bonn", "Berlin"})});
    auto const far = b.add(issue{"far", scale::interval(-1e308, 1e308 / 2)});
    auto const group = b.add(actor{"group"}), x = b.add(actor{"x", 1e30}), y = b.add(actor{"y", 1e30});
    b.relate(x, group, member_of{});
    b.relate(y, group, member_of{});
    b.relate(x, capital, stated{.position = 1});
    b.relate(x, far, stated{.position = -1e308});
    b.relate(y, far, stated{.position = -1e308});
    options const weighted{.members = aggregation::weighted_mean};
    CHECK_THROWS_AS(held_by(b.freeze(), group, capital, weighted), scale_error);
    CHECK(held_by(b.freeze(), group, far, weighted)->position == -1e308);
}

TEST_CASE_FIXTURE(state_and_voices, "Spokespeople who contradict each other are told, whatever the rule makes of it") {
    b.relate(press, state, speaks_for{});
    b.relate(new_minister, tax, stated{.position = 7, .valid = {.from = day(2005, 1, 1)}});
    b.relate(press, tax, stated{.position = 3, .valid = {.from = day(2006, 1, 1)}});
    b.relate(old_minister, tax, stated{.position = 3, .valid = {.from = day(1999, 1, 1)}});
    auto const g = b.freeze();
    for (auto const rule : {aggregation::latest, aggregation::mean, aggregation::weighted_mean, aggregation::median,
                            aggregation::majority, aggregation::unanimity}) {
        CHECK(at(day(2007, 1, 1), rule)->contested);
        CHECK(!at(day(2005, 6, 1), rule)->contested);
    }
    CHECK(at(day(2007, 1, 1), aggregation::unanimity)->position == boost::none);
    CHECK(at(day(2007, 1, 1), aggregation::latest)->position == 3.0);
    auto const now = spokesperson_conflicts(g, {.at = day(2007, 1, 1)});
    REQUIRE(now.size() == 1);
    CHECK(now[0].actor == state);
    CHECK(now[0].issue == tax);
    CHECK(now[0].first == new_minister);
    CHECK(now[0].second == press);
    CHECK(now[0].first_position == 7);
    CHECK(now[0].second_position == 3);
    CHECK(spokesperson_conflicts(g, {.at = day(2005, 6, 1)}).empty());
    CHECK(spokesperson_conflicts(g).size() == 2);  // at some time both ministers
    b.relate(state, tax, stated{.position = 5});
    CHECK(spokesperson_conflicts(b.freeze(), {.at = day(2007, 1, 1)}).size() == 1);
    CHECK(!at(day(2007, 1, 1), aggregation::latest)->contested);  // its own word
}

TEST_CASE("What is attributed comes with its rule, and whose stances it comes down to") {
    graph::builder b;
    auto const on = b.add(issue{"tax", scale::interval(0, 12)});
    b.add(issue{"nobody's", scale::interval(0, 12)});
    auto const alliance = b.add(actor{"alliance"}), state = b.add(actor{"state"}), other = b.add(actor{"other"}),
               p = b.add(actor{"p"}), q = b.add(actor{"q"}), minister = b.add(actor{"minister"});
    b.relate(state, alliance, member_of{});
    b.relate(other, alliance, member_of{});
    b.relate(p, state, member_of{});
    b.relate(q, state, member_of{});
    b.relate(minister, other, speaks_for{});
    b.relate(p, on, stated{.position = 2, .confidence = 0.5, .valid = {.from = day(2001, 5, 7)}});
    b.relate(q, on, stated{.position = 4});
    b.relate(minister, on, stated{.position = 11, .valid = {.from = day(2002, 1, 1)}});
    auto const g = b.freeze();
    auto const all = attributed_stances(g, {.spokespeople = aggregation::latest, .members = aggregation::mean});
    REQUIRE(all.size() == 3);
    CHECK(all[0].actor == alliance);
    CHECK(all[0].held.position == 7.0);
    CHECK(all[0].rule == aggregation::mean);
    CHECK(all[0].held.through == held_through::members);
    CHECK(all[0].held.from == std::vector<actor_id>{state, other});
    CHECK(all[0].sources == std::vector<actor_id>{p, q, minister});
    CHECK(all[0].from == "state, other");
    CHECK(all[0].said_by == "p, q, minister");
    CHECK(all[0].held.contested);
    CHECK(all[0].since_text() == "2002-01-01");
    CHECK(all[1].actor == state);
    CHECK(all[1].held.confidence == 0.75);
    CHECK(all[1].since_text() == "2001-05-07");
    CHECK(all[2].actor == other);
    CHECK(all[2].rule == aggregation::latest);
    CHECK(all[2].held.through == held_through::spokesperson);
    CHECK(all[2].sources == std::vector<actor_id>{minister});
    CHECK(attributed_stances(g, {}).empty());
    CHECK(attributed_stances(g, {.members = aggregation::mean}).size() == 2);
}

TEST_CASE("A reading at a time is that of the graph of the relations then valid; nothing depends on order") {
    std::mt19937 random(7);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    constexpr aggregation rules[] = {aggregation::latest, aggregation::mean,     aggregation::weighted_mean,
                                     aggregation::median, aggregation::majority, aggregation::unanimity};
    std::size_t read = 0;
    for (int round = 0; round < 300; ++round) {
        constexpr std::size_t n = 6;
        struct edge {
            std::size_t from, to;
            bool speaks;
            period valid;
        };
        std::vector<edge> edges;
        for (std::size_t x = 0; x < n; ++x)
            for (std::size_t y = 0; y < x; ++y)
                for (bool const speaks : {false, true}) {
                    if (below(3)) continue;
                    auto const from = 2000 + static_cast<int>(below(3)), to = from + 1 + static_cast<int>(below(3));
                    edges.push_back({x, y, speaks, {day(from, 1, 1), day(to, 1, 1)}});
                    if (below(2)) edges.push_back({x, y, speaks, {day(to, 7, 1), day(to + 2, 1, 1)}});
                }
        struct said {
            std::size_t who;
            double position, capability;
            int year;
        };
        std::vector<said> stances;
        for (std::size_t x = 0; x < n; ++x)
            if (below(2)) stances.push_back({x, double(below(9)), double(below(3)), 1999 + int(below(4))});
        auto const when = day(2000 + static_cast<int>(below(5)), 8, 1);
        auto const build = [&](bool only_then) {
            std::vector<std::size_t> order(n);
            for (std::size_t i = 0; i < n; ++i) order[i] = i;
            std::shuffle(order.begin(), order.end(), random);
            std::shuffle(edges.begin(), edges.end(), random);
            std::shuffle(stances.begin(), stances.end(), random);
            graph::builder b;
            std::vector<id_of<actor>> ids(n);
            for (auto const i : order) ids[i] = b.add(actor{std::to_string(i), double(i % 3)});
            auto const on = b.add(issue{"x", scale::interval(0, 10)});
            for (auto const& e : edges) {
                if (only_then && !e.valid.contains(when)) continue;
                auto const valid = only_then ? period{} : e.valid;
                if (e.speaks)
                    b.relate(ids[e.from], ids[e.to], speaks_for{valid});
                else
                    b.relate(ids[e.from], ids[e.to], member_of{valid});
            }
            for (auto const& s : stances) {
                stated held{.position = s.position, .valid = {.from = day(s.year, 1, 1)}};
                if (s.capability > 0) held.capability = s.capability;
                b.relate(ids[s.who], on, held);
            }
            return std::move(b).freeze();
        };
        auto const g = build(false), again = build(false), then = build(true);
        options o{.at = when, .spokespeople = rules[below(6)], .members = rules[below(6)]};
        auto const on = *g.find<issue>("x");
        for (std::size_t i = 0; i < n; ++i) {
            auto const name = std::to_string(i);
            auto const a = held_by(g, *g.find<actor>(name), on, o), b = held_by(again, *again.find<actor>(name), on, o),
                       c = held_by(then, *then.find<actor>(name), on, o);
            REQUIRE(a.has_value() == b.has_value());
            REQUIRE(a.has_value() == c.has_value());
            if (!a) continue;
            ++read;
            for (auto const& other : {*b, *c}) {
                CHECK(a->position == other.position);
                CHECK(a->coverage == other.coverage);
                CHECK(a->contested == other.contested);
                CHECK(a->since == other.since);
                CHECK(a->confidence == other.confidence);
            }
        }
        CHECK(spokesperson_conflicts(g, o).size() == spokesperson_conflicts(then, o).size());
    }
    CHECK(read > 700);
}

// SPDX-License-Identifier: BSL-1.0
// Statements as stances: of actors themselves, of those who speak for them, of their members.
#include <entente/discourse/attribution.hpp>
#include <entente/discourse/collapse.hpp>
#include <entente/discourse/corpus_builder.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using issue = basic_issue<scale>;

statement said_on(statement_date date, std::string speaker, std::string on_behalf_of, stated_position position,
                  std::string about = "tax", double confidence = 1) {
    statement s;
    s.date = date;
    s.speaker = std::move(speaker);
    s.on_behalf_of = std::move(on_behalf_of);
    s.issue = std::move(about);
    s.position = std::move(position);
    s.confidence = confidence;
    return s;
}

corpus on_tax(std::vector<statement> const& all, scale const& s = scale::interval(0, 10)) {
    return make_corpus(all, s);
}

stance_on<scale> const& stance(stance_graph<scale> const& g, std::string const& who, std::string const& on = "tax") {
    return *find_stance(g, g.find<actor>(who).value(), g.find<issue>(on).value());
}

attributed_position const* find(std::vector<attributed_position> const& all, std::string const& who,
                                std::string const& on = "tax") {
    auto const at =
        std::find_if(all.begin(), all.end(), [&](auto const& a) { return a.actor == who && a.issue == on; });
    return at == all.end() ? nullptr : &*at;
}

fault_code refused(auto const& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("not refused");
    return fault_code::cycle;
}

}  // namespace

TEST_CASE("Each rule makes one stance of the statements of an actor") {
    auto const c =
        on_tax({said_on(date_of(2001), "A", "", 2.0, "tax", 1), said_on(date_of(2002), "A", "", 3.0, "tax", 0.5),
                said_on(date_of(2003, 6), "A", "", 7.0, "tax", 0.5), said_on(date_of(2004), "A", "", {})});
    CHECK(stance(collapse(c), "A").position == 7.0);
    CHECK(stance(collapse(c), "A").valid.from == day(2003, 6, 1));
    CHECK(stance(collapse(c), "A").confidence == 0.5);
    CHECK(stance(collapse(c), "A").source == "A (2003-06)");
    CHECK(stance(collapse(c, {.rule = collapse_rule::mean}), "A").position == 4.0);
    CHECK(stance(collapse(c, {.rule = collapse_rule::median}), "A").position == 3.0);
    // (1 * 2 + 0.5 * 3 + 0.5 * 7) / 2
    CHECK(stance(collapse(c, {.rule = collapse_rule::confidence_weighted}), "A").position == 3.5);
    // Within the window, whose end is not in it.
    CHECK(stance(collapse(c, {.window = {.to = day(2003, 6, 1)}}), "A").position == 3.0);
    CHECK(collapse(c, {.window = {.to = day(2001, 1, 1)}}).edge_count<stance_on<scale>>() == 0);
    // Of the withheld statement alone.
    auto const later = collapse(c, {.window = {.from = day(2003, 12, 1)}});
    CHECK(stance(later, "A").position == boost::none);
    CHECK(stance(later, "A").status == stance_status::withheld);
    // A year before the center and on it: triangular weights 1/2 and 1 of bandwidth two years.
    auto const near = collapse(c, {.rule = collapse_rule::kernel_weighted,
                                   .kernel = time_kernel::triangular,
                                   .center = day(2002, 1, 1),
                                   .bandwidth = std::chrono::days(730)});
    // 2001-01-01 is 365 days off: 1 - 365/730 = 1/2; 2003-06-01 is 516 days off: 1 - 516/730.
    CHECK(*stance(near, "A").position ==
          doctest::Approx((0.5 * 2 + 1 * 3 + (1 - 516.0 / 730) * 7) / (0.5 + 1 + (1 - 516.0 / 730))).epsilon(1e-14));
    auto const far = collapse(c, {.rule = collapse_rule::kernel_weighted,
                                  .kernel = time_kernel::uniform,
                                  .center = day(1990, 1, 1),
                                  .bandwidth = std::chrono::days(1)});
    CHECK(far.edge_count<stance_on<scale>>() == 0);  // nothing was said near that date
}

TEST_CASE("What was withheld keeps how much it matters, and how sure it is") {
    auto once = said_on(date_of(2001), "A", "", {}, "tax", 0.25), again = said_on(date_of(2002), "A", "", {});
    once.salience = 3, again.salience = 2;
    for (auto const rule : {collapse_rule::latest, collapse_rule::mean}) {
        auto const held = stance(collapse(on_tax({once, again}), {.rule = rule}), "A");
        CHECK(held.position == boost::none);
        CHECK(held.status == stance_status::withheld);
        CHECK(held.salience == 2.5);
        CHECK(held.confidence == 0.625);
        CHECK(held.valid.from == day(2002, 1, 1));
    }
    CHECK(attribute(on_tax({once})).front().held.confidence == 0.25);
    CHECK(attribute(on_tax({once})).front().held.coverage == 0);
}

TEST_CASE("Statements of one date that differ leave no position; a mean on categories is one of them") {
    auto const c = on_tax({said_on(date_of(2001), "A", "", 1.0), said_on(date_of(2002), "A", "", 4.0),
                           said_on(date_of(2002), "A", "", 5.0)},
                          scale::ordinal(1, 5));
    auto const latest = collapse(c);
    CHECK(stance(latest, "A").position == boost::none);
    CHECK(stance(latest, "A").valid.from == day(2002, 1, 1));
    CHECK(stance(collapse(c, {.rule = collapse_rule::mean}), "A").position == 3.0);  // of 10/3
    auto const nominal = on_tax({said_on(date_of(2001), "A", "", 1.0)}, scale::nominal({"x", "y"}));
    CHECK(stance(collapse(nominal), "A").position == 1.0);
    CHECK(refused([&] { collapse(nominal, {.rule = collapse_rule::mean}); }) == fault_code::level_too_low);
    CHECK(refused([&] {
              collapse(c, {.window = {day(2001, 1, 1), day(2001, 1, 1)}});
          }) == fault_code::invalid_argument);
    CHECK(refused([&] { collapse(c, {.rule = collapse_rule::kernel_weighted}); }) == fault_code::invalid_argument);
    CHECK(collapse(corpus()).size<actor>() == 0);
}

TEST_CASE("Stances over time answer for any date") {
    auto const c = on_tax({said_on(date_of(1999), "A", "", 2.0), said_on(date_of(2005), "A", "", {}),
                           said_on(date_of(2010), "A", "", 6.0), said_on(date_of(2010), "B", "A", 8.0),
                           said_on(date_of(2012), "A", "", 8.0), said_on(date_of(2001), "C", "", {})});
    auto const g = stances_over_time(c);
    auto const at = [&](int year) {
        return held_by(g, g.find<actor>("A").value(), g.find<issue>("tax").value(), {.at = day(year, 6, 1)});
    };
    CHECK(!at(1998));
    CHECK(at(1999)->position == 2.0);
    CHECK(at(2006)->position == 2.0);  // who declines to say takes nothing back
    CHECK(at(2010)->position == boost::none);
    CHECK(at(2011)->position == boost::none);
    CHECK(at(2012)->position == 8.0);
    CHECK(stance(g, "C").status == stance_status::withheld);
}

TEST_CASE("Its own word comes before its spokespeople, and these before its members") {
    actor_relations const relations{
        .actors = {{"alliance"}, {"A", 3}, {"B"}},
        .speak = {{"minister", "A", {.to = day(2004, 3, 9)}}, {"successor", "A", {.from = day(2004, 3, 9)}}},
        .belong = {{"A", "alliance", {}}, {"B", "alliance", {.from = day(2004, 3, 29)}}}};
    std::vector<statement> all{said_on(date_of(2001, 5, 1), "minister", "", 2.0),
                               said_on(date_of(2005, 5, 1), "minister", "", 9.0),  // for himself
                               said_on(date_of(2003, 1, 1), "B", "", 6.0)};
    auto const held = [&](attribution_options const& o) { return attribute(on_tax(all), relations, o); };
    auto made = held({.members = aggregation::mean});
    REQUIRE(find(made, "A"));
    CHECK(find(made, "A")->held.position == 2.0);  // what was said in office
    CHECK(find(made, "A")->held.through == held_through::spokesperson);
    CHECK(find(made, "A")->held.status == stance_status::attributed);
    CHECK((find(made, "A")->rule == aggregation::latest));
    CHECK(find(made, "A")->from == "minister");
    CHECK(find(made, "A")->said_by == "minister (2001-05-01)");
    CHECK(find(made, "A")->statements == std::vector<statement_id>{statement_id(0)});
    CHECK(find(made, "A")->held.coverage == 0.5);
    CHECK(find(made, "minister")->held.position == 9.0);
    CHECK(find(made, "alliance")->held.position == 4.0);
    CHECK(find(made, "alliance")->held.through == held_through::members);
    CHECK(find(made, "alliance")->from == "A, B");
    CHECK(find(made, "alliance")->held.contested);
    CHECK(find(made, "alliance")->statements.size() == 2);
    CHECK(find(held({.members = aggregation::weighted_mean}), "alliance")->held.position == 3.0);
    CHECK(find(held({.members = aggregation::unanimity}), "alliance")->held.position == boost::none);
    // Not a member yet.
    auto const early = held({.members = aggregation::mean, .at = day(2004, 1, 1)});
    CHECK(find(early, "alliance")->held.position == 2.0);
    CHECK(find(early, "alliance")->held.coverage == 1);
    auto const until = held({.said = {.window = {.to = day(2004, 3, 29)}}, .members = aggregation::mean});
    CHECK(find(until, "alliance")->from == "A");
    // Nor is who was in office at no time of the window one of those who could have spoken.
    auto const before = held({.said = {.window = {.to = day(2004, 3, 9)}}});
    CHECK(find(before, "A")->from == "minister");
    CHECK(find(before, "A")->held.coverage == 1);
    auto const one_day = held({.said = {.window = {.to = day(2004, 3, 10)}}});
    CHECK(find(one_day, "A")->held.coverage == 0.5);
    CHECK(!find(held({.spokespeople = boost::none}), "A"));
    CHECK(!find(held({}), "alliance"));
    all.push_back(said_on(date_of(2006), "successor", "A", 5.0));
    made = held({});
    CHECK(find(made, "A")->held.position == 5.0);
    CHECK(find(made, "A")->held.contested);  // the two speakers do not say the same
    CHECK(find(made, "A")->held.coverage == 1);
    all.push_back(said_on(date_of(2000), "A", "", 1.0));
    made = held({.members = aggregation::mean});
    CHECK(find(made, "A")->held.position == 1.0);
    CHECK(find(made, "A")->held.through == held_through::own);
    CHECK(find(made, "A")->held.status == stance_status::stated);
    CHECK(!find(made, "A")->rule);
    CHECK(find(made, "A")->from == "");
    CHECK(find(made, "alliance")->held.position == 3.5);
    all.push_back(said_on(date_of(2000), "alliance", "", {}));
    CHECK(find(held({.members = aggregation::mean}), "alliance")->held.position == boost::none);  // its own word
}

TEST_CASE("Speakers for one actor who contradict each other are told, and not averaged away") {
    auto const c = on_tax({said_on(date_of(2022, 1, 27), "Lavrov", "Russia", 2.0),
                           said_on(date_of(2022, 1, 27), "Peskov", "Russia", -2.0),
                           said_on(date_of(2022, 1, 26), "Blinken", "United States", 1.0)},
                          scale::ordinal(-2, 2));
    auto const all = speaker_conflicts(c);
    REQUIRE(all.size() == 1);
    CHECK(all[0].actor == "Russia");
    CHECK(all[0].issue == "tax");
    CHECK(all[0].first == "Lavrov");
    CHECK(all[0].second == "Peskov");
    CHECK(all[0].first_position == 2);
    CHECK(all[0].second_position == -2);
    for (auto const rule : {aggregation::latest, aggregation::mean, aggregation::majority}) {
        auto const held = attribute(c, {}, {.spokespeople = rule});
        CHECK(find(held, "Russia")->held.contested);
        CHECK(find(held, "Russia")->held.position ==
              (rule == aggregation::mean ? boost::make_optional(0.0) : boost::none));
        CHECK(!find(held, "United States")->held.contested);
    }
    CHECK(speaker_conflicts(c, {}, {.said = {.window = {.to = day(2022, 1, 27)}}}).empty());
}

TEST_CASE("The graph of what is attributed has the actors of the relations, too") {
    auto const c = on_tax({said_on(date_of(2001), "B", "", 6.0), said_on(date_of(2001), "X", "A", 2.0)});
    actor_relations const relations{.actors = {{"alliance", 5}},
                                    .belong = {{"A", "alliance", {}}, {"B", "alliance", {}}}};
    auto const g = collapse(c, relations, {.members = aggregation::mean});
    CHECK(g.size<actor>() == 3);
    CHECK(g.vertices<actor>()[2] == actor{"alliance", 5});
    CHECK(stance(g, "alliance").position == 4.0);
    CHECK(stance(g, "alliance").status == stance_status::attributed);
    CHECK(stance(g, "alliance").source == "B (2001), X (2001)");
    CHECK(stance(g, "B").status == stance_status::stated);
    CHECK(stance(g, "A").status == stance_status::attributed);
    auto const back = relations_of(g);
    CHECK(back.actors.size() == 3);
    CHECK(back.belong.empty());
    CHECK(refused([&] {
              attribute(c, {.belong = {{"A", "B", {}}, {"B", "A", {}}}}, {.members = aggregation::mean});
          }) == fault_code::cycle);
    CHECK(refused([&] { attribute(c, {.belong = {{"A", "", {}}}}); }) == fault_code::unknown_name);
    CHECK(refused([&] { attribute(c, {.belong = {{"A", "A", {}}}}); }) == fault_code::self_relation);
    CHECK(refused([&] { speaker_conflicts(c, {.speak = {{"A", "A", {}}}}); }) == fault_code::self_relation);
}

TEST_CASE("Relations of a graph, with their periods") {
    stance_graph<scale>::builder b;
    auto const a = b.add(actor{"a", 2}), x = b.add(actor{"x"});
    b.relate(x, a, speaks_for{{.to = day(2001, 1, 1)}});
    b.relate(x, a, member_of{});
    auto const r = relations_of(b.freeze());
    REQUIRE(r.speak.size() == 1);
    CHECK(r.speak[0].from == "x");
    CHECK(r.speak[0].to == "a");
    CHECK(r.speak[0].valid.to == day(2001, 1, 1));
    CHECK(r.belong.size() == 1);
    CHECK(r.actors[0].capability == 2);
}

TEST_CASE("Attribution does not depend on the order of statements and relations") {
    std::mt19937 random(11);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    constexpr aggregation rules[] = {aggregation::latest, aggregation::mean,     aggregation::weighted_mean,
                                     aggregation::median, aggregation::majority, aggregation::unanimity};
    constexpr collapse_rule said_rules[] = {collapse_rule::latest, collapse_rule::mean, collapse_rule::median,
                                            collapse_rule::confidence_weighted, collapse_rule::kernel_weighted};
    std::size_t compared = 0;
    for (int round = 0; round < 200; ++round) {
        std::vector<statement> all;
        for (std::size_t i = 0, n = 1 + below(40); i < n; ++i) {
            auto s = said_on(date_of(2000 + static_cast<int>(below(4)), 1 + static_cast<unsigned>(below(2))),
                             std::string(1, static_cast<char>('a' + below(6))),
                             below(2) ? std::string() : std::string(1, static_cast<char>('a' + below(6))),
                             below(8) ? stated_position(0.1 * static_cast<double>(below(9))) : stated_position(),
                             std::string(1, static_cast<char>('x' + below(2))), 0.25 * static_cast<double>(below(5)));
            all.push_back(std::move(s));
        }
        actor_relations relations;
        for (char x = 'b'; x <= 'h'; ++x)
            for (char y = 'a'; y < x; ++y) {
                if (!below(4)) relations.belong.push_back({{x}, {y}, {.from = day(2000 + int(below(4)), 1, 1)}});
                if (!below(4)) relations.speak.push_back({{x}, {y}, {.to = day(2000 + int(below(4)), 1, 1)}});
            }
        for (char x = 'a'; x <= 'h'; ++x) relations.actors.push_back({std::string(1, x), double(below(3))});
        attribution_options o;
        o.said.rule = said_rules[below(5)];
        o.said.center = day(2001, 7, 1);
        o.said.bandwidth = std::chrono::days(400);
        o.spokespeople = rules[below(6)];
        if (below(4)) o.members = rules[below(6)];
        if (below(2)) o.said.window.to = day(2003, 1, 2);
        auto const first = attribute(on_tax(all), relations, o);
        auto const conflicts = speaker_conflicts(on_tax(all), relations, o);
        std::shuffle(all.begin(), all.end(), random);
        std::shuffle(relations.belong.begin(), relations.belong.end(), random);
        std::shuffle(relations.speak.begin(), relations.speak.end(), random);
        std::shuffle(relations.actors.begin(), relations.actors.end(), random);
        auto const again = attribute(on_tax(all), relations, o);
        REQUIRE(first.size() == again.size());
        for (std::size_t i = 0; i < first.size(); ++i) {
            auto const &x = first[i], &y = again[i];
            CHECK(std::tie(x.actor, x.issue, x.from, x.said_by) == std::tie(y.actor, y.issue, y.from, y.said_by));
            CHECK(x.held.position == y.held.position);
            CHECK(x.held.confidence == y.held.confidence);
            CHECK(x.held.coverage == y.held.coverage);
            CHECK(x.held.contested == y.held.contested);
            CHECK(x.held.since == y.held.since);
            CHECK(x.statements.size() == y.statements.size());
            ++compared;
        }
        CHECK(conflicts.size() == speaker_conflicts(on_tax(all), relations, o).size());
    }
    CHECK(compared > 1000);
}

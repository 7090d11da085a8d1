// SPDX-License-Identifier: BSL-1.0
// What a graph refuses of a stance, in which words: each refusal names the actor, the issue and the value.
#include <entente/model/stance_graph.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "graph/print_id.hpp"

namespace {

using namespace entente;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

using graph = stance_graph<likert<5>>;
using held = stance_on<likert<5>>;
using conditional = condition_on<basic_issue<likert<5>>>;

struct refusal {
    fault_code code{};
    std::string text;
    std::string actor, issue, value;
};

template <class Error, class Call>
refusal refused(Call&& call) {
    try {
        call();
    } catch (Error const& e) {
        return {e.code(), e.what(), e.where().actor, e.where().issue, e.where().value};
    }
    FAIL("it was not refused");
    return {};
}

struct fixture {
    graph::builder builder;
    id_of<actor> russia = builder.add(actor{"Russia"});
    id_of<basic_issue<likert<5>>> expansion = builder.add(basic_issue<likert<5>>{"NATO expansion"});
    id_of<basic_issue<likert<5>>> missiles = builder.add(basic_issue<likert<5>>{"missiles"});

    /// Refused with these words, this value, and nothing added.
    template <class Error = stance_error>
    void refuses(held s, fault_code code, std::string const& message, std::string const& value) {
        CAPTURE(message);
        auto const r = refused<Error>([&] { builder.relate(russia, expansion, std::move(s)); });
        CHECK(r.code == code);
        CHECK(r.actor == "Russia");
        CHECK(r.issue == "NATO expansion");
        CHECK(r.value == value);
        CHECK(r.text == message + " (actor \"Russia\", issue \"NATO expansion\"" +
                            (value.empty() ? "" : ", value \"" + value + '"') + ")");
        CHECK(builder.edge_count<held>() == 0);
        CHECK(builder.freeze().edge_count<held>() == 0);
    }
    held when(std::vector<conditional::term> terms, boost::optional<double> fallback = boost::none) {
        held s{.position = 4};
        s.depends_on = std::make_shared<conditional const>(conditional{std::move(terms), fallback});
        return s;
    }
};

TEST_CASE_FIXTURE(fixture, "A position is on its issue's scale") {
    for (double x : {0.0, 6.0, 2.5, -1.0, 1e300})
        refuses<scale_error>({.position = x}, fault_code::off_scale, "the position is not on the issue's scale",
                             x == 0.0    ? "0"
                             : x == 6.0  ? "6"
                             : x == 2.5  ? "2.5"
                             : x == -1.0 ? "-1"
                                         : "1e+300");
    refuses({.position = nan}, fault_code::not_a_number, "a position is a finite number", "nan");
    refuses({.position = infinity}, fault_code::not_a_number, "a position is a finite number", "inf");
    refuses({.position = -infinity}, fault_code::not_a_number, "a position is a finite number", "-inf");
}

TEST_CASE_FIXTURE(fixture, "A salience, and a capability, is a finite number of at least 0") {
    refuses({.position = 1, .salience = -0.25}, fault_code::negative_weight, "a salience is at least 0", "-0.25");
    refuses({.position = 1, .salience = nan}, fault_code::not_a_number, "a salience is a finite number", "nan");
    refuses({.position = 1, .salience = infinity}, fault_code::not_a_number, "a salience is a finite number", "inf");
    refuses({.position = 1, .salience = -infinity}, fault_code::not_a_number, "a salience is a finite number", "-inf");
    refuses({.salience = -1}, fault_code::negative_weight, "a salience is at least 0", "-1");
    refuses({.position = 1, .capability = -2}, fault_code::negative_weight, "a capability is at least 0", "-2");
    refuses({.position = 1, .capability = nan}, fault_code::not_a_number, "a capability is a finite number", "nan");
    builder.relate(russia, expansion, held{.position = 1, .salience = 0});
    builder.relate(russia, missiles, held{.position = 1, .capability = 0});
    CHECK(builder.edge_count<held>() == 2);
}

TEST_CASE_FIXTURE(fixture, "A confidence lies in [0, 1]") {
    refuses({.position = 1, .confidence = -0.01}, fault_code::out_of_range, "a confidence lies in [0, 1]", "-0.01");
    refuses({.position = 1, .confidence = 1.5}, fault_code::out_of_range, "a confidence lies in [0, 1]", "1.5");
    refuses({.position = 1, .confidence = nan}, fault_code::not_a_number, "a confidence lies in [0, 1]", "nan");
    builder.relate(russia, expansion, held{.position = 1, .confidence = 0});
    builder.relate(russia, missiles, held{.position = 1, .confidence = 1});
    CHECK(builder.edge_count<held>() == 2);
}

TEST_CASE_FIXTURE(fixture, "A stance is withheld exactly when it has no position") {
    auto const message = "a stance is withheld exactly when it has no position";
    refuses({.position = 3, .status = stance_status::withheld}, fault_code::inconsistent_status, message, "withheld");
    refuses({.status = stance_status::stated}, fault_code::inconsistent_status, message, "stated");
    refuses({.status = stance_status::attributed}, fault_code::inconsistent_status, message, "attributed");
    CHECK(held{}.status == stance_status::withheld);
    CHECK(held{.position = 3}.status == stance_status::stated);
    builder.relate(russia, expansion, held{});
    builder.relate(russia, missiles, held{.position = 3, .status = stance_status::attributed});
    auto const g = builder.freeze();
    CHECK(g.find<held>(russia, expansion)->position == boost::none);
    CHECK(g.find<held>(russia, missiles)->status == stance_status::attributed);
}

TEST_CASE_FIXTURE(fixture, "An acceptable range holds something of the scale, and the actor's own position") {
    auto const nothing = "the acceptable range holds nothing of the issue's scale";
    refuses({.position = 3, .acceptable = {4, 2}}, fault_code::empty_range, nothing, "[4, 2]");
    refuses({.position = 3, .acceptable = {5.5, infinity}}, fault_code::empty_range, nothing, "[5.5, inf]");
    refuses({.position = 3, .acceptable = {-infinity, 0.5}}, fault_code::empty_range, nothing, "[-inf, 0.5]");
    refuses({.acceptable = {nan, 2}}, fault_code::empty_range, nothing, "[nan, 2]");
    refuses({.acceptable = {2, nan}}, fault_code::empty_range, nothing, "[2, nan]");
    refuses({.acceptable = {2.25, 2.75}}, fault_code::empty_range, nothing, "[2.25, 2.75]");  // between two categories
    auto const own = "an actor's own position lies in its acceptable range";
    refuses({.position = 3, .acceptable = {4, 5}}, fault_code::out_of_range, own, "3 not in [4, 5]");
    refuses({.position = 3, .acceptable = {-infinity, 2}}, fault_code::out_of_range, own, "3 not in [-inf, 2]");
    builder.relate(russia, expansion, held{.position = 3, .acceptable = {3, 3}});
    builder.relate(russia, missiles, held{.acceptable = {2, infinity}});
    CHECK(builder.edge_count<held>() == 2);
}

TEST_CASE_FIXTURE(fixture, "An end of an acceptable range or of a condition that the scale does not reach is refused") {
    auto const range = "the acceptable range ends beyond the issue's scale; leave an end out where it is open";
    refuses<scale_error>({.position = 3, .acceptable = {2, 5.5}}, fault_code::off_scale, range, "[2, 5.5]");
    refuses<scale_error>({.acceptable = {0, infinity}}, fault_code::off_scale, range, "[0, inf]");
    auto const outcome = "the outcome of a condition ends beyond its issue's scale";
    refuses<scale_error>(when({{missiles, {4, 6}}}), fault_code::off_scale, outcome, "missiles in [4, 6]");
    auto open = when({{missiles, {4, infinity}}});
    open.acceptable = {1, 5};
    builder.relate(russia, expansion, open);
    CHECK(builder.edge_count<held>() == 1);
}

TEST_CASE_FIXTURE(fixture, "A validity period holds some time") {
    auto const message = "the validity period holds no time";
    refuses({.position = 3, .valid = {day(2022, 1, 26), day(2022, 1, 26)}}, fault_code::empty_range, message,
            "[2022-01-26, 2022-01-26)");
    refuses({.position = 3, .valid = {day(2022, 1, 26) + std::chrono::hours(13), day(1999, 12, 1)}}, fault_code::empty_range,
            message, "[2022-01-26T13:00:00Z, 1999-12-01)");
    refuses({.valid = {time_point::max(), time_point::min()}}, fault_code::empty_range, message, "[, )");
}

TEST_CASE_FIXTURE(fixture, "A condition can be met, names other issues that are there, and falls back onto the scale") {
    refuses(when({}), fault_code::empty_range, "a condition needs at least one term", "");
    refuses(when({{{7}, {1, 2}}}), fault_code::unknown_name, "a condition names an unknown issue", "#7");
    refuses(when({{missiles, {1, 2}}, {{2}, {1, 2}}}), fault_code::unknown_name, "a condition names an unknown issue", "#2");
    refuses(when({{expansion, {1, 2}}}), fault_code::self_relation, "a stance cannot depend on the outcome of its own issue",
            "NATO expansion");
    auto const impossible = "a condition that no outcome can meet";
    refuses(when({{missiles, {5.5, 9}}}), fault_code::empty_range, impossible, "missiles in [5.5, 9]");
    refuses(when({{missiles, {3, 2}}}), fault_code::empty_range, impossible, "missiles in [3, 2]");
    refuses(when({{missiles, {nan, 2}}}), fault_code::empty_range, impossible, "missiles in [nan, 2]");
    refuses(when({{missiles, {2.25, 2.75}}}), fault_code::empty_range, impossible, "missiles in [2.25, 2.75]");
    refuses(when({{missiles, {1, 2}}, {missiles, {4, 5}}}), fault_code::empty_range, impossible, "missiles in [1, 2]");
    refuses<scale_error>(when({{missiles, {1, 2}}}, 7), fault_code::off_scale,
                         "the fallback position is not on the issue's scale", "7");
    refuses(when({{missiles, {1, 2}}}, nan), fault_code::not_a_number, "a position is a finite number", "nan");
    builder.relate(russia, expansion, when({{missiles, {1, 3}}, {missiles, {3, 5}}}, 1));
    CHECK(builder.edge_count<held>() == 1);
}

TEST_CASE("Each issue is asked for its own scale") {
    using any = stance_on<scale>;
    stance_graph<scale>::builder b;
    auto const a = b.add(actor{"A"});
    auto const vote = b.add(basic_issue<scale>{"vote", scale::nominal({"yes", "no"})});
    auto const tax = b.add(basic_issue<scale>{"tax", scale::interval(0, 0.5)});
    auto const spaced = b.add(basic_issue<scale>{"spaced", scale::ordinal({{"a", 0}, {"b", 10}})});
    b.relate(a, vote, any{.position = 2});
    b.relate(a, tax, any{.position = 0.333});
    b.relate(a, spaced, any{.position = 10});
    CHECK(refused<scale_error>([&] { b.relate(a, vote, any{.position = 0.333}); }).issue == "vote");
    CHECK(refused<scale_error>([&] { b.relate(a, tax, any{.position = 2}); }).issue == "tax");
    CHECK(refused<scale_error>([&] { b.relate(a, spaced, any{.position = 5}); }).issue == "spaced");
    // A condition speaks of the scale of the issue that it names.
    any s{.position = 0.1};
    s.depends_on = std::make_shared<condition_on<basic_issue<scale>> const>(
        condition_on<basic_issue<scale>>{{{spaced, {2, 9}}}, 0.2});
    CHECK(refused<stance_error>([&] { b.relate(a, tax, s); }).value == "spaced in [2, 9]");
    CHECK(b.edge_count<any>() == 3);
}

TEST_CASE("One stance at a time on each issue") {
    fixture f;
    f.builder.relate(f.russia, f.expansion, held{.position = 2, .valid = {day(1990, 1, 1), day(2005, 1, 1)}});
    f.builder.relate(f.russia, f.expansion, held{.position = 1, .valid = {.from = day(2005, 1, 1)}});
    f.builder.relate(f.russia, f.missiles, held{});
    CHECK_NOTHROW(f.builder.freeze());
    f.builder.relate(f.russia, f.missiles, held{.position = 1});
    auto const r = refused<graph_error>([&] { f.builder.freeze(); });
    CHECK(r.code == fault_code::duplicate);
    CHECK(r.text == "two edges of one relation where only one may be (actor \"Russia\", issue \"missiles\")");
}

TEST_CASE("What was held in 1999, in 2010, in 2022") {
    fixture f;
    // Added in another order than that of time.
    f.builder.relate(f.russia, f.expansion, held{.position = 1, .valid = {.from = day(2007, 2, 10)}});
    f.builder.relate(f.russia, f.expansion, held{.position = 3, .valid = {day(1997, 5, 27), day(2004, 3, 29)}});
    f.builder.relate(f.russia, f.expansion, held{.position = 2, .valid = {day(2004, 3, 29), day(2007, 2, 10)}});
    auto const g = f.builder.freeze();
    auto const at = [&](time_point t) {
        auto const s = find_stance(g, f.russia, f.expansion, t);
        return s ? s->position : boost::none;
    };
    CHECK(at(day(1999, 3, 12)) == 3.0);
    CHECK(at(day(2010, 11, 20)) == 1.0);
    CHECK(at(day(2022, 1, 26)) == 1.0);
    CHECK(at(day(1996, 1, 1)) == boost::none);
    CHECK(at(day(2004, 3, 29)) == 2.0);  // from is in, to is not
    CHECK(at(day(2004, 3, 29) - std::chrono::seconds(1)) == 3.0);
    CHECK(find_stance(g, f.russia, f.expansion)->position == 1.0);  // without a time, what began last
    CHECK(!find_stance(g, f.russia, f.missiles));
}

TEST_CASE("Periods") {
    period const twenties{day(2020, 1, 1), day(2030, 1, 1)};
    CHECK(twenties.contains(day(2020, 1, 1)));
    CHECK(!twenties.contains(day(2030, 1, 1)));
    CHECK(period{}.contains(day(1, 1, 1)));
    CHECK(period{}.overlaps(twenties));
    CHECK(twenties.overlaps({day(2029, 12, 31), time_point::max()}));
    CHECK(!twenties.overlaps({day(2030, 1, 1), time_point::max()}));
    CHECK(!twenties.overlaps({time_point::min(), day(2020, 1, 1)}));
    CHECK(!twenties.empty());
    CHECK((period{day(2020, 1, 1), day(2020, 1, 1)}).empty());
    static_assert(day(1970, 1, 1).time_since_epoch().count() == 0);
    static_assert(day(2022, 1, 26).time_since_epoch().count() == 1643155200);
}

TEST_CASE("Actors, issues and influences are checked too") {
    graph::builder b;
    auto const message = [&](auto vertex) { return refused<graph_error>([&] { b.add(vertex); }).text; };
    CHECK(message(actor{""}) == "an actor needs a name (actor \"#0\")");
    CHECK(message(actor{"A", -1}) == "a capability is at least 0 (actor \"A\", value \"-1\")");
    CHECK(message(actor{"A", -1e-7}) == "a capability is at least 0 (actor \"A\", value \"-1e-07\")");
    CHECK(message(actor{"A", nan}) == "a capability is a finite number (actor \"A\", value \"nan\")");
    CHECK(message(basic_issue<likert<5>>{"", {}}) == "an issue needs a name (issue \"#0\")");
    CHECK(message(basic_issue<likert<5>>{"I", {}, -1}) ==
          "the weight of an issue is at least 0 (issue \"I\", value \"-1\")");
    CHECK(message(basic_issue<likert<5>>{"I", {}, infinity}) ==
          "the weight of an issue is a finite number (issue \"I\", value \"inf\")");
    CHECK(b.size<actor>() == 0);
    CHECK(b.size<basic_issue<likert<5>>>() == 0);

    auto const x = b.add(actor{"X", 0}), y = b.add(actor{"Y"});
    CHECK(refused<graph_error>([&] { b.relate(x, y, influences{-0.5}); }).text ==
          "the strength of the influence on Y is a finite number of at least 0 (actor \"X\", value \"-0.5\")");
    CHECK(refused<graph_error>([&] { b.relate(x, y, influences{nan}); }).code == fault_code::not_a_number);
    CHECK(refused<graph_error>([&] { b.relate(x, x, influences{1}); }).code == fault_code::self_relation);
    CHECK(refused<graph_error>([&] { b.relate<member_of>(x, x); }).code == fault_code::self_relation);
    b.relate(x, y, influences{0});
    b.relate(y, x, influences{2});  // influence may be mutual
    CHECK(b.freeze().find<influences>(y, x)->strength == 2);
}

TEST_CASE("Membership, spokesmanship and parts lead back nowhere") {
    graph::builder b;
    auto const mp = b.add(actor{"MP"}), party = b.add(actor{"party"}), group = b.add(actor{"group"});
    auto const tax = b.add(basic_issue<likert<5>>{"tax"}), economy = b.add(basic_issue<likert<5>>{"economy"});
    b.relate<member_of>(mp, party);
    b.relate<member_of>(party, group);
    b.relate<member_of>(mp, group);
    b.relate<speaks_for>(group, mp);  // another relation is another matter
    b.relate<part_of>(tax, economy);
    CHECK_NOTHROW(b.freeze());
    auto cyclic = b;
    cyclic.relate<member_of>(group, mp);
    auto const members = refused<graph_error>([&] { cyclic.freeze(); });
    CHECK(members.code == fault_code::cycle);
    CHECK(members.actor == "group");
    auto parts = b;
    parts.relate<part_of>(economy, tax);
    auto const of_issues = refused<graph_error>([&] { parts.freeze(); });
    CHECK(of_issues.issue == "economy");
    bool const walked =
        of_issues.text ==
            "a relation that may not lead back to itself does so: tax -> economy -> tax (issue \"economy\")" ||
        of_issues.text ==
            "a relation that may not lead back to itself does so: economy -> tax -> economy (issue \"economy\")";
    CHECK_MESSAGE(walked, of_issues.text);
    CHECK_NOTHROW(b.freeze());
}

TEST_CASE("Stances are equal by what they say, conditions included") {
    fixture f;
    auto const a = f.when({{f.missiles, {1, 2}}}, 3), same = f.when({{f.missiles, {1, 2}}}, 3);
    CHECK(a == same);
    CHECK(a != f.when({{f.missiles, {1, 2}}}));
    CHECK(a != f.when({{f.missiles, {1, 3}}}, 3));
    CHECK(a != held{.position = 4});
    CHECK(held{.position = 4} == held{.position = 4});
    CHECK(held{.position = 4} != held{.position = 4, .source = "a speech"});
    CHECK(held{.position = 4} != held{.position = 4, .capability = 1});
    CHECK(held{} != held{.position = 3});
}

TEST_CASE("An error carries the place in a file when it is told, and keeps the first") {
    stance_error e(fault_code::off_scale, "no", {.actor = "A", .value = "7"});
    CHECK(std::string(e.what()) == "no (actor \"A\", value \"7\")");
    e.locate("stances.csv", 12, 5, "seven");
    CHECK(std::string(e.what()) == "stances.csv:12:5: no (actor \"A\", value \"7\")");
    e.locate("other.csv", 1);
    CHECK(e.where().file == "stances.csv");
    CHECK(e.where().line == 12);
    CHECK(e.message() == "no");
    error whole_file(fault_code::file_access, "cannot be read");
    whole_file.locate("x.csv", 0);
    CHECK(std::string(whole_file.what()) == "x.csv: cannot be read");
}

}  // namespace

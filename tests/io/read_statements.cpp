// SPDX-License-Identifier: BSL-1.0
// Statements from files, as they are found; and what is refused, with its place.
#include <entente/io/read_statements.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using io::source_text;

io::reading_options on(scale const& s, std::vector<std::pair<std::string, std::string>> columns = {}) {
    io::reading_options o;
    o.default_scale = s;
    o.columns = std::move(columns);
    return o;
}

corpus read(std::string const& text, io::reading_options const& options = on(scale::ordinal(-2, 2)),
            std::vector<std::string> const& kept = {}) {
    return io::parse_statements({.statements = source_text(text, "statements.csv")}, options, kept).statements;
}

struct place {
    fault_code code;
    std::size_t line, column;
    std::string value, actor, issue;
    friend bool operator==(place const&, place const&) = default;
};

place refused(std::string const& text, io::reading_options const& options = on(scale::ordinal(-2, 2))) {
    try {
        read(text, options);
    } catch (error const& e) {
        CHECK((e.where().file == "statements.csv" || e.where().file.empty()));
        return {e.code(), e.where().line, e.where().column, e.where().value, e.where().actor, e.where().issue};
    }
    FAIL("not refused: " << text);
    return {};
}

stated at(corpus const& c, std::size_t i) {
    return c[statement_id(i)];
}

std::string const header = "date,document,speaker,actor,issue,position,salience,confidence,source\n";

}  // namespace

TEST_CASE("Everything that a statement may have") {
    auto const c = read(header + "2022-01-27,Moscow,Lavrov,Russia,no expansion,2,1,0.75,CNN\n"
                                 "1999,Istanbul,,United States,indivisible security,1,,,\n"
                                 "2010-12,,Clinton,,indivisible security,,0.5,,\n"
                                 "2022-01-26T12:00:00Z,,Blinken,United States,no expansion,-2,,,\n");
    REQUIRE(c.size() == 4);
    CHECK(at(c, 0).date.text() == "1999");
    CHECK(c.name(at(c, 0).speaker) == "United States");
    CHECK(c.is_own(statement_id(0)));
    CHECK(c.name(*at(c, 0).document) == "Istanbul");
    CHECK(at(c, 0).line == 3);
    CHECK(at(c, 1).date.text() == "2010-12");
    CHECK(c.name(at(c, 1).actor) == "Clinton");
    CHECK(at(c, 1).position == boost::none);
    CHECK(at(c, 1).salience == 0.5);
    CHECK(!at(c, 1).document);
    CHECK(at(c, 2).date.text() == "2022-01-26T12:00:00Z");
    CHECK(at(c, 3).position == 2.0);
    CHECK(at(c, 3).confidence == 0.75);
    CHECK(at(c, 3).source == "CNN");
    CHECK(c.name(at(c, 3).speaker) == "Lavrov");
    CHECK(c.name(at(c, 3).actor) == "Russia");
    CHECK(at(c, 3).line == 2);
}

TEST_CASE("As they are found: delimiters, names of columns, codes, dates, labels") {
    auto options = on(scale::ordinal({{"no", 0}, {"yes", 1}}),
                      {{"actor", "organization"}, {"issue", "concept"}, {"position", "agreement"}, {"date", "when"}});
    options.dates = io::date_form::day_month_year;
    options.missing = {"?"};
    options.withheld = "declined";
    options.ignore_case = true;
    io::reading_report report;
    auto const made =
        io::parse_statements({.statements = source_text("when;organization;concept;agreement;type\n"
                                                        "03.04.2005;EPA;Cap;YES;hearing\n04.04.2005;EPA;Cap;?;hearing\n"
                                                        "2006;NPRA;Cap;declined;press\n",
                                                        "found.csv")},
                             options, {"type"}, &report);
    auto const& c = made.statements;
    REQUIRE(c.size() == 2);
    CHECK(at(c, 0).date.text() == "2005-04-03");
    CHECK(at(c, 0).position == 1.0);
    CHECK(at(c, 1).date.text() == "2006");
    CHECK(at(c, 1).position == boost::none);
    REQUIRE(c.columns() == 1);
    CHECK(c.text(0, statement_id(1)) == "press");
    CHECK(report.stances == 2);
    CHECK(report.records == 3);
    CHECK(report.without_stance == 1);
    CHECK(report.columns[1].use == "actor");
    CHECK(report.columns[4].use == "kept");
    CHECK(report.notes.size() == 1);  // semicolons
    // Precision of dates in other forms.
    auto form = on(scale::ordinal(0, 1));
    form.dates = io::date_form::year_month_day;
    auto const days =
        read("date,actor,issue,position\n200504,A,x,1\n20050403,A,x,1\n2005/04,A,x,1\n2005,A,x,1\n", form);
    CHECK(at(days, 0).date.text() == "2005");
    CHECK(at(days, 1).date.text() == "2005-04");
    CHECK(at(days, 2).date.text() == "2005-04");
    CHECK(at(days, 3).date.text() == "2005-04-03");
    form.dates = io::date_form::unix_seconds;
    CHECK(at(read("date,actor,issue,position\n86400,A,x,1\n", form), 0).date.text() == "1970-01-02T00:00:00Z");
    // Answers in columns.
    auto answered = on(scale::ordinal(0, 1));
    answered.answers = {{"against", "0"}, {"for", "1"}};
    CHECK(at(read("date,actor,issue,against,for\n2001,A,x,0,1\n", answered), 0).position == 1.0);
}

TEST_CASE("What is said twice is two statements, unless one is to count") {
    std::string const text = "date,document,actor,issue,position\n2001,d,A,x,1\n2001,d,A,x,2\n2001,e,A,x,0\n";
    CHECK(read(text).size() == 3);
    auto options = on(scale::ordinal(-2, 2));
    options.repeated = io::repeated_stances::first;
    auto const first = read(text, options);
    REQUIRE(first.size() == 2);
    CHECK(at(first, 0).position == 1.0);
    options.repeated = io::repeated_stances::last;
    auto const last = read(text, options);
    REQUIRE(last.size() == 2);
    CHECK(at(last, 0).position == 2.0);
    options.repeated = io::repeated_stances::mean;
    CHECK(refused(text, options).code == fault_code::invalid_argument);
    options.repeated = io::repeated_stances::refuse;
    options.wide = true;
    CHECK(refused(text, options).code == fault_code::invalid_argument);
}

TEST_CASE("With tables of issues, actors, relations and names, and in several files") {
    io::statement_texts texts{
        .statements = source_text("date,speaker,actor,issue,position\n2001,m,1,tax,3\n", "statements.csv"),
        .issues = source_text("issue,level,lower,upper,weight\ntax,interval,0,10,2\nwar,nominal,1,2,1\n", "issues.csv"),
        .actors = source_text("actor,capability,member_of\nA,3,union\nunion,1,\nm,1,\n", "actors.csv"),
        .relations =
            source_text("from,relation,to,valid_from,valid_to\nm,speaks_for,A,2000,2004-06\n", "relations.csv"),
        .more = {source_text("date,actor,issue,position\n2003,1,war,2\n", "more.csv")},
        .actor_names = source_text("key,name\n1,A\n", "names.csv")};
    auto const made = io::parse_statements(texts);
    auto const& c = made.statements;
    CHECK(c.size() == 2);
    CHECK(c.actors() == 1);
    CHECK(c[*c.find_issue("tax")].weight == 2);
    CHECK(c[*c.find_issue("war")].scale.measurement() == level::nominal);
    REQUIRE(made.relations.actors.size() == 3);
    CHECK(made.relations.actors[0].capability == 3);
    REQUIRE(made.relations.speak.size() == 1);
    CHECK(made.relations.speak[0].from == "m");
    CHECK(made.relations.speak[0].valid == period{day(2000, 1, 1), day(2004, 6, 1)});
    REQUIRE(made.relations.belong.size() == 1);
    CHECK(made.relations.belong[0].to == "union");
    auto itself = texts;
    itself.relations = source_text("from,relation,to\nm,speaks_for,A\nm,speaks_for,m\n", "itself.csv");
    try {
        io::parse_statements(itself);
        FAIL_CHECK("not refused");
    } catch (graph_error const& e) {
        CHECK(e.code() == fault_code::self_relation);
        CHECK(e.where().actor == "m");
        CHECK(e.where().file == "itself.csv");
        CHECK(e.where().line == 3);
    }
    texts.more.push_back(source_text("date,actor,issue,position\n2003,2,war,2\n", "unlisted.csv"));
    try {
        io::parse_statements(texts);
        FAIL_CHECK("not refused");
    } catch (error const& e) {
        CHECK(e.code() == fault_code::unknown_name);
        CHECK(e.where().file == "unlisted.csv");
        CHECK(e.where().line == 2);
    }
}

TEST_CASE("Bad input is refused with its place") {
    auto const row = [](std::string const& text) { return refused(header + "2001,,A,,x,1,,,\n" + text + "\n"); };
    using enum fault_code;
    CHECK(row("2001-02-29,,A,,x,1,,,") == place{syntax, 3, 1, "2001-02-29", "A", "x"});
    CHECK(row(",,A,,x,1,,,") == place{syntax, 3, 1, "", "A", "x"});
    CHECK(row("2001,,,,x,1,,,") == place{unknown_name, 3, 7, "", "", ""});
    CHECK(row("2001,,A,,,1,,,") == place{unknown_name, 3, 10, "", "A", ""});
    CHECK(row("2001,,A,,x,3,,,") == place{off_scale, 3, 12, "3", "A", "x"});
    CHECK(row("2001,,A,,x,often,,,") == place{off_scale, 3, 12, "often", "A", "x"});
    CHECK(row("2001,,A,,x,1,-1,,") == place{negative_weight, 3, 14, "-1", "A", "x"});
    CHECK(row("2001,,A,,x,1,,1.5,") == place{out_of_range, 3, 15, "1.5", "A", "x"});
    CHECK(row("2001,,A,,x,1,,") == place{syntax, 3, 15, "2001,,A,,x,1,,", "", ""});
    CHECK(refused("date,actor,issue\n2001,A,x\n").code == unknown_name);
    CHECK(refused("date,issue,position\n2001,x,1\n").code == unknown_name);
    CHECK(refused("actor,issue,position\nA,x,1\n").code == unknown_name);
    CHECK(refused("date,actor,issue,position\n2001,A,x,1\n", {}) == place{invalid_scale, 2, 8, "x", "", "x"});
    CHECK(refused(header).code == syntax);
    CHECK(refused(header, on(scale::ordinal(0, 1), {{"status", "type"}})).code == unknown_name);
    auto empty = on(scale::ordinal(0, 1));
    empty.may_be_empty = true;
    CHECK(read(header, empty).size() == 0);
    // All faults of a file at once.
    try {
        read(header + "2001,,A,,x,7,,,\nnever,,A,,x,1,,,\n");
        FAIL_CHECK("not refused");
    } catch (error const& e) {
        CHECK(std::string(e.what()).find("never") != std::string::npos);
    }
    CHECK_THROWS_AS(io::read_statements({.statements = "no such file.csv"}), io_error);
}

TEST_CASE("From a file") {
    std::string const name = "entente_read_statements.csv";
    std::ofstream(name) << "date,actor,issue,position\n2001,A,x,1\n";
    CHECK(io::read_statements({.statements = name}, on(scale::ordinal(0, 1))).statements.size() == 1);
    std::remove(name.c_str());
}

TEST_CASE("What did each side hold in 1999, 2010 and 2022, and who said so?") {
    std::string const folder = std::string(ENTENTE_EXAMPLES_DATA_DIR) + "/nato_russia_2022/";
    auto const all = io::read_statements({.statements = folder + "statements.csv",
                                          .issues = folder + "issues.csv",
                                          .actors = folder + "actors.csv",
                                          .relations = folder + "relations.csv"});
    auto const held = [&](time_point until) {
        return attribute(all.statements, all.relations, {.said = {.window = {.to = until}}});
    };
    auto const find = [](std::vector<attributed_position> const& in, std::string const& who, std::string const& on) {
        for (auto const& a : in)
            if (a.actor == who && a.issue == on) return a;
        FAIL("nothing is attributed to " << who << " on " << on);
        return attributed_position{};
    };
    CHECK(held(day(1999, 1, 1)).empty());
    auto const then = held(day(2000, 1, 1));
    REQUIRE(then.size() == 1);
    CHECK(then[0].actor == "United States");
    CHECK(then[0].issue == "indivisible security");
    CHECK(then[0].held.position == 1.0);
    CHECK(then[0].said_by == "OSCE (1999-11-19)");
    CHECK(then[0].held.through == held_through::spokesperson);
    CHECK(then[0].held.coverage == 0.5);  // of the OSCE and Blinken, who had said nothing
    auto const later = held(day(2011, 1, 1));
    REQUIRE(later.size() == 1);
    CHECK(later[0].said_by == "OSCE (2010-12)");
    CHECK(later[0].since_text() == "2010-12-01");
    auto const now = held(day(2022, 2, 1));
    CHECK(now.size() == 23);
    auto const expansion = find(now, "Russia", "no further NATO expansion");
    CHECK(expansion.held.position == 2.0);
    CHECK(expansion.said_by == "Sergey Lavrov (2022-01-27)");
    CHECK(find(now, "United States", "no further NATO expansion").held.position == -2.0);
    CHECK(find(now, "United States", "indivisible security").said_by == "OSCE (2010-12)");
    auto const path = find(now, "Russia", "diplomatic path");
    CHECK(path.held.position == boost::none);
    CHECK(path.held.status == stance_status::withheld);
    CHECK(path.from == "Dmitry Peskov");
    CHECK(find(now, "Russia", "NATO support for Ukraine").held.through == held_through::own);
    CHECK(speaker_conflicts(all.statements, all.relations).empty());
}

// SPDX-License-Identifier: BSL-1.0
// Records in JSON, and stances read from them.
#include "entente/json/records.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/read_statements.hpp"
#include "entente/io/scale_text.hpp"

using namespace entente;

namespace {

using graph = stance_graph<scale>;

io::source_text text_of(std::string text) {
    return io::source_text(std::move(text), "t.json");
}

/// `LINE: FIELD|FIELD` of each record behind the names of the columns.
std::string said(io::record_source& from) {
    auto const row = [](io::record const& r) {
        std::string text;
        for (std::size_t i = 0; i != r.size(); ++i) (text += i ? "|" : "") += r[i];
        return text;
    };
    auto all = row(from.header());
    while (auto const r = from.next()) all += '\n' + std::to_string(r->line()) + ": " + row(*r);
    return all;
}
std::string said(std::string text, std::string_view path = {}, bool lines = false) {
    io::json_reader reader(text_of(std::move(text)), path, lines);
    auto const once = said(reader);
    reader.rewind();
    CHECK(said(reader) == once);
    return once;
}

std::string refused(std::string text, std::string_view path = {}, bool lines = false) {
    try {
        io::json_reader const reader(text_of(std::move(text)), path, lines);
    } catch (error const& e) {
        return e.what();
    }
    return "accepted";
}

io::reading_options on(char const* text) {
    io::reading_options o;
    o.default_scale = io::parse_scale(text);
    return o;
}

/// `ACTOR ISSUE POSITION` of each stance, sorted; a dash where it is withheld.
std::string said(graph const& g) {
    std::vector<std::string> all;
    g.for_each_edge<stance_on<scale>>([&](auto const& e) {
        all.push_back(g[e.source].name + ' ' + g[e.target].name + ' ' +
                      (e.edge.position ? entente::detail::number_text(*e.edge.position) : "-"));
    });
    std::ranges::sort(all);
    std::string text;
    for (auto const& each : all) text += (text.empty() ? "" : ", ") + each;
    return text;
}
std::string stances(std::string text, io::reading_options const& o, io::record_format format = io::json_records()) {
    return said(io::parse_stances({.stances = text_of(std::move(text)).as(std::move(format))}, o));
}
std::string stances_refused(std::string text, io::reading_options const& o,
                            io::record_format format = io::json_records()) {
    try {
        stances(std::move(text), o, std::move(format));
    } catch (error const& e) {
        return e.what();
    }
    return "accepted";
}
bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

constexpr char const* compass = R"({
 "version": 2,
 "content": {
  "theses": [
   {"positions": {"a": {"position": "approve"}, "b": {"position": "skip", "why": "w"}}, "statement": "tax"},
   {"statement": "trade", "positions": {"b": {"position": "reject"}}}
  ],
  "parties": [{"alias": "a", "name": "Alder"}, {"alias": "b", "name": "Birch"}]
 }
})";

}  // namespace

TEST_CASE("records are values at a path, and fields what leads from there") {
    CHECK(said(R"([{"a":1,"b":"x"},{"b":null,"c":true}])") == "a|b|c\n1: 1|x|\n1: ||true");
    CHECK(said("[{\"a\":{\"b\":[1,{\"c\":-2.50e1}]}},\n\n{\"a\":{\"b\":[\"\"]}}]") ==
          "a/b/0|a/b/1/c\n1: 1|-2.50e1\n3: |");
    CHECK(said(R"({"x":{"tax":1},"y":{"tax":2}})", "/*/*") == "@key|@value|/*/@key\n1: tax|1|x\n1: tax|2|y");
    CHECK(said(R"([["a","b"],["c"]])") == "0|1\n1: a|b\n1: c|");
    CHECK(said(R"({"d":{"votes":[{"v":1}],"on":"x"}})", "/d/votes/*") == "v|/d/on\n1: 1|x");
    CHECK(said(R"({"only":{"v":1}})", "/only") == "v\n1: 1");
    CHECK(said(R"({"a/b":[{"c~d":1}]})", "/a~1b/*") == "c~0d\n1: 1");
    CHECK(said("{\"a\":1}\r\n\n{\"a\":2}", {}, true) == "a\n1: 1\n3: 2");
    CHECK(said("{\"a\":[1,2],\"b\":0}\n{\"a\":[3],\"b\":9}\n", "/*/a/*", true) ==
          "@value|/*/b\n1: 1|0\n1: 2|0\n2: 3|9");
    CHECK(said(compass, "/content/theses/*/positions/*") ==
          "@key|position|why|/version|/content/theses/*/statement\n"
          "5: a|approve||2|tax\n5: b|skip|w|2|tax\n6: b|reject||2|trade");
}

TEST_CASE("texts are what they stand for, and every field has its place") {
    CHECK(said(R"([{"a\u0062":"\u00e9\n\"","x":"\ud83d\ude00"}])") == "ab|x\n1: \xC3\xA9\n\"|\xF0\x9F\x98\x80");
    io::json_reader reader(text_of("[\n {\"a\": \"\\u0041\", \"\xC3\xA4\": -1},\n {\"b\": null}\n]"));
    auto const first = reader.next();
    CHECK(first->where(0) == io::text_position{2, 8});
    CHECK(first->where(1) == io::text_position{2, 23});
    CHECK(first->is_quoted(0));
    CHECK_FALSE(first->is_quoted(1));
    auto const second = reader.next();
    CHECK(second->where(0) == io::text_position{3, 2});
    CHECK(second->where(2) == io::text_position{3, 8});
    CHECK(reader.header().where(2) == io::text_position{3, 8});
    io::json_reader around(text_of(compass), "/content/theses/*/positions/*");
    CHECK(around.next()->where(4).line == 5);
    io::json_reader one_line(text_of("[{\"a\": 1}, {\"b\": {\"c\": 2}}]"));
    one_line.next();
    CHECK(one_line.next()->where(1) == io::text_position{1, 24});
}

TEST_CASE("what is not JSON, or leads nowhere, is refused with its place") {
    for (auto const& each :
         {std::pair{"[{\"a\":1},\n {\"a\" 2}]", "t.json:2:7: the text is not JSON here"},
          std::pair{"[{\"a\":tru}]", "t.json:1:7:"},
          std::pair{"[{\"a\":1}", "t.json:1:9: the text ends inside of JSON"},
          std::pair{"", "t.json:1:1: the text ends inside of JSON"}, std::pair{"[{\"a\":1}] x", "t.json:1:11:"},
          std::pair{"[{\"a\":1,}]", "t.json:1:9:"}, std::pair{"[{\"a\":01}]", "t.json:1:9:"},
          std::pair{"[{\"a\":1e999}]", "t.json:1:7: a number is too large"},
          std::pair{"[{\"a\":\"\\u0000\"}]", "t.json:1:7: a text with a NUL"},
          std::pair{"[{\"a\":\"\\ud800\"}]", "t.json:1:7:"},
          std::pair{"[{\"a\":1,\"b\":2,\"a\":3}]", "t.json:1:19: a second member"},
          std::pair{"[]", "there are no records at /*: at the top"},
          std::pair{"{\"data\":[],\"n\":1}", "as in /votes/*: at the top there are: data, n"}}) {
        auto const text = each.first, place = each.second;
        CAPTURE(text);
        CAPTURE(refused(text));
        CHECK(has(refused(text), place));
    }
    CHECK(has(refused("{\"a\":1}\n{\"a\":}\n", {}, true), "t.json:2:6: the text is not JSON here"));
    CHECK(has(refused("{\"a\":1} {\"a\":2}\n", {}, true), "t.json:1:9:"));
    CHECK(has(refused(compass, "/content/thesis/*"), "at /content there are: theses, parties"));
    CHECK(has(refused("[]", "votes"), "begins with a slash"));
    CHECK(has(refused("{\"a\":{\"x\":1,\"x\":2,\"r\":[{}]}}", "/a/r/*"), "a second member"));
}

TEST_CASE("stances from records, from a document of many depths, and beside a table of names") {
    auto o = on("ordinal:reject|neutral|approve");
    o.columns = {{"actor", "@key"}, {"issue", "/content/theses/*/statement"}};
    o.missing = {"skip"};
    auto const theses = io::json_records("/content/theses/*/positions/*");
    CHECK(stances(compass, o, theses) == "a tax 3, b trade 1");
    o.actor_names = {"alias", "name"};
    auto const names = text_of(compass).as(io::json_records("/content/parties/*"));
    CHECK(said(io::parse_stances({.stances = text_of(compass).as(theses), .actor_names = names}, o)) ==
          "Alder tax 3, Birch trade 1");

    CHECK(stances(R"([{"actor":1,"issue":"x","position":0.50},{"actor":1.0,"issue":"y","position":"1"}])",
                  on("interval:0..1")) == "1 x 0.5, 1 y 1");
    auto wide = on("interval:0..9");
    wide.wide = true;
    CHECK(stances(R"({"Alder":{"tax":1,"trade":2},"Birch":{"trade":3,"tax":null}})", wide, io::json_records("/*")) ==
          "Alder tax 1, Alder trade 2, Birch trade 3");
    CHECK(stances("{\"actor\":\"A\",\"tax\":1}\n{\"tax\":2,\"actor\":\"B\"}\n", wide, io::json_lines()) ==
          "A tax 1, B tax 2");
}

TEST_CASE("what may be misread is refused or said") {
    auto const o = on("interval:0..1");
    auto wide = o;
    wide.wide = true;
    // What stands around the records is no issue by itself.
    CHECK(has(stances_refused(R"({"version":1,"data":[{"actor":"A","tax":1}]})", wide, io::json_records("/data/*")),
              "columns that may be no issues: /version"));
    // Options of separated values have no effect here; a thousands mark would even change a number.
    for (auto const change :
         {+[](io::reading_options& x) { x.thousands = '.', x.decimal_comma = true; },
          +[](io::reading_options& x) { x.delimiter = ';'; }, +[](io::reading_options& x) { x.header_rows = 2; },
          +[](io::reading_options& x) {
              x.column_names = {"a", "b", "c"};
          }}) {
        auto changed = o;
        change(changed);
        CHECK(has(stances_refused(R"([{"actor":"A","issue":"x","position":1}])", changed), "is of separated values"));
        auto const statements = text_of(R"([{"date":"2001","actor":"A","issue":"x","position":0.125}])");
        try {
            io::parse_statements({.statements = statements.as(io::json_records())}, changed);
            FAIL_CHECK("nothing was refused");
        } catch (error const& e) {
            CHECK(has(e.what(), "is of separated values"));
        }
    }
    CHECK(has(stances_refused(R"([{"who":"A","issue":"x","position":1}])", o), "there are: who, issue, position"));
    CHECK(has(stances_refused("[{\"actor\":\"A\",\"issue\":\"x\",\n\"position\":7}]", o), "t.json:2:12:"));
    // All faults of cells at once.
    auto const many = stances_refused("[{\"actor\":\"A\",\"issue\":\"x\",\"position\":7},\n"
                                      "{\"actor\":\"\",\"issue\":\"x\",\"position\":1},\n"
                                      "{\"actor\":\"B\",\"issue\":\"x\",\"position\":true}]",
                                      o);
    CHECK(has(many, "t.json:1:"));
    CHECK(has(many, "t.json:2:"));
    CHECK(has(many, "t.json:3:"));

    io::reading_report report;
    auto const lacks = text_of(R"([{"actor":"A","issue":"x","position":1},{"actor":"B","issue":"x"}])");
    io::parse_stances({.stances = lacks.as(io::json_records())}, o, report);
    REQUIRE(report.notes.size() == 1);
    CHECK(has(report.notes[0], "records without a position, read as withheld: 1"));
    // Without a word of the format JSON is not taken for a table.
    CHECK(has(stances_refused(R"([{"actor":"A"}])", o, {}), "looks like JSON"));
}

TEST_CASE("names that nobody can tell apart are told") {
    auto const notes = [](std::string const& other, std::string const& issue) {
        io::reading_report report;
        io::parse_stances({.stances = text_of(R"([{"actor":"A B","issue":"x","position":1},{"actor":")" + other +
                                              R"(","issue":")" + issue + R"(","position":1}])")
                                          .as(io::json_records())},
                          on("interval:0..1"), report);
        std::string all;
        for (auto const& note : report.notes) all += note + '\n';
        return all;
    };
    for (auto const* const other : {"A B ", " A B", "A  B", "A\xC2\xA0" "B", "A\xE2\x80\x8B B", "\xEF\xBB\xBF" "A B"}) {
        CAPTURE(other);
        CHECK(notes(other, "x") == "two actors have names that look alike, \"A B\" and \"" + std::string(other) + "\"\n");
    }
    CHECK(notes("AB", "x").empty());
    CHECK(notes("A b", "x").empty());
    CHECK(has(notes("B", "x "), "two issues have names that look alike, \"x\" and \"x \""));
}

TEST_CASE("a byte changed is refused, or changes one name or position and nothing else") {
    std::string const text = "[{\"actor\":\"Alder\",\"issue\":\"tax\",\"position\":3},\n"
                             "{\"actor\":\"Birch\",\"issue\":\"tax\",\"position\":1},\n"
                             "{\"actor\":\"Birch\",\"issue\":\"trade\",\"position\":2}]";
    auto const o = on("ordinal:1..5");
    std::size_t accepted = 0, refusals = 0;
    for (std::size_t i = 0; i != text.size(); ++i)
        for (char const c : {'x', '"', '1', '{', ']', ',', ' ', '\\', ':'}) {
            auto changed = text;
            changed[i] = c;
            if (changed == text) continue;
            io::reading_report report;
            try {
                auto const g = io::parse_stances({.stances = text_of(changed).as(io::json_records())}, o, report);
                ++accepted;
                CAPTURE(changed);
                CHECK(report.records == 3);
                CHECK(g.edge_count<stance_on<scale>>() == 3);
                // A member that is called otherwise leaves its record without a position, which is said.
                bool withheld = false;
                g.for_each_edge<stance_on<scale>>([&](auto const& e) { withheld = withheld || !e.edge.position; });
                CHECK(withheld == !report.notes.empty());
            } catch (error const& e) {
                ++refusals;
                CHECK(has(e.what(), "t.json"));
            }
        }
    CHECK(accepted > 100);
    CHECK(refusals > 500);
}

TEST_CASE("JSON and separated values of the same stances are one graph") {
    std::mt19937 random(20);
    std::string csv = "actor,issue,position\n", json = "[", lines;
    for (int actor = 0; actor != 30; ++actor)
        for (int issue = 0; issue != 9; ++issue) {
            if (random() % 4 == 0) continue;
            auto const position = std::to_string(static_cast<int>(random() % 900) / 100.0).substr(0, 4);
            auto const a = "\"\xC3\xA4" + std::to_string(actor) + '"', i = "\"q" + std::to_string(issue) + '"';
            csv += a + ',' + i + ',' + position + '\n';
            auto const record = random() % 2
                                    ? "{\"actor\":" + a + ",\"issue\":" + i + ",\"position\":" + position + '}'
                                    : "{ \"position\" : " + position + ", \"issue\":" + i + ",\"actor\":" + a + '}';
            json += (json.size() > 1 ? ",\n" : "") + record;
            lines += record + '\n';
        }
    auto const o = on("interval:0..9");
    auto const expected = said(io::parse_stances({.stances = io::source_text(csv)}, o));
    CHECK(stances(json + ']', o) == expected);
    CHECK(stances(lines, o, io::json_lines()) == expected);
}

TEST_CASE("what a text makes of memory grows as it does, not as its square") {
    auto const many = [](int count, auto const& each) {
        std::string all;
        for (int i = 0; i < count; ++i) all += (i ? "," : "") + each(std::to_string(i));
        return all;
    };
    auto const repeated = [](int count, std::string const& text) {
        std::string all;
        for (int i = 0; i < count; ++i) all += text;
        return all;
    };
    std::string const sparse = "records, most of which lack most of them", deep = "fields so deep within others";
    // Fields of one record each; fields around all records; names within names, and within a long one.
    auto const of_one = many(8000, [](std::string const& i) { return "{\"k" + i + "\":1}"; });
    CHECK(has(refused('[' + of_one + ']'), sparse));
    CHECK(has(refused("[]\n[" + of_one + "]\n", "/*/*", true), sparse));
    auto const around = many(5000, [](std::string const& i) { return "\"k" + i + "\":1"; });
    auto const ones = many(5000, [](std::string const&) { return std::string("1"); });
    CHECK(has(refused("{\"x\":{" + around + "},\"a\":[" + ones + "]}", "/a/*"), sparse));
    CHECK(has(refused("{\"a\":[" + ones + "],\"x\":{" + around + "}}", "/a/*"), sparse));
    CHECK(has(refused('[' + repeated(20000, "{\"a\":") + '1' + repeated(20000, "}") + ']'), deep));
    CHECK(has(refused("[{\"" + std::string(20000, 'a') + "\":{" + around + "}}]"), deep));
    // Few answers of each to many questions are a table all the same.
    CHECK(refused('[' +
                  many(5000,
                       [&](std::string const& i) {
                           std::string votes;
                           for (int k = 0; k < 20; ++k)
                               votes += ",\"" + std::to_string((std::stoi(i) * 7 + k * 50) % 1000) + "\":1";
                           return "{\"who\":" + i + votes + '}';
                       }) +
                  ']') == "accepted");
    CHECK(refused('[' + repeated(900, "{\"a\":") + '1' + repeated(900, "}") + ']') == "accepted");
}

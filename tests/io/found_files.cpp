// SPDX-License-Identifier: BSL-1.0
// Files as they are found: what separates, what is where, what cells say.
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/cancelled.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/io/write_stances.hpp"

using namespace entente;
using io::reading_options;
using io::repeated_stances;

namespace {

using graph = stance_graph<scale>;
using issue_type = basic_issue<scale>;

reading_options on(char const* text) {
    reading_options o;
    o.default_scale = io::parse_scale(text);
    return o;
}
reading_options wide(char const* text) {
    auto o = on(text);
    o.wide = true;
    return o;
}
graph read(std::string text, reading_options const& o) {
    return io::parse_stances({.stances = io::source_text(std::move(text), "folder/t.csv", o.encoding)}, o);
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
std::string said(std::string text, reading_options const& o) {
    return said(read(std::move(text), o));
}

error refused(std::string text, reading_options const& o) {
    try {
        read(std::move(text), o);
    } catch (error const& e) {
        return e;
    }
    FAIL("accepted");
    return error(fault_code::syntax, "");
}
bool names(error const& e, std::string_view word) {
    return std::string_view(e.what()).find(word) != std::string_view::npos;
}

stance_on<scale> const& held(graph const& g, std::string_view who, std::string_view on_what) {
    return g.find<stance_on<scale>>(g.find<actor>(who).value(), g.find<issue_type>(on_what).value()).value();
}

std::string utf16(std::string_view text, bool big, bool mark) {
    std::string bytes;
    auto const add = [&](unsigned unit) {
        char const high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFFu);
        bytes += big ? high : low;
        bytes += big ? low : high;
    };
    if (mark) add(0xFEFF);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        add(c < 0x80 ? c : (c & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu));
    }
    return bytes;
}

}  // namespace

// ---- text --------------------------------------------------------------------------------------------------------------

TEST_CASE("one table in every delimiter, encoding and line end is one graph") {
    std::string const plain = "actor,tax,b\xC3\xB6rder\n\xC3\x85lder,1.5,2\nBirch,,3.25\n";
    auto const expected = said(plain, wide("interval:0..9"));
    REQUIRE(expected == "Birch b\xC3\xB6rder 3.25, \xC3\x85lder b\xC3\xB6rder 2, \xC3\x85lder tax 1.5");
    for (char const mark : {',', ';', '\t', '|'})
        for (bool const comma : {false, true})
            for (std::string const& end : {std::string("\n"), std::string("\r\n"), std::string("\r")}) {
                if (comma && mark == ',') continue;
                std::string text;
                for (char const c : plain) {
                    if (c == '\n')
                        text += end;
                    else
                        text += c == ',' ? mark : c == '.' && comma ? ',' : c;
                }
                auto o = wide("interval:0..9");
                o.decimal_comma = comma;
                CAPTURE(text);
                CHECK(said(text, o) == expected);
                CHECK(said("\xEF\xBB\xBF" + text, o) == expected);
                for (bool const big : {false, true}) {
                    CHECK(said(utf16(text, big, true), o) == expected);
                    o.encoding = big ? io::text_encoding::utf16_big : io::text_encoding::utf16_little;
                    CHECK(said(utf16(text, big, false), o) == expected);
                    o.encoding = io::text_encoding::utf16;
                    CHECK(said(utf16(text, big, false), o) == expected);
                    o.encoding = io::text_encoding::utf8;
                }
                std::string latin = text;
                for (std::size_t at; (at = latin.find('\xC3')) != latin.npos;) {
                    latin.erase(at, 1);
                    latin[at] = static_cast<char>(static_cast<unsigned char>(latin[at]) | 0x40u);
                }
                CHECK(names(refused(latin, o), "encoding"));
                for (auto const encoding : {io::text_encoding::latin1, io::text_encoding::windows1252}) {
                    o.encoding = encoding;
                    CHECK(said(latin, o) == expected);
                }
            }
}

TEST_CASE("Windows-1252 has what Latin-1 has not") {
    auto o = wide("ordinal:1..5");
    o.encoding = io::text_encoding::windows1252;
    CHECK(said("actor,q\n\x93North\x94,1\n", o) == "\xE2\x80\x9CNorth\xE2\x80\x9D q 1");
    auto const gap = refused("actor,q\nA\x81,1\n", o);
    CHECK(gap.where().line == 2);
    CHECK(gap.where().column == 2);
    o.encoding = io::text_encoding::latin1;
    CHECK(names(refused("actor,q\n\x93North\x94,1\n", o), "windows-1252"));
    o.encoding = io::text_encoding::utf16_little;
    CHECK(names(refused("actor,q", o), "even number of bytes"));
}

TEST_CASE("a delimiter is found only where it is unmistakable") {
    CHECK(said("actor;q\nA;1\n", wide("ordinal:1..5")) == "A q 1");
    // Commas stand in names: more fields by semicolons, and by commas as many in each row.
    auto const doubtful = refused("actor;a, b;c\nA;1;2, 3\n", wide("ordinal:1..5"));
    CHECK(doubtful.code() == fault_code::syntax);
    CHECK(names(doubtful, "delimiter"));
    CHECK(said("actor,issue,position,source\nA,q,1,x;y;z\nB,q,2,\n", on("ordinal:1..5")) == "A q 1, B q 2");
    auto said_so = wide("ordinal:1..5");
    said_so.delimiter = ',';
    CHECK(names(refused("actor;q1\nA;1\n", said_so), "delimiter"));
    CHECK(names(refused("[{\"actor\": \"A\"}]\n", on("ordinal:1..5")), "JSON"));
}

TEST_CASE("decimal commas and thousands are read where they are said, and refused else") {
    auto o = on("interval:0..2000000");
    CHECK(names(refused("actor,issue,position\nA,q,\"0,5\"\n", o), "decimal_comma"));
    for (auto const* const text : {"5x", "\"1,2,3\"", "\",\"", "\"0,5%\""})  // a comma would not make a number of it
        CHECK_FALSE(names(refused("actor,issue,position\nA,q," + std::string(text) + "\n", o), "decimal_comma"));
    CHECK(names(refused("ACTOR,issue,position\nA,q,1\n", o), "should be called actor"));
    o.decimal_comma = true;
    CHECK(said("actor;issue;position\nA;q;0,5\n", o) == "A q 0.5");
    refused("actor;issue;position\nA;q;1.234\n", o);
    o.thousands = '.';
    CHECK(said("actor;issue;position\nA;q;1.234,5\nB;q;1.234.567\nC;q;12\n", o) == "A q 1234.5, B q 1234567, C q 12");
    for (auto const* const text : {"1.23", "1234.567", "1.2345", ".123", "1..234", "1.234,5.6", "1,5,5"})
        refused("actor;issue;position\nA;q;" + std::string(text) + "\n", o);
    o.thousands = ',';
    CHECK_THROWS_AS(validate(o), error);
}

TEST_CASE("what spreadsheets leave behind is passed over") {
    CHECK(said("actor,q1,q2\n\nA,1,2\n\n,,\nB,3,4\n,,\n,,\n", wide("ordinal:1..5")) ==
          "A q1 1, A q2 2, B q1 3, B q2 4");
    CHECK(said("actor,q1,\nA,1,\n", wide("ordinal:1..5")) == "A q1 1");
    CHECK(said("actor,q1,\nA,1\n", wide("ordinal:1..5")) == "A q1 1");
    CHECK(said(",actor,q1\n0,A,1\n1,B,3\n", wide("ordinal:1..5")) == "A q1 1, B q1 3");
    CHECK(said(",q1\nA,1\nB,3\n", wide("ordinal:1..5")) == "A q1 1, B q1 3");
    CHECK(said(",actor,issue,position\n0,A,q,1\n", on("ordinal:1..5")) == "A q 1");
    CHECK(said("actor , issue, position\nA ,q,  1\n\"B \",q, 2\xC2\xA0\n", on("ordinal:1..5")) == "A q 1, B  q 2");
    auto const joined = refused("\xEF\xBB\xBF"
                                "actor,q\nA,1\n\xEF\xBB\xBF"
                                "B,2\n",
                                wide("ordinal:1..5"));
    CHECK(joined.where().line == 3);
    CHECK(names(joined, "byte order mark"));
}

TEST_CASE("lines before the header, comments, header rows, no header") {
    auto const expected = "A q1 1, B q1 2";
    auto o = wide("ordinal:1..5");
    o.skipped_lines = 1;
    CHECK(said("A survey, of \"two\n\nactor,q1\nA,1\nB,2\n", o) == expected);
    o = wide("ordinal:1..5");
    o.comment = "#";
    CHECK(said("# made by\n#\nactor,q1\nA,1\n# half\nB,2\n", o) == expected);
    o = wide("ordinal:1..5");
    o.header_rows = 2;
    CHECK(said("actor,q1\nwho,\"how,\nmuch\"\nA,1\nB,2\n", o) == expected);
    o.header_rows = 0;
    CHECK_THROWS_AS(read("A,1\nB,2\n", o), error);
    o.column_names = {"actor", "q1"};
    CHECK(said("A,1\nB,2\n", o) == expected);
    o.column_names = {"actor", "q1", "q2"};
    CHECK(refused("A,1\nB,2\n", o).code() == fault_code::syntax);
    CHECK(names(refused("A,4,2,5\nB,1,1,1\n", wide("ordinal:1..5")), "header_rows"));
    auto by_number = on("ordinal:1..5");
    by_number.header_rows = 0;
    by_number.columns = {{"actor", "1"}, {"issue", "#2"}, {"position", "#3"}};
    CHECK(said("A,q1,1\nB,q1,2\n", by_number) == expected);
}

// ---- shape -------------------------------------------------------------------------------------------------------------

TEST_CASE("columns are issues when they are chosen, declared or unmistakable") {
    auto const table = "participant,group-id,n-votes,0,1,2\np,0,1,-1,,1\nq,1,0,,1,\n";
    auto o = wide("ordinal:-1..1");
    auto const doubtful = refused(table, o);
    CHECK(doubtful.where().line == 1);
    CHECK(names(doubtful, "group-id, n-votes"));
    CHECK(names(doubtful, "issue_columns"));
    for (std::vector<std::string> const& chosen :
         std::vector<std::vector<std::string>>{{"[0-9]*"}, {"#4-"}, {"#4-#5", "2"}, {"0", "1", "?"}}) {
        o.issue_columns = chosen;
        CHECK(said(table, o) == "p 0 -1, p 2 1, q 1 1");
    }
    o.issue_columns = {"3"};
    CHECK(refused(table, o).code() == fault_code::unknown_name);
    o = wide("ordinal:-1..1");
    o.ignored_columns = {"group-id", "n-*"};
    CHECK(said(table, o) == "p 0 -1, p 2 1, q 1 1");
    o.ignored_columns = {"groups"};
    CHECK(refused(table, o).code() == fault_code::unknown_name);
    for (auto const* const about : {"tax_sd", "salience of tax", "Weight", "n", "party_id"})
        refused("actor,tax," + std::string(about) + "\nA,1,1\n", wide("ordinal:1..5"));
    CHECK(
        names(refused("p,T1_yes,T1_no,T2_yes,T2_no\nA,1,0,0,1\nB,0,0,1,0\n", wide("ordinal:0|1")), "{issue}_{answer}"));
    CHECK(names(refused("actor,issue,position\nA,q,1\n", wide("ordinal:1..5")), "may be no issues"));
}

TEST_CASE("a wide header is taken for issues, or refused, by what its names and the cells below may be") {
    std::string const answers = "of which one holds 1", record = "the first row may be a record",
                      doubtful = "columns that may be no issues: ";
    struct found {
        std::string header, rows, says;
    };
    for (auto const& each : std::vector<found>{
             // Answers to questions, of which no row gives two to one question.
             {"T1_yes,T1_no,T2_yes,T2_no", "1,0,0,1 0,0,1,0", answers},
             {"T1_yes,T2_yes,T1_no,T2_no", "1,0,0,1 1,1,0,0", answers},
             {"T.1-yes,T.1-no,T.2-yes,T.2-no", "1,,0,1", answers},
             {"a:x,a:y,b:x,b:y", "0,0,0,0", answers},
             {"T1_yes,T1_no,T2_yes,T2_no", "1,0,0,1 0,0,1,1", "A T1_no 0, A T1_yes 1, A T2_no 1, A T2_yes 0, "
                                                              "B T1_no 0, B T1_yes 0, B T2_no 1, B T2_yes 1"},
             {"a_x,a_y,b_x,b_y", "2,0,0,1", "A a_x 2, A a_y 0, A b_x 0, A b_y 1"},
             {"a_x,a-y,b_x,b_y", "1,0,0,1", "A a-y 0, A a_x 1, A b_x 0, A b_y 1"},
             {"a_x,a_y", "1,0", "A a_x 1, A a_y 0"},
             {"a_x,b_x", "1,0", "A a_x 1, A b_x 0"},
             {"a_x,a_y,b_x", "1,0,0", "A a_x 1, A a_y 0, A b_x 0"},
             {"_x,_y,b_x,b_y", "1,0,0,1", "A _x 1, A _y 0, A b_x 0, A b_y 1"},
             {"a_,a_y,b_,b_y", "1,0,0,1", "A a_ 1, A a_y 0, A b_ 0, A b_y 1"},
             // Numbers that count the issues, and numbers that do not.
             {"3,5", "1,0", "A 3 1, A 5 0"},
             {"5,3", "1,0", record},
             {"0.5,1.5", "1,0", record},
             {"5", "1", "A 5 1"},
             {"x,3", "1,0", "A 3 0, A x 1"},
             {"1,x,2", "1,0,1", doubtful + "x;"},
             {"1,y,2,x", "1,0,1,0", doubtful + "y, x;"},
         }) {
        auto const& says = each.says;
        CAPTURE(each.header);
        std::string text = "p," + each.header + "\nA," + each.rows + '\n';
        if (auto const at = text.find(' '); at != text.npos) text.replace(at, 1, "\nB,");
        auto const o = wide("ordinal:0..2");
        if (says == answers || says == record || says.starts_with(doubtful)) {
            auto const e = refused(text, o);
            CHECK(names(e, says));
            CHECK(e.code() == fault_code::unknown_name);
            CHECK(e.where().line == 1);
        } else {
            CHECK(said(text, o) == says);
        }
    }
    CHECK(names(refused("p,a:x,a:y,b:x,b:y\nA,0,0,0,0\n", wide("ordinal:0..2")), "{issue}:{answer}"));
}

TEST_CASE("a first column without a name is passed over where it counts the rows, from 0 or 1") {
    auto const o = wide("ordinal:0..2");
    CHECK(said(",p,a\n0,A,1\n1,B,2\n", o) == "A a 1, B a 2");
    CHECK(said(",p,a\n1,A,1\n2,B,2\n", o) == "A a 1, B a 2");
    CHECK(said(",a,b\n2,1,0\n3,0,1\n", o) == "2 a 1, 2 b 0, 3 a 0, 3 b 1");
    CHECK(said(",a,b\n0,1,0\n2,0,1\n", o) == "0 a 1, 0 b 0, 2 a 0, 2 b 1");
    CHECK(said(",a,b\nx,1,0\n1,0,1\n", o) == "1 a 0, 1 b 1, x a 1, x b 0");
    CHECK(said("n,a,b\n0,1,0\n1,0,1\n", o) == "0 a 1, 0 b 0, 1 a 0, 1 b 1");
}

TEST_CASE("what is taken for issues is said, the first eight by name") {
    auto const note = [](std::string const& header) {
        io::reading_report report;
        std::string row = "\nA,1\n";
        for (char const c : header) row.insert(2, c == ',' ? ",1" : "");
        io::parse_stances({.stances = io::source_text("p," + header + row, "p.csv")}, wide("ordinal:0..2"), report);
        REQUIRE(report.notes.size() == 1);
        return report.notes[0];
    };
    CHECK(note("a,b,c,d,e,f,g,h").ends_with(": a, b, c, d, e, f, g, h"));
    CHECK(note("a,b,c,d,e,f,g,h,i,j").ends_with(": a, b, c, d, e, f, g, h and 2 more"));
    CHECK(note("a").ends_with(": a"));
}

TEST_CASE("an issue table declares the columns that are issues; what is left out is said") {
    reading_options o;
    o.wide = true;
    io::reading_report report;
    auto const g =
        io::parse_stances({.stances = io::source_text("party,eu,eu_sd,tax\nA,1,9,2\n", "p.csv"),
                           .issues = io::source_text("issue,level,lower,upper\ntax,ordinal,1,5\neu,ordinal,1,5\n")},
                          o, report);
    CHECK(said(g) == "A eu 1, A tax 2");
    REQUIRE(report.notes.size() == 1);
    CHECK(report.notes[0].find("eu_sd") != std::string::npos);
    REQUIRE(report.columns.size() == 4);
    CHECK(report.columns[0].use == "actor");
    CHECK(report.columns[1].use == "position of eu");
    CHECK(report.columns[2].use == "passed over");
    CHECK(report.stances == 2);
    CHECK(to_text(report).find("column 3 \"eu_sd\": passed over") != std::string::npos);
    CHECK(names(
        [&] {
            try {
                io::parse_stances({.stances = io::source_text("party,a,b\nA,1,2\n", "p.csv"),
                                   .issues = io::source_text("issue,level,lower,upper\ntax,ordinal,1,5\n")},
                                  o);
            } catch (error const& e) {
                return e;
            }
            return error(fault_code::syntax, "accepted");
        }(),
        "lists none of them"));
}

TEST_CASE("saliences and dates stand beside positions in a wide table") {
    auto o = wide("interval:0..100");
    o.columns = {{"position", "{issue} Position"}, {"salience", "{issue} Salience"}, {"from", "asked"}};
    auto const g = read("Actor,asked,Tax Position,Tax Salience,EU Position,EU Salience\nA,2020,74.2,  3,1,\n", o);
    CHECK(said(g) == "A EU 1, A Tax 74.2");
    CHECK(held(g, "A", "Tax").salience == 3.0);
    CHECK_FALSE(held(g, "A", "EU").salience.has_value());
    CHECK(held(g, "A", "Tax").valid.from == day(2020, 1, 1));
    CHECK(names(refused("Actor,asked,Tax Position,EU Position,EU Salience\nA,2020,1,1,1\n", o), "salience"));
    o.columns = {{"position", "position"}};
    CHECK(refused("Actor,position\nA,1\n", o).code() == fault_code::unknown_name);
}

TEST_CASE("a transposed table has issues in its rows") {
    auto o = wide("ordinal:no|none|yes");
    o.transposed = true;
    o.columns = {{"issue", "Thesis"}};
    o.ignored_columns = {"No."};
    o.also_withheld = {"\xE2\x80\x93"};
    CHECK(said("No.,Thesis,A,B\n1,tax,yes,no\n2,eu,\xE2\x80\x93,none\n", o) == "A eu -, A tax 3, B eu 2, B tax 1");
    auto const twice = refused("No.,Thesis,A,B\n1,tax,yes,no\n2,tax,no,none\n", o);
    CHECK(twice.code() == fault_code::duplicate);
    CHECK(names(twice, "the issue has a row already, in line 2"));
    o.wide = false;
    CHECK_THROWS_AS(validate(o), error);
}

TEST_CASE("answers in columns of their own") {
    auto o = on("ordinal:against|abstain|for");
    o.answers = {{"for", "for"}, {"abstain", "abstain"}, {"against", "against"}};
    std::string const head = "actor,issue,for,abstain,against,absent\n";
    CHECK(said(head + "A,v,1,0,0,0\nB,v,0,0,1,0\nC,v,0,0,0,1\n", o) == "A v 3, B v 1");
    auto const two = refused(head + "A,v,1,0,1,0\n", o);
    CHECK(two.where().column == 9);
    CHECK(names(two, "for and against"));
    refused(head + "A,v,2,0,0,0\n", o);
    auto questions = wide("ordinal:no|perhaps|yes");
    questions.columns = {{"position", "{issue}_{answer}"}};
    CHECK(said("p,a_b_yes,a_b_no,c_yes,c_perhaps\nA,1,0,0,1\nB,0,0,1,0\n", questions) == "A a_b 3, A c 2, B c 3");
    refused("p,a_yes,a_maybe\nA,0,1\n", questions);
}

TEST_CASE("counts of answers become their mean") {
    auto o = on("interval:0..1");
    o.counts = {{"for", "1"}, {"abstention", "0.5"}, {"against", "0"}};
    std::string const head = "actor,issue,for,against,abstention\n";
    CHECK(said(head + "A,v,3,1,0\nB,v,0,0,2\nC,v,0,0,0\n", o) == "A v 0.75, B v 0.5");
    refused(head + "A,v,-3,1,0\n", o);
    refused(head + "A,v,many,1,0\n", o);
    o.columns = {{"position", "for"}};
    CHECK_THROWS_AS(validate(o), error);
}

TEST_CASE("names come from several columns, from the file, and through a table") {
    auto o = on("nominal:yes|no");
    o.columns = {{"actor", "country+party"}, {"issue", "session+number"}, {"position", "vote"}};
    CHECK(said("session,number,country,party,vote\n1,2,N,Lab,yes\n1,2,S,Lab,no\n", o) == "N/Lab 1/2 1, S/Lab 1/2 2");
    CHECK(names(refused("session,number,country,party,vote\n1,2,N,,yes\n", o), "needs an actor"));
    o.columns = {{"actor", "member"}, {"issue", "@file"}, {"position", "vote"}};
    io::stance_texts texts{io::source_text("member,vote\nA,yes\n", "votes/2031.one.csv")};
    texts.more.emplace_back(io::source_text("vote,member\nno,A\nyes,B\n", "two.csv"));
    CHECK(said(io::parse_stances(texts, o)) == "A 2031.one 1, A two 2, B two 1");
    // A file without an ending, and one that begins with a dot.
    CHECK(said(io::parse_stances({io::source_text("member,vote\nA,yes\n", "v/first")}, o)) == "A first 1");
    CHECK(said(io::parse_stances({io::source_text("member,vote\nA,yes\n", "v/.first")}, o)) == "A .first 1");
    texts.more.emplace_back(io::source_text("vote,member\nno,A\n", "more/two.csv"));
    try {
        io::parse_stances(texts, o);
        FAIL("accepted");
    } catch (graph_error const& e) {
        CHECK(e.where().file == "more/two.csv");
        CHECK(names(e, "line 2 of two.csv"));
    }
    auto keyed = on("nominal:yes|no");
    keyed.actor_names = {"id", "first+last"};
    io::stance_texts votes{io::source_text("actor,issue,position\n1.0,v,yes\n2,v,no\n", "v.csv")};
    votes.actor_names = io::source_text("party,first,last,id\nX,Ada,A,1\nY,Ben,B,2\nZ,Cleo,C,3\n", "m.csv");
    CHECK(said(io::parse_stances(votes, keyed)) == "Ada A v 1, Ben B v 2");
    votes.stances = io::source_text("actor,issue,position\n1,v,yes\n7,v,no\n", "v.csv");
    try {
        io::parse_stances(votes, keyed);
        FAIL("accepted");
    } catch (graph_error const& e) {
        CHECK(e.where().line == 3);
        CHECK(names(e, "m.csv has no name for the actor 7"));
    }
}

TEST_CASE("columns of the format may be mapped or switched off, and a mapped column means nothing else") {
    auto o = on("ordinal:1..5");
    std::string const text = "actor,issue,position,status,from\nA,q,4,1,South\n";
    CHECK(names(refused(text, o), "ignored_columns"));
    o.ignored_columns = {"status", "from"};
    CHECK(said(text, o) == "A q 4");
    o.ignored_columns = {"nonsense"};
    CHECK(refused(text, o).code() == fault_code::unknown_name);
    o = on("ordinal:1..5");
    o.columns = {{"status", ""}, {"from", ""}};
    CHECK(said(text, o) == "A q 4");
    o.columns = {{"position", "status"}, {"from", ""}};
    CHECK(said(text, o) == "A q 1");
}

// ---- values ------------------------------------------------------------------------------------------------------------

TEST_CASE("codes that are no position, for all issues or for one, in long tables and wide ones") {
    auto o = on("ordinal:1..9");
    o.missing = {"NA", "-9", "n/a", "."};
    o.values = {{"9", "", "q2"}, {"8", "W", "q2"}};
    o.also_withheld = {"W", "DK"};
    auto const expected = "A q1 9, B q2 -, C q1 -";
    CHECK(said("actor,issue,position\nA,q1,9\nA,q2,9\nB,q1,-9.0\nB,q2,8.0\nC,q1,DK\nC,q2,n/a\nD,q1,.\nD,q2,NA\n", o) ==
          expected);
    o.wide = true;
    CHECK(said("actor,q1,q2\nA,9,9\nB,-9.0,8.0\nC,DK,n/a\nD,.,NA\n", o) == expected);
    CHECK(names(refused("actor,q1\nA,-\n", wide("ordinal:1..5")), "missing"));
}

TEST_CASE("several codes mean one position, and labels are found in any case where asked") {
    auto o = on("nominal:yea|nay");
    o.values = {{"1", "yea"}, {"2", "yea"}, {"6", "nay"}, {"9", ""}};
    CHECK(said("actor,issue,position\nA,q,1.0\nB,q,2\nC,q,6\nD,q,9\nE,q,nay\n", o) == "A q 1, B q 1, C q 2, E q 2");
    CHECK(refused("actor,issue,position\nA,q,7\n", o).code() == fault_code::off_scale);
    CHECK(refused("actor,issue,position\nA,q,YEA\n", o).code() == fault_code::off_scale);
    o.ignore_case = true;
    CHECK(said("actor,issue,position\nA,q,YEA\nB,q,Nay\n", o) == "A q 1, B q 2");
    auto twins = on("nominal:No|NO|yes");
    twins.ignore_case = true;
    CHECK(said("actor,issue,position\nA,q,NO\nB,q,Yes\n", twins) == "A q 2, B q 3");
    CHECK(refused("actor,issue,position\nA,q,no\n", twins).code() == fault_code::off_scale);
    o.values.push_back({"1", "nay"});
    CHECK_THROWS_AS(validate(o), error);
}

TEST_CASE("names that are whole numbers are one in any spelling; others are as they stand") {
    auto const o = on("ordinal:1..5");
    CHECK(said("actor,issue,position\n14226,q,1\n14226.0,r,2\n7.00,q,3\n", o) == "14226 q 1, 14226 r 2, 7 q 3");
    CHECK(said("actor,issue,position\n1.0,q,1\n1,q,2\nx,q,3\n", o) == "1 q 2, 1.0 q 1, x q 3");
    CHECK(said("actor,issue,position\nA,1.1,1\nA,1.10,2\n", o) == "A 1.1 1, A 1.10 2");
    CHECK(said("actor,issue,position\nA,\"1.0\",1\nA,2,2\n", o) == "A 1.0 1, A 2 2");
    CHECK(refused("actor,issue,position\n3,q,1\n3.0,q,1\n", o).code() == fault_code::duplicate);
    // What begins with a zero is an identifier: names stay as they are, and that is said.
    io::reading_report report;
    std::string const with_zeros = "actor,issue,position\n7.0,q,1\n007,q,2\n7,q,3\n";
    auto const g = io::parse_stances({io::source_text(with_zeros)}, o, report);
    CHECK(g.size<actor>() == 3);
    REQUIRE(report.notes.size() == 1);
    CHECK(report.notes[0].find("names in actor stay as they are written") != std::string::npos);
}

TEST_CASE("dates in the form that is said, and in no other") {
    struct form {
        io::date_form is;
        char const* text;
        char const* not_so;
    };
    for (auto const& each : {form{io::date_form::iso, "2030-02-04", "04/02/2030"},
                             form{io::date_form::iso, "2030-02-04 00:00:00.000", "43865"},
                             form{io::date_form::year_month_day, "20300204", "2030-02-30"},
                             form{io::date_form::day_month_year, "4.2.2030", "02/30/2030"},
                             form{io::date_form::day_month_year, "04/02/2030", "4-2/2030"},
                             form{io::date_form::month_day_year, "2/4/2030", "24/2/2030"},
                             form{io::date_form::unix_seconds, "1896393600", "2030-02-04"},
                             form{io::date_form::unix_milliseconds, "1896393600999", "1e12"},
                             form{io::date_form::words, "Mon Feb 04 00:00:00 UTC 2030", "Mon Feb 04 2030"},
                             form{io::date_form::words, "Mon Feb  4 00:00:00 2030", "Mon Foo 04 00:00:00 UTC 2030"}}) {
        CAPTURE(each.text);
        CHECK((io::parse_date(each.text, each.is) == day(2030, 2, 4)));
        CHECK_FALSE(io::parse_date(each.not_so, each.is).has_value());
        CHECK((io::parse_date_form(to_string(each.is)) == each.is));
    }
    CHECK((io::parse_date("-1", io::date_form::unix_milliseconds) == day(1969, 12, 31) + std::chrono::seconds(86399)));
    CHECK(names(refused("actor,issue,position,from\nA,q,1,43865\n", on("ordinal:1..5")), "spreadsheet"));
    CHECK(names(refused("actor,issue,position,from\nA,q,1,04/02/2030\n", on("ordinal:1..5")), "option dates"));
    CHECK(
        names(refused("actor,issue,position,from,to\nA,q,1,2022-01-01,2022-01-01\n", on("ordinal:1..5")), "next day"));
}

// ---- repeated stances --------------------------------------------------------------------------------------------------

TEST_CASE("several stances of an actor on an issue") {
    std::string const text = "actor,issue,position,salience\nA,q,1,2\nB,q,4,\nA,q,5,\nA,q,3,4\n";
    auto o = on("interval:0..20");
    auto const twice = refused(text, o);
    CHECK(twice.code() == fault_code::duplicate);
    CHECK(twice.where().line == 4);
    CHECK(names(twice, "t.csv:4:3: the actor has a stance on the issue at that time already, in line 2"));
    CHECK(names(twice, "t.csv:5:3: the actor has a stance on the issue at that time already, in line 4"));
    auto const by = [&](repeated_stances policy) {
        o.repeated = policy;
        return said(text, o);
    };
    CHECK(by(repeated_stances::first) == "A q 1, B q 4");
    CHECK(by(repeated_stances::last) == "A q 3, B q 4");
    CHECK(by(repeated_stances::mean) == "A q 3, B q 4");
    CHECK(by(repeated_stances::sum) == "A q 9, B q 4");
    CHECK(by(repeated_stances::count) == "A q 3, B q 1");
    o.repeated = repeated_stances::mean;
    CHECK(held(read(text, o), "A", "q").salience == 3.0);
    o.repeated = repeated_stances::latest;
    CHECK(names(refused(text, o), "column from"));
    for (auto const policy :
         {repeated_stances::refuse, repeated_stances::first, repeated_stances::last, repeated_stances::latest,
          repeated_stances::mean, repeated_stances::sum, repeated_stances::count, repeated_stances::succession})
        CHECK((io::parse_repeated(to_string(policy)) == policy));
}

TEST_CASE("the latest, and successions") {
    std::string const text = "actor,issue,position,from\nA,q,1,2010\nA,q,2,2020\nA,q,3,2015\nB,q,4,\n";
    auto o = on("ordinal:1..5");
    o.repeated = repeated_stances::latest;
    CHECK(said(text, o) == "A q 2, B q 4");
    CHECK(names(refused(text + "A,q,5,2020\n", o), "in line 3"));
    o.repeated = repeated_stances::succession;
    auto const g = read(text, o);
    auto const at = [&](int year) {
        return find_stance(g, g.find<actor>("A").value(), g.find<issue_type>("q").value(), day(year, 6, 1))->position;
    };
    CHECK(g.edge_count<stance_on<scale>>() == 4);
    CHECK(at(2012) == 1.0);
    CHECK(at(2019) == 3.0);
    CHECK(at(2030) == 2.0);
    CHECK(refused(text + "A,q,5,2015\n", o).code() == fault_code::duplicate);
    o.repeated = repeated_stances::mean;
    CHECK(names(refused(text, o), "different times"));
}

TEST_CASE("repeated stances are decided as a plain walk over the rows decides them") {
    std::mt19937 random(7);
    for (int round = 0; round != 200; ++round) {
        std::string text = "actor,issue,position\n";
        std::vector<std::vector<double>> rows(12);
        for (int k = 0; k != 30; ++k) {
            auto const key = random() % 12;
            auto const x = static_cast<double>(random() % 9);
            rows[key].push_back(x);
            text += "a" + std::to_string(key / 4) + ",q" + std::to_string(key % 4) + "," +
                    entente::detail::number_text(x) + "\n";
        }
        for (auto const policy : {repeated_stances::first, repeated_stances::last, repeated_stances::sum,
                                  repeated_stances::count, repeated_stances::mean}) {
            auto o = on("interval:0..1000");
            o.repeated = policy;
            auto const g = read(text, o);
            std::size_t there = 0;
            for (std::size_t key = 0; key != 12; ++key) {
                auto const& all = rows[key];
                if (all.empty()) continue;
                ++there;
                double sum = 0;
                for (double const x : all) sum += x;
                auto const n = static_cast<double>(all.size());
                double const expected = policy == repeated_stances::first  ? all.front()
                                        : policy == repeated_stances::last ? all.back()
                                        : policy == repeated_stances::sum  ? sum
                                        : policy == repeated_stances::mean ? sum / n
                                                                           : n;
                CHECK(held(g, "a" + std::to_string(key / 4), "q" + std::to_string(key % 4)).position == expected);
            }
            CHECK(g.edge_count<stance_on<scale>>() == there);
        }
    }
}

// ---- never wrong in silence --------------------------------------------------------------------------------------------

TEST_CASE("a file of which nothing was read is refused, and says what was seen") {
    for (auto const* const text : {"actor,issue,position\n", "actor,issue,position\nA,q,NA\n"}) {
        auto const e = refused(text, on("ordinal:1..5"));
        CHECK(names(e, "no stance was read"));
        CHECK(names(e, "issue (issue)"));
    }
    CHECK(names(refused("actor,q\nA,\nB,NA\n", wide("ordinal:1..5")), "cells without a position: 2"));
    CHECK(names(refused("actor\nA\n", wide("ordinal:1..5")), "no column is an issue"));
    auto all = wide("ordinal:1..5");
    all.ignored_columns = {"q*"};
    CHECK(names(refused("actor,q1,q2\nA,1,2\n", all), "no column is an issue"));
    auto empty = on("ordinal:1..5");
    empty.may_be_empty = true;
    CHECK(said("actor,issue,position\n", empty).empty());
}

TEST_CASE("all faults of a file are told at once, up to a limit") {
    std::string text = "actor,issue,position\n";
    for (int k = 0; k != 50; ++k) text += "A" + std::to_string(k) + ",q," + (k % 2 ? "1" : "x") + "\n";
    text += "B,q\n";
    auto const e = refused(text, on("ordinal:1..5"));
    CHECK(e.where().line == 2);
    std::string_view const what = e.what();
    CHECK(std::ranges::count(what, '\n') == 20);
    CHECK(what.find("t.csv:40:7") != what.npos);
    CHECK(what.find("t.csv:42:") == what.npos);
    auto few = on("ordinal:1..5");
    few.most_faults = 1;
    CHECK(std::string_view(refused(text, few).what()).find('\n') == std::string_view::npos);
    few.most_faults = 100;
    CHECK(names(refused(text, few), "t.csv:52:4: fields in the record: 2, in the header: 3"));
    // A name that many rows have is told once.
    auto const unlisted = refused("actor,issue,position\nA,q,1\nB,q,2\nC,q,9\n", {});
    CHECK(std::string_view(unlisted.what()).find('\n') == std::string_view::npos);
}

TEST_CASE("a changed byte, a dropped field and a swapped column never make another shape in silence") {
    struct file {
        std::string text;
        reading_options options;
    };
    std::vector<file> files{{"actor;q1;q2\nA;1;2\nB;3;4\n", wide("ordinal:1..5")},
                            {"actor,issue,position\nA,q1,1\nA,q2,2\nB,q1,3\nB,q2,4\n", on("ordinal:1..5")},
                            {"actor\tq1 P\tq1 S\tq2 P\tq2 S\nA\t1\t9\t2\t9\nB\t3\t9\t4\t9\n", wide("ordinal:1..5")}};
    files[2].options.columns = {{"position", "{issue} P"}, {"salience", "{issue} S"}};
    for (auto const& each : files) {
        REQUIRE(read(each.text, each.options).edge_count<stance_on<scale>>() == 4);
        std::size_t accepted = 0, tried = 0;
        auto const attempt = [&](std::string const& text) {
            ++tried;
            try {
                auto const g = read(text, each.options);
                ++accepted;
                // At most one name became two, one stance was lost as a missing one, and never more.
                INFO(text);
                CHECK(g.size<actor>() >= 1);
                CHECK(g.size<actor>() <= 3);
                CHECK(g.size<issue_type>() >= 1);
                CHECK(g.size<issue_type>() <= 3);
                CHECK(g.edge_count<stance_on<scale>>() >= 2);
                CHECK(g.edge_count<stance_on<scale>>() <= 4);
            } catch (error const&) {}
        };
        for (std::size_t i = 0; i != each.text.size(); ++i) {
            for (char const c : {';', ',', '\t', '\n', '"', '7', 'x', ' '}) {
                auto text = each.text;
                text[i] = c;
                attempt(text);
            }
            attempt(each.text.substr(0, i) + each.text.substr(i + 1));
        }
        CHECK(accepted < tried / 2);
    }
}

TEST_CASE("long reads say how far they are, and end where their reader wants no more") {
    std::string text = "actor,issue,position\n";
    for (int i = 0; i < 150000; ++i) text += "a" + std::to_string(i) + ",q,1\n";
    std::vector<std::pair<std::size_t, std::size_t>> told;
    auto options = on("ordinal:1..5");
    options.progress = [&](std::size_t done, std::size_t expected) {
        told.emplace_back(done, expected);
        return true;
    };
    CHECK(read(text, options).size<actor>() == 150000);
    CHECK(told == std::vector<std::pair<std::size_t, std::size_t>>{{65536, 150001}, {131072, 150001}});
    told.clear();
    options.repeated = repeated_stances::last;  // gone through twice
    CHECK(read(text, options).size<actor>() == 150000);
    CHECK(told.size() == 4);
    CHECK(told.back() == std::pair<std::size_t, std::size_t>(262144, 300002));
    int calls = 0;
    options.progress = [&](std::size_t, std::size_t) { return ++calls < 2; };
    CHECK_THROWS_AS(read(text, options), cancelled);
    CHECK(calls == 2);
}

TEST_CASE("a row that is dropped is all that is lost, and columns may stand in any order") {
    struct file {
        std::string text;
        char delimiter = ',';
        reading_options options{};
    };
    std::vector<file> files{
        {"actor;q1;q2\nA;1;2\nB;3;4\nC;5;1\n", ';', wide("ordinal:1..5")},
        {"actor,issue,position,salience\nA,q1,1,2\nA,q2,2,3\nB,q1,3,4\nB,q2,4,5\n", ',', on("ordinal:1..5")},
        {"who\tq1 P\tq1 S\tq2 P\tq2 S\tyear\nA\t1\t9\t2\t8\t1999\nB\t3\t7\t4\t6\t2010\n", '\t', wide("ordinal:1..5")},
        {"member,vote,for,against\nA,v1,1,0\nA,v2,0,1\nB,v1,0,1\n", ',', on("ordinal:against|for")},
        {"group,vote,for,against\nA,v1,10,30\nA,v2,5,5\nB,v1,0,1\n", ',', on("interval:0..1")},
        {"id,party,vote,cast\n7,X,1,2\n7,X,2,5\n8,X,1,9\n8,Y,1,1\n", ',', on("nominal:nay|yea")},
    };
    files[0].options.columns = {{"actor", "actor"}};  // else it is the first
    files[2].options.columns = {{"actor", "who"}, {"position", "{issue} P"}, {"salience", "{issue} S"}};
    files[2].options.ignored_columns = {"year"};
    files[3].options.columns = {{"actor", "member"}, {"issue", "vote"}};
    files[3].options.answers = {{"for", "for"}, {"against", "against"}};
    files[4].options.columns = {{"actor", "group"}, {"issue", "vote"}};
    files[4].options.counts = {{"for", "1"}, {"against", "0"}};
    files[5].options.columns = {{"actor", "party+id"}, {"issue", "vote"}, {"position", "cast"}};
    files[5].options.values = {{"1", "yea"}, {"2", "yea"}, {"5", "nay"}, {"9"}};

    using table = std::vector<std::vector<std::string>>;
    for (auto const& each : files) {
        CAPTURE(each.text);
        table rows(1, std::vector<std::string>(1));
        for (char const c : each.text)
            if (c == '\n')
                rows.emplace_back(1);
            else if (c == each.delimiter)
                rows.back().emplace_back();
            else
                rows.back().back() += c;
        rows.pop_back();
        auto const stances_of = [&](table const& t) {
            std::string text;
            for (auto const& row : t)
                for (std::size_t i = 0; i < row.size(); ++i)
                    text += row[i] + (i + 1 < row.size() ? each.delimiter : '\n');
            auto const g = read(text, each.options);
            std::set<std::tuple<std::string, std::string, double, double>> all;
            for (std::size_t i = 0; i < g.edge_count<stance_on<scale>>(); ++i) {
                auto const e = g.edge<stance_on<scale>>(i);
                all.emplace(g[e.source].name, g[e.target].name, e.edge.position.value_or(-1),
                            e.edge.salience.value_or(-1));
            }
            return all;
        };
        auto const whole = stances_of(rows);
        CHECK(whole.size() >= 3);

        // Every stance is lost with one row and kept with all others.
        std::map<std::tuple<std::string, std::string, double, double>, int> lost;
        for (std::size_t r = 1; r < rows.size(); ++r) {
            auto fewer = rows;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(r));
            auto const left = stances_of(fewer);
            CHECK(std::ranges::includes(whole, left));
            for (auto const& s : whole) lost[s] += !left.contains(s);
        }
        for (auto const& s : lost) CHECK(s.second == 1);

        for (std::size_t i = 0; i < rows[0].size(); ++i)
            for (std::size_t j = i + 1; j < rows[0].size(); ++j) {
                auto swapped = rows;
                for (auto& row : swapped) std::swap(row[i], row[j]);
                CHECK(stances_of(swapped) == whole);
                // Headings alone: another table or none, but none of another shape.
                auto misnamed = rows;
                std::swap(misnamed[0][i], misnamed[0][j]);
                try {
                    auto const other = stances_of(misnamed);
                    CHECK(other.size() <= (std::max)(whole.size(), rows.size() - 1));  // codes are codes in any column
                } catch (error const&) {}
            }
    }
}

TEST_CASE("what was written is read back, whatever names hold") {
    std::vector<std::string> const hostile{" x",    "x ",   "1.0",   "1",        "\xEF\xBB\xBFy", "a;b", "#c",
                                           "\tt",   "a|b",  "N,A",   "NA",       "\xC2\xA0z",     "-",   "{issue}",
                                           "\"q\"", "=1+1", "@file", "line\nend"};
    graph::builder build;
    auto const q = build.add(issue_type{"2.0", scale::nominal({"NA", " yes", "1.0"})});
    for (std::size_t i = 0; i != hostile.size(); ++i)
        build.relate(build.add(actor{hostile[i]}), q,
                     stance_on<scale>{.position = 1.0 + static_cast<double>(i % 3), .status = stance_status::stated});
    auto const g = std::move(build).freeze();
    std::ostringstream stances, issues;
    io::write_stance_table(stances, g);
    io::write_issue_table(issues, g);
    auto const again = io::parse_stances(
        {.stances = io::source_text(stances.str(), "s.csv"), .issues = io::source_text(issues.str(), "i.csv")});
    CHECK(said(again) == said(g));
}

// SPDX-License-Identifier: BSL-1.0
// Files read into actors, issues and stances of one's own, on static scales, with columns that the library does not
// know.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

#include "entente/io/read_stances.hpp"
#include "entente/model/stance_graph.hpp"
#include "io/stance_tables.hpp"

namespace elsewhere {

struct party {
    std::string name;
    float capability = 1;
    std::string colour;
    boost::optional<double> founded;
};
struct question {
    std::string name;
    entente::likert<5> scale{};
    double weight = 1;
    std::string wording;
};
struct answer {
    boost::optional<double> position;
    double salience = 0.25;
    double confidence = 1;
    entente::stance_status status = entente::stance_status::stated;
    entente::interval acceptable{};
    entente::period valid{};
    std::shared_ptr<entente::condition_on<question> const> depends_on;
    std::string source;
    boost::optional<double> capability;
    boost::optional<double> page;
    std::string comment;
    boost::optional<entente::time_point> printed;
    bool overlaps(answer const& other) const { return valid.overlaps(other.valid); }
};
using graph = entente::typed_graph<
    entente::typed_relation<party, answer, question>, entente::typed_relation<party, entente::member_of, party>,
    entente::typed_relation<party, entente::influences, party>, entente::typed_relation<question, entente::part_of, question>>;

/// Nothing but what must be.
struct voter {
    std::string name;
};
template <class Scale>
struct motion {
    std::string name;
    Scale scale{};
};
struct vote {
    boost::optional<double> position;
};
template <class Scale>
using slim_graph = entente::typed_graph<entente::typed_relation<voter, vote, motion<Scale>>>;

/// Options with names of their own.
struct yes_no : entente::choice<3> {
    static constexpr std::string_view label(std::size_t k) {
        return std::array<std::string_view, 3>{"yes", "no", "abstain"}[k];
    }
};

/// Run-time scales in an issue that has no default, its members the other way round.
struct measured {
    entente::scale scale;
    int unit = 7;
    std::string name;
};
struct whole {
    int position = 0;
};
/// A scale of one's own that is made from the library's.
struct own_scale : entente::scale {
    explicit own_scale(entente::scale const& s) : entente::scale(s) {}
};
struct judged {
    std::string name;
    own_scale scale;
};
struct strict_vote {
    boost::optional<double> position;
};
template <class Builder>
void validate(strict_vote const& v, entente::id_of<voter> who, entente::id_of<motion<yes_no>> on, Builder const& b) {
    entente::validate_stance(v, who, on, b);
    if (v.position == 3.0)
        throw entente::stance_error(entente::fault_code::invalid_argument, "abstaining is not allowed",
                                    {.actor = b[who].name, .issue = b[on].name});
}

}  // namespace elsewhere

using namespace elsewhere;
using entente::fault_code;
using entente::id_of;
namespace io = entente::io;
using stance_tables::tables;
using stance_tables::texts;

namespace {

template <class Stance, class Graph>
Stance const& held(Graph const& g, std::string_view who, std::string_view on) {
    using actor = typename Graph::template source_of<Stance>;
    using issue = typename Graph::template target_of<Stance>;
    return g.template find<Stance>(g.template find<actor>(who).value(), g.template find<issue>(on).value()).value();
}

struct place {
    fault_code code;
    char const* file;
    std::size_t line, column;
    std::string value;
};

/// Whether a call refuses by an error of this class, code and place, in words that hold these.
template <class Error, class Call>
void refuses(Call const& call, place const& at, std::string const& words = {}) {
    try {
        call();
        FAIL_CHECK("accepted");
    } catch (entente::error const& e) {
        std::string const what = e.what();
        CAPTURE(what);
        CHECK(typeid(e) == typeid(Error));
        CHECK(e.code() == at.code);
        CHECK(e.where().file == at.file);
        CHECK(e.where().line == at.line);
        CHECK(e.where().column == at.column);
        CHECK(e.where().value == at.value);
        CHECK(what.find(words) != what.npos);
    }
}

template <class Graph, class Error>
void refuses_to_read(tables const& from, place const& at, std::string const& words = {},
                     io::csv_options const& options = {}) {
    CAPTURE(from.stances);
    refuses<Error>([&] { io::parse_stances<Graph>(texts(from), options); }, at, words);
}

}  // namespace

TEST_CASE("members are filled by their names, and what is not stated stays as it was") {
    auto const g = io::parse_stances<graph>(texts(
        {"actor,issue,position,salience,confidence,status,accept_from,accept_to,condition,fallback,from,to,source,"
         "capability\n"
         "Left,tax,5,0.5,0.75,attributed,4,5,\"rent in [2,3] & rent in [,3]\",4,2020,2022-06,p. 3,2.5\n"
         "Left,rent,2,,,,,,,,,,,\nRight,tax,,,,,,,,,,,,\n",
         "issue,weight,part_of\ntax,2.5,economy\neconomy,,\nrent,,economy\n",
         "actor,capability,member_of\nLeft,0.5,Union\nUnion,,\nRight,,Union\n",
         "from,relation,to,strength\nLeft,influences,Right,0.25\n"}));
    REQUIRE(g.size<party>() == 3);
    REQUIRE(g.size<question>() == 3);
    CHECK(g.vertices<party>()[0].capability == 0.5f);
    CHECK(g.vertices<party>()[1].capability == 1);
    CHECK(g.vertices<question>()[0].weight == 2.5);
    CHECK(g.vertices<question>()[1].weight == 1);
    auto const& a = held<answer>(g, "Left", "tax");
    CHECK(a.position == 5.0);
    CHECK(a.salience == 0.5);
    CHECK(a.confidence == 0.75);
    CHECK(a.status == entente::stance_status::attributed);
    CHECK(a.acceptable == entente::interval{4, 5});
    CHECK(a.valid == entente::period{entente::day(2020, 1, 1), entente::day(2022, 6, 1)});
    CHECK(a.source == "p. 3");
    CHECK(a.capability == 2.5);
    REQUIRE(a.depends_on);
    REQUIRE(a.depends_on->terms.size() == 2);
    CHECK(a.depends_on->terms[0].issue == g.find<question>("rent").value());
    CHECK(a.depends_on->terms[0].outcome == entente::interval{2, 3});
    CHECK(a.depends_on->fallback == 4.0);
    auto const& plain = held<answer>(g, "Left", "rent");
    CHECK(plain.salience == 0.25);
    CHECK(plain.confidence == 1);
    CHECK_FALSE(plain.depends_on);
    CHECK_FALSE(plain.capability);
    CHECK_FALSE(held<answer>(g, "Right", "tax").position);
    CHECK(held<answer>(g, "Right", "tax").status == entente::stance_status::withheld);
    CHECK(g.edge_count<entente::member_of>() == 2);
    CHECK(g.edge_count<entente::part_of>() == 2);
    CHECK(g.find<entente::influences>(id_of<party>{0}, id_of<party>{2})->strength == 0.25);
}

TEST_CASE("a stance needs a position and no more; columns without a member are not read") {
    tables const votes{"actor,issue,position,salience,status,from\nA,x,1,high,draft,some day\nB,x,-1,,,\nC,x,,,,\n"};
    auto const g = io::parse_stances<slim_graph<entente::approval>>(texts(votes));
    CHECK(held<vote>(g, "A", "x").position == 1.0);
    CHECK(held<vote>(g, "B", "x").position == -1.0);
    CHECK_FALSE(held<vote>(g, "C", "x").position);
    // The library's own stances have the members, and so refuse the cells.
    CHECK_THROWS_AS(io::parse_stances(texts(votes), stance_tables::on(entente::scale::ordinal(-1, 1))),
                    entente::stance_error);
}

TEST_CASE("a position off a static scale is refused with its place") {
    auto const check = [](auto scale, std::string const& text, place const& at, std::string const& words) {
        refuses_to_read<slim_graph<decltype(scale)>, entente::scale_error>(
            {"actor,issue,position\nA,x,1\nB,x," + text + "\n"}, at, words);
    };
    for (std::string const text : {"6", "0", "2.5", "agree", "1e300", "nan"})
        check(entente::likert<5>{}, text, {fault_code::off_scale, "stances.csv", 3, 5, text}, "ordinal:1..5");
    check(entente::choice<3>{}, "4", {fault_code::off_scale, "stances.csv", 3, 5, "4"}, "actor \"B\", issue \"x\"");
    check(entente::choice<3>{}, "yes", {fault_code::off_scale, "stances.csv", 3, 5, "yes"}, "nominal:1|2|3");
    check(entente::approval{}, "-2", {fault_code::off_scale, "stances.csv", 3, 5, "-2"}, "ordinal:-1..1");
    check(entente::bounded<0, 10>{}, "10.5", {fault_code::off_scale, "stances.csv", 3, 5, "10.5"}, "interval:0..10");
    check(yes_no{}, "maybe", {fault_code::off_scale, "stances.csv", 3, 5, "maybe"}, "nominal:yes|no|abstain");
    refuses_to_read<slim_graph<entente::bounded<0, 10>>, entente::stance_error>(
        {"actor,issue,position\nA,x,ten\n"}, {fault_code::not_a_number, "stances.csv", 2, 5, "ten"});
    // Wide, and in the columns that name points of a scale.
    io::csv_options wide;
    wide.wide = true;
    refuses_to_read<slim_graph<entente::likert<5>>, entente::scale_error>(
        {"actor,x,y\nA,1,\nB,,6\n"}, {fault_code::off_scale, "stances.csv", 3, 4, "6"}, "issue \"y\"", wide);
    refuses_to_read<graph, entente::scale_error>(
        {"actor,issue,position,condition,fallback\nA,y,1,,\nA,x,1,\"y in [1,2]\",6\n"},
        {fault_code::off_scale, "stances.csv", 3, 20, "6"});
    refuses_to_read<graph, entente::stance_error>({"actor,issue,position,accept_from,accept_to\nA,x,1,6,7\n"},
                                                  {fault_code::empty_range, "stances.csv", 2, 7, "[6, 7]"});
}

TEST_CASE("static scales have labels of their own, or from the issue table") {
    auto const own = io::parse_stances<slim_graph<yes_no>>(texts({"actor,issue,position\nA,x,no\nB,x,3\n"}));
    CHECK(held<vote>(own, "A", "x").position == 2.0);
    CHECK(held<vote>(own, "B", "x").position == 3.0);
    auto const given = io::parse_stances<slim_graph<entente::approval>>(
        texts({"actor,issue,position\nA,x,for\nA,y,-1\nA,z,abstain\n",
               "issue,level,labels\nx,ordinal,against|abstain|for\ny,,\nz,,against=-1|abstain=0|for=1\n"}));
    CHECK(held<vote>(given, "A", "x").position == 1.0);
    CHECK(held<vote>(given, "A", "y").position == -1.0);
    CHECK(held<vote>(given, "A", "z").position == 0.0);
    auto const options = io::parse_stances<slim_graph<entente::choice<2>>>(
        texts({"actor,issue,position\nA,x,right\n", "issue,level,labels\nx,nominal,left|right\n"}));
    CHECK(held<vote>(options, "A", "x").position == 2.0);
    io::csv_options all;
    all.default_scale = entente::scale::ordinal({{"low", 1}, {"middle", 2}, {"high", 3}});
    auto const by_default =
        io::parse_stances<slim_graph<entente::likert<3>>>(texts({"actor,issue,position\nA,x,high\n"}), all);
    CHECK(held<vote>(by_default, "A", "x").position == 3.0);
}

TEST_CASE("an issue table says of a static scale what is so, or is refused") {
    auto const check = [](std::string const& row, place const& at) {
        CAPTURE(row);
        refuses_to_read<slim_graph<entente::likert<5>>, entente::scale_error>(
            {"actor,issue,position\n", "issue,level,lower,upper,labels\n" + row + "\n"}, at);
    };
    auto const g = io::parse_stances<slim_graph<entente::likert<5>>>(texts(
        {"actor,issue,position\n",
         "issue,level,lower,upper,labels\na,ordinal,1,5,\nb,,,,\nc,,1,,\nd,ordinal,,,1|2|3|4|5\ne,,1,5,a|b|c|d|e\n"}),
        {.may_be_empty = true});
    CHECK(g.size<motion<entente::likert<5>>>() == 5);
    check("x,nominal,1,5,", {fault_code::invalid_scale, "issues.csv", 2, 3, "nominal"});
    check("x,ordinal,1,4,", {fault_code::invalid_scale, "issues.csv", 2, 3, "ordinal"});
    check("x,ordinal,0,,", {fault_code::invalid_scale, "issues.csv", 2, 3, "ordinal"});
    check("x,interval,1,5,", {fault_code::invalid_scale, "issues.csv", 2, 3, "interval"});
    check("x,ordinal,,,a|b|c", {fault_code::invalid_scale, "issues.csv", 2, 13, "a|b|c"});
    check("x,,,,a=1|b=2|c=3|d=4|e=9", {fault_code::invalid_scale, "issues.csv", 2, 6, "a=1|b=2|c=3|d=4|e=9"});
    check("x,likert,,,", {fault_code::invalid_scale, "issues.csv", 2, 3, "likert"});
    refuses_to_read<slim_graph<entente::likert<5>>, entente::scale_error>(
        {"actor,issue,position\n", "issue,lower\nx,2\n"}, {fault_code::invalid_scale, "issues.csv", 2, 1, "x"},
        "ordinal:1..5");
    io::csv_options other;
    other.default_scale = entente::scale::ordinal(1, 4);
    refuses_to_read<slim_graph<entente::likert<5>>, entente::scale_error>(
        {"actor,issue,position\n"}, {fault_code::invalid_scale, "", 0, 0, "ordinal:1..4"}, "ordinal:1..5", other);
}

TEST_CASE("extra columns of stances, actors and issues are handed over") {
    std::vector<std::string> seen;
    auto const g = io::parse_stances<graph>(
        texts({"actor,note,issue,position,page,printed\nLeft,\"a, b\",tax,5,12,2021-03-01\nRight,,tax,1,,\n",
               "issue,wording\ntax,More taxes?\n",
               "actor,colour,founded\nLeft,red,1905\nRight,blue,\nGreen,green,1980.5\n"}),
        {},
        [&](answer& a, io::extra_columns const& more) {
            a.page = more.number("page");
            a.printed = more.date("printed");
            a.comment = more["note"];
            for (std::size_t i = 0; i != more.size(); ++i)
                seen.push_back(std::string(more.name(i)) + '=' + std::string(more.text(i)));
            CHECK(more["actor"] == (a.position == 5.0 ? "Left" : "Right"));  // any column, by name
            CHECK(more.contains("issue"));
            CHECK_FALSE(more.contains("salience"));
        },
        [](party& p, io::extra_columns const& more) {
            p.colour = more["colour"];
            p.founded = more.number("founded");
        },
        [](question& q, io::extra_columns const& more) { q.wording = more["wording"]; });
    CHECK(held<answer>(g, "Left", "tax").page == 12.0);
    CHECK(held<answer>(g, "Left", "tax").printed.value() == entente::day(2021, 3, 1));
    CHECK(held<answer>(g, "Left", "tax").comment == "a, b");
    CHECK_FALSE(held<answer>(g, "Right", "tax").page);
    CHECK_FALSE(held<answer>(g, "Right", "tax").printed.has_value());
    CHECK(g.vertices<party>()[0].colour == "red");
    CHECK(g.vertices<party>()[0].founded == 1905.0);
    CHECK_FALSE(g.vertices<party>()[1].founded);
    CHECK(g.vertices<party>()[2].founded == 1980.5);
    CHECK(g.vertices<question>()[0].wording == "More taxes?");
    CHECK(seen == std::vector<std::string>{"note=a, b", "page=12", "printed=2021-03-01", "note=", "page=", "printed="});
}

TEST_CASE("columns without a member are extra columns, and so are ignored ones") {
    std::map<std::string, std::string> seen;
    auto const keep = [&](vote&, io::extra_columns const& more) {
        for (std::size_t i = 0; i != more.size(); ++i) seen[std::string(more.name(i))] = more.text(i);
    };
    io::csv_options options;
    options.columns = {{"position", "ballot"}};
    io::parse_stances<slim_graph<entente::approval>>(texts({"actor,issue,ballot,salience,source\nA,x,1,much,radio\n"}),
                                                     options, keep);
    CHECK(seen == std::map<std::string, std::string>{{"salience", "much"}, {"source", "radio"}});
    // Into the library's own stances.
    auto own = stance_tables::on(entente::scale::ordinal(1, 3));
    own.ignored_columns = {"salience"};
    auto const g = io::parse_stances<stance_tables::graph>(
        texts({"actor,issue,position,salience,page\nA,x,1,much,7\n"}), own,
        [](stance_tables::stance& s, io::extra_columns const& more) {
            s.source = "page " + std::string(more["page"]) + ", " + std::string(more["salience"]);
        });
    CHECK(stance_tables::held(g, "A", "x").source == "page 7, much");
    CHECK_FALSE(stance_tables::held(g, "A", "x").salience);
}

TEST_CASE("in a wide file the ignored columns describe the actor and its stances") {
    io::csv_options wide;
    wide.wide = true;
    wide.ignored_columns = {"colour", "year"};
    auto const stances = [](answer& a, io::extra_columns const& more) { a.page = more.number("year"); };
    auto const actors = [](party& p, io::extra_columns const& more) { p.colour = more["colour"]; };
    auto const g = io::parse_stances<graph>(texts({"actor,q1,colour,q2,year\nLeft,1,red,,1999\nRight,NA,blue,5,\n"}),
                                            wide, stances, actors);
    CHECK(g.vertices<party>()[0].colour == "red");
    CHECK(g.vertices<party>()[1].colour == "blue");
    CHECK(held<answer>(g, "Left", "q1").page == 1999.0);
    CHECK_FALSE(held<answer>(g, "Right", "q2").page);
    // An actor table describes its actors itself.
    auto const listed = io::parse_stances<graph>(
        texts({"actor,q1,colour,year\nLeft,1,red,1999\n", "", "actor,colour\nLeft,pink\n"}), wide, stances, actors);
    CHECK(listed.vertices<party>()[0].colour == "pink");
    // An actor that a long file names has no row of its own.
    std::size_t calls = 0;
    io::parse_stances<graph>(texts({"actor,issue,position\nLeft,q1,1\n"}), {},
                             [&](party&, io::extra_columns const&) { ++calls; });
    CHECK(calls == 0);
}

TEST_CASE("what is wrong with an extra column is refused with its place") {
    auto const read = [](std::string const& stances, auto const& fill, std::string const& actors = {}) {
        io::parse_stances<graph>(texts({stances, "", actors}), {}, fill);
    };
    auto const number = [](answer& a, io::extra_columns const& more) { a.page = more.number("page"); };
    auto const date = [](answer& a, io::extra_columns const& more) { a.printed = more.date("printed"); };
    refuses<entente::io_error>([&] { read("actor,issue,position,page\nA,x,1,2\nB,x,1,two\n", number); },
                               {fault_code::not_a_number, "stances.csv", 3, 7, "two"}, "actor \"B\", issue \"x\"");
    refuses<entente::io_error>([&] { read("actor,issue,position,page\nA,x,1,inf\n", number); },
                               {fault_code::not_a_number, "stances.csv", 2, 7, "inf"});
    refuses<entente::io_error>([&] { read("actor,issue,position,printed\nA,x,1,May\n", date); },
                               {fault_code::syntax, "stances.csv", 2, 7, "May"}, "ISO 8601");
    refuses<entente::io_error>([&] { read("actor,issue,position\nA,x,1\n", number); },
                               {fault_code::unknown_name, "stances.csv", 1, 21, "actor,issue,position"}, "the column page");
    refuses<entente::io_error>([&] { read("actor,issue,position,Page\nA,x,1,2\n", number); },
                               {fault_code::unknown_name, "stances.csv", 1, 22, "Page"}, "should be called page");
    // By the caller's own rule, at a column or for the row as a whole.
    refuses<entente::io_error>(
        [&] {
            read("actor,issue,position,page\nA,x,1,0\n", [](answer&, io::extra_columns const& more) {
                if (more.number("page") == 0.0) more.refuse("page", "pages begin with 1", fault_code::out_of_range);
            });
        },
        {fault_code::out_of_range, "stances.csv", 2, 7, "0"}, "pages begin with 1");
    refuses<entente::graph_error>(
        [&] {
            read(
                "actor,issue,position\n",
                [](party& p, io::extra_columns const&) {
                    if (p.name == "B") throw entente::graph_error(fault_code::invalid_argument, "not B");
                },
                "actor\nA\nB\n");
        },
        {fault_code::invalid_argument, "actors.csv", 3, 1, "B"}, "not B");
    refuses<entente::graph_error>(
        [&] {
            read("issue,actor,position\nx,A,1\n", [](answer&, io::extra_columns const&) {
                throw entente::graph_error(fault_code::invalid_argument, "no answers today");
            });
        },
        {fault_code::invalid_argument, "stances.csv", 2, 1, "x"});
    // What is no error of the library comes through as it is.
    CHECK_THROWS_AS(read("actor,issue,position\nA,x,1\n", [](answer&, io::extra_columns const&) { throw 42; }), int);
}

TEST_CASE("a condition is never dropped in silence") {
    tables const conditional{"actor,issue,position,condition\nA,x,1,\nB,x,1,\"y in [1,2]\"\n"};
    refuses_to_read<slim_graph<entente::approval>, entente::stance_error>(
        conditional, {fault_code::invalid_argument, "stances.csv", 3, 7, "y in [1,2]"}, "ignored_columns");
    io::csv_options options;
    options.ignored_columns = {"condition"};
    auto const g = io::parse_stances<slim_graph<entente::approval>>(texts(conditional), options);
    CHECK(held<vote>(g, "B", "x").position == 1.0);
}

TEST_CASE("positions in whole numbers, where every stance has one") {
    using whole_graph = entente::typed_graph<entente::typed_relation<voter, whole, motion<entente::bounded<-3, 3>>>>;
    auto const g = io::parse_stances<whole_graph>(texts({"actor,issue,position\nA,x,-3\n"}));
    CHECK(held<whole>(g, "A", "x").position == -3);
    refuses_to_read<whole_graph, entente::scale_error>(
        {"actor,issue,position\nA,x,0.5\n"}, {fault_code::off_scale, "stances.csv", 2, 5, "0.5"}, "actor \"A\", issue \"x\"");
    refuses_to_read<whole_graph, entente::stance_error>({"actor,issue,position\nA,x,1\nB,x,\n"},
                                                        {fault_code::inconsistent_status, "stances.csv", 3, 5, ""},
                                                        "actor \"B\", issue \"x\"");
}

TEST_CASE("run-time scales in issues of one's own") {
    using measured_graph = entente::typed_graph<entente::typed_relation<voter, vote, measured>>;
    tables const from{"actor,issue,position\nA,heat,20.5\n", "issue,level,lower,upper\nheat,interval,-50,50\n"};
    auto const g = io::parse_stances<measured_graph>(texts(from));
    CHECK(g.vertices<measured>()[0].scale == entente::scale::interval(-50, 50));
    CHECK(g.vertices<measured>()[0].unit == 7);
    using judged_graph = entente::typed_graph<entente::typed_relation<voter, vote, judged>>;
    auto const j = io::parse_stances<judged_graph>(texts(from));
    CHECK(j.vertices<judged>()[0].scale.upper() == 50);
    CHECK(held<vote>(j, "A", "heat").position == 20.5);
    refuses_to_read<measured_graph, entente::scale_error>({"actor,issue,position\nA,heat,1\n"},
                                                          {fault_code::invalid_scale, "stances.csv", 2, 3, "heat"});
    auto const likert = io::parse_stances<entente::stance_graph<entente::likert<7>>>(
        texts({"actor,issue,position\nA,x,7\n", "issue,weight\nx,0.5\n"}));
    CHECK(likert.vertices<entente::basic_issue<entente::likert<7>>>()[0].weight == 0.5);
}

TEST_CASE("rules of one's own and of the graph are refused with their places") {
    using strict_graph = entente::typed_graph<entente::typed_relation<voter, strict_vote, motion<yes_no>>>;
    refuses_to_read<strict_graph, entente::stance_error>({"actor,issue,position\nA,x,yes\nB,x,abstain\n"},
                                                         {fault_code::invalid_argument, "stances.csv", 3, 5, "abstain"},
                                                         "abstaining is not allowed (actor \"B\", issue \"x\"");
    refuses_to_read<slim_graph<entente::approval>, entente::graph_error>(
        {"actor,issue,position\nA,x,1\nA,y,1\nA,x,0\n"}, {fault_code::duplicate, "stances.csv", 4, 3, "x"});
    refuses_to_read<graph, entente::graph_error>({"actor,issue,position\n", "", "actor,member_of\nA,B\nB,C\nC,A\n"},
                                                 {fault_code::cycle, "actors.csv", 4, 3, "A"});
    refuses_to_read<graph, entente::graph_error>({"actor,issue,position\n", "issue,part_of\nx,y|y\ny,\n"},
                                                 {fault_code::duplicate, "issues.csv", 2, 3, "y"});
    refuses_to_read<graph, entente::io_error>(
        {"actor,issue,position\n", "", "actor\nA\nB\n", "from,relation,to\nA,speaks_for,B\n"},
        {fault_code::unknown_name, "relations.csv", 2, 3, "speaks_for"}, "no relation speaks_for");
    refuses_to_read<graph, entente::graph_error>({"actor,issue,position\n", "", "actor,capability\nA,1e300\n"},
                                                 {fault_code::out_of_range, "actors.csv", 2, 3, "1e300"}, "actor \"A\"");
}

TEST_CASE("from files, as from texts") {
    std::string const data = ENTENTE_EXAMPLES_DATA_DIR;
    std::size_t sources = 0;
    auto const g = io::read_stances<stance_tables::graph>(
        {.stances = data + "/nato_russia_2022/stances.csv",
         .issues = data + "/nato_russia_2022/issues.csv",
         .actors = data + "/nato_russia_2022/actors.csv",
         .relations = data + "/nato_russia_2022/relations.csv"},
        {}, [&](stance_tables::stance& s, io::extra_columns const& more) { sources += more["source"] == s.source; });
    CHECK(sources == g.edge_count<stance_tables::stance>());
    CHECK(sources == 24);
}

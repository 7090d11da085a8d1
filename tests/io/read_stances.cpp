// SPDX-License-Identifier: BSL-1.0
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "io/stance_tables.hpp"

using namespace stance_tables;
using entente::day;
using entente::interval;
using entente::level;
using entente::member_of;
using entente::part_of;
using entente::period;
using entente::stance_status;
namespace io = entente::io;

TEST_CASE("long stances need no more than actor, issue and position") {
    auto const g = read({"actor,issue,position\nRussia,arms control,1\nNATO,arms control,2\nRussia,hotline,-2\n"},
                        on(scale::ordinal(-2, 2)));
    REQUIRE(g.size<actor>() == 2);
    REQUIRE(g.size<issue>() == 2);
    CHECK(g.edge_count<stance>() == 3);
    CHECK(g.vertices<actor>()[0].name == "Russia");
    CHECK(g.vertices<actor>()[1].name == "NATO");
    CHECK(g.vertices<issue>()[1].name == "hotline");
    CHECK(g.vertices<issue>()[1].scale == scale::ordinal(-2, 2));
    auto const& s = held(g, "NATO", "arms control");
    stance expected{};
    expected.position = 2;
    expected.status = stance_status::stated;
    CHECK(s == expected);
    CHECK(held(g, "Russia", "hotline").position.value() == -2);
}

TEST_CASE("an empty position is a withheld stance, and so is an agreed word") {
    auto options = on(scale::ordinal(1, 5));
    options.withheld = "refused";
    auto const g = read({"actor,issue,position\na,x,\nb,x,refused\nc,x,3\n"}, options);
    CHECK_FALSE(held(g, "a", "x").position.has_value());
    CHECK(held(g, "a", "x").status == stance_status::withheld);
    CHECK_FALSE(held(g, "b", "x").position.has_value());
    CHECK(held(g, "c", "x").position.value() == 3);
}

TEST_CASE("every column of a long table arrives in the stance") {
    auto const g = read({"source,capability,to,from,fallback,condition,accept_to,accept_from,status,confidence,"
                         "salience,position,issue,actor\n"
                         "\"Lavrov, 27 January\",2.5,2023,2022-01-27,0,\"hotline in [1,2] & talks in "
                         "[for,]\",2,-1,attributed,0.3,0.8,1,arms control,Russia\n"
                         ",,,,,,,,,,,1,hotline,Russia\n",
                         "issue,level,lower,upper,labels\narms "
                         "control,ordinal,-2,2,\nhotline,interval,0,2,\ntalks,nominal,,,against|for\n"});
    auto const& s = held(g, "Russia", "arms control");
    CHECK(s.position.value() == 1);
    CHECK(s.salience.value() == 0.8);
    CHECK(s.confidence == 0.3);
    CHECK(s.status == stance_status::attributed);
    CHECK(s.acceptable == interval{-1, 2});
    CHECK(s.valid == period{day(2022, 1, 27), day(2023, 1, 1)});
    CHECK(s.source == "Lavrov, 27 January");
    CHECK(s.capability.value() == 2.5);
    REQUIRE(s.depends_on);
    CHECK(s.depends_on->fallback.value() == 0);
    REQUIRE(s.depends_on->terms.size() == 2);
    CHECK(s.depends_on->terms[0].issue == g.find<issue>("hotline").value());
    CHECK(s.depends_on->terms[0].outcome == interval{1, 2});
    CHECK(s.depends_on->terms[1].issue == g.find<issue>("talks").value());
    CHECK(s.depends_on->terms[1].outcome == interval{2, std::numeric_limits<double>::infinity()});
    auto const& plain = held(g, "Russia", "hotline");
    stance expected{};
    expected.position = 1;
    expected.status = stance_status::stated;
    CHECK(plain == expected);
}

TEST_CASE("a condition may name an issue that comes further down") {
    auto const g = read({"actor,issue,position,condition\na,x,1,\"y in [2,3]\"\na,y,2,\n"}, on(scale::ordinal(1, 3)));
    CHECK(held(g, "a", "x").depends_on->terms[0].issue == g.find<issue>("y").value());
    CHECK(g.vertices<issue>()[0].name == "x");
}

TEST_CASE("cells are labels first, then numbers") {
    auto const g = read({"actor,issue,position\na,vote,N\nb,vote,3\nc,turned,2\n"},
                        on(scale::ordinal(std::vector<std::string>{"N", "A", "Y"})));
    CHECK(held(g, "a", "vote").position.value() == 1);
    CHECK(held(g, "b", "vote").position.value() == 3);
    auto const turned = read({"actor,issue,position\na,x,2\nb,x,3\nc,x,1.0\nd,x,+02\n"},
                             on(scale::ordinal({{"3", 0}, {"2", 1}, {"1", 2}})));
    CHECK(held(turned, "a", "x").position.value() == 1);
    CHECK(held(turned, "b", "x").position.value() == 0);
    CHECK(held(turned, "c", "x").position.value() == 2);  // the label that it equals as a number
    CHECK(held(turned, "d", "x").position.value() == 1);
}

TEST_CASE("an actor may hold stances on one issue one after the other") {
    auto const g = read({"actor,issue,position,from,to\na,x,1,,2000\na,x,2,2000,2010-06\na,x,,2010-06,\n"},
                        on(scale::ordinal(1, 3)));
    CHECK(g.edge_count<stance>() == 3);
    auto const a = g.find<actor>("a").value();
    auto const x = g.find<issue>("x").value();
    CHECK(entente::find_stance(g, a, x, day(1999, 12, 31))->position.value() == 1);
    CHECK(entente::find_stance(g, a, x, day(2000, 1, 1))->position.value() == 2);
    CHECK(entente::find_stance(g, a, x, day(2010, 6, 1))->status == stance_status::withheld);
}

TEST_CASE("columns may go by other names, and others are passed over") {
    auto options = on(scale::ordinal(1, 3));
    options.columns = {{"actor", "country"}, {"position", "vote"}, {"salience", "weight"}};
    auto const g = read({"rcid,country,issue,vote,weight,Position\n1,a,x,2,0.5,junk\n"}, options);
    CHECK(held(g, "a", "x").position.value() == 2);
    CHECK(held(g, "a", "x").salience.value() == 0.5);
}

TEST_CASE("wide stances: one row for each actor, one column for each issue") {
    auto options = on(scale::ordinal(1, 5));
    options.wide = true;
    auto const g = read({"cand,q1,q2,q3\nc0,1,,5\nc1,NA,3,\nc2,,,\n"}, options);
    CHECK(g.size<actor>() == 3);
    CHECK(g.size<issue>() == 3);
    CHECK(g.edge_count<stance>() == 3);
    CHECK(held(g, "c0", "q3").position.value() == 5);
    CHECK(held(g, "c1", "q2").position.value() == 3);
    CHECK(held(g, "c1", "q2").status == stance_status::stated);
}

TEST_CASE("wide stances: another actor column, ignored columns, other words for missing and withheld") {
    auto options = on(scale::ordinal(1, 5));
    options.wide = true;
    options.columns = {{"actor", "name"}};
    options.ignored_columns = {"party", "district"};
    options.missing = {".", "-"};
    options.withheld = "3";
    auto const g = read({"district,name,q1,party,q2\n8,a,.,PS,4\n12,b,3,VIHR,-\n"}, options);
    CHECK(g.size<issue>() == 2);
    CHECK(g.edge_count<stance>() == 2);
    CHECK(held(g, "a", "q2").position.value() == 4);
    CHECK_FALSE(held(g, "b", "q1").position.has_value());
    CHECK(held(g, "b", "q1").status == stance_status::withheld);
}

TEST_CASE("wide stances: issues of an issue table come first, in its order") {
    io::csv_options options;
    options.wide = true;
    auto const g =
        read({"actor,q2,q1\na,Y,1\n",
              "issue,level,lower,upper,labels,weight\nq1,ordinal,0,1,,2\nq2,ordinal,,,N|A|Y,\nq3,ratio,0,9.5,,\n"},
             options);
    REQUIRE(g.size<issue>() == 3);
    CHECK(g.vertices<issue>()[0].name == "q1");
    CHECK(g.vertices<issue>()[0].weight == 2);
    CHECK(g.vertices<issue>()[1].weight == 1);
    CHECK(g.vertices<issue>()[2].scale == scale::ratio(0, 9.5));
    CHECK(held(g, "a", "q2").position.value() == 3);
}

TEST_CASE("issue tables give scales by bounds, labels, or both") {
    auto const g = read(
        {"actor,issue,position\n",
         "issue,level,lower,upper,labels\n"
         "a,ordinal,-2,2,\nb,ordinal,,,N|A|Y\nc,ordinal,-1,1,N|A|Y\nd,ordinal,,,lo=0|hi=10\ne,ordinal,0,10,hi=10|lo=0\n"
         "f,nominal,,,x|y\ng,interval,-0.5,0.5,\nh,ratio,0,100,\ni,nominal,1,2,\n"});
    std::vector<scale> const expected{scale::ordinal(-2, 2),
                                      scale::ordinal(std::vector<std::string>{"N", "A", "Y"}),
                                      scale::ordinal({{"N", -1}, {"A", 0}, {"Y", 1}}),
                                      scale::ordinal({{"lo", 0}, {"hi", 10}}),
                                      scale::ordinal({{"lo", 0}, {"hi", 10}}),
                                      scale::nominal({"x", "y"}),
                                      scale::interval(-0.5, 0.5),
                                      scale::ratio(0, 100),
                                      scale::nominal({"1", "2"})};
    REQUIRE(g.size<issue>() == expected.size());
    for (std::size_t i = 0; i != expected.size(); ++i) {
        CAPTURE(g.vertices<issue>()[i].name);
        CHECK(g.vertices<issue>()[i].scale == expected[i]);
    }
}

TEST_CASE("an issue that the table does not list has the default scale") {
    auto const g = read({"actor,issue,position\na,y,7\na,x,2\n", "issue,level,lower,upper\nx,ordinal,1,5\n"},
                        on(scale::interval(0, 10)));
    CHECK(g.vertices<issue>()[0].name == "x");
    CHECK(g.vertices<issue>()[0].scale == scale::ordinal(1, 5));
    CHECK(g.vertices<issue>()[1].scale == scale::interval(0, 10));
}

TEST_CASE("actor, issue and relation tables") {
    auto const g =
        read({"actor,issue,position\nUS,x,1\n",
              "issue,level,lower,upper,part_of\nx,ordinal,1,5,main|all\nmain,ordinal,1,5,all\nall,ordinal,1,5,\n",
              "actor,capability,member_of,note\nUS,3.5,NATO|OSCE,n\nNATO,,,\nOSCE,0,,\nBlinken,,,\n",
              "from,relation,to,strength\nBlinken,speaks_for,US,\nUS,influences,NATO,0.7\nUS,influences,OSCE,\nNATO,"
              "member_of,OSCE,\n"});
    CHECK(g.size<actor>() == 4);
    CHECK(g.vertices<actor>()[0].capability == 3.5);
    CHECK(g.vertices<actor>()[1].capability == 1);
    CHECK(g.vertices<actor>()[2].capability == 0);
    auto const id = [&](char const* name) { return g.find<actor>(name).value(); };
    CHECK(g.find<member_of>(id("US"), id("NATO")).has_value());
    CHECK(g.find<member_of>(id("US"), id("OSCE")).has_value());
    CHECK(g.find<member_of>(id("NATO"), id("OSCE")).has_value());
    CHECK(g.edge_count<member_of>() == 3);
    CHECK(g.find<entente::speaks_for>(id("Blinken"), id("US")).has_value());
    CHECK(g.find<entente::influences>(id("US"), id("NATO"))->strength == 0.7);
    CHECK(g.find<entente::influences>(id("US"), id("OSCE"))->strength == 1);
    CHECK(g.edge_count<part_of>() == 3);
}

TEST_CASE("a table may have no rows") {
    auto const g = read({"actor,issue,position\n"});
    CHECK(g.size<actor>() == 0);
    CHECK(g.size<issue>() == 0);
}

TEST_CASE("a graph with further relations can be read as well") {
    struct sanctions {};
    using extended = entente::extended_stance_graph<scale, entente::typed_relation<actor, sanctions, actor>>;
    auto const g = io::parse_stances<extended>(texts({"actor,issue,position\na,x,1\n"}), on(scale::ordinal(1, 2)));
    CHECK(g.edge_count<stance>() == 1);
    CHECK(g.edge_count<sanctions>() == 0);
}

TEST_CASE("the example of the documentation") {
    auto const g = io::parse_stances({.stances = io::source_text("actor,issue,position\nNATO,arms control,2\n")},
                                     {.default_scale = scale::ordinal(-2, 2)});
    CHECK(held(g, "NATO", "arms control").position.value() == 2);
}

TEST_CASE("the example data are read") {
    std::string const data = ENTENTE_EXAMPLES_DATA_DIR;
    auto const responses = io::read_stances({.stances = data + "/nato_russia_2022/stances.csv",
                                             .issues = data + "/nato_russia_2022/issues.csv",
                                             .actors = data + "/nato_russia_2022/actors.csv",
                                             .relations = data + "/nato_russia_2022/relations.csv"});
    CHECK(responses.size<actor>() == 9);
    CHECK(responses.size<issue>() == 14);
    CHECK(responses.edge_count<stance>() == 24);
    CHECK(responses.edge_count<entente::speaks_for>() == 4);
    io::csv_options wide;
    wide.wide = true;
    auto const assembly = io::read_stances(
        {.stances = data + "/un_session_74/votes.csv", .issues = data + "/un_session_74/issues.csv"}, wide);
    CHECK(assembly.size<actor>() == 193);
    CHECK(assembly.size<issue>() == 91);
    CHECK(assembly.edge_count<stance>() == 13135 + 2027 + 1184);
    auto const candidates = io::read_stances({.stances = data + "/yle_2015/stances.csv",
                                              .issues = data + "/yle_2015/issues.csv",
                                              .actors = data + "/yle_2015/actors.csv"});
    CHECK(candidates.size<actor>() == 1897);
    CHECK(candidates.edge_count<stance>() == 59541);
    std::size_t withheld = 0;
    candidates.for_each_edge<stance>([&](auto const& e) { withheld += !e.edge.position; });
    CHECK(withheld == 1343);
    CHECK(candidates.edge_count<member_of>() == 1872);
}

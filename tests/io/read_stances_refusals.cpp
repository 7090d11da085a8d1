// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <typeinfo>

#include "io/stance_tables.hpp"

using namespace stance_tables;
using entente::fault_code;
using entente::graph_error;
using entente::io_error;
using entente::scale_error;
using entente::stance_error;
namespace io = entente::io;

namespace {

struct expected {
    fault_code code;
    char const* file;
    std::size_t line;
    std::size_t column;
    std::string value;
    std::string actor{};
    std::string issue{};
};

template <class Error>
void check_refused(tables const& from, expected const& fault, io::csv_options const& options) {
    CAPTURE(from.stances);
    try {
        read(from, options);
        FAIL("accepted");
    } catch (entente::error const& e) {
        std::string const what = e.what();
        CAPTURE(what);
        CHECK(typeid(e) == typeid(Error));
        CHECK(e.code() == fault.code);
        CHECK(e.where().file == fault.file);
        CHECK(e.where().line == fault.line);
        CHECK(e.where().column == fault.column);
        CHECK(e.where().value == fault.value);
        CHECK(e.where().actor == fault.actor);
        CHECK(e.where().issue == fault.issue);
        CHECK_FALSE(e.message().empty());
    }
}

/// A long table of two good rows and then this one, on a scale from -2 to 2.
template <class Error>
void check_row(std::string const& columns, std::string const& row, expected const& fault) {
    std::string const empty(
        columns.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',')), ',');
    auto const header = "actor,issue,position" + (columns.empty() ? "" : ',' + columns) + '\n';
    check_refused<Error>({header + "A,x,1" + empty + "\nB,y,2" + empty + "\n" + row + "\n"}, fault,
                         on(scale::ordinal(-2, 2)));
}

io::csv_options wide(scale const& s) {
    auto options = on(s);
    options.wide = true;
    return options;
}

}  // namespace

TEST_CASE("positions that are not on the scale of their issue") {
    check_row<scale_error>("", "A,y,3", {fault_code::off_scale, "stances.csv", 4, 5, "3", "A", "y"});
    check_row<scale_error>("", "A,y,0.5", {fault_code::off_scale, "stances.csv", 4, 5, "0.5", "A", "y"});
    check_row<scale_error>("", "A,y,for", {fault_code::off_scale, "stances.csv", 4, 5, "for", "A", "y"});
    check_row<scale_error>("", "A,y,\" 1\"", {fault_code::off_scale, "stances.csv", 4, 5, " 1", "A", "y"});
    check_row<scale_error>("", "A,y,nan", {fault_code::off_scale, "stances.csv", 4, 5, "nan", "A", "y"});
    check_row<scale_error>("", "\"\xC3\x84\n\xC3\xA9\",y,\"9\"",
                           {fault_code::off_scale, "stances.csv", 5, 6, "9", "\xC3\x84\n\xC3\xA9", "y"});
    auto const interval = on(scale::interval(0, 100));
    check_refused<scale_error>({"actor,issue,position\nA,x,100.5\n"},
                               {fault_code::off_scale, "stances.csv", 2, 5, "100.5", "A", "x"}, interval);
    check_refused<scale_error>({"actor,issue,position\nA,x,-1\n"},
                               {fault_code::off_scale, "stances.csv", 2, 5, "-1", "A", "x"}, interval);
    for (std::string const text : {"nan", "inf", "-inf", "1e999", "ten", "1,"})
        check_refused<stance_error>({"actor,issue,position\nA,x,\"" + text + "\"\n"},
                                    {fault_code::not_a_number, "stances.csv", 2, 5, text, "A", "x"}, interval);
    auto const labels = on(scale::ordinal(std::vector<std::string>{"N", "A", "Y"}));
    check_refused<scale_error>({"actor,issue,position\nA,x,n\n"},
                               {fault_code::off_scale, "stances.csv", 2, 5, "n", "A", "x"}, labels);
    check_refused<scale_error>({"actor,issue,position\nA,x,0\n"},
                               {fault_code::off_scale, "stances.csv", 2, 5, "0", "A", "x"}, labels);
}

TEST_CASE("a second stance of an actor on an issue at one time") {
    check_row<graph_error>("", "A,x,-1", {fault_code::duplicate, "stances.csv", 4, 3, "x", "A", "x"});
    check_row<graph_error>("from,to", "A,x,-1,2000,2001", {fault_code::duplicate, "stances.csv", 4, 3, "x", "A", "x"});
    check_refused<graph_error>({"actor,issue,position,from,to\nA,y,1,,\nA,x,1,2000,2010\nB,x,1,,\nA,x,1,2010,2011\nA,x,"
                                "1,2005,2006\nC,x,1,,\n"},
                               {fault_code::duplicate, "stances.csv", 6, 3, "x", "A", "x"}, on(scale::ordinal(-2, 2)));
}

TEST_CASE("rows without a name") {
    check_row<graph_error>("", ",y,1", {fault_code::unknown_name, "stances.csv", 4, 1, ""});
    check_row<graph_error>("", "A,,1", {fault_code::unknown_name, "stances.csv", 4, 3, ""});
}

TEST_CASE("numbers of a stance that cannot be") {
    check_row<stance_error>("salience", "A,y,1,-0.5",
                            {fault_code::negative_weight, "stances.csv", 4, 7, "-0.5", "A", "y"});
    check_row<stance_error>("salience", "A,y,1,inf", {fault_code::not_a_number, "stances.csv", 4, 7, "inf", "A", "y"});
    check_row<stance_error>("salience", "A,y,1,high",
                            {fault_code::not_a_number, "stances.csv", 4, 7, "high", "A", "y"});
    check_row<stance_error>("confidence", "A,y,1,1.01",
                            {fault_code::out_of_range, "stances.csv", 4, 7, "1.01", "A", "y"});
    check_row<stance_error>("confidence", "A,y,1,-0.1",
                            {fault_code::out_of_range, "stances.csv", 4, 7, "-0.1", "A", "y"});
    check_row<stance_error>("confidence", "A,y,1,nan",
                            {fault_code::not_a_number, "stances.csv", 4, 7, "nan", "A", "y"});
    check_row<stance_error>("capability", "A,y,1,-1",
                            {fault_code::negative_weight, "stances.csv", 4, 7, "-1", "A", "y"});
    check_row<stance_error>("accept_from,accept_to", "A,y,1,low,",
                            {fault_code::not_a_number, "stances.csv", 4, 7, "low", "A", "y"});
}

TEST_CASE("a status that is none, or at odds with the position") {
    check_row<stance_error>("status", "A,y,1,said",
                            {fault_code::inconsistent_status, "stances.csv", 4, 7, "said", "A", "y"});
    check_row<stance_error>("status", "A,y,1,withheld",
                            {fault_code::inconsistent_status, "stances.csv", 4, 7, "withheld", "A", "y"});
    check_row<stance_error>("status", "A,y,,stated",
                            {fault_code::inconsistent_status, "stances.csv", 4, 6, "stated", "A", "y"});
}

TEST_CASE("acceptable ranges that hold nothing, or not the position") {
    check_row<stance_error>("accept_from,accept_to", "A,y,1,2,1",
                            {fault_code::empty_range, "stances.csv", 4, 9, "1", "A", "y"});
    check_row<stance_error>("accept_from,accept_to", "A,y,1,2,2",
                            {fault_code::out_of_range, "stances.csv", 4, 7, "1 not in [2, 2]", "A", "y"});
    check_row<stance_error>("accept_from,accept_to", "A,y,1,-2,0",
                            {fault_code::out_of_range, "stances.csv", 4, 10, "1 not in [-2, 0]", "A", "y"});
    check_row<stance_error>("accept_from,accept_to", "A,y,,3,",
                            {fault_code::empty_range, "stances.csv", 4, 6, "[3, inf]", "A", "y"});
    check_row<stance_error>("accept_from,accept_to", "A,y,,,-3",
                            {fault_code::empty_range, "stances.csv", 4, 7, "[-inf, -3]", "A", "y"});
    check_row<scale_error>("accept_from,accept_to", "A,y,1,-3,2",
                           {fault_code::off_scale, "stances.csv", 4, 7, "[-3, 2]", "A", "y"});
    check_row<scale_error>("accept_from,accept_to", "A,y,1,-1,3",
                           {fault_code::off_scale, "stances.csv", 4, 10, "[-1, 3]", "A", "y"});
    check_row<scale_error>("accept_from,accept_to", "A,y,1,,3",
                           {fault_code::off_scale, "stances.csv", 4, 8, "[-inf, 3]", "A", "y"});
    check_row<stance_error>("accept_to", "A,y,1,0",
                            {fault_code::out_of_range, "stances.csv", 4, 7, "1 not in [-inf, 0]", "A", "y"});
    check_row<stance_error>("accept_from", "A,y,1,2",
                            {fault_code::out_of_range, "stances.csv", 4, 7, "1 not in [2, inf]", "A", "y"});
}

TEST_CASE("dates that are none, and periods that hold no time") {
    check_row<io_error>("from,to", "A,y,1,yesterday,",
                        {fault_code::syntax, "stances.csv", 4, 7, "yesterday", "A", "y"});
    check_row<io_error>("from,to", "A,y,1,,2022-02-30",
                        {fault_code::syntax, "stances.csv", 4, 8, "2022-02-30", "A", "y"});
    check_row<stance_error>("from,to", "A,y,1,2022,2022-01",
                            {fault_code::empty_range, "stances.csv", 4, 12, "2022-01", "A", "y"});
}

TEST_CASE("conditions that are none, or on issues that are not there") {
    check_row<io_error>("condition", "A,y,1,x = 1", {fault_code::syntax, "stances.csv", 4, 7, "x = 1", "A", "y"});
    check_row<stance_error>("condition", "A,y,1,\"z in [1,2]\"",
                            {fault_code::unknown_name, "stances.csv", 4, 7, "z in [1,2]", "A", "y"});
    check_row<stance_error>("condition", "A,y,1,\"y in [1,2]\"",
                            {fault_code::self_relation, "stances.csv", 4, 7, "y", "A", "y"});
    check_row<stance_error>("condition", "A,y,1,\"x in [high,2]\"",
                            {fault_code::not_a_number, "stances.csv", 4, 7, "x in [high,2]", "A", "y"});
    check_row<stance_error>("condition", "A,y,1,\"x in [2,1]\"",
                            {fault_code::empty_range, "stances.csv", 4, 7, "x in [2, 1]", "A", "y"});
    check_row<stance_error>("condition", "A,y,1,\"x in [3,]\"",
                            {fault_code::empty_range, "stances.csv", 4, 7, "x in [3, inf]", "A", "y"});
    check_row<scale_error>("condition", "A,y,1,\"x in [2,3]\"",
                           {fault_code::off_scale, "stances.csv", 4, 7, "x in [2, 3]", "A", "y"});
    check_row<scale_error>("condition,fallback", "A,y,1,\"x in [1,2]\",3",
                           {fault_code::off_scale, "stances.csv", 4, 20, "3", "A", "y"});
    check_row<io_error>("condition,fallback", "A,y,1,,1", {fault_code::syntax, "stances.csv", 4, 8, "1", "A", "y"});
    // What is wrong beside the condition is not blamed on it.
    check_row<stance_error>("condition,status", "A,y,1,\"x in [1,2]\",withheld",
                            {fault_code::inconsistent_status, "stances.csv", 4, 20, "withheld", "A", "y"});
}

TEST_CASE("an issue without a scale: ranges are never guessed") {
    check_refused<scale_error>({"actor,issue,position\nA,x,1\n"},
                               {fault_code::invalid_scale, "stances.csv", 2, 3, "x", "", "x"}, {});
    check_refused<scale_error>({"actor,issue,position\nA,x,1\nA,y,1\n", "issue,level,lower,upper\nx,ordinal,1,2\n"},
                               {fault_code::invalid_scale, "stances.csv", 3, 3, "y", "", "y"}, {});
    io::csv_options no_scale;
    no_scale.wide = true;
    check_refused<scale_error>({"actor,q1,q2\nA,1,2\n"},
                               {fault_code::invalid_scale, "stances.csv", 1, 7, "q1", "", "q1"}, no_scale);
}

TEST_CASE("an actor that the actor table does not list") {
    check_refused<graph_error>({"actor,issue,position\nA,x,1\nUntied States,x,1\n", "", "actor\nA\nUnited States\n"},
                               {fault_code::unknown_name, "stances.csv", 3, 1, "Untied States", "Untied States"},
                               on(scale::ordinal(1, 2)));
}

TEST_CASE("columns that are missing, repeated, unknown or nearly right") {
    auto const s = on(scale::ordinal(1, 2));
    check_refused<io_error>({"actor,issue\nA,x\n"}, {fault_code::unknown_name, "stances.csv", 1, 12, "actor,issue"}, s);
    check_refused<io_error>({"actor,issue,position,salience,issue\n"},
                            {fault_code::duplicate, "stances.csv", 1, 31, "issue"}, s);
    check_refused<io_error>({"actor,issue,position,Salience\nA,x,1,\n"},
                            {fault_code::unknown_name, "stances.csv", 1, 22, "Salience"}, s);
    check_refused<io_error>({"actor,issue,position,\" salience\"\nA,x,1,\n"},
                            {fault_code::unknown_name, "stances.csv", 1, 22, " salience"}, s);
    auto renamed = s;
    renamed.columns = {{"actor", "country"}};
    check_refused<io_error>({"actor,issue,position\nA,x,1\n"},
                            {fault_code::unknown_name, "stances.csv", 1, 21, "actor,issue,position"}, renamed);
    renamed.columns = {{"actors", "country"}};
    check_refused<io_error>({"actor,issue,position\nA,x,1\n"}, {fault_code::unknown_name, "", 0, 0, "actors"}, renamed);
}

TEST_CASE("wide tables: positions, repeated actors, columns") {
    auto const s = wide(scale::ordinal(1, 5));
    check_refused<scale_error>({"actor,q1,q2\nA,1,\nB,,VIHR\n"},
                               {fault_code::off_scale, "stances.csv", 3, 4, "VIHR", "B", "q2"}, s);
    check_refused<graph_error>({"actor,q1,q2\nA,1,\nB,1,1\nA,,2\n"},
                               {fault_code::duplicate, "stances.csv", 4, 1, "A", "A"}, s);
    check_refused<graph_error>({"actor,q1,q2\nA,1,\n,1,1\n"}, {fault_code::unknown_name, "stances.csv", 3, 1, ""}, s);
    auto options = s;
    options.ignored_columns = {"party"};
    check_refused<io_error>({"actor,q1\nA,1\n"}, {fault_code::unknown_name, "stances.csv", 1, 9, "actor,q1"}, options);
    options = s;
    options.columns = {{"actor", "name"}};
    check_refused<io_error>({"actor,q1\nA,1\n"}, {fault_code::unknown_name, "stances.csv", 1, 9, "actor,q1"}, options);
    options.columns = {{"issue", "q1"}};
    check_refused<io_error>({"actor,q1\nA,1\n"}, {fault_code::unknown_name, "", 0, 0, "issue"}, options);
}

TEST_CASE("issue tables") {
    auto const check = [](std::string const& row, expected const& fault, auto type) {
        check_refused<decltype(type)>(
            {"actor,issue,position\n",
             "issue,level,lower,upper,labels,weight,part_of\nx,ordinal,1,5,,,\n" + row + "\n"},
            fault, {});
    };
    scale_error const scale_type(fault_code::invalid_scale, "");
    graph_error const graph_type(fault_code::duplicate, "");
    check(",ordinal,1,5,,,", {fault_code::unknown_name, "issues.csv", 3, 1, ""}, graph_type);
    check("y,cardinal,1,5,,,", {fault_code::invalid_scale, "issues.csv", 3, 3, "cardinal", "", "y"}, scale_type);
    check("y,,1,5,,,", {fault_code::invalid_scale, "issues.csv", 3, 3, "", "", "y"}, scale_type);
    check("y,ordinal,,,,,", {fault_code::invalid_scale, "issues.csv", 3, 3, "ordinal", "", "y"}, scale_type);
    check("y,ordinal,1,,,,", {fault_code::invalid_scale, "issues.csv", 3, 3, "ordinal", "", "y"}, scale_type);
    check("y,ordinal,5,1,,,", {fault_code::invalid_scale, "issues.csv", 3, 3, "ordinal", "", "y"}, scale_type);
    check("y,ratio,-1,1,,,", {fault_code::invalid_scale, "issues.csv", 3, 3, "ratio", "", "y"}, scale_type);
    check("y,ordinal,one,5,,,", {fault_code::not_a_number, "issues.csv", 3, 11, "one", "", "y"}, scale_type);
    check("y,ordinal,1,inf,,,", {fault_code::not_a_number, "issues.csv", 3, 13, "inf", "", "y"}, scale_type);
    check("y,ordinal,,,a|a,,", {fault_code::invalid_scale, "issues.csv", 3, 13, "a|a", "", "y"}, scale_type);
    check("y,interval,,,a|b,,", {fault_code::invalid_scale, "issues.csv", 3, 14, "a|b", "", "y"}, scale_type);
    check("y,ordinal,0,1,a=0|b=2,,", {fault_code::invalid_scale, "issues.csv", 3, 15, "a=0|b=2", "", "y"}, scale_type);
    check("y,ordinal,0,,a|b,,", {fault_code::invalid_scale, "issues.csv", 3, 14, "a|b", "", "y"}, scale_type);
    check("y,ordinal,1,5,,-1,", {fault_code::negative_weight, "issues.csv", 3, 16, "-1", "", "y"}, graph_type);
    check("y,ordinal,1,5,,nan,", {fault_code::not_a_number, "issues.csv", 3, 16, "nan", "", "y"}, graph_type);
    check("x,ordinal,1,5,,,", {fault_code::duplicate, "issues.csv", 3, 1, "x", "", "x"}, graph_type);
    check("y,ordinal,1,5,,,z", {fault_code::unknown_name, "issues.csv", 3, 17, "z", "", "y"}, graph_type);
    check("y,ordinal,1,5,,,y", {fault_code::self_relation, "issues.csv", 3, 17, "y", "", "y"}, graph_type);
    check("y,ordinal,1,5,,,x|x", {fault_code::duplicate, "issues.csv", 3, 17, "x", "", "y"}, graph_type);
    check("y,ordinal,1,5,,,z\nz,ordinal,1,5,,,y", {fault_code::cycle, "issues.csv", 4, 17, "y", "", "z"}, graph_type);
}

TEST_CASE("actor and relation tables") {
    auto const actors = [](std::string const& rows, expected const& fault, auto type) {
        check_refused<decltype(type)>(
            {"actor,issue,position\n", "", "actor,capability,member_of\nA,1,\n" + rows + "\n"}, fault, {});
    };
    auto const relations = [](std::string const& rows, expected const& fault, auto type) {
        check_refused<decltype(type)>(
            {"actor,issue,position\n", "issue,level,lower,upper\nx,ordinal,1,5\ny,ordinal,1,5\n",
             "actor,member_of\nA,B\nB,\nC,\n", "from,relation,to,strength\nC,speaks_for,A,\n" + rows + "\n"},
            fault, {});
    };
    graph_error const graph_type(fault_code::duplicate, "");
    io_error const io_type(fault_code::syntax, "");
    actors(",1,", {fault_code::unknown_name, "actors.csv", 3, 1, ""}, graph_type);
    actors("B,-1,", {fault_code::negative_weight, "actors.csv", 3, 3, "-1", "B"}, graph_type);
    actors("B,inf,", {fault_code::not_a_number, "actors.csv", 3, 3, "inf", "B"}, graph_type);
    actors("A,1,", {fault_code::duplicate, "actors.csv", 3, 1, "A", "A"}, graph_type);
    actors("B,1,A|Z", {fault_code::unknown_name, "actors.csv", 3, 5, "A|Z", "B"}, graph_type);
    actors("B,1,B", {fault_code::self_relation, "actors.csv", 3, 5, "B", "B"}, graph_type);
    actors("B,1,C\nC,1,D\nD,1,B", {fault_code::cycle, "actors.csv", 5, 5, "B", "D"}, graph_type);
    relations("A,likes,B,", {fault_code::unknown_name, "relations.csv", 3, 3, "likes"}, io_type);
    relations("Z,speaks_for,B,", {fault_code::unknown_name, "relations.csv", 3, 1, "Z", "Z"}, graph_type);
    relations("A,speaks_for,Z,", {fault_code::unknown_name, "relations.csv", 3, 14, "Z", "A"}, graph_type);
    relations("A,part_of,x,", {fault_code::unknown_name, "relations.csv", 3, 1, "A", "", "A"}, graph_type);
    relations("A,speaks_for,A,", {fault_code::self_relation, "relations.csv", 3, 14, "A", "A"}, graph_type);
    relations("C,speaks_for,A,", {fault_code::duplicate, "relations.csv", 3, 14, "A", "C"}, graph_type);
    relations("A,member_of,B,", {fault_code::duplicate, "relations.csv", 3, 13, "B", "A"}, graph_type);
    relations("B,member_of,A,", {fault_code::cycle, "relations.csv", 3, 13, "A", "B"}, graph_type);
    relations("A,influences,B,1\nB,influences,A,1\nA,influences,B,2",
              {fault_code::duplicate, "relations.csv", 5, 14, "B", "A"}, graph_type);
    relations("A,influences,B,-1", {fault_code::negative_weight, "relations.csv", 3, 16, "-1", "A"}, graph_type);
    relations("A,speaks_for,B,1", {fault_code::syntax, "relations.csv", 3, 16, "1"}, io_type);
    auto const dated = [](std::string const& rows, expected const& fault, auto type) {
        check_refused<decltype(type)>(
            {"actor,issue,position\n", "", "actor\nA\nB\n",
             "from,relation,to,strength,valid_from,valid_to\nA,speaks_for,B,,,2004\n" + rows + "\n"},
            fault, {});
    };
    dated("A,speaks_for,B,,2004,\nA,speaks_for,B,,2003-12-31,2004-06",
          {fault_code::duplicate, "relations.csv", 4, 14, "B", "A"}, graph_type);
    dated("A,member_of,B,,2004-02-30,", {fault_code::syntax, "relations.csv", 3, 16, "2004-02-30", "A"}, io_type);
    dated("A,member_of,B,,2004,2004-01", {fault_code::empty_range, "relations.csv", 3, 21, "2004-01", "A"}, graph_type);
    dated("A,influences,B,1,,2004", {fault_code::syntax, "relations.csv", 3, 19, "2004"}, io_type);
    relations("y,part_of,x,\nx,part_of,y,", {fault_code::cycle, "relations.csv", 4, 11, "y", "", "x"}, graph_type);
}

TEST_CASE("grammar faults carry the name of the table they are in") {
    check_refused<io_error>({"actor,issue,position\nA,x\n"}, {fault_code::syntax, "stances.csv", 2, 4, "A,x"},
                            on(scale::ordinal(1, 2)));
    check_refused<io_error>({"actor,issue,position\n", "issue,level\nx,\"ordinal\n"},
                            {fault_code::syntax, "issues.csv", 2, 3, "\"ordinal"}, {});
    check_refused<io_error>({"actor,issue,position\n", "", "actor\nA\"B\n"},
                            {fault_code::syntax, "actors.csv", 2, 1, "A\"B"}, {});
    check_refused<io_error>({"actor,issue,position\n", "", "", "from,relation\n"},
                            {fault_code::unknown_name, "relations.csv", 1, 14, "from,relation"}, {});
}

TEST_CASE("files that are not there") {
    try {
        io::read_stances({.stances = "no such file.csv"});
        FAIL("read");
    } catch (io_error const& e) {
        CHECK(e.code() == fault_code::file_access);
        CHECK(e.where().file == "no such file.csv");
    }
}

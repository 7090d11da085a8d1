// SPDX-License-Identifier: BSL-1.0
// entente compare: what is the same under other options, and files of one's own.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "examples/run_program.hpp"

using namespace entente_test;

namespace {

template <class... Options>
std::string output_of(Options const&... options) {
    auto const run = run_program("entente", "compare", options...);
    CHECK(run.status == 0);
    return run.output;
}

void write(scratch_file const& file, std::string const& text) {
    std::ofstream(file.path(), std::ios::binary) << text;
}

std::string without_first_column(std::string const& csv) {
    std::string rest;
    for (std::size_t from = 0; from < csv.size();) {
        auto const end = csv.find('\n', from), comma = csv.find(',', from);
        rest += csv.substr(comma, end + 1 - comma);
        from = end + 1;
    }
    return rest;
}

auto lines(std::string const& text) {
    return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("a table of scores from a file is that of the preset with the same scores") {
    scratch_file const table("scores.csv");
    write(table, "answer,agree,neutral,disagree\nagree,2,1,0\nneutral,1,2,1\ndisagree,0,1,2\n");
    auto const with = [&](std::string const& measure) {
        return output_of(example_data("un_session_74/votes.csv"), "--wide", "--scale", "ordinal:N|A|Y", "--reference",
                         "France", "--format", "csv", "--measure", measure);
    };
    auto const ours = with("table:" + table.path());
    CHECK(lines(ours) == 193);
    CHECK(without_first_column(ours) == without_first_column(with("table:wahl_o_mat")));

    write(table, "answer,agree,neutral,disagree\nagree,2,1,0\nneutral,1,2,1\n");
    CHECK(run_program("entente", "compare", example_data("un_session_74/votes.csv"), "--wide", "--scale",
                      "ordinal:N|A|Y", "--measure", "table:" + table.path())
              .status == 2);
}

TEST_CASE("long and wide files, and columns by another name, say the same") {
    scratch_file const wide("wide.csv"), narrow("long.csv"), renamed("renamed.csv");
    write(wide, "who,road,\"bridge, old\",note\n\"North, the\",1,5,x\nSouth,NA,2,y\nEast,3,-,z\n");
    write(narrow,
          "actor,issue,position\n\"North, the\",road,1\n\"North, the\",\"bridge, old\",5\nSouth,\"bridge, old\",2\n"
          "East,road,3\nEast,\"bridge, old\",\n");
    write(renamed,
          "state,topic,vote\n\"North, the\",road,1\n\"North, the\",\"bridge, old\",5\nSouth,\"bridge, old\",2\n"
          "East,road,3\nEast,\"bridge, old\",\n");
    auto const with = [](auto const&... options) {
        return output_of("--measure", "city_block", "--format", "csv", "--scale", "ordinal:1..5", "--bounds",
                         "withheld", options...);
    };
    auto const wanted = with(narrow.path());
    CHECK(wanted == "measure,a,b,value,shared,weight,reason,lower,upper,open\n"
                    "city_block,\"North, the\",South,0.75,1,1,,0.75,0.75,0\n"
                    "city_block,\"North, the\",East,0.5,1,1,,0.25,0.75,1\n"
                    "city_block,South,East,,0,0,nothing shared,0,0.75,1\n");
    CHECK(with("--wide", "--ignore", "note", "--withheld", "-", wide.path()) == wanted);
    CHECK(with("--columns", "actor=state,issue=topic,position=vote", renamed.path()) == wanted);
    CHECK(lines(with(narrow.path(), "--pair", "\"North, the\",South", "--pair", "East,South")) == 3);
}

TEST_CASE("what depends on who comes first comes in both orders") {
    scratch_file const stances("salient.csv");
    write(stances,
          "actor,issue,position,salience\nNorth,road,1,3\nNorth,bridge,1,1\nSouth,road,5,1\nSouth,bridge,1,1\n");
    auto const with = [&](auto const&... options) {
        return output_of(stances.path(), "--scale", "ordinal:1..5", "--format", "csv", options...);
    };
    CHECK(lines(with()) == 2);
    CHECK(
        with("--weights", "first") ==
        "measure,a,b,value,shared,weight,reason\ncity_block,North,South,0.75,2,4,\ncity_block,South,North,0.5,2,2,\n");
    CHECK(lines(with("--measure", "mars_affinity", "--measure", "city_block")) == 1 + 2 + 1);
}

TEST_CASE("convergence and divergence of order 3 weigh by the power of a file, and what is wrong with it is said") {
    scratch_file const stances("godet.csv"), power("power.csv"), errors("power.err");
    write(stances, "actor,issue,position\nNorth,road,2\nNorth,bridge,-2\nSouth,road,1\nSouth,bridge,2\nEast,road,-2\n");
    auto const with = [&](auto const&... options) {
        return output_of(stances.path(), "--scale", "interval:-2..2", "--format", "csv", options...);
    };
    // North and South: the road 2 and 1 on one side, the bridge 2 and 2 on two; halves of the scale are 1 and 0.5.
    write(power, "note,power,actor\nx,3,North\ny,0.5,South\nz,1,East\n");
    CHECK(with("--power", power.path(), "--measure", "convergence:3", "--measure", "divergence:3", "--pair",
               "North,South", "--pair", "South,North") ==
          "measure,a,b,value,shared,weight,reason\n"
          "convergence:3,North,South,1.625,2,2,\nconvergence:3,South,North,1.625,2,2,\n"
          "divergence:3,North,South,1.75,2,2,\ndivergence:3,South,North,1.75,2,2,\n");
    CHECK(lines(with("--power", power.path(), "--measure", "divergence:3")) == 4);
    CHECK(lines(with("--power", power.path(), "--measure", "city_block", "--measure", "convergence:3", "--reference",
                     "South")) == 5);
    write(power, "actor,power\nNorth,1\nSouth,1\nEast,1\n");
    CHECK(without_first_column(with("--power", power.path(), "--measure", "convergence:3")) ==
          without_first_column(with("--measure", "convergence:2")));

    auto const refusal = [&](std::string const& text, std::string const& measure = "convergence:3", bool give = true) {
        if (!text.empty()) write(power, text);
        auto const command = quoted_program("entente") + " compare " + quoted(stances.path()) +
                             " --scale interval:-2..2 --measure " + measure +
                             (give ? " --power " + quoted(power.path()) : "") + " 2>" + quoted(errors.path());
        CHECK(std::system(command.c_str()) != 0);
        std::ifstream in(errors.path());
        std::string said;
        std::getline(in, said);
        return said;
    };
    auto const in_file = [&](std::string const& rest) { return "entente compare: " + power.path() + rest; };
    CHECK(refusal("actor,power\nNorth,1\nSouth,2\n") ==
          in_file(": the file gives this actor no power (actor \"East\")"));
    CHECK(refusal("actor,power\nNorth,1\nWest,2\n") == in_file(":3:1: no actor has this name (value \"West\")"));
    CHECK(refusal("actor,power\nNorth,1\nNorth,1\n") ==
          in_file(":3:1: this actor has a power already (value \"North\")"));
    CHECK(refusal("actor,power\nNorth,-1\n") == in_file(":2:7: a power is at least 0 (actor \"North\", value \"-1\")"));
    CHECK(refusal("actor,power\nNorth,much\n") ==
          in_file(":2:7: a power is a number (actor \"North\", value \"much\")"));
    CHECK(refusal("actor,power\nNorth,\n") == in_file(":2:7: a power is a number (actor \"North\")"));
    CHECK(refusal("actor,weight\nNorth,1\n")
              .starts_with(in_file(":1:1: a file of power has the columns actor and power")));
    CHECK(refusal("actor,power\nNorth,1\nSouth,1\nEast,1\n", "city_block") ==
          "entente compare: --power is for the measures convergence:3 and divergence:3");
    CHECK(
        refusal("", "divergence:3", false) ==
        "entente compare: the measure weighs by the power of the actors: give it by --power (value \"divergence:3\")");
}

TEST_CASE("names behind the first line of an option are not passed over") {
    scratch_file const stances("lines.csv");
    write(stances, "actor,issue,position\nA,q,1\n\"B\nC\",q,5\n");
    for (char const* const pair : {"A,A\nrubbish", "A,B\n", "A\r,B"}) {
        auto const ran = run_command(quoted_program("entente") + " compare " + quoted(stances.path()) +
                                     " --scale ordinal:1..5 --pair " + quoted(pair) + " 2>&1");
        CHECK(ran.status == 2);
        CHECK(ran.output.find("names are one line") != std::string::npos);
    }
    CHECK(output_of(stances.path(), "--scale", "ordinal:1..5", "--format", "csv", "--pair", "A,\"B\nC\"") ==
          "measure,a,b,value,shared,weight,reason\ncity_block,A,\"B\nC\",1,1,1,\n");
}

TEST_CASE("JSON is JSON, numbers are numbers, and undefined is null") {
    scratch_file const stances("json.csv");
    write(stances, "actor,issue,position\n\"North \"\"N\"\"\",road,1\nSouth,bridge,5\nEast,road,2\n");
    auto const found = nlohmann::json::parse(output_of(stances.path(), "--scale", "ordinal:1..5", "--format", "json"));
    REQUIRE(found.size() == 3);
    CHECK(found[0]["a"] == "North \"N\"");
    CHECK(found[0]["value"].is_null());
    CHECK(found[0]["reason"] == "nothing shared");
    CHECK(found[1]["value"] == 0.25);
    CHECK(found[1]["shared"] == 1);
    for (auto const& measure : nlohmann::json::parse(output_of("--list-measures", "--format", "json"))) {
        CAPTURE(measure["name"]);
        CHECK_FALSE(measure["formula"].get<std::string>().empty());
        CHECK_FALSE(measure["source"].get<std::string>().empty());
    }
}

TEST_CASE("options that do not go together are refused") {
    auto const refused = [](auto const&... options) {
        return run_program("entente", "compare", example_data("nato_russia_2022/stances.csv"), "--issues",
                           example_data("nato_russia_2022/issues.csv"), options...)
                   .status == 2;
    };
    CHECK(refused("--top", "3"));
    CHECK(refused("--reference", "Russia", "--top", "0"));
    CHECK(refused("--reference", "Russia", "--pair", "Russia,NATO"));
    CHECK(refused("--pair", "Russia,NATO", "--explain", "--bounds", "missing"));
    CHECK(refused("--format", "yaml"));
    CHECK(refused("--weights", "heavy"));
    CHECK(refused("--missing", "rated"));
    CHECK_FALSE(refused("--pair", "Russia,NATO", "--threads", "0"));
}

// SPDX-License-Identifier: BSL-1.0
#include "entente/io/score_table.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "entente/dyadic/compare.hpp"
#include "entente/measures/by_score_table.hpp"
#include "entente/positions/position_matrix.hpp"

using namespace entente;
using namespace entente::measures;
using entente::io::read_score_table;
using entente::io::source_text;

namespace {

score_table read(std::string text) {
    return read_score_table(source_text(std::move(text), "scores.csv"));
}

void check_refused(std::string const& text, fault_code code, std::size_t line, std::size_t column, std::string const& value) {
    CAPTURE(text);
    try {
        read(text);
        FAIL("accepted");
    } catch (error const& e) {
        CHECK(e.code() == code);
        CHECK(e.where().file == "scores.csv");
        CHECK(e.where().line == line);
        CHECK(e.where().column == column);
        CHECK(e.where().value == value);
    }
}

}  // namespace

TEST_CASE("labels go by order") {
    auto const t = read("answer,agree,neutral,disagree\nagree,2,1,0\nneutral,1,2,1\ndisagree,0,1,2.5\n");
    CHECK(t.answers() == 3);
    CHECK(t.positions().empty());
    CHECK(t.score(0, 1) == 1);
    CHECK(t.maximum(2) == 2.5);
    CHECK_FALSE(t.rates_silence());
}

TEST_CASE("numbers are positions, in any order; the most that is scored and silence have columns of their own") {
    auto const t = read("first,2,maximum,1,silence\n2,8,10,3,2.5\n1,5,12,11,1\n");
    REQUIRE(t.positions().size() == 2);
    CHECK(t.positions()[0] == 1);
    CHECK(t.score(0, 0) == 11);
    CHECK(t.score(0, 1) == 5);
    CHECK(t.score(1, 0) == 3);
    CHECK(t.maximum(0) == 12);
    CHECK(t.maximum(1) == 10);
    CHECK(t.silence(0) == 1);
    CHECK(t.silence(1) == 2.5);
}

TEST_CASE("labels of a scale, in any order") {
    auto const s = scale::ordinal({"no", "perhaps", "yes"});
    auto const t = read_score_table(source_text("x,yes,no,perhaps\nyes,3,0,1\nno,0,4,1\nperhaps,1,1,5\n"), s);
    CHECK(t.score(0, 0) == 4);
    CHECK(t.score(1, 1) == 5);
    CHECK(t.score(2, 1) == 1);
    CHECK_THROWS_AS(read_score_table(source_text("x,yes,maybe\nyes,1,0\nmaybe,0,1\n"), s), scale_error);
}

TEST_CASE("files that are no table, with line, column and text") {
    check_refused("a,x\nx,1\n", fault_code::syntax, 1, 3, "x");
    check_refused("a,x,y\nx,1,two\ny,0,1\n", fault_code::not_a_number, 2, 5, "two");
    check_refused("a,x,y\nx,1,-2\ny,0,1\n", fault_code::out_of_range, 2, 5, "-2");
    check_refused("a,x,y\nx,1,\ny,0,1\n", fault_code::not_a_number, 2, 5, "");
    check_refused("a,x,y\nx,1,0\nz,0,1\n", fault_code::syntax, 3, 1, "z");
    check_refused("a,x,y\nx,1,0\n", fault_code::syntax, 1, 5, "y");
    check_refused("a,x,y\nx,1,0\ny,0,1\nz,0,0\n", fault_code::syntax, 4, 1, "z");
    check_refused("a,x,2\nx,1,0\n2,0,1\n", fault_code::syntax, 1, 3, "x");
    check_refused("a,x,y,maximum\nx,2,0,1\ny,0,1,1\n", fault_code::out_of_range, 2, 7, "1");
    check_refused("a,1,1.0\n1,2,0\n1.0,0,1\n", fault_code::duplicate, 1, 1, "1");
    check_refused("a,x,y\nx,0,0\ny,0,0\n", fault_code::invalid_argument, 1, 1, "0");
}

TEST_CASE("an answer of a table is not taken for another that a scale calls by its name") {
    auto const use = [](score_table const& t, scale const& on) {
        auto const issue = make_issue_column(basic_issue<scale>{"q", on});
        position_matrix const m({"a", "b"}, {issue}, {0, 1, 2},
                                {{0, true, on.value(0), 1, 1}, {0, true, on.value(1), 1, 1}});
        return compare(m, 0, 1, by_score_table(t)).value;
    };
    auto const by_order = read("a,no,yes\nno,2,1\nyes,0,4\n"), by_number = read("a;1;2\n1;2;1\n2;0;4\n");
    CHECK(*use(by_order, scale::nominal({"no", "yes"})) == 0.5);
    CHECK(*use(by_order, scale::nominal({"nein", "ja"})) == 0.5);
    CHECK_THROWS_AS(use(by_order, scale::nominal({"yes", "no"})), scale_error);
    CHECK(*use(by_number, scale::ordinal(1, 2)) == 0.5);
    CHECK(*use(by_number, scale::nominal({"1.0", "+2"})) == 0.5);
    CHECK(*use(by_number, scale::nominal({"no", "yes"})) == 0.5);
    CHECK_THROWS_AS(use(by_number, scale::nominal({"2", "1"})), scale_error);
    auto const numbered = scale::ordinal({"2", "1"});
    auto const named = read_score_table(source_text("a,1.0,2\n1.0,4,0\n2,1,2\n"), numbered);
    CHECK(*use(named, numbered) == 0.5);
    CHECK_THROWS_AS(use(named, scale::ordinal(1, 2)), scale_error);
}

TEST_CASE("a measure named by a file") {
    auto const path = (std::filesystem::temp_directory_path() / "entente_scores.csv").string();
    std::ofstream(path) << "a,x,y\nx,4,1\ny,0,2\n";
    std::size_t tables = 0;
    auto const visit = [&](auto const& m) {
        if constexpr (std::is_same_v<std::decay_t<decltype(m)>, by_score_table>) tables = m.tables().size();
    };
    io::visit_measure("table:" + path, visit);
    CHECK(tables == 1);
    io::visit_measure("table:svt_range+" + path, visit);
    CHECK(tables == 2);
    tables = 7;
    io::visit_measure("city_block", visit);
    CHECK(tables == 7);
    CHECK_THROWS_AS(io::visit_measure("table:/nowhere/at/all", visit), io_error);
    std::filesystem::remove(path);
}

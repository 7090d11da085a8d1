// SPDX-License-Identifier: BSL-1.0
#include "entente/sqlite/read_query.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "entente/io/read_stances.hpp"
#include "entente/positions/held_by.hpp"

using namespace entente;

namespace {

/// A database that is gone with its end.
class database {
public:
    explicit database(std::string const& script)
        : file_((std::filesystem::temp_directory_path() / "entente_read_query.db").string()) {
        std::filesystem::remove(file_);
        sqlite3* opened = nullptr;
        REQUIRE(sqlite3_open(file_.c_str(), &opened) == SQLITE_OK);
        REQUIRE(sqlite3_exec(opened, script.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(opened);
    }
    ~database() { std::filesystem::remove(file_); }
    std::string const& file() const { return file_; }

private:
    std::string file_;
};

/// What a call is refused with.
template <class Call>
std::string refusal(Call const& call) {
    try {
        call();
    } catch (error const& e) {
        return e.what();
    }
    return "nothing was refused";
}

}  // namespace

TEST_CASE("a table and a query are read as stances") {
    database const d(
        "create table votes (who text, topic text, vote integer, note blob);"
        "insert into votes values ('A \"the\" first', 'tax', 1, null), ('B', 'tax', 5, null), ('B', 'a,b', null, null);"
        "create table odd (actor text, issue text, position real); insert into odd values ('A' || char(10) || 'B', 'x', "
        "2.5);");
    CHECK(io::sqlite_query(d.file(), "odd").text() == "\"actor\",\"issue\",\"position\"\n\"A B\",\"x\",2.5\n");
    auto const g = io::parse_stances(
        {.stances = io::sqlite_query(d.file(), "SELECT who AS actor, topic AS issue, vote AS position FROM votes")},
        {.default_scale = scale::ordinal(1, 5)});
    CHECK(g.size<actor>() == 2);
    auto const held = held_by(g, *g.find<actor>("A \"the\" first"), *g.find<basic_issue<scale>>("tax"));
    REQUIRE(held.has_value());
    CHECK(held->position.value() == 1);
    CHECK_FALSE(held_by(g, *g.find<actor>("B"), *g.find<basic_issue<scale>>("a,b"))->position.has_value());

    // A fault has the row's line: the names are line 1.
    auto const off = refusal([&] {
        io::parse_stances({.stances = io::sqlite_query(d.file(), "select who as actor, topic as issue, vote as position from votes")},
                          {.default_scale = scale::ordinal(1, 3)});
    });
    CHECK(off.find(d.file() + ":3:") != off.npos);
}

TEST_CASE("what is no table, no query, no database") {
    database const d("create table votes (a, b); insert into votes values (1, x'00ff');");
    CHECK(refusal([&] { io::sqlite_query(d.file(), "nothing"); }).find("no such table: nothing") != std::string::npos);
    CHECK(refusal([&] { io::sqlite_query(d.file(), "select c from votes"); }).find("no such column") !=
          std::string::npos);
    CHECK(refusal([&] { io::sqlite_query(d.file(), ""); }).find("which table") != std::string::npos);
    CHECK(refusal([&] { io::sqlite_query(d.file(), "votes"); }).find("a blob is no text") != std::string::npos);
    // A name is a name, whatever stands in it; and one query is one.
    CHECK(refusal([&] { io::sqlite_query(d.file(), "votes\"; drop table votes; --"); }).find("no such table") !=
          std::string::npos);
    CHECK(refusal([&] { io::sqlite_query(d.file(), "select a from votes; drop table votes"); }).find("one query") !=
          std::string::npos);
    CHECK(refusal([&] { io::sqlite_query(d.file(), "with x as (select 1) delete from votes"); }) != "nothing was refused");
    CHECK(io::sqlite_query(d.file(), "select a from votes").text() == "\"a\"\n1\n");

    CHECK(refusal([&] { io::sqlite_query(d.file() + ".gone", "votes"); }).find("unable to open") != std::string::npos);
    auto const text = d.file() + ".txt";
    std::ofstream(text) << "this is no database, and long enough that it could have been one, if it began as one does";
    CHECK(refusal([&] { io::sqlite_query(text, "votes"); }).find("not a database") != std::string::npos);
    std::filesystem::remove(text);
}

TEST_CASE("a number keeps all its digits, and a query begins with a word") {
    database const d(
        "create table reals (x);"
        "insert into reals values (0.1 + 0.2), (1.0), (0.5), (1.0 / 3), (1e400), (3);");
    auto const text = std::string(io::sqlite_query(d.file(), "select\n x from reals").text());
    CHECK(text == "\"x\"\n0.30000000000000004\n1.0\n0.5\n0.3333333333333333\ninf\n3\n");
    CHECK(io::sqlite_query(d.file(), "SELECT(1) as x").text() == "\"x\"\n1\n");
    CHECK(io::sqlite_query(d.file(), "With\tn as (select 2 as x) select x from n").text() == "\"x\"\n2\n");
    for (std::string const name : {"selected", "with_x", "select"})
        CHECK(refusal([&] { io::sqlite_query(d.file(), name); }).find("no such table: " + name) != std::string::npos);
}

TEST_CASE("options of separated values, which would make other numbers of a column, are refused") {
    database const d(
        "create table votes (actor text, issue text, position real);"
        "insert into votes values ('A', 'q', 1.234);");
    auto const read = [&](io::reading_options options) {
        options.default_scale = scale::interval(0, 2000);
        return io::parse_stances({.stances = io::sqlite_query(d.file(), "votes")}, options);
    };
    auto const g = read({});
    CHECK(held_by(g, *g.find<actor>("A"), *g.find<basic_issue<scale>>("q"))->position.value() == 1.234);
    for (auto const& options : {io::reading_options{.decimal_comma = true, .thousands = '.'},
                                io::reading_options{.delimiter = ';'}, io::reading_options{.skipped_lines = 1}})
        CHECK(refusal([&] { read(options); }).find("is of separated values") != std::string::npos);
}

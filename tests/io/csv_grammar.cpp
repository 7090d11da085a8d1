// SPDX-License-Identifier: BSL-1.0
#include "entente/io/csv_grammar.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "entente/io/csv_writer.hpp"

using entente::fault_code;
using entente::io::csv_reader;
using entente::io::csv_writer;
using entente::io::source_text;
using entente::io::text_position;

namespace {

using table = std::vector<std::vector<std::string>>;

table read(std::string text) {
    csv_reader reader{source_text(std::move(text), "t.csv")};
    auto const row = [](auto const& record) {
        std::vector<std::string> fields;
        for (std::size_t i = 0; i != record.size(); ++i) fields.emplace_back(record[i]);
        return fields;
    };
    table all{row(reader.header())};
    while (auto record = reader.next()) all.push_back(row(*record));
    return all;
}

void check_refused(std::string const& text, fault_code code, text_position where, std::string const& value,
                   std::string const& message) {
    CAPTURE(text);
    try {
        read(text);
        FAIL("accepted");
    } catch (entente::io_error const& e) {
        CHECK(e.code() == code);
        CHECK(e.where().file == "t.csv");
        CHECK(e.where().line == where.line);
        CHECK(e.where().column == where.column);
        CHECK(e.where().value == value);
        CHECK(e.message() == message);
    }
}

}  // namespace

TEST_CASE("records of plain fields") {
    CHECK(read("a,b\n1,2\n") == table{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,b\n1,2") == table{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,b") == table{{"a", "b"}});
    CHECK(read("a,b,c\n,,\n ,x,\n") == table{{"a", "b", "c"}, {"", "", ""}, {" ", "x", ""}});
    CHECK(read("\xEF\xBB\xBF"
               "a\n\xC3\xA9\n") == table{{"a"}, {"\xC3\xA9"}});
}

TEST_CASE("line ends are LF or CRLF, also mixed") {
    CHECK(read("a,b\r\n1,2\r\n") == table{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,b\r\n1,2\n3,4\r\n") == table{{"a", "b"}, {"1", "2"}, {"3", "4"}});
}

TEST_CASE("empty lines after the last record are skipped, and no others") {
    CHECK(read("a,b\n1,2\n\n") == table{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,b\r\n1,2\r\n\r\n\n\r\n") == table{{"a", "b"}, {"1", "2"}});
    CHECK(read("a\n\n1\n\n") == table{{"a"}, {""}, {"1"}});
    check_refused("a,b\n\n1,2\n", fault_code::syntax, {2, 1}, "", "fields in the record: 1, in the header: 2");
}

TEST_CASE("quoted fields hold commas, doubled quotes and line ends") {
    CHECK(read("a,b\n\"1,2\",\"x\r\ny\nz\"\n") == table{{"a", "b"}, {"1,2", "x\r\ny\nz"}});
    CHECK(read("a,b\n\"\",\"\"\"\"\n") == table{{"a", "b"}, {"", "\""}});
    CHECK(read("a,b\n\"\"\"x\"\"\",\"y \"\"z\"\" \"\"\"\n") == table{{"a", "b"}, {"\"x\"", "y \"z\" \""}});
    CHECK(read("\"a \"\"1\"\"\",\"b,\"\n1,2") == table{{"a \"1\"", "b,"}, {"1", "2"}});
    CHECK(read("a\n\"\"\n") == table{{"a"}, {""}});
}

TEST_CASE("a record knows which fields were quoted and where each begins") {
    csv_reader reader{source_text("\xC3\xA9,b,c\n\"x\ny\",\xC3\xA9\xC3\xA9,\"z\"\n1,2,3\n")};
    auto record = reader.next();
    REQUIRE(record.has_value());
    CHECK(record->line() == 2);
    CHECK(record->is_quoted(0));
    CHECK_FALSE(record->is_quoted(1));
    CHECK(record->where(0) == text_position{2, 1});
    CHECK(record->where(1) == text_position{3, 4});
    CHECK(record->where(2) == text_position{3, 7});
    CHECK(record->where(3) == text_position{3, 10});
    record = reader.next();
    REQUIRE(record.has_value());
    CHECK(record->line() == 4);
    CHECK(record->where(2) == text_position{4, 5});
    CHECK_FALSE(reader.next().has_value());
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("fields point into the text; only doubled quotes are copied") {
    source_text const text("a,b\nplain,\"say \"\"no\"\"\"\n");
    csv_reader reader(text);
    auto const record = reader.next();
    REQUIRE(record.has_value());
    CHECK((*record)[0].data() == text.text().data() + 4);
    auto const inside = [&](std::string_view field) {
        return field.data() >= text.text().data() && field.data() < text.text().data() + text.text().size();
    };
    CHECK(inside((*record)[0]));
    CHECK_FALSE(inside((*record)[1]));
}

TEST_CASE("columns are found by name") {
    csv_reader const reader{source_text("issue,actor,\"po\"\"s\"\n")};
    CHECK(*reader.column("issue") == 0);
    CHECK(*reader.column("actor") == 1);
    CHECK(*reader.column("po\"s") == 2);
    CHECK_FALSE(reader.column("Actor").has_value());
    CHECK_FALSE(reader.column("").has_value());
}

TEST_CASE("a header that names nothing, or one thing twice, is refused") {
    check_refused("", fault_code::syntax, {1, 1}, "", "the text is empty; a row with the names of the columns was expected");
    check_refused("\r\n\n", fault_code::syntax, {1, 1}, "",
                  "the text is empty; a row with the names of the columns was expected");
    check_refused("\xEF\xBB\xBF", fault_code::syntax, {1, 1}, "",
                  "the text is empty; a row with the names of the columns was expected");
    check_refused("a,,c\n", fault_code::syntax, {1, 3}, "", "column 2 has no name");
    check_refused("b,a,c,\"a\",b\n", fault_code::duplicate, {1, 7}, "a", "two columns have the same name");
}

TEST_CASE("records that do not follow the grammar are refused with place and text") {
    check_refused("a,b\n1\n", fault_code::syntax, {2, 2}, "1", "fields in the record: 1, in the header: 2");
    check_refused("a,b\n1,2,3,4\n", fault_code::syntax, {2, 5}, "3", "fields in the record: 4, in the header: 2");
    check_refused("a,b\n1,\"x\n\nrest", fault_code::syntax, {2, 3}, "\"x", "a quote is not closed");
    check_refused("a,b\r\n1,\"x\r\nrest", fault_code::syntax, {2, 3}, "\"x", "a quote is not closed");
    check_refused("a,b\n1,\"x\"\"\n", fault_code::syntax, {2, 3}, "\"x\"\"", "a quote is not closed");
    check_refused("a,b\n1,\"", fault_code::syntax, {2, 3}, "\"", "a quote is not closed");
    check_refused("a,b\n1,\"x\"y\n", fault_code::syntax, {2, 6}, "y", "text after a closing quote");
    check_refused("a,b\n\"x\" ,y\n", fault_code::syntax, {2, 4}, " ,y", "text after a closing quote");
    check_refused("a,b\n1,x\"y\"\n", fault_code::syntax, {2, 3}, "x\"y\"",
                  "a quote inside of a field that does not begin with one");
    check_refused("a,b\n1,x\ry\n", fault_code::syntax, {2, 4}, "\ry", "a carriage return without a line feed");
    check_refused("a,b\r1,2\r", fault_code::syntax, {1, 4}, "\r1,2\r", "a carriage return without a line feed");
    check_refused("a,b\n\"1\n2\",\"\xC3\xA9\"z\n", fault_code::syntax, {3, 7}, "z", "text after a closing quote");
    check_refused("a\"b\n", fault_code::syntax, {1, 1}, "a\"b", "a quote inside of a field that does not begin with one");
}

TEST_CASE("long offending texts are cut after 60 characters") {
    std::string const long_text(100, 'x');
    check_refused("a\n1," + long_text + "\n", fault_code::syntax, {2, 3}, std::string(60, 'x') + "...",
                  "fields in the record: 2, in the header: 1");
}

TEST_CASE("there are no comment lines") {
    CHECK(read("a,b\n#1,2\n") == table{{"a", "b"}, {"#1", "2"}});
}

TEST_CASE("what csv_writer writes csv_reader reads back, for any fields") {
    std::mt19937 random(20220127);
    std::vector<std::string> const pieces{",", "\"", "\n",       "\r", "\r\n", "x",
                                          " ", "",   "\xC3\xA9", "#",  "|",    "\xEF\xBB\xBF"};
    auto const pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (int round = 0; round != 500; ++round) {
        table all;
        auto const columns = 1 + pick(4);
        for (std::size_t rows = 1 + pick(4); rows-- != 0;) {
            std::vector<std::string> row;
            for (std::size_t c = 0; c != columns; ++c) {
                std::string field = all.empty() ? "h" + std::to_string(c) : "";
                for (std::size_t n = pick(4); n-- != 0;) field += pieces[pick(pieces.size())];
                row.push_back(std::move(field));
            }
            all.push_back(std::move(row));
        }
        std::ostringstream out;
        csv_writer writer(out, round % 2 ? csv_writer::line_end::crlf : csv_writer::line_end::lf);
        for (auto const& row : all) {
            for (auto const& field : row) writer.field(field);
            writer.end_record();
        }
        CAPTURE(out.str());
        REQUIRE(read(out.str()) == all);
    }
}

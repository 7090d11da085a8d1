// SPDX-License-Identifier: BSL-1.0
#include "entente/io/rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include "entente/io/csv_grammar.hpp"

using namespace entente;
using io::row_format;

namespace {

struct answer {
    std::string name{};
    boost::optional<double> value{};
    std::size_t votes = 0;
    bool sure = false;
    static auto fields() {
        return std::tuple(make_field<answer>("name", "", "who", &answer::name),
                          make_field<answer>("value", "", "what", &answer::value),
                          make_field<answer>("votes", "", "how many", &answer::votes),
                          make_field<answer>("sure", "", "whether", &answer::sure));
    }
};

struct pair_of_ids {
    std::uint32_t a = 0, b = 0;
    static auto fields() {
        return std::tuple(make_field<pair_of_ids>("a", "", "first",
                                                  [](pair_of_ids const& p) {
                                                      return row_id{"actor", p.a};
                                                  }),
                          make_field<pair_of_ids>("b", "", "second", [](pair_of_ids const& p) {
                              return row_id{"issue", p.b};
                          }));
    }
};

struct answers {
    std::vector<answer> all{};
    std::vector<answer> const& rows() const { return all; }
};

template <class Rows, class... Options>
std::string written(Rows const& rows, io::row_options const& options, Options const&... name_of) {
    std::ostringstream out;
    io::write_rows(out, rows, options, name_of...);
    return out.str();
}

std::vector<answer> two() {
    return {{"North", 0.5625, 12, true}, {"South", boost::none, 3, false}};
}

/// Whatever a file of stances may call an actor.
std::vector<std::string> hostile_names() {
    return {"plain",
            "",
            " blanks around ",
            "comma, and \"quotes\"",
            "line\nend",
            "line\r\nend",
            "return\rhere",
            "tab\there",
            "<script>alert(1)</script>",
            "</td></table>",
            "fish & chips &amp; &#60;",
            "a|b\\|c\\",
            "*bold* _thin_ snake_case `code` ~~gone~~",
            "[link](javascript:alert(1))",
            "![picture](x) [a][b]",
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "null",
            "NaN",
            "-",
            "\x1b[2J\x1b]0;title\a",
            "\x7f\x01\x1f",
            "\xC2\x9b"
            "31m",  // the control sequence introducer in one character
            "it's \\ all/here",
            "\xE4\xB8\xAD\xE5\x9B\xBD",
            "e\xCC\x81t\xC3\xA9",
            "\xEF\xBB\xBFmark",
            "\xE2\x80\xA8separator",
            "\xF0\x9F\x99\x82"};
}

std::vector<answer> hostile_rows() {
    std::vector<answer> rows;
    for (auto const& name : hostile_names()) rows.push_back({name, 0.25, 1, true});
    return rows;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

}  // namespace

TEST_CASE("a small table in each format") {
    CHECK(written(two(), {.format = row_format::csv}) ==
          "name,value,votes,sure\nNorth,0.5625,12,true\nSouth,,3,false\n");
    CHECK(written(two(), {.format = row_format::json}) ==
          "[\n{\"name\":\"North\",\"value\":0.5625,\"votes\":12,\"sure\":true},\n"
          "{\"name\":\"South\",\"value\":null,\"votes\":3,\"sure\":false}\n]\n");
    CHECK(
        written(two(), {.format = row_format::markdown}) ==
        "| name | value | votes | sure |\n|---|---|---|---|\n| North | 0.5625 | 12 | yes |\n| South | - | 3 | no |\n");
    CHECK(written(two(), {.format = row_format::table}) ==
          "name    value  votes  sure\nNorth  0.5625     12  yes\nSouth       -      3  no\n");
    CHECK(written(two(), {.format = row_format::html}) ==
          "<table>\n<thead>\n<tr><th scope=\"col\">name</th><th scope=\"col\">value</th><th scope=\"col\">votes</th>"
          "<th scope=\"col\">sure</th></tr>\n</thead>\n<tbody>\n"
          "<tr><td>North</td><td class=\"number\">0.5625</td><td class=\"number\">12</td><td>yes</td></tr>\n"
          "<tr><td>South</td><td>-</td><td class=\"number\">3</td><td>no</td></tr>\n</tbody>\n</table>\n");
}

TEST_CASE("no rows at all: headings, and nothing below") {
    std::vector<answer> const none;
    CHECK(written(none, {.format = row_format::csv}) == "name,value,votes,sure\n");
    CHECK(written(none, {.format = row_format::json}) == "[\n]\n");
    CHECK(written(none, {.format = row_format::table}) == "name  value  votes  sure\n");
    CHECK(written(none, {.format = row_format::markdown}) == "| name | value | votes | sure |\n|---|---|---|---|\n");
    CHECK(written(none, {.format = row_format::html}).ends_with("<tbody>\n</tbody>\n</table>\n"));
}

TEST_CASE("a range, a result with rows and a row by itself are written alike") {
    auto const rows = two();
    CHECK(written(answers{rows}, {}) == written(rows, {}));
    CHECK(written(rows[0], {}) == written(std::vector<answer>{rows[0]}, {}));
    static_assert(!io::writable_rows<int> && !io::writable_rows<std::vector<int>>);
}

TEST_CASE("decimals are those asked for in every format, and counts have none") {
    std::vector<answer> const rows{{"x", 2.0 / 3, 7, true}};
    CHECK(written(rows, {.format = row_format::csv}) == "name,value,votes,sure\nx,0.6666666666666666,7,true\n");
    CHECK(written(rows, {.format = row_format::csv, .decimals = 2}) == "name,value,votes,sure\nx,0.67,7,true\n");
    CHECK(written(rows, {.format = row_format::json, .decimals = 0}) ==
          "[\n{\"name\":\"x\",\"value\":1,\"votes\":7,\"sure\":true}\n]\n");
    CHECK(written(rows, {.format = row_format::table, .decimals = 6}) ==
          "name     value  votes  sure\nx     0.666667      7  yes\n");
}

TEST_CASE("every double is written, whatever its size") {
    using limits = std::numeric_limits<double>;
    for (double const x : {limits::max(), limits::lowest(), 1e59, 1e60, -1e100, limits::denorm_min(),
                           limits::infinity(), -limits::infinity()})
        for (auto const format :
             {row_format::table, row_format::csv, row_format::json, row_format::markdown, row_format::html}) {
            auto const text = written(std::vector<answer>{{"x", x, 0, true}}, {.format = format});
            CHECK(std::count(text.begin(), text.end(), '\0') == 0);
            CHECK(text.find("nan") == text.npos);
        }
    auto const table = written(std::vector<answer>{{"x", limits::lowest(), 0, true}}, {});
    CHECK(table.find("-17976931348623157") != table.npos);
    CHECK(table.size() == 2 * (4 + 2 + 315 + 2 + 5 + 2 + 4) + 2 - 1);  // "yes" is one shorter than its column
    CHECK(written(std::vector<answer>{{"x", -limits::infinity(), 0, true}}, {.format = row_format::json})
              .find("\"value\":\"-inf\"") != std::string::npos);
    CHECK(written(std::vector<answer>{{"x", limits::quiet_NaN(), 0, true}}, {.format = row_format::json})
              .find("\"value\":null") != std::string::npos);
    CHECK(written(std::vector<answer>{{"x", limits::quiet_NaN(), 0, true}}, {.format = row_format::csv})
              .find("\nx,,0,") != std::string::npos);
}

TEST_CASE("CSV gives every name back, byte for byte") {
    io::csv_reader reader{io::source_text(written(hostile_rows(), {.format = row_format::csv}))};
    for (auto const& name : hostile_names()) {
        CAPTURE(name);
        auto const record = reader.next();
        REQUIRE(record.has_value());
        CHECK((*record)[0] == name);
        CHECK((*record)[1] == "0.25");
    }
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("JSON gives every name back, as another's parser reads it") {
    auto const found = nlohmann::json::parse(written(hostile_rows(), {.format = row_format::json}));
    auto const names = hostile_names();
    REQUIRE(found.size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) CHECK(found[i]["name"] == names[i]);
}

TEST_CASE("a table keeps a row a line, and sends no control character to the terminal") {
    auto const names = hostile_names();
    auto const text = written(hostile_rows(), {});
    CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(names.size() + 1));
    CHECK(std::count_if(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n'; }) == 0);
    CHECK(text.find("\xC2\x9b") == text.npos);
    CHECK(text.find("\\x1b[2J\\x1b]0;title\\x07") != text.npos);
    CHECK(text.find("line\\r\\nend") != text.npos);
}

TEST_CASE("columns of a table line up, whatever their letters show") {
    std::vector<answer> rows;
    for (auto const* name : {"abcd", "\xE4\xB8\xAD\xE5\x9B\xBD", "e\xCC\x81tat", "\xC3\xA9tat"})
        rows.push_back({name, 1, 1, false});
    CHECK(written(rows, {}) ==
          "name   value  votes  sure\nabcd  1.0000      1  no\n\xE4\xB8\xAD\xE5\x9B\xBD  1.0000      1  no\n"
          "e\xCC\x81tat  1.0000      1  no\n\xC3\xA9tat  1.0000      1  no\n");
    CHECK(written(two(), {.least_widths = {8, 0, 7}}) ==
          "name       value    votes  sure\nNorth     0.5625       12  yes\nSouth          -        3  no\n");
}

TEST_CASE("HTML holds no tag, no entity and no attribute but its own") {
    for (auto const& name : hostile_names()) {
        CAPTURE(name);
        auto const text = io::detail::html_text(name);
        auto rest = text;
        for (std::string_view const own : {"<br>", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"})
            for (std::size_t at; (at = rest.find(own)) != rest.npos;) rest.erase(at, own.size());
        // What is escaped once and taken away may not leave anything of meaning.
        CHECK(std::count_if(rest.begin(), rest.end(), [](char c) {
                  return c == '<' || c == '>' || c == '"' || c == '\'' || is_control(c);
              }) == 0);
    }
    CHECK(io::detail::html_text("<b>&amp;</b>") == "&lt;b&gt;&amp;amp;&lt;/b&gt;");
    CHECK(io::detail::html_text("a\r\nb\nc\rd\r\re") == "a<br>b<br>c<br>d<br><br>e");
}

TEST_CASE("cells of Markdown show what they hold") {
    auto const shown = [](std::string_view text) { return io::detail::markdown_text(text); };
    CHECK(shown("a|b") == "a\\|b");
    CHECK(shown("a\\|b\\") == "a\\\\\\|b\\\\");
    CHECK(shown("<script>") == "&lt;script>");
    CHECK(shown("a < b, p & q") == "a < b, p & q");
    CHECK(shown("&lt;") == "&amp;lt;");
    CHECK(shown("cohen_kappa _x_ *y* `z`") == "cohen_kappa \\_x\\_ \\*y\\* \\`z\\`");
    CHECK(shown("[x = y]") == "[x = y]");
    CHECK(shown("[x](y)") == "[x\\](y)");
    CHECK(shown("a\r\nb") == "a<br>b");
    CHECK(shown("\x1b[2J") == "\\x1b[2J");
    auto const text = written(hostile_rows(), {.format = row_format::markdown});
    CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(hostile_names().size() + 2));
}

TEST_CASE("ids have the names that the caller gives them; without any, their numbers") {
    std::vector<pair_of_ids> const rows{{0, 7}};
    CHECK(written(rows, {.format = row_format::csv}) == "a,b\n0,7\n");
    auto const named = [](row_id id) { return std::string(id.kind) + '|' + std::to_string(id.number); };
    CHECK(written(rows, {.format = row_format::csv}, named) == "a,b\nactor|0,issue|7\n");
    CHECK(written(rows, {.format = row_format::markdown}, named) ==
          "| a | b |\n|---|---|\n| actor\\|0 | issue\\|7 |\n");
}

TEST_CASE("what no format could hold is refused, in every one") {
    for (auto const format :
         {row_format::table, row_format::csv, row_format::json, row_format::markdown, row_format::html})
        for (std::string const& name : {std::string("\xFF"), std::string("a\0b", 3), std::string("\xED\xA0\x80")}) try {
                written(std::vector<answer>{{name, 1, 1, true}}, {.format = format});
                FAIL("not refused");
            } catch (io_error const& e) {
                CHECK(e.code() == fault_code::syntax);
            }
}

TEST_CASE("a stream that fails is said to, in every format") {
    for (auto const format :
         {row_format::table, row_format::csv, row_format::json, row_format::markdown, row_format::html}) {
        std::ostream nowhere(nullptr);
        try {
            io::write_rows(nowhere, two(), {.format = format});
            FAIL("not noticed");
        } catch (io_error const& e) {
            CHECK(e.code() == fault_code::file_access);
        }
    }
}

TEST_CASE("CSV, JSON, Markdown and HTML are written as rows come; a table at the end") {
    for (auto const format :
         {row_format::table, row_format::csv, row_format::json, row_format::markdown, row_format::html}) {
        std::ostringstream out;
        io::row_writer<answer> writer(out, {.format = format});
        writer.write(two()[0]);
        CHECK((out.str().find("North") != std::string::npos) == (format != row_format::table));
        writer.finish();
        CHECK(out.str().find("North") != std::string::npos);
    }
}

TEST_CASE("formats by their names") {
    for (auto const format :
         {row_format::table, row_format::csv, row_format::json, row_format::markdown, row_format::html})
        CHECK(io::parse_row_format(to_string(format)) == format);
    CHECK_THROWS_AS(io::parse_row_format("yaml"), error);
}

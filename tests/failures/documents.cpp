// SPDX-License-Identifier: BSL-1.0
// Every allocation fails in its turn, where JSON is read: records, lines, conflicts and boards, and what is refused.
#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <ostream>
#include <sstream>
#include <string>

#include "entente/io/read_stances.hpp"
#include "entente/io/write_stances.hpp"
#include "entente/json/read_conflict.hpp"
#include "entente/json/records.hpp"
#include "failures/injection.hpp"

using namespace entente;
using namespace entente_test;

namespace {

std::string read(std::string const& text, io::record_format const& format) {
    auto const g = io::parse_stances({.stances = io::source_text(text, "stances.json").as(format)},
                                     {.default_scale = scale::ordinal(1, 5)});
    std::ostringstream out;
    out.exceptions(std::ios::badbit);
    io::write_stance_table(out, g);
    return out.str();
}

template <class Call>
std::string refusal(Call const& call) {
    try {
        call();
    } catch (error const& e) {
        return e.what();
    }
    return "";
}

std::string const record = "{\"actor\": \"An actor with a long \\u00e4 name\", \"issue\": \"an issue with a long "
                           "name\", \"position\": 3, \"source\": \"x\"}";

std::string const model =
    "{\"states\": 4, \"decision_makers\": [\"The one with a long name\", \"2\"], \"other\": [{\"x\": [1.5, null]}],"
    "\"moves\": {\"The one with a long name\": [[1, 2], [2, 1]], \"2\": [[1, 3], [3, 1]]},"
    "\"preference\": {\"The one with a long name\": [[3], [4, 2], [1]], \"2\": [[2], [4], [3], [1]]}, \"unknown\": "
    "{\"2\": [[1, 4]]}}";
std::string const board =
    "{\"parties\": [\"The one with a long name\", \"B\"], \"options\": [{\"name\": \"withdraw from everywhere at "
    "once\","
    "\"owner\": \"B\", \"position\": {\"The one with a long name\": true, \"B\": null}, \"intention\": false,"
    "\"doubted_by\": [\"The one with a long name\"]}]}";

}  // namespace

TEST_CASE("stances from records and from lines") {
    fail_each("records", [] { return read('[' + record + ']', io::json_records()); });
    fail_each("records within others",
              [] { return read("{\"votes\": {\"a\": [" + record + "]}}", io::json_records("/votes/a/*")); });
    fail_each("lines", [] { return read(record + '\n', io::json_lines()); });
    fail_each("no JSON", [] { return refusal([] { read('[' + record + "}]", io::json_records()); }); });
    fail_each("a number too large", [] { return refusal([] { read("[[1e999]]", io::json_records()); }); });
}

TEST_CASE("conflicts and boards") {
    fail_each("a conflict", [] { return io::read_conflict_model(io::source_text(model, "model.json")).states(); });
    fail_each("a board", [] { return io::read_option_board(io::source_text(board, "board.json")).options.size(); });
    for (std::string const& text : {model + ',', '[' + model + ']', std::string("{\"states\": 1e999}"), board})
        fail_each("no conflict",
                  [&] { return refusal([&] { io::read_conflict_model(io::source_text(text, "model.json")); }); });
    fail_each("no board", [] { return refusal([] { io::read_option_board(io::source_text(model, "board.json")); }); });
}

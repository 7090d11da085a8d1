// SPDX-License-Identifier: BSL-1.0
// What contradicts itself in the options of reading, which a profile or a table of codes may make long.
#include "entente/io/reading_options.hpp"

#include <doctest/doctest.h>

#include <string>

#include "entente/error.hpp"
#include "support/rounds.hpp"

using namespace entente;

namespace {

std::string refusal(io::reading_options const& o) {
    try {
        io::validate(o);
    } catch (error const& e) {
        CHECK(e.code() == fault_code::invalid_argument);
        return e.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("a text has one meaning on an issue, and a member one column") {
    io::reading_options o;
    o.values = {{"1", "yes"}, {"1", "yes"}, {"1", "no", "tax"}, {"2", "no"}};
    CHECK(refusal(o) == "accepted");
    o.values.push_back({"1", "yes", "tax"});
    CHECK(refusal(o) == "a text has two meanings (value \"1\")");
    o.values.clear();
    o.columns = {{"actor", "who"}, {"issue", "what"}};
    CHECK(refusal(o) == "accepted");
    o.columns.emplace_back("actor", "whom");
    CHECK(refusal(o) == "a member of stances has one column (value \"actor\")");
}

TEST_CASE("many meanings and columns take as long as there are, and not their square, which would take hours") {
    io::reading_options o;
    for (int i = 0; i < (rounds::quick ? 50'000 : 1'000'000); ++i) {
        o.values.push_back({"code " + std::to_string(i), "1"});
        o.columns.emplace_back("member " + std::to_string(i), "column");
    }
    CHECK(refusal(o) == "accepted");
}

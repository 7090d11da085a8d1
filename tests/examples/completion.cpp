// SPDX-License-Identifier: BSL-1.0
// What bash completes, as it does it: with the script that the program gives, in a shell.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

#include "examples/run_program.hpp"

using namespace entente_test;

namespace {

using words = std::vector<std::string>;

/// What bash offers for the last of these words.
words offered(words const& line) {
    std::string shell = "eval \"$(" + quoted_program("entente") + " completion bash)\"; cd " +
                        entente_test::quoted(example_data("")) + "; COMP_WORDS=(";
    for (auto const& w : line) shell += entente_test::quoted(w) + ' ';
    shell += "); COMP_CWORD=" + std::to_string(line.size() - 1) + "; _entente; printf '%s\\n' \"${COMPREPLY[@]}\"";
    auto const run = run_command("bash -c " + entente_test::quoted(shell));
    REQUIRE(run.status == 0);
    words found;
    std::istringstream in(run.output);
    for (std::string w; std::getline(in, w);)
        if (!w.empty()) found.push_back(w);
    return found;
}

bool has(words const& found, std::string const& word) {
    return std::find(found.begin(), found.end(), word) != found.end();
}

/// The options that a --help lists.
words options_of(std::string const& subcommand) {
    std::istringstream in(run_program("entente", subcommand, "--help").output);
    words found;
    for (std::string line; std::getline(in, line) && line.find("Example:") == line.npos;)
        if (auto const at = line.find("--"); line.starts_with("  -"))
            found.push_back(line.substr(at, line.find_first_of(" ,", at) - at));
    return found;
}

}  // namespace

TEST_CASE("subcommands, and the options before them") {
    auto const all = offered({"entente", ""});
    CHECK(has(all, "compare"));
    CHECK(has(all, "completion"));
    CHECK(offered({"entente", "compa"}) == words{"compare"});
    CHECK(offered({"entente", "--v"}) == words{"--version"});
    CHECK(offered({"entente", "completion", ""}) == words{"bash"});
}

TEST_CASE("every option that --help lists is completed") {
    for (std::string const subcommand : {"compare", "completion"}) {
        auto const listed = options_of(subcommand);
        REQUIRE(listed.size() >= 2);
        auto const found = offered({"entente", subcommand, "-"});
        for (auto const& option : listed) {
            CAPTURE(option);
            CHECK(has(found, option));
        }
    }
}

TEST_CASE("values: choices, measures, weights, files, and nothing where anything may stand") {
    CHECK(offered({"entente", "compare", "x.csv", "--format", ""}) == words{"table", "csv", "json", "markdown"});
    CHECK(offered({"entente", "compare", "--format", "=", "c"}) == words{"csv"});
    CHECK(offered({"entente", "compare", "--format", "="}) == words{"table", "csv", "json", "markdown"});
    CHECK(offered({"entente", "compare", "--bounds", "w"}) == words{"withheld"});
    CHECK(offered({"entente", "compare", "--measure", "cohen"}) == words{"cohen_kappa"});
    CHECK(has(offered({"entente", "compare", "--weights", ""}), "product"));
    CHECK(offered({"entente", "compare", "--issues", "nato_russia_2022/iss"}) == words{"nato_russia_2022/issues.csv"});
    CHECK(offered({"entente", "compare", "-o", "nato_russia_2022/iss"}) == words{"nato_russia_2022/issues.csv"});
    CHECK(offered({"entente", "compare", "--wide", "nato_russia_2022/sta"}).size() ==
          2);  // stances.csv, statements.csv
    CHECK(offered({"entente", "compare", "--scale", ""}).empty());
    CHECK(offered({"entente", "compare", "--threads", ""}).empty());
}

// SPDX-License-Identifier: BSL-1.0
// Every subcommand of the program entente, where its answer cannot go, or its input is not there, or no input.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#include "examples/run_program.hpp"
#include "support/rounds.hpp"

using namespace entente_test;
namespace fs = std::filesystem;

namespace {

/// A command whose answer is in examples/expected, in words.
struct example {
    std::string name{};
    std::vector<std::string> words{};

    bool asks() const { return words.size() > 1 && std::find(words.begin(), words.end(), "--help") == words.end(); }
    /// `entente`, and the subcommand.
    std::string speaker() const { return "entente " + words.front(); }
    bool is_file(std::size_t word) const {
        return word != 0 && fs::is_regular_file(fs::path(ENTENTE_EXAMPLES_DATA_DIR) / words[word]);
    }
};

std::vector<example> examples() {
    std::vector<example> all;
    for (auto const& entry : fs::directory_iterator(fs::path(ENTENTE_EXAMPLES_DIR) / "expected")) {
        auto const& file = entry.path();
        auto const name = file.filename().string();
        if (!name.starts_with("entente.") || file.extension() != ".args") continue;
        if (fs::exists(fs::path(file).replace_extension(".err"))) continue;
        example e{name, {}};
        std::ifstream in(file);
        for (std::string word; std::getline(in, word);) e.words.push_back(word);
        if (e.asks()) all.push_back(std::move(e));
    }
    std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
    // A program under sanitizers takes long to begin: one of each subcommand.
    if (rounds::quick)
        all.erase(std::unique(all.begin(), all.end(),
                              [](auto const& a, auto const& b) { return a.speaker() == b.speaker(); }),
                  all.end());
    return all;
}

/// Runs it where its files are; `around` is a command line of the shell, in which % is the program.
program_run run_in_data(std::vector<std::string> const& words, std::string around = "% 2>&1") {
    auto command = quoted_program("entente");
    for (auto const& word : words) command += ' ' + quoted(word);
    around.replace(around.find('%'), 1, command);
    return run_command("cd " + quoted(ENTENTE_EXAMPLES_DATA_DIR) + "; " + around);
}

std::vector<std::string> with(std::vector<std::string> words, std::vector<std::string> const& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::string last_line(std::string const& text) {
    auto const end = text.empty() ? 0 : text.size() - 1;
    auto const before = text.rfind('\n', end ? end - 1 : 0);
    return text.substr(before == text.npos ? 0 : before + 1, end - (before == text.npos ? 0 : before + 1));
}

/// The file that is read first of each subcommand, once.
std::vector<std::pair<example, std::size_t>> first_files() {
    std::vector<std::pair<example, std::size_t>> all;
    std::vector<std::string> seen;
    for (auto const& e : examples())
        for (std::size_t i = 1; i < e.words.size(); ++i) {
            auto const key = e.words.front() + '\n' + e.words[i];
            if (!e.is_file(i) || std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
            seen.push_back(key);
            all.emplace_back(e, i);
        }
    return all;
}

}  // namespace

TEST_CASE("an answer that cannot be written: status 1, why, and nothing left") {
    scratch_folder const folder("unwritten");
    auto const all = examples();
    CHECK(all.size() > (rounds::quick ? 5 : 80));
    for (auto const& e : all) {
        CAPTURE(e.name);
        auto const says =
            e.speaker() + ": " + (folder / "nowhere/a") + ": the file cannot be written: No such file or directory";
        auto const nowhere = run_in_data(with(e.words, {"-o", folder / "nowhere/a"}));
        CHECK(nowhere.status == 1);
        CHECK(last_line(nowhere.output) == says);
        if (fs::exists("/dev/full")) {
            auto const full = run_in_data(e.words, "% 2>&1 >/dev/full");
            CHECK(full.status == 1);
            CHECK(last_line(full.output) == e.speaker() + ": the output cannot be written: No space left on device");
        }
        // Nobody reads on: by the signal, without a word.
        CHECK(run_in_data(e.words, "{ (sleep 0.05; % 2>/dev/null; echo $? >&3) | true; } 3>&1").output == "141\n");
    }
    CHECK(folder.files() == 0);
}

TEST_CASE("an answer in a file is that of the standard output, and there alone") {
    scratch_folder const folder("written");
    for (auto const& e : examples()) {
        CAPTURE(e.name);
        auto const wanted = run_in_data(e.words, "% 2>/dev/null");
        auto const run = run_in_data(with(e.words, {"-o", folder / "a"}), "% 2>/dev/null");
        CHECK(run.status == 0);
        CHECK(run.output == "");
        std::ifstream in(folder / "a", std::ios::binary);
        CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == wanted.output);
        CHECK(folder.files() == 1);
    }
}

TEST_CASE("a folder in place of a file, and a file that is not there: status 2, and which") {
    auto const all = first_files();
    CHECK(all.size() > (rounds::quick ? 3 : 30));
    for (auto const& each : all)
        for (std::string const what : {"/", "not_there.csv"}) {
            auto const& e = each.first;
            auto words = e.words;
            words[each.second] = what;
            auto const run = run_in_data(words);
            CAPTURE(e.name);
            CAPTURE(what);
            CAPTURE(run.output);
            CHECK(run.status == 2);
            CHECK(last_line(run.output).starts_with(e.speaker() + ": " + what + ": "));
        }
}

TEST_CASE("a file that is cut is refused with its name, or read as far as it goes") {
    scratch_folder const folder("cut");
    std::size_t refused = 0;
    for (auto const& each : first_files()) {
        auto const& e = each.first;
        auto const at = each.second;
        std::ifstream in(fs::path(ENTENTE_EXAMPLES_DATA_DIR) / e.words[at], std::ios::binary);
        std::string const text(std::istreambuf_iterator<char>(in), {});
        if (text.size() > 20000) continue;
        for (std::size_t k = 0; k < 8; ++k) {
            auto const file = folder / ("cut" + fs::path(e.words[at]).extension().string());
            std::ofstream(file, std::ios::binary) << text.substr(0, text.size() * k / 8);
            auto words = e.words;
            words[at] = file;
            auto const run = run_in_data(words);
            CAPTURE(e.name);
            CAPTURE(k);
            CAPTURE(run.output);
            CHECK((run.status == 0 || run.status == 2));
            if (run.status == 0) continue;
            ++refused;
            CHECK(run.output.find(e.speaker() + ": ") != std::string::npos);
        }
    }
    CHECK(refused > (rounds::quick ? 5 : 100));
}

TEST_CASE("too little memory is said") {
    auto const within = [](int megabytes, std::string const& command) {
        return "ulimit -c 0; ulimit -v " + std::to_string(megabytes * 1024) + "; " + command;
    };
    // Below that the system cannot load the program, and says what it likes.
    int least = 1;
    auto const starts = [&] {
        return run_command(within(least, quoted_program("entente")) + " --version 2>/dev/null").status == 0;
    };
    while (least < 256 && !starts()) ++least;
    if (least == 256) {
        MESSAGE("skipped: under a sanitizer, which takes all addresses that there are");
        return;
    }
    std::size_t said = 0;
    for (auto const& each : first_files()) {
        auto const& e = each.first;
        if (each.second != 1) continue;
        for (int more = 0; more < 6; ++more) {
            auto const run = run_in_data(e.words, within(least + more, "% 2>&1 >/dev/null"));
            CAPTURE(e.name);
            CAPTURE(least + more);
            CAPTURE(run.output);
            CHECK((run.status == 0 || run.status == 1));
            if (run.status == 0) continue;
            CHECK(last_line(run.output).ends_with(": out of memory"));
            ++said;
        }
    }
    CHECK(said > (rounds::quick ? 0 : 5));
}

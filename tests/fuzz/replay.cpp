// SPDX-License-Identifier: BSL-1.0
// What fuzzers have found, and what they begin with, as a test: every file in corpus/<target>, cut short anywhere, and
// changed at random. A name that begins with accepted- or refused- says what has to become of the file.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>

#include "fuzz/targets.hpp"
#include "support/rounds.hpp"

namespace {

/// The files of a target, in the order of their names.
std::map<std::string, std::string> corpus_of(fuzz::target const& of) {
    std::map<std::string, std::string> all;
    for (auto const& file :
         std::filesystem::directory_iterator(std::string(ENTENTE_TESTS_DIR "/fuzz/corpus/") + of.name)) {
        std::ifstream in(file.path(), std::ios::binary);
        all[file.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
    }
    return all;
}

}  // namespace

TEST_CASE("what is in the corpora does no harm, and becomes what its name says") {
    for (auto const& target : fuzz::targets) {
        CAPTURE(std::string(target.name));
        auto const corpus = corpus_of(target);
        CHECK(!corpus.empty());
        for (auto const& file : corpus) {
            auto const& name = file.first;
            CAPTURE(name);
            fuzz::outcome found{};
            CHECK_NOTHROW(found = target.run(file.second));
            if (name.starts_with("accepted-")) CHECK(found == fuzz::outcome::accepted);
            if (name.starts_with("refused-")) CHECK(found == fuzz::outcome::refused);
        }
    }
}

TEST_CASE("inputs cut short or changed anywhere do no harm") {
    std::mt19937 random(2022);
    std::string const signs = ",\"\n\r|\\=-wx0\xC3\xFF[]& .:<";
    for (auto const& target : fuzz::targets) {
        CAPTURE(std::string(target.name));
        std::size_t accepted = 0, refused = 0;
        auto const run = [&](std::string const& input) {
            CAPTURE(input);
            fuzz::outcome found{};
            CHECK_NOTHROW(found = target.run(input));
            ++(found == fuzz::outcome::accepted ? accepted : refused);
        };
        for (auto const& file : corpus_of(target)) {
            CAPTURE(file.first);
            auto const& whole = file.second;
            if (whole.size() > 2000) continue;
            for (std::size_t cuts = std::min<std::size_t>(whole.size(), 40); cuts != 0; --cuts)
                run(whole.substr(0, random() % whole.size()));
            for (int round = 0; !whole.empty() && round != (rounds::quick ? 10 : 40); ++round) {
                auto changed = whole;
                for (auto n = 1 + random() % 3; n-- != 0;)
                    changed[random() % changed.size()] =
                        random() % 2 ? signs[random() % signs.size()] : static_cast<char>(random() % 256);
                run(changed);
            }
        }
        CHECK(accepted > 50);
        CHECK(refused > 50);
    }
}

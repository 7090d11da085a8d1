// SPDX-License-Identifier: BSL-1.0
// distance_file: what it writes is what the library computes for all pairs.
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "entente/io/read_stances.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/position_matrix.hpp"
#include "examples/run_program.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

std::string content(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<float> floats(std::string const& path) {
    auto const bytes = content(path);
    std::vector<float> numbers(bytes.size() / sizeof(float));
    if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(float));
    return numbers;
}

}  // namespace

TEST_CASE("the file holds the upper triangle by rows") {
    auto const stances = example_data("yle_2015/stances.csv"), issues = example_data("yle_2015/issues.csv");
    scratch_file const file("distances.bin");
    REQUIRE(
        run_program("distance_file", file.path(), "--stances", stances, "--issues", issues, "--threads", "2").status ==
        0);
    CHECK_FALSE(std::filesystem::exists(file.path() + ".part"));

    auto const matrix = make_position_matrix(io::read_stances({.stances = stances, .issues = issues}));
    auto const wanted = all_pairs(matrix, city_block{});
    auto const n = matrix.actors();
    auto const found = floats(file.path());
    REQUIRE(found.size() == n * (n - 1) / 2);
    std::size_t different = 0;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a + 1; b < n; ++b) {
            auto const value = wanted.at(a, b).value;
            float const x = found[a * (2 * n - a - 1) / 2 + (b - a - 1)];
            different += value ? x != static_cast<float>(*value) : !std::isnan(x);
        }
    CHECK(different == 0);
}

TEST_CASE("random answers are the same in every run, on any number of threads") {
    scratch_file const one("one.bin"), two("two.bin");
    REQUIRE(run_program("distance_file", one.path(), "--synthetic", "700x20x5x0.9", "--threads", "1").status == 0);
    REQUIRE(run_program("distance_file", two.path(), "--synthetic", "700x20x5x0.9", "--threads", "3").status == 0);
    auto const bytes = content(one.path());
    CHECK(bytes.size() == 700 * 699 / 2 * sizeof(float));
    CHECK(bytes == content(two.path()));

    std::size_t undefined = 0, beyond = 0;
    for (float const x : floats(one.path())) std::isnan(x) ? ++undefined : beyond += !(x >= 0 && x <= 1);
    CHECK(undefined > 0);  // with nine answers of ten missing, some share nothing
    CHECK(undefined < 700 * 699 / 2);
    CHECK(beyond == 0);
}

TEST_CASE("few actors have no pairs") {
    scratch_file const file("none.bin");
    for (char const* made : {"0x5x5x0", "1x5x5x0"}) {
        REQUIRE(run_program("distance_file", file.path(), "--synthetic", made).status == 0);
        CHECK(content(file.path()).empty());
    }
}

TEST_CASE("what cannot be done is refused with status 2") {
    scratch_file const file("refused.bin");
    CHECK(run_program("distance_file", file.path()).status == 2);
    CHECK(run_program("distance_file", file.path(), "--synthetic", "10x5").status == 2);
    CHECK(run_program("distance_file", file.path() + "/in/no/folder", "--synthetic", "10x5x5x0").status == 2);
    // Below 0 is a very large number to who reads it as one without a sign, and so many threads are never made.
    for (std::string const count : {"-1", "99999999999999999999", "many"})
        CHECK(run_program("distance_file", file.path(), "--synthetic", "10x5x5x0", "--threads", count).status == 2);
    CHECK_FALSE(std::filesystem::exists(file.path()));
    for (std::string const option : {"--min-answers", "--min-members"})
        CHECK(run_program("nearest_party", option, "-1").status == 2);
}

// SPDX-License-Identifier: BSL-1.0
// The library's side of peers.py, and the pattern of the other sides: for each
// number N on the standard input, does its job N times and prints the CPU milliseconds; at the end writes the
// values.
//
// usage: bench_peers INPUT JOB SCALE RESULT
//
// SCALE is what the library is told of the positions: `categories` (as the input says, so that it may count in
// bits) or `continuous` (nothing but the ends of the scale), or `single` (the same, summed in single
// precision). INPUT is described in peers.py.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "entente/measures/all.hpp"
#include "entente/measures/single_precision.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/nearest.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

std::vector<double> read_numbers(std::string const& name) {
    std::ifstream file(name, std::ios::binary | std::ios::ate);
    if (!file) throw std::runtime_error("cannot read " + name);
    std::vector<double> numbers(static_cast<std::size_t>(file.tellg()) / sizeof(double));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(numbers.size() * sizeof(double)));
    return numbers;
}

position_matrix read_matrix(std::string const& name, std::string const& scale) {
    auto const numbers = read_numbers(name);
    auto const actors = static_cast<std::size_t>(numbers[0]), issues = static_cast<std::size_t>(numbers[1]);
    double const categories = numbers[2];  // positions are 1 ... categories, or in [0, 1] where there are none
    auto const* const weight = numbers.data() + 3;
    auto const* const offset = weight + issues;
    auto const* const issue = offset + actors + 1;
    auto const known = static_cast<std::size_t>(offset[actors]);
    auto const* const position = issue + known;

    issue_column column{.name = "issue", .measurement = level::interval};
    if (categories > 0) column.lower = 1, column.upper = categories;
    if (scale == "categories") {
        column.measurement = level::ordinal;
        for (double k = 1; k <= categories; ++k) column.categories.push_back(k);
    }
    std::vector<issue_column> columns(issues, column);
    for (std::size_t i = 0; i < issues; ++i) columns[i].weight = weight[i];
    std::vector<cell> cells;
    cells.reserve(known);
    for (std::size_t c = 0; c < known; ++c)
        cells.push_back({static_cast<std::uint32_t>(issue[c]), true, position[c], 1, 1});
    std::vector<std::size_t> offsets;
    for (std::size_t a = 0; a <= actors; ++a) offsets.push_back(static_cast<std::size_t>(offset[a]));
    return {std::vector<std::string>(actors, "actor"), std::move(columns), std::move(offsets), std::move(cells)};
}

struct job {
    std::function<void()> run;
    std::function<std::vector<double>()> values;
};

template <class Measure>
job all_pairs(position_matrix const& matrix, Measure const& m, weighting weights) {
    auto const last = std::make_shared<dyad_matrix>();
    return {[=, &matrix] {
                *last = {};
                *last = all_pairs(matrix, m, {.weights = weights});
            },
            [=] {
                std::vector<double> values;
                last->for_each([&](std::size_t, std::size_t, comparison const& c) {
                    values.push_back(c.value.value_or(std::numeric_limits<double>::quiet_NaN()));
                });
                return values;
            }};
}

/// The ten nearest to the first actor among the others. The query comes anew each time, as from a visitor.
template <class Measure>
job ten_nearest(position_matrix const& matrix, Measure const& m) {
    std::vector<std::size_t> others(matrix.actors() - 1);
    std::iota(others.begin(), others.end(), 1);
    auto const candidates = std::make_shared<position_matrix>(select_actors(matrix, others));
    auto const last = std::make_shared<std::vector<neighbour>>();
    return {[=, &matrix] {
                std::size_t const query[] = {0};
                *last =
                    nearest(select_actors(matrix, query), *candidates, 10, m, {.weights = weighting::issue}).front();
            },
            [=] {
                std::vector<double> values;
                for (auto const& n : *last) values.push_back(n.value);
                return values;
            }};
}

/// The jobs of peers.py.
job make_job(std::string const& name, position_matrix const& matrix, bool single) {
    if (name == "city_block" && single) return all_pairs(matrix, single_precision{city_block{}}, weighting::none);
    if (name == "city_block, weights" && single)
        return all_pairs(matrix, single_precision{city_block{}}, weighting::issue);
    if (name == "euclidean" && single) return all_pairs(matrix, single_precision{euclidean{}}, weighting::none);
    if (name == "city_block") return all_pairs(matrix, city_block{}, weighting::none);
    if (name == "city_block, weights") return all_pairs(matrix, city_block{}, weighting::issue);
    if (name == "euclidean") return all_pairs(matrix, euclidean{}, weighting::none);
    if (name == "share_identical") return all_pairs(matrix, share_identical{}, weighting::none);
    if (name == "pearson") return all_pairs(matrix, pearson{}, weighting::none);
    if (name == "nearest, weights") return ten_nearest(matrix, city_block{});
    throw std::runtime_error("no job has the name " + name);
}

double cpu_milliseconds() {
    std::timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 5) throw std::runtime_error("usage: bench_peers INPUT JOB SCALE RESULT");
    auto const matrix = read_matrix(argv[1], argv[3]);
    auto const work = make_job(argv[2], matrix, std::string(argv[3]) == "single");
    for (int times; std::cin >> times;) {
        double const begin = cpu_milliseconds();
        for (int i = 0; i < times; ++i) work.run();
        std::cout << cpu_milliseconds() - begin << std::endl;
    }
    auto const values = work.values();
    std::ofstream(argv[4], std::ios::binary)
        .write(reinterpret_cast<char const*>(values.data()),
               static_cast<std::streamsize>(values.size() * sizeof(double)));
} catch (std::exception const& e) {
    std::cerr << "bench_peers: " << e.what() << '\n';
    return EXIT_FAILURE;
}

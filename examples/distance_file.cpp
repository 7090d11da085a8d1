// SPDX-License-Identifier: BSL-1.0
//
// distance_file: the distances of all pairs of many actors, more than memory holds, written to a file tile by tile.
//
// The file holds 32-bit floats in the machine's byte order and nothing else: the upper triangle by rows,
// without the diagonal. With n actors in the order of the input, counted from 0, the pair (a, b), a < b, stands
// at index a (2n - a - 1) / 2 + (b - a - 1). An undefined distance is NaN there: a file of floats has no other
// way to say none.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/io/number.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/pairs/stream.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/progress.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

/// A file of floats of which any part may be written at any time, from any thread. Until it is finished it goes
/// by the name of NAME.part.
class float_file {
public:
    float_file(std::string name, std::size_t floats)
        : name_(std::move(name))
        , file_(open(part().c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644)) {
        if (file_ < 0 || ftruncate(file_, static_cast<off_t>(floats * sizeof(float))) != 0) fail();
    }
    ~float_file() {
        if (file_ >= 0) close(file_);
    }
    float_file(float_file const&) = delete;
    float_file& operator=(float_file const&) = delete;

    void write(std::size_t index, std::vector<float> const& values) const {
        auto const* from = reinterpret_cast<char const*>(values.data());
        auto left = values.size() * sizeof(float);
        auto at = static_cast<off_t>(index * sizeof(float));
        while (left > 0) {
            auto const written = pwrite(file_, from, left, at);
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) fail();
            from += written, at += written, left -= static_cast<std::size_t>(written);
        }
    }
    void finish() {
        if (close(std::exchange(file_, -1)) != 0 || std::rename(part().c_str(), name_.c_str()) != 0) fail();
    }

private:
    std::string part() const { return name_ + ".part"; }
    [[noreturn]] void fail() const { throw io_error(fault_code::file_access, std::strerror(errno), {.file = name_}); }

    std::string name_;
    int file_;
};

/// Random answers of ACTORSxISSUESxCATEGORIESxMISSING, the last being the share of answers that are missing;
/// the same in every run.
position_matrix synthetic(std::string const& text) {
    std::vector<double> numbers;
    for (std::size_t from = 0; from <= text.size();) {
        auto const to = std::min(text.find('x', from), text.size());
        if (auto const n = io::parse_number(std::string_view(text).substr(from, to - from))) numbers.push_back(*n);
        from = to + 1;
    }
    if (numbers.size() != 4 || numbers[0] < 0 || numbers[1] < 1 || numbers[2] < 2 || numbers[2] > 1000 ||
        numbers[3] < 0 || numbers[3] > 1)
        throw error(fault_code::invalid_argument, "synthetic answers are ACTORSxISSUESxCATEGORIESxMISSING, as 10000x50x5x0.1",
                    {.value = text});
    auto const actors = static_cast<std::size_t>(numbers[0]), issues = static_cast<std::size_t>(numbers[1]),
               categories = static_cast<std::size_t>(numbers[2]);

    std::vector<issue_column> columns(issues);
    for (std::size_t i = 0; i < issues; ++i) {
        columns[i].name = "q" + std::to_string(i);
        columns[i].measurement = level::ordinal;
        columns[i].lower = 1, columns[i].upper = static_cast<double>(categories);
        for (std::size_t c = 1; c <= categories; ++c) columns[i].categories.push_back(static_cast<double>(c));
    }
    std::mt19937_64 generator(1);
    auto const uniform = [&] { return static_cast<double>(generator() >> 11) * 0x1p-53; };  // in [0, 1)
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    cells.reserve(static_cast<std::size_t>(static_cast<double>(actors * issues) * (1 - numbers[3]) * 1.01));
    for (std::size_t a = 0; a < actors; ++a) {
        names.push_back('a' + std::to_string(a));
        for (std::uint32_t i = 0; i < issues; ++i) {
            if (uniform() < numbers[3]) continue;
            cells.push_back({i, true, 1 + std::floor(uniform() * static_cast<double>(categories)), 1, 1});
        }
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

/// Writes the distances of all pairs; returns how many of them there are.
std::size_t write_distances(position_matrix const& matrix, std::string const& name, thread_pool const& pool) {
    auto const n = matrix.actors();
    auto const pairs = n < 2 ? 0 : n * (n - 1) / 2;
    float_file file(name, pairs);
    entente_program::progress_bar bar;
    with_progress const execute(pool, [&](std::size_t done, std::size_t total) { return bar(done, total); });
    stream_pairs(
        matrix, city_block{}, {},
        [&](tile_values const& values) {
            auto const& tile = values.tile();
            std::vector<float> row;
            for (auto a = tile.row_begin; a < tile.row_end; ++a) {
                row.clear();
                for (auto b = tile.first_column(a); b < tile.column_end; ++b) {
                    auto const& value = values(a, b).result.value;
                    row.push_back(value ? static_cast<float>(*value) : std::numeric_limits<float>::quiet_NaN());
                }
                auto const b = tile.first_column(a);
                if (!row.empty()) file.write(a * (2 * n - a - 1) / 2 + (b - a - 1), row);
            }
        },
        execute);
    file.finish();
    return pairs;
}

}  // namespace

int main(int argc, char** argv) try {
    io::stance_files files;
    io::csv_options csv;
    std::string made, scale, output;
    std::size_t threads = 0;
    CLI::App app("City-block distances of all pairs, to a file of 32-bit floats: the upper triangle by rows, without "
                 "the diagonal.",
                 "distance_file");
    app.add_option("output", output, "the file to write; what it holds is replaced")->required();
    auto* stances = app.add_option("--stances", files.stances, "CSV file of stances");
    app.add_option("--synthetic", made, "random answers instead: ACTORSxISSUESxCATEGORIESxMISSING, as 10000x50x5x0.1")
        ->excludes(stances);
    app.add_flag("--wide", csv.wide, "first column the actor, every other column an issue");
    app.add_option("--issues", files.issues, "CSV file: issue,level,lower,upper,labels,weight,part_of");
    app.add_option("--scale", scale, "scale of issues that --issues does not list, as ordinal:1..5");
    app.add_option("--threads", threads, "threads to work on; 0 takes all")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }

    if (files.stances.empty() && made.empty()) throw error(fault_code::invalid_argument, "give --stances or --synthetic");
    if (!scale.empty()) csv.default_scale = io::parse_scale(scale);
    auto const matrix = made.empty() ? make_position_matrix(io::read_stances(files, csv)) : synthetic(made);

    thread_pool const pool(threads);
    auto const begun = std::chrono::steady_clock::now();
    auto const pairs = write_distances(matrix, output, pool);
    std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begun;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%zu actors, %zu issues, %zu pairs, %zu bytes\n", matrix.actors(), matrix.issues(), pairs,
                pairs * sizeof(float));
    std::printf("%.2f seconds on %zu threads, %.1f million pairs a second, %.0f MB of memory at most\n",
                seconds.count(), pool.threads(), static_cast<double>(pairs) / seconds.count() / 1e6,
                static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
} catch (std::exception const& e) {
    std::cerr << "distance_file: " << e.what() << '\n';
    return 2;
}

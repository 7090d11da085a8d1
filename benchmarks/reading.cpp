// SPDX-License-Identifier: BSL-1.0
// A million stances of 2,000 actors on 500 issues, read from text in memory in the forms in which files are found.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/io/read_stances.hpp"
#include "memory.hpp"

#ifdef ENTENTE_BENCH_HAS_JSON
#include "entente/json/records.hpp"
#endif

namespace {

using namespace entente;

constexpr std::size_t actors = 2'000, issues = 500;

struct row {
    std::string actor, issue, position;
};

std::vector<row> rows(bool shuffled) {
    std::vector<row> all;
    std::mt19937 random(1);
    for (std::size_t a = 0; a != actors; ++a)
        for (std::size_t i = 0; i != issues; ++i)
            all.push_back({"actor " + std::to_string(a), "issue " + std::to_string(i),
                           std::to_string(random() % 100) + '.' + std::to_string(random() % 10)});
    if (shuffled) std::shuffle(all.begin(), all.end(), random);
    return all;
}

std::string table(bool shuffled, char delimiter, char decimal, std::string const& header) {
    std::string text = header;
    for (auto& each : rows(shuffled)) {
        std::replace(each.position.begin(), each.position.end(), '.', decimal);
        text += each.actor + delimiter + each.issue + delimiter + each.position + '\n';
    }
    return text;
}

io::reading_options plain() {
    io::reading_options options;
    options.default_scale = scale::interval(0, 100);
    return options;
}

void read(benchmark::State& state, io::source_text const& text, io::reading_options const& options) {
    benchmarks::memory_watch const memory;
    for (auto _ : state) benchmark::DoNotOptimize(io::parse_stances({.stances = text}, options));
    constexpr double stances = actors * issues;
    memory.report(state, stances);
    state.counters["rows/s"] = benchmark::Counter(stances, benchmark::Counter::kIsIterationInvariantRate);
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.text().size()));
}

void read_plain(benchmark::State& state) {
    read(state, io::source_text(table(false, ',', '.', "actor,issue,position\n")), plain());
}
void read_shuffled(benchmark::State& state) {
    read(state, io::source_text(table(true, ',', '.', "actor,issue,position\n")), plain());
}
void read_decimal_comma(benchmark::State& state) {
    auto options = plain();
    options.delimiter = ';';
    options.decimal_comma = true;
    read(state, io::source_text(table(false, ';', ',', "actor;issue;position\n")), options);
}
void read_mapped(benchmark::State& state) {
    auto options = plain();
    options.columns = {{"actor", "who"}, {"issue", "what"}, {"position", "#3"}};
    options.missing = {"-9", "99", "NA"};
    options.values = {{"0.0", ""}, {"50.0", "51"}};
    read(state, io::source_text(table(false, ',', '.', "who,what,vote\n")), options);
}
void read_shuffled_mean(benchmark::State& state) {
    auto options = plain();
    options.repeated = io::repeated_stances::mean;
    read(state, io::source_text(table(true, ',', '.', "actor,issue,position\n")), options);
}
BENCHMARK(read_plain)->Unit(benchmark::kMillisecond);
BENCHMARK(read_shuffled)->Unit(benchmark::kMillisecond);
BENCHMARK(read_decimal_comma)->Unit(benchmark::kMillisecond);
BENCHMARK(read_mapped)->Unit(benchmark::kMillisecond);
BENCHMARK(read_shuffled_mean)->Unit(benchmark::kMillisecond);

#ifdef ENTENTE_BENCH_HAS_JSON
void read_json_lines(benchmark::State& state) {
    std::string text;
    for (auto const& each : rows(false))
        text +=
            "{\"actor\":\"" + each.actor + "\",\"issue\":\"" + each.issue + "\",\"position\":" + each.position + "}\n";
    read(state, io::source_text(std::move(text)).as(io::json_lines()), plain());
}
BENCHMARK(read_json_lines)->Unit(benchmark::kMillisecond);
#endif

}  // namespace

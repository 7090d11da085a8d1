// SPDX-License-Identifier: BSL-1.0
// Measures of many actors: alpha of 200 issues by 30 raters with a tenth missing, agreement A of 101 categories, Banzhaf
// power of 60 actors, and the least frustration of the alliances of 51 years, each proved. One thread.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/coalition/frustration.hpp"
#include "entente/coalition/power.hpp"
#include "entente/group/evaluate.hpp"
#include "entente/group/measures/all.hpp"
#include "entente/group/measures/krippendorff_alpha.hpp"

using namespace entente;

namespace {

issue_column steps(std::size_t categories) {
    issue_column c{.name = "issue", .lower = 1, .upper = static_cast<double>(categories)};
    for (std::size_t k = 1; k <= categories; ++k) c.categories.push_back(static_cast<double>(k));
    return c;
}

/// Raters drawn at random on so many issues; a tenth of the cells is missing.
position_matrix drawn(std::size_t raters, std::size_t issues, std::size_t categories) {
    std::mt19937 random(1);
    std::vector<std::string> names;
    std::vector<issue_column> columns(issues, steps(categories));
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t i = 0; i < issues; ++i) columns[i].name = "issue " + std::to_string(i);
    for (std::size_t r = 0; r < raters; ++r) {
        names.push_back("rater " + std::to_string(r));
        for (std::uint32_t i = 0; i < issues; ++i)
            if (random() % 10) cells.push_back({i, true, static_cast<double>(1 + random() % categories), 1, 1});
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

void alpha(benchmark::State& state, alpha_metric metric) {
    auto const matrix = drawn(30, 200, 7);
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(ratings(matrix), group_measures::krippendorff_alpha{metric}));
}

void agreement(benchmark::State& state) {
    auto const matrix = drawn(5000, 1, 101);
    group_column const column(matrix, 0);
    for (auto _ : state) benchmark::DoNotOptimize(evaluate(column, group_measures::van_der_eijk{}));
}

void power(benchmark::State& state) {
    std::mt19937 random(2);
    std::vector<double> weights;
    double all = 0;
    for (int i = 0; i < 60; ++i) weights.push_back(static_cast<double>(1 + random() % 100)), all += weights.back();
    weighted_vote const vote(weights, all / 2 + 1);
    for (auto _ : state) benchmark::DoNotOptimize(banzhaf(vote));
}

std::vector<signed_graph> alliances() {
    std::ifstream in(std::string(ENTENTE_REFERENCE_DIR) + "/data/signed/cow_alliances_51_windows.csv");
    std::string line, window, a, b, weight;
    std::getline(in, line);
    std::map<std::string, std::pair<std::map<std::string, std::uint32_t>, std::vector<signed_tie>>> years;
    while (std::getline(in, line)) {
        std::istringstream row(line);
        std::getline(row, window, ','), std::getline(row, a, ','), std::getline(row, b, ','),
            std::getline(row, weight, ',');
        auto& [ids, ties] = years[window];
        auto const from = ids.emplace(a, static_cast<std::uint32_t>(ids.size())).first->second,
                   to = ids.emplace(b, static_cast<std::uint32_t>(ids.size())).first->second;
        ties.push_back({from, to, std::stod(weight)});
    }
    std::vector<signed_graph> all;
    for (auto const& year : years) all.emplace_back(year.second.first.size(), year.second.second);
    return all;
}

void least_frustration(benchmark::State& state) {
    auto const all = alliances();
    if (all.empty()) return state.SkipWithError("needs data/signed of the reference");
    for (auto _ : state)
        for (auto const& g : all)
            if (!frustration(g).proved) return state.SkipWithError("not proved");
}

BENCHMARK_CAPTURE(alpha, nominal, alpha_metric::nominal)
    ->Name("alpha/200x30 nominal/entente")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(alpha, interval, alpha_metric::interval)
    ->Name("alpha/200x30 interval/entente")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(agreement)->Name("agreement A/101 categories/entente")->Unit(benchmark::kMicrosecond);
BENCHMARK(power)->Name("banzhaf/60 actors/entente")->Unit(benchmark::kMicrosecond);
BENCHMARK(least_frustration)->Name("frustration/51 windows of alliances/entente")->Unit(benchmark::kMillisecond);

}  // namespace

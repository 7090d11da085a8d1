// SPDX-License-Identifier: BSL-1.0
// Measures of many actors: alpha of 200 issues by 30 raters with a tenth missing, agreement A of 101 categories,
// Banzhaf power of 60 actors, and the least frustration of the alliances of 51 years, each proved. Beside them what is
// done elsewhere, restated: alpha by its matrix of coincidences, agreement A by all triples of categories of each
// layer, power by one table of coalitions for each actor or by trying every coalition. These have their input as plain
// arrays, and must come to the same. One thread. For frustration beside integer programming see peers/frustration.py.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
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

bool near(double a, double b) {
    return std::abs(a - b) <= 1e-9 * (1 + std::abs(b));
}

constexpr std::size_t rated_issues = 200, raters = 30, rated_categories = 7;

void alpha(benchmark::State& state, alpha_metric metric) {
    auto const matrix = drawn(raters, rated_issues, rated_categories);
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(ratings(matrix), group_measures::krippendorff_alpha{metric}));
}

/// 1 - (n - 1) sum o d / sum n n d, o the coincidences: of each issue all ordered pairs of raters, by raters - 1.
double alpha_by_coincidences(std::vector<int> const& category, alpha_metric metric) {
    constexpr auto k = rated_categories;
    std::vector<double> o(k * k), n(k);
    for (std::size_t i = 0; i < rated_issues; ++i) {
        auto const* const here = category.data() + i * raters;
        auto const held = std::count_if(here, here + raters, [](int c) { return c >= 0; });
        if (held < 2) continue;
        double const share = 1 / static_cast<double>(held - 1);
        for (std::size_t a = 0; a < raters; ++a)
            for (std::size_t b = 0; b < raters; ++b)
                if (a != b && here[a] >= 0 && here[b] >= 0)
                    o[static_cast<std::size_t>(here[a]) * k + static_cast<std::size_t>(here[b])] += share;
    }
    double all = 0, observed = 0, expected = 0;
    for (std::size_t c = 0; c < k; ++c)
        for (std::size_t d = 0; d < k; ++d) n[c] += o[c * k + d], all += o[c * k + d];
    for (std::size_t c = 0; c < k; ++c)
        for (std::size_t d = 0; d < k; ++d) {
            double const apart = static_cast<double>(c) - static_cast<double>(d);
            double const difference = metric == alpha_metric::nominal ? c != d : apart * apart;
            observed += o[c * k + d] * difference, expected += n[c] * n[d] * difference;
        }
    return 1 - (all - 1) * observed / expected;
}

void alpha_elsewhere(benchmark::State& state, alpha_metric metric) {
    auto const matrix = drawn(raters, rated_issues, rated_categories);
    std::vector<int> category(rated_issues * raters, -1);
    for (std::size_t r = 0; r < raters; ++r)
        for (auto const& c : matrix.row(r)) category[c.issue * raters + r] = static_cast<int>(c.position) - 1;
    auto const ours = evaluate(ratings(matrix), group_measures::krippendorff_alpha{metric}).value;
    if (!ours || !near(*ours, alpha_by_coincidences(category, metric))) return state.SkipWithError("another alpha");
    for (auto _ : state) {
        benchmark::DoNotOptimize(category.data());
        benchmark::DoNotOptimize(alpha_by_coincidences(category, metric));
    }
}

constexpr std::size_t degrees = 101;

void agreement(benchmark::State& state) {
    auto const matrix = drawn(5000, 1, degrees);
    group_column const column(matrix, 0);
    for (auto _ : state) benchmark::DoNotOptimize(evaluate(column, group_measures::van_der_eijk{}));
}

/// Layer by layer: the categories that are left, as high as the least of them; all triples of categories of each.
double agreement_by_triples(std::vector<double> left) {
    auto const k = left.size();
    double all = 0, sum = 0;
    for (double const f : left) all += f;
    for (;;) {
        double height = 0;
        std::size_t held = 0;
        for (double const f : left)
            if (f > 0) height = held++ ? (std::min)(height, f) : f;
        if (!held) return sum / all;
        double with = 0, against = 0;  // 110 or 011; 101
        for (std::size_t a = 0; a < k; ++a)
            for (std::size_t b = a + 1; b < k; ++b)
                for (std::size_t c = b + 1; c < k; ++c) {
                    bool const x = left[a] > 0, y = left[b] > 0, z = left[c] > 0;
                    with += y && x != z;
                    against += x && !y && z;
                }
        auto const n = static_cast<double>(k), s = static_cast<double>(held);
        double const unimodal =
            with + against > 0 ? ((n - 2) * with - (n - 1) * against) / ((n - 2) * (with + against)) : 0;
        sum += height * s * (held == 1 ? 1 : unimodal * (1 - (s - 1) / (n - 1)));
        for (double& f : left)
            if (f > 0) f -= height;
    }
}

void agreement_elsewhere(benchmark::State& state) {
    auto const matrix = drawn(5000, 1, degrees);
    std::vector<double> frequencies(degrees);
    for (std::size_t a = 0; a < matrix.actors(); ++a)
        for (auto const& c : matrix.row(a)) ++frequencies[static_cast<std::size_t>(c.position) - 1];
    auto const ours = evaluate(group_column(matrix, 0), group_measures::van_der_eijk{}).value;
    if (!ours || !near(*ours, agreement_by_triples(frequencies))) return state.SkipWithError("another agreement");
    for (auto _ : state) benchmark::DoNotOptimize(agreement_by_triples(frequencies));
}

std::vector<double> drawn_weights(std::size_t actors) {
    std::mt19937 random(2);
    std::vector<double> weights;
    for (std::size_t i = 0; i < actors; ++i) weights.push_back(static_cast<double>(1 + random() % 100));
    return weights;
}

/// The quota is a whole number, as the weights are: half a vote would have all of them counted in tenths.
weighted_vote half(std::vector<double> const& weights) {
    double all = 0;
    for (double const w : weights) all += w;
    return weighted_vote(weights, std::floor(all / 2) + 1);
}

void power(benchmark::State& state, std::size_t actors) {
    auto const vote = half(drawn_weights(actors));
    for (auto _ : state) benchmark::DoNotOptimize(banzhaf(vote));
}

/// For each actor how many coalitions of the others weigh what, then those that lose and win with it.
std::vector<double> swings_by_tables(weighted_vote const& vote) {
    std::vector<double> swings, coalitions;
    for (std::size_t i = 0; i < vote.actors(); ++i) {
        coalitions.assign(vote.quota(), 0);
        coalitions[0] = 1;
        for (std::size_t j = 0; j < vote.actors(); ++j)
            if (j != i)
                for (auto w = vote.quota() - 1; w >= vote.weight(j); --w)
                    coalitions[w] += coalitions[w - vote.weight(j)];
        double sum = 0;
        auto const from = vote.quota() > vote.weight(i) ? vote.quota() - vote.weight(i) : 0;
        for (auto w = from; w < vote.quota(); ++w) sum += coalitions[w];
        swings.push_back(sum);
    }
    return swings;
}

std::vector<double> swings_by_trying(weighted_vote const& vote) {
    std::vector<double> swings(vote.actors());
    for (std::uint64_t of = 1; of < std::uint64_t{1} << vote.actors(); ++of) {
        std::uint64_t weight = 0;
        for (std::size_t i = 0; i < vote.actors(); ++i)
            if (of >> i & 1) weight += vote.weight(i);
        if (weight < vote.quota()) continue;
        for (std::size_t i = 0; i < vote.actors(); ++i)
            if (of >> i & 1 && weight - vote.weight(i) < vote.quota()) ++swings[i];
    }
    return swings;
}

void power_elsewhere(benchmark::State& state, std::size_t actors, std::vector<double> (*swings)(weighted_vote const&)) {
    auto const vote = half(drawn_weights(actors));
    auto const ours = banzhaf(vote);
    auto const theirs = swings(vote);
    for (std::size_t i = 0; i < actors; ++i)
        if (!near(ours[i].swings / theirs[i], 1)) return state.SkipWithError("another number of swings");
    for (auto _ : state) benchmark::DoNotOptimize(swings(vote));
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
BENCHMARK_CAPTURE(alpha_elsewhere, nominal, alpha_metric::nominal)
    ->Name("alpha/200x30 nominal/coincidences")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(alpha, interval, alpha_metric::interval)
    ->Name("alpha/200x30 interval/entente")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(alpha_elsewhere, interval, alpha_metric::interval)
    ->Name("alpha/200x30 interval/coincidences")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(agreement)->Name("agreement A/101 categories/entente")->Unit(benchmark::kMicrosecond);
BENCHMARK(agreement_elsewhere)->Name("agreement A/101 categories/all triples")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(power, 60, 60)->Name("banzhaf/60 actors/entente")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(power_elsewhere, tables, 60, swings_by_tables)
    ->Name("banzhaf/60 actors/a table each")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(power, 20, 20)->Name("banzhaf/20 actors/entente")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(power_elsewhere, trying, 20, swings_by_trying)
    ->Name("banzhaf/20 actors/all coalitions")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(least_frustration)->Name("frustration/51 windows of alliances/entente")->Unit(benchmark::kMillisecond);

}  // namespace

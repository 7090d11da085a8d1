// SPDX-License-Identifier: BSL-1.0
// One against many, the nearly silent, and pairs that are mended: the library
// beside what one would write. One thread, but for the jobs `threads`. Names are JOB/SHAPE/WHO; the counter
// `cells` is pairs times issues a second.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/incremental_pairs.hpp"
#include "entente/pairs/nearest.hpp"
#include "inputs.hpp"

using namespace entente;
using namespace entente::measures;
using benchmarks::input;

namespace {

void count(benchmark::State& state, double cells) {
    state.counters["cells"] = benchmark::Counter(cells, benchmark::Counter::kIsIterationInvariantRate);
}

template <class Run>
void add(std::string const& name, Run run) {
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMicrosecond)->MinTime(0.2);
}

/// The ten nearest of all candidates to one voter, weighted city block, missing answers left out.
void add_nearest(std::size_t candidates) {
    auto const in =
        benchmarks::random_input({"VAA" + std::to_string(candidates / 1000) + "k", candidates, 50, 5, 0.15});
    auto const x = in.matrix(level::ordinal);
    double const cells = static_cast<double>(candidates * in.issues);
    compare_options const weighted{.weights = weighting::issue};
    std::size_t const voter[] = {0};
    add("nearest/" + in.name + "/entente", [=](benchmark::State& state) {
        auto const query = select_actors(x, voter);
        benchmark::DoNotOptimize(nearest(query, x, 10, city_block{}, weighted));  // layouts are made once
        for (auto _ : state) benchmark::DoNotOptimize(nearest(query, x, 10, city_block{}, weighted));
        count(state, cells);
    });
    add("nearest/" + in.name + "/all tiles", [=](benchmark::State& state) {
        for (auto _ : state) benchmark::DoNotOptimize(one_to_all(x, 0, city_block{}, weighted));
        count(state, cells);
    });
    add("nearest/" + in.name + "/naive", [=](benchmark::State& state) {
        for (auto _ : state) {
            std::vector<std::pair<double, std::size_t>> all;
            for (std::size_t c = 0; c < in.actors; ++c) {
                double sum = 0, weight = 0;
                for (std::size_t i = 0; i < in.issues; ++i)
                    if (in.known[i] && in.known[c * in.issues + i])
                        sum += in.weight[i] * std::abs(in.position[i] - in.position[c * in.issues + i]),
                            weight += in.weight[i];
                if (weight > 0) all.emplace_back(sum / weight, c);
            }
            std::partial_sort(all.begin(), all.begin() + 10, all.end());
            benchmark::DoNotOptimize(all.data());
        }
        count(state, cells);
    });
}

/// The share of identical positions of all pairs, of whom each holds few: beside merging two sorted lists a pair.
void add_sparse(std::string const& name, double density) {
    constexpr std::size_t actors = 1000, issues = 100000;
    std::mt19937 random(9);
    std::geometric_distribution<std::uint32_t> gap(density);
    std::vector<issue_column> columns(issues);
    for (auto& c : columns) c.measurement = level::nominal, c.lower = 1, c.upper = 3, c.categories = {1, 2, 3};
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t a = 0; a < actors; ++a) {
        for (std::size_t i = gap(random); i < issues; i += 1 + gap(random))
            cells.push_back({static_cast<std::uint32_t>(i), true, 1.0 + static_cast<double>(random() % 3), 1, 1});
        offsets.push_back(cells.size());
    }
    position_matrix const x(std::vector<std::string>(actors, "actor"), std::move(columns), std::move(offsets),
                            std::move(cells));
    double const all = 0.5 * static_cast<double>(actors * (actors - 1)) * static_cast<double>(issues);
    add("sparse/" + name + "/entente", [=](benchmark::State& state) {
        benchmark::DoNotOptimize(all_pairs(x, share_identical{}));
        for (auto _ : state) benchmark::DoNotOptimize(all_pairs(x, share_identical{}));
        count(state, all);
    });
    // Of the first actors only: all would take minutes.
    constexpr std::size_t first = 20;
    add("sparse/" + name + "/naive", [=](benchmark::State& state) {
        for (auto _ : state) {
            std::vector<double> result(first * actors);
            for (std::size_t a = 0; a < first; ++a)
                for (std::size_t b = a + 1; b < actors; ++b) {
                    double same = 0, shared = 0;
                    auto p = x.row(a).begin(), q = x.row(b).begin();
                    while (p != x.row(a).end() && q != x.row(b).end()) {
                        if (p->issue == q->issue)
                            ++shared, same += p++->position == q++->position;
                        else
                            ++(p->issue < q->issue ? p : q);
                    }
                    result[a * actors + b] = same / shared;
                }
            benchmark::DoNotOptimize(result.data());
        }
        count(state, (static_cast<double>(first * actors) - 0.5 * static_cast<double>(first * (first + 1))) *
                         static_cast<double>(issues));
    });
}

/// One stance changes: all pairs of its actor are mended, or computed again.
void add_update(benchmarks::shape const& s) {
    auto const x = benchmarks::random_input(s).matrix(level::ordinal);
    double const cells = static_cast<double>((s.actors - 1) * s.issues);
    auto const change = [=](std::mt19937& random) {
        return cell{static_cast<std::uint32_t>(random() % s.issues), true,
                    1.0 + static_cast<double>(random() % static_cast<unsigned>(s.categories)), 1, 1};
    };
    add("update/" + s.name + "/entente", [=](benchmark::State& state) {
        incremental_pairs live(x, city_block{});
        std::mt19937 random(3);
        for (auto _ : state) {
            auto const now = change(random);
            live.update(random() % s.actors, now.issue, now);
        }
        count(state, cells);
    });
    // The values of the actor's pairs from the beginning, by the same kernels; nothing is kept.
    add("update/" + s.name + "/again", [=](benchmark::State& state) {
        std::mt19937 random(3);
        for (auto _ : state) benchmark::DoNotOptimize(one_to_all(x, random() % s.actors, city_block{}));
        count(state, cells);
    });
}

/// All pairs on two threads, as `entente`, and on one: by the clock.
template <class Measure>
void add_threads(benchmarks::shape const& s, level measurement, Measure const& m, compare_options const& options) {
    auto const in = benchmarks::random_input(s);
    auto const x = in.matrix(measurement);
    for (std::size_t const threads : {std::size_t{1}, std::size_t{2}})
        benchmark::RegisterBenchmark(("threads/" + s.name + (threads == 1 ? "/one" : "/entente")).c_str(),
                                     [=, cells = in.cells()](benchmark::State& state) {
                                         thread_pool const pool(threads);
                                         benchmark::DoNotOptimize(all_pairs(x, m, options, pool));
                                         for (auto _ : state) benchmark::DoNotOptimize(all_pairs(x, m, options, pool));
                                         count(state, cells);
                                     })
            ->Unit(benchmark::kMicrosecond)
            ->MinTime(0.5)
            ->UseRealTime();
}

}  // namespace

int main(int argc, char** argv) {
    for (std::size_t const n : {10000u, 30000u, 100000u}) add_nearest(n);
    add_sparse("SP0.5%", 0.005);
    add_sparse("SP2%", 0.02);
    add_sparse("SP10%", 0.1);
    for (auto const& s : benchmarks::shapes) add_update(s);
    add_threads(benchmarks::shapes[1], level::interval, city_block{}, {.weights = weighting::issue});
    add_threads({"10000x1000", 10000, 1000, 2, 0.40}, level::nominal, share_identical{}, {});
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}

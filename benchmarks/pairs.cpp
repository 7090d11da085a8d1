// SPDX-License-Identifier: BSL-1.0
// All pairs: the library beside what one would write, and beside Eigen and
// OpenBLAS. One thread, missing positions honoured by all. Names are JOB/SHAPE/WHO; the counter `cells` is
// pairs times issues a second; `faults` and `bytes/pair` are those of memory.hpp, and `layout bytes/cell` is
// what the library keeps beside the matrix.

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#ifdef ENTENTE_BENCH_HAS_EIGEN
#include <Eigen/Core>
#endif
#ifdef ENTENTE_BENCH_HAS_BLAS
extern "C" void cblas_ssyrk(int order, int uplo, int transpose, int n, int k, float alpha, float const* a, int lda,
                            float beta, float* c, int ldc);
#endif

#include "entente/measures/all.hpp"
#include "entente/measures/single_precision.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "inputs.hpp"
#include "memory.hpp"

using namespace entente;
using namespace entente::measures;
using benchmarks::input;

namespace {

void count(benchmark::State& state, input const& in) {
    state.counters["cells"] = benchmark::Counter(in.cells(), benchmark::Counter::kIsIterationInvariantRate);
}

template <class Measure>
void library(benchmark::State& state, input const& in, level measurement, Measure const& m,
             compare_options const& options) {
    auto const matrix = in.matrix(measurement);
    auto const before = benchmarks::resident_bytes();
    all_pairs(matrix, m, options);  // layouts are made once
    auto const layouts = benchmarks::resident_bytes() - before;
    benchmarks::memory_watch const memory;
    for (auto _ : state) benchmark::DoNotOptimize(all_pairs(matrix, m, options));
    memory.report(state, in.pairs());
    state.counters["layout bytes/cell"] = layouts / static_cast<double>(in.actors * in.issues);
    count(state, in);
}

/// What one writes first: a table of optionals and two loops. `add(w, x, y)` is the statistic of the job.
template <class Sums, class Add, class Finish>
void naive(benchmark::State& state, input const& in, Add add, Finish finish) {
    std::vector<std::vector<std::optional<double>>> x(in.actors, std::vector<std::optional<double>>(in.issues));
    for (std::size_t a = 0; a < in.actors; ++a)
        for (std::size_t i = 0; i < in.issues; ++i)
            if (in.known[a * in.issues + i]) x[a][i] = in.position[a * in.issues + i];
    benchmarks::memory_watch const memory;
    for (auto _ : state) {
        std::vector<std::optional<double>> result(in.actors * in.actors);
        for (std::size_t a = 0; a < in.actors; ++a)
            for (std::size_t b = a + 1; b < in.actors; ++b) {
                Sums s{};
                for (std::size_t i = 0; i < in.issues; ++i)
                    if (x[a][i] && x[b][i]) add(s, in.weight[i], *x[a][i], *x[b][i]);
                result[a * in.actors + b] = finish(s);
            }
        benchmark::DoNotOptimize(result);
    }
    memory.report(state, in.pairs());
    count(state, in);
}

struct two_sums {
    double sum = 0, weight = 0;
};
std::optional<double> ratio(two_sums const& s) {
    return s.weight > 0 ? std::optional(s.sum / s.weight) : std::nullopt;
}

#ifdef ENTENTE_BENCH_HAS_EIGEN
/// Rows of positions and of 0/1 masks, one expression a pair.
template <class Number, bool Squared>
void eigen_rows(benchmark::State& state, input const& in) {
    using table = Eigen::Array<Number, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    auto const n = static_cast<Eigen::Index>(in.actors), m = static_cast<Eigen::Index>(in.issues);
    table x(n, m), known(n, m);
    Eigen::Array<Number, 1, Eigen::Dynamic> w(m);
    for (Eigen::Index i = 0; i < m; ++i) w(i) = static_cast<Number>(in.weight[static_cast<std::size_t>(i)]);
    for (Eigen::Index a = 0; a < n; ++a)
        for (Eigen::Index i = 0; i < m; ++i) {
            auto const c = static_cast<std::size_t>(a * m + i);
            x(a, i) = static_cast<Number>(in.position[c]);
            known(a, i) = in.known[c];
        }
    benchmarks::memory_watch const memory;
    for (auto _ : state) {
        table result(n, n);
        for (Eigen::Index a = 0; a < n; ++a)
            for (Eigen::Index b = a + 1; b < n; ++b) {
                auto const mask = (known.row(a) * known.row(b) * w).eval();
                auto const d = x.row(a) - x.row(b);
                Number const sum = Squared ? (mask * d.square()).sum() : (mask * d.abs()).sum();
                result(a, b) = sum / mask.sum();
            }
        benchmark::DoNotOptimize(result.data());
    }
    memory.report(state, in.pairs());
    count(state, in);
}
#endif

#ifdef ENTENTE_BENCH_HAS_BLAS
/// One column for each issue and category: identical = X X', shared = K K'.
void one_hot(benchmark::State& state, input const& in) {
    auto const n = static_cast<int>(in.actors), m = static_cast<int>(in.issues), k = in.categories;
    std::vector<float> x(in.actors * in.issues * static_cast<std::size_t>(k)), known(in.actors * in.issues);
    for (std::size_t c = 0; c < known.size(); ++c)
        if (in.known[c]) {
            known[c] = 1;
            x[c * static_cast<std::size_t>(k) + static_cast<std::size_t>(in.position[c] - 1)] = 1;
        }
    benchmarks::memory_watch const memory;
    for (auto _ : state) {
        std::vector<float> identical(in.actors * in.actors), shared(in.actors * in.actors);
        cblas_ssyrk(101, 121, 111, n, m * k, 1, x.data(), m * k, 0, identical.data(), n);
        cblas_ssyrk(101, 121, 111, n, m, 1, known.data(), m, 0, shared.data(), n);
        for (std::size_t a = 0; a < in.actors; ++a)
            for (std::size_t b = a + 1; b < in.actors; ++b) identical[a * in.actors + b] /= shared[a * in.actors + b];
        benchmark::DoNotOptimize(identical.data());
    }
    memory.report(state, in.pairs());
    count(state, in);
}
#endif

template <class Run>
void add(std::string const& name, Run run) {
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(benchmark::kMillisecond)->MinTime(0.2);
}

void add_all(input const& in) {
    auto const job = [&](char const* name, char const* who) { return std::string(name) + '/' + in.name + '/' + who; };
    compare_options const plain{}, weighted{.weights = weighting::issue};

    add(job("nominal", "entente"),
        [&in, plain](benchmark::State& s) { library(s, in, level::nominal, share_identical{}, plain); });
    add(job("nominal", "naive"), [&in](benchmark::State& s) {
        naive<two_sums>(
            s, in, [](auto& t, double, double x, double y) { t.weight += 1, t.sum += x == y; }, ratio);
    });
    auto const steps = [](auto& t, double, double x, double y) { t.weight += 1, t.sum += std::abs(x - y); };
    auto const apart = [](auto& t, double w, double x, double y) { t.weight += w, t.sum += w * std::abs(x - y); };
    auto const squared = [](auto& t, double w, double x, double y) { t.weight += w, t.sum += w * (x - y) * (x - y); };
    add(job("ordinal", "entente"),
        [&in, plain](benchmark::State& s) { library(s, in, level::ordinal, city_block{}, plain); });
    add(job("ordinal", "naive"), [&in, steps](benchmark::State& s) { naive<two_sums>(s, in, steps, ratio); });
    add(job("ordinal_w", "entente"),
        [&in, weighted](benchmark::State& s) { library(s, in, level::ordinal, city_block{}, weighted); });
    add(job("ordinal_w", "naive"), [&in, apart](benchmark::State& s) { naive<two_sums>(s, in, apart, ratio); });
    // Here the library is not told of the categories: any positions, any weights.
    add(job("city_block", "entente"),
        [&in, weighted](benchmark::State& s) { library(s, in, level::interval, city_block{}, weighted); });
    add(job("city_block", "naive"), [&in, apart](benchmark::State& s) { naive<two_sums>(s, in, apart, ratio); });
    add(job("city_block_f32", "entente"), [&in, weighted](benchmark::State& s) {
        library(s, in, level::interval, single_precision{city_block{}}, weighted);
    });
    add(job("city_block_f32", "naive"), [&in, apart](benchmark::State& s) { naive<two_sums>(s, in, apart, ratio); });
    add(job("euclidean", "entente"),
        [&in, weighted](benchmark::State& s) { library(s, in, level::interval, euclidean{}, weighted); });
    add(job("euclidean", "naive"), [&in, squared](benchmark::State& s) { naive<two_sums>(s, in, squared, ratio); });
    add(job("moments", "entente"),
        [&in, plain](benchmark::State& s) { library(s, in, level::ordinal, pearson{}, plain); });
    add(job("moments", "naive"), [&in](benchmark::State& s) {
        struct sums {
            double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        };
        naive<sums>(
            s, in,
            [](auto& t, double, double x, double y) {
                ++t.n, t.x += x, t.y += y, t.xx += x * x, t.yy += y * y, t.xy += x * y;
            },
            [](sums const& t) {
                double const v = (t.n * t.xx - t.x * t.x) * (t.n * t.yy - t.y * t.y);
                return v > 0 ? std::optional((t.n * t.xy - t.x * t.y) / std::sqrt(v)) : std::nullopt;
            });
    });
    add(job("contingency", "entente"),
        [&in, plain](benchmark::State& s) { library(s, in, level::ordinal, cohen_kappa{}, plain); });
#ifdef ENTENTE_BENCH_HAS_EIGEN
    add(job("city_block_f32", "eigen"), [&in](benchmark::State& s) { eigen_rows<float, false>(s, in); });
    add(job("city_block", "eigen"), [&in](benchmark::State& s) { eigen_rows<double, false>(s, in); });
    add(job("euclidean", "eigen"), [&in](benchmark::State& s) { eigen_rows<double, true>(s, in); });
#endif
#ifdef ENTENTE_BENCH_HAS_BLAS
    add(job("nominal", "openblas"), [&in](benchmark::State& s) { one_hot(s, in); });
#endif
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<input> inputs;
    for (auto const& s : benchmarks::shapes) inputs.push_back(benchmarks::random_input(s));
    auto real = benchmarks::un_roll_calls(std::string(ENTENTE_REFERENCE_DIR) + "/data/roll_calls/un_full_strings.csv");
    if (real.actors) inputs.push_back(std::move(real));
    for (auto const& in : inputs) add_all(in);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}

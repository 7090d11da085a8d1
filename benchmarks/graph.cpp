// SPDX-License-Identifier: BSL-1.0
// Building a graph of 5,000,000 stances from the arrays of a caller: the
// library beside boost::compressed_sparse_row_graph, one thread. Names are JOB/SHAPE/WHO. `sorted` is the order
// of a file (by actor, then issue), `random` any order; boost_directed has no reverse edges and is no peer: it
// shows what the reverse costs. Of the constructors of the bidirectional graph one only takes edges in any
// order; it validates nothing, while the library refuses unknown ends and duplicates.
//
// Counters: s_per_edge; bytes_per_edge, all that the graph keeps, and beside_per_edge, without the 16 bytes of
// the stance; peak_per_edge, the most that was allocated at a time; faults_per_edge, the pages that were
// touched first.
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <memory>
#include <new>
#include <numeric>
#include <random>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include "entente/graph/builder.hpp"
#include "entente/graph/typed_graph.hpp"

namespace {

std::size_t held = 0, most_held = 0;  // by operator new, in bytes; one thread

void* counted(void* p) {
    if (!p) throw std::bad_alloc();
    held += malloc_usable_size(p);
    most_held = std::max(most_held, held);
    return p;
}
[[gnu::noinline]] void release(void* p) noexcept {
    if (p) held -= malloc_usable_size(p);
    std::free(p);
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(std::malloc(size ? size : 1));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    void* p = nullptr;
    return counted(posix_memalign(&p, static_cast<std::size_t>(alignment), size) ? nullptr : p);
}
void operator delete(void* p) noexcept {
    release(p);
}
void operator delete(void* p, std::size_t) noexcept {
    release(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
    release(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
    release(p);
}

namespace {

struct party {};
struct question {};
struct slim {
    double position = 0;
    float salience = 1, confidence = 1;
};
static_assert(sizeof(slim) == 16);

struct edges {
    std::uint32_t actors = 0, issues = 0;
    std::vector<std::uint32_t> from, to;
    std::vector<slim> stances;
};

/// `per_actor` different issues for every actor, evenly spread from a place of its own.
edges file_order(std::uint32_t actors, std::uint32_t issues, std::uint32_t per_actor) {
    edges e{actors, issues, {}, {}, {}};
    std::mt19937 random(1);
    std::vector<std::uint32_t> row(per_actor);
    for (std::uint32_t a = 0; a < actors; ++a) {
        for (std::uint32_t i = 0; i < per_actor; ++i) {
            auto const lower = static_cast<std::uint64_t>(i) * issues / per_actor;
            auto const upper = static_cast<std::uint64_t>(i + 1) * issues / per_actor;
            e.from.push_back(a);
            e.to.push_back(static_cast<std::uint32_t>(lower + random() % (upper - lower)));
            e.stances.push_back({static_cast<double>(random() % 5 + 1)});
        }
    }
    return e;
}

edges shuffled(edges const& e) {
    std::vector<std::uint32_t> order(e.from.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(2));
    edges s{e.actors, e.issues, {}, {}, {}};
    for (auto const o : order) {
        s.from.push_back(e.from[o]);
        s.to.push_back(e.to[o]);
        s.stances.push_back(e.stances[o]);
    }
    return s;
}

long page_faults() {
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    return use.ru_minflt;
}

template <class Build>
void run(benchmark::State& state, edges const& e, Build const& build) {
    auto const count = static_cast<double>(e.from.size());
    std::size_t kept = 0, peak = 0;
    long faults = 0;
    for (auto _ : state) {
        auto const before = held;
        auto const faults_before = page_faults();
        most_held = held;
        auto const graph = build();
        benchmark::DoNotOptimize(graph);
        kept = held - before;
        peak = most_held - before;
        faults = page_faults() - faults_before;
        state.PauseTiming();
        { auto const gone = std::move(graph); }
        state.ResumeTiming();
    }
    state.counters["s_per_edge"] =
        benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["bytes_per_edge"] = static_cast<double>(kept) / count;
    state.counters["beside_per_edge"] = static_cast<double>(kept) / count - sizeof(slim);
    state.counters["peak_per_edge"] = static_cast<double>(peak) / count;
    state.counters["faults_per_edge"] = static_cast<double>(faults) / count;
}

void library(benchmark::State& state, edges const& e) {
    using graph = entente::typed_graph<entente::typed_relation<party, slim, question>>;
    run(state, e, [&] {
        graph::builder build;
        for (std::uint32_t a = 0; a < e.actors; ++a) build.add(party{});
        for (std::uint32_t i = 0; i < e.issues; ++i) build.add(question{});
        build.reserve<slim>(e.from.size());
        for (std::size_t k = 0; k < e.from.size(); ++k) build.relate({e.from[k]}, {e.to[k]}, e.stances[k]);
        return std::move(build).freeze();
    });
}

template <class Direction>
void boost_csr(benchmark::State& state, edges const& e) {
    using graph = boost::compressed_sparse_row_graph<Direction, boost::no_property, slim, boost::no_property,
                                                     std::uint32_t, std::uint32_t>;
    run(state, e, [&] {
        auto const ends = [&e](std::size_t k) { return std::pair(e.from[k], e.actors + e.to[k]); };
        return graph(boost::edges_are_unsorted_multi_pass,
                     boost::make_transform_iterator(boost::counting_iterator<std::size_t>(0), ends),
                     boost::make_transform_iterator(boost::counting_iterator<std::size_t>(e.from.size()), ends),
                     e.stances.begin(), e.actors + e.issues);
    });
}

void boost_inplace(benchmark::State& state, edges const& e) {
    using graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, slim, boost::no_property,
                                                     std::uint32_t, std::uint32_t>;
    run(state, e, [&] {
        auto from = e.from, to = e.to;
        auto stances = e.stances;
        for (auto& t : to) t += e.actors;
        return graph(boost::construct_inplace_from_sources_and_targets, from, to, stances, e.actors + e.issues);
    });
}

void add(std::string const& name, void (*work)(benchmark::State&, edges const&), edges const& e) {
    benchmark::RegisterBenchmark(name.c_str(), [work, &e](benchmark::State& s) { work(s, e); })
        ->Unit(benchmark::kMillisecond)
        ->Iterations(2)
        ->Repetitions(5);
}

void add_all(std::string const& shape, edges const& e) {
    add("build/" + shape + "/entente", library, e);
    add("build/" + shape + "/boost_csr", boost_csr<boost::bidirectionalS>, e);
    add("build/" + shape + "/boost_directed", boost_csr<boost::directedS>, e);
    add("build/" + shape + "/boost_directed_inplace", boost_inplace, e);
}

}  // namespace

int main(int argc, char** argv) {
    // Half of 1,000 questions answered by 10,000; all of few by many; all of many by few.
    auto const sorted = file_order(10'000, 1'000, 500), many = file_order(100'000, 50, 50),
               few = file_order(200, 25'000, 25'000);
    auto const random = shuffled(sorted), many_random = shuffled(many), few_random = shuffled(few);
    add_all("sorted", sorted);
    add_all("random", random);
    add_all("100000x50", many);
    add_all("100000x50_random", many_random);
    add_all("200x25000", few);
    add_all("200x25000_random", few_random);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}

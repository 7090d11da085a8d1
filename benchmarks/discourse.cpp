// SPDX-License-Identifier: BSL-1.0
// Networks of a discourse in 54 windows of six months, statements of one document as one, beside plain loops that go
// through the statements of each window anew. One thread. Names are JOB/SHAPE/WHO; the counter `cells` is
// statements times windows a second.

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/discourse/corpus_builder.hpp"
#include "entente/discourse/series.hpp"
#include "entente/discourse/window.hpp"

using namespace entente;

namespace {

constexpr std::size_t window_count = 54;

corpus drawn(std::size_t statements, std::size_t actors, std::size_t issues) {
    std::mt19937 random(11);
    corpus::builder build(scale::ordinal(0, 1));
    statement s;
    for (std::size_t i = 0; i < statements; ++i) {
        auto const document = random() % (statements / 4);
        // A document has a date.
        s.date = {day(1990, 1, 1) + std::chrono::days(document * 7919 % 9861), date_precision::day};
        s.document = std::to_string(document);
        s.speaker = "actor " + std::to_string(random() % actors);
        s.issue = "issue " + std::to_string(random() % issues);
        s.position = static_cast<int>(random() % 2);
        build.add(s);
    }
    return std::move(build).freeze();
}

struct shape {
    char const* name;
    std::size_t statements, actors, issues;
};
constexpr shape shapes[] = {{"5k", 5'000, 374, 100}, {"1M", 1'000'000, 374, 100}};

std::vector<period> windows() {
    return calendar_windows({day(1990, 1, 1), day(2017, 1, 1)}, {6, calendar_unit::month});
}

/// The definition: for each window all statements, duplicates by a set, then all pairs of actors on all issues.
double plain(corpus const& c, period const& window, double (*weight)(double)) {
    std::set<std::tuple<std::uint32_t, std::uint32_t, double, std::uint32_t>> seen;
    auto const actors = c.actors(), issues = c.issues();
    std::vector<double> x(actors * issues * 2, 0.0);
    auto const middle = window.from + (window.to - window.from) / 2;
    for (std::uint32_t s = 0; s < c.size(); ++s) {
        auto const said = c[statement_id(s)];
        if (!weight && !window.contains(said.date.at)) continue;
        if (!seen.insert({said.actor.value, said.issue.value, *said.position, said.document->value}).second) continue;
        double const w = weight ? weight(static_cast<double>((said.date.at - middle).count()) / (91.3 * 86400)) : 1.0;
        x[(said.actor.value * issues + said.issue.value) * 2 + (*said.position == 1)] += w;
    }
    double sum = 0;
    for (std::size_t a = 0; a < actors; ++a)
        for (std::size_t b = a + 1; b < actors; ++b) {
            double value = 0;
            for (std::size_t k = 0; k < issues * 2; ++k) value += x[a * issues * 2 + k] * x[b * issues * 2 + k];
            sum += value;
        }
    return sum;
}

double root_of_gaussian(double d) {
    return std::exp(-d * d / 4) * 0.6316187777460647;
}

template <class Run>
void measure(benchmark::State& state, shape const& s, Run run) {
    auto const c = drawn(s.statements, s.actors, s.issues);
    for (auto _ : state) run(c);
    state.counters["cells"] = benchmark::Counter(static_cast<double>(s.statements * window_count),
                                                 benchmark::Counter::kIsIterationInvariantRate);
}

bool const registered = [] {
    for (auto const& s : shapes) {
        auto const add = [&](std::string const& job, char const* who, auto run) {
            benchmark::RegisterBenchmark((job + '/' + s.name + '/' + who).c_str(), [&s, run](benchmark::State& state) {
                measure(state, s, run);
            })->Unit(benchmark::kMillisecond);
        };
        projection_options const options{.duplicates = duplicate_statements::document};
        auto const count = [](timed_network& n) { benchmark::DoNotOptimize(n.network.values.data()); };
        add("windows", "entente", [=](corpus const& c) { for_each_window(c, options, windows(), count); });
        add("windows", "plain", [](corpus const& c) {
            for (auto const& w : windows()) benchmark::DoNotOptimize(plain(c, w, nullptr));
        });
        add("kernel", "entente", [=](corpus const& c) {
            std::vector<time_point> points;
            for (auto const& w : windows()) points.push_back(w.from + (w.to - w.from) / 2);
            for_each_kernel(c, options, time_kernel::gaussian, {6, calendar_unit::month}, points, count);
        });
        add("kernel", "plain", [](corpus const& c) {
            for (auto const& w : windows()) benchmark::DoNotOptimize(plain(c, w, root_of_gaussian));
        });
        // A step of a month: five of six statements of a window were in the one before.
        add("windows_monthly", "entente", [=](corpus const& c) {
            for_each_window(c, options,
                            calendar_windows({day(1990, 1, 1), day(2017, 1, 1)}, {6, calendar_unit::month},
                                             {1, calendar_unit::month}),
                            count);
        });
    }
    return true;
}();

}  // namespace

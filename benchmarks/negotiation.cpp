// SPDX-License-Identifier: BSL-1.0
// Every trade of 100 actors on 100 issues, and the best thousand, beside the loop over all pairs of actors
// and of issues that the definition asks for; and the frontier of a million outcomes to two parties, beside the loop of
// NegMAS (pareto_frontier_numpy), restated. One thread. Names are JOB/SHAPE/WHO; the counter `cells` is pairs of actors
// times pairs of issues a second, or outcomes.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/negotiation/bargaining_solutions.hpp"
#include "entente/negotiation/trades.hpp"
#include "entente/negotiation/utility_table.hpp"
#include "entente/positions/matrix.hpp"

using namespace entente;

namespace {

/// Positions from 0 to 100, saliences and capabilities, dense and by actor.
struct dense_input {
    std::size_t actors, issues;
    std::vector<double> position{}, salience{}, capability{};

    position_matrix matrix() const {
        std::vector<std::string> names;
        std::vector<issue_column> columns(issues);
        for (std::size_t i = 0; i < issues; ++i) columns[i].name = "issue " + std::to_string(i), columns[i].upper = 100;
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        for (std::size_t a = 0; a < actors; ++a) {
            names.push_back("actor " + std::to_string(a));
            for (std::size_t i = 0; i < issues; ++i)
                cells.push_back(
                    {static_cast<std::uint32_t>(i), true, position[a * issues + i], salience[a * issues + i], 1});
            offsets.push_back(cells.size());
        }
        return position_matrix(std::move(names), std::move(columns), std::move(offsets), std::move(cells))
            .with_actor_weights(capability);
    }
};

dense_input random_dense(std::size_t actors, std::size_t issues) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> share(0.05, 1);
    dense_input in{actors, issues};
    for (std::size_t k = 0; k < actors * issues; ++k) {
        in.position.push_back(std::floor(share(random) * 100));
        in.salience.push_back(share(random));
    }
    for (std::size_t a = 0; a < actors; ++a) in.capability.push_back(share(random));
    return in;
}

struct naive_trade {
    double gain, shift_p, shift_q, before_p, after_p, before_q, after_q;
    std::size_t p, q, i, j;
};

/// As one would write it from the definition: every two issues, every two actors.
std::vector<naive_trade> naive(dense_input const& in, std::size_t top) {
    auto const n = in.actors, m = in.issues;
    std::vector<double> outcome(m), weight(m);
    for (std::size_t p = 0; p < m; ++p) {
        for (std::size_t a = 0; a < n; ++a) {
            double const w = in.capability[a] * in.salience[a * m + p];
            weight[p] += w, outcome[p] += w * in.position[a * m + p];
        }
        outcome[p] /= weight[p];
    }
    std::vector<naive_trade> found;
    for (std::size_t p = 0; p < m; ++p)
        for (std::size_t q = p + 1; q < m; ++q)
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = a + 1; b < n; ++b) {
                    auto const x = [&](std::size_t who, std::size_t issue) { return in.position[who * m + issue]; };
                    auto const s = [&](std::size_t who, std::size_t issue) { return in.salience[who * m + issue]; };
                    if ((x(a, p) <= outcome[p]) == (x(b, p) <= outcome[p])) continue;
                    if ((x(a, q) <= outcome[q]) == (x(b, q) <= outcome[q])) continue;
                    bool const first = s(a, p) / s(a, q) > s(b, p) / s(b, q);
                    auto const i = first ? a : b, j = first ? b : a;
                    double const ratio = (s(i, p) + s(j, p)) / (s(i, q) + s(j, q));
                    double const l_p = in.capability[j] * s(j, p) / weight[p],
                                 l_q = in.capability[i] * s(i, q) / weight[q];
                    double const moves_p = std::min(std::abs(x(i, p) - x(j, p)) * l_p, std::abs(x(i, p) - outcome[p]));
                    double const moves_q = std::min(std::abs(x(i, q) - x(j, q)) * l_q, std::abs(x(j, q) - outcome[q]));
                    double const moves = std::min(moves_p, moves_q / ratio);
                    double const gain = moves * s(i, p) - moves * ratio * s(i, q);
                    if (gain < 1e-10) continue;
                    double const to_p = x(i, p) < x(j, p) ? -moves : moves;
                    double const to_q = x(j, q) < x(i, q) ? -moves * ratio : moves * ratio;
                    found.push_back({gain, to_p / l_p, to_q / l_q, outcome[p], outcome[p] + to_p, outcome[q],
                                     outcome[q] + to_q, p, q, i, j});
                }
    auto const better = [](naive_trade const& x, naive_trade const& y) { return x.gain > y.gain; };
    if (top && top < found.size()) {
        std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(top), found.end(), better);
        found.resize(top);
    } else {
        std::sort(found.begin(), found.end(), better);
    }
    return found;
}

void add(std::string const& job, std::size_t top) {
    static auto const in = random_dense(100, 100);
    static auto const matrix = in.matrix();
    constexpr double cells = 4950.0 * 4950.0;
    auto const count = [](benchmark::State& state) {
        state.counters["cells"] = benchmark::Counter(cells, benchmark::Counter::kIsIterationInvariantRate);
    };
    benchmark::RegisterBenchmark((job + "/100x100/entente").c_str(), [=](benchmark::State& state) {
        std::size_t size = 0;
        for (auto _ : state) {
            auto const found = find_trades(matrix, {.top = top});
            size = found.size();
            benchmark::DoNotOptimize(found.data());
        }
        count(state);
        state.counters["trades"] = static_cast<double>(size);
    })->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((job + "/100x100/naive").c_str(), [=](benchmark::State& state) {
        // The two agree, or the comparison says nothing.
        auto const ours = find_trades(matrix, {.top = top});
        std::size_t size = 0;
        for (auto _ : state) {
            auto const found = naive(in, top);
            size = found.size();
            if (found.size() != ours.size() || std::abs(found.front().gain - ours.front().gain) > 1e-9 ||
                std::abs(found.back().gain - ours.back().gain) > 1e-9)
                state.SkipWithError("the two do not find the same trades");
        }
        count(state);
        state.counters["trades"] = static_cast<double>(size);
    })->Unit(benchmark::kMillisecond);
}

/// A million outcomes: anywhere in a square, where few are efficient, or near a quarter of a circle, where many are.
std::vector<double> random_outcomes(bool near_frontier) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<double> values;
    for (std::size_t o = 0; o < 1'000'000; ++o) {
        if (near_frontier) {
            double const angle = share(random) * 1.5707963267948966, radius = 1 - 0.05 * share(random);
            values.insert(values.end(), {radius * std::cos(angle), radius * std::sin(angle)});
        } else {
            values.push_back(share(random));
            values.push_back(share(random));
        }
    }
    return values;
}

/// One outcome after the other: all that it dominates are left out, and the next of those that remain is taken. It
/// keeps one of several copies.
std::vector<std::size_t> by_elimination(std::vector<double> const& values) {
    std::vector<std::size_t> left(values.size() / 2);
    for (std::size_t o = 0; o < left.size(); ++o) left[o] = o;
    for (std::size_t next = 0; next < left.size();) {
        auto const leader = left[next];
        double const first = values[2 * leader], second = values[2 * leader + 1];
        std::size_t kept = 0, before = 0;
        for (std::size_t k = 0; k < left.size(); ++k) {
            auto const o = left[k];
            if (values[2 * o] <= first && values[2 * o + 1] <= second && o != leader) continue;
            before += k < next;
            left[kept++] = o;
        }
        left.resize(kept);
        next = before + 1;
    }
    return left;
}

void add_frontier(std::string const& shape, bool near_frontier) {
    auto const values = random_outcomes(near_frontier);
    auto const count = [](benchmark::State& state, std::size_t size) {
        state.counters["cells"] = benchmark::Counter(1e6, benchmark::Counter::kIsIterationInvariantRate);
        state.counters["efficient"] = static_cast<double>(size);
    };
    benchmark::RegisterBenchmark(("frontier/" + shape + "/entente").c_str(), [=](benchmark::State& state) {
        utility_table const utilities(2, values);
        std::size_t size = 0;
        for (auto _ : state) {
            auto const found = pareto_frontier(utilities);
            size = found.size();
            benchmark::DoNotOptimize(found.data());
        }
        count(state, size);
    })->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("frontier/" + shape + "/negmas").c_str(), [=](benchmark::State& state) {
        auto ours = pareto_frontier(utility_table(2, values));
        std::sort(ours.begin(), ours.end());
        std::size_t size = 0;
        for (auto _ : state) {
            auto const found = by_elimination(values);
            size = found.size();
            if (found != ours) state.SkipWithError("the two do not find the same outcomes");
        }
        count(state, size);
    })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
    add("best_trades", 1000);
    add("all_trades", 0);
    add_frontier("square", false);
    add_frontier("arc", true);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}

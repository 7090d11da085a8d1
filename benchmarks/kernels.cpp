// SPDX-License-Identifier: BSL-1.0
// Kernels by themselves, one thread: beside a plain loop over arrays, and on
// lesser instruction sets. Names are JOB/SHAPE/WHO; the counter `cells` is pairs times issues a second (actors
// times issues for one against all).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "entente/kernels/contingency.hpp"
#include "entente/kernels/differences.hpp"
#include "entente/kernels/lookup.hpp"
#include "entente/kernels/moments.hpp"
#include "entente/kernels/ordinal.hpp"
#include "entente/kernels/overlap.hpp"
#include "entente/kernels/smallest.hpp"
#include "entente/kernels/valence.hpp"
#include "inputs.hpp"

namespace kernels = entente::kernels;
using benchmarks::input;

namespace {

constexpr std::uint32_t tile_size = 256;

using run = std::function<void(kernels::isa)>;

void count(benchmark::State& state, double cells) {
    state.counters["cells"] = benchmark::Counter(cells, benchmark::Counter::kIsIterationInvariantRate);
}

void add(std::string const& name, double cells, std::function<void()> work) {
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
        for (auto _ : state) {
            work();
            benchmark::ClobberMemory();
        }
        count(state, cells);
    })->Unit(benchmark::kMillisecond);
}

/// The best instruction set as "entente", the lesser ones by their names.
void add_each(std::string const& name, double cells, run work) {
    for (auto const isa : kernels::all_isas) {
        if (!kernels::available(isa)) continue;
        auto const who = isa == kernels::best_isa() ? "entente" : std::string(kernels::to_string(isa));
        add(name + "/" + who, cells, [=] { work(isa); });
    }
}

/// Calls work(tile) for the upper triangle, tile by tile.
template <class Work>
void for_each_tile(std::uint32_t n, Work work) {
    for (std::uint32_t r = 0; r < n; r += tile_size)
        for (std::uint32_t c = r; c < n; c += tile_size)
            work(kernels::tile{r, std::min(n, r + tile_size), c, std::min(n, c + tile_size), r == c});
}

/// What one writes first: for each pair, over all issues, if both are known. Sums in a struct with add(w, x, y).
template <class Sums, class Value>
void plain_loop(std::size_t n, std::size_t issues, Value const* value, std::uint8_t const* known, double const* weight,
                Sums* out) {
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = a + 1; b < n; ++b) {
            Sums s{};
            for (std::size_t i = 0; i < issues; ++i)
                if (known[a * issues + i] && known[b * issues + i])
                    s.add(weight[i], value[a * issues + i], value[b * issues + i]);
            out[a * n + b] = s;
        }
}

struct counted {
    std::uint32_t same = 0, shared = 0;
    void add(double, std::uint8_t x, std::uint8_t y) { same += x == y, ++shared; }
};
struct stepped {
    std::uint32_t steps = 0, shared = 0;
    void add(double, std::uint8_t x, std::uint8_t y) {
        steps += static_cast<std::uint32_t>(x > y ? x - y : y - x), ++shared;
    }
};
struct apart {
    double sum = 0, weight = 0;
    void add(double w, double x, double y) { sum += w * std::abs(x - y), weight += w; }
};
struct squared {
    double sum = 0, weight = 0;
    void add(double w, double x, double y) { sum += w * (x - y) * (x - y), weight += w; }
};
using moments = kernels::moment_sums<double>;
using valence = kernels::valence_sums<double>;

template <class T>
struct room {
    std::size_t stride;
    std::vector<T> data;
    explicit room(std::size_t n, std::size_t tables = 1) : stride(n), data(n * n * tables) {}
    kernels::output<T> at(kernels::tile t) { return {data.data() + t.row_begin * stride + t.column_begin, stride}; }
};

template <class T>
void add_sums(std::string const& suffix, input const& in, kernels::dense_cells<double> const& cells) {
    auto const n = static_cast<std::uint32_t>(in.actors);
    auto const rows = std::make_shared<kernels::number_rows<T>>(kernels::make_number_rows<T>(cells, in.weight));
    auto const plain_rows = std::make_shared<kernels::number_rows<T>>(kernels::make_number_rows<T>(cells));
    auto const panels = std::make_shared<kernels::number_panels<T>>(kernels::make_number_panels<T>(cells));
    auto const rooms = std::make_shared<std::vector<room<T>>>(6, room<T>(n));
    auto const job = [&](std::string const& name, auto kernel) {
        add_each(name + suffix + "/" + in.name, in.cells(), [=](kernels::isa isa) {
            for_each_tile(n, [&](kernels::tile t) { kernel(*rows, *plain_rows, *panels, t, *rooms, isa); });
        });
    };
    job("kernel_city_block", [](auto& r, auto&, auto& p, auto t, auto& o, auto isa) {
        kernels::absolute_differences(r, p, t, o[0].at(t), o[1].at(t), isa);
    });
    job("kernel_city_block_unweighted", [](auto&, auto& r, auto& p, auto t, auto& o, auto isa) {
        kernels::absolute_differences(r, p, t, o[0].at(t), {}, isa);
    });
    job("kernel_euclidean", [](auto& r, auto&, auto& p, auto t, auto& o, auto isa) {
        kernels::squared_differences(r, p, t, o[0].at(t), o[1].at(t), isa);
    });
    job("kernel_nominal_weighted", [](auto& r, auto&, auto& p, auto t, auto& o, auto isa) {
        kernels::weighted_overlap(r, p, t, o[0].at(t), o[1].at(t), isa);
    });
    job("kernel_moments", [](auto& r, auto&, auto& p, auto t, auto& o, auto isa) {
        kernels::moments<T>(r, p, t, {o[0].at(t), o[1].at(t), o[2].at(t), o[3].at(t), o[4].at(t), o[5].at(t)}, isa);
    });
    job("kernel_valence", [](auto& r, auto&, auto& p, auto t, auto& o, auto isa) {
        kernels::valence<T>(r, p, t, {o[0].at(t), o[1].at(t), o[2].at(t), o[3].at(t), o[4].at(t), o[5].at(t)}, isa);
    });
}

void add_pairs(input const& in) {
    auto const n = static_cast<std::uint32_t>(in.actors);
    auto const issues = static_cast<std::uint32_t>(in.issues);
    auto const categories = static_cast<std::uint32_t>(in.categories);
    auto const codes = std::make_shared<std::vector<std::uint8_t>>();
    auto const units = std::make_shared<std::vector<double>>();
    auto const known = std::make_shared<std::vector<std::uint8_t>>(in.known.begin(), in.known.end());
    auto const weight = std::make_shared<std::vector<double>>(in.weight);
    for (double const p : in.position) {
        codes->push_back(p > 0 ? static_cast<std::uint8_t>(p - 1) : 0);
        units->push_back(p > 0 ? (p - 1) / (in.categories - 1) : 0);
    }
    kernels::dense_cells<std::uint8_t> const code_cells{n, issues, *codes, *known};
    kernels::dense_cells<double> const unit_cells{n, issues, *units, *known};

    auto const planes = [&](kernels::plane_coding coding) {
        return std::make_shared<kernels::bit_planes>(kernels::make_bit_planes(code_cells, coding, categories));
    };
    auto const binary = planes(kernels::plane_coding::binary), steps = planes(kernels::plane_coding::thermometer),
               one_hot = planes(kernels::plane_coding::one_hot);
    auto const first = std::make_shared<room<std::uint32_t>>(n), second = std::make_shared<room<std::uint32_t>>(n);
    add_each("kernel_nominal/" + in.name, in.cells(), [=](kernels::isa isa) {
        for_each_tile(n, [&](auto t) { kernels::overlap(*binary, *binary, t, first->at(t), second->at(t), isa); });
    });
    add_each("kernel_ordinal/" + in.name, in.cells(), [=](kernels::isa isa) {
        for_each_tile(n, [&](auto t) { kernels::ordinal_steps(*steps, *steps, t, first->at(t), second->at(t), isa); });
    });
    auto const tables = std::make_shared<room<std::uint32_t>>(n, categories * categories);
    add_each("kernel_contingency/" + in.name, in.cells(), [=](kernels::isa isa) {
        for_each_tile(
            n, [&](auto t) { kernels::contingency(*one_hot, *one_hot, t, tables->at(t), std::size_t{n} * n, isa); });
    });
    add_sums<double>("", in, unit_cells);
    add_sums<float>("_f32", in, unit_cells);

    auto const naive = [&](std::string const& job, auto sums, auto values) {
        using type = decltype(sums);
        auto const out = std::make_shared<std::vector<type>>(std::size_t{n} * n);
        add(job + "/" + in.name + "/naive", in.cells(),
            [=] { plain_loop(n, issues, values->data(), known->data(), weight->data(), out->data()); });
    };
    naive("kernel_nominal", counted{}, codes);
    naive("kernel_ordinal", stepped{}, codes);
    naive("kernel_city_block", apart{}, units);
    naive("kernel_euclidean", squared{}, units);
    naive("kernel_moments", moments{}, units);
    naive("kernel_valence", valence{}, units);
}

/// One query against many of 50 questions on five points, weights 1 to 3: the ten nearest.
void add_nearest(std::uint32_t actors) {
    constexpr std::uint32_t issues = 50, categories = 5, k = 10;
    struct data {
        std::vector<std::uint8_t> codes, known;
        std::vector<std::uint8_t> query, weight;
        kernels::code_panels panels;
    };
    auto const d = std::make_shared<data>();
    std::mt19937 random(7);
    for (std::size_t c = 0; c < std::size_t{actors} * issues; ++c) {
        d->codes.push_back(static_cast<std::uint8_t>(random() % categories));
        d->known.push_back(random() % 100 >= 15);
    }
    for (std::uint32_t i = 0; i < issues; ++i) {
        d->query.push_back(static_cast<std::uint8_t>(random() % categories));
        d->weight.push_back(static_cast<std::uint8_t>(1 + random() % 3));
    }
    d->panels = kernels::make_code_panels(kernels::dense_cells<std::uint8_t>{actors, issues, d->codes, d->known});
    double const cells = static_cast<double>(actors) * issues;
    std::string const name = "kernel_nearest/VAA" + std::to_string(actors);

    auto const show = [](kernels::smallest& best, auto const* sum, auto const* weight, std::uint32_t a, std::size_t n,
                         kernels::isa isa) {
        double value[64], minimum;
        kernels::quotients(sum, weight, n, value, &minimum, isa);
        best.show(value, n, a, &minimum);
    };
    add_each(name, cells, [=](kernels::isa isa) {
        kernels::lookup_tables<std::uint8_t> tables(issues, 2);
        for (std::uint32_t i = 0; i < issues; ++i)
            for (std::uint32_t c = 0; c < categories; ++c) {
                tables.set(i, 0, c,
                           static_cast<std::uint8_t>(d->weight[i] * std::abs(d->query[i] - static_cast<int>(c))));
                tables.set(i, 1, c, d->weight[i]);
            }
        kernels::count_query const query(tables);
        kernels::smallest best(k);
        std::uint32_t sum[64], weight[64];
        for (std::uint32_t p = 0; p * 64 < actors; ++p) {
            query(d->panels, p, p + 1, {sum, weight}, isa);
            show(best, reinterpret_cast<std::int32_t const*>(sum), reinterpret_cast<std::int32_t const*>(weight),
                 p * 64, std::min(64U, actors - p * 64), isa);
        }
        benchmark::DoNotOptimize(best.sorted());
    });
    add_each("kernel_nearest_any_weights/VAA" + std::to_string(actors), cells, [=](kernels::isa isa) {
        kernels::lookup_tables<double> tables(issues, 2);
        for (std::uint32_t i = 0; i < issues; ++i)
            for (std::uint32_t c = 0; c < categories; ++c) {
                tables.set(i, 0, c, kernels::absolute_term<double>(d->weight[i], d->query[i] / 4.0, c / 4.0));
                tables.set(i, 1, c, d->weight[i]);
            }
        kernels::smallest best(k);
        double sum[64], weight[64];
        for (std::uint32_t p = 0; p * 64 < actors; ++p) {
            kernels::lookup_sums(d->panels, tables, p, p + 1, {sum, weight}, isa);
            show(best, sum, weight, p * 64, std::min(64U, actors - p * 64), isa);
        }
        benchmark::DoNotOptimize(best.sorted());
    });
    auto const naive = [=] {
        kernels::smallest best(k);
        for (std::uint32_t a = 0; a < actors; ++a) {
            double sum = 0, weight = 0;
            for (std::uint32_t i = 0; i < issues; ++i)
                if (d->known[a * issues + i]) {
                    sum += d->weight[i] * std::abs(d->query[i] / 4.0 - d->codes[a * issues + i] / 4.0);
                    weight += d->weight[i];
                }
            double const value = sum / weight;
            best.show(&value, 1, a);
        }
        benchmark::DoNotOptimize(best.sorted());
    };
    add(name + "/naive", cells, naive);
    add("kernel_nearest_any_weights/VAA" + std::to_string(actors) + "/naive", cells, naive);
}

/// 1,000 actors, 100,000 issues, few of them known.
[[maybe_unused]] bool const registered = [] {
    for (auto const& s : benchmarks::shapes) add_pairs(benchmarks::random_input(s));
    add_nearest(30000);
    return true;
}();

}  // namespace

// SPDX-License-Identifier: BSL-1.0
// Stability of all parties in all states of a conflict, by each solution concept: of 6 parties with two options each
// (4,096 states), and of 6 parties that may each go from any of 4,096 states to a tenth of the others. One thread.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/negotiation/conflict/options.hpp"
#include "entente/negotiation/conflict/stability.hpp"

using namespace entente;

namespace {

conflict_model over_options() {
    std::mt19937 random(1);
    std::vector<conflict_option> options;
    std::vector<option_priorities> wants;
    for (std::size_t p = 0; p < 6; ++p) {
        auto const name = "party " + std::to_string(p);
        for (int k = 0; k < 2; ++k) options.push_back({"option " + std::to_string(options.size()), name});
        std::vector<option_statement> wanted;
        for (int k = 0; k < 10; ++k) {
            option_statement const a(random() % 12), b(random() % 12);
            wanted.push_back(k % 2 ? a && !b : a || b);
        }
        wants.push_back({name, std::move(wanted)});
    }
    return make_conflict_model(options, wants);
}

conflict_model of_many_moves() {
    constexpr std::uint32_t states = 4096;
    std::mt19937 random(2);
    std::vector<conflict_party> parties(6);
    for (std::size_t p = 0; p < parties.size(); ++p) {
        parties[p].name = "party " + std::to_string(p);
        parties[p].preference.resize(200);
        for (std::uint32_t s = 0; s < states; ++s) {
            parties[p].preference[random() % 200].push_back(s);
            for (std::uint32_t k = 0; k < states / 10; ++k)
                if (auto const t = static_cast<std::uint32_t>(random() % states); t != s)
                    parties[p].moves.emplace_back(s, t);
        }
    }
    return conflict_model(states, parties);
}

void stability_of(benchmark::State& state, conflict_model const& model) {
    for (auto _ : state)
        for (auto const c :
             {solution_concept::nash, solution_concept::gmr, solution_concept::smr, solution_concept::seq}) {
            auto const table = find_stability(model, c);
            benchmark::DoNotOptimize(table.equilibrium(0));
        }
}

void options(benchmark::State& state) {
    stability_of(state, over_options());
}
void many_moves(benchmark::State& state) {
    stability_of(state, of_many_moves());
}

BENCHMARK(options)->Name("stability/4096x6 options/entente")->Unit(benchmark::kMillisecond);
BENCHMARK(many_moves)->Name("stability/4096x6 400 moves/entente")->Unit(benchmark::kMillisecond);

}  // namespace

// SPDX-License-Identifier: BSL-1.0
#include "entente/mpi/stream.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <mutex>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "inputs.hpp"

using namespace entente::measures;

using namespace mpi_test;

namespace {

template <class Measure>
void check_stream(position_matrix const& x, Measure const& m, compare_options const& options) {
    CAPTURE(Measure::description.name);
    CAPTURE(x.actors());
    auto const all = all_pairs(x, m, options);
    std::mutex mutex;
    std::size_t wrong = 0;
    std::vector<int> seen(x.actors() * x.actors(), 0);
    mpi::stream_pairs(
        MPI_COMM_WORLD, x, m, options,
        [&](tile_values const& values) {
            std::lock_guard lock(mutex);
            auto const& t = values.tile();
            for (auto a = t.row_begin; a < t.row_end; ++a)
                for (auto b = t.first_column(a); b < t.column_end; ++b) {
                    if (a == b) continue;
                    ++seen[a * x.actors() + b];
                    auto const expected = all.at(a, b);
                    auto const& v = values(a, b);
                    wrong += bits(v.result.value) != bits(expected.value) || v.result.reason != expected.reason ||
                             v.shared != expected.shared || bits(v.weight) != bits(expected.weight);
                }
        },
        thread_pool(2));
    CHECK(wrong == 0);
    std::vector<int> everywhere(seen.size());
    MPI_Allreduce(seen.data(), everywhere.data(), static_cast<int>(seen.size()), MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    std::size_t misplaced = 0;
    for (std::size_t a = 0; a < x.actors(); ++a)
        for (std::size_t b = 0; b < x.actors(); ++b) {
            bool const wanted = all.symmetric() ? a < b : a != b;
            misplaced += everywhere[a * x.actors() + b] != (wanted ? 1 : 0);
        }
    CHECK(misplaced == 0);
}

}  // namespace

TEST_CASE("over all processes a stream holds each pair once, with its value") {
    auto const x = random_matrix({600, 9, 3}, 31);
    check_stream(x, city_block{}, {});
    check_stream(x, city_block{}, {.weights = weighting::first});
    check_stream(random_matrix({100, 9, 3}, 32), city_block{}, {.weights = weighting::product});
    for (std::size_t const n : {0u, 1u, 2u, 3u}) check_stream(random_matrix({n, 9, 3}, 33), city_block{}, {});
}

// SPDX-License-Identifier: BSL-1.0
// All pairs computed by several processes have the bits of those computed by one.
#include "entente/mpi/all_pairs.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "inputs.hpp"

using namespace entente::measures;

using namespace mpi_test;

namespace {

void check_same(dyad_matrix const& expected, boost::optional<dyad_matrix> const& found, int root) {
    CHECK(found.has_value() == (rank() == root));
    if (!found) return;
    CHECK(found->actors() == expected.actors());
    CHECK(found->symmetric() == expected.symmetric());
    if (found->actors() != expected.actors() || found->symmetric() != expected.symmetric()) return;
    std::size_t wrong = 0, pairs = 0;
    expected.for_each([&](std::size_t a, std::size_t b, comparison const& c) {
        ++pairs;
        wrong += bits(c) != bits(found->at(a, b));
    });
    CHECK(pairs == expected.pairs());
    CHECK(wrong == 0);
}

template <class Measure>
void check_measure(position_matrix const& x, Measure const& m, compare_options const& options) {
    CAPTURE(Measure::description.name);
    CAPTURE(static_cast<int>(options.weights));
    CAPTURE(x.actors());
    auto const expected = all_pairs(x, m, options);
    check_same(expected, mpi::all_pairs(MPI_COMM_WORLD, x, m, options), 0);
    check_same(expected, mpi::all_pairs(MPI_COMM_WORLD, x, m, options, thread_pool(2), last()), last());
}

}  // namespace

TEST_CASE("kernels") {
    auto const few = random_matrix({150, 12, 5}, 1), continuous = random_matrix({150, 12, 0}, 2);
    for (auto const w : {weighting::none, weighting::issue, weighting::first}) {
        check_measure(few, city_block{}, {.weights = w});
        check_measure(few, share_identical{}, {.weights = w});
        check_measure(few, pearson{}, {.weights = w});
        check_measure(few, cohen_kappa{}, {.weights = w});
        check_measure(continuous, directional{}, {.weights = w});
        check_measure(continuous, euclidean{}, {.weights = w, .min_overlap = 7});
    }
}

TEST_CASE("pairs folded one by one") {
    auto const x = random_matrix({100, 8, 5}, 3);
    check_measure(x, city_block{}, {.weights = weighting::mean});
    check_measure(x, city_block{}, {.weights = weighting::second});
    check_measure(x, city_block{}, {.weigh_confidence = true});
    check_measure(x, city_block{}, {.missing = missing_policy::neutral()});
    check_measure(x, city_block{}, {.missing = missing_policy::opposite_extreme(missing_policy::fill::second)});
}

TEST_CASE("a measure whose parameters differ by actor") {
    auto const x = random_matrix({100, 8, 5}, 4);
    std::vector<double> power;
    for (std::size_t a = 0; a < x.actors(); ++a) power.push_back(1.0 + static_cast<double>(a % 5));
    check_measure(x.with_actor_weights(power), convergence{.order = 3}, {});
}

TEST_CASE("few actors, and fewer tiles than processes") {
    for (std::size_t const n : {0u, 1u, 2u, 3u, 64u, 65u}) {
        check_measure(random_matrix({n, 5, 3}, 5), city_block{}, {});
        check_measure(random_matrix({n, 5, 3}, 5), city_block{}, {.weights = weighting::first});
    }
}

TEST_CASE("many tiles") {
    check_measure(random_matrix({1100, 9, 3}, 6), city_block{}, {});
    check_measure(random_matrix({600, 9, 3}, 6), share_identical{}, {.weights = weighting::first});
}

TEST_CASE("each process computes its share and no more") {
    auto const x = random_matrix({700, 5, 3}, 7);
    std::size_t pieces = 0;
    auto const counted = [&](std::size_t count, auto&& piece) {
        for (std::size_t i = 0; i < count; ++i) ++pieces, piece(i);
    };
    check_same(all_pairs(x, city_block{}), mpi::all_pairs(MPI_COMM_WORLD, x, city_block{}, {}, counted), 0);
    auto const tiles = tiling(700, 700, true).size();
    CHECK(pieces == mpi::tile_share(tiles, static_cast<std::size_t>(rank()), static_cast<std::size_t>(size())).size());
    CHECK(sum_over_ranks(pieces) == static_cast<long long>(tiles));
}

TEST_CASE("a part of the processes works by itself, and what is sent in many messages arrives") {
    auto const x = random_matrix({300, 5, 3}, 8);
    auto const expected = all_pairs(x, city_block{}, {.weights = weighting::issue});
    MPI_Comm half = MPI_COMM_NULL;
    MPI_Comm_split(MPI_COMM_WORLD, rank() % 2, rank(), &half);
    auto const usual = std::exchange(mpi::detail::bytes_a_message, 1001);
    auto const found = mpi::all_pairs(half, x, city_block{}, {.weights = weighting::issue});
    mpi::detail::bytes_a_message = usual;
    int rank_in_half = 0;
    MPI_Comm_rank(half, &rank_in_half);
    CHECK(found.has_value() == (rank_in_half == 0));
    if (found) check_same(expected, found, rank());
    MPI_Comm_free(&half);
}

// SPDX-License-Identifier: BSL-1.0
#include "entente/mpi/nearest.hpp"

#include <doctest/doctest.h>

#include <cstddef>

#include "entente/base/parallel.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/nearest.hpp"
#include "inputs.hpp"

using namespace entente::measures;

using namespace mpi_test;

TEST_CASE("the nearest found by several processes are those found by one") {
    auto const candidates = random_matrix({600, 12, 3}, 22);
    for (std::size_t const n : {0u, 1u, 2u, 3u, 5u, 70u}) {
        CAPTURE(n);
        auto const voters = random_matrix({n, 12, 3}, 21);
        auto const check = [&](auto const& m, compare_options const& options, std::size_t k) {
            auto const expected = nearest(voters, candidates, k, m, options);
            auto const first = mpi::nearest(MPI_COMM_WORLD, voters, candidates, k, m, options);
            auto const final = mpi::nearest(MPI_COMM_WORLD, voters, candidates, k, m, options, thread_pool(2), last());
            CHECK(first.has_value() == (rank() == 0));
            CHECK(final.has_value() == (rank() == last()));
            if (first) CHECK(*first == expected);
            if (final) CHECK(*final == expected);
        };
        check(city_block{}, {.weights = weighting::first}, 3);
        check(pearson{}, {}, 10);
        check(city_block{}, {.weights = weighting::mean}, 2);
        check(city_block{}, {}, 0);
        // Parts of a matrix keep the ids and the weights of the whole.
        std::vector<double> commonality;
        for (std::size_t a = 0; a < 600; ++a) commonality.push_back(static_cast<double>(a % 5) / 4);
        check(mars_affinity{.gamma = 0.5, .commonality = commonality}, {}, 5);
    }
}

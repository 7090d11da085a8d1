// SPDX-License-Identifier: BSL-1.0
#include "entente/mpi/share.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "entente/pairs/pair_engine.hpp"

using namespace entente;

TEST_CASE("each tile belongs to one process, and shares differ by one tile at most") {
    for (std::size_t const tiles : {0u, 1u, 2u, 3u, 7u, 8u, 9u, 100u, 101u})
        for (std::size_t const size : {1u, 2u, 3u, 4u, 7u, 64u, 200u}) {
            CAPTURE(tiles);
            CAPTURE(size);
            std::vector<int> owners(tiles, 0);
            std::size_t least = tiles, most = 0;
            for (std::size_t rank = 0; rank < size; ++rank) {
                mpi::tile_share const own(tiles, rank, size);
                least = std::min(least, own.size());
                most = std::max(most, own.size());
                for (std::size_t j = 0; j < own.size(); ++j) {
                    CHECK(own[j] < tiles);
                    CHECK((j == 0 || own[j - 1] < own[j]));
                    if (own[j] < tiles) ++owners[own[j]];
                }
            }
            CHECK(std::all_of(owners.begin(), owners.end(), [](int n) { return n == 1; }));
            CHECK(most - least <= 1);
        }
}

TEST_CASE("the half tiles on the diagonal are spread over the processes") {
    // 5,120 actors: at first the diagonal is met once in ten tiles, so that dealing without turning would give
    // every one of them to the same processes, and the others more than 1.04 of an equal share.
    tiling const tiles(5120, 5120, true);
    for (std::size_t const size : {2u, 3u, 4u, 5u, 8u}) {
        CAPTURE(size);
        double most = 0;
        for (std::size_t rank = 0; rank < size; ++rank) {
            mpi::tile_share const own(tiles.size(), rank, size);
            double pairs = 0;
            for (std::size_t j = 0; j < own.size(); ++j) {
                auto const t = tiles[own[j]];
                for (auto a = t.row_begin; a < t.row_end; ++a)
                    if (t.first_column(a) < t.column_end)
                        pairs += static_cast<double>(t.column_end - t.first_column(a));
            }
            most = std::max(most, pairs);
        }
        CHECK(most * static_cast<double>(size) / (5120.0 * 5119 / 2) < 1.04);
    }
}

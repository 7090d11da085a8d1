// SPDX-License-Identifier: BSL-1.0
// All pairs of a matrix.
#include <entente/measures/city_block.hpp>
#include <entente/pairs/all_pairs.hpp>

entente::dyad_matrix distances(entente::position_matrix const& matrix) {
    return entente::all_pairs(matrix, entente::measures::city_block{});
}

// SPDX-License-Identifier: BSL-1.0
#include "compiled.hpp"

boost::optional<double> distance_by_kernel(entente::position_matrix const& matrix) {
    return entente::all_pairs(matrix, entente::measures::city_block{}).at(0, 2).value;
}

// SPDX-License-Identifier: BSL-1.0
#include "claims.hpp"

boost::optional<double> distance_of_first_two(claims const& c) {
    return entente::compare(c, {0}, {1}, entente::measures::city_block{}).value;
}

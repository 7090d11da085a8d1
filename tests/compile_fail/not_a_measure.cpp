// expect: dyadic_measure
// SPDX-License-Identifier: BSL-1.0
// A measure says what it is.
#include <entente/dyadic/compare.hpp>
#include <entente/measures/city_block.hpp>

using namespace entente;
using namespace entente::measures;

#ifdef ENTENTE_POSITIVE_CONTROL
using measure = city_block;
#else
struct measure {};
#endif
auto distance(position_matrix const& m) {
    return compare(m, 0, 1, measure{});
}

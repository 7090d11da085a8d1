// expect: the measure needs a higher level of measurement than the scale of the graph's issues has
// SPDX-License-Identifier: BSL-1.0
// Nor have all distances at once.
#include <entente/measures/euclidean.hpp>
#include <entente/measures/share_identical.hpp>
#include <entente/pairs/all_pairs.hpp>

using namespace entente;
using namespace entente::measures;

#ifdef ENTENTE_POSITIVE_CONTROL
using measure = share_identical;
#else
using measure = euclidean;
#endif
auto distances(stance_graph<choice<3>> const& g) {
    return all_pairs(g, measure{});
}

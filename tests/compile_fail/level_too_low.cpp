// expect: the measure needs a higher level of measurement than the scale of the graph's issues has
// SPDX-License-Identifier: BSL-1.0
// A distance on unordered options has no meaning.
#include <entente/dyadic/compare.hpp>
#include <entente/measures/city_block.hpp>

using namespace entente;
using namespace entente::measures;

#ifdef ENTENTE_POSITIVE_CONTROL
using options = likert<3>;
#else
using options = choice<3>;
#endif
auto distance(stance_graph<options> const& g, id_of<actor> a, id_of<actor> b) {
    return compare(g, a, b, city_block{});
}

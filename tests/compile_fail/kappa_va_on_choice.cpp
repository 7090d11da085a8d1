// expect: the measure needs a higher level of measurement than the scale of the graph's issues has
// SPDX-License-Identifier: BSL-1.0
#include "entente/dyadic/compare.hpp"
#include "entente/measures/kappa_va.hpp"

#ifdef ENTENTE_POSITIVE_CONTROL
using scale_type = entente::likert<5>;
#else
using scale_type = entente::choice<3>;
#endif

entente::comparison between(entente::stance_graph<scale_type> const& g, entente::id_of<entente::actor> a,
                            entente::id_of<entente::actor> b) {
    return compare(g, a, b, entente::measures::kappa_va{});
}

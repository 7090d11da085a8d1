// expect: the measure needs a higher level of measurement than the scale of the graph's issues has
// SPDX-License-Identifier: BSL-1.0
#include "entente/dyadic/compare.hpp"
#include "entente/measures/canberra.hpp"

#ifdef ENTENTE_POSITIVE_CONTROL
using scale = entente::bounded<0, 100, entente::level::ratio>;
#else
using scale = entente::bounded<0, 100>;
#endif

int main() {
    entente::stance_graph<scale>::builder b;
    auto const first = b.add(entente::actor{"A"}), second = b.add(entente::actor{"B"});
    auto const g = b.freeze();
    [[maybe_unused]] auto const c = entente::compare(g, first, second, entente::measures::canberra{});
}

// expect: satisf.*named
// SPDX-License-Identifier: BSL-1.0
// Only vertices that have names are found by name.
#include <entente/graph/typed_graph.hpp>

#include <string>

using namespace entente;

struct place {
#ifdef ENTENTE_POSITIVE_CONTROL
    std::string name;
#endif
};
struct road {};
auto where(typed_graph<typed_relation<place, road, place>> const& g) {
    return g.find<place>("Vaasa");
}

// expect: the schema has no relation of this edge type
// SPDX-License-Identifier: BSL-1.0
// The edge between two vertices of a relation that the schema does not have.
#include <entente/graph/typed_graph.hpp>

using namespace entente;

struct state {};
struct treaty {};
struct sanctions {};
#ifdef ENTENTE_POSITIVE_CONTROL
using asked = treaty;
#else
using asked = sanctions;
#endif
bool at_odds(typed_graph<typed_relation<state, treaty, state>> const& g, id_of<state> one, id_of<state> other) {
    return g.find<asked>(one, other).has_value();
}

// expect: the schema has no relation of this edge type
// SPDX-License-Identifier: BSL-1.0
// The edges of a relation that the schema does not have.
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
auto sanctioned(typed_graph<typed_relation<state, treaty, state>> const& g, id_of<state> who) {
    return g.out<asked>(who);
}

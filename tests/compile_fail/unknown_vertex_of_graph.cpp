// expect: the schema has no vertices of this kind
// SPDX-License-Identifier: BSL-1.0
// The vertices of a kind that the schema does not have.
#include <entente/graph/typed_graph.hpp>

using namespace entente;

struct state {};
struct party {};
struct treaty {};
#ifdef ENTENTE_POSITIVE_CONTROL
using asked = state;
#else
using asked = party;
#endif
auto how_many(typed_graph<typed_relation<state, treaty, state>> const& g) {
    return g.size<asked>();
}

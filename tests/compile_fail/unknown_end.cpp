// expect: the schema has no vertices of this kind
// SPDX-License-Identifier: BSL-1.0
// An edge to a vertex of a kind that the schema does not have.
#include <entente/graph/builder.hpp>

using namespace entente;

struct state {};
struct party {};
struct treaty {};
#ifdef ENTENTE_POSITIVE_CONTROL
using end = state;
#else
using end = party;
#endif
void sign(typed_graph<typed_relation<state, treaty, state>>::builder& b, id_of<state> one, id_of<end> other) {
    b.relate<treaty>(one, other);
}

// expect: the schema has no relation of this edge type
// SPDX-License-Identifier: BSL-1.0
// An edge of a relation that the schema does not have.
#include <entente/graph/builder.hpp>

using namespace entente;

struct state {};
struct treaty {};
struct sanctions {};
#ifdef ENTENTE_POSITIVE_CONTROL
using graph = typed_graph<typed_relation<state, treaty, state>, typed_relation<state, sanctions, state>>;
#else
using graph = typed_graph<typed_relation<state, treaty, state>>;
#endif
void add(graph::builder& b, id_of<state> from, id_of<state> to) {
    b.relate(from, to, sanctions{});
}

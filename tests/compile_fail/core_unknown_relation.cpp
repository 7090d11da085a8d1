// expect: relation_by_edge
// SPDX-License-Identifier: BSL-1.0
// An edge of a relation that the schema does not have.
#include <entente/model/stance_graph.hpp>

using namespace entente;

struct sanctions {};
#ifdef ENTENTE_POSITIVE_CONTROL
using graph = extended_stance_graph<likert<5>, relation<actor, sanctions, actor>>;
#else
using graph = stance_graph<likert<5>>;
#endif
void add(graph::builder& b, id_of<actor> from, id_of<actor> to) {
    b.relate(from, to, sanctions{});
}

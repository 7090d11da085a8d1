// expect: an edge type names its relation: have it once
// SPDX-License-Identifier: BSL-1.0
// One edge type cannot stand for two relations.
#include <entente/graph/typed_graph.hpp>

using namespace entente;

struct state {};
struct treaty {};
struct edge {};
#ifdef ENTENTE_POSITIVE_CONTROL
struct other_edge {};
#else
using other_edge = edge;
#endif
typed_graph<typed_relation<state, edge, state>, typed_relation<state, other_edge, treaty>> const g;

// expect: the schema has no relation of this edge type
// SPDX-License-Identifier: BSL-1.0
// A view of a relation that the schema does not have.
#include <entente/bgl/graph_view.hpp>

using namespace entente;

struct state {};
struct treaty {};
struct sanctions {};
#ifdef ENTENTE_POSITIVE_CONTROL
using asked = treaty;
#else
using asked = sanctions;
#endif
auto view(typed_graph<typed_relation<state, treaty, state>> const& g) {
    return bgl::make_view<asked>(g);
}

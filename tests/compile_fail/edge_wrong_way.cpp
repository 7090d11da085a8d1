// expect: an edge of this relation leaves the other kind of vertices: it is drawn the wrong way round
// SPDX-License-Identifier: BSL-1.0
// An edge drawn the wrong way round: an issue holds no stance on an actor.
#include <entente/model/stance_graph.hpp>

using namespace entente;

void draw(stance_graph<likert<5>>::builder& b, id_of<actor> who, id_of<basic_issue<likert<5>>> on) {
    stance_on<likert<5>> const held{.position = 3};
#ifdef ENTENTE_POSITIVE_CONTROL
    b.relate(who, on, held);
#else
    b.relate(on, who, held);
#endif
}

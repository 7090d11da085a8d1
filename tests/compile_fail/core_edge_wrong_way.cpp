// expect: (cannot convert|no known conversion from) .*id<(entente::)?issue<.*to .*id<
// SPDX-License-Identifier: BSL-1.0
// An edge drawn the wrong way round: an issue holds no stance on an actor.
#include <entente/model/stance_graph.hpp>

using namespace entente;

void draw(stance_graph<likert<5>>::builder& b, id<actor> who, id<issue<likert<5>>> on) {
    stance<likert<5>> const held{.position = 3};
#ifdef ENTENTE_POSITIVE_CONTROL
    b.relate(who, on, held);
#else
    b.relate(on, who, held);
#endif
}

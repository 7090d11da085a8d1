// expect: the schema has no vertices of this kind
// SPDX-License-Identifier: BSL-1.0
// A vertex of a kind that the schema does not have.
#include <entente/model/stance_graph.hpp>

using namespace entente;

void add(stance_graph<likert<5>>::builder& b) {
#ifdef ENTENTE_POSITIVE_CONTROL
    b.add(basic_issue<likert<5>>{"tax"});
#else
    b.add(basic_issue<likert<7>>{"tax"});
#endif
}

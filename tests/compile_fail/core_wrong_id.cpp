// expect: (cannot convert|no known conversion from) .*id<(entente::)?issue<.*to .*id<
// SPDX-License-Identifier: BSL-1.0
// An id of one kind where another is asked for.
#include <entente/model/stance_graph.hpp>

using namespace entente;

auto members(stance_graph<likert<5>> const& g, id<actor> who, [[maybe_unused]] id<issue<likert<5>>> on) {
#ifdef ENTENTE_POSITIVE_CONTROL
    return g.in<member_of>(who);
#else
    return g.in<member_of>(on);
#endif
}

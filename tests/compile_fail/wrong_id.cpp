// expect: (cannot convert|no known conversion from) .*id_of<(entente::)?basic_issue<.*to .*id_of<
// SPDX-License-Identifier: BSL-1.0
// An id of one kind where another is asked for.
#include <entente/model/stance_graph.hpp>

using namespace entente;

auto members(stance_graph<likert<5>> const& g, id_of<actor> who, [[maybe_unused]] id_of<basic_issue<likert<5>>> on) {
#ifdef ENTENTE_POSITIVE_CONTROL
    return g.in<member_of>(who);
#else
    return g.in<member_of>(on);
#endif
}

// expect: (binding rvalue references|deleted function)
// SPDX-License-Identifier: BSL-1.0
// What a look-up returns refers to the graph, never to a temporary.
#include <entente/model/stance_graph.hpp>

using namespace entente;

#include <boost/optional.hpp>

void look_up(stance_on<likert<5>> const& held) {
#ifdef ENTENTE_POSITIVE_CONTROL
    boost::optional<stance_on<likert<5>> const&> found(held);
#else
    boost::optional<stance_on<likert<5>> const&> found(stance_on<likert<5>>{held});
#endif
    (void)found;
}

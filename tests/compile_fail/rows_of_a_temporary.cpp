// expect: deleted (member )?function
// SPDX-License-Identifier: BSL-1.0
// The rows of a dyad_matrix refer to it: of one that nobody keeps there are none.
#include <entente/pairs/dyad_matrix.hpp>

std::size_t pairs(std::size_t actors) {
#ifdef ENTENTE_POSITIVE_CONTROL
    entente::dyad_matrix const kept(actors, true, false, 1);
    return kept.rows().size();
#else
    return entente::dyad_matrix(actors, true, false, 1).rows().size();
#endif
}

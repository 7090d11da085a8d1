// expect: deleted (member )?function
// SPDX-License-Identifier: BSL-1.0
#include <entente/pairs/nearest.hpp>

using namespace entente;

nearest_lists found();

void first() {
#ifdef ENTENTE_POSITIVE_CONTROL
    for (auto const& of_one : found()) static_cast<void>(of_one);  // kept as long as the loop
    auto const kept = found();
    static_cast<void>(kept.begin());
#else
    static_cast<void>(found().begin());
#endif
}

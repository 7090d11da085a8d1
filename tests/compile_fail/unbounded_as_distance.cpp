// expect: bounded_measure
// SPDX-License-Identifier: BSL-1.0
#include "entente/measures/adapted.hpp"
#include "entente/measures/convergence.hpp"
#include "entente/measures/signorino_ritter.hpp"

#ifdef ENTENTE_POSITIVE_CONTROL
using measure = entente::measures::signorino_ritter;
#else
using measure = entente::measures::convergence;
#endif

int main() {
    [[maybe_unused]] auto const d = entente::as_distance(measure{});
}

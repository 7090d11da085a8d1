// expect: a measure chosen at run time cannot be adapted any more
// SPDX-License-Identifier: BSL-1.0
#include "entente/measures/adapted.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/text/any_measure.hpp"

using namespace entente;

void adapt() {
#ifdef ENTENTE_POSITIVE_CONTROL
    any_measure const m(as_distance(measures::pearson{}));
#else
    as_distance(any_measure(measures::pearson{}));
#endif
}

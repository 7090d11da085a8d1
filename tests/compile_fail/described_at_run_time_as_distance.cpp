// expect: a measure whose description is known at run time only cannot be adapted
// SPDX-License-Identifier: BSL-1.0
#include "entente/measures/adapted.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/text/any_measure.hpp"

using namespace entente;

struct chosen : any_measure {
    chosen() : any_measure(measures::pearson{}) {}
};

void adapt() {
#ifdef ENTENTE_POSITIVE_CONTROL
    as_distance(any_measure(measures::pearson{}));
#else
    as_distance(chosen());
#endif
}

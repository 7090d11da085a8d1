// expect: a measure's range.. const gives a value_range
// SPDX-License-Identifier: BSL-1.0
// A member of the right name and the wrong type is no silence.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::mean> {
#ifdef ENTENTE_POSITIVE_CONTROL
    value_range range() const {
        return {0, 1};
    }
#else
    double range() const {
        return 1;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

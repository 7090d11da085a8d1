// expect: a measure's exponent is a double
// SPDX-License-Identifier: BSL-1.0
// A function where a number is asked for is no silence.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::mean> {
#ifdef ENTENTE_POSITIVE_CONTROL
    double exponent = 2;
#else
    double exponent() const {
        return 2;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

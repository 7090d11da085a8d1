// expect: a measure's exponent is a double
// SPDX-License-Identifier: BSL-1.0
// What can be turned into a number is not the number: half a power would be lost.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::mean> {
#ifdef ENTENTE_POSITIVE_CONTROL
    double exponent = 2;
#else
    int exponent = 2;
#endif
};

static_assert(measure_traits<ours>::known_now);

// expect: an exponent belongs to a measure of the form mean
// SPDX-License-Identifier: BSL-1.0
// Only a mean is of some power.
#include "support/a_measure_of_form.hpp"

using namespace entente;

#ifdef ENTENTE_POSITIVE_CONTROL
constexpr auto form = measure_form::mean;
#else
constexpr auto form = measure_form::sum;
#endif

struct ours : entente_test::a_measure_of_form<form> {
    static constexpr double exponent = 2;
};

static_assert(measure_traits<ours>::known_now);

// expect: a measure of the form other says itself: static constexpr bool linear
// SPDX-License-Identifier: BSL-1.0
// Of the form other nothing is known.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::other> {
#ifdef ENTENTE_POSITIVE_CONTROL
    static constexpr bool linear = true;
#endif
};

static_assert(measure_traits<ours>::known_now);

// expect: a measure's linear is a static constexpr bool
// SPDX-License-Identifier: BSL-1.0
// A function where a truth value is asked for is no silence.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::mean> {
#ifdef ENTENTE_POSITIVE_CONTROL
    static constexpr bool linear = false;
#else
    bool linear() const {
        return false;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

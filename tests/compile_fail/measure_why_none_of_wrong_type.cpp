// expect: a measure's why_none.statistic const&. const gives an undefined_reason
// SPDX-License-Identifier: BSL-1.0
// A member of the right name and the wrong type is no silence.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::mean> {
#ifdef ENTENTE_POSITIVE_CONTROL
    undefined_reason why_none(statistic const&) const {
        return undefined_reason::underflow;
    }
#else
    bool why_none(statistic const&) const {
        return true;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

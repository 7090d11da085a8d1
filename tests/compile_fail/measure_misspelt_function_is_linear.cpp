// expect: a measure has a member that the library does not ask for
// SPDX-License-Identifier: BSL-1.0
// What would be a trait under another name is no silence, as a function neither.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::mean> {
#ifndef ENTENTE_POSITIVE_CONTROL
    bool is_linear() const {
        return true;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

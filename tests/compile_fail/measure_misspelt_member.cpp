// expect: a measure has a member that the library does not ask for
// SPDX-License-Identifier: BSL-1.0
// What would be a trait under another name is no silence either.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::chance> {
    boost::optional<double> uncorrected(statistic const& s) const { return s.identical_weight / s.weight; }
#ifndef ENTENTE_POSITIVE_CONTROL
    boost::optional<double> observed(statistic const& s) const {
        return s.identical_weight / s.weight;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

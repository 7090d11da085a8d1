// expect: a measure of the form chance says uncorrected
// SPDX-License-Identifier: BSL-1.0
// Agreement beyond chance has an agreement without the correction.
#include "support/a_measure_of_form.hpp"

using namespace entente;

struct ours : entente_test::a_measure_of_form<measure_form::chance> {
#ifdef ENTENTE_POSITIVE_CONTROL
    boost::optional<double> uncorrected(statistic const& s) const {
        return s.identical_weight / s.weight;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

// expect: a measure of the form chance says uncorrected
// SPDX-License-Identifier: BSL-1.0
// Agreement beyond chance has an agreement without the correction.
#include "entente/fold/traits.hpp"
#include "entente/measures/statistics/overlap.hpp"

using namespace entente;

struct ours {
    using statistic = statistics::overlap;
    static constexpr measure_description description{
        .name = "ours",
        .form = measure_form::chance,
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.identical_weight / s.weight; }
#ifdef ENTENTE_POSITIVE_CONTROL
    boost::optional<double> uncorrected(statistic const& s) const { return s.identical_weight / s.weight; }
#endif
};

static_assert(measure_traits<ours>::known_now);

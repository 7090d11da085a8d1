// expect: an exponent belongs to a measure of the form mean
// SPDX-License-Identifier: BSL-1.0
// Only a mean is of some power.
#include "entente/fold/traits.hpp"
#include "entente/measures/statistics/overlap.hpp"

using namespace entente;

struct ours {
    using statistic = statistics::overlap;
    static constexpr double exponent = 2;
    static constexpr measure_description description{
        .name = "ours",
#ifdef ENTENTE_POSITIVE_CONTROL
        .form = measure_form::mean,
#else
        .form = measure_form::sum,
#endif
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.identical_weight / s.weight; }
};

static_assert(measure_traits<ours>::known_now);

// expect: a measure's exponent is a double
// SPDX-License-Identifier: BSL-1.0
// A function where a number is asked for is no silence.
#include "entente/fold/traits.hpp"
#include "entente/measures/statistics/overlap.hpp"

using namespace entente;

struct ours {
    using statistic = statistics::overlap;
    static constexpr measure_description description{
        .name = "ours",
        .form = measure_form::mean,
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.identical_weight / s.weight; }
#ifdef ENTENTE_POSITIVE_CONTROL
    double exponent = 2;
#else
    double exponent() const { return 2; }
#endif
};

static_assert(measure_traits<ours>::known_now);

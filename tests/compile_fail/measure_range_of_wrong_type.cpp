// expect: a measure's range.. const gives a value_range
// SPDX-License-Identifier: BSL-1.0
// A member of the right name and the wrong type is no silence.
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
    value_range range() const { return {0, 1}; }
#else
    double range() const { return 1; }
#endif
};

static_assert(measure_traits<ours>::known_now);

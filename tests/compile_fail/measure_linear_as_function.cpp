// expect: a measure's linear is a static constexpr bool
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
    static constexpr bool linear = false;
#else
    bool linear() const { return false; }
#endif
};

static_assert(measure_traits<ours>::known_now);

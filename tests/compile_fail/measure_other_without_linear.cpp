// expect: a measure of the form other says itself: static constexpr bool linear
// SPDX-License-Identifier: BSL-1.0
// Of the form other nothing is known.
#include "entente/fold/traits.hpp"
#include "entente/measures/statistics/overlap.hpp"

using namespace entente;

struct ours {
    using statistic = statistics::overlap;
#ifdef ENTENTE_POSITIVE_CONTROL
    static constexpr bool linear = true;
#endif
    static constexpr measure_description description{
        .name = "ours",
        .form = measure_form::other,
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.identical_weight / s.weight; }
};

static_assert(measure_traits<ours>::known_now);

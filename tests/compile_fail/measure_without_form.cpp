// expect: a_measure_description_states_its_form
// SPDX-License-Identifier: BSL-1.0
// A measure says of which form it is.
#include "entente/fold/traits.hpp"
#include "entente/measures/statistics/overlap.hpp"

using namespace entente;

struct ours {
    using statistic = statistics::overlap;
    static constexpr measure_description description{
        .name = "ours",
#ifdef ENTENTE_POSITIVE_CONTROL
        .form = measure_form::mean,
#endif
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.identical_weight / s.weight; }
};

static_assert(measure_traits<ours>::known_now);

// expect: a measure has a member that the library does not ask for
// SPDX-License-Identifier: BSL-1.0
// What would be a trait under another name is no silence, as a function neither.
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
#ifndef ENTENTE_POSITIVE_CONTROL
    bool is_linear() const {
        return false;
    }
#endif
};

static_assert(measure_traits<ours>::known_now);

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A whole measure, to which tests add what must be refused.

#include <boost/optional.hpp>

#include "entente/fold/traits.hpp"
#include "entente/measures/statistics/overlap.hpp"

namespace entente_test {

/// The share of the weight on which two actors are identical, said to be of a form.
template <entente::measure_form Form>
struct a_measure_of_form {
    using statistic = entente::statistics::overlap;
    static constexpr entente::measure_description description{
        .name = "ours",
        .form = Form,
        .needs = entente::level::nominal,
        .direction = entente::orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const& s) const { return s.identical_weight / s.weight; }
};

}  // namespace entente_test

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference/confidence.hpp
/// Confidence intervals, and the quantiles that they are made of.

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <tuple>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/error.hpp"
#include "entente/fold/traits.hpp"

namespace entente {

/// A range of values in which the true one is thought to lie, with the confidence asked for.
struct confidence_interval {
    double lower = 0;
    double upper = 0;
    friend bool operator==(confidence_interval const&, confidence_interval const&) = default;

    template <class Row = confidence_interval>
    static auto fields() {
        return std::tuple(make_field<Row>("lower", "of the measure", "lower end", &Row::lower),
                          make_field<Row>("upper", "of the measure", "upper end", &Row::upper));
    }
};

namespace detail {

/// Throws error(invalid_argument) unless the confidence lies between 0 and 1, both excluded.
inline double checked_confidence(double confidence) {
    if (!is_finite(confidence) || !(confidence > 0 && confidence < 1))
        throw error(fault_code::invalid_argument, "a confidence lies between 0 and 1", {.value = std::to_string(confidence)});
    return confidence;
}

inline double normal_quantile(double p) {
    return boost::math::quantile(boost::math::normal_distribution<double>(), p);
}
inline double normal_probability(double x) {
    return boost::math::cdf(boost::math::normal_distribution<double>(), x);
}

/// value -+ t * error with units - 1 degrees of freedom, no better than perfect agreement: the upper end of an
/// agreement is at most the greatest value of the measure, the lower end of a distance at least the least. The
/// other end is as it comes. None with fewer than 2 units.
inline boost::optional<confidence_interval> t_interval(double value, double standard_error, std::size_t units,
                                                       double confidence, measure_description const& of) {
    checked_confidence(confidence);
    if (units < 2) return boost::none;
    boost::math::students_t_distribution<double> const t(static_cast<double>(units - 1));
    double const reach = boost::math::quantile(t, (1 + confidence) / 2) * standard_error;
    confidence_interval i{value - reach, value + reach};
    if (of.direction == orientation::agreement)
        i.upper = (std::min)(i.upper, of.greatest);
    else
        i.lower = (std::max)(i.lower, of.least);
    return i;
}

}  // namespace detail
}  // namespace entente

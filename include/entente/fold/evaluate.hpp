// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/evaluate.hpp
/// The value of a statistic, or why there is none.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/fold/traits.hpp"
#include "entente/fold/undefined_reason.hpp"

namespace entente {

/// A value, or why there is none.
struct value_or_reason {
    boost::optional<double> value{};
    undefined_reason reason = undefined_reason::nothing_shared;
};

namespace detail {

/// How far beyond an end rounding may lead: sums of some thousand terms that nearly cancel stay far below.
inline double rounding_at(double end) {
    return 1e-6 * (std::max)(1.0, (std::abs)(end));
}

/// The formula of a measure, within the range that it names. Rounding may lead a hair beyond, and is brought
/// back; a formula that leads further is wrong: an assertion says so, and without assertions there is no value.
template <measure_like Measure>
ENTENTE_ALWAYS_INLINE value_or_reason value_in_range(Measure const& m, typename Measure::statistic const& s) {
    auto const value = m(s);
    if (!value) return {boost::none, measure_traits<Measure>::why_none(m, s)};
    if (detail::is_nan(*value)) return {boost::none, undefined_reason::no_variation};
    auto const [least, greatest] = measure_traits<Measure>::range(m);
    double const v = *value;
    if (detail::is_infinite(v)) return {boost::none, undefined_reason::overflow};
    if (v >= least && v <= greatest) return {v, undefined_reason::defined};
    double const end = v < least ? least : greatest;
    bool const rounded = (std::abs)(v - end) <= rounding_at(end);
    ENTENTE_ASSERT(rounded);
    if (!rounded) return {boost::none, undefined_reason::beyond_range};
    return {end, undefined_reason::defined};
}
template <measure_like Measure>
ENTENTE_ALWAYS_INLINE boost::optional<double> value_of(Measure const& m, typename Measure::statistic const& s) {
    return value_in_range(m, s).value;
}

}  // namespace detail
}  // namespace entente

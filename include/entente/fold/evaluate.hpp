// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/evaluate.hpp
/// The value of a statistic, or why there is none.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/fold/traits.hpp"

namespace entente {

/// Why there is no value.
enum class undefined_reason : unsigned char {
    defined,         ///< there is one
    nothing_shared,  ///< no issue on which both hold a position, nor one that the policy fills in
    too_few_shared,  ///< fewer shared issues than the minimum overlap
    no_weight,       ///< the shared issues weigh nothing
    no_variation,    ///< the formula divides by a variation, or an agreement beyond chance, that is not there
    beyond_range,    ///< the formula gave what the measure says it cannot give: the measure is wrong
    overflow,        ///< the value is beyond the greatest number
};

constexpr std::string_view to_string(undefined_reason r) {
    constexpr std::string_view texts[] = {"",
                                          "nothing shared",
                                          "too few shared issues",
                                          "shared issues weigh nothing",
                                          "no variation",
                                          "beyond the measure's range",
                                          "beyond the greatest number"};
    return texts[static_cast<int>(r)];
}

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
    if (!value || detail::is_nan(*value)) return {boost::none, undefined_reason::no_variation};
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

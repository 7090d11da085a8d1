// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/comparison.hpp
/// The result of comparing two actors, with its evidence.

#include <boost/optional.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/evaluate.hpp"

namespace entente {

/// How two actors compare under a measure. Undefined is none, never a number.
struct comparison {
    boost::optional<double> value{};  ///< within the range that the measure names
    std::size_t shared = 0;           ///< issues on which both hold positions
    double weight = 0;                ///< sum of the weights of what was compared, filled in or not
    double coverage = 0;              ///< shared issues over all issues on which anyone holds a position, in [0, 1]
    undefined_reason reason = undefined_reason::nothing_shared;
    boost::optional<double> uncorrected{};  ///< of measures of the form chance: the agreement without the correction

    template <class Row = comparison>
    static auto fields() {
        return std::tuple(make_field<Row>("value", "of the measure", "agreement or distance", &Row::value),
                          make_field<Row>("shared", "issues", "issues on which both hold positions", &Row::shared),
                          make_field<Row>("weight", "", "sum of the weights of what was compared", &Row::weight),
                          make_field<Row>("reason", "", "why there is no value", &Row::reason),
                          make_field<Row>("coverage", "share of issues",
                                          "shared issues over all that anyone holds a position on", &Row::coverage),
                          make_field<Row>("observed", "of the measure", "agreement without the correction for chance",
                                          &Row::uncorrected));
    }
};

/// The formula applied to what was folded.
template <dyadic_measure Measure>
ENTENTE_ALWAYS_INLINE value_or_reason evaluate(Measure const& m, fold_result<typename Measure::statistic> const& f,
                                               compare_options const& options) {
    if (f.shared + f.filled == 0) return {boost::none, undefined_reason::nothing_shared};
    if (f.shared < options.min_overlap && !(options.min_overlap <= 1 && f.filled))
        return {boost::none, undefined_reason::too_few_shared};
    if (!(f.statistic.weight > 0)) return {boost::none, undefined_reason::no_weight};
    return detail::value_in_range(m, f.statistic);
}

/// The formula applied to what was folded, with its evidence.
template <dyadic_measure Measure>
comparison comparison_of(Measure const& m, fold_result<typename Measure::statistic> const& f,
                         compare_options const& options, std::size_t issues_held) {
    comparison c;
    auto const o = evaluate(m, f, options);
    c.value = o.value;
    c.reason = o.reason;
    c.shared = f.shared;
    c.weight = f.statistic.weight;
    c.coverage = issues_held ? static_cast<double>(f.shared) / static_cast<double>(issues_held) : 0.0;
    if constexpr (measure_traits<Measure>::may_be_corrected)
        if (o.reason == undefined_reason::defined || o.reason == undefined_reason::no_variation)
            if (auto const observed = measure_traits<Measure>::uncorrected(m, f.statistic))
                if (detail::is_finite(*observed)) c.uncorrected = observed;
    return c;
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/comparison.hpp
/// The result of comparing two actors, with its evidence.

#include <boost/optional.hpp>

#include <cstddef>
#include <string_view>

#include "entente/dyadic/concepts.hpp"
#include "entente/dyadic/fold.hpp"

namespace entente {

/// Why there is no value.
enum class undefined_reason : unsigned char {
    defined,         ///< there is one
    nothing_shared,  ///< no issue on which both hold a position, nor one that the policy fills in
    too_few_shared,  ///< fewer shared issues than the minimum overlap
    no_weight,       ///< the shared issues weigh nothing
    no_variation,    ///< the formula divides by a variation, or an agreement beyond chance, that is not there
};

constexpr std::string_view to_string(undefined_reason r) {
    constexpr std::string_view texts[] = {"", "nothing shared", "too few shared issues", "shared issues weigh nothing",
                                          "no variation"};
    return texts[static_cast<int>(r)];
}

/// How two actors compare under a measure. Undefined is none, never a number.
struct comparison {
    boost::optional<double> value{};  ///< within the bounds that the measure names
    std::size_t shared = 0;           ///< issues on which both hold positions
    double weight = 0;                ///< sum of the weights of what was compared, filled in or not
    double coverage = 0;              ///< shared issues over all issues on which anyone holds a position, in [0, 1]
    undefined_reason reason = undefined_reason::nothing_shared;
    boost::optional<double> observed{};  ///< for chance-corrected measures: the agreement without the correction
};

/// The formula applied to what was folded.
template <dyadic_measure Measure>
comparison finish(Measure const& m, folded<typename Measure::statistic> const& f, compare_options const& options,
                  std::size_t issues_held) {
    comparison c;
    c.shared = f.shared;
    c.weight = f.statistic.weight;
    c.coverage = issues_held ? static_cast<double>(f.shared) / static_cast<double>(issues_held) : 0.0;
    if (f.shared + f.filled == 0)
        c.reason = undefined_reason::nothing_shared;
    else if (f.shared < options.min_overlap && !(options.min_overlap <= 1 && f.filled))
        c.reason = undefined_reason::too_few_shared;
    else if (!(f.statistic.weight > 0))
        c.reason = undefined_reason::no_weight;
    else {
        c.value = m(f.statistic);
        c.reason = c.value ? undefined_reason::defined : undefined_reason::no_variation;
        if constexpr (requires { { m.observed(f.statistic) } -> std::same_as<boost::optional<double>>; })
            c.observed = m.observed(f.statistic);
    }
    return c;
}

}  // namespace entente

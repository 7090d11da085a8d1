// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/measures_on.hpp
/// Whether a measure makes sense on the scales of a graph, as far as their types tell.

#include "entente/fold/traits.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente {

namespace detail {

template <class Measure, class Scale>
constexpr bool level_suffices() {
    if constexpr (described_now<Measure>)
        return measured_at_least<Scale, Measure::description.needs>;
    else
        return true;
}
template <class Measure, class Scale>
constexpr bool categories_suffice() {
    if constexpr (static_scale<Scale> && statistic_traits<typename Measure::statistic>::counts_categories)
        return Scale::categories() > 0;
    else
        return true;
}

/// Refuses, while compiling, a measure on a graph whose scales are too low for it, or continuous where it
/// counts categories.
template <class Measure, class Graph>
consteval void require_scales() {
    using scale_type = scale_of<issue_t<Graph>>;
    static_assert(level_suffices<Measure, scale_type>(),
                  "the measure needs a higher level of measurement than the scale of the graph's issues has");
    static_assert(categories_suffice<Measure, scale_type>(),
                  "the measure counts categories, and the scale of the graph's issues is continuous");
}

}  // namespace detail

/// A measure that makes sense on the scales of a graph. Where the scales are known while compiling, calls with
/// any other do not compile; where they are not, such calls throw a scale_error that names the issue.
template <class Measure, class Graph>
concept measures_on = dyadic_measure<Measure> && stance_graph_like<Graph> &&
    detail::level_suffices<Measure, scale_of<issue_t<Graph>>>() &&
    detail::categories_suffice<Measure, scale_of<issue_t<Graph>>>();

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/chance/chance_corrected.hpp

#include <concepts>

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente {

/// A measure of agreement from a table whose weighting of disagreements and model of chance are known.
template <class Measure>
concept chance_corrected = dyadic_measure<Measure> &&
    std::same_as<typename Measure::statistic, statistics::contingency> && requires(Measure const m) {
    { Measure::model } -> std::convertible_to<chance_model>;
    { m.weighted_by() } -> std::convertible_to<disagreement_weighting const&>;
};

}  // namespace entente

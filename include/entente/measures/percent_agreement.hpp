// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente::measures {

/// How much do two actors agree, each disagreement counted by how far apart its categories are?
///
/// Formula: 1 - sum w d(x, y) / sum w, with d the weighting of disagreements, see disagreement. Range [0, 1],
/// agreement, symmetric. With identity it is share_identical, with linear 1 - city_block. All issues need the same
/// categories. None where the weights sum to 0. O(categories^2) beyond the fold.
/// Source: Gwet (2014).
struct percent_agreement : agreement_measure<percent_agreement, chance_model::none> {
    using agreement_measure::agreement_measure;
    static constexpr measure_description description{
        .name = "percent_agreement",
        .form = measure_form::mean,
        .argument = "weighting = identity",
        .formula = "1 - sum w d_xy / sum w",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Gwet 2014",
        .also_called = "raw agreement, p_a, proportion agreement",
    };
};

}  // namespace entente::measures

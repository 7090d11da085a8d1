// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente::measures {

/// How much do two actors agree beyond chance, when chance draws every category of the scale alike?
///
/// Formula: 1 - D_o / D_e, D_o = sum p_kl d_kl, D_e = sum d_kl / K^2, over the K categories of the scale, held or not.
/// Agreement, symmetric, at most 1; with identity at least -1 / (K - 1), with other weightings the least value depends
/// on the scale. Always defined where something is shared. On two categories it is signorino_ritter. O(categories^2)
/// beyond the fold.
/// Source: Brennan and Prediger (1981); weighted, Gwet (2014).
struct brennan_prediger : agreement_measure<brennan_prediger, chance_model::uniform> {
    using agreement_measure::agreement_measure;
    static constexpr measure_description description{
        .name = "brennan_prediger",
        .form = measure_form::chance,
        .argument = "weighting = identity",
        .formula = "1 - sum p_kl d_kl / (sum d_kl / K^2)",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = -std::numeric_limits<double>::infinity(),
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Brennan and Prediger 1981",
        .also_called = "BP, G index, S of Bennett et al.",
    };
};

}  // namespace entente::measures

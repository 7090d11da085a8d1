// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente::measures {

/// How much do two actors agree beyond chance, when chance draws each from what that actor holds?
///
/// Formula: 1 - D_o / D_e, D_o = sum p_kl d_kl, D_e = sum p_k q_l d_kl, with p_k and q_k the shares of category k with
/// the first and the second actor and d the weighting of disagreements. Range [-1, 1] with the named weightings,
/// agreement, symmetric; 0 is what chance gives. None where both hold one category throughout. The agreement without
/// correction stands beside it. Categories and their distances are those of the scale: one that nobody holds still lies
/// between its neighbours. O(categories^2) beyond the fold.
/// Source: Cohen (1960), weighted (1968).
struct cohen_kappa : agreement_measure<cohen_kappa, chance_model::marginal> {
    using agreement_measure::agreement_measure;
    static constexpr measure_description description{
        .name = "cohen_kappa",
        .form = measure_form::chance,
        .argument = "weighting = identity",
        .formula = "1 - sum p_kl d_kl / sum p_k q_l d_kl",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "both hold one and the same category throughout",
        .source = "Cohen 1960, 1968",
        .also_called = "kappa, weighted kappa, kappa2",
    };
};

}  // namespace entente::measures

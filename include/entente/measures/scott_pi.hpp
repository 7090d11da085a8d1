// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente::measures {

/// How much do two actors agree beyond chance, when chance draws both from what the two hold together?
///
/// Formula: 1 - D_o / D_e, D_o = sum p_kl d_kl, D_e = sum r_k r_l d_kl, with r_k the share of category k among the
/// positions of both and d the weighting of disagreements. Range [-1, 1] with the named weightings, agreement,
/// symmetric; 0 is what chance gives. None where both hold one category throughout: there is nothing to agree on. The
/// agreement without correction stands beside it. O(categories^2) beyond the fold.
/// Source: Scott (1955); weighted, Gwet (2014).
struct scott_pi : agreement_measure<scott_pi, chance_model::pooled> {
    using agreement_measure::agreement_measure;
    static constexpr measure_description description{
        .name = "scott_pi",
        .form = measure_form::chance,
        .argument = "weighting = identity",
        .formula = "1 - sum p_kl d_kl / sum r_k r_l d_kl",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "both hold one and the same category throughout",
        .source = "Scott 1955",
        .also_called = "pi, Fleiss' kappa of two raters, Siegel-Castellan kappa",
    };
};

}  // namespace entente::measures

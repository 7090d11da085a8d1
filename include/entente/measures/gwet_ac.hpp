// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <limits>

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente::measures {

/// How much do two actors agree beyond chance, when chance only strikes where a category is hard to tell?
///
/// Formula: 1 - D_o / D_e, D_o = sum p_kl d_kl, D_e = 1 - sum (1 - d_kl) sum r_k (1 - r_k) / (K (K - 1)), with r_k the
/// share of category k among the positions of both and K the number of categories of the scale. Agreement, symmetric,
/// at most 1; with identity at least -1 / (K - 1), with other weightings the least value depends on the scale. Always
/// defined where something is shared: it is 1 where both hold one category throughout. With identity it is AC1,
/// otherwise AC2. O(categories^2) beyond the fold.
/// Source: Gwet (2008).
struct gwet_ac : agreement_measure<gwet_ac, chance_model::gwet> {
    using agreement_measure::agreement_measure;
    static constexpr measure_description description{
        .name = "gwet_ac",
        .form = measure_form::chance,
        .argument = "weighting = identity",
        .formula = "1 - sum p_kl d_kl / (1 - sum (1 - d_kl) sum r_k (1 - r_k) / (K (K - 1)))",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = -std::numeric_limits<double>::infinity(),
        .greatest = 1,
        .symmetric = true,
        .undefined = "",
        .source = "Gwet 2008",
        .also_called = "AC1, AC2",
    };
};

}  // namespace entente::measures

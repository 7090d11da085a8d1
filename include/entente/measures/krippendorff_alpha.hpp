// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "entente/measures/chance/agreement_beyond_chance.hpp"

namespace entente::measures {

/// How reliably do two actors agree, with a correction for chance and for small numbers of issues?
///
/// Formula: 1 - (1 - 1 / (2 n)) D_o / D_e, D_o = sum p_kl d_kl, D_e = sum r_k r_l d_kl, with r_k the share of category
/// k among the positions of both and n the number of shared issues of any weight > 0. Range [-1, 1] with the named
/// weightings, agreement, symmetric. Krippendorff's nominal, interval, ratio, circular and bipolar metrics are the
/// weightings identity, quadratic, ratio, circular and bipolar; his ordinal metric is midrank, while ordinal is Gwet's.
/// It is 1 - (1 - 1 / (2 n)) (1 - scott_pi). None where both hold one category throughout. The agreement without
/// correction stands beside it. O(categories^2) beyond the fold.
/// Source: Krippendorff (2004).
struct krippendorff_alpha : agreement_measure<krippendorff_alpha, chance_model::krippendorff> {
    using agreement_measure::agreement_measure;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "krippendorff_alpha",
        .form = measure_form::chance,
        .argument = "weighting = identity",
        .formula = "1 - (1 - 1 / (2 n)) sum p_kl d_kl / sum r_k r_l d_kl",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "both hold one and the same category throughout",
        .source = "Krippendorff 2004",
        .also_called = "alpha",
    };
};

}  // namespace entente::measures

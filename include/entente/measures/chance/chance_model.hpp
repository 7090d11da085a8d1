// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/chance/chance_model.hpp
/// What agreement chance would give.

namespace entente {

/// What disagreement two actors would have by chance. p_k and q_k are the shares of category k with the first and the
/// second actor, r_k = (p_k + q_k) / 2, d the disagreements, K the number of categories of the scale.
///
/// | model        | expected disagreement D_e                                        | source                     |
/// |--------------|------------------------------------------------------------------|----------------------------|
/// | none         | 1: no correction                                                 |                            |
/// | uniform      | sum d_kl / K^2                                                   | Brennan and Prediger 1981  |
/// | pooled       | sum r_k r_l d_kl                                                 | Scott 1955                 |
/// | marginal     | sum p_k q_l d_kl                                                 | Cohen 1960, 1968           |
/// | gwet         | 1 - sum (1 - d_kl) sum r_k (1 - r_k) / (K (K - 1))               | Gwet 2008                  |
/// | krippendorff | sum r_k r_l d_kl * 2 n / (2 n - 1), n pairs of positions         | Krippendorff 2004          |
enum class chance_model { none, uniform, pooled, marginal, gwet, krippendorff };

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/all.hpp
/// All measures.

#include <tuple>

#include "entente/measures/brennan_prediger.hpp"
#include "entente/measures/by_score_table.hpp"
#include "entente/measures/canberra.hpp"
#include "entente/measures/chebyshev.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/convergence.hpp"
#include "entente/measures/cosine.hpp"
#include "entente/measures/cosine_distance.hpp"
#include "entente/measures/directional.hpp"
#include "entente/measures/divergence.hpp"
#include "entente/measures/euclidean.hpp"
#include "entente/measures/euclidean_squared_weights.hpp"
#include "entente/measures/gower.hpp"
#include "entente/measures/gwet_ac.hpp"
#include "entente/measures/hybrid.hpp"
#include "entente/measures/kappa_va.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/krippendorff_alpha.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/mars_affinity.hpp"
#include "entente/measures/minkowski.hpp"
#include "entente/measures/mixed.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/percent_agreement.hpp"
#include "entente/measures/pi_va.hpp"
#include "entente/measures/scalar_product.hpp"
#include "entente/measures/scott_pi.hpp"
#include "entente/measures/share_identical.hpp"
#include "entente/measures/signorino_ritter.hpp"
#include "entente/measures/signorino_ritter_squared.hpp"
#include "entente/measures/spearman.hpp"

namespace entente {

/// The measures of the library, in the order in which tables list them. A new measure is added here.
using measure_list =
    std::tuple<measures::share_identical, measures::by_score_table, measures::city_block, measures::gower,
               measures::euclidean, measures::euclidean_squared_weights, measures::minkowski, measures::chebyshev,
               measures::canberra, measures::directional, measures::hybrid, measures::mixed, measures::scalar_product,
               measures::cosine, measures::cosine_distance, measures::signorino_ritter,
               measures::signorino_ritter_squared, measures::percent_agreement, measures::scott_pi,
               measures::cohen_kappa, measures::brennan_prediger, measures::gwet_ac, measures::krippendorff_alpha,
               measures::kappa_va, measures::pi_va, measures::lin_ccc, measures::pearson, measures::spearman,
               measures::kendall_tau_b, measures::convergence, measures::divergence, measures::mars_affinity>;

}  // namespace entente

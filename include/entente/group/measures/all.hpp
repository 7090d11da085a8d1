// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/all.hpp
/// All measures of many actors on one issue.

#include <tuple>

#include "entente/group/measures/cohesion.hpp"
#include "entente/group/measures/dispersion.hpp"
#include "entente/group/measures/diversity.hpp"
#include "entente/group/measures/location.hpp"
#include "entente/group/measures/ordinal.hpp"
#include "entente/group/measures/polarization.hpp"

namespace entente {

/// In the order in which they are listed.
using group_measure_list = std::tuple<
    group_measures::van_der_eijk, group_measures::consensus, group_measures::leik, group_measures::blair_lacy,
    group_measures::concentration, group_measures::entropy, group_measures::reardon, group_measures::berry_mielke,
    group_measures::kvalseth, group_measures::reynal_querol, group_measures::mean, group_measures::median,
    group_measures::variance, group_measures::dalton, group_measures::esteban_ray, group_measures::sartori_range,
    group_measures::bimodality, group_measures::rice, group_measures::agreement_index, group_measures::attina,
    group_measures::unity, group_measures::effective_number, group_measures::golosov>;

}  // namespace entente

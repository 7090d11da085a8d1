// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/mutual_conditions.hpp
/// "I if you": in which ways can conditions that hang on one another come to rest, and which of them should be met?

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/fixed_point.hpp"

namespace entente {

/// The fixed points of conditions: who holds its stance as put, and who does not, such that each does exactly what
/// its condition says of what the others hold then.
///
/// A condition that stays unresolved counts as met or failed as `unresolved_conditions_hold` says, and is told as
/// unresolved. Conditions that do not hang on one another are resolved one after the other; only those in a circle are
/// tried in every way: 2^m of a circle of m. A step is one of these trials. `value` is the number of fixed points
/// found; `proved` says that there are no others, and `bound` is then the same, otherwise infinite. Two want x only
/// without y, and y only with x: there is none, and `circular` names them. Without conditions there is one fixed
/// point, with nothing in it. O(2^circle * stances).
search_result<mutual_conditions> fixed_points(stated_stances const& all, fixed_point_options const& options = {});

/// Which set of conditions met opens the largest zone?
///
/// To meet a condition, the outcomes that it asks for have to be agreed, which narrows the zones of their issues;
/// the stances that are then held as put widen others. Of all sets of conditions whose outcomes lie in the zones, with
/// the others failing (each asks for an issue without a zone, or has an outcome in the zones that it does not ask for),
/// the one that opens most issues; of these the one with the largest zones: `value` is the number of issues with a
/// zone, plus the mean share of their scales that zones cover (of categories: the share of categories). Ties: fewest
/// conditions met, then the first in order. Outcomes given are the zones of their issues. Branch and bound over
/// conditions, a step a node; nothing is better than `bound`. Throws as zone_among does. O(2^conditions * stances) at
/// worst.
search_result<conditions_met> largest_zone(stated_stances const& all, search_limits const& limits = {});

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/negotiation/src/mutual_conditions.hpp"
#endif

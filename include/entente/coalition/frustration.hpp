// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/frustration.hpp
/// Into which two camps do actors fall, and how many ties are in the way?

#include <boost/optional.hpp>

#include <cstdint>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/config.hpp"

namespace entente {

/// What of a partition's ties is in its way: the weight of ties against within camps and of ties for between them.
/// Precondition: a camp for each actor. O(ties).
double cost_of_camps(signed_graph const& g, camps const& of);

/// The two camps with least in their way: the frustration, or line index of balance.
///
/// Formula: min over partitions in two of the weight of ties against within camps and ties for between them. Exact, by
/// branching on pairs of actors, together or apart. What is decided is contracted, and so are actors whose side follows
/// from one tie that outweighs all their others, and such as have the same ties; blocks that meet in one actor are
/// searched apart. The bound is a packing of cycles that are not balanced, each of which costs its least tie.
/// A step is a pair that is branched on. value and bound in weights; `proved` when they are equal, for ties of whole
/// weights when no whole number lies between, otherwise within 1e-9 of the value. An actor without ties is in camp 0.
/// Worst case exponential; alliances of 150 states take milliseconds.
/// Source: Harary (1959); Aref, Mason and Wilson (2018) for exact computation.
search_result<camps> frustration(signed_graph const& g, search_limits const& limits = {});

/// 1 - 2 L / m, m the weight of all ties: 1 in balance, 0 as far from it as a graph can be. None without ties.
boost::optional<double> frustration_score(signed_graph const& g, double cost);

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/coalition/src/frustration.hpp"
#endif

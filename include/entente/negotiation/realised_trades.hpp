// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/realised_trades.hpp
/// In which order would greedy actors trade, and where would that lead?

#include <vector>

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/trade.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

/// Trades realised one after the other, as greedy actors would: the one of greatest gain, then those that
/// it concerns are measured anew, until none is left. Positions that actors hold stay what they want; what
/// shifts is what they stand for. On an issue an actor shifts in one direction only, and within what it accepts, as
/// find_trades has it.
///
/// `solution` holds them in order, with outcomes before and after each; `value` is the sum of their gains.
/// It is a course of events and no optimum: `bound` is infinite, and `proved` says that no trade was left.
/// A step is a trade realised. Which of several with the same gain comes first is fixed, so that the course
/// is the same on every run. Throws as find_trades does, and error(too_large) for more than 10^7 trades.
/// O(trades * realised).
/// Source: Stokman and Van Oosten (1994).
search_result<std::vector<trade>> realise_trades(position_matrix const& matrix,
                                                 realisation_options const& options = {});

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/negotiation/src/realised_trades.hpp"
#endif

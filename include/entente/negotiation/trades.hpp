// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/trades.hpp
/// Which two actors could each give way on one issue and gain on another (logrolling, issue linkage)?

#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/trade.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

/// Every trade that helps both of two actors, at the compromise of each issue (negotiation/compromise.hpp).
///
/// Two actors trade on issues p and q where they stand on opposite sides of both outcomes O (at the outcome
/// counts as below), where both have weight on both, and where s_ip / s_iq > s_jp / s_jq: then j shifts on
/// p, i on q. With D = sum c s of an issue, a shift of a position x moves the outcome by |shift| c s / D.
/// Equal gain asks that the outcomes move by dp and dq = dp (s_ip + s_jp) / (s_iq + s_jq); both gain dp
/// (s_ip s_jq - s_iq s_jp) / (s_iq + s_jq). The trade is the largest with neither position passing that of
/// the other, nor an outcome that of the one who demands it, and with nobody who concedes pushed out of the range that it
/// accepts on that issue: neither its position, nor the outcome where that is within. Where that leaves no room there is
/// no trade; `past_red_lines` leaves it out. Red lines of others are not asked. Positions are in per cent of their scale. Who
/// holds no position on an issue, whom an issue does not matter, or who has no capability there trades
/// nothing on it: it can neither gain nor give.
///
/// Ranked by gain, greatest first; ties by issues, then actors, in the order of columns and rows. Throws
/// scale_error where a scale is nominal; error(out_of_range) for a least gain that is not above 0;
/// error(too_large) where all are asked for and there may be more than 10^8.
/// Complexity: actors are split by side, so that no two on one side are tried, and each quadrant is sorted
/// by s_p / s_q, so that which of two concedes where is read off the order: O(issues^2 actors log actors +
/// trades), with `top` less than that, since pairs of issues that cannot have one of the best are passed
/// over. Memory: the trades returned.
/// Source: Stokman and Van Oosten (1994), equal-gain exchange; Tollison and Willett (1979) for issue linkage.
std::vector<trade> find_trades(position_matrix const& matrix, trade_options const& options = {});

/// What a trade does to every actor with a position on one of its two issues, itself included: sum over the two of
/// (|before - x| - |after - x|) s. An issue on which an actor holds no position does nothing to it. In the
/// order of rows. Throws error(unknown_name) for issues that the matrix has not got. O(actors * log issues).
std::vector<externality> externalities(position_matrix const& matrix, trade const& t);

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/negotiation/src/trades.hpp"
#endif

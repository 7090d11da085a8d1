// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/bargaining_solutions.hpp
/// Of finitely many outcomes: which are efficient, and which of these would bargaining theory choose?

#include <cstddef>
#include <span>
#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/bargaining_problem.hpp"
#include "entente/negotiation/utility_table.hpp"

namespace entente {

/// The Pareto frontier: the outcomes than which no other is better for one party and as good for all.
///
/// All copies of an efficient outcome are efficient. In the order of what they are worth to the first party, greatest
/// first, then to the second, and so on, then of their numbers. Numbers are compared as they are, without tolerance.
/// For two parties O(n) to find what a few good outcomes dominate, and O(k log k) for the k that are left, O(n log n)
/// at worst; for more O(n log n + n * frontier * parties).
std::vector<std::size_t> pareto_frontier(utility_table const& utilities);
/// The same of some of the outcomes, given by their numbers.
std::vector<std::size_t> pareto_frontier(utility_table const& utilities, std::span<std::size_t const> among);

/// The solutions among outcomes: efficient, and individually rational where `rational_only`.
///
/// Empty where no outcome counts; `nash` is also where each gives some party less than d. Throws error(invalid_argument)
/// unless there is a reserve for each party or for none; error(not_a_number) for one that is NaN.
/// O(frontier * parties) beside pareto_frontier.
/// Source: Nash (1950); Kalai (1977); Kalai and Smorodinsky (1975).
bargaining_solutions solve_bargaining(utility_table const& utilities, bargaining_options const& options = {});

/// The numbers of the outcomes that give each party what it has reserved, at least. O(outcomes * parties).
std::vector<std::size_t> rational_outcomes(utility_table const& utilities, std::span<double const> reserved);

namespace detail {

/// The solutions on a frontier whose outcomes are those of a table, of a problem whose ranges are known.
bargaining_solutions solutions_on(utility_table const& utilities, std::vector<std::size_t> frontier,
                                  utility_ranges const& ranges, bargaining_options const& options);

void check_reserved(bargaining_options const& options, std::size_t parties);

}  // namespace detail

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/negotiation/src/bargaining_solutions.hpp"
#endif

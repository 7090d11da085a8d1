// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/packages.hpp
/// Which packages over several issues could parties agree on, and which of these is best for them?

#include <cstddef>
#include <span>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/bargaining_solutions.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/package_space.hpp"
#include "entente/negotiation/utility_table.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// The packages over all issues on which one of the parties has said what it wants, in the order of their ids: of a
/// scale of categories all of them, of a continuous one so many levels at equal distance, both ends among them; of an
/// issue whose outcome is given that outcome. Throws error(out_of_range) for fewer than 2 levels, error(too_large) for
/// more than most_levels.
package_space make_package_space(stated_stances const& all, std::size_t levels = 5);

/// What packages are worth to the parties, in their order.
///
/// Formula: u = sum s score / sum s over the issues of the packages on which a party has said what it wants, with s its
/// salience and score = 1 - |outcome - position| / length of the scale (of names: 1 or 0). A stance whose condition the
/// package meets counts as put; one whose condition it fails counts with its fallback, and where that is not known it
/// has no score: what was asked for it is not there. Conditions on issues outside of the packages count as the outcomes
/// given say, and as `unresolved_conditions_hold`. Withheld stances do not count.
/// Throws error(invalid_argument) for a party to whom none of these issues matters, since it has no utility, and for a
/// package that has not an outcome for each issue; scale_error for an outcome that the issue has not got.
/// O(packages * stances).
utility_table package_utilities(stated_stances const& all, std::span<issue_id const> issues,
                                std::span<std::vector<double> const> packages);

/// The efficient packages of a space of any size, without going through all of it.
///
/// Efficient as in `pareto_frontier`, all copies kept; utilities that differ by less than 1e-12 are the same. Only
/// packages count that nobody has ruled out, neither a party nor one of `bound_by` (`past_red_lines`; what they accept
/// is that of `stated_stance::range`), and where `rational_only` those that give each what it has reserved. Issues that
/// no condition is about are put together one by one, keeping what is not dominated so far; those that conditions tie
/// together are tried in every combination. So memory is that of what is not dominated, however many outcomes an issue
/// has, and a step is a package, or a part of one, that is looked at: the outcome of an issue with what comes of those
/// before it. `value` is the greatest sum of utilities found, minus infinity where no package counts; nothing is above
/// `bound`. Where the limits end the search the packages found are efficient among those seen whole, if there are any,
/// and `proved` is false.
/// Ranges of utility, which the solutions take, are over all packages of the space, red lines aside.
/// Throws as package_utilities and solve_bargaining do, and error(invalid_argument) for a space without levels.
search_result<efficient_package_result> efficient_packages(stated_stances const& all, package_space const& space,
                                                           package_options const& options = {});

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/negotiation/src/packages.hpp"
#endif

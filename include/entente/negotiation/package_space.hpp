// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/package_space.hpp
/// Packages, one outcome for each of several issues, and what is asked of them: see negotiation/packages.hpp.

#include <cstddef>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/negotiation/bargaining_problem.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// The most levels of a continuous issue that make_package_space makes.
inline constexpr std::size_t most_levels = 1'000'000;

/// All packages of chosen outcomes: one level of each issue.
struct package_space {
    std::vector<issue_id> issues{};             ///< each once
    std::vector<std::vector<double>> levels{};  ///< the outcomes of each, in the issue's units

    /// How many packages there are; infinity beyond the greatest number. O(issues).
    double size() const {
        double count = 1;
        for (auto const& l : levels) count *= static_cast<double>(l.size());
        return count;
    }
};

/// A package, and what it is worth.
struct valued_package {
    std::vector<double> outcomes{};   ///< of each issue of the space
    std::vector<double> utilities{};  ///< to each party, in [0, 1]
};

/// How packages are looked for.
struct package_options {
    bargaining_options bargaining{};
    bool past_red_lines = false;  ///< whether packages count that somebody has ruled out
    /// Stances of others, who have no utility here, since they have not said what they want: what they accept binds as
    /// what the parties accept does. Issues outside of the packages are not asked.
    std::vector<stated_stance> bound_by{};
    search_limits limits{};
};

/// The efficient packages, and which of them bargaining theory would choose.
struct efficient_package_result {
    /// By what they are worth to the first party, greatest first, then to the second, and so on, then by outcomes.
    std::vector<valued_package> packages{};
    bargaining_solutions solutions{};  ///< as numbers of these packages
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/bargaining_problem.hpp
/// What is bargained over, and what comes out: see negotiation/bargaining_solutions.hpp.

#include <cstddef>
#include <vector>

namespace entente {

/// What counts as bargained over.
struct bargaining_options {
    std::vector<double> reserved{};  ///< utility below which a party would rather have no agreement; empty: none has
    bool rational_only = true;       ///< whether only outcomes count that give all of them what they have reserved
    double tie = 1e-12;              ///< values as near to the greatest as that tie with it
};

/// Solutions of a bargaining problem, as numbers of outcomes: all that tie, in the order of the frontier.
///
/// With u the utilities, m and M the least and greatest to a party of all outcomes, r what it has reserved: d = max(r, m)
/// is what it has without agreement (m without reserve), g = u - d its gain, a = g / (M - d) its relative gain. A party
/// that has nothing to gain (M <= d) has no relative gain and is left out of what is made of these.
struct bargaining_solutions {
    std::vector<std::size_t> frontier{};             ///< of what counts
    std::vector<std::size_t> nash{};                 ///< greatest product of gains, none of which is negative
    std::vector<std::size_t> kalai{};                ///< greatest least gain
    std::vector<std::size_t> kalai_smorodinsky{};    ///< greatest least relative gain
    std::vector<std::size_t> welfare{};              ///< greatest sum of utilities
    std::vector<std::size_t> relative_welfare{};     ///< greatest sum of (u - m) / (M - d)
    std::vector<std::size_t> egalitarian{};          ///< greatest least utility
    std::vector<double> disagreement{}, greatest{};  ///< d and M of each party
};

namespace detail {

/// Least and greatest utility of each party.
struct utility_ranges {
    std::vector<double> least, greatest;
};

}  // namespace detail

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/enclosure.hpp
/// Which positions are still possible where one is open, and the interval that holds every value they leave possible.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "entente/positions/issue_column.hpp"

namespace entente {

/// An interval that holds every value of a measure that is still possible. Empty as it is made: lower > upper
/// until something is taken in.
struct enclosed_value {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -std::numeric_limits<double>::infinity();
    bool exact = false;  ///< whether both ends are reached

    void take(double v) { lower = (std::min)(lower, v), upper = (std::max)(upper, v); }
    bool empty() const { return !(lower <= upper); }
};

/// The positions that an actor may turn out to hold on an issue; one only where it is known.
struct possible_positions {
    double lower = 0, upper = 0;
    bool known = false;
    std::vector<double> categories{};  ///< those from lower to upper; empty on a continuous scale

    bool contains(double x) const { return lower <= x && x <= upper; }
    friend bool operator==(possible_positions const&, possible_positions const&) = default;
};

/// An issue on which at least one of two positions is open.
struct open_issue {
    std::size_t issue;  ///< its column
    double weight;
    possible_positions first, second;

    /// Whether completions can be gone through one by one.
    bool countable() const { return !first.categories.empty() && !second.categories.empty(); }
    int open_positions() const { return (first.known ? 0 : 1) + (second.known ? 0 : 1); }
};

}  // namespace entente

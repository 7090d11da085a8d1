// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/cell.hpp
/// Stances as numbers, and rows of them.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "entente/model/interval.hpp"

namespace entente {

/// One stance as numbers. A withheld stance is a cell without a known position.
struct cell {
    std::uint32_t issue;
    bool known;         ///< whether there is a position
    double position;    ///< in the issue's units; 0 and without meaning where not known
    double salience;    ///< 1 where not stated
    double confidence;  ///< 1 where not stated
};

/// Stands in the capabilities of cells where none is stated: the actor then weighs what it weighs
/// everywhere. Not a number.
inline constexpr double no_capability = std::numeric_limits<double>::quiet_NaN();

/// Says that rows need no check: they are known to be as a position_matrix asks.
struct unchecked_t {
    explicit unchecked_t() = default;
};
inline constexpr unchecked_t unchecked{};

namespace detail {

/// Rows of cells as they lie in memory: row a from offsets[a] to offsets[a + 1].
struct rows_of_cells {
    std::span<std::size_t const> offsets{};
    std::span<cell const> cells{};
    std::span<interval const> acceptable{};  // of each cell; empty where no stance states one
    std::span<double const> capability{};    // of each cell, no_capability where it states none; empty where none does
};

}  // namespace detail
}  // namespace entente

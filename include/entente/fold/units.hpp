// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/units.hpp
/// What a fold is made of, taken apart into what can be left out or drawn again.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <vector>

#include "entente/fold/statistic.hpp"

namespace entente {

/// The units of a fold: issues of a dyad, actors of a group, whole columns of many raters. Explanation,
/// jackknife, bootstrap and linearised errors are written once, over units; who folds says only what its units
/// are.
template <class Units>
concept fold_units = additive_statistic<typename Units::statistic> &&
    requires(Units const u, typename Units::statistic s, std::size_t i) {
    typename Units::id;  // what names a unit: issue_id, actor_id
    { u.size() } -> std::convertible_to<std::size_t>;
    { u.id_of(i) } -> std::same_as<typename Units::id>;
    { u.empty() } -> std::convertible_to<typename Units::statistic>;
    u.add_to(s, i);
};

/// The statistic of all units.
template <fold_units Units>
typename Units::statistic fold(Units const& units) {
    typename Units::statistic s = units.empty();
    for (std::size_t i = 0; i < units.size(); ++i) units.add_to(s, i);
    return s;
}

namespace detail {

/// Cuts n units into blocks of about sqrt(n).
struct unit_blocks {
    std::size_t units, block;

    explicit unit_blocks(std::size_t n)
        : units(n)
        , block(static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(n))))) {}
    std::size_t size() const { return units ? (units + block - 1) / block : 0; }
    std::size_t begin(std::size_t b) const { return b * block; }
    std::size_t end(std::size_t b) const { return (std::min)(units, begin(b) + block); }
};

/// Calls `visit(unit, statistic of all other units)` for each unit of a block. All that lies outside of the
/// block is added up once for the block. Subtraction from the whole would come to the same but for rounding,
/// which can make up a variation where without the unit there is none, and hide one that is small beside the
/// unit's own. O(n) a block and O(sqrt(n)) a unit.
template <fold_units Units, class Visit>
void leave_out_each(Units const& units, unit_blocks const& blocks, std::size_t b, Visit&& visit) {
    auto const from = blocks.begin(b), to = blocks.end(b);
    typename Units::statistic outside = units.empty();
    for (std::size_t i = 0; i < units.size(); ++i)
        if (i < from || i >= to) units.add_to(outside, i);
    for (auto unit = from; unit < to; ++unit) {
        auto rest = outside;
        for (auto i = from; i < to; ++i)
            if (i != unit) units.add_to(rest, i);
        visit(unit, rest);
    }
}

}  // namespace detail
}  // namespace entente

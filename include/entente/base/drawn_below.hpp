// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/drawn_below.hpp
/// Whole numbers drawn from a generator, alike on every machine.

#include <cstddef>

namespace entente::detail {

/// A number from 0 to `below` - 1. Unlike std::uniform_int_distribution, which each library makes as it likes, the same
/// everywhere; small numbers are the likelier by `below` in the generator's range, which is nothing here.
template <class Random>
std::size_t drawn_below(std::size_t below, Random& random) {
    auto const drawn = random() % below;
    return static_cast<std::size_t>(drawn);
}

}  // namespace entente::detail

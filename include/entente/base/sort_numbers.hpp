// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/sort_numbers.hpp
/// One sort for all that is sorted by number.

#include <cstdint>
#include <span>

#include "entente/config.hpp"

#if ENTENTE_DEFINES(core)
#include <algorithm>
#include <vector>

#include "entente/base/sort_stably.hpp"
#endif

namespace entente::detail {

/// Sorts numbers by what `before` says of two of them; of those that come neither before nor after each other, the
/// order stays.
void sort_numbers(std::span<std::uint32_t> numbers, void const* context,
                  bool (*before)(void const* context, std::uint32_t one, std::uint32_t other));

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE void sort_numbers(std::span<std::uint32_t> numbers, void const* context,
                                 bool (*before)(void const* context, std::uint32_t one, std::uint32_t other)) {
    std::vector<std::uint32_t> all(numbers.begin(), numbers.end());
    sort_stably(all, [=](auto a, auto b) { return before(context, a, b); });
    std::copy(all.begin(), all.end(), numbers.begin());
}
#endif

}  // namespace entente::detail

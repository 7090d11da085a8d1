// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/size_product.hpp
/// Sizes are checked before they are multiplied.

#include <cstddef>

#include "entente/config.hpp"
#include "entente/error.hpp"

#if ENTENTE_DEFINES(core)
#include <limits>
#include <string>
#endif

namespace entente::detail {

/// one * other. Throws error(too_large), with that sentence and what was to be multiplied, where it is no size.
std::size_t size_product(std::size_t one, std::size_t other, char const* sentence);

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE std::size_t size_product(std::size_t one, std::size_t other, char const* sentence) {
    if (other != 0 && one > (std::numeric_limits<std::size_t>::max)() / other)
        throw error(fault_code::too_large, sentence, {.value = std::to_string(one) + " * " + std::to_string(other)});
    return one * other;
}
#endif

}  // namespace entente::detail

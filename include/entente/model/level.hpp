// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/level.hpp
/// Levels of measurement (Stevens, 1946).

#include <string_view>

namespace entente {

/// What the numbers of a scale mean. Each level allows what the levels before it allow.
enum class level {
    nominal,   ///< equal or not
    ordinal,   ///< and in order; the scale says how far apart its categories are, equally unless given
    interval,  ///< and differences mean something
    ratio,     ///< and zero means nothing-of-it
};

constexpr std::string_view to_string(level l) {
    switch (l) {
    case level::nominal:
        return "nominal";
    case level::ordinal:
        return "ordinal";
    case level::interval:
        return "interval";
    case level::ratio:
        return "ratio";
    }
    return "?";
}

}  // namespace entente

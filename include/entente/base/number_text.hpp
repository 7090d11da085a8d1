// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/number_text.hpp
/// Numbers as text, shortest form that reads back as the same number.

#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace entente::detail {

inline std::string number_text(double x) {
    std::array<char, 32> buffer;
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr;
    return std::string(buffer.data(), end);
}

/// The same, with whole numbers written out: 100000, not 1e+05.
inline std::string number_label(double x) {
    return std::abs(x) < 1e15 && x == std::trunc(x) ? std::to_string(static_cast<long long>(x)) : number_text(x);
}

}  // namespace entente::detail

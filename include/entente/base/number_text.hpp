// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/number_text.hpp
/// Numbers as text: the one place where they become it. Locales have no say, and every double has a text.

#include <string>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(core)
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "entente/base/parse_number.hpp"
#endif

namespace entente::detail {

/// The shortest form that reads back as the same number; `inf`, `-inf` and `nan` for what is not finite.
std::string number_text(double x);

/// The same, with whole numbers written out: 100000, not 1e+05.
std::string number_label(double x);

/// With so many decimals, rounded to the nearest, as %f of printf; as number_text for what is not finite.
std::string fixed_text(double x, int decimals);

/// The number of at most twelve digits that is nearest. Precondition: it is finite.
double decimal_near(double x);

/// A number of JSON that is one of floating point to every reader: 4.0 and 1e+20, in the fewest
/// digits that read back as the same number. Precondition: it is finite; JSON has no other.
std::string json_number(double x);

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE std::string number_text(double x) {
    std::array<char, 32> buffer;
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x).ptr;
    return std::string(buffer.data(), end);
}

ENTENTE_INLINE std::string number_label(double x) {
    return (std::abs)(x) < 1e15 && x == std::trunc(x) ? std::to_string(static_cast<long long>(x)) : number_text(x);
}

ENTENTE_INLINE double decimal_near(double x) {
    std::array<char, 32> buffer;
    auto const end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), x, std::chars_format::scientific, 11).ptr;
    return parse_number({buffer.data(), static_cast<std::size_t>(end - buffer.data())}).value_or(x);
}

ENTENTE_INLINE std::string fixed_text(double x, int decimals) {
    if (!detail::is_finite(x)) return number_text(x);
    if (decimals < 0) decimals = 0;
    // The greatest double has 309 digits before the point; sign and point come on top.
    std::string text(static_cast<std::size_t>(decimals) + 312, '\0');
    auto const end = std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::fixed, decimals).ptr;
    text.resize(static_cast<std::size_t>(end - text.data()));
    return text;
}

ENTENTE_INLINE std::string json_number(double x) {
    bool const plain = x == 0 || ((std::abs)(x) >= 1e-4 && (std::abs)(x) < 1e15);
    std::array<char, 32> buffer;
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific)
                         .ptr;
    std::string text(buffer.data(), end);
    if (text.find_first_of(".e") == text.npos) text += ".0";
    return text;
}
#endif

}  // namespace entente::detail

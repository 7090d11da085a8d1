// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/text_position.hpp
/// Places in a text, for messages.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace entente::io {

/// A place in a text: both from 1; columns count characters (code points), not bytes.
struct text_position {
    std::size_t line = 1;
    std::size_t column = 1;

    friend bool operator==(text_position const&, text_position const&) = default;
};

namespace detail {

inline bool starts_character(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
}

/// The place of `at` in a text that begins with `first` at line `line`, column 1.
inline text_position position_in(char const* first, char const* at, std::size_t line = 1) {
    auto const lines = static_cast<std::size_t>(std::count(first, at, '\n'));
    char const* begin = at;
    while (begin != first && begin[-1] != '\n') --begin;
    return {line + lines, 1 + static_cast<std::size_t>(std::count_if(begin, at, starts_character))};
}

/// At most 60 characters of a text, for a message.
inline std::string excerpt(std::string_view text) {
    constexpr std::size_t most = 60;
    std::size_t characters = 0;
    for (std::size_t i = 0; i != text.size(); ++i)
        if (starts_character(text[i]) && ++characters > most) return std::string(text.substr(0, i)) + "...";
    return std::string(text);
}

}  // namespace detail
}  // namespace entente::io

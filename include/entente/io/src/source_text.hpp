// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/source_text.hpp
/// Definitions of io/source_text.hpp.

#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/plus.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io::detail {

ENTENTE_INLINE char const* find_malformed(char const* first, char const* last) {
    namespace x3 = boost::spirit::x3;
    // RFC 3629, section 4, word for word: UTF8-2, UTF8-3 and UTF8-4.
    // clang-format off
    static auto const tail = x3::char_('\x80', '\xBF');
    static auto const beyond_ascii = +(
        x3::char_('\xC2', '\xDF') >> tail |
        x3::char_('\xE0') >> x3::char_('\xA0', '\xBF') >> tail |
        x3::char_('\xE1', '\xEC') >> tail >> tail |
        x3::char_('\xED') >> x3::char_('\x80', '\x9F') >> tail |
        x3::char_('\xEE', '\xEF') >> tail >> tail |
        x3::char_('\xF0') >> x3::char_('\x90', '\xBF') >> tail >> tail |
        x3::char_('\xF1', '\xF3') >> tail >> tail >> tail |
        x3::char_('\xF4') >> x3::char_('\x80', '\x8F') >> tail >> tail);
    // clang-format on

    while (first != last) {
        // Eight bytes at a time while all are ASCII and none is NUL.
        for (std::uint64_t eight; last - first >= 8; first += 8) {
            std::memcpy(&eight, first, 8);
            if ((eight | (eight - 0x0101010101010101u)) & 0x8080808080808080u) break;
        }
        while (first != last && static_cast<signed char>(*first) > 0) ++first;
        if (first != last && !x3::parse(first, last, beyond_ascii)) return first;
    }
    return last;
}

ENTENTE_INLINE std::string file_text(std::string const& file) {
    constexpr std::size_t block = std::size_t{1} << 18;
    constexpr std::streamoff max_reserve = std::streamoff{1} << 40;
    auto const refuse = [&](char const* message) { throw io_error(errc::file_access, message, {.file = file}); };
    std::ifstream in(file, std::ios::binary);
    if (!in) refuse("the file cannot be opened");
    std::string text;
    auto const size_now = [&] { return in.seekg(0, std::ios::end) ? std::streamoff(in.tellg()) : std::streamoff(-1); };
    auto const size_before = size_now();
    if (size_before > 0 && size_before < max_reserve) text.reserve(static_cast<std::size_t>(size_before) + block);
    in.clear();
    in.seekg(0);
    in.clear();  // a pipe cannot seek, and need not
    do {
        auto const size = text.size();
        text.resize(size + block);
        in.read(text.data() + size, static_cast<std::streamsize>(block));
        text.resize(size + static_cast<std::size_t>(in.gcount()));
    } while (in);
    if (in.bad()) refuse("the file cannot be read");
    in.clear();
    // What was cut off could have ended at a line, and nobody would see it.
    if (size_now() < size_before) refuse("the file became shorter while it was read");
    return text;
}

ENTENTE_INLINE void require_utf8(std::string_view text, std::string const& name) {
    char const* const first = text.data();
    char const* const last = first + text.size();
    char const* const bad = find_malformed(first, last);
    if (bad == last) return;
    constexpr char digits[] = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(*bad);
    auto const place = position_in(first, bad);
    fault where;
    where.value = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    where.file = name;
    where.line = place.line;
    where.column = place.column;
    throw io_error(errc::syntax, byte ? "the text is not UTF-8" : "the text holds a NUL character", std::move(where));
}

}  // namespace entente::io::detail

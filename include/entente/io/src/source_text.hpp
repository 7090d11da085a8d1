// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/source_text.hpp
/// Definitions of io/source_text.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/plus.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/text_encoding.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io::detail {

// clang-format off
/// What Windows-1252 has where Latin-1 has control characters; 0: nothing.
inline constexpr char16_t windows1252_80_to_9f[] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
// clang-format on

ENTENTE_INLINE void append_utf8(std::string& to, char32_t c) {
    auto const tail = [&](int shift) { to += static_cast<char>(0x80u | ((c >> shift) & 0x3Fu)); };
    if (c < 0x80) {
        to += static_cast<char>(c);
    } else if (c < 0x800) {
        to += static_cast<char>(0xC0u | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        to += static_cast<char>(0xE0u | (c >> 12));
        tail(6), tail(0);
    } else {
        to += static_cast<char>(0xF0u | (c >> 18));
        tail(12), tail(6), tail(0);
    }
}

/// `so_far` is the text before the fault.
[[noreturn]] ENTENTE_INLINE void refuse_encoding(std::string const& so_far, std::string const& name,
                                                 std::string message) {
    auto const place = position_in(so_far.data(), so_far.data() + so_far.size());
    throw io_error(fault_code::syntax, std::move(message), {.file = name, .line = place.line, .column = place.column});
}

ENTENTE_INLINE std::string of_single_bytes(std::string const& bytes, bool windows, std::string const& name) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (char const each : bytes) {
        char32_t c = static_cast<unsigned char>(each);
        if (windows && c >= 0x80 && c < 0xA0) {
            c = windows1252_80_to_9f[c - 0x80];
            if (c == 0) refuse_encoding(text, name, "a byte that Windows-1252 does not have");
        } else if (!windows && c >= 0x80 && c < 0xA0) {
            refuse_encoding(text, name,
                            "a control character, which texts in Latin-1 do not hold: the encoding may be windows-1252");
        }
        append_utf8(text, c);
    }
    return text;
}

ENTENTE_INLINE std::string of_utf16(std::string_view bytes, bool big, std::string const& name) {
    std::string text;
    text.reserve(bytes.size());
    if (bytes.size() % 2 != 0) refuse_encoding(text, name, "a text in UTF-16 has an even number of bytes");
    auto const unit = [&](std::size_t i) -> char32_t {
        auto const one = static_cast<unsigned char>(bytes[i]), two = static_cast<unsigned char>(bytes[i + 1]);
        return big ? static_cast<char32_t>(one << 8 | two) : static_cast<char32_t>(two << 8 | one);
    };
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xE000) {
            bool const pair = c < 0xDC00 && i + 2 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000;
            if (!pair) refuse_encoding(text, name, "the text is not UTF-16: half of a pair of surrogates");
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i += 2) - 0xDC00);
        }
        if (!(i == 0 && c == 0xFEFF)) append_utf8(text, c);
    }
    return text;
}

ENTENTE_INLINE std::string utf8_of(std::string bytes, text_encoding encoding, std::string const& name) {
    bool const little_mark = bytes.starts_with("\xFF\xFE"), big_mark = bytes.starts_with("\xFE\xFF");
    switch (encoding) {
    case text_encoding::utf8:
        // Neither mark can begin a text in UTF-8.
        if (little_mark || big_mark) return of_utf16(bytes, big_mark, name);
        return bytes;
    case text_encoding::utf16:
        if (little_mark || big_mark) return of_utf16(bytes, big_mark, name);
        return of_utf16(bytes, bytes.size() > 1 && bytes[0] == '\0' && bytes[1] != '\0', name);
    case text_encoding::utf16_little:
    case text_encoding::utf16_big:
        return of_utf16(bytes, encoding == text_encoding::utf16_big, name);
    case text_encoding::latin1:
    case text_encoding::windows1252:
        if (bytes.starts_with("\xEF\xBB\xBF"))
            refuse_encoding({}, name, "the text begins with the mark of UTF-8, and another encoding was said");
        return of_single_bytes(bytes, encoding == text_encoding::windows1252, name);
    }
    return bytes;
}

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
    auto const refuse = [&](std::string message) {
        if (errno) message += ": " + std::generic_category().message(errno);
        throw io_error(fault_code::file_access, std::move(message), {.file = file});
    };
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in) refuse("the file cannot be opened");
    std::string text;
    auto const size_now = [&] { return in.seekg(0, std::ios::end) ? std::streamoff(in.tellg()) : std::streamoff(-1); };
    auto const size_before = size_now();
    if (size_before > 0 && size_before < max_reserve) text.reserve(static_cast<std::size_t>(size_before) + block);
    in.clear();
    in.seekg(0);
    in.clear();  // a pipe cannot seek, and need not
    errno = 0;
    do {
        auto const size = text.size();
        text.resize(size + block);
        in.read(text.data() + size, static_cast<std::streamsize>(block));
        text.resize(size + static_cast<std::size_t>(in.gcount()));
    } while (in);
    if (in.bad()) refuse("the file cannot be read");
    in.clear();
    // What was cut off could have ended at a line, and nobody would see it.
    bool const shorter = size_now() < size_before;
    errno = 0;
    if (shorter) refuse("the file became shorter while it was read");
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
    throw io_error(fault_code::syntax,
                   byte ? "the text is not UTF-8; the option encoding says another, as latin1 or windows-1252"
                        : "the text holds a NUL character; the option encoding may say utf-16",
                   std::move(where));
}

}  // namespace entente::io::detail

namespace entente::io {

ENTENTE_INLINE char const* to_string(text_encoding encoding) {
    switch (encoding) {
    case text_encoding::utf8:
        return "utf-8";
    case text_encoding::utf16:
        return "utf-16";
    case text_encoding::utf16_little:
        return "utf-16le";
    case text_encoding::utf16_big:
        return "utf-16be";
    case text_encoding::latin1:
        return "latin1";
    case text_encoding::windows1252:
        return "windows-1252";
    }
    return "";
}

ENTENTE_INLINE boost::optional<text_encoding> parse_encoding(std::string_view name) {
    std::string plain;
    for (char const c : name)
        if (c != '-' && c != '_' && c != ' ') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    constexpr std::pair<char const*, text_encoding> names[] = {
        {"utf8", text_encoding::utf8},           {"utf16", text_encoding::utf16},
        {"utf16le", text_encoding::utf16_little}, {"utf16be", text_encoding::utf16_big},
        {"latin1", text_encoding::latin1},        {"iso88591", text_encoding::latin1},
        {"windows1252", text_encoding::windows1252}, {"cp1252", text_encoding::windows1252}};
    for (auto const& [each, encoding] : names)
        if (plain == each) return encoding;
    return boost::none;
}

}  // namespace entente::io

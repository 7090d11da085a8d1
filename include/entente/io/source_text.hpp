// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/source_text.hpp
/// The text of one file: read once, checked to be UTF-8, shared by everything that points into it.

#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/plus.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "entente/error.hpp"

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

/// The first byte in [first, last) that is NUL or no part of well-formed UTF-8; `last` when there is none.
inline char const* find_malformed(char const* first, char const* last) {
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

}  // namespace detail

/// The text of a file and the name that messages give it.
///
/// Copies share the text, so a reader may outlive the object it was made from. A byte order mark is dropped.
/// Throws `io_error`: `file_access` when the file cannot be read, `syntax` with line and column at the first byte that
/// is NUL or not well-formed UTF-8 (overlong forms and surrogates are not). Complexity: linear; the text is held once.
class source_text {
public:
    /// Text that is already in memory.
    explicit source_text(std::string text, std::string name = "(text)")
        : state_(std::make_shared<state>(state{std::move(text), std::move(name)})) {
        check();
    }

    /// Reads a file, or a stream such as /dev/stdin, to its end.
    static source_text read(std::string const& file) {
        std::ifstream in(file, std::ios::binary);
        if (!in) refuse_file(file, "the file cannot be opened");
        std::string text;
        if (in.seekg(0, std::ios::end)) {
            if (auto const size = in.tellg(); size > 0 && size < max_reserve)
                text.reserve(static_cast<std::size_t>(size) + block);
        }
        in.clear();
        in.seekg(0);
        in.clear();  // a pipe cannot seek, and need not
        do {
            auto const size = text.size();
            text.resize(size + block);
            in.read(text.data() + size, static_cast<std::streamsize>(block));
            text.resize(size + static_cast<std::size_t>(in.gcount()));
        } while (in);
        if (in.bad()) refuse_file(file, "the file cannot be read");
        return source_text(std::move(text), file);
    }

    /// The text without a byte order mark.
    std::string_view text() const noexcept { return std::string_view(state_->text).substr(state_->begin); }
    std::string const& name() const noexcept { return state_->name; }

private:
    struct state {
        std::string text;
        std::string name;
        std::size_t begin = 0;
    };
    static constexpr std::size_t block = std::size_t{1} << 18;
    static constexpr std::streamoff max_reserve = std::streamoff{1} << 40;

    [[noreturn]] static void refuse_file(std::string const& file, char const* message) {
        fault where;
        where.file = file;
        throw io_error(errc::file_access, message, std::move(where));
    }

    void check() {
        if (state_->text.starts_with("\xEF\xBB\xBF")) state_->begin = 3;
        char const* const first = text().data();
        char const* const last = first + text().size();
        char const* const bad = detail::find_malformed(first, last);
        if (bad == last) return;
        constexpr char digits[] = "0123456789ABCDEF";
        auto const byte = static_cast<unsigned char>(*bad);
        auto const place = detail::position_in(first, bad);
        fault where;
        where.value = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
        where.file = name();
        where.line = place.line;
        where.column = place.column;
        throw io_error(errc::syntax, byte ? "the text is not UTF-8" : "the text holds a NUL character",
                       std::move(where));
    }

    std::shared_ptr<state> state_;
};

}  // namespace entente::io

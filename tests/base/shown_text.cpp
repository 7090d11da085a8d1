// SPDX-License-Identifier: BSL-1.0
// Text as it is shown to people (error.hpp): nothing of it acts on a terminal, whatever the bytes.
#include <doctest/doctest.h>

#include <cstddef>
#include <ios>
#include <random>
#include <string>
#include <string_view>

#include "entente/error.hpp"

using entente::detail::first_character;
using entente::detail::shown_text;

namespace {

/// Bytes of which strange texts are made.
std::string random_bytes(std::mt19937& random) {
    static std::string_view const pieces[] = {"a",        " ",        "\x1b[2J", "\n",           "\r",       "\t",
                                              "\x7f",     "\xC2\x9B", "\xC2",    "\xE2\x80\xAE", "\xE2\x80", "\xF0\x9F\x99\x82",
                                              "\xC3\xA9", "\\",       "\xFF",    "\xE2\x81\xA6", "\xD8\x9C", "\xE2\x80\xA8",
                                              "\xED\xA0\x80", "\xC0\x80", "\xF4\x90\x80\x80", "\xEF\xBF\xBF"};
    std::string text;
    for (auto n = random() % 12; n > 0; --n)
        if (random() % 8)
            text += pieces[random() % std::size(pieces)];
        else
            text += static_cast<char>(random());
    return text;
}

/// The code points of a text that is well-formed, by a decoder of one's own; false where it is not.
bool is_utf8_without_acting_characters(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        auto const lead = static_cast<unsigned char>(text[i++]);
        int const more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead >= 0x80 && lead < 0xC2) return false;
        unsigned code = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int k = 0; k < more; ++k, ++i) {
            if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return false;
            code = code * 64 + (static_cast<unsigned char>(text[i]) & 0x3Fu);
        }
        bool const control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
        bool const turns = code == 0x61C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
            (code >= 0x2066 && code <= 0x2069);
        if (control || turns || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("what acts on a terminal, and what is no text, is written out; the rest stays") {
    CHECK(shown_text("plain \xC3\xA9\xF0\x9F\x99\x82 \\ \"'") == "plain \xC3\xA9\xF0\x9F\x99\x82 \\ \"'");
    CHECK(shown_text("\x1b[2J\x7f\xC2\x9B") == "\\x1b[2J\\x7f\\x9b");
    CHECK(shown_text("a\r\n\tb") == "a\\r\\n\\tb");
    CHECK(shown_text("\xE2\x80\xAE" "evil\xE2\x80\xA8\xD8\x9C") == "\\u202eevil\\u2028\\u061c");
    CHECK(shown_text("caf\xE9.csv") == "caf\\xe9.csv");
    CHECK(shown_text("\xED\xA0\x80\xC0\x80\xF4\x90\x80\x80") ==
          "\\xed\\xa0\\x80\\xc0\\x80\\xf4\\x90\\x80\\x80");
    CHECK(shown_text(std::string_view("\0", 1)) == "\\x00");
    CHECK(shown_text("") == "");
    CHECK(shown_text("abcd", 3) == "abc...");
    CHECK(shown_text("\xC3\xA9\xC3\xA9\xC3\xA9", 3) == "\xC3\xA9\xC3\xA9\xC3\xA9");
}

TEST_CASE("whatever the bytes, what is shown is UTF-8 without a character that acts") {
    std::mt19937 random(10);
    for (int round = 0; round < 20000; ++round) {
        auto const text = random_bytes(random);
        auto const shown = shown_text(text, text.size());
        if (!is_utf8_without_acting_characters(shown)) FAIL("round " << round << ": " << text);
        // What is harmless is not touched.
        if (is_utf8_without_acting_characters(text) != (shown == text)) FAIL("round " << round << ": " << shown);
        entente::error const e(entente::fault_code::syntax, text, {.actor = text, .value = text, .file = text});
        if (!is_utf8_without_acting_characters(e.what())) FAIL("round " << round << ": " << e.what());
    }
}

TEST_CASE("every code point is read as it is written") {
    for (unsigned code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 37) {
        if (code >= 0xD800 && code < 0xE000) continue;
        std::string text;
        if (code < 0x80)
            text = {static_cast<char>(code)};
        else if (code < 0x800)
            text = {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
        else if (code < 0x10000)
            text = {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
                    static_cast<char>(0x80 | (code & 0x3F))};
        else
            text = {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
                    static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
        auto const c = first_character(text + "x");
        if (c.code != code || c.bytes != text.size()) FAIL("U+" << std::hex << code);
    }
}

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/row_text.hpp
/// Any text as a string of JSON, as a cell of Markdown, of HTML, or of a line on a terminal.

#include <cstddef>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/io/source_text.hpp"

namespace entente::io::detail {

/// Throws io_error (syntax) on a text that no format could hold.
inline void require_text(std::string_view text) {
    char const* const last = text.data() + text.size();
    if (char const* const bad = find_malformed(text.data(), last); bad != last)
        throw io_error(fault_code::syntax,
                       *bad ? "text that is not UTF-8 cannot be written" : "a NUL character cannot be written");
}

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_letter_or_digit(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
}

inline void append_hex(std::string& out, unsigned char byte) {
    constexpr char digits[] = "0123456789abcdef";
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

/// Calls `plain(i)` for each byte of a text, but for control characters: these come as
/// `control(code)`, once each. Those of the second set (U+0080 to U+009F) are two bytes, 0xC2 and
/// the code.
template <class Plain, class Control>
void for_each_byte(std::string_view text, Plain const& plain, Control const& control) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F) {
            control(byte);
        } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            control(static_cast<unsigned char>(text[++i]));
        } else {
            plain(i);
        }
    }
}

/// A control character as people write it: \n, \t, \x1b. On a terminal it could move the cursor, or worse.
inline void append_visible(std::string& out, unsigned char control) {
    if (control == '\n' || control == '\r' || control == '\t') {
        out += '\\';
        out += control == '\n' ? 'n' : control == '\r' ? 'r' : 't';
    } else {
        out += "\\x";
        append_hex(out, control);
    }
}

/// For a line on a terminal.
inline std::string line_text(std::string_view text) {
    return entente::detail::shown_text(text, text.size());
}

/// A string of JSON (RFC 8259), with its quotes. Characters that act on a terminal are escaped too, which every reader
/// undoes.
inline std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            // Whole characters: what follows the first byte of one is no character by itself.
            auto const whole = entente::detail::first_character(text.substr(i));
            std::size_t const bytes = whole.bytes ? whole.bytes : 1;
            if (whole.bytes && whole.acts()) {
                out += "\\u";
                append_hex(out, static_cast<unsigned char>(whole.code >> 8));
                append_hex(out, static_cast<unsigned char>(whole.code & 0xFF));
            } else {
                out += text.substr(i, bytes);
            }
            i += bytes - 1;
        }
    }
    return out += '"';
}

/// A control character within a cell of a document: line ends become <br>, CR LF one of them,
/// others are made visible.
class document_controls {
public:
    explicit document_controls(std::string& out) : out_(out) {}
    void plain() { after_return_ = false; }
    void operator()(unsigned char c) {
        if (c == '\r' || (c == '\n' && !after_return_))
            out_ += "<br>";
        else if (c != '\n')
            append_visible(out_, c);
        after_return_ = c == '\r';
    }

private:
    std::string& out_;
    bool after_return_ = false;
};

/// Text of HTML, within an element or a quoted attribute. Control characters as document_controls has them.
inline std::string html_text(std::string_view text) {
    std::string out;
    document_controls controls(out);
    for_each_byte(
        text,
        [&](std::size_t i) {
            controls.plain();
            switch (text[i]) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += text[i];
            }
        },
        [&](unsigned char c) { controls(c); });
    return out;
}

/// A cell of a table of Markdown (GitHub's): shown as the text is, whatever it holds. What has no
/// meaning there stays as it is, so that plain text is plain in the source as well: < where it
/// opens no tag, & where it opens no entity, _ within a word, ] where no link can follow. Control
/// characters as document_controls has them.
inline std::string markdown_text(std::string_view text) {
    std::string out;
    document_controls controls(out);
    auto const at = [&](std::size_t i) { return i < text.size() ? text[i] : ' '; };
    for_each_byte(
        text,
        [&](std::size_t i) {
            controls.plain();
            char const c = text[i], next = at(i + 1);
            switch (c) {
            case '\\':
            case '|':
            case '*':
            case '`':
            case '~':
                out += '\\';
                out += c;
                return;
            case '_':
                if (!(i > 0 && is_letter_or_digit(text[i - 1]) && is_letter_or_digit(next))) out += '\\';
                break;
            case ']':
                if (next == '(' || next == '[') out += '\\';
                break;
            case '<':
                if (is_letter(next) || next == '/' || next == '!' || next == '?') {
                    out += "&lt;";
                    return;
                }
                break;
            case '&':
                if (is_letter(next) || next == '#') {
                    out += "&amp;";
                    return;
                }
                break;
            default:
                break;
            }
            out += c;
        },
        [&](unsigned char c) { controls(c); });
    return out;
}

}  // namespace entente::io::detail

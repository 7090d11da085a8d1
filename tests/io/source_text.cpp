// SPDX-License-Identifier: BSL-1.0
#include "entente/io/source_text.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "entente/error.hpp"

using entente::fault_code;
using entente::io::source_text;
using entente::io::text_position;

namespace {

/// The byte at which an independent decoder (by code point, not by byte range) finds a text malformed.
std::size_t first_malformed(std::string const& text) {
    std::size_t i = 0;
    while (i < text.size()) {
        auto const byte = [&](std::size_t k) { return static_cast<unsigned>(static_cast<unsigned char>(text[k])); };
        unsigned const lead = byte(i);
        if (lead == 0) return i;
        std::size_t const trail = lead < 0x80   ? 0
                                  : lead < 0xC0 ? 9
                                  : lead < 0xE0 ? 1
                                  : lead < 0xF0 ? 2
                                  : lead < 0xF8 ? 3
                                                : 9;
        if (trail == 9 || i + trail >= text.size()) return i;
        unsigned code = trail == 0 ? lead : lead & (0x3Fu >> trail);
        for (std::size_t k = 1; k <= trail; ++k) {
            if ((byte(i + k) & 0xC0u) != 0x80u) return i;
            code = code << 6 | (byte(i + k) & 0x3Fu);
        }
        unsigned const least[] = {0, 0x80, 0x800, 0x10000};
        if (code < least[trail] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return i;
        i += trail + 1;
    }
    return i;
}

bool accepted(std::string const& text) {
    try {
        source_text(text, "f");
        return true;
    } catch (entente::io_error const&) {
        return false;
    }
}

}  // namespace

TEST_CASE("a file that cannot be read is refused with what the system says of it") {
    auto const refusal = [](std::string const& file) -> std::string {
        try {
            source_text::read(file);
        } catch (entente::io_error const& e) {
            CHECK(e.code() == entente::fault_code::file_access);
            return e.what();
        }
        return "";
    };
    CHECK(refusal("nowhere.csv") == "nowhere.csv: the file cannot be opened: No such file or directory");
    CHECK(refusal("/") == "/: the file cannot be read: Is a directory");
}

TEST_CASE("source_text drops a byte order mark and nothing else") {
    CHECK(source_text("\xEF\xBB\xBFx").text() == "x");
    CHECK(source_text("\xEF\xBB\xBF\xEF\xBB\xBFx").text() == "\xEF\xBB\xBFx");
    CHECK(source_text("x").text() == "x");
    CHECK(source_text("").text().empty());
    CHECK(source_text("\xEF\xBB\xBF").text().empty());
}

TEST_CASE("copies of a source_text share the text") {
    source_text const a("some text that is longer than a small string");
    auto const b = a;
    CHECK(a.text().data() == b.text().data());
}

TEST_CASE("source_text refuses NUL and what is not UTF-8, with place and byte") {
    struct bad {
        std::string text;
        text_position where;
        char const* value;
        char const* message;
    };
    char const* const not_utf8 = "the text is not UTF-8; the option encoding says another, as latin1 or windows-1252";
    char const* const holds_nul = "the text holds a NUL character; the option encoding may say utf-16";
    std::vector<bad> const all{
        {std::string("a\0b", 3), {1, 2}, "\\x00", holds_nul},
        {"a,b\n\xC3\xA9\xFF", {2, 2}, "\\xFF", not_utf8},
        {"\xC3", {1, 1}, "\\xC3", not_utf8},                        // cut short
        {"abcdefgh\nabcdefgh\xC0\xAF", {2, 9}, "\\xC0", not_utf8},  // overlong
        {"\xED\xA0\x80", {1, 1}, "\\xED", not_utf8},                // surrogate
        {"\xF4\x90\x80\x80", {1, 1}, "\\xF4", not_utf8},            // beyond U+10FFFF
        {"a\xFF\xFE", {1, 2}, "\\xFF", not_utf8},
        {"\xEF\xBB\xBFx\x80", {1, 2}, "\\x80", not_utf8},  // the mark is no column
    };
    for (auto const& one : all) {
        CAPTURE(one.text);
        try {
            source_text(one.text, "bad.csv");
            FAIL("accepted");
        } catch (entente::io_error const& e) {
            CHECK(e.code() == fault_code::syntax);
            CHECK(e.message() == one.message);
            CHECK(e.where().file == "bad.csv");
            CHECK(e.where().line == one.where.line);
            CHECK(e.where().column == one.where.column);
            CHECK(e.where().value == one.value);
        }
    }
}

TEST_CASE("source_text accepts what an independent decoder accepts: all sequences of two bytes, edges of longer ones") {
    std::vector<int> const edges{0x00, 0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                                 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    std::size_t differences = 0;
    auto const check = [&](std::string const& text) {
        if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return;  // marks of UTF-16
        if (accepted(text) != (first_malformed(text) == text.size())) ++differences;
    };
    for (int a = 0; a != 256; ++a)
        for (int b = 0; b != 256; ++b) check({static_cast<char>(a), static_cast<char>(b)});
    for (int a : edges)
        for (int b : edges)
            for (int c : edges)
                for (int d : edges)
                    check({static_cast<char>(a), static_cast<char>(b), static_cast<char>(c), static_cast<char>(d)});
    CHECK(differences == 0);
}

TEST_CASE("source_text reads a file to its end, and refuses what it cannot read") {
    std::string const name = "entente_source_text_test.txt";
    std::string text;
    for (int i = 0; i != 70000; ++i) text += std::to_string(i) + '\n';  // more than one block
    std::ofstream(name, std::ios::binary) << text;
    auto const read = source_text::read(name);
    CHECK(read.text() == text);
    CHECK(read.name() == name);
    std::remove(name.c_str());
    for (std::string const& missing : {name, std::string(".")}) {
        try {
            source_text::read(missing);
            FAIL("read");
        } catch (entente::io_error const& e) {
            CHECK(e.code() == fault_code::file_access);
            CHECK(e.where().file == missing);
        }
    }
}

TEST_CASE("a file that is cut while it is read is refused, or read as it was before or after") {
    auto const file = (std::filesystem::temp_directory_path() / ("entente_cut_" + std::to_string(getpid()))).string();
    std::string const row = "actor,issue,1\n";
    constexpr std::size_t rows = 300000;
    std::size_t refused = 0;
    for (unsigned round = 0; round < 12; ++round) {
        {
            std::ofstream out(file, std::ios::binary);
            for (std::size_t i = 0; i < rows; ++i) out << row;
        }
        std::atomic<bool> go = false;
        std::thread cutter([&] {
            while (!go) {}
            std::this_thread::sleep_for(std::chrono::microseconds(150 * round));
            std::filesystem::resize_file(file, row.size() * (rows / 2));
        });
        go = true;
        try {
            auto const text = source_text::read(file);
            auto const size = text.text().size();
            CHECK_MESSAGE((size == row.size() * rows || size == row.size() * (rows / 2)), size);
        } catch (entente::io_error const& e) {
            CHECK(e.message() == "the file became shorter while it was read");
            ++refused;
        }
        cutter.join();
    }
    std::filesystem::remove(file);
    MESSAGE(refused << " of 12 were cut in the middle, and refused");
}

// SPDX-License-Identifier: BSL-1.0
#include "entente/base/display_width.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <iterator>
#include <string>

using entente::display_width;

TEST_CASE("the width of a text is what it shows, not its bytes") {
    CHECK(display_width("") == 0);
    CHECK(display_width("NATO") == 4);
    CHECK(display_width("Türkiye") == 7);
    CHECK(display_width("Украина") == 7);
    CHECK(display_width("中国") == 4);
    CHECK(display_width("한국") == 4);
    CHECK(display_width("ﾃｽﾄ") == 3);        // half-width forms
    CHECK(display_width("ＡＢ") == 4);       // full-width forms
    CHECK(display_width("e\xCC\x81") == 1);  // e and a combining acute accent
    CHECK(display_width("🇫") == 1);          // a regional indicator by itself
    CHECK(display_width("🙂") == 2);
    CHECK(display_width("a\xE2\x80\x8B"
                        "b") == 2);         // a space of no width
    CHECK(display_width("\xC2\xAD") == 1);  // the soft hyphen
    CHECK(display_width("𠀀") == 2);        // beyond the first plane
}

TEST_CASE("bytes that are no UTF-8 are counted and not read past") {
    CHECK(display_width("\xFF\x80") == 2);
    CHECK(display_width(std::string("ab\xE4\xB8")) == 3);
}

TEST_CASE("the ranges are in order and apart, so that they can be searched") {
    auto const check = [](auto const& ranges) {
        for (std::size_t i = 0; i < std::size(ranges); ++i) {
            CHECK(ranges[i].first <= ranges[i].last);
            if (i) CHECK(ranges[i - 1].last < ranges[i].first);
        }
    };
    check(entente::detail::of_no_width);
    check(entente::detail::of_double_width);
}

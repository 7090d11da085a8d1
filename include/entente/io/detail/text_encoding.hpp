// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/text_encoding.hpp
/// The encodings that source_text reads.

#include <boost/optional/optional.hpp>

#include <string_view>

namespace entente::io {

/// How the bytes of a file spell text. UTF-16 that begins with its mark is recognised where UTF-8 is said.
enum class text_encoding : unsigned char {
    utf8,
    utf16,  ///< by its mark; without one, the order of bytes in which the first characters are of the Latin block
    utf16_little,  ///< the lower byte first
    utf16_big,     ///< the higher byte first
    latin1,        ///< ISO 8859-1
    windows1252,   ///< as Latin-1, with curly quotes, dashes and the euro sign
};

/// `utf-8`, `utf-16`, `utf-16le`, `utf-16be`, `latin1`, `windows-1252`.
char const* to_string(text_encoding encoding);
/// The encoding of a name, in any case, with or without dashes, or none.
boost::optional<text_encoding> parse_encoding(std::string_view name);

}  // namespace entente::io

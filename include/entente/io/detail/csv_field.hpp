// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/csv_field.hpp
/// The grammar of a record of comma-separated values (RFC 4180): what it is made of, and who reads it.

#include <boost/optional/optional.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace entente::io::detail {

/// A field of a record.
struct csv_field {
    std::string_view raw;    ///< between the quotes, in the text of the file
    std::string_view value;  ///< `raw`, or its unescaped copy
    bool quoted;
};

/// Appends the fields of one record and steps behind its line end. Null, or the place at which the text breaks the
/// grammar.
char const* parse_csv_record(char const*& next, char const* last, char delimiter, std::vector<csv_field>& fields);

/// Appends the text of a quoted field with single quotes for doubled ones.
void append_unescaped(std::string_view raw, std::string& text);

/// Whether a field means the same only in quotes: it holds a delimiter, a quote or a line end, or something that is cut
/// off where tables are read as they are found (blanks around it, `.0` behind a whole number, a byte order mark).
bool needs_quotes(std::string_view field);

/// A whole number as a spreadsheet may have rewritten it: `14226.0`. None for other text; `.0` is cut off.
boost::optional<std::string_view> whole_number(std::string_view text);

/// A text without the blanks, tabs and no-break spaces around it.
std::string_view trimmed(std::string_view text);

}  // namespace entente::io::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv_dialect.hpp
/// How a table of separated values is written.

#include <cstddef>
#include <string>
#include <vector>

namespace entente::io {

/// How a table of separated values is written. By default as RFC 4180 has it: commas, and one row of names first.
struct csv_dialect {
    /// What separates the fields of a record.
    char delimiter = ',';
    /// Lines before the header that are not of the table.
    std::size_t skipped_lines = 0;
    /// Lines that begin with this text are passed over. Empty: there are no such lines.
    std::string comment{};
    /// Rows before the first record: the first names the columns, others are passed over. 0: no row names them.
    std::size_t header_rows = 1;
    /// Names of the columns in their order, instead of those of the header. Without a header and without these, columns
    /// are called `1`, `2`, ...
    std::vector<std::string> column_names{};
    /// What spreadsheets and people leave behind is passed over: blank lines, records whose fields are all empty, blanks
    /// around a field that is not in quotes, columns without a name, an empty field at the end of the header alone. A
    /// byte order mark inside of the text is refused.
    bool lenient = false;
};

namespace detail {

/// A delimiter that the first records of a table agree on.
struct delimiter_guess {
    char delimiter = ',';
    bool certain = true;  ///< false: another would do as well
};

}  // namespace detail
}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/csv_reader.hpp
/// The class csv_reader; include io/csv_grammar.hpp.

#include <cstddef>

#include "entente/io/csv_dialect.hpp"
#include "entente/io/record.hpp"
#include "entente/io/source_text.hpp"

namespace entente::io {

/// Reads the records of a comma-separated text whose first record names the columns (RFC 4180), or one in another
/// `csv_dialect`.
///
/// Lines end in CRLF or LF; a field in quotes may hold delimiters, doubled quotes and line ends; white space belongs to
/// the field; empty lines after the last record are skipped. There are no comment lines, unless the dialect has them.
/// Throws `io_error` (`syntax`) with file, line, column and text: a missing header, an unnamed or repeated column,
/// another number of fields than the header has, an unterminated quote, a quote inside of an unquoted field, text after
/// a closing quote, a carriage return without line feed. `source_text` has refused NUL and what is not UTF-8.
/// Complexity: linear in the text, with no allocation per field.
/// Example:
/// @code
/// csv_reader reader(source_text("actor,note\nRussia,\"says \"\"no\"\"\"\n"));
/// while (auto record = reader.next()) use((*record)[0], (*record)[1]);    // Russia, says "no"
/// @endcode
class csv_reader final : public record_source {
public:
    explicit csv_reader(source_text source, csv_dialect dialect = {});

    void rewind() override {
        next_ = begin_;
        line_ = begin_line_;
    }
    /// Behind a record with too few or too many fields the next one begins; a broken quote may reach to the end.
    bool may_go_on() const noexcept override { return !broken_; }

protected:
    bool advance() override;

private:
    void give_names();
    void parse(record& to);
    void finish(record& of);
    static bool is_blank(record const& r);
    [[noreturn]] void refuse(record& at_fault, char const* at) const;

    csv_dialect dialect_;
    char const* next_ = nullptr;
    char const* last_ = nullptr;
    char const* begin_ = nullptr;  // of the first record
    std::size_t line_ = 1, begin_line_ = 1;
    bool marked_ = false;  // whether a byte order mark stands in the text
    bool broken_ = false;  // whether the grammar was broken at the last record
};

namespace detail {

/// The delimiter that separates the first records of a text into fields of the same number, at least two: one of
/// comma, semicolon, tab and bar; a comma where none does. Not certain where several do, unless the comma makes no
/// fewer fields than others.
delimiter_guess guess_delimiter(source_text const& source, csv_dialect dialect);

}  // namespace detail

/// The dialect of a table of which nothing was said: lenient, and with the delimiter that the first records unmistakably
/// have. Throws io_error (`syntax`) where several would do as well. O(first records).
csv_dialect guess_dialect(source_text const& source);

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file sqlite/read_query.hpp
/// A table or a query of an SQLite database, as the readers of stances and statements take it. Component entente::sqlite.

#include <sqlite3.h>

#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "entente/io/source_text.hpp"

namespace entente::io {
namespace detail {

/// What SQLite says, as an error that names the database and the query; std::bad_alloc where it lacks memory.
[[noreturn]] inline void refuse_query(sqlite3* of, std::string const& file, std::string_view query, fault_code code) {
    if (sqlite3_errcode(of) == SQLITE_NOMEM) throw std::bad_alloc();
    throw io_error(code, std::string("the database says: ") + sqlite3_errmsg(of),
                   {.value = std::string(query), .file = file});
}

/// A text as a field of separated values, always in quotes: so that what is text stays text.
inline void append_quoted(std::string& to, std::string_view text) {
    to += '"';
    for (char const c : text) {
        if (c == '"') to += '"';
        to += c;
    }
    to += '"';
}

/// The name of a column. Throws std::bad_alloc where there is no memory to make it of.
inline char const* name_of_column(sqlite3_stmt* of, int column) {
    auto const* const name = sqlite3_column_name(of, column);
    if (!name) throw std::bad_alloc();
    return name;
}

/// Whether a text begins with this word, in any case, and does not end with it.
inline bool begins_with_word(std::string_view text, std::string_view word) {
    if (text.size() <= word.size()) return false;
    for (std::size_t k = 0; k < word.size(); ++k)
        if ((text[k] | 0x20) != word[k]) return false;
    auto const next = static_cast<unsigned char>(text[word.size()]);
    return !((next >= '0' && next <= '9') || (next | 0x20u) - 'a' < 26u || next == '_' || next == '$' || next >= 0x80);
}

/// A number of floating point as SQLite writes it, or, where that is another, in as many digits as it takes.
inline std::string real_text(double x, std::string_view written) {
    auto const read = parse_number(written);
    return read && *read == x ? std::string(written) : entente::detail::number_text(x);
}

}  // namespace detail

/// The rows of a query as a text that every reader of separated values takes: a first row with the names of the columns,
/// then a line for each row of the result, so that line n of a message is row n - 1. NULL is an empty field, a number is
/// written as SQLite writes it (in more digits where that is another), text stands in quotes, with a line end in it as
/// a blank, so that lines stay rows. Options of how separated values are written (a decimal comma, lines to skip) are
/// refused.
///
/// `query`: the name of a table or a view, or what begins with the word `select` or `with` in any case. The database is
/// opened for reading only, and nothing in it is changed. What a view computes is the query's: one in a file of
/// strangers may go on for ever.
/// Throws `io_error`: `file_access` where the file is no database that can be read, `syntax` for what is no query, with
/// what SQLite says of it, and for a value that is a blob; `invalid_argument` for a query that is empty, or would write;
/// `std::bad_alloc` where SQLite lacks memory.
/// Complexity: that of the query; the text is held once.
/// Example: `io::read_stances` of `{.stances = io::sqlite_query("votes.db", "select name as actor, ... from votes")}`, by
/// `io::parse_stances`.
inline source_text sqlite_query(std::string const& file, std::string_view query) {
    if (query.empty())
        throw io_error(fault_code::invalid_argument, "which table of the database? Say a name, or a query", {.file = file});
    sqlite3* opened = nullptr;
    int const status = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> const database(opened, sqlite3_close);
    if (!opened) throw std::bad_alloc();
    // A view is of whoever made the file: it calls no function that does more than compute.
#ifdef SQLITE_DBCONFIG_TRUSTED_SCHEMA
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
#endif
    if (status != SQLITE_OK) detail::refuse_query(opened, file, {}, fault_code::file_access);

    std::string text(query);
    if (!detail::begins_with_word(query, "select") && !detail::begins_with_word(query, "with")) {
        text = "select * from ";
        detail::append_quoted(text, query);
    }
    sqlite3_stmt* prepared = nullptr;
    char const* rest = nullptr;
    int const made = sqlite3_prepare_v2(opened, text.c_str(), -1, &prepared, &rest);
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> const statement(prepared, sqlite3_finalize);
    if (made != SQLITE_OK)
        detail::refuse_query(opened, file, query, made == SQLITE_NOTADB ? fault_code::file_access : fault_code::syntax);
    if (!prepared || !sqlite3_stmt_readonly(prepared) ||
        std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos)
        throw io_error(fault_code::invalid_argument, "one query that reads is expected",
                       {.value = std::string(query), .file = file});

    std::string out;
    int const columns = sqlite3_column_count(prepared);
    for (int c = 0; c < columns; ++c) {
        if (c) out += ',';
        detail::append_quoted(out, detail::name_of_column(prepared, c));
    }
    out += '\n';
    int step;
    for (std::size_t row = 1; (step = sqlite3_step(prepared)) == SQLITE_ROW; ++row) {
        for (int c = 0; c < columns; ++c) {
            if (c) out += ',';
            int const type = sqlite3_column_type(prepared, c);
            if (type == SQLITE_NULL) continue;
            if (type == SQLITE_BLOB)
                throw io_error(fault_code::syntax, "a value that is a blob is no text",
                               {.value = detail::name_of_column(prepared, c), .file = file, .line = row + 1});
            auto const* const bytes = reinterpret_cast<char const*>(sqlite3_column_text(prepared, c));
            if (!bytes) throw std::bad_alloc();
            std::string value(bytes, static_cast<std::size_t>(sqlite3_column_bytes(prepared, c)));
            if (type == SQLITE_FLOAT) value = detail::real_text(sqlite3_column_double(prepared, c), value);
            for (char& each : value)
                if (each == '\n' || each == '\r') each = ' ';
            if (type == SQLITE_TEXT)
                detail::append_quoted(out, value);
            else
                out += value;
        }
        out += '\n';
    }
    if (step != SQLITE_DONE) detail::refuse_query(opened, file, query, fault_code::file_access);
    // What says how the files of people are written, as a decimal comma, is not of this text.
    return source_text(std::move(out), file).as([](source_text const& rows) -> std::unique_ptr<record_source> {
        return std::make_unique<csv_reader>(rows, csv_dialect{.lenient = true});
    });
}

}  // namespace entente::io

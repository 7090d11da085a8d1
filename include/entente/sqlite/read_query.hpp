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

#include "entente/error.hpp"
#include "entente/io/detail/csv_field.hpp"
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

}  // namespace detail

/// The rows of a query as a text that every reader of separated values takes: a first row with the names of the columns,
/// then a line for each row of the result, so that line n of a message is row n - 1. NULL is an empty field, a number is
/// written as SQLite writes it, text stands in quotes, with a line end in it as a blank, so that lines stay rows.
///
/// `query`: the name of a table or a view, or what begins with `select` or `with` in any case. The database is opened for
/// reading only, and nothing in it is changed. What a view computes is the query's: one in a file of strangers may go on for
/// ever.
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
    std::string begin(query.substr(0, 7));
    for (char& c : begin)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!begin.starts_with("select ") && !begin.starts_with("with ")) {
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
    return source_text(std::move(out), file);
}

}  // namespace entente::io

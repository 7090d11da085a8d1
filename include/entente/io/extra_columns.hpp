// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/extra_columns.hpp
/// What a row of a table says beyond the columns that the library reads.

#include <boost/optional/optional.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/record.hpp"
#include "entente/io/date.hpp"
#include "entente/io/number.hpp"
#include "entente/model/time.hpp"

namespace entente::io {

namespace detail {

/// Throws io_error: there is no such column, or one that is almost called so.
[[noreturn]] void refuse_missing_column(record_source const& reader, std::string_view name);

}  // namespace detail

/// One row of a table of stances, actors or issues, as `read_stances` hands it to a function that fills a type of one's
/// own.
///
/// By number it gives the columns that the library does not read, in the order of the file: "keep all". By name it
/// gives any column of the row. What is wrong with a cell is refused with file, line, column, text, actor and issue.
/// It is valid during the call that it is given to, and so is the text that it gives: keep copies.
/// Example: `[](my_stance& s, io::extra_columns const& more) { s.page = more.number("page"); }`
class extra_columns {
public:
    extra_columns(record_source const& reader, record const& row, std::span<std::size_t const> columns,
                  std::string_view actor, std::string_view issue)
        : reader_(reader)
        , record_(row)
        , columns_(columns)
        , actor_(actor)
        , issue_(issue) {}

    /// How many columns the library does not read.
    std::size_t size() const { return columns_.size(); }
    /// The name of the i-th of them. Precondition: i < size().
    std::string_view name(std::size_t i) const {
        ENTENTE_ASSERT(i < size());
        return reader_.header()[columns_[i]];
    }
    /// The text of the i-th of them. Precondition: i < size().
    std::string_view text(std::size_t i) const {
        ENTENTE_ASSERT(i < size());
        return record_[columns_[i]];
    }

    /// Whether the table has a column of that name. O(log columns), as all that follows.
    bool contains(std::string_view name) const { return reader_.column(name).has_value(); }
    /// The text of a column. Throws io_error (`unknown_name`) when there is no such column.
    std::string_view operator[](std::string_view name) const { return record_[required(name)]; }
    /// The number in a column, none where the cell is empty. Throws io_error: `unknown_name` when there is no such
    /// column, `not_a_number` for other text, and for NaN, infinity and what is too large for a double.
    boost::optional<double> number(std::string_view name) const {
        auto const column = required(name);
        if (record_[column].empty()) return boost::none;
        auto const value = parse_number(record_[column]);
        if (!value) refuse_at(column, fault_code::not_a_number, "a finite number was expected");
        return value;
    }
    /// The date in a column (see `parse_date`), none where the cell is empty.
    /// Throws io_error: `unknown_name`, `syntax`.
    boost::optional<time_point> date(std::string_view name) const {
        auto const column = required(name);
        if (record_[column].empty()) return boost::none;
        auto const value = parse_date(record_[column]);
        if (!value)
            refuse_at(column, fault_code::syntax,
                      "not a date: ISO 8601 writes 1999, 2022-01, 2022-01-26 or 2022-01-26T12:00:00Z");
        return value;
    }

    /// Refuses the table for what a column holds. Throws io_error with the place; `unknown_name` when there is no such
    /// column.
    [[noreturn]] void refuse(std::string_view name, std::string message, fault_code code = fault_code::syntax) const {
        refuse_at(required(name), code, std::move(message));
    }
    /// Adds the place of the row to an error that has none.
    void locate(error& refusal) const { record_.locate(refusal, 0); }

private:
    std::size_t required(std::string_view name) const {
        auto const found = reader_.column(name);
        if (!found) detail::refuse_missing_column(reader_, name);
        return *found;
    }
    [[noreturn]] void refuse_at(std::size_t column, fault_code code, std::string message) const {
        record_.refuse(column, code, std::move(message), std::string(actor_), std::string(issue_));
    }

    record_source const& reader_;
    record const& record_;
    std::span<std::size_t const> columns_;
    std::string_view actor_, issue_;
};

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/extra_columns.hpp"
#endif

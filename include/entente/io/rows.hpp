// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/rows.hpp
/// Writes results: whatever says what its fields are (base/row.hpp), as CSV, JSON, Markdown, HTML
/// or an aligned table. Opt-in.

#include <boost/optional/optional.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/row.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/row_formats.hpp"

namespace entente::io {

/// What rows are written as.
///
/// | format     | none   | numbers                          | text                            | written    |
/// |------------|--------|----------------------------------|---------------------------------|------------|
/// | `table`    | `-`    | four decimals                    | controls shown as \n, \x1b      | at the end |
/// | `csv`      | empty  | shortest that reads back exactly | as it is, quoted as in RFC 4180 | row by row |
/// | `json`     | `null` | the same, as 4.0 where whole     | as in RFC 8259                  | row by row |
/// | `markdown` | `-`    | four decimals                    | escaped; shown as it is         | row by row |
/// | `html`     | `-`    | four decimals                    | escaped; shown as it is         | row by row |
///
/// Counts have no decimals. An infinite number is the text `inf` or `-inf` (in JSON a string, since
/// JSON has no such number); not a number is none. A flag is `true` or `false` in CSV and JSON,
/// elsewhere `yes` or `no`.
enum class row_format : unsigned char { table, csv, json, markdown, html };

constexpr std::string_view to_string(row_format f) {
    constexpr std::string_view names[] = {"table", "csv", "json", "markdown", "html"};
    return names[static_cast<std::size_t>(f)];
}

/// table, csv, json, markdown or html. Throws error on anything else.
inline row_format parse_row_format(std::string_view text) {
    for (auto f : {row_format::table, row_format::csv, row_format::json, row_format::markdown, row_format::html})
        if (text == to_string(f)) return f;
    throw error(fault_code::invalid_argument, "a format is table, csv, json, markdown or html", {.value = std::string(text)});
}

/// How rows are written.
struct row_options {
    row_format format = row_format::table;
    /// Decimals of numbers, in every format; none: as the format has them.
    boost::optional<int> decimals{};
    /// For tables: columns are at least as wide as this, in their order. So tables of parts of the
    /// same line up.
    std::vector<std::size_t> least_widths{};
    /// In CSV that is to be opened in a spreadsheet: a text that one could take for a formula, since it begins with
    /// = + - @, a tab or a line end, gets an apostrophe in front (and is shown with it). Numbers stay numbers.
    /// Read by others, the text is then another one.
    bool guard_formulas = false;
};

/// Writes records of fields whose names are known at run time only. For rows that say their fields
/// themselves, see `row_writer`.
///
/// Preconditions: a record has as many fields as there are names; `finish` is called once, after
/// the last. Throws io_error: `file_access` when the stream fails, `syntax` for text that is not
/// UTF-8 or holds NUL. Memory: a record; for a table all of them.
class record_writer {
public:
    record_writer(std::ostream& out, std::vector<std::string> const& names, row_options const& options = {})
        : format_(options.format)
        , decimals_(options.decimals) {
        for (auto const& name : names) detail::require_text(name);
        if (!decimals_ && format_ != row_format::csv && format_ != row_format::json) decimals_ = 4;
        switch (format_) {
        case row_format::csv:
            to_ = std::make_unique<detail::csv_records>(out, names, options.guard_formulas);
            break;
        case row_format::json:
            to_ = std::make_unique<detail::json_records>(out, names);
            break;
        case row_format::markdown:
            to_ = std::make_unique<detail::markdown_records>(out, names);
            break;
        case row_format::html:
            to_ = std::make_unique<detail::html_records>(out, names);
            break;
        case row_format::table:
            to_ = std::make_unique<detail::table_records>(out, names, options.least_widths);
            break;
        }
    }

    /// An id is called what `name_of(row_id)` says: a text, as std::string or std::string_view.
    template <class NameOf>
    void field(field_value const& value, NameOf const& name_of) {
        if (auto const* id = std::get_if<row_id>(&value)) {
            auto const& name = name_of(*id);
            text(name);
        } else {
            std::visit([&](auto const& x) { put(x); }, value);
        }
    }
    void end_record() { to_->end_record(); }
    void finish() { to_->finish(); }

private:
    using kind = detail::cell_kind;

    void text(std::string_view x) {
        detail::require_text(x);
        to_->cell(kind::text, x);
    }
    void put(std::monostate) { to_->cell(kind::none, {}); }
    void put(bool x) {
        bool const programs = format_ == row_format::csv || format_ == row_format::json;
        to_->cell(kind::flag, programs ? (x ? "true" : "false") : (x ? "yes" : "no"));
    }
    void put(std::int64_t x) { to_->cell(kind::number, std::to_string(x)); }
    void put(std::uint64_t x) { to_->cell(kind::number, std::to_string(x)); }
    void put(double x) {
        if (entente::detail::is_nan(x)) return put(std::monostate());
        if (x == 0) x = 0;  // nobody means a zero below zero
        if (entente::detail::is_infinite(x))
            return to_->cell(format_ == row_format::json ? kind::text : kind::number, entente::detail::number_text(x));
        to_->cell(kind::number, decimals_                     ? entente::detail::fixed_text(x, *decimals_)
                                : format_ == row_format::json ? entente::detail::json_number(x)
                                                              : entente::detail::number_text(x));
    }
    void put(std::string_view x) { text(x); }
    void put(std::string const& x) { text(x); }
    void put(row_id) {}  // has been given its name

    row_format format_;
    boost::optional<int> decimals_;
    std::unique_ptr<detail::record_format> to_;
};

/// Writes rows that say what their fields are, one by one: for more than fit into memory at once.
///
/// `name_of(row_id)` gives ids their names: `names_of(graph)`, `names_of(matrix)`
/// (positions/row_names.hpp), or a function of one's own. Where it knows labels too (`matrix_names`), positions in the
/// units of the row's issue are written by their labels. Preconditions, exceptions and memory as
/// for `record_writer`.
/// ```
/// io::row_writer<comparison> out(std::cout, {.format = io::row_format::csv});
/// for (auto const& [a, b] : wanted) out.write(compare(matrix, a, b, city_block{}));
/// out.finish();
/// ```
template <described_row Row, class NameOf = number_of_id>
class row_writer {
public:
    explicit row_writer(std::ostream& out, row_options const& options = {}, NameOf name_of = {})
        : records_(out, names(), options)
        , name_of_(std::move(name_of)) {}

    void write(Row const& row) {
        if constexpr (labels) {
            static auto const units = field_units<Row>();
            row_id issue{};
            for_each_field(row, [&](std::string_view, field_value const& value) {
                if (auto const* id = std::get_if<row_id>(&value); id && id->kind == "issue") issue = *id;
            });
            std::size_t at = 0;
            for_each_field(row, [&](std::string_view, field_value const& value) {
                auto const* position = units[at++] == issue_units ? std::get_if<double>(&value) : nullptr;
                auto const label = position && !issue.kind.empty() ? name_of_.label_on(issue, *position) : boost::none;
                records_.field(label ? field_value(std::string_view(*label)) : value, name_of_);
            });
        } else {
            for_each_field(row, [&](std::string_view, field_value const& value) { records_.field(value, name_of_); });
        }
        records_.end_record();
    }
    void finish() { records_.finish(); }

private:
    static constexpr bool labels = requires(NameOf const names) { names.label_on(row_id(), 0.0); };

    static std::vector<std::string> names() {
        auto const all = field_names<Row>();
        return {all.begin(), all.end()};
    }

    record_writer records_;
    NameOf name_of_;
};

/// What can be written: a range of rows, a result that has `rows()`, or one row.
template <class Rows>
concept writable_rows = has_rows<Rows> || described_row<Rows> ||
    (std::ranges::input_range<Rows const>&& described_row<std::ranges::range_value_t<Rows const>>);

/// Writes all rows of a range, of a result that has `rows()`, or the one row that the result is.
///
/// Names of ids, exceptions and memory as for `row_writer`. O(text).
/// ```
/// auto const e = explain(matrix, a, b, city_block{});
/// io::write_rows(std::cout, e, {.format = io::row_format::markdown}, names_of(matrix));
/// ```
template <writable_rows Rows, class NameOf = number_of_id>
void write_rows(std::ostream& out, Rows const& rows, row_options const& options = {}, NameOf name_of = {}) {
    if constexpr (has_rows<Rows>) {
        auto const& all = rows.rows();
        using range = std::remove_cvref_t<decltype(all)>;
        row_writer<std::ranges::range_value_t<range const>, NameOf> writer(out, options, std::move(name_of));
        for (auto const& row : all) writer.write(row);
        writer.finish();
    } else if constexpr (described_row<Rows>) {
        row_writer<Rows, NameOf> writer(out, options, std::move(name_of));
        writer.write(rows);
        writer.finish();
    } else {
        row_writer<std::ranges::range_value_t<Rows const>, NameOf> writer(out, options, std::move(name_of));
        for (auto const& row : rows) writer.write(row);
        writer.finish();
    }
}

}  // namespace entente::io

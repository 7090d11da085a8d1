// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/row_formats.hpp
/// Records of cells, in each of the formats that io/rows.hpp offers.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/display_width.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_writer.hpp"
#include "entente/io/detail/row_text.hpp"

namespace entente::io::detail {

/// What a cell holds. Numbers and flags come as their text, which needs no escaping in any format.
enum class cell_kind : unsigned char { none, text, number, flag };

/// Writes records, cell by cell.
class record_format {
public:
    record_format(std::ostream& out, std::vector<std::string> names) : out_(out), names_(std::move(names)) {}
    virtual ~record_format() = default;
    record_format(record_format const&) = delete;
    record_format& operator=(record_format const&) = delete;

    virtual void cell(cell_kind kind, std::string_view text) = 0;
    virtual void end_record() = 0;
    virtual void finish() {}

protected:
    void put(std::string_view text) {
        out_.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!out_) throw io_error(fault_code::file_access, "the text cannot be written");
    }
    std::vector<std::string> const& names() const { return names_; }
    std::ostream& stream() { return out_; }

private:
    std::ostream& out_;
    std::vector<std::string> names_;
};

/// Whether a spreadsheet could take a text for a formula, and run it: by its first character, of full width too.
constexpr bool begins_formula(std::string_view text) {
    for (std::string_view const first :
         {"=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"})
        if (text.starts_with(first)) return true;
    return false;
}

/// RFC 4180. Text is written as it is: what a spreadsheet takes for a formula (=1+1) is still the
/// name that it was; unless formulas are guarded.
class csv_records final : public record_format {
public:
    csv_records(std::ostream& out, std::vector<std::string> const& columns, bool guard_formulas)
        : record_format(out, columns)
        , writer_(out)
        , guard_formulas_(guard_formulas) {
        for (auto const& name : names()) cell(cell_kind::text, name);
        writer_.end_record();
    }
    void cell(cell_kind kind, std::string_view text) override {
        if (guard_formulas_ && kind == cell_kind::text && begins_formula(text))
            writer_.field('\'' + std::string(text));
        else if (kind == cell_kind::number)
            writer_.number(text);
        else
            writer_.field(text);
    }
    void end_record() override { writer_.end_record(); }

private:
    csv_writer writer_;
    bool guard_formulas_;
};

/// An array of objects, one a line.
class json_records final : public record_format {
public:
    json_records(std::ostream& out, std::vector<std::string> const& columns) : record_format(out, columns) {
        for (auto const& name : names()) keys_.push_back(json_text(name) + ':');
        put("[");
    }
    void cell(cell_kind kind, std::string_view text) override {
        record_ += at_ ? "," : "{";
        record_ += keys_[at_++];
        switch (kind) {
        case cell_kind::none:
            record_ += "null";
            break;
        case cell_kind::text:
            record_ += json_text(text);
            break;
        default:
            record_ += text;
        }
    }
    void end_record() override {
        if (at_ == 0) record_ += '{';
        put((first_ ? "\n" : ",\n") + record_ + '}');
        first_ = false;
        at_ = 0;
        record_.clear();
    }
    void finish() override { put("\n]\n"); }

private:
    std::vector<std::string> keys_;
    std::string record_;
    std::size_t at_ = 0;
    bool first_ = true;
};

/// A table of GitHub's Markdown.
class markdown_records final : public record_format {
public:
    markdown_records(std::ostream& out, std::vector<std::string> const& columns) : record_format(out, columns) {
        std::string head, rule;
        for (auto const& name : names()) head += "| " + markdown_text(name) + ' ', rule += "|---";
        put(head + "|\n" + rule + "|\n");
    }
    void cell(cell_kind kind, std::string_view text) override {
        record_ += "| " + (kind == cell_kind::none ? "-" : markdown_text(text)) + ' ';
    }
    void end_record() override {
        put(record_ + "|\n");
        record_.clear();
    }

private:
    std::string record_;
};

/// A table of HTML, to be put into a page; cells of numbers have the class number.
class html_records final : public record_format {
public:
    html_records(std::ostream& out, std::vector<std::string> const& columns) : record_format(out, columns) {
        std::string head = "<table>\n<thead>\n<tr>";
        for (auto const& name : names()) head += "<th scope=\"col\">" + html_text(name) + "</th>";
        put(head + "</tr>\n</thead>\n<tbody>\n");
    }
    void cell(cell_kind kind, std::string_view text) override {
        record_ += kind == cell_kind::number ? "<td class=\"number\">" : "<td>";
        record_ += (kind == cell_kind::none ? "-" : html_text(text)) + "</td>";
    }
    void end_record() override {
        put("<tr>" + record_ + "</tr>\n");
        record_.clear();
    }
    void finish() override { put("</tbody>\n</table>\n"); }

private:
    std::string record_;
};

/// Aligned columns for people: text to the left, numbers to the right, a heading where its cells
/// are. All is kept until the end, since the last cell may be the widest.
class table_records final : public record_format {
public:
    table_records(std::ostream& out, std::vector<std::string> const& columns,
                  std::vector<std::size_t> const& least_widths)
        : record_format(out, columns)
        , columns_(columns.size()) {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            columns_[i].width =
                (std::max)(i < least_widths.size() ? least_widths[i] : 0, width_of(line_text(columns[i])));
    }
    void cell(cell_kind kind, std::string_view text) override {
        auto const shown = kind == cell_kind::none ? std::string("-") : line_text(text);
        if (shown.size() > (std::numeric_limits<std::uint32_t>::max)())
            throw io_error(fault_code::too_large, "a cell of a table holds less than 4 GiB");
        auto& c = columns_[cells_.size() % columns_.size()];
        c.width = (std::max)(c.width, width_of(shown));
        c.text = c.text || kind == cell_kind::text || kind == cell_kind::flag;
        text_ += shown;
        cells_.push_back(static_cast<std::uint32_t>(shown.size()));
    }
    void end_record() override {}
    void finish() override {
        if (cells_.empty())
            for (auto& c : columns_) c.text = true;
        for (std::size_t i = 0; i < columns_.size(); ++i) append(i, line_text(names()[i]));
        std::size_t from = 0;
        for (std::size_t i = 0; i < cells_.size(); from += cells_[i++])
            append(i % columns_.size(), std::string_view(text_).substr(from, cells_[i]));
    }

private:
    struct column {
        std::size_t width = 0;
        bool text = false;  // whether any of its cells is
    };
    static std::size_t width_of(std::string_view text) { return entente::display_width(text); }

    void append(std::size_t i, std::string_view text) {
        std::string const pad(columns_[i].width - width_of(text), ' ');
        if (i) line_ += "  ";
        if (!columns_[i].text) line_ += pad;
        line_ += text;
        if (columns_[i].text) line_ += pad;
        if (i + 1 < columns_.size()) return;
        line_.erase(line_.find_last_not_of(' ') + 1);
        put(line_ + '\n');
        line_.clear();
    }

    std::vector<column> columns_;
    std::vector<std::uint32_t> cells_;  // how long each is, in text_
    std::string text_, line_;
};

}  // namespace entente::io::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file json/records.hpp
/// Records in JSON, as the readers of stances take them. Component entente::json.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/sort_stably.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/record.hpp"
#include "entente/io/source_text.hpp"
#include "entente/json/detail/document_index.hpp"
#include "entente/json/detail/document_path.hpp"

namespace entente::io {

/// Reads records out of a document of JSON.
///
/// **Records** are the values at a path, in which `*` stands for all members of an object or an array: `/votes/*`. In
/// JSON lines each line is an element of an array. **Fields** are called by what leads from the record to them: `party`,
/// `answer/value`, `answers/0`; a record that is no object or array is `@value`, and the name that it has in an object
/// is `@key`. What stands around records, in objects only, is called by the whole path:
/// `/content/theses/*/statement`, `/content/theses/*/@key`. A slash in a name is `~1`, a tilde `~0`.
///
/// A text is what it says, a number and `true` and `false` as they are written; `null`, and what a record lacks, is an
/// empty cell.
/// Throws `io_error` (`syntax`, with line and column) for what is not JSON, and where the path leads to nothing;
/// `duplicate` for two members of one name; `error` (`invalid_argument`) for what is no path.
/// `too_large` for paths of 256 MiB in all, and for more than 16 cells a byte (and a million), as where every record
/// has fields of its own.
/// Complexity: linear in the text and the cells; the text is parsed once; memory 16 bytes a cell and 8 a record.
class json_reader final : public record_source {
public:
    /// `path`: where records are; empty: the document is an array of them.
    explicit json_reader(source_text source, std::string_view path = {}, bool lines = false)
        : record_source(std::move(source)) {
        auto const begin = this->source().text().find_first_not_of(" \t\r\n");
        bool const at_top = path.empty() && !lines && begin != std::string_view::npos;
        bool const is_object = at_top && this->source().text()[begin] == '{';
        // No name has a NUL, so that this path leads nowhere and what there is can be told.
        auto where = is_object ? detail::json_path{{std::string(1, '\0')}}
                               : detail::json_path::parse(path.empty() ? "/*" : path);
        detail::json_index index(this->source(), std::move(where), lines);
        index.read();
        if (is_object)
            refuse_path("the text is not an array of records, and it is not said where they are, as in /votes/*: " +
                        index.what_is_there());
        if (index.begins().empty())
            refuse_path("there are no records at " + (path.empty() ? std::string("/*") : std::string(path)) + ": " +
                        index.what_is_there());
        begins_ = index.begins();
        columns_ = std::move(index.columns());
        // Those of the records come first.
        entente::detail::sort_stably(columns_, [](auto const& a, auto const& b) { return a.of_record && !b.of_record; });
        auto const header = parts_of(columns());
        auto const text = this->source().text();
        header.first = header.last = text.data() + begins_[0];
        auto const place = detail::position_in(text.data(), header.first);
        header.line = place.line;
        header.before = place.column - 1;
        for (auto const& column : columns_)
            header.fields.push_back({text.substr(column.seen_first, 0), column.name, false});
        index_columns();
    }

    void rewind() override {
        next_ = 0;
        line_ = 1;
        before_ = counted_ = 0;
    }
    std::size_t expected_size() const override { return begins_.size(); }

protected:
    bool advance() override {
        if (next_ == begins_.size()) return false;
        using kind = detail::json_cell::kind;
        auto const text = source().text();
        auto const begin = begins_[next_];
        char const* const from = text.data() + counted_;
        char const* const to = text.data() + begin;
        auto const place = detail::position_in(from, to, line_);
        before_ = place.line == line_ ? before_ + place.column - 1 : place.column - 1;
        line_ = place.line;
        counted_ = begin;
        auto const made = parts_of(current());
        made.first = text.data() + begin;
        made.last = text.data() + (next_ + 1 == begins_.size() ? text.size() : begins_[next_ + 1]);
        made.line = line_;
        made.before = before_;
        made.fields.clear();
        std::size_t escaped = 0;
        for (auto const& column : columns_) {
            auto const& cell = column.cells[next_];
            auto const raw = cell.is == kind::absent ? text.substr(begin, 0) : text.substr(cell.begin, cell.length);
            bool const has_value = cell.is != kind::absent && cell.is != kind::null;
            made.fields.push_back(
                {raw, has_value ? raw : std::string_view{}, cell.is == kind::text || cell.is == kind::escaped});
            if (cell.is == kind::escaped) escaped += cell.length;
        }
        if (escaped != 0) unescape(made, escaped);
        ++next_;
        return true;
    }

private:
    /// What is written with a backslash is longer there than what it stands for: nothing that points into it moves.
    void unescape(parts const& made, std::size_t most) {
        made.unescaped.clear();
        made.unescaped.reserve(most);
        for (std::size_t i = 0; i != columns_.size(); ++i) {
            if (columns_[i].cells[next_].is != detail::json_cell::kind::escaped) continue;
            auto const raw = made.fields[i].raw;
            auto const size = made.unescaped.size();
            made.unescaped += nlohmann::json::parse(raw.data() - 1, raw.data() + raw.size() + 1).get<std::string>();
            made.fields[i].value = std::string_view(made.unescaped).substr(size);
        }
    }
    [[noreturn]] void refuse_path(std::string message) const {
        throw io_error(fault_code::unknown_name, std::move(message), {.file = source().name(), .line = 1, .column = 1});
    }

    std::vector<detail::json_column> columns_;
    std::vector<std::size_t> begins_;
    std::size_t next_ = 0, line_ = 1, before_ = 0, counted_ = 0;
};

/// The format of a document in JSON: an array of records, or records at a path, see `json_reader`.
/// Throws error (`invalid_argument`) for what is no path.
/// Example: `io::parse_stances({.stances = io::source_text::read("answers.json").as(io::json_records())}, options)`
inline record_format json_records(std::string path = {}) {
    if (!path.empty()) detail::json_path::parse(path);
    return [path = std::move(path)](source_text const& text) -> std::unique_ptr<record_source> {
        return std::make_unique<json_reader>(text, path);
    };
}

/// The format of JSON lines, a record a line, or records at a path of which the first part is the line: `/*/answers/*`.
inline record_format json_lines(std::string path = {}) {
    if (!path.empty()) detail::json_path::parse(path);
    return [path = std::move(path)](source_text const& text) -> std::unique_ptr<record_source> {
        return std::make_unique<json_reader>(text, path, true);
    };
}

}  // namespace entente::io

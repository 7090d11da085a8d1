// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/name_reader.hpp
/// Names of actors and issues: from one column or several, as they stand or through a table of names.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/detail/cell_values.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/record.hpp"

namespace entente::io::detail {

/// The name of a file without its folder and extension.
inline std::string_view stem_of(std::string_view file) {
    if (auto const slash = file.find_last_of("/\\"); slash != file.npos) file.remove_prefix(slash + 1);
    if (auto const dot = file.rfind('.'); dot != file.npos && dot != 0) file = file.substr(0, dot);
    return file;
}

/// The columns that make a name.
struct name_columns_in {
    struct part {
        std::size_t column;
        bool whole_numbers = false;  // all are, and some are written as 14226.0
    };
    std::vector<part> parts;
    std::string_view joined_by;

    name_columns_in() = default;
    name_columns_in(std::vector<std::size_t> const& columns, std::string_view join) : joined_by(join) {
        for (auto const c : columns) parts.push_back({c});
    }

    /// The name in a record: in it, or in the buffer.
    std::string_view in(record const& r, std::string& buffer) const {
        if (parts.size() == 1) return part_in(r, parts[0]);
        buffer.clear();
        for (auto const& each : parts) {
            if (&each != &parts[0]) buffer += joined_by;
            auto const text = part_in(r, each);
            if (text.empty()) return {};
            buffer += text;
        }
        return buffer;
    }
    /// The column that stands for the name in messages.
    std::size_t first() const { return parts[0].column == csv_columns::file_name ? 0 : parts[0].column; }

    /// Finds out which columns hold whole numbers, some of which a spreadsheet has rewritten: walks over the table once
    /// more, where anything is written so. What is to be said of it, or empty.
    std::string find_whole_numbers(record_source& table) {
        if (table.source().text().find(".0") == std::string_view::npos) return {};
        enum class names { whole, with_zeros, other };  // with zeros: 007 beside 7 and 8.0
        std::vector<names> hold(parts.size(), names::whole);
        std::vector<char> rewritten(parts.size(), 0);
        table.rewind();
        for (bool more = true; more;) {
            try {
                while (auto const r = table.next())
                    for (std::size_t i = 0; i != parts.size(); ++i) {
                        if (hold[i] == names::other || parts[i].column == csv_columns::file_name) continue;
                        auto const text = (*r)[parts[i].column];
                        if (text.empty()) continue;
                        auto const number = whole_number(text);
                        auto const digits = text.find_first_not_of('0');
                        if (!number)
                            hold[i] = digits != text.npos && whole_number(text.substr(digits)) ? names::with_zeros
                                                                                               : names::other;
                        auto const rewrites = number && number->size() != text.size();
                        rewritten[i] = rewritten[i] || (rewrites && !r->is_quoted(parts[i].column));
                    }
                more = false;
            } catch (error const&) {  // told when the table is read
                more = table.may_go_on();
            }
        }
        table.rewind();
        std::string whole, kept;
        for (std::size_t i = 0; i != parts.size(); ++i) {
            parts[i].whole_numbers = hold[i] == names::whole && rewritten[i];
            if (!rewritten[i] || hold[i] == names::other) continue;
            auto& into = parts[i].whole_numbers ? whole : kept;
            (into += into.empty() ? "" : ", ") += table.header()[parts[i].column];
        }
        if (!whole.empty()) whole = "the whole numbers in " + whole + " are read without .0";
        if (kept.empty()) return whole;
        return whole + (whole.empty() ? "" : "; ") + "names in " + kept +
               " stay as they are written, 7 and 7.0 are two: some begin with a zero, as numbers do not";
    }

private:
    static std::string_view part_in(record const& r, part const& p) {
        if (p.column == csv_columns::file_name) return stem_of(r.file());
        auto const text = r[p.column];
        return p.whole_numbers && !r.is_quoted(p.column) ? whole_number(text).value_or(text) : text;
    }
};

/// Names by key.
class name_table {
public:
    name_table(std::unique_ptr<record_source> table, name_columns const& at) : file_(table->source().name()) {
        csv_columns columns(*table);
        auto const key = at.key.empty() ? columns.present("#1") : columns.present(at.key);
        name_columns_in keys({key}, "");
        keys.find_whole_numbers(*table);
        csv_columns names(*table, {{"name", at.name.empty() ? "#2" : at.name}});
        name_columns_in const name(names.find_name("name"), " ");
        std::string buffer;
        while (auto const r = table->next()) {
            auto const text = keys.in(*r, buffer);
            if (text.empty()) r->refuse<graph_error>(key, fault_code::unknown_name, "a name needs a key");
            std::string made(name.in(*r, buffer));
            if (made.empty())
                r->refuse<graph_error>(name.first(), fault_code::unknown_name, "the name of a key is empty");
            auto const [known, is_new] = names_.emplace(text, made);
            if (!is_new && known->second != made)
                r->refuse<graph_error>(key, fault_code::duplicate,
                                       "the key has another name already: " + known->second);
        }
    }

    std::string const* find(std::string_view key) const {
        auto const at = names_.find(key);
        if (at != names_.end()) return &at->second;
        // A key that is a whole number is the same however it was rewritten.
        if (auto const number = whole_number(key); number && number->size() != key.size()) return find(*number);
        return nullptr;
    }
    std::string const& file() const { return file_; }

private:
    by_text<std::string> names_;
    std::string file_;
};

/// The vertices of one kind by name, and by the text that stands for a name.
struct vertex_names {
    name_index index;
    boost::optional<name_table> translated;
    by_text<std::uint32_t> by_key;  // where names are translated
    std::string last;               // rows of one actor mostly follow each other
    boost::optional<std::uint32_t> last_number;

    boost::optional<std::uint32_t> find(std::string_view text) {
        if (last_number && text == last) return last_number;
        boost::optional<std::uint32_t> found;
        if (!translated)
            found = index.find(text);
        else if (auto const at = by_key.find(text); at != by_key.end())
            found = at->second;
        if (found) last = text, last_number = found;
        return found;
    }
};

}  // namespace entente::io::detail

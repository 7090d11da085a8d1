// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/csv_columns.hpp
/// The columns of a table by name, and what their cells hold.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/weight.hpp"
#include "entente/error.hpp"
#include "entente/io/date.hpp"
#include "entente/io/detail/cell_values.hpp"
#include "entente/io/detail/column_pattern.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/number.hpp"
#include "entente/io/record.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/io/text_position.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// A column that may not be there.
using column_index = boost::optional<std::size_t>;

/// Finds columns by the names that the format gives them, or by what they are called instead.
class csv_columns {
public:
    using names = std::vector<std::pair<std::string, std::string>>;
    /// In place of the number of a column: the name of the file.
    static constexpr auto file_name = static_cast<std::size_t>(-1);

    /// Throws io_error for a column that is to be ignored and is not there.
    explicit csv_columns(record_source const& reader, names renamed = {}, std::vector<std::string> const& ignored = {})
        : reader_(reader)
        , renamed_(std::move(renamed))
        , read_(reader.header().size(), false)
        , ignored_(reader.header().size(), false) {
        for (auto const& pattern : ignored)
            if (!mark(pattern, ignored_)) refuse_missing(pattern);
        taken_ = ignored_;
        for (auto const& [member, reference] : renamed_)
            if (!reference.empty() && !has_parts(reference))
                for (auto const column : parts_of(reference))
                    if (column != file_name) taken_[column] = true;
    }

    /// None when there is no such column. Throws io_error when a renamed column is missing, or when one differs from
    /// the name in nothing but letter case and blanks: it would be passed over in silence.
    column_index find(std::string_view name) {
        if (auto const* const reference = renamed(name))
            return reference->empty() ? column_index() : column_index(present(*reference));
        if (auto const found = reader_.column(name); found && !taken_[*found]) return read(*found);
        auto const& header = reader_.header();
        for (std::size_t i = 0; i != header.size(); ++i)
            if (!taken_[i] && header[i] != name && almost(header[i], name))
                header.refuse(i, fault_code::unknown_name,
                              "a column that should be called " + std::string(name) +
                                  ", or be named by the options columns or ignored_columns");
        return boost::none;
    }

    /// The same, where there is room for what the column holds.
    column_index find_if(bool wanted, std::string_view name) { return wanted ? find(name) : boost::none; }

    std::size_t required(std::string_view name) {
        auto const found = find(name);
        if (!found) refuse_missing(name);
        return *found;
    }

    /// The one column that a reference names. Throws io_error.
    std::size_t present(std::string_view reference) {
        auto const parts = parts_of(reference);
        if (parts.size() != 1 || parts[0] == file_name)
            reader_.header().refuse(reader_.header().size(), fault_code::unknown_name,
                                    "one column is needed here, and not " + std::string(reference));
        return read(parts[0]);
    }

    /// The columns that make a name: of the name in the options, else of the format's.
    std::vector<std::size_t> find_name(std::string_view member) {
        auto const* const reference = renamed(member);
        if (!reference) return {required(member)};
        if (reference->empty()) refuse_missing(member);
        auto parts = parts_of(*reference);
        for (auto const part : parts)
            if (part != file_name) read(part);
        return parts;
    }

    /// What a member of stances is called in the options, or null.
    std::string const* renamed(std::string_view member) const {
        for (auto const& [format_name, reference] : renamed_)
            if (format_name == member) return &reference;
        return nullptr;
    }

    /// Marks the columns that a pattern describes; false when there are none.
    bool mark(std::string_view pattern, std::vector<bool>& marks) const {
        bool any = false;
        for (std::size_t i = 0; i != marks.size(); ++i)
            if (describes(pattern, reader_.header()[i], i)) marks[i] = any = true;
        return any;
    }

    /// The columns that were not asked for.
    std::vector<std::size_t> others() const {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i != read_.size(); ++i)
            if (!read_[i]) all.push_back(i);
        return all;
    }
    bool is_read(std::size_t column) const { return read_[column]; }
    bool is_ignored(std::size_t column) const { return ignored_[column]; }
    std::size_t read(std::size_t column) {
        read_[column] = true;
        return column;
    }

    [[noreturn]] void refuse_missing(std::string_view name) const {
        auto const& header = reader_.header();
        auto message = "the column " + std::string(name) + " is missing";
        if (header.size() == 1) {
            auto const only = header[0];
            if (only.find_first_of(";\t|") != only.npos)
                message += "; are the fields separated by another mark? The option delimiter says which";
            if (only.starts_with('[') || only.starts_with('{'))
                message += "; the text looks like JSON, not like a table";
        } else {
            message += "; the option columns says which of the file's it is";
        }
        if (reader_.source().format()) {
            message += "; there are: ";
            for (std::size_t i = 0; i != header.size() && i != 12; ++i) (message += i ? ", " : "") += header[i];
            if (header.size() > 12) message += ", ...";
        }
        header.refuse(header.size(), fault_code::unknown_name, message);
    }

private:
    /// The columns of a reference: `name`, `#3`, `@file`, or several with `+` between them.
    std::vector<std::size_t> parts_of(std::string_view reference) const {
        if (auto const whole = column_of(reference)) return {*whole};
        std::vector<std::size_t> parts;
        for (std::size_t from = 0; from <= reference.size();) {
            auto const end = (std::min)(reference.find('+', from), reference.size());
            auto const part = column_of(reference.substr(from, end - from));
            if (!part) refuse_missing(reference.substr(from, end - from));
            parts.push_back(*part);
            from = end + 1;
        }
        return parts;
    }
    column_index column_of(std::string_view part) const {
        if (auto const named = reader_.column(part)) return *named;
        if (part == "@file") return file_name;
        if (auto const number = column_number(part); number && *number < read_.size()) return *number;
        return boost::none;
    }
    /// Whether a name is another but for blanks around it and the case of ASCII letters.
    static bool almost(std::string_view written, std::string_view name) {
        constexpr std::string_view blanks = " \t\n\v\f\r";
        auto const from = written.find_first_not_of(blanks);
        if (from == written.npos) return false;
        written = written.substr(from, written.find_last_not_of(blanks) + 1 - from);
        auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        return std::ranges::equal(written, name, {}, lower, lower);
    }

    record_source const& reader_;
    names renamed_;
    std::vector<bool> read_, ignored_;
    std::vector<bool> taken_;  // by another meaning
};

/// Who and what a record speaks of, for messages.
struct subject {
    std::string_view actor{};
    std::string_view issue{};
};

/// Refuses what a cell holds.
template <class Error>
[[noreturn]] void refuse(record const& r, std::size_t column, subject const& about, fault_code code,
                         std::string_view message) {
    r.refuse<Error>(column, code, std::string(message), std::string(about.actor), std::string(about.issue));
}

inline std::string_view cell(record const& r, column_index column) {
    return column ? r[*column] : std::string_view{};
}

/// What may have been meant by a text that is no number.
inline std::string hint_of_number(std::string_view text) {
    std::size_t digits = 0, commas = 0, others = 0;
    for (char const c : text) {
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c == ',')
            ++commas;
        else if (c != '-' && c != '+')
            ++others;
    }
    if (digits != 0 && commas == 1 && others == 0) return "; with a decimal comma, say decimal_comma";
    return {};
}

/// The finite number in a cell, or none where the cell is empty or not there. `what` is how a refusal begins.
template <class Error, class Parse>
boost::optional<double> number_in(record const& r, column_index column, subject const& about, std::string_view what,
                                  Parse const& parse) {
    auto const text = cell(r, column);
    if (text.empty()) return boost::none;
    auto const value = parse(text);
    if (!value)
        refuse<Error>(r, *column, about, fault_code::not_a_number,
                      std::string(what) + " is a finite number" + hint_of_number(text));
    return value;
}
template <class Error>
boost::optional<double> number_in(record const& r, column_index column, subject const& about, std::string_view what) {
    return number_in<Error>(r, column, about, what, [](std::string_view text) { return parse_number(text); });
}

/// A number of at least 0 in a cell, or none.
template <class Error, class Parse>
boost::optional<double> weight_in(record const& r, column_index column, subject const& about, std::string_view what,
                                  Parse const& parse) {
    auto const value = number_in<Error>(r, column, about, what, parse);
    if (value && *value < 0)
        refuse<Error>(r, *column, about, fault_code::negative_weight, std::string(what) + " is at least 0");
    if (value && !entente::detail::is_weight(*value))
        refuse<Error>(r, *column, about, fault_code::out_of_range, entente::detail::weight_too_far);
    return value;
}
template <class Error>
boost::optional<double> weight_in(record const& r, column_index column, subject const& about, std::string_view what) {
    return weight_in<Error>(r, column, about, what, [](std::string_view text) { return parse_number(text); });
}

/// The point in time in a cell, or `otherwise` where the cell is empty or not there.
inline time_point date_in(record const& r, column_index column, subject const& about, date_form form,
                          time_point otherwise) {
    auto const text = cell(r, column);
    if (text.empty()) return otherwise;
    if (auto const value = parse_date(text, form)) return *value;
    std::string message = "not a date: ISO 8601 writes 1999, 2022-01, 2022-01-26 or 2022-01-26T12:00:00Z";
    if (form != date_form::iso) message = std::string("not a date of the form ") + to_string(form);
    auto const digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (digits && text.size() == 5)
        message += "; a number like this is how a spreadsheet counts days: write the column as dates there";
    else
        message += "; other forms are said by the option dates: ymd, dmy, mdy, unix, unix-ms, words";
    refuse<io_error>(r, *column, about, fault_code::syntax, message);
}

/// A scale for messages.
inline std::string describe(scale const& s) {
    try {
        return excerpt(scale_text(s));
    } catch (scale_error const&) {
        return std::string(to_string(s.measurement()));
    }
}

/// Names and their numbers, in the order of first appearance.
class name_index {
public:
    boost::optional<std::uint32_t> find(std::string_view name) const {
        auto const at = numbers_.find(name);
        if (at == numbers_.end()) return boost::none;
        return at->second;
    }
    std::size_t size() const { return numbers_.size(); }
    /// False when the name is there already.
    bool add(std::string_view name, std::uint32_t number) { return numbers_.emplace(name, number).second; }
    /// The first two names that nobody can tell apart: they differ in blanks, or in characters that are not seen.
    boost::optional<std::pair<std::string, std::string>> look_alikes() const {
        std::vector<std::string const*> names(size());
        for (auto const& [name, number] : numbers_) names[number] = &name;
        by_text<std::string const*> seen;
        for (auto const* const name : names) {
            auto const [at, is_new] = seen.emplace(visible(*name), name);
            if (!is_new) return std::pair(*at->second, *name);
        }
        return boost::none;
    }

private:
    /// What is seen of a name: blanks of any kind and number are one, and none at its ends.
    static std::string visible(std::string_view name) {
        std::string seen;
        bool blank = false;
        for (auto rest = name; !rest.empty();) {
            auto const c = entente::detail::first_character(rest);
            auto const code = c.bytes ? c.code : 0u;
            bool const unseen = code == 0xAD || (code >= 0x200B && code <= 0x200F) || code == 0x2060 || code == 0xFEFF;
            if (code == 0x20 || code == 0x09 || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
                code == 0x3000) {
                blank = !seen.empty();
            } else if (!unseen) {
                if (blank) seen += ' ';
                blank = false;
                seen += rest.substr(0, c.bytes ? c.bytes : 1);
            }
            rest.remove_prefix(c.bytes ? c.bytes : 1);
        }
        return seen;
    }

    by_text<std::uint32_t> numbers_;
};

}  // namespace entente::io::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/csv_columns.hpp
/// The columns of a table by name, and what their cells hold.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/base/weight.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/date.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/number.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io::detail {

/// A column that may not be there.
using column_index = boost::optional<std::size_t>;

/// Finds columns by the names that the format gives them, or by what they are called instead.
class csv_columns {
public:
    using names = std::vector<std::pair<std::string, std::string>>;

    explicit csv_columns(csv_reader const& reader, names renamed = {}, std::vector<std::string> ignored = {})
        : reader_(reader)
        , renamed_(std::move(renamed))
        , ignored_(std::move(ignored))
        , read_(reader.header().size(), false) {}

    /// None when there is no such column. Throws io_error when a renamed column is missing, or when one differs from
    /// the name in nothing but letter case and blanks: it would be passed over in silence.
    column_index find(std::string_view name) {
        for (auto const& [format_name, file_name] : renamed_)
            if (format_name == name) return present(file_name);
        if (auto const found = reader_.column(name); found && !is_ignored(name)) return read(*found);
        auto const& header = reader_.header();
        for (std::size_t i = 0; i != header.size(); ++i) {
            if (almost(header[i], name) && !is_renamed(header[i]) && !is_ignored(header[i]))
                header.refuse(i, errc::unknown_name, "a column that should be called " + std::string(name));
        }
        return boost::none;
    }

    /// The same, where there is room for what the column holds.
    column_index find_if(bool wanted, std::string_view name) { return wanted ? find(name) : boost::none; }

    std::size_t required(std::string_view name) {
        auto const found = find(name);
        if (!found) refuse_missing(name);
        return *found;
    }

    /// The column that goes by this name in the file.
    std::size_t present(std::string_view file_name) {
        auto const found = reader_.column(file_name);
        if (!found) refuse_missing(file_name);
        return read(*found);
    }

    /// The columns that were not asked for.
    std::vector<std::size_t> others() const {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i != read_.size(); ++i)
            if (!read_[i]) all.push_back(i);
        return all;
    }

private:
    std::size_t read(std::size_t column) {
        read_[column] = true;
        return column;
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
    bool is_ignored(std::string_view file_name) const {
        return std::find(ignored_.begin(), ignored_.end(), file_name) != ignored_.end();
    }
    bool is_renamed(std::string_view file_name) const {
        for (auto const& [format_name, renamed] : renamed_)
            if (renamed == file_name) return true;
        return false;
    }
    [[noreturn]] void refuse_missing(std::string_view name) const {
        reader_.header().refuse(reader_.header().size(), errc::unknown_name,
                                "the column " + std::string(name) + " is missing");
    }

    csv_reader const& reader_;
    names renamed_;
    std::vector<std::string> ignored_;
    std::vector<bool> read_;
};

/// Who and what a record speaks of, for messages.
struct subject {
    std::string_view actor{};
    std::string_view issue{};
};

/// Refuses what a cell holds.
template <class Error>
[[noreturn]] void refuse(csv_record const& record, std::size_t column, subject const& about, errc code,
                         std::string_view message) {
    record.refuse<Error>(column, code, std::string(message), std::string(about.actor), std::string(about.issue));
}

inline std::string_view cell(csv_record const& record, column_index column) {
    return column ? record[*column] : std::string_view{};
}

/// The finite number in a cell, or none where the cell is empty or not there. `what` is how a refusal begins.
template <class Error>
boost::optional<double> number_in(csv_record const& record, column_index column, subject const& about,
                                  std::string_view what) {
    auto const text = cell(record, column);
    if (text.empty()) return boost::none;
    auto const value = parse_number(text);
    if (!value) refuse<Error>(record, *column, about, errc::not_a_number, std::string(what) + " is a finite number");
    return value;
}

/// A number of at least 0 in a cell, or none.
template <class Error>
boost::optional<double> weight_in(csv_record const& record, column_index column, subject const& about,
                                  std::string_view what) {
    auto const value = number_in<Error>(record, column, about, what);
    if (value && *value < 0)
        refuse<Error>(record, *column, about, errc::negative_weight, std::string(what) + " is at least 0");
    if (value && !entente::detail::is_weight(*value))
        refuse<Error>(record, *column, about, errc::out_of_range, entente::detail::weight_too_far);
    return value;
}

/// The date in a cell, or the given one where the cell is empty or not there.
inline time_point date_in(csv_record const& record, column_index column, subject const& about, time_point otherwise) {
    auto const text = cell(record, column);
    if (text.empty()) return otherwise;
    auto const value = parse_date(text);
    if (!value)
        refuse<io_error>(record, *column, about, errc::syntax,
                         "not a date: ISO 8601 writes 1999, 2022-01, 2022-01-26 or 2022-01-26T12:00:00Z");
    return *value;
}

/// A scale for messages.
inline std::string describe(scale const& s) {
    try {
        return excerpt(scale_text(s));
    } catch (scale_error const&) {
        return std::string(to_string(s.measurement()));
    }
}

/// The position in a cell that is not empty.
inline double position_in_cell(csv_record const& record, std::size_t column, subject const& about, scale const& s) {
    auto const value = s.point_of(record[column]);
    if (!value && s.categories() == 0)
        refuse<stance_error>(record, column, about, errc::not_a_number,
                             "a position is a finite number on the scale " + describe(s));
    if (!value || !s.contains(*value))
        refuse<scale_error>(record, column, about, errc::off_scale,
                            "the position is not on the issue's scale " + describe(s));
    return *value;
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

private:
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::uint32_t, hash, std::equal_to<>> numbers_;
};

}  // namespace entente::io::detail

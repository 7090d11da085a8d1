// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/reading_options.hpp
/// Definitions of io/reading_options.hpp.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/reading_choices.hpp"

namespace entente::io {

namespace detail {

inline constexpr date_form date_forms[] = {
    date_form::iso,          date_form::year_month_day,    date_form::day_month_year, date_form::month_day_year,
    date_form::unix_seconds, date_form::unix_milliseconds, date_form::words};
inline constexpr repeated_stances repeated_policies[] = {
    repeated_stances::refuse, repeated_stances::first, repeated_stances::last,  repeated_stances::latest,
    repeated_stances::mean,   repeated_stances::sum,   repeated_stances::count, repeated_stances::succession};

}  // namespace detail

ENTENTE_INLINE char const* to_string(date_form form) {
    constexpr char const* names[] = {"iso", "ymd", "dmy", "mdy", "unix", "unix-ms", "words"};
    return names[static_cast<std::size_t>(form)];
}
ENTENTE_INLINE boost::optional<date_form> parse_date_form(std::string_view name) {
    for (auto const each : detail::date_forms)
        if (name == to_string(each)) return each;
    return boost::none;
}
ENTENTE_INLINE char const* to_string(repeated_stances policy) {
    constexpr char const* names[] = {"refuse", "first", "last", "latest", "mean", "sum", "count", "succession"};
    return names[static_cast<std::size_t>(policy)];
}
ENTENTE_INLINE boost::optional<repeated_stances> parse_repeated(std::string_view name) {
    for (auto const each : detail::repeated_policies)
        if (name == to_string(each)) return each;
    return boost::none;
}

ENTENTE_INLINE void validate(reading_options const& o) {
    auto const refuse = [](char const* message, std::string value = {}) {
        throw error(fault_code::invalid_argument, message, {.value = std::move(value)});
    };
    auto const maps = [&](std::string_view member) {
        return std::ranges::any_of(o.columns, [&](auto const& c) { return c.first == member && !c.second.empty(); });
    };
    if (o.transposed && !o.wide) refuse("transposed says how a wide table lies: it needs wide");
    if (!o.wide && !o.issue_columns.empty())
        refuse("issue_columns are columns of a wide table, and the table is long", o.issue_columns.front());
    if (!o.answers.empty() && !o.counts.empty()) refuse("columns are answers or counts, not both");
    if (o.wide && !(o.answers.empty() && o.counts.empty()))
        refuse("answers and counts are columns of a long table; in a wide one the position is {issue}_{answer}");
    if (!(o.answers.empty() && o.counts.empty()) && maps("position"))
        refuse("the position is read from the columns of answers or counts, and from no other");
    if (o.answers.size() == 1 || o.counts.size() == 1) refuse("there are two answers at least");
    if (o.delimiter == '"' || o.delimiter == '\n' || o.delimiter == '\r' || static_cast<signed char>(o.delimiter) < 0)
        refuse("a delimiter is one ASCII character, and neither a quote nor a line end", std::string(1, o.delimiter));
    if (o.thousands != 0 &&
        ((o.thousands >= '0' && o.thousands <= '9') || o.thousands == (o.decimal_comma ? ',' : '.')))
        refuse("what separates thousands is neither a digit nor the decimal mark", std::string(1, o.thousands));
    if (!o.comment.empty() && (o.comment[0] == '"' || o.comment[0] == '\n'))
        refuse("a comment begins with neither a quote nor a line end", o.comment);
    if (o.header_rows == 0 && o.wide && o.column_names.empty() && o.issue_columns.empty() && !maps("position"))
        refuse("without a header the columns of a wide table need names: column_names");
    for (auto const& each : o.columns)
        if (std::ranges::count(o.columns, each.first, &std::pair<std::string, std::string>::first) > 1)
            refuse("a member of stances has one column", each.first);
    for (auto const& each : o.values)
        if (each.from.empty())
            refuse("an empty cell has its meaning already: withheld in a long table, none in a wide one");
    std::map<std::pair<std::string_view, std::string_view>, std::string_view> meanings;
    for (auto const& each : o.values)
        if (meanings.emplace(std::pair(std::string_view(each.issue), std::string_view(each.from)), each.to)
                .first->second != each.to)
            refuse("a text has two meanings", each.from);
    if (o.most_faults == 0) refuse("an error names one fault at least: most_faults");
}

ENTENTE_INLINE std::string to_text(reading_report const& report) {
    std::string text;
    std::string_view file;
    for (auto const& c : report.columns) {
        if (c.file != file) {
            file = c.file;
            text += entente::detail::shown_text(file, 300) + ":\n";
        }
        text += "  column " + std::to_string(c.number) + ' ' +
                (c.name.empty() ? std::string("without a name") : '"' + entente::detail::shown_text(c.name) + '"') +
                ": " + entente::detail::shown_text(c.use) + '\n';
    }
    text += "records: " + std::to_string(report.records) + ", stances: " + std::to_string(report.stances) +
            ", cells without a stance: " + std::to_string(report.without_stance) + '\n';
    for (auto const& note : report.notes) text += "note: " + entente::detail::shown_text(note, 1000) + '\n';
    return text;
}

}  // namespace entente::io

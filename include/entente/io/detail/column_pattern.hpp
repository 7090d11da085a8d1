// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/column_pattern.hpp
/// Columns by what their names look like, or by their numbers.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace entente::io::detail {

/// The number after `#`, less 1, or none.
inline boost::optional<std::size_t> column_number(std::string_view text) {
    if (!text.starts_with('#') || text.size() < 2 || text.size() > 8) return boost::none;
    std::size_t number = 0;
    for (char const c : text.substr(1)) {
        if (c < '0' || c > '9') return boost::none;
        number = 10 * number + static_cast<std::size_t>(c - '0');
    }
    if (number == 0) return boost::none;
    return number - 1;
}

/// What a name holds where a pattern has `{issue}` and `{answer}`.
struct name_parts {
    std::string_view issue{}, answer{};
};

/// Whether `pattern` describes `name`: `*` is any text, `?` a byte, `[a-z]` one of a set, `{issue}` and `{answer}` some
/// text, of which `{issue}` takes as much as it can.
inline bool matches(std::string_view pattern, std::string_view name, name_parts& parts) {
    constexpr std::string_view issue = "{issue}", answer = "{answer}";
    while (!pattern.empty()) {
        auto const part = pattern.starts_with(issue) ? issue.size() : pattern.starts_with(answer) ? answer.size() : 0;
        if (part != 0 || pattern[0] == '*') {
            auto const rest = pattern.substr(part != 0 ? part : 1);
            for (std::size_t taken = name.size() + 1; taken-- > (part != 0 ? 1u : 0u);) {
                auto found = parts;
                if (!matches(rest, name.substr(taken), found)) continue;
                parts = found;
                if (part == issue.size()) parts.issue = name.substr(0, taken);
                if (part == answer.size()) parts.answer = name.substr(0, taken);
                return true;
            }
            return false;
        }
        if (name.empty()) return false;
        auto const close = pattern[0] == '[' ? pattern.find(']', 2) : pattern.npos;
        if (close != pattern.npos) {
            bool in = false;
            for (std::size_t i = 1; i < close; ++i) {
                bool const range = i + 2 < close && pattern[i + 1] == '-';
                in = in || (range ? name[0] >= pattern[i] && name[0] <= pattern[i + 2] : name[0] == pattern[i]);
                if (range) i += 2;
            }
            if (!in) return false;
            pattern.remove_prefix(close + 1);
        } else {
            if (pattern[0] != '?' && pattern[0] != name[0]) return false;
            pattern.remove_prefix(1);
        }
        name.remove_prefix(1);
    }
    return name.empty();
}

/// Whether a pattern, or one or more numbers of columns (`#3`, `#3-#7`, `#3-`), describe a column.
inline bool describes(std::string_view pattern, std::string_view name, std::size_t column) {
    if (pattern == name) return true;
    if (auto const number = column_number(pattern)) return *number == column;
    if (auto const dash = pattern.find('-'); dash != pattern.npos)
        if (auto const first = column_number(pattern.substr(0, dash))) {
            auto const end = pattern.substr(dash + 1);
            if (end.empty()) return column >= *first;
            if (auto const last = column_number(end)) return column >= *first && column <= *last;
        }
    name_parts parts;
    return !name.empty() && matches(pattern, name, parts);
}

inline bool has_parts(std::string_view pattern) {
    return pattern.find("{issue}") != pattern.npos;
}

/// Whether a name of a column is rather of something about positions than of an issue.
inline bool is_about_positions(std::string_view name) {
    if (name.starts_with('/')) return true;  // in JSON: what stands around the records
    constexpr std::string_view words[] = {"id",      "sd",         "se",       "std",       "stdev",    "salience",
                                          "dissent", "confidence", "variance", "timestamp", "saliency", "stderr"};
    constexpr std::string_view names[] = {"n",          "no",         "index", "weight",  "count", "total",
                                          "group",      "cluster",    "year",  "date",    "power", "seats",
                                          "importance", "capability", "from",  "to",      "party", "name",
                                          "status",     "source",     "issue", "position"};
    std::string lower(name);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (std::ranges::find(names, lower) != std::end(names)) return true;
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from <= lower.size();) {
        auto const end = (std::min)(lower.find_first_of(" _-./", from), lower.size());
        parts.push_back(std::string_view(lower).substr(from, end - from));
        from = end + 1;
    }
    if (parts.size() > 1 && (parts[0] == "n" || parts[0] == "num")) return true;
    return parts.size() > 1 && std::ranges::any_of(parts, [&](std::string_view part) {
               return std::ranges::find(words, part) != std::end(words);
           });
}

}  // namespace entente::io::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/scale_text.hpp
/// Definitions of io/scale_text.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/char/char_set.hpp>
#include <boost/spirit/home/x3/char/negated_char_parser.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/kleene.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/number.hpp"
#include "entente/model/scale.hpp"

namespace entente::io {

namespace detail {

[[noreturn]] ENTENTE_INLINE void refuse_scale(char const* message, std::string_view text) {
    throw scale_error(fault_code::invalid_scale, message, {.value = std::string(text)});
}

/// The text before one of these separators or the end; a separator or backslash inside of it has a backslash before it.
ENTENTE_INLINE std::string escaped_name(char const*& first, char const* last, std::string const& separators) {
    namespace x3 = boost::spirit::x3;
    std::string name;
    x3::parse(first, last, *(('\\' >> x3::char_(separators + '\\')) | ~x3::char_(separators)), name);
    return name;
}

ENTENTE_INLINE std::vector<label_text> parse_labels(std::string_view text) {
    std::vector<label_text> all;
    char const* first = text.data();
    char const* const last = first + text.size();
    for (;; ++first) {  // over the bar
        all.push_back({escaped_name(first, last, "|="), boost::none});
        if (first != last && *first == '=') {
            char const* const end = std::find(++first, last, '|');
            all.back().value = parse_number({first, static_cast<std::size_t>(end - first)});
            if (!all.back().value) refuse_scale("the value after = is not a number", text);
            first = end;
        }
        if (first == last) break;
    }
    auto const valued = std::ranges::count_if(all, [](label_text const& l) { return l.value.has_value(); });
    if (valued != 0 && static_cast<std::size_t>(valued) != all.size())
        refuse_scale("all labels have a value, or none", text);
    return all;
}

ENTENTE_INLINE level parse_level(std::string_view text) {
    for (level l : {level::nominal, level::ordinal, level::interval, level::ratio})
        if (text == to_string(l)) return l;
    refuse_scale("the level of a scale is nominal, ordinal, interval or ratio", text);
}

ENTENTE_INLINE scale labelled_scale(level l, std::vector<label_text> labels, boost::optional<double> lower,
                                    boost::optional<double> upper, std::string_view text) {
    bool const of_numbers = l == level::interval || l == level::ratio;
    if (lower.has_value() != upper.has_value()) refuse_scale("a scale has both bounds or neither", text);
    if (of_numbers && !labels.front().value && !lower)
        for (auto& label : labels) {
            label.value = parse_number(label.label);
            if (!label.value)
                refuse_scale("the labels of an interval or ratio scale are numbers, or have values", text);
        }
    if (!labels.front().value && !lower) {
        std::vector<std::string> names;
        for (auto& label : labels) names.push_back(std::move(label.label));
        return l == level::nominal ? scale::nominal(std::move(names)) : scale::ordinal(std::move(names));
    }
    if (l == level::nominal) refuse_scale("the labels of a nominal scale have no values", text);
    std::vector<scale::category> categories;
    auto const steps = static_cast<double>(labels.size() - 1);
    for (auto& label : labels) {
        auto const k = static_cast<double>(categories.size());
        double const value = label.value ? *label.value : (*lower * (steps - k) + *upper * k) / steps;
        categories.push_back({std::move(label.label), value});
    }
    auto made = l == level::ordinal    ? scale::ordinal(std::move(categories))
                : l == level::interval ? scale::interval(std::move(categories))
                                       : scale::ratio(std::move(categories));
    if (lower && (made.lower() != *lower || made.upper() != *upper))
        refuse_scale("the bounds are not those of the labels", text);
    return made;
}

ENTENTE_INLINE scale bounded_scale(level l, double lower, double upper, std::string_view text) {
    if (l == level::interval) return scale::interval(lower, upper);
    if (l == level::ratio) return scale::ratio(lower, upper);
    if (lower != std::floor(lower) || upper != std::floor(upper) || (std::abs)(lower) > greatest_category ||
        (std::abs)(upper) > greatest_category)
        refuse_scale("the bounds of categories are whole numbers of at most 1e9", text);
    if (upper - lower >= most_categories) refuse_scale("a scale read from text has at most 100000 categories", text);
    if (l == level::nominal) {
        if (lower != 1) refuse_scale("the options of a nominal scale are numbered from 1; give them labels", text);
        std::vector<std::string> names;
        for (double value = lower; value <= upper; ++value) names.push_back(entente::detail::number_text(value));
        return scale::nominal(std::move(names));
    }
    return scale::ordinal(static_cast<int>(lower), static_cast<int>(upper));
}

ENTENTE_INLINE std::string labels_text(scale const& s) {
    // Labels without values are at 1, 2, ..., and of interval and ratio scales at the numbers that they are.
    bool const of_numbers = s.measurement() == level::interval || s.measurement() == level::ratio;
    bool numbered = true;
    for (std::size_t k = 0; k != s.categories(); ++k)
        numbered = numbered &&
                   (of_numbers ? parse_number(s.label(k)) == s.value(k) : s.value(k) == static_cast<double>(k + 1));
    if (!numbered && s.measurement() == level::nominal)
        refuse_scale("a nominal scale whose options are not numbered 1, 2, ... has no text", s.label(0));
    std::string text;
    for (std::size_t k = 0; k != s.categories(); ++k) {
        if (k != 0) text += '|';
        for (char const c : s.label(k)) {
            if (c == '|' || c == '=' || c == '\\') text += '\\';
            text += c;
        }
        if (!numbered) text += '=' + entente::detail::number_text(s.value(k));
    }
    return text;
}

ENTENTE_INLINE bool is_integer_scale(scale const& s) {
    if (s.measurement() != level::ordinal || s.categories() == 0 || s.lower() != std::floor(s.lower())) return false;
    if (s.upper() - s.lower() >= most_categories || (std::abs)(s.lower()) > greatest_category ||
        (std::abs)(s.upper()) > greatest_category)
        return false;
    for (std::size_t k = 0; k != s.categories(); ++k)
        if (s.value(k) != s.lower() + static_cast<double>(k) || s.label(k) != entente::detail::number_text(s.value(k)))
            return false;
    return true;
}

}  // namespace detail

ENTENTE_INLINE std::vector<std::string> parse_list(std::string_view text) {
    std::vector<std::string> all;
    if (text.empty()) return all;
    char const* first = text.data();
    char const* const last = first + text.size();
    for (;; ++first) {  // over the bar
        all.push_back(detail::escaped_name(first, last, "|"));
        if (first == last) break;
    }
    return all;
}

ENTENTE_INLINE std::string list_text(std::vector<std::string> const& names) {
    std::string text;
    for (std::size_t i = 0; i != names.size(); ++i) {
        if (i != 0) text += '|';
        for (char const c : names[i]) {
            if (c == '|' || c == '\\') text += '\\';
            text += c;
        }
    }
    return text;
}

ENTENTE_INLINE scale parse_scale(std::string_view text) {
    auto const colon = text.find(':');
    if (colon == text.npos) detail::refuse_scale("a scale reads LEVEL:LOWER..UPPER or LEVEL:LABEL|LABEL...", text);
    try {
        auto const measurement = detail::parse_level(text.substr(0, colon));
        auto const rest = text.substr(colon + 1);
        if (auto const dots = rest.find(".."); dots != rest.npos) {
            auto const lower = parse_number(rest.substr(0, dots)), upper = parse_number(rest.substr(dots + 2));
            if (lower && upper) return detail::bounded_scale(measurement, *lower, *upper, text);
        }
        if (measurement == level::interval || measurement == level::ratio)
            if (rest.find('|') == rest.npos)
                detail::refuse_scale("an interval or ratio scale reads LEVEL:LOWER..UPPER or LEVEL:NUMBER|NUMBER...",
                                     text);
        return detail::labelled_scale(measurement, detail::parse_labels(rest), boost::none, boost::none, text);
    } catch (scale_error const& refusal) {
        throw scale_error(refusal.code(), refusal.message(), {.value = std::string(text)});
    }
}

ENTENTE_INLINE std::string scale_text(scale const& s) {
    std::string text(to_string(s.measurement()));
    text += ':';
    if (s.categories() != 0 && !detail::is_integer_scale(s)) return text + detail::labels_text(s);
    return text + entente::detail::number_text(s.lower()) + ".." + entente::detail::number_text(s.upper());
}

}  // namespace entente::io

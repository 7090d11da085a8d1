// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/cell_values.hpp
/// What texts of cells mean: codes, labels, numbers.

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

#include "entente/io/date.hpp"
#include "entente/io/detail/reading_choices.hpp"
#include "entente/io/number.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using by_text = std::unordered_map<std::string, Value, text_hash, std::equal_to<>>;

/// Texts and what stands for them. A text that is a number is found in every spelling of it.
class code_table {
public:
    void add(std::string const& from, std::string const& to) {
        texts_.emplace(from, to);
        if (auto const x = parse_number(from)) numbers_.emplace(*x, to);
    }
    bool empty() const { return texts_.empty(); }
    std::string const* find(std::string_view text) const {
        if (auto const at = texts_.find(text); at != texts_.end()) return &at->second;
        if (numbers_.empty()) return nullptr;
        auto const x = parse_number(text);
        if (!x) return nullptr;
        auto const at = numbers_.find(*x);
        return at == numbers_.end() ? nullptr : &at->second;
    }

private:
    by_text<std::string> texts_;
    std::unordered_map<double, std::string> numbers_;
};

/// Texts of cells as a `reading_options` has them.
class cell_values {
public:
    explicit cell_values(reading_options const& options) : options_(options) {
        for (auto const& each : options.values)
            (each.issue.empty() ? for_all_ : for_one_[each.issue]).add(each.from, each.to);
        for (auto const& code : options.missing) missing_.add(code, {});
        for (auto const& code : options.also_withheld) withheld_.add(code, {});
        if (options.withheld) withheld_.add(*options.withheld, {});
        plain_ = for_all_.empty() && for_one_.empty() && withheld_.empty() &&
                 options.missing == std::vector<std::string>{usual_missing_code};
    }

    enum class kind { none, withheld, position };

    /// What a cell that is not empty says; `text` becomes that of a position.
    kind of(std::string_view& text, scale const& s, std::uint32_t on, std::string_view issue) {
        if (plain_) {
            if (text == usual_missing_code && !s.position_of(text)) return kind::none;
            return kind::position;
        }
        std::string const* to = nullptr;
        if (auto const* const own = table_of(on, issue)) to = own->find(text);
        if (!to && !for_all_.empty()) to = for_all_.find(text);
        if (to) {
            if (to->empty()) return kind::none;
            text = *to;
            return withheld_.find(text) ? kind::withheld : kind::position;
        }
        if (withheld_.find(text)) return kind::withheld;
        // The usual code is a label where the scale has it; a code of the caller's is what the caller says.
        if (missing_.find(text) && !(text == usual_missing_code && s.position_of(text))) return kind::none;
        return kind::position;
    }

    /// The finite number that a text spells, with the decimal mark and thousands that were said.
    boost::optional<double> number(std::string_view text) const {
        if (!options_.decimal_comma && options_.thousands == 0) return parse_number(text);
        std::string plain;
        return plain_number(text, plain) ? parse_number(plain) : boost::none;
    }

    /// The point on a scale that a text names, or none; see `scale::point_of`.
    boost::optional<double> point(scale const& s, std::string_view text, std::uint32_t on) {
        boost::optional<double> found;
        if (!options_.decimal_comma && options_.thousands == 0) {
            found = s.point_of(text);
        } else if (found = s.position_of(text); !found) {
            std::string plain;
            if (plain_number(text, plain)) found = s.point_of(plain);
        }
        return found || !options_.ignore_case ? found : in_any_case(s, text, on);
    }

    boost::optional<time_point> date(std::string_view text) const { return parse_date(text, options_.dates); }
    reading_options const& options() const { return options_; }

private:
    code_table const* table_of(std::uint32_t on, std::string_view issue) {
        if (for_one_.empty()) return nullptr;
        if (on >= of_issue_.size()) of_issue_.resize(std::size_t{on} + 1);
        auto& known = of_issue_[on];
        if (!known.first) {
            auto const at = for_one_.find(issue);
            known = {true, at == for_one_.end() ? nullptr : &at->second};
        }
        return known.second;
    }

    /// Digits with a point for the decimal mark; false for what is written otherwise.
    bool plain_number(std::string_view text, std::string& plain) const {
        char const decimal = options_.decimal_comma ? ',' : '.';
        std::size_t digits = 0, marks = 0;
        bool whole = true;
        for (char const c : text) {
            if (options_.thousands != 0 && c == options_.thousands) {
                // One to three digits come before the first mark, and three between two.
                if (!whole || digits == 0 || digits > 3 || (marks != 0 && digits != 3)) return false;
                ++marks;
                digits = 0;
                continue;
            }
            if (c >= '0' && c <= '9') {
                ++digits;
            } else if (whole && (c == decimal || c == 'e' || c == 'E')) {
                if (marks != 0 && digits != 3) return false;
                whole = false;
            } else if (c == '.' || c == ',') {
                return false;
            }
            plain += c == decimal ? '.' : c;
        }
        return !(whole && marks != 0 && digits != 3);
    }

    static std::string lower(std::string_view text) {
        std::string made(text);
        for (char& c : made)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return made;
    }
    boost::optional<double> in_any_case(scale const& s, std::string_view text, std::uint32_t on) {
        if (on >= labels_.size()) labels_.resize(std::size_t{on} + 1);
        auto& labels = labels_[on];
        if (labels.empty())
            for (std::size_t k = 0; k != s.categories(); ++k) {
                auto const [at, is_new] = labels.emplace(lower(s.label(k)), s.value(k));
                if (!is_new) at->second = boost::none;  // two labels differ in case alone: neither is meant
            }
        auto const at = labels.find(lower(text));
        return at == labels.end() ? boost::none : at->second;
    }

    reading_options const& options_;
    code_table for_all_, missing_, withheld_;
    by_text<code_table> for_one_;
    std::vector<std::pair<bool, code_table const*>> of_issue_;
    std::vector<by_text<boost::optional<double>>> labels_;  // of the issues, in small letters
    bool plain_ = true;
};

}  // namespace entente::io::detail

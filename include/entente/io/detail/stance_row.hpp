// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/stance_row.hpp
/// One stance of a table: where its members stand, and what they say.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/weight.hpp"
#include "entente/error.hpp"
#include "entente/io/condition_text.hpp"
#include "entente/io/detail/cell_values.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/record.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"

namespace entente::io::detail {

/// The issues so far: what a row is read with.
struct issues_so_far {
    name_index const& names;
    std::vector<scale> const& scales;
};

/// Where the members of a stance stand in a record.
struct stance_columns {
    column_index position, salience, confidence, status, accept_from, accept_to, condition, fallback, from, to, source,
        capability;
    column_index unheld_condition;  // for which the stances have no room
    struct answer {
        std::size_t column;
        std::string text;
    };
    std::vector<answer> answers;  // in place of the position
    bool counted = false;         // they count those who gave them
    bool optional = false;        // an empty position is no stance, as in a wide table
    bool plain = false;           // there is nothing but a position

    static constexpr std::string_view members[] = {"position",    "salience",  "confidence", "status",
                                                   "accept_from", "accept_to", "condition",  "fallback",
                                                   "from",        "to",        "source",     "capability"};

    /// Finds all but the position, each by `find(wanted, name)`.
    template <class Find>
    void find(held_columns const& holds, Find const& find) {
        salience = find(holds.salience, "salience");
        confidence = find(holds.confidence, "confidence");
        status = find(holds.status, "status");
        accept_from = find(holds.acceptable, "accept_from");
        accept_to = find(holds.acceptable, "accept_to");
        (holds.condition ? condition : unheld_condition) = find(true, "condition");
        fallback = find(holds.condition, "fallback");
        from = find(holds.valid, "from");
        to = find(holds.valid, "to");
        source = find(holds.source, "source");
        capability = find(holds.capability, "capability");
        plain = !salience && !confidence && !status && !accept_from && !accept_to && !condition && !unheld_condition &&
                !fallback && !from && !to && !source && !capability;
    }

    /// The column that stands for the stance in messages.
    std::size_t first() const { return position ? *position : answers.front().column; }

    /// The stance of a record on an issue of this number and scale, or none.
    boost::optional<stance_on<scale>> stance_in(record const& r, subject const& about, std::uint32_t on, scale const& s,
                                                cell_values& values, issues_so_far const& issues) const {
        stance_on<scale> held{};
        bool withheld = false;
        if (position) {
            auto text = r[*position];
            auto const kind = text.empty() ? (optional ? cell_values::kind::none : cell_values::kind::withheld)
                                           : values.of(text, s, on, about.issue);
            if (kind == cell_values::kind::none) return boost::none;
            withheld = kind == cell_values::kind::withheld;
            if (values.options().repeated == repeated_stances::count)
                held.position = 1.0, withheld = false;
            else if (!withheld)
                held.position = position_in(r, about, text, on, s, values);
        } else {
            held.position = counted ? mean_answer(r, about, on, s, values) : answer_in(r, about, on, s, values);
            if (!held.position) return boost::none;
        }
        if (plain) {
            held.status = withheld ? stance_status::withheld : stance_status::stated;
            return held;
        }
        read_members(r, about, on, s, values, held);
        if (auto const text = cell(r, condition); !text.empty())
            held.depends_on = condition_in(r, about, on, s, values, issues);
        else if (!cell(r, fallback).empty())
            refuse<io_error>(r, *fallback, about, fault_code::syntax, "a fallback needs a condition");
        if (!cell(r, unheld_condition).empty())
            refuse<stance_error>(r, *unheld_condition, about, fault_code::invalid_argument,
                                 "the stances of this graph hold no condition; name the column among ignored_columns "
                                 "to pass over it");
        return held;
    }

    /// The column to blame for what the builder refuses in a stance that has no condition, or not because of it.
    std::size_t column_at_fault(fault_code code, boost::optional<double> const& held, interval const& acceptable,
                                scale const& s) const {
        if (code == fault_code::inconsistent_status && status) return *status;
        // A position off its scale was refused before the builder saw it, so it is an end of the range.
        if (code == fault_code::off_scale) {
            bool const below = acceptable.lower < s.lower() && !entente::detail::is_infinite(acceptable.lower);
            if (auto const& end = below ? accept_from : accept_to) return *end;
        }
        if (code == fault_code::empty_range || code == fault_code::out_of_range) {
            bool const below =
                !accept_to || (held ? *held < acceptable.lower : entente::detail::is_infinite(acceptable.upper));
            if (below && accept_from) return *accept_from;
            if (accept_to) return *accept_to;
        }
        return first();
    }

private:
    static double position_in(record const& r, std::size_t column, subject const& about, std::string_view text,
                              std::uint32_t on, scale const& s, cell_values& values) {
        auto const value = values.point(s, text, on);
        if (!value && s.categories() == 0)
            refuse<stance_error>(r, column, about, fault_code::not_a_number,
                                 "a position is a finite number on the scale " + describe(s) + hint(text, values));
        bool const summed = values.options().repeated == repeated_stances::sum;
        if (!value || (!s.contains(*value) && !summed))
            refuse<scale_error>(r, column, about, fault_code::off_scale,
                                "the position is not on the issue's scale " + describe(s) + hint(text, values));
        return *value;
    }
    double position_in(record const& r, subject const& about, std::string_view text, std::uint32_t on, scale const& s,
                       cell_values& values) const {
        return position_in(r, *position, about, text, on, s, values);
    }
    static std::string hint(std::string_view text, cell_values const& values) {
        auto made = values.options().decimal_comma ? std::string() : hint_of_number(text);
        constexpr std::string_view codes[] = {".", "-", "--", "n/a", "N/A", "na", "-9", "-1", "99", "9", "8", "?"};
        if (std::ranges::find(codes, text) != std::end(codes) || text.starts_with("\xE2\x80\x93"))
            made += "; if it is a code for no position, name it among the missing or withheld codes";
        return made;
    }

    /// What one cell of 1 among others of 0 says.
    boost::optional<double> answer_in(record const& r, subject const& about, std::uint32_t on, scale const& s,
                                      cell_values& values) const {
        answer const* given = nullptr;
        for (auto const& each : answers) {
            auto const text = r[each.column];
            if (text.empty() || text == "0" || text == usual_missing_code) continue;
            auto const x = values.number(text);
            if (!x || (*x != 0 && *x != 1))
                refuse<stance_error>(r, each.column, about, fault_code::out_of_range,
                                     "a column of an answer holds 1 where it was given, else 0");
            if (*x == 0) continue;
            if (given)
                refuse<stance_error>(r, each.column, about, fault_code::duplicate,
                                     "two answers to one question: " + given->text + " and " + each.text);
            given = &each;
        }
        if (!given) return boost::none;
        return position_in(r, given->column, about, given->text, on, s, values);
    }

    /// The mean of the answers, each counted as often as it was given.
    boost::optional<double> mean_answer(record const& r, subject const& about, std::uint32_t on, scale const& s,
                                        cell_values& values) const {
        double total = 0, sum = 0;
        for (auto const& each : answers) {
            auto const text = r[each.column];
            if (text.empty() || text == usual_missing_code) continue;
            auto const count = values.number(text);
            if (!count || *count < 0 || *count > 1e15)
                refuse<stance_error>(r, each.column, about, fault_code::out_of_range,
                                     "a count is a number of at least 0");
            if (*count == 0) continue;
            auto const x = position_in(r, each.column, about, each.text, on, s, values);
            total += *count;
            sum += *count * x;
        }
        if (total == 0) return boost::none;
        return std::clamp(sum / total, s.lower(), s.upper());
    }

    void read_members(record const& r, subject const& about, std::uint32_t on, scale const& s, cell_values& values,
                      stance_on<scale>& held) const {
        auto const number = [&](std::string_view text) { return values.number(text); };
        held.status = status_in(r, about, held.position.has_value());
        held.salience = weight_in<stance_error>(r, salience, about, "a salience", number);
        held.confidence = number_in<stance_error>(r, confidence, about, "a confidence", number).value_or(1);
        if (held.confidence < 0 || held.confidence > 1)
            refuse<stance_error>(r, *confidence, about, fault_code::out_of_range,
                                 held.confidence < 0 ? "a confidence is at least 0" : "a confidence is at most 1");
        if (!entente::detail::is_confidence(held.confidence))
            refuse<stance_error>(r, *confidence, about, fault_code::out_of_range,
                                 "a confidence that is not 0 is at least 1e-15");
        held.acceptable.lower = bound_in(r, accept_from, about, on, s, values, held.acceptable.lower);
        held.acceptable.upper = bound_in(r, accept_to, about, on, s, values, held.acceptable.upper);
        if (held.acceptable.empty())
            refuse<stance_error>(r, *accept_to, about, fault_code::empty_range,
                                 "an acceptable range that ends before it begins");
        held.valid.from = date_in(r, from, about, values.options().dates, held.valid.from);
        held.valid.to = date_in(r, to, about, values.options().dates, held.valid.to);
        if (held.valid.empty())
            refuse<stance_error>(r, *to, about, fault_code::empty_range,
                                 held.valid.from == held.valid.to
                                     ? "a validity that ends when it begins: `to` is the first moment after it, of a "
                                       "stance of one day the next day"
                                     : "a validity that ends before it begins");
        held.source = cell(r, source);
        held.capability = weight_in<stance_error>(r, capability, about, "a capability", number);
    }

    stance_status status_in(record const& r, subject const& about, bool known) const {
        auto const text = cell(r, status);
        if (text.empty()) return known ? stance_status::stated : stance_status::withheld;
        for (auto const each : {stance_status::stated, stance_status::attributed, stance_status::withheld})
            if (text == to_string(each)) return each;
        refuse<stance_error>(r, *status, about, fault_code::inconsistent_status,
                             "a status is stated, attributed or withheld; a column of another meaning is named among "
                             "ignored_columns");
    }

    static double bound_in(record const& r, column_index column, subject const& about, std::uint32_t on, scale const& s,
                           cell_values& values, double otherwise) {
        auto const text = cell(r, column);
        if (text.empty()) return otherwise;
        auto const value = values.point(s, text, on);
        if (!value)
            refuse<stance_error>(r, *column, about, fault_code::not_a_number,
                                 "neither a label of the scale " + describe(s) + " nor a finite number");
        return *value;
    }

    std::shared_ptr<condition_on<basic_issue<scale>> const> condition_in(record const& r, subject const& about,
                                                                         std::uint32_t on, scale const& s,
                                                                         cell_values& values,
                                                                         issues_so_far const& issues) const {
        condition_on<basic_issue<scale>> when;
        auto const terms = parse_condition(r[*condition]);
        if (!terms)
            refuse<io_error>(r, *condition, about, fault_code::syntax,
                             "not a condition: it reads ISSUE in [LOWER,UPPER] & ...");
        for (auto const& term : *terms) {
            auto const found = issues.names.find(term.issue);
            if (!found)
                refuse<stance_error>(r, *condition, about, fault_code::unknown_name,
                                     "a condition on an unknown issue: " + term.issue);
            interval outcome;
            auto const bound = [&](std::string const& text, double& end) {
                if (text.empty()) return;
                auto const value = values.point(issues.scales[*found], text, *found);
                if (!value)
                    refuse<stance_error>(r, *condition, about, fault_code::not_a_number,
                                         "neither a label nor a finite number: " + text);
                end = *value;
            };
            bound(term.lower, outcome.lower);
            bound(term.upper, outcome.upper);
            when.terms.push_back({{*found}, outcome});
        }
        if (auto const text = cell(r, fallback); !text.empty())
            when.fallback = position_in(r, *fallback, about, text, on, s, values);
        return std::make_shared<condition_on<basic_issue<scale>> const>(std::move(when));
    }
};

}  // namespace entente::io::detail

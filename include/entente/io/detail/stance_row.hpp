// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/stance_row.hpp
/// One row of a long table of stances.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/error.hpp"
#include "entente/io/condition_text.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"

namespace entente::io::detail {

/// The columns of a long table of stances, and what a row of them says.
struct long_columns {
    std::size_t actor, issue, position;
    column_index salience, confidence, status, accept_from, accept_to, condition, fallback, from, to, source,
        capability;
    column_index unheld_condition;    // for which the stances have no room
    std::vector<std::size_t> others;  // that are not read

    long_columns(csv_reader const& reader, csv_options const& options, held_columns const& holds) {
        constexpr std::string_view known[] = {"actor",  "issue",       "position",  "salience",  "confidence",
                                              "status", "accept_from", "accept_to", "condition", "fallback",
                                              "from",   "to",          "source",    "capability"};
        for (auto const& renamed : options.columns)
            if (std::ranges::find(known, renamed.first) == std::end(known))
                throw io_error(errc::unknown_name, "a long file has no such column to be called otherwise",
                               {.value = renamed.first});
        csv_columns columns(reader, options.columns, options.ignored_columns);
        actor = columns.required("actor");
        issue = columns.required("issue");
        position = columns.required("position");
        salience = columns.find_if(holds.salience, "salience");
        confidence = columns.find_if(holds.confidence, "confidence");
        status = columns.find_if(holds.status, "status");
        accept_from = columns.find_if(holds.acceptable, "accept_from");
        accept_to = columns.find_if(holds.acceptable, "accept_to");
        (holds.condition ? condition : unheld_condition) = columns.find("condition");
        fallback = columns.find_if(holds.condition, "fallback");
        from = columns.find_if(holds.valid, "from");
        to = columns.find_if(holds.valid, "to");
        source = columns.find_if(holds.source, "source");
        capability = columns.find_if(holds.capability, "capability");
        others = columns.others();
    }

    /// The stance of a row on an issue of this scale. Conditions are on issues of these names and scales.
    stance_on<scale> stance_in(csv_record const& record, scale const& s, csv_options const& options,
                               name_index const& issues, std::vector<scale> const& scales) const {
        subject const about{record[actor], record[issue]};
        stance_on<scale> held{};
        auto const said = record[position];
        bool const withheld = said.empty() || (options.withheld && said == *options.withheld);
        if (!withheld) held.position = position_in_cell(record, position, about, s);
        held.status = status_in(record, about, held.position.has_value());
        held.salience = weight_in<stance_error>(record, salience, about, "a salience");
        held.confidence = number_in<stance_error>(record, confidence, about, "a confidence").value_or(1);
        if (held.confidence < 0 || held.confidence > 1)
            refuse<stance_error>(record, *confidence, about, errc::out_of_range,
                                 held.confidence < 0 ? "a confidence is at least 0" : "a confidence is at most 1");
        if (!entente::detail::is_confidence(held.confidence))
            refuse<stance_error>(record, *confidence, about, errc::out_of_range,
                                 "a confidence that is not 0 is at least 1e-15");
        held.acceptable.lower = bound_in(record, accept_from, about, s, held.acceptable.lower);
        held.acceptable.upper = bound_in(record, accept_to, about, s, held.acceptable.upper);
        if (held.acceptable.empty())
            refuse<stance_error>(record, *accept_to, about, errc::empty_range,
                                 "an acceptable range that ends before it begins");
        held.valid.from = date_in(record, from, about, held.valid.from);
        held.valid.to = date_in(record, to, about, held.valid.to);
        if (held.valid.empty())
            refuse<stance_error>(record, *to, about, errc::empty_range, "a validity that ends before it begins");
        held.source = cell(record, source);
        held.capability = weight_in<stance_error>(record, capability, about, "a capability");
        if (auto const text = cell(record, condition); !text.empty())
            held.depends_on = condition_in(record, about, s, issues, scales);
        else if (!cell(record, fallback).empty())
            refuse<io_error>(record, *fallback, about, errc::syntax, "a fallback needs a condition");
        if (!cell(record, unheld_condition).empty())
            refuse<stance_error>(record, *unheld_condition, about, errc::invalid_argument,
                                 "the stances of this graph hold no condition; name the column among ignored_columns "
                                 "to pass over it");
        return held;
    }

    /// The column to blame for what the builder refuses in a stance that has no condition, or not because of it.
    std::size_t column_at_fault(errc code, boost::optional<double> const& held, interval const& acceptable) const {
        if (code == errc::inconsistent_status && status) return *status;
        if (code == errc::empty_range || code == errc::out_of_range) {
            bool const below =
                !accept_to || (held ? *held < acceptable.lower : entente::detail::is_infinite(acceptable.upper));
            if (below && accept_from) return *accept_from;
            if (accept_to) return *accept_to;
        }
        return position;
    }

private:
    stance_status status_in(csv_record const& record, subject const& about, bool known) const {
        auto const text = cell(record, status);
        if (text.empty()) return known ? stance_status::stated : stance_status::withheld;
        for (auto const each : {stance_status::stated, stance_status::attributed, stance_status::withheld})
            if (text == to_string(each)) return each;
        refuse<stance_error>(record, *status, about, errc::inconsistent_status,
                             "a status is stated, attributed or withheld");
    }

    static double bound_in(csv_record const& record, column_index column, subject const& about, scale const& s,
                           double otherwise) {
        auto const text = cell(record, column);
        if (text.empty()) return otherwise;
        auto const value = s.point_of(text);
        if (!value)
            refuse<stance_error>(record, *column, about, errc::not_a_number,
                                 "neither a label of the scale " + describe(s) + " nor a finite number");
        return *value;
    }

    std::shared_ptr<condition_on<basic_issue<scale>> const> condition_in(csv_record const& record, subject const& about,
                                                                         scale const& s, name_index const& issues,
                                                                         std::vector<scale> const& scales) const {
        condition_on<basic_issue<scale>> when;
        auto const terms = parse_condition(record[*condition]);
        if (!terms)
            refuse<io_error>(record, *condition, about, errc::syntax,
                             "not a condition: it reads ISSUE in [LOWER,UPPER] & ...");
        for (auto const& term : *terms) {
            auto const found = issues.find(term.issue);
            if (!found)
                refuse<stance_error>(record, *condition, about, errc::unknown_name,
                                     "a condition on an unknown issue: " + term.issue);
            interval outcome;
            auto const bound = [&](std::string const& text, double& end) {
                if (text.empty()) return;
                auto const value = scales[*found].point_of(text);
                if (!value)
                    refuse<stance_error>(record, *condition, about, errc::not_a_number,
                                         "neither a label nor a finite number: " + text);
                end = *value;
            };
            bound(term.lower, outcome.lower);
            bound(term.upper, outcome.upper);
            when.terms.push_back({{*found}, outcome});
        }
        if (!cell(record, fallback).empty()) when.fallback = position_in_cell(record, *fallback, about, s);
        return std::make_shared<condition_on<basic_issue<scale>> const>(std::move(when));
    }
};

}  // namespace entente::io::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/score_table.hpp
/// Tables of scores from comma-separated files.

#include <boost/optional/optional.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "entente/io/source_text.hpp"
#include "entente/text/measure_names.hpp"
#include "entente/measures/by_score_table.hpp"
#include "entente/measures/score_table.hpp"
#include "entente/model/scale.hpp"

namespace entente::io {

namespace detail {

template <class PositionOf>
score_table read_score_table(source_text source, PositionOf const& position_of) {
    csv_reader reader(std::move(source));
    auto const& header = reader.header();
    auto const maximum = reader.column("maximum"), silence = reader.column("silence");
    std::vector<std::size_t> columns;
    score_table_data data{};
    for (std::size_t i = 1; i < header.size(); ++i)
        if (i != maximum && i != silence) {
            columns.push_back(i);
            if (boost::optional<double> const p = position_of(header, i)) data.positions.push_back(*p);
        }
    data.answers = columns.size();
    if (data.answers < 2) header.refuse(1, errc::syntax, "a table of scores has at least two answers");
    if (!data.positions.empty() && data.positions.size() != data.answers)
        header.refuse(1, errc::syntax, "some answers are numbers and some are labels");
    std::size_t rows = 0;
    while (auto const record = reader.next()) {
        auto const points = [&](std::size_t i) {
            auto const number = parse_number((*record)[i]);
            if (!number) record->refuse(i, errc::syntax, "a number of points was expected");
            if (*number < 0) record->refuse(i, errc::out_of_range, "points are at least 0");
            return *number;
        };
        if (rows == data.answers)
            record->refuse(0, errc::syntax, "more rows than columns: a table of scores is square");
        if ((*record)[0] != header[columns[rows]])
            record->refuse(0, errc::syntax,
                           "rows come in the order of the columns; \"" + std::string(header[columns[rows]]) +
                               "\" was expected");
        double greatest = 0;
        for (auto const i : columns) {
            data.scores.push_back(points(i));
            greatest = data.scores.back() > greatest ? data.scores.back() : greatest;
        }
        if (maximum) {
            data.maxima.push_back(points(*maximum));
            if (data.maxima.back() < greatest)
                record->refuse(*maximum, errc::out_of_range, "a score of the row is above its maximum");
        }
        if (silence) data.silence.push_back(points(*silence));
        ++rows;
    }
    if (rows != data.answers)
        header.refuse(columns[rows], errc::syntax, "this answer has no row: a table of scores is square");
    try {
        return score_table(std::move(data));
    } catch (error& e) {
        header.locate(e, 0);
        throw;
    }
}

}  // namespace detail

/// Reads a table of scores: a column for each answer of the second actor, a row for each of the first, in the same
/// order, named in the first column.
///
/// Where all answers are numbers they are positions; otherwise they are labels and go by order, the first being the
/// least category. A column `maximum` says what the scores of a row are a share of, where it is not the greatest of
/// them; a column `silence` how many points silence misses on an answer, for missing_policy::rated. Throws io_error
/// with file, line, column and text: a file that is not CSV, a table that is not square, cells that are no number of at
/// least 0; and error as score_table does. O(n^2).
/// @code
/// answer,agree,neutral,disagree        // agree is the least category of the scales that it is used on
/// agree,2,1,0
/// neutral,1,2,1
/// disagree,0,1,2
/// @endcode
inline score_table read_score_table(source_text source) {
    return detail::read_score_table(std::move(source),
                                    [](csv_record const& header, std::size_t i) { return parse_number(header[i]); });
}

/// Reads a table of scores whose answers are the labels of a scale, in any order.
/// Throws io_error also for a label that the scale does not have.
inline score_table read_score_table(source_text source, scale const& labels) {
    return detail::read_score_table(std::move(source), [&](csv_record const& header, std::size_t i) {
        auto const position = labels.position_of(header[i]);
        if (!position) header.refuse(i, errc::unknown_name, "the scale has no such label");
        return position;
    });
}

/// Calls `visit(measure)` with the measure that a text names, as `entente::visit_measure` does; in `table:NAME+NAME...`
/// a name that is no preset is a file.
template <class Visit>
void visit_measure(std::string_view text, Visit&& visit) {
    constexpr std::string_view prefix = "table:";
    if (!text.starts_with(prefix)) return entente::visit_measure(text, visit);
    std::vector<score_table> tables;
    for (auto rest = text.substr(prefix.size());;) {
        auto const plus = rest.find('+');
        auto const name = rest.substr(0, plus);
        auto preset = find_score_table(name);
        tables.push_back(preset ? *std::move(preset) : read_score_table(source_text::read(std::string(name))));
        if (plus == rest.npos) break;
        rest.remove_prefix(plus + 1);
    }
    visit(measures::by_score_table(std::move(tables)));
}

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/score_table.hpp
/// Definitions of io/score_table.hpp.

#include <boost/optional/optional.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "entente/io/source_text.hpp"
#include "entente/measures/score_table.hpp"
#include "entente/model/scale.hpp"

namespace entente::io {

namespace detail {

template <class PositionOf>
score_table read_score_table(source_text source, PositionOf const& position_of) {
    auto const dialect = guess_dialect(source);
    csv_reader reader(std::move(source), dialect);
    auto const& header = reader.header();
    auto const maximum = reader.column("maximum"), silence = reader.column("silence");
    std::vector<std::size_t> columns;
    score_table_data data{};
    for (std::size_t i = 1; i < header.size(); ++i)
        if (i != maximum && i != silence) {
            columns.push_back(i);
            data.labels.emplace_back(header[i]);
            if (boost::optional<double> const p = position_of(header, i)) data.positions.push_back(*p);
        }
    data.answers = columns.size();
    if (data.answers < 2) header.refuse(1, fault_code::syntax, "a table of scores has at least two answers");
    if (!data.positions.empty() && data.positions.size() != data.answers)
        header.refuse(1, fault_code::syntax, "some answers are numbers and some are labels");
    std::size_t rows = 0;
    while (auto const record = reader.next()) {
        auto const points = [&](std::size_t i) {
            auto const number = parse_number((*record)[i]);
            if (!number) record->refuse<error>(i, fault_code::not_a_number, "points are a finite number");
            if (*number < 0) record->refuse<error>(i, fault_code::out_of_range, "points are at least 0");
            return *number;
        };
        if (rows == data.answers)
            record->refuse(0, fault_code::syntax, "more rows than columns: a table of scores is square");
        if ((*record)[0] != header[columns[rows]])
            record->refuse(0, fault_code::syntax,
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
                record->refuse<error>(*maximum, fault_code::out_of_range, "a score of the row is above its maximum");
        }
        if (silence) data.silence.push_back(points(*silence));
        ++rows;
    }
    if (rows != data.answers)
        header.refuse(columns[rows], fault_code::syntax, "this answer has no row: a table of scores is square");
    try {
        return score_table(std::move(data));
    } catch (error& e) {
        header.locate(e, 0);
        throw;
    }
}

}  // namespace detail

ENTENTE_INLINE score_table read_score_table(source_text source) {
    return detail::read_score_table(std::move(source),
                                    [](csv_record const& header, std::size_t i) { return parse_number(header[i]); });
}

ENTENTE_INLINE score_table read_score_table(source_text source, scale const& labels) {
    return detail::read_score_table(std::move(source), [&](csv_record const& header, std::size_t i) {
        auto const position = labels.point_of(header[i]);
        if (!position || !labels.contains(*position))
            header.refuse<scale_error>(i, fault_code::off_scale, "the scale has no such label");
        return position;
    });
}

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/score_table.hpp
/// Tables of scores from comma-separated files.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/source_text.hpp"
#include "entente/measures/by_score_table.hpp"
#include "entente/measures/score_table.hpp"
#include "entente/model/scale.hpp"
#include "entente/text/measure_names.hpp"

namespace entente::io {

/// Reads a table of scores: a column for each answer of the second actor, a row for each of the first, in the same
/// order, named in the first column.
///
/// Where all answers are numbers they are positions; otherwise they are labels and go by order, the first being the
/// least category. A scale that calls another category by the name of an answer is refused when the table is used on
/// it. A column `maximum` says what the scores of a row are a share of, where it is not the greatest of them; a column
/// `silence` how many points silence misses on an answer, for missing_policy::rated. Throws, with file, line, column
/// and text, io_error for a file that is not CSV and a table that is not square, and error as score_table does, as for
/// points that are no number of at least 0. O(n^2).
/// @code
/// answer,agree,neutral,disagree        // agree is the least category of the scales that it is used on
/// agree,2,1,0
/// neutral,1,2,1
/// disagree,0,1,2
/// @endcode
score_table read_score_table(source_text source);

/// Reads a table of scores whose answers are the labels of a scale, in any order.
/// Throws scale_error (`off_scale`) for a label that the scale does not have.
score_table read_score_table(source_text source, scale const& labels);

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

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/score_table.hpp"
#endif

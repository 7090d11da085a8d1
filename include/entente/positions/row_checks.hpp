// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/row_checks.hpp
/// What is asked of rows of cells that callers hand in.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/weight.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/interval.hpp"
#include "entente/model/stance.hpp"
#include "entente/positions/cell.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::detail {

/// Throws error unless the weight of an issue, or an actor, is finite and not negative.
void check_weight(double weight, char const* whose, fault where);

/// Throws scale_error or error unless the scales and weights of all issues can be.
void check_columns(std::span<issue_column const> columns);

/// The number of an actor of a matrix for errors: its name, or its row where it has none.
std::string name_of_row(std::vector<std::string> const& names, std::size_t row);

/// Throws error unless the rows of cells are such as a position_matrix holds (see there).
/// Preconditions: the columns have been checked. Reads nothing that is not there, whatever the rows
/// hold. O(cells * log categories + actors).
void check_rows(std::vector<std::string> const& names, std::span<issue_column const> columns,
                rows_of_cells const& rows);

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE void check_weight(double weight, char const* whose, fault where) {
    if (is_weight(weight)) return;
    where.value = number_text(weight);
    if (!detail::is_finite(weight))
        throw graph_error(fault_code::not_a_number, std::string(whose) + " is a finite number", std::move(where));
    if (weight < 0) throw graph_error(fault_code::negative_weight, std::string(whose) + " is at least 0", std::move(where));
    throw graph_error(fault_code::out_of_range, weight_too_far, std::move(where));
}

ENTENTE_INLINE void check_columns(std::span<issue_column const> columns) {
    for (auto const& c : columns) {
        if (!(detail::is_finite(c.lower) && detail::is_finite(c.upper) && c.lower < c.upper))
            throw scale_error(fault_code::invalid_scale, "a scale needs a finite lower bound below a finite upper bound",
                              {.issue = c.name});
        if (c.upper - c.lower < least_length)
            throw scale_error(fault_code::invalid_scale, "a scale is at least 1e-280 long: use another unit",
                              {.issue = c.name});
        auto const& k = c.categories;
        if (!std::all_of(k.begin(), k.end(), [](double const& x) { return is_finite(x); }) ||
            std::adjacent_find(k.begin(), k.end(), [](double a, double b) { return !(a < b); }) != k.end())
            throw scale_error(fault_code::invalid_scale, "the categories of a scale ascend", {.issue = c.name});
        if (!k.empty() && !(c.lower <= k.front() && k.back() <= c.upper))
            throw scale_error(fault_code::invalid_scale, "the categories of a scale lie between its bounds",
                              {.issue = c.name});
        check_weight(c.weight, "the weight of an issue", {.issue = c.name});
    }
}

ENTENTE_INLINE std::string name_of_row(std::vector<std::string> const& names, std::size_t row) {
    return names[row].empty() ? '#' + std::to_string(row) : names[row];
}

ENTENTE_INLINE void check_rows(std::vector<std::string> const& names, std::span<issue_column const> columns,
                               rows_of_cells const& rows) {
    auto const count_wrong = [](char const* message, std::size_t count) {
        throw error(fault_code::invalid_argument, message, {.value = std::to_string(count)});
    };
    auto const& [offsets, cells, acceptable, capability] = rows;
    if (offsets.size() != names.size() + 1)
        count_wrong("rows have an offset for each actor, and one past the last", offsets.size());
    if (offsets.front() != 0) count_wrong("the first row begins at cell 0", offsets.front());
    if (offsets.back() != cells.size()) count_wrong("the last row ends with the last cell", offsets.back());
    if (!acceptable.empty() && acceptable.size() != cells.size())
        count_wrong("acceptable ranges are given for all cells or for none", acceptable.size());
    if (!capability.empty() && capability.size() != cells.size())
        count_wrong("capabilities are given for all cells or for none", capability.size());
    for (std::size_t a = 0; a < names.size(); ++a)
        if (offsets[a] > offsets[a + 1])
            throw error(fault_code::invalid_argument, "a row ends before it begins",
                        {.actor = name_of_row(names, a), .value = std::to_string(offsets[a + 1])});

    for (std::size_t a = 0; a < names.size(); ++a)
        for (auto e = offsets[a]; e < offsets[a + 1]; ++e) {
            auto const& c = cells[e];
            auto const where = [&](std::string value) {
                return fault{.actor = name_of_row(names, a), .issue = columns[c.issue].name, .value = std::move(value)};
            };
            if (c.issue >= columns.size())
                throw error(fault_code::unknown_name, "a cell is of an unknown issue",
                            {.actor = name_of_row(names, a), .value = '#' + std::to_string(c.issue)});
            if (e > offsets[a] && cells[e - 1].issue >= c.issue) {
                if (cells[e - 1].issue == c.issue)
                    throw error(fault_code::duplicate, "an actor has two cells on one issue", where({}));
                throw error(fault_code::invalid_argument, "the cells of a row ascend by issue", where({}));
            }
            auto const& column = columns[c.issue];
            if (c.known && !detail::is_finite(c.position))
                throw stance_error(fault_code::not_a_number, "a position is a finite number", where(number_text(c.position)));
            if (c.known && !column.contains(c.position))
                throw scale_error(fault_code::off_scale, "a position must lie on the scale of its issue",
                                  where(number_text(c.position)));
            if (!is_weight(c.salience) && c.salience > 0 && detail::is_finite(c.salience))
                throw stance_error(fault_code::out_of_range, weight_too_far, where(number_text(c.salience)));
            if (!is_weight(c.salience))
                throw stance_error(detail::is_finite(c.salience) ? fault_code::negative_weight : fault_code::not_a_number,
                                   "a salience is a finite number of at least 0", where(number_text(c.salience)));
            if (!is_confidence(c.confidence))
                throw stance_error(fault_code::out_of_range,
                                   c.confidence > 0 && c.confidence < 1 ? "a confidence that is not 0 is at least 1e-15"
                                                                        : "a confidence lies in [0, 1]",
                                   where(number_text(c.confidence)));
            if (!acceptable.empty() && !column.contains_any(acceptable[e]))
                throw stance_error(fault_code::empty_range, "the acceptable range holds nothing of the issue's scale",
                                   where(interval_text(acceptable[e])));
            if (!acceptable.empty() && column.ends_beyond(acceptable[e]))
                throw scale_error(fault_code::off_scale, acceptable_beyond_scale, where(interval_text(acceptable[e])));
            if (capability.empty() || detail::is_nan(capability[e]) || is_weight(capability[e])) continue;
            if (capability[e] > 0 && detail::is_finite(capability[e]))
                throw stance_error(fault_code::out_of_range, weight_too_far, where(number_text(capability[e])));
            throw stance_error(detail::is_finite(capability[e]) ? fault_code::negative_weight : fault_code::not_a_number,
                               "a capability is a finite number of at least 0", where(number_text(capability[e])));
        }
}
#endif

}  // namespace entente::detail

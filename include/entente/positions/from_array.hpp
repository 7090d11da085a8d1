// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/from_array.hpp
/// A position matrix from a plain table of numbers, for those whose positions are not in a graph.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// Freezes a table of actors by issues, row by row; NaN where there is no position. Salience and confidence are 1.
///
/// Throws scale_error on a scale that cannot be and on a position off its scale, naming actor and issue; graph_error on a weight that cannot be;
/// error where the table is not of actors x issues numbers. O(actors * issues). To use arrays in the library's own form without a copy, see position_matrix::borrowing.
/// ```
/// auto const m = make_position_matrix({"A", "B"}, {{.name = "tax", .lower = 0, .upper = 10}}, std::array{3.0, 7.5});
/// ```
inline position_matrix make_position_matrix(std::vector<std::string> actors, std::vector<issue_column> issues,
                                            std::span<double const> positions) {
    auto const text = [](double x) { return detail::number_text(x); };
    if (positions.size() != actors.size() * issues.size())
        throw error(errc::invalid_argument, "a table of positions has a number for each actor and issue",
                    {.value = std::to_string(positions.size())});
    for (auto const& c : issues) {
        if (!(std::isfinite(c.lower) && std::isfinite(c.upper) && c.lower < c.upper))
            throw scale_error(errc::invalid_scale, "a scale needs a finite lower bound below a finite upper bound",
                              {.issue = c.name});
        if (std::adjacent_find(c.categories.begin(), c.categories.end(), std::greater_equal<>()) != c.categories.end())
            throw scale_error(errc::invalid_scale, "the categories of a scale ascend", {.issue = c.name});
        if (!std::isfinite(c.weight))
            throw graph_error(errc::not_a_number, "the weight of an issue is a finite number",
                        {.issue = c.name, .value = text(c.weight)});
        if (c.weight < 0)
            throw graph_error(errc::negative_weight, "the weight of an issue is at least 0",
                        {.issue = c.name, .value = text(c.weight)});
    }
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    cells.reserve(positions.size());
    for (std::size_t a = 0; a < actors.size(); ++a) {
        for (std::size_t i = 0; i < issues.size(); ++i) {
            double const x = positions[a * issues.size() + i];
            if (std::isnan(x)) continue;
            auto const& c = issues[i];
            bool const on = x >= c.lower && x <= c.upper &&
                            (c.categories.empty() || std::binary_search(c.categories.begin(), c.categories.end(), x));
            if (!on)
                throw scale_error(errc::off_scale, "a position must lie on the scale of its issue",
                                  {.actor = actors[a], .issue = c.name, .value = text(x)});
            cells.push_back({static_cast<std::uint32_t>(i), true, x, 1, 1});
        }
        offsets.push_back(cells.size());
    }
    return {std::move(actors), std::move(issues), std::move(offsets), std::move(cells)};
}

}  // namespace entente

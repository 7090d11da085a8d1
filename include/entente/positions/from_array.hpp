// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/from_array.hpp
/// A position matrix from a plain table of numbers, for those whose positions are not in a graph.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/size_product.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

namespace detail {

/// The first name in the alphabet that is empty or there twice, or none. O(names * log names).
boost::optional<std::string_view> empty_or_twice(std::vector<std::string_view> names);

}  // namespace detail

/// Freezes a table of actors by issues, row by row; NaN where there is no position. Salience,
/// confidence and the weight of each actor are 1.
///
/// Throws scale_error on a position off its scale and stance_error on one that is infinite, naming
/// actor and issue; error where the table is not of actors x issues numbers, two actors or two issues
/// have one name or one has none, or a scale or weight cannot be. O(actors * issues). To use arrays
/// in the library's own form without a copy, see position_matrix::borrowing.
/// ```
/// auto const m = make_position_matrix({"A", "B"}, {{.name = "tax", .lower = 0, .upper = 10}}, std::array{3.0, 7.5});
/// ```
position_matrix make_position_matrix(std::vector<std::string> actors, std::vector<issue_column> issues,
                                     std::span<double const> positions);

#if ENTENTE_DEFINES(core)
namespace detail {
ENTENTE_INLINE boost::optional<std::string_view> empty_or_twice(std::vector<std::string_view> names) {
    std::sort(names.begin(), names.end());
    if (!names.empty() && names.front().empty()) return names.front();
    auto const twice = std::adjacent_find(names.begin(), names.end());
    return boost::make_optional(twice != names.end(), twice != names.end() ? *twice : std::string_view());
}
}  // namespace detail

ENTENTE_INLINE position_matrix make_position_matrix(std::vector<std::string> actors, std::vector<issue_column> issues,
                                                    std::span<double const> positions) {
    if (positions.size() != detail::size_product(actors.size(), issues.size(), "a table of so many positions cannot be"))
        throw error(fault_code::invalid_argument, "a table of positions has a number for each actor and issue",
                    {.value = std::to_string(positions.size())});
    std::vector<std::string_view> names(actors.begin(), actors.end());
    if (auto const wrong = detail::empty_or_twice(names))
        throw wrong->empty() ? error(fault_code::unknown_name, "an actor needs a name")
                             : error(fault_code::duplicate, "two actors of one name", {.actor = std::string(*wrong)});
    names.clear();
    for (auto const& c : issues) names.push_back(c.name);
    if (auto const wrong = detail::empty_or_twice(names))
        throw wrong->empty() ? error(fault_code::unknown_name, "an issue needs a name")
                             : error(fault_code::duplicate, "two issues of one name", {.issue = std::string(*wrong)});
    detail::check_columns(issues);
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    cells.reserve(positions.size());
    for (std::size_t a = 0; a < actors.size(); ++a) {
        for (std::size_t i = 0; i < issues.size(); ++i) {
            double const x = positions[a * issues.size() + i];
            if (detail::is_nan(x)) continue;
            if (detail::is_infinite(x))
                throw stance_error(fault_code::not_a_number, "a position is a finite number",
                                   {.actor = actors[a], .issue = issues[i].name, .value = detail::number_text(x)});
            if (!issues[i].contains(x))
                throw scale_error(fault_code::off_scale, "a position must lie on the scale of its issue",
                                  {.actor = actors[a], .issue = issues[i].name, .value = detail::number_text(x)});
            cells.push_back({static_cast<std::uint32_t>(i), true, x, 1, 1});
        }
        offsets.push_back(cells.size());
    }
    return {unchecked, std::move(actors), std::move(issues), std::move(offsets), std::move(cells)};
}
#endif

}  // namespace entente

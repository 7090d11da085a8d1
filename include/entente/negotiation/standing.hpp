// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/standing.hpp
/// Who stands where on an issue, and what that weighs: what compromises, medians, votes and trades are made of.

#include <cstddef>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <string>

#include "entente/error.hpp"
#endif

namespace entente {

/// An actor with a position on an issue.
struct standing {
    actor_id actor{};
    double position = 0;    ///< in the issue's units
    double salience = 1;    ///< how much the issue matters to it
    double capability = 1;  ///< what it weighs there

    /// What it brings to bear on the issue.
    double weight() const { return capability * salience; }
};

/// Why there is no number.
enum class no_outcome : unsigned char {
    none,            ///< there is one
    nobody,          ///< no actor holds a position
    no_weight,       ///< those that do weigh nothing
    overflow,        ///< what they weigh is beyond the greatest number
    quota_too_high,  ///< all of them together do not reach the quota
    no_gridlock,     ///< a quota that two sides can reach at once: every outcome can be beaten
};

constexpr std::string_view to_string(no_outcome r) {
    constexpr std::string_view texts[] = {"",
                                          "nobody holds a position",
                                          "those with a position weigh nothing",
                                          "the weights are beyond the greatest number",
                                          "the quota is more than all weigh",
                                          "two sides can reach the quota at once"};
    return texts[static_cast<int>(r)];
}

/// Those with a position on an issue, in the order of the matrix's rows: position, salience (1 where not
/// stated) and capability (`position_matrix::weight_of`). Withheld positions and absent stances are not there.
/// Throws error(unknown_name) for an issue that the matrix has not got. O(actors * log issues).
std::vector<standing> standings(position_matrix const& matrix, issue_id issue);

namespace detail {

/// The same of all columns. O(stances).
std::vector<std::vector<standing>> standings_by_column(position_matrix const& matrix);

/// The column of an issue. Throws error(unknown_name).
std::size_t column_at(position_matrix const& matrix, issue_id issue);

/// Refuses a scale of names: between them there is nothing.
void require_order(issue_column const& issue, char const* message);

/// The sum of weights, and why it is no weight.
no_outcome weight_in(std::vector<standing> const& all, double& sum);

}  // namespace detail

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE std::size_t detail::column_at(position_matrix const& matrix, issue_id issue) {
    if (auto const column = matrix.column_of(issue)) return *column;
    throw error(fault_code::unknown_name, "the matrix has no such issue", {.issue = '#' + std::to_string(issue.value)});
}

ENTENTE_INLINE void detail::require_order(issue_column const& issue, char const* message) {
    if (issue.measurement == level::nominal) throw scale_error(fault_code::level_too_low, message, {.issue = issue.name});
}

ENTENTE_INLINE no_outcome detail::weight_in(std::vector<standing> const& all, double& sum) {
    sum = 0;
    for (auto const& s : all) sum += s.weight();
    if (all.empty()) return no_outcome::nobody;
    if (!(sum <= (std::numeric_limits<double>::max)())) return no_outcome::overflow;
    return sum > 0 ? no_outcome::none : no_outcome::no_weight;
}

ENTENTE_INLINE std::vector<standing> standings(position_matrix const& matrix, issue_id issue) {
    auto const column = detail::column_at(matrix, issue);
    std::vector<standing> all;
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        auto const cells = matrix.row(row);
        auto const at = std::lower_bound(cells.begin(), cells.end(), column,
                                         [](cell const& c, std::size_t i) { return c.issue < i; });
        if (at == cells.end() || at->issue != column || !at->known) continue;
        all.push_back({matrix.actor(row), at->position, at->salience,
                       matrix.weight_of(row, static_cast<std::size_t>(at - cells.begin()))});
    }
    return all;
}

ENTENTE_INLINE std::vector<std::vector<standing>> detail::standings_by_column(position_matrix const& matrix) {
    std::vector<std::vector<standing>> all(matrix.issues());
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        auto const cells = matrix.row(row);
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i].known)
                all[cells[i].issue].push_back(
                    {matrix.actor(row), cells[i].position, cells[i].salience, matrix.weight_of(row, i)});
    }
    return all;
}

#endif

}  // namespace entente

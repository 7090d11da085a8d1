// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/submatrix.hpp
/// A part of a position matrix: some actors or issues only. It keeps the ids of the whole.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

namespace detail {

/// The rows of some actors. Throws error for one that the matrix has not got.
template <actor_id_range Ids>
std::vector<std::size_t> rows_of_actors(position_matrix const& matrix, Ids const& actors) {
    std::vector<std::size_t> rows;
    for (actor_id const id : actors) {
        auto const row = matrix.row_of(id);
        if (!row)
            throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(id.value)});
        rows.push_back(*row);
    }
    return rows;
}
/// The columns of some issues. Throws error for one that the matrix has not got.
template <issue_id_range Ids>
std::vector<std::size_t> columns_of_issues(position_matrix const& matrix, Ids const& issues) {
    std::vector<std::size_t> columns;
    for (issue_id const id : issues) {
        auto const column = matrix.column_of(id);
        if (!column)
            throw error(fault_code::unknown_name, "the matrix has no such issue", {.issue = '#' + std::to_string(id.value)});
        columns.push_back(*column);
    }
    return columns;
}

}  // namespace detail

/// The same actors on some of the issues, given by their columns in any order: in that of the
/// matrix, each once. Precondition: all are below matrix.issues(). O(stances + issues).
position_matrix select_issues(position_matrix const& matrix, std::span<std::size_t const> issues);

/// The same by ids, as of `parts_of`. Throws error for an issue that the matrix has not got.
template <issue_id_range Ids>
position_matrix select_issues(position_matrix const& matrix, Ids const& issues) {
    return select_issues(matrix, detail::columns_of_issues(matrix, issues));
}
position_matrix select_issues(position_matrix const& matrix, std::initializer_list<issue_id> issues);

/// Some of the actors, given by their rows, in the order given, on the same issues. Precondition:
/// all are below matrix.actors(). O(issues + stances of those actors), and sorting the actors
/// unless they ascend.
position_matrix select_actors(position_matrix const& matrix, std::span<std::size_t const> actors);

/// The same by ids. Throws error for an actor that the matrix has not got.
template <actor_id_range Ids>
position_matrix select_actors(position_matrix const& matrix, Ids const& actors) {
    return select_actors(matrix, detail::rows_of_actors(matrix, actors));
}
position_matrix select_actors(position_matrix const& matrix, std::initializer_list<actor_id> actors);

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE position_matrix select_issues(position_matrix const& matrix, std::span<std::size_t const> issues) {
    constexpr auto left_out = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> place(matrix.issues(), left_out);
    for (auto const i : issues) {
        ENTENTE_ASSERT(i < matrix.issues());
        place[i] = 0;
    }
    std::vector<issue_column> columns;
    std::vector<issue_id> ids;
    for (std::size_t i = 0; i < place.size(); ++i) {
        if (place[i] == left_out) continue;
        place[i] = static_cast<std::uint32_t>(columns.size());
        columns.push_back(matrix.issue(i));
        ids.push_back(matrix.issue_id_of(i));
    }
    std::vector<std::string> names;
    std::vector<actor_id> actors;
    std::vector<double> weights;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    std::vector<double> capability;
    for (std::size_t a = 0; a < matrix.actors(); ++a) {
        names.push_back(matrix.actor_name(a));
        actors.push_back(matrix.actor(a));
        weights.push_back(matrix.weight(a));
        auto const row = matrix.row(a);
        auto const accepted = matrix.acceptable(a);
        auto const stated = matrix.capability(a);
        for (std::size_t k = 0; k < row.size(); ++k)
            if (auto c = row[k]; place[c.issue] != left_out) {
                c.issue = place[c.issue];
                cells.push_back(c);
                if (!accepted.empty()) acceptable.push_back(accepted[k]);
                if (!stated.empty()) capability.push_back(stated[k]);
            }
        offsets.push_back(cells.size());
    }
    return position_matrix(unchecked, std::move(names), std::move(columns), std::move(offsets), std::move(cells),
                           std::move(acceptable), std::move(capability))
        .with_actor_weights(weights)
        .with_actor_ids(std::move(actors))
        .with_issue_ids(std::move(ids));
}

ENTENTE_INLINE position_matrix select_issues(position_matrix const& matrix, std::initializer_list<issue_id> issues) {
    return select_issues(matrix, detail::columns_of_issues(matrix, issues));
}

ENTENTE_INLINE position_matrix select_actors(position_matrix const& matrix, std::span<std::size_t const> actors) {
    std::vector<std::string> names;
    std::vector<actor_id> ids;
    std::vector<double> weights;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    std::vector<double> capability;
    for (auto const a : actors) {
        ENTENTE_ASSERT(a < matrix.actors());
        names.push_back(matrix.actor_name(a));
        ids.push_back(matrix.actor(a));
        weights.push_back(matrix.weight(a));
        auto const row = matrix.row(a);
        auto const accepted = matrix.acceptable(a);
        auto const stated = matrix.capability(a);
        cells.insert(cells.end(), row.begin(), row.end());
        acceptable.insert(acceptable.end(), accepted.begin(), accepted.end());
        capability.insert(capability.end(), stated.begin(), stated.end());
        offsets.push_back(cells.size());
    }
    return position_matrix::on_issues_of(unchecked, matrix, std::move(names), std::move(offsets), std::move(cells),
                                         std::move(acceptable), std::move(capability))
        .with_actor_weights(weights)
        .with_actor_ids(std::move(ids));
}

ENTENTE_INLINE position_matrix select_actors(position_matrix const& matrix, std::initializer_list<actor_id> actors) {
    return select_actors(matrix, detail::rows_of_actors(matrix, actors));
}
#endif

}  // namespace entente

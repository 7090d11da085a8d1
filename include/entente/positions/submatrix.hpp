// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/submatrix.hpp
/// A part of a position matrix: some actors or issues only.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// The same actors on some of the issues. Column j of the result is issue `issues[j]` of the matrix.
/// Precondition: `issues` ascends without repetition, all below matrix.issues(). O(stances + issues).
inline position_matrix select_issues(position_matrix const& matrix, std::span<std::size_t const> issues) {
    constexpr auto left_out = static_cast<std::uint32_t>(-1);
    std::vector<std::uint32_t> place(matrix.issues(), left_out);
    std::vector<issue_column> columns;
    for (auto const i : issues) {
        ENTENTE_ASSERT(i < matrix.issues() && (columns.empty() || place[i] == left_out));
        place[i] = static_cast<std::uint32_t>(columns.size());
        columns.push_back(matrix.issue(i));
    }
    std::vector<std::string> actors;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    for (std::size_t a = 0; a < matrix.actors(); ++a) {
        actors.push_back(matrix.actor_name(a));
        auto const row = matrix.row(a);
        auto const accepted = matrix.acceptable(a);
        for (std::size_t k = 0; k < row.size(); ++k)
            if (auto c = row[k]; place[c.issue] != left_out) {
                c.issue = place[c.issue];
                cells.push_back(c);
                if (!accepted.empty()) acceptable.push_back(accepted[k]);
            }
        offsets.push_back(cells.size());
    }
    return {std::move(actors), std::move(columns), std::move(offsets), std::move(cells), std::move(acceptable)};
}

/// Some of the actors, in the order given, on the same issues. Precondition: all are below matrix.actors().
/// O(issues + stances of those actors).
inline position_matrix select_actors(position_matrix const& matrix, std::span<std::size_t const> actors) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    for (auto const a : actors) {
        ENTENTE_ASSERT(a < matrix.actors());
        names.push_back(matrix.actor_name(a));
        auto const row = matrix.row(a);
        auto const accepted = matrix.acceptable(a);
        cells.insert(cells.end(), row.begin(), row.end());
        acceptable.insert(acceptable.end(), accepted.begin(), accepted.end());
        offsets.push_back(cells.size());
    }
    return position_matrix::on_issues_of(matrix, std::move(names), std::move(offsets), std::move(cells), std::move(acceptable));
}

/// The columns of an issue's parts, and of their parts, and so on; of the issue itself where it has none. Ascending.
/// O(parts + relations among them).
template <stance_graph_like Graph>
    requires(Graph::template has_relation<part_of>)
std::vector<std::size_t> parts_of(Graph const& g, id_of<issue_t<Graph>> whole) {
    std::vector<std::size_t> found;
    std::vector<bool> seen(g.template size<issue_t<Graph>>(), false);
    std::vector<id_of<issue_t<Graph>>> open{whole};
    while (!open.empty()) {
        auto const issue = open.back();
        open.pop_back();
        if (seen[issue.value]) continue;
        seen[issue.value] = true;
        auto const parts = g.template in<part_of>(issue);
        if (parts.empty()) found.push_back(issue.value);
        for (auto const& part : parts) open.push_back(part.source);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace entente

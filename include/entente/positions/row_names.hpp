// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/row_names.hpp
/// What actors and issues are called in rows of results.

#include <string_view>

#include "entente/base/row.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// Gives the ids of rows the names that a matrix has for them. The matrix must outlive the function.
/// Precondition: the ids are of actors and issues of the matrix. O(1) a name.
inline auto names_of(position_matrix const& matrix) {
    return [&matrix](row_id id) -> std::string_view {
        return id.kind == "actor" ? std::string_view(matrix.actor_name(id.number))
                                  : std::string_view(matrix.issue(id.number).name);
    };
}

/// The same from a graph.
template <stance_graph_like Graph>
auto names_of(Graph const& g) {
    return [&g](row_id id) -> std::string_view {
        if (id.kind == "actor") return g[id_of<actor_t<Graph>>{id.number}].name;
        return g[id_of<issue_t<Graph>>{id.number}].name;
    };
}

}  // namespace entente

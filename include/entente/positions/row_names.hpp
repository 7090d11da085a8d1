// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/row_names.hpp
/// What actors and issues are called in rows of results.

#include <boost/optional.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "entente/base/row.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// The names that a matrix has for the ids of rows, and the labels of positions. The matrix must outlive it.
/// Precondition: the ids are of actors and issues of the matrix. O(1) a name.
class matrix_names {
public:
    explicit matrix_names(position_matrix const& matrix) : matrix_(&matrix) {}

    std::string_view operator()(row_id id) const {
        return id.kind == "actor" ? std::string_view(matrix_->actor_name(id.number))
                                  : std::string_view(matrix_->issue(id.number).name);
    }
    /// What a position on an issue is called, where labels of the scale say more than its number; none between labels.
    boost::optional<std::string> label_on(row_id issue, double position) const {
        return matrix_->issue(issue.number).label_of(position);
    }

private:
    position_matrix const* matrix_;
};
inline matrix_names names_of(position_matrix const& matrix) {
    return matrix_names(matrix);
}

/// The same from a graph.
template <stance_graph_like Graph>
class graph_names {
public:
    explicit graph_names(Graph const& g) : g_(&g) {}

    std::string_view operator()(row_id id) const {
        if (id.kind == "actor") return (*g_)[id_of<actor_t<Graph>>{id.number}].name;
        return (*g_)[id_of<issue_t<Graph>>{id.number}].name;
    }
    boost::optional<std::string> label_on(row_id issue, double position) const {
        return make_issue_column((*g_)[id_of<issue_t<Graph>>{issue.number}]).label_of(position);
    }

private:
    Graph const* g_;
};
template <stance_graph_like Graph>
graph_names<Graph> names_of(Graph const& g) {
    return graph_names<Graph>(g);
}

}  // namespace entente

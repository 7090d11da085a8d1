// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/pending_relation.hpp
/// Edges read before their vertices are all known.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/graph/typed_graph.hpp"
#include "entente/io/csv_grammar.hpp"

namespace entente::io::detail {

/// A vertex without a name, and an edge of which no more is known than whether its relation may lead back to itself:
/// enough to find the edge that breaks a rule of the whole.
struct any_vertex {};
template <bool Acyclic>
struct any_edge {
    static constexpr bool acyclic = Acyclic;
};

/// Edges of one relation that wait until all vertices are known, with the place that each came from.
template <class From, class Edge>
class pending_relation {
public:
    void add(csv_record const& record, std::size_t column, std::string const& file, std::uint32_t from,
             std::uint32_t to, Edge edge = {}) {
        rows_.push_back({{from}, {to}, std::move(edge), &file, record.where(column), excerpt(record[column])});
    }

    template <class Builder>
    void relate(Builder& builder) const {
        for (auto const& each : rows_) {
            try {
                builder.relate(each.from, each.to, each.edge);
            } catch (error& refusal) {
                locate(refusal, each);
                throw;
            }
        }
    }

    /// Whether an error of freezing is of this relation; if so, its place is added.
    bool locate(error& refusal, std::size_t vertices) const {
        using edge = any_edge<entente::detail::is_acyclic<Edge>>;
        typename typed_graph<relation<any_vertex, edge, any_vertex>>::builder alone;
        for (std::size_t i = 0; i != vertices; ++i) alone.add(any_vertex{});
        for (auto const& each : rows_)
            alone.relate(id_of<any_vertex>{each.from.value}, id_of<any_vertex>{each.to.value}, edge{});
        try {
            std::move(alone).freeze();
        } catch (error const& again) {
            locate(refusal, rows_[std::min(again.where().ordinal, rows_.size() - 1)]);
            return true;
        }
        return false;
    }

private:
    struct row {
        id_of<From> from, to;
        Edge edge;
        std::string const* file;
        text_position where;
        std::string text;
    };
    static void locate(error& refusal, row const& at) {
        refusal.locate(*at.file, at.where.line, at.where.column, at.text);
    }

    std::vector<row> rows_;
};

}  // namespace entente::io::detail

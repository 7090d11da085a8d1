// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/table_rows.hpp
/// What the writers of tables take from a graph, and write without knowing its type.

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/io/csv_options.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// A row of a table of stances.
struct stance_view {
    std::string_view actor;
    std::uint32_t issue;
    stance_on<scale> const* held;
};

/// An edge between two vertices of one kind.
struct table_edge {
    std::uint32_t from, to;
    double strength = 1;
    period valid{};
};

using issue_span = std::span<basic_issue<scale> const>;
using actor_span = std::span<actor const>;
using edge_span = std::span<table_edge const>;

void write_stance_rows(std::ostream& out, issue_span issues, std::span<stance_view const> stances);
/// `parts` are in the order of the issues that they leave.
void write_issue_rows(std::ostream& out, issue_span issues, edge_span parts);
/// `members` are in the order of the actors that they leave.
void write_actor_rows(std::ostream& out, actor_span actors, edge_span members);
/// Of the memberships only those that are not always valid; the others stand in the table of actors.
void write_relation_rows(std::ostream& out, actor_span actors, edge_span members, edge_span speak, edge_span influence);

/// The stances of a graph, by actor, then issue.
template <class Graph>
std::vector<stance_view> stances_of(Graph const& g) {
    std::vector<stance_view> all;
    all.reserve(g.template edge_count<stance_on<scale>>());
    g.template for_each_edge<stance_on<scale>>([&](auto const& e) {
        all.push_back({g[e.source].name, e.target.value, &e.edge});
    });
    return all;
}

/// The edges of a relation, in the order of the vertices that they leave.
template <class Edge, class Graph>
std::vector<table_edge> edges_of(Graph const& g) {
    std::vector<table_edge> all;
    g.template for_each_edge<Edge>([&](auto const& e) {
        all.push_back({e.source.value, e.target.value});
        if constexpr (requires { e.edge.strength; }) all.back().strength = e.edge.strength;
        if constexpr (requires { e.edge.valid; }) all.back().valid = e.edge.valid;
    });
    return all;
}

/// All that the tables of a graph hold.
struct graph_tables {
    actor_span actors;
    issue_span issues;
    std::vector<stance_view> stances;
    std::vector<table_edge> members, speak, influence, parts;
};

template <class Graph>
graph_tables tables_of(Graph const& g) {
    return {g.template vertices<actor>(),
            g.template vertices<basic_issue<scale>>(),
            stances_of(g),
            edges_of<member_of>(g),
            edges_of<speaks_for>(g),
            edges_of<influences>(g),
            edges_of<part_of>(g)};
}

void write_files(stance_files const& files, graph_tables const& tables);

}  // namespace entente::io::detail

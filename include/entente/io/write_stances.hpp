// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/write_stances.hpp
/// Graphs of stances to comma-separated tables.

#include <concepts>
#include <iosfwd>

#include "entente/config.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/table_rows.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

/// A graph whose actors, issues and stances are the library's own, with run-time scales; it may have further relations.
template <class Graph>
concept csv_writable = stance_graph_like<Graph> && std::same_as<actor_t<Graph>, actor> &&
    std::same_as<issue_t<Graph>, basic_issue<scale>> && std::same_as<stance_t<Graph>, stance_on<scale>>;

/// Writes the stances of a graph as a long table: the columns of `parse_stances` that some stance needs, in the order
/// of actors, then issues. Positions are written by label where the scale has labels, numbers in their shortest form
/// that reads back exactly.
/// Throws `io_error` for what the format cannot hold: text that is not UTF-8, a date outside of the years 0 to 9999, a
/// bound between categories that reads as the label of one; and when the stream fails.
/// Complexity: linear.
template <csv_writable Graph>
void write_stance_table(std::ostream& out, Graph const& g) {
    detail::write_stance_rows(out, g.template vertices<basic_issue<scale>>(), detail::stances_of(g));
}
/// The same, compiled once.
void write_stance_table(std::ostream& out, stance_graph<scale> const& g);

/// Writes the issues of a graph with their scales, weights and what they are part of:
/// `issue,level,lower,upper,labels,weight,part_of`.
/// Throws `io_error`, and `scale_error` for a nominal scale whose options are not numbered 1, 2, ...
/// Complexity: linear.
template <csv_writable Graph>
void write_issue_table(std::ostream& out, Graph const& g) {
    detail::write_issue_rows(out, g.template vertices<basic_issue<scale>>(), detail::edges_of<part_of>(g));
}
/// The same, compiled once.
void write_issue_table(std::ostream& out, stance_graph<scale> const& g);

/// Writes the actors of a graph with their capabilities and the memberships that are always valid:
/// `actor,capability,member_of`.
/// Throws `io_error`.
/// Complexity: linear.
template <csv_writable Graph>
void write_actor_table(std::ostream& out, Graph const& g) {
    detail::write_actor_rows(out, g.template vertices<actor>(), detail::edges_of<member_of>(g));
}
/// The same, compiled once.
void write_actor_table(std::ostream& out, stance_graph<scale> const& g);

/// Writes who speaks for and who influences whom, and memberships with a validity: `from,relation,to,strength`, with
/// `valid_from,valid_to` where some are not always valid. The other relations stand in the tables of actors and issues.
/// Throws `io_error`.
/// Complexity: linear.
template <csv_writable Graph>
void write_relation_table(std::ostream& out, Graph const& g) {
    detail::write_relation_rows(out, g.template vertices<actor>(), detail::edges_of<member_of>(g),
                                detail::edges_of<speaks_for>(g), detail::edges_of<influences>(g));
}
/// The same, compiled once.
void write_relation_table(std::ostream& out, stance_graph<scale> const& g);

/// Writes a graph to files from which `read_stances` makes an equal one, with the same ids: stances, issues and actors,
/// and relations if a name is given for them. Relations that the schema has beyond those of `stance_graph` are not
/// written.
/// Throws `io_error` (`invalid_argument`) when a file is needed and has no name, what the writers of the tables throw,
/// before any file is touched, and `file_access` when a file cannot be written. Files are written beside their places
/// and put there when all are whole: what was there before stays where one cannot be written.
/// Complexity: linear; memory for the texts.
template <csv_writable Graph>
void write_stances(stance_files const& files, Graph const& g) {
    detail::write_files(files, detail::tables_of(g));
}
/// The same, compiled once.
void write_stances(stance_files const& files, stance_graph<scale> const& g);

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/write_stances.hpp"
#endif

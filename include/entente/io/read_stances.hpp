// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/read_stances.hpp
/// Graphs of stances from comma-separated files.

#include <concepts>

#include "entente/io/csv_options.hpp"
#include "entente/io/detail/stance_reader.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

/// A graph whose actors, issues and stances are the library's own, with run-time scales; it may have further relations.
template <class Graph>
concept csv_readable = stance_graph_like<Graph> && std::same_as<actor_t<Graph>, actor> &&
    std::same_as<issue_t<Graph>, basic_issue<scale>> && std::same_as<stance_t<Graph>, stance_on<scale>>;

/// The graph that tables in memory describe.
///
/// **Long stances**, one a row, columns by name: `actor`, `issue`, `position`, and optionally
/// | column                   | holds                                                  | empty                     |
/// |--------------------------|--------------------------------------------------------|---------------------------|
/// | `position`               | a label of the issue's scale, else a number on it      | withheld: declined to say |
/// | `salience`               | a number >= 0                                          | not stated                |
/// | `confidence`             | a number in [0, 1]                                     | 1                         |
/// | `status`                 | `stated`, `attributed`, `withheld`                     | stated, or withheld       |
/// | `accept_from, accept_to` | ends of the acceptable range, as labels or numbers     | no end on that side       |
/// | `condition`, `fallback`  | `ISSUE in [LOWER,UPPER] & ...`; the position otherwise | none; not known           |
/// | `from`, `to`             | validity [from, to), see `parse_date`                  | always                    |
/// | `source`                 | who said so, where                                     | none                      |
/// | `capability`             | a number >= 0, for this issue only                     | as everywhere             |
///
/// **Wide stances** (`csv_options::wide`): the first column is the actor, every other an issue; a cell is a position;
/// an empty one, or one in `csv_options::missing`, is no stance. An actor has one row.
///
/// **Issues**: `issue,level` and optionally `lower,upper,labels,weight,part_of`; the labels as in `parse_scale`, from
/// lower to upper in equal steps where both are given. **Actors**: `actor` and optionally `capability,member_of`.
/// `part_of` and `member_of` are lists, see `parse_list`.
/// **Relations**: `from,relation,to` and optionally `strength`; a relation is `member_of`, `speaks_for`, `influences`
/// or `part_of`. Other columns are passed over.
///
/// Ids: the rows of the issue and actor tables in their order, then what the stances name, in the order of first
/// appearance. With an actor table, an actor that it does not list is refused. An issue that the issue table does not
/// list has `csv_options::default_scale`, else is refused: a range is never guessed from data.
/// Throws an `error` with file, line, column, text, and the actor and issue: `io_error` for what is no table of this
/// form, otherwise what the builder of the graph throws (`scale_error`, `stance_error`, `graph_error`). Nothing is left
/// of a file that is refused.
/// Complexity: linear in the text; memory for the text and the stances.
/// Example:
/// @code
/// auto const g = io::parse_stances({.stances = io::source_text("actor,issue,position\nNATO,arms control,2\n")},
///                                  {.default_scale = scale::ordinal(-2, 2)});
/// @endcode
template <csv_readable Graph = stance_graph<scale>>
Graph parse_stances(stance_texts const& texts, csv_options const& options = {}) {
    return detail::stance_reader<Graph>(texts, options).read();
}

/// The graph that files describe; see `parse_stances`. Throws io_error also for a file that cannot be read.
/// Example: `auto const g = io::read_stances({.stances = "stances.csv", .issues = "issues.csv"});`
template <csv_readable Graph = stance_graph<scale>>
Graph read_stances(stance_files const& files, csv_options const& options = {}) {
    stance_texts texts{source_text::read(files.stances)};
    if (!files.issues.empty()) texts.issues = source_text::read(files.issues);
    if (!files.actors.empty()) texts.actors = source_text::read(files.actors);
    if (!files.relations.empty()) texts.relations = source_text::read(files.relations);
    return parse_stances<Graph>(texts, options);
}

}  // namespace entente::io

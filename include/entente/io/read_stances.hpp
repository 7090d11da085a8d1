// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/read_stances.hpp
/// Graphs of stances from files.

#include <type_traits>

#include "entente/config.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/graph_sink.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/extra_columns.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

/// The graph that tables in memory describe.
///
/// **Long stances**, one a row, columns by name: `actor`, `issue`, `position`, and optionally
/// | column                   | holds                                                  | empty                     |
/// |--------------------------|--------------------------------------------------------|---------------------------|
/// | `position`               | a label of the scale, else a number on it      | withheld: declined to say |
/// | `salience`               | a number >= 0                                          | not stated                |
/// | `confidence`             | a number in [0, 1]                                     | 1                         |
/// | `status`                 | `stated`, `attributed`, `withheld`                     | stated, or withheld       |
/// | `accept_from, accept_to` | ends of the acceptable range, as labels or numbers     | no end on that side       |
/// | `condition`, `fallback`  | `ISSUE in [LOWER,UPPER] & ...`; the position otherwise | none; not known           |
/// | `from`, `to`             | validity [from, to), see `parse_date`                  | always                    |
/// | `source`                 | who said so, where                                     | none                      |
/// | `capability`             | a number >= 0, for this issue only                     | as everywhere             |
///
/// **Wide stances** (`reading_options::wide`): the first column is the actor, others are issues; a cell is a position;
/// an empty one is no stance. An actor has one row. Columns are issues where they are chosen
/// (`reading_options::issue_columns`) or the issue table lists them; without either all are, unless some of them may be
/// anything else, which is refused.
///
/// **As they are found**: `reading_options` says what else a file may be like. Without a word of it blanks around fields
/// that are not in quotes, blank lines, empty records and columns without a name are passed over, semicolons, tabs and
/// bars are recognised where nothing else can be meant, and names that are whole numbers are read without `.0`, in columns
/// of nothing else; where one begins with a zero, as 007, they are as they stand, and a note says so. A cell in
/// `reading_options::missing` holds no stance. Files of which no stance was read are refused.
///
/// **Issues**: `issue,level` and optionally `lower,upper,labels,weight,part_of`; the labels as in `parse_scale`, from
/// lower to upper in equal steps where both are given. **Actors**: `actor` and optionally `capability,member_of`.
/// `part_of` and `member_of` are lists, see `parse_list`.
/// **Relations**: `from,relation,to` and optionally `strength`, `valid_from,valid_to`; a relation is `member_of`,
/// `speaks_for`, `influences` or `part_of`, and the first two may have a validity. Other columns are passed over, unless a function takes them, below.
///
/// Ids: the rows of the issue and actor tables in their order, then what the stances name, in the order of first
/// appearance. With an actor table, an actor that it does not list is refused. An issue that the issue table does not
/// list has `reading_options::default_scale`, else is refused: a range is never guessed from data.
/// Throws an `error` with file, line, column, text, and the actor and issue, that of the first fault; `what()` tells the
/// others, a line each, up to `reading_options::most_faults`: `io_error` for what is no table of this
/// form, otherwise what the builder of the graph throws (`scale_error`, `stance_error`, `graph_error`). Nothing is left
/// of a file that is refused.
/// Complexity: linear in the text; memory for the text and the stances, in whatever order they come. With
/// `reading_options::repeated` the rows are walked over twice, and what is decided takes 64 bytes a stance more.
/// Example:
/// @code
/// auto const g = io::parse_stances({.stances = io::source_text("actor,issue,position\nNATO,arms control,2\n")},
///                                  {.default_scale = scale::ordinal(-2, 2)});
/// @endcode
stance_graph<scale> parse_stances(stance_texts const& texts, reading_options const& options = {});

/// The same, and what was read as what is added to the report: which columns are what, what was guessed, what was passed
/// over.
stance_graph<scale> parse_stances(stance_texts const& texts, reading_options const& options, reading_report& report);

/// The graph that files describe; see `parse_stances`. Throws io_error also for a file that cannot be read.
/// Example: `auto const g = io::read_stances({.stances = "stances.csv", .issues = "issues.csv"});`
stance_graph<scale> read_stances(stance_files const& files, reading_options const& options = {});

/// The same into a graph of any schema, with actors, issues and stances of one's own types, and with columns of one's
/// own.
///
/// **Members** are filled where they are there by these names and take what the column holds; a column without a member
/// is one that the library does not read:
/// | of      | members                                                                                       |
/// |---------|-----------------------------------------------------------------------------------------------|
/// | actors  | `name`, `capability`                                                                          |
/// | issues  | `name`, `scale`, `weight`                                                                     |
/// | stances | `position`, `salience`, `confidence`, `status`, `acceptable`, `valid`, `depends_on`, `source`, |
/// |         | `capability`                                                                                  |
///
/// Numbers may be kept in any number or in a `boost::optional<double>`; one that does not fit is refused. An empty cell
/// leaves a member that is no optional as it is by default. `depends_on` is a `condition_on<Issue>`, an optional of one
/// or a shared pointer to one. A stance without `depends_on` refuses a condition, for without it the position says
/// something else. A graph without one of the relations refuses it in the table of relations.
///
/// **Scales**: an issue whose scale is static (`likert<5>`, `choice<3>`, `bounded<0, 100>`, one of one's own) needs no
/// row and no level; what the issue table says of it must agree, and may give labels to its categories. A static scale
/// with `label(k)` has labels of its own. A cell that is neither label nor number of it is refused. A scale of one's
/// own that is not static is made from an `entente::scale`.
///
/// **Extra columns**: each function in `fill` is called with every actor, issue or stance of the type that it takes by
/// reference, filled so far, and the `extra_columns` of its row, before the graph checks it. In a wide file these are
/// the `reading_options::ignored_columns`, for the stances of the row and the actor, unless an actor table describes it. An
/// actor or issue that has no row is not given to it. An error that it throws gets the place of the row.
///
/// Requires: vertices that can be made without arguments, from their name (issues: and scale), or by naming these
/// members; names kept in a `std::string`. Throws and complexity: as above.
/// Example:
/// @code
/// auto const g = io::read_stances<my_graph>(files, {}, [](my_stance& s, io::extra_columns const& more) {
///     s.page = more.number("page");
/// });
/// @endcode
template <stance_graph_like Graph, class... Fill>
Graph parse_stances(stance_texts const& texts, reading_options const& options = {}, Fill const&... fill) {
    if constexpr (std::is_same_v<Graph, stance_graph<scale>> && sizeof...(Fill) == 0) {
        return parse_stances(texts, options);
    } else {
        detail::graph_sink<Graph, Fill...> sink(fill...);
        detail::read_tables(texts, options, sink);
        return sink.take();
    }
}

/// The same from files.
template <stance_graph_like Graph, class... Fill>
Graph read_stances(stance_files const& files, reading_options const& options = {}, Fill const&... fill) {
    return io::parse_stances<Graph>(detail::read_files(files, options), options, fill...);
}

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/read_stances.hpp"
#endif

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/read_statements.hpp
/// Statements over time from files.

#include <string>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/reading_options.hpp"
#include "entente/io/statement_files.hpp"

namespace entente::io {

/// The statements that tables in memory hold, one a row, columns by name:
///
/// | column       | holds                                                  | empty, or not there       |
/// |--------------|--------------------------------------------------------|---------------------------|
/// | `date`       | a date, see `parse_date`: `1999`, `2010-03`, ...       | refused                   |
/// | `issue`      | what it is about                                       | refused                   |
/// | `position`   | a label of the scale, else a number on it      | withheld: declined to say |
/// | `actor`      | on whose behalf                                        | the speaker itself        |
/// | `speaker`    | who said so                                            | the actor itself          |
/// | `document`   | where it was said                                      | none that is named        |
/// | `salience`   | a number >= 0                                          | 1                         |
/// | `confidence` | a number in [0, 1]                                     | 1                         |
/// | `source`     | where that is known from                               | none                      |
///
/// A date is known as far as it is written: to the year, the month, the day or the second. `date`, `issue`, `position`
/// and one of `actor` and `speaker` are columns of every file. Of the other columns those in `kept` become columns of
/// the corpus. Tables of issues, actors and relations are those of `read_stances`; with a table of actors a statement
/// on behalf of another actor is refused, while speakers need not be listed; without one, relations are among those on
/// whose behalf something is said.
///
/// **As they are found**: everything in `reading_options` that is said of long tables holds here, with `columns` naming
/// the members above: `{{"actor", "organization"}, {"issue", "concept"}, {"position", "agreement"}}`. A row whose
/// position is a missing code is no statement. What is said twice is two statements; with `repeated` as `first` or
/// `last`, of rows of one date, document, speaker, actor and issue that one counts. Other rules of `repeated` and wide
/// tables are refused.
///
/// Throws an `error` with file, line, column, text, and the actor and issue, that of the first fault, and tells the
/// others as `parse_stances` does; a file without a statement is refused unless `reading_options::may_be_empty` is set.
/// Linear in the text but for the order of dates: O(n log n) for n statements that are not in order.
/// ```
/// auto const all = io::read_statements({.statements = "statements.csv"}, {.default_scale = scale::ordinal(-2, 2)});
/// auto const held = collapse(all.statements, {.window = {.to = day(2011, 1, 1)}});
/// ```
statement_tables parse_statements(statement_texts const& texts, reading_options const& options = {},
                                  std::vector<std::string> const& kept = {}, reading_report* report = nullptr);

/// The statements that files hold; see `parse_statements`. Throws io_error also for a file that cannot be read.
statement_tables read_statements(statement_files const& files, reading_options const& options = {},
                                 std::vector<std::string> const& kept = {}, reading_report* report = nullptr);

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/read_statements.hpp"
#endif

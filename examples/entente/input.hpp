// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "command_line.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/position_matrix.hpp"
#include "reading.hpp"
#include "sources.hpp"

namespace entente_program {

using graph = entente::stance_graph<entente::scale>;

/// What every subcommand that reads stances asks: which files, in which form, of which date.
class input {
public:
    void add_options(command_line app);
    /// Throws entente::error for options that do not fit together, and for files that are not as
    /// they should be.
    graph read(sources& from) const;
    /// The text in a column of the actor table, by actor. Precondition: the graph is what was read last. Throws
    /// entente::error where there is no actor table, or it has no such column.
    std::vector<std::string> actor_column(graph const& g, std::string const& column) const;
    /// The date asked for, as the library takes it. Throws entente::error where it is none.
    entente::stance_options<graph> held_when() const;
    /// The positions that are held at the date asked for.
    entente::position_matrix positions(graph const& g) const;

private:
    reading reading_{};
    std::string at_;
    // What was read of actors, for their other columns: the standard input is read once.
    mutable entente::io::stance_texts actors_{entente::io::source_text(std::string())};
    mutable entente::io::name_columns actor_names_{};
};

}  // namespace entente_program

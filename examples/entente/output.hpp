// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <iterator>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "command_line.hpp"
#include "entente/io/rows.hpp"
#include "output_file.hpp"

namespace entente_program {

/// What every subcommand asks of its answer: the format, the decimals, the file.
struct output_options {
    /// `more` are formats beside those of rows, which the subcommand writes itself.
    void add_options(command_line app, std::vector<std::string> const& more = {});
    /// Decimals and the format, as the library takes them. Throws entente::error for options that do not go together.
    entente::io::row_options rows(std::vector<std::size_t> least_widths = {}) const;

    std::string format = "table", precision, file;
    bool guard_formulas = false;
};

/// Adds the option -o, --output. A file without a name is refused: nobody means the standard output by it.
void add_output_file(command_line app, std::string& file);

/// The answer: rows of one kind, written to where the options say. Nothing of a file remains unless
/// `done` is reached.
class answer {
public:
    explicit answer(output_options const& options) : options_(options), file_(options.file) {}

    template <entente::described_row Row, class NameOf>
    entente::io::row_writer<Row, NameOf> rows(NameOf name_of, std::vector<std::size_t> least_widths = {}) {
        return entente::io::row_writer<Row, NameOf>(file_.stream(), options_.rows(std::move(least_widths)),
                                                    std::move(name_of));
    }
    /// A whole result: a range of rows, a result that has `rows()`, or one row. Throws entente::error where there are
    /// none: an answer that says nothing would be taken for one.
    template <entente::io::writable_rows Rows, class NameOf>
    void write(Rows const& rows, NameOf name_of) {
        if constexpr (entente::has_rows<Rows>)
            require_rows(std::size(rows.rows()));
        else if constexpr (!entente::described_row<Rows>)
            require_rows(std::size(rows));
        entente::io::write_rows(file_.stream(), rows, options_.rows(), std::move(name_of));
    }
    /// For what is no rows.
    std::ostream& stream() { return file_.stream(); }
    /// Whether a progress bar would come between lines of the answer. A table comes at the end.
    bool shows_lines() const { return file_.is_terminal() && options_.format != "table"; }
    /// A table is kept whole until it is written. Throws entente::error where that would take too much, with how much
    /// it is, and where there are no rows.
    void require_room(std::size_t rows, std::size_t bytes_a_row) const;
    void done() { file_.commit(); }

private:
    static void require_rows(std::size_t count);

    output_options const& options_;
    output_file file_;
};

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#include "output.hpp"

#include "entente/base/size_product.hpp"
#include "subcommand.hpp"

namespace entente_program {

void output_options::add_options(command_line app, std::vector<std::string> const& more) {
    std::vector<std::string> formats{"table", "csv", "json", "markdown"};
    std::string says = "table for people, csv, json, markdown";
    for (auto const& name : more) formats.push_back(name), says += ", " + name;
    app.add_option("--format", format, says).one_of(formats).default_str("table");
    app.add_option("--precision", precision,
                   "decimals of numbers; without it four, in csv and json as many as there are")
        .check([](std::string const& text) {
            bool const fits = !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == text.npos &&
                              std::stoi(text) <= 100;
            return fits ? std::string() : "decimals are a whole number from 0 to 100, not " + text;
        })
        .type_name("COUNT");
    app.add_flag("--guard-formulas", guard_formulas,
                 "in csv, an apostrophe before text that a spreadsheet would take for a formula: = + - @");
    add_output_file(app, file);
}

void add_output_file(command_line app, std::string& file) {
    app.add_option("-o,--output", file, "write to a file, which is there whole or not at all; - is the standard output")
        .type_name("FILE")
        .check([](std::string const& name) {
            return name.empty() ? "a file has a name; - is the standard output" : std::string();
        });
}

entente::io::row_options output_options::rows(std::vector<std::size_t> least_widths) const {
    entente::io::row_options o;
    o.format = entente::io::parse_row_format(format);
    if (!precision.empty()) o.decimals = std::stoi(precision);
    if (guard_formulas && o.format != entente::io::row_format::csv) refuse("--guard-formulas is for --format csv");
    o.guard_formulas = guard_formulas;
    o.least_widths = std::move(least_widths);
    return o;
}

void answer::require_rows(std::size_t count) {
    if (count == 0) refuse("there is nothing to write: the result has no rows");
}

void answer::require_room(std::size_t rows, std::size_t bytes_a_row) const {
    require_rows(rows);
    constexpr std::size_t most = std::size_t{1} << 30;
    if (options_.format != "table" || rows <= most / bytes_a_row) return;
    refuse("a table is kept in memory until it is written, and one of " + std::to_string(rows) + " rows takes about " +
           std::to_string(entente::detail::size_product(rows, bytes_a_row, "a table of so many rows cannot be")) +
           " bytes: --format csv writes rows as they come");
}

}  // namespace entente_program

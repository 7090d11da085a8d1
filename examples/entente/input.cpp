// SPDX-License-Identifier: BSL-1.0
#include "input.hpp"

#include <functional>

#include "entente/io/csv_grammar.hpp"
#include "entente/io/date.hpp"
#include "entente/io/read_stances.hpp"
#include "progress.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

void input::add_options(command_line app) {
    reading_.add_options(app);
    app.add_option("--at", at_, "read what was held at this date (ISO 8601); without it, the latest stances")
        .type_name("DATE");
}

graph input::read(sources& from) const {
    auto options = reading_.options(from);
    progress_bar bar;
    options.progress = std::ref(bar);
    io::reading_report report;
    auto g = io::parse_stances(reading_.texts(options, from), options, report);
    reading_.tell(report);
    return g;
}

std::vector<std::string> input::actor_column(graph const& g, std::string const& column, sources& from) const {
    if (reading_.actors().empty())
        refuse("a column of the actor table is asked for, and there is none: give --actors", column);
    io::csv_reader reader(from.read_again(reading_.actors()));
    auto const name = reader.column("actor"), at = reader.column(column);
    if (!at || !name)
        reader.header().refuse(reader.header().size(), fault_code::unknown_name,
                               "the column " + column + " is missing");
    std::vector<std::string> found(g.size<actor>());
    while (auto const record = reader.next())
        if (auto const who = g.find<actor>((*record)[*name])) found[who->value] = std::string((*record)[*at]);
    return found;
}

stance_options<graph> input::held_when() const {
    stance_options<graph> how;
    if (!at_.empty()) {
        how.at = io::parse_date(at_);
        if (!how.at) refuse("a date is written as in ISO 8601: 2022, 2022-01, 2022-01-26", at_);
    }
    return how;
}

position_matrix input::positions(graph const& g) const {
    auto const how = held_when();
    auto matrix = make_position_matrix(g, how);
    if (how.at && g.edge_count<stance_t<graph>>() > 0 && matrix.cells().empty())
        refuse("nobody held a stance at this date", at_);
    return matrix;
}

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#include "input.hpp"

#include <functional>

#include "entente/io/date.hpp"
#include "entente/io/extra_columns.hpp"
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
    auto const texts = reading_.texts(options, from);
    auto g = io::parse_stances(texts, options, report);
    reading_.tell(report);
    actors_ = {io::source_text("actor,issue,position\n")};
    actors_.actors = texts.actors, actors_.actor_names = texts.actor_names;
    actor_names_ = options.actor_names;
    return g;
}

std::vector<std::string> input::actor_column(graph const& g, std::string const& column) const {
    if (reading_.actors().empty())
        refuse("a column of the actor table is asked for, and there is none: give --actors", column);
    // Read as it was for the graph: the same name is the same name, and whoever has a row is an actor.
    io::reading_options options;
    options.may_be_empty = true;
    options.actor_names = actor_names_;
    std::vector<std::string> found(g.size<actor>());
    io::parse_stances<graph>(actors_, options, [&](actor const& who, io::extra_columns const& more) {
        if (!more.contains(column))
            throw io_error(fault_code::unknown_name, "the actor table has no column of this name",
                           {.value = column, .file = actors_.actors->name(), .line = 1});
        if (auto const at = g.find<actor>(who.name)) found[at->value] = std::string(more[column]);
    });
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

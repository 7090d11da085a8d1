// SPDX-License-Identifier: BSL-1.0
#include "input.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <iterator>

#include "entente/io/csv_grammar.hpp"
#include "entente/io/date.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

std::string sources::take_standard_input() {
    if (taken_) refuse("the standard input can be read once only, for one file", "-");
    taken_ = true;
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    if (std::cin.bad()) throw io_error(errc::file_access, "the standard input cannot be read");
    return text;
}

void input::add_options(CLI::App& app) {
    app.add_option("stances", files_.stances, "CSV file of stances; - for any one file is the standard input")
        ->type_name("FILE");
    app.add_flag("--wide", csv_.wide, "first column the actor, every other column an issue; empty or NA is no stance");
    app.add_option("--issues", files_.issues, "CSV file: issue,level,lower,upper,labels,weight,part_of")
        ->type_name("FILE");
    app.add_option("--actors", files_.actors, "CSV file: actor,capability,member_of")->type_name("FILE");
    app.add_option("--scale", scale_,
                   "scale of issues that --issues does not list: nominal:a|b|c, ordinal:1..5, ordinal:a|b|c, "
                   "interval:0..100, ratio:0..100");
    app.add_option("--columns", columns_, "columns by another name: actor=NAME,issue=NAME,...");
    app.add_option("--ignore", csv_.ignored_columns, "columns of a wide file that are no issues, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--withheld", withheld_, "text of a cell that says: declined to say");
    app.add_option("--at", at_, "read what was held at this date (ISO 8601); without it, the latest stances")
        ->type_name("DATE");
}

graph input::read(sources& from) const {
    auto csv = csv_;
    if (files_.stances.empty()) refuse("a file of stances is needed");
    if (!scale_.empty()) csv.default_scale = io::parse_scale(scale_);
    if (scale_.empty() && files_.issues.empty())
        refuse("every issue needs a scale: give --scale or --issues; ranges are never guessed from data");
    if (!withheld_.empty()) csv.withheld = withheld_;
    if (!columns_.empty())
        for (auto const& field : split(columns_)) {
            auto const equals = field.find('=');
            if (equals == field.npos) refuse("columns are written name=NAME", field);
            csv.columns.emplace_back(field.substr(0, equals), field.substr(equals + 1));
        }
    io::stance_texts texts{from.read(files_.stances)};
    if (!files_.issues.empty()) texts.issues = from.read(files_.issues);
    if (!files_.actors.empty()) texts.actors = from.read(files_.actors);
    return io::parse_stances(texts, csv);
}

std::vector<std::string> input::actor_column(graph const& g, std::string const& column, sources& from) const {
    if (files_.actors.empty())
        refuse("a column of the actor table is asked for, and there is none: give --actors", column);
    io::csv_reader reader(from.read(files_.actors));
    auto const name = reader.column("actor"), at = reader.column(column);
    if (!at || !name)
        reader.header().refuse(reader.header().size(), errc::unknown_name, "the column " + column + " is missing");
    std::vector<std::string> found(g.size<actor>());
    while (auto const record = reader.next())
        if (auto const who = g.find<actor>((*record)[*name])) found[who->value] = std::string((*record)[*at]);
    return found;
}

position_matrix input::positions(graph const& g) const {
    stance_options<graph> how;
    if (!at_.empty()) {
        how.at = io::parse_date(at_);
        if (!how.at) refuse("a date is written as in ISO 8601: 2022, 2022-01, 2022-01-26", at_);
    }
    return make_position_matrix(g, how);
}

}  // namespace entente_program

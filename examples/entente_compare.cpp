// SPDX-License-Identifier: BSL-1.0
// entente-compare: agreement and distance of actors, from a file of stances.

#include <CLI/CLI.hpp>

#include <iostream>
#include <string>

#include "entente/version.hpp"
#include "entente_compare/program.hpp"

int main(int argc, char** argv) {
    using namespace entente_compare;
    settings s;
    CLI::App app("Agreement and distance of actors, from a file of stances.", "entente-compare");
    app.footer(
        "Stances are rows actor,issue,position (or a wide table with one column an issue). An empty position is a withheld stance.\n"
        "Every issue needs a scale, from --issues or --scale: ranges are never guessed from data.\n\n"
        "  entente-compare votes.csv --wide --scale 'ordinal:N|A|Y' --measure city_block --format csv\n"
        "  entente-compare stances.csv --issues issues.csv --reference c0 --top 10 --measure city_block --measure directional\n"
        "  entente-compare stances.csv --issues issues.csv --pair Russia,NATO --weights mean --explain\n\n"
        "Exit status: 0, or 2 with a message on standard error.");
    app.set_version_flag("--version", ENTENTE_VERSION_STRING);
    app.add_option("stances", s.files.stances, "CSV file of stances");
    app.add_flag("--wide", s.csv.wide, "first column the actor, every other column an issue; empty or NA is no stance");
    app.add_option("--issues", s.files.issues, "CSV file: issue,level,lower,upper,labels,weight,part_of");
    app.add_option("--actors", s.files.actors, "CSV file: actor,capability,member_of");
    app.add_option("--scale", s.scale,
                   "scale of issues that --issues does not list: nominal:a|b|c, ordinal:1..5, ordinal:a|b|c, interval:0..100, ratio:0..100");
    app.add_option("--columns", s.columns, "columns by another name: actor=NAME,issue=NAME,...");
    app.add_option("--ignore", s.csv.ignored_columns, "columns of a wide file that are no issues, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--withheld", s.withheld, "text of a cell that says: declined to say");
    app.add_option("--at", s.at, "read what was held at this date (ISO 8601); without it, the latest stances");
    app.add_option("--measure", s.measures, "NAME or NAME:ARGUMENT, again for more; see --list-measures")
        ->allow_extra_args(false)
        ->default_str("city_block");
    app.add_option("--power", s.power, "CSV file: actor,power; for convergence:3 and divergence:3");
    app.add_option("--missing", s.missing,
                   "missing positions: pairwise, neutral, opposite_extreme, expected, rated, penalty:X; with :second, fill in for the second only")
        ->default_str("pairwise");
    app.add_option("--min-overlap", s.compare.min_overlap, "fewer shared issues than this: undefined")->default_str("1");
    app.add_option("--weights", s.weights, "none, issue, or the salience of: first, second, mean, product, min, max")->default_str("none");
    app.add_flag("--confidence", s.compare.weigh_confidence, "weigh by the confidence of both stances too");
    app.add_option("--pair", s.pairs, "only this pair, A,B; again for more")->allow_extra_args(false);
    auto* reference = app.add_option("--reference", s.reference, "only this actor with all others, nearest first");
    app.add_option("--top", s.top, "only the nearest K")->needs(reference)->check([](std::string const& k) {
        return k == "0" ? std::string("K is at least 1") : std::string();
    });
    auto* explain = app.add_flag("--explain", s.explain, "what each issue contributes");
    app.add_option("--bounds", s.bounds, "add the least and greatest value that positions leave open: withheld, missing")
        ->excludes(explain)
        ->check(CLI::IsMember({"withheld", "missing"}));
    app.add_option("--threads", s.threads, "threads to work on; 0 takes all")->default_str("1");
    app.add_option("--format", s.format, "table, csv, json; for --list-measures also markdown")
        ->check(CLI::IsMember({"table", "csv", "json", "markdown"}))
        ->default_str("table");
    app.add_flag("--list-measures", s.list_measures, "list the measures and exit");

    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    return run(s, std::cout, std::cerr);
}

// SPDX-License-Identifier: BSL-1.0
// entente discourse: statements over time as networks, and as stances.
#include "discourse.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/discourse/selection.hpp"
#include "entente/discourse/time_kernel.hpp"
#include "entente/io/date.hpp"
#include "entente/io/graphml.hpp"
#include "progress.hpp"
#include "sources.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

period dates_of(std::string const& text) {
    auto const at = io::parse_date(text);
    if (!at) refuse("a date is written as in ISO 8601: 2022, 2022-01, 2022-01-26", text);
    auto const precision = text.size() == 4    ? date_precision::year
                           : text.size() == 7  ? date_precision::month
                           : text.size() == 10 ? date_precision::day
                                               : date_precision::time;
    return statement_date{*at, precision}.covers();
}

namespace {

/// LENGTH:UNIT, split. Throws entente::error.
std::pair<std::int64_t, std::string> length_of(std::string const& text, char const* option) {
    auto const colon = text.find(':');
    auto const digits = text.substr(0, colon);
    if (colon == text.npos || digits.empty() || digits.size() > 9 ||
        digits.find_first_not_of("0123456789") != digits.npos)
        refuse(std::string(option) + " is LENGTH:UNIT, as 6:month", text);
    auto const count = std::stoll(digits);
    if (count == 0) refuse(std::string(option) + " is at least one unit long", text);
    return {count, text.substr(colon + 1)};
}

}  // namespace

calendar_span span_of(std::string const& text, char const* option) {
    auto const [count, name] = length_of(text, option);
    auto const unit = parse_calendar_unit(name);
    if (!unit) refuse("units are second, minute, hour, day, week, month, year, and event for windows", text);
    return {count, *unit};
}

namespace {

template <class Enum>
Enum chosen(std::string const& name, std::initializer_list<Enum> of) {
    for (auto const e : of)
        if (name == to_string(e)) return e;
    refuse("no such choice", name);
}

/// COLUMN=VALUE, those of one column together. A column that was read as something else is that.
void add_filters(std::vector<std::string> const& texts, bool keep, io::reading_options const& options,
                 std::vector<column_filter>& to) {
    for (auto const& text : texts) {
        auto const equals = text.find('=');
        if (equals == text.npos || equals == 0) refuse("statements are chosen by COLUMN=VALUE", text);
        auto column = text.substr(0, equals);
        for (auto const& [member, name] : options.columns)
            if (name == column) column = member;
        auto const same =
            std::find_if(to.begin(), to.end(), [&](auto const& f) { return f.column == column && f.keep == keep; });
        if (same != to.end())
            same->values.push_back(text.substr(equals + 1));
        else
            to.push_back({column, {text.substr(equals + 1)}, keep});
    }
}

std::vector<std::string> further_columns(std::vector<column_filter> const& filters) {
    std::vector<std::string> columns;
    for (auto const& f : filters) {
        bool known = std::find(columns.begin(), columns.end(), f.column) != columns.end();
        for (auto const* const own : {"actor", "speaker", "document", "issue", "position", "source"})
            known = known || f.column == own;
        if (!known) columns.push_back(f.column);
    }
    return columns;
}

io::statement_tables read(discourse_settings const& s, io::reading_options options,
                          std::vector<column_filter> const& filters) {
    sources from;
    auto texts = s.from.texts(options, from);
    progress_bar bar;
    options.progress = std::ref(bar);
    io::reading_report report;
    auto tables = io::parse_statements({std::move(texts.stances), std::move(texts.issues), std::move(texts.actors),
                                        std::move(texts.relations), std::move(texts.more), std::move(texts.actor_names),
                                        std::move(texts.issue_names)},
                                       options, further_columns(filters), &report);
    s.from.tell(report);
    return tables;
}

projection_options projection_of(discourse_settings const& s) {
    projection_options o;
    using nodes = discourse_nodes;
    using aggregation_of = tie_aggregation;
    using normal = tie_normalization;
    using once = duplicate_statements;
    o.nodes = chosen(s.nodes, {nodes::actor, nodes::speaker, nodes::issue});
    o.aggregate = chosen(s.aggregate, {aggregation_of::ignore, aggregation_of::congruence, aggregation_of::conflict,
                                       aggregation_of::subtract});
    o.normalize = chosen(s.normalize, {normal::none, normal::average, normal::jaccard, normal::cosine, normal::share,
                                       normal::true_cosine});
    o.duplicates = chosen(s.duplicates,
                          {once::include, once::document, once::day, once::week, once::month, once::year, once::all});
    o.isolates = s.isolates;
    return o;
}

/// The period from the beginning of the unit in which the first statement that counts was made, to the last.
period spoken(corpus const& c, projection_options const& o, calendar_unit unit) {
    auto within = o.statements.within;
    auto const counted = select_statements(c, o.statements);
    if (counted.empty()) refuse("no statement counts");
    if (within.from == period{}.from) within.from = beginning_of(unit, c.times()[counted.front()]);
    if (within.to == period{}.to) within.to = c.times()[counted.back()] + std::chrono::seconds(1);
    return within;
}

void write_series(discourse_settings const& s, corpus const& c, projection_options const& o, answer& out) {
    auto rows = out.rows<timed_pair_row>(corpus_names{c});
    std::size_t written = 0;
    bool numbered = false;
    auto const visit = [&](timed_network& n) {
        std::vector<timed_network> one{std::move(n)};
        ++written;
        for (auto& row : rows_of(one)) {
            if (numbered) row.t = std::to_string(written);
            rows.write(row);
        }
    };
    auto const [length, unit] = length_of(s.window, "--window");
    if (unit == "event") {
        if (s.kernel != "none") refuse("a kernel has a width in time, not in statements", s.window);
        auto const step = s.step.empty() ? std::pair(length, unit) : length_of(s.step, "--step");
        if (step.second != "event")
            refuse("windows of statements are steps of statements apart: --step 1:event", s.step);
        numbered = true;
        for_each_event_window(c, o, static_cast<std::size_t>(length), static_cast<std::size_t>(step.first), visit);
        if (!written) refuse("there are fewer statements than a window has", s.window);
    } else {
        auto const width = span_of(s.window, "--window");
        auto const step = s.step.empty() ? width : span_of(s.step, "--step");
        if (s.kernel == "none") {
            for_each_window(c, o, calendar_windows(spoken(c, o, width.unit), width, step), visit);
        } else {
            std::vector<time_point> points;
            for (auto const& w : calendar_windows(spoken(c, o, step.unit), step)) points.push_back(w.from);
            using k = time_kernel;
            for_each_kernel(c, o, chosen(s.kernel, {k::uniform, k::epanechnikov, k::triangular, k::gaussian}), width,
                            points, visit);
        }
    }
    rows.finish();
}

void run(discourse_settings const& s) {
    answer out(s.out);
    sources from;
    auto const options = s.from.options(from);
    projection_options o = projection_of(s);
    if (!s.begins.empty()) o.statements.within.from = dates_of(s.begins).from;
    if (!s.ends.empty()) o.statements.within.to = dates_of(s.ends).to;
    if (o.statements.within.empty()) refuse("--from is before --to", s.ends);
    add_filters(s.excluded, false, options, o.statements.columns);
    add_filters(s.only, true, options, o.statements.columns);
    bool const graphml = s.out.format == "graphml";
    bool const stances = !s.collapse.empty() || !s.history.empty() || !s.since.empty();
    if (!s.step.empty() && s.window.empty()) refuse("--step is how far windows are apart: give --window");
    if (s.kernel != "none" && s.window.empty()) refuse("a kernel has a width: give --window");
    if (graphml && (!s.window.empty() || stances))
        refuse("GraphML is of one network: leave out --window and what is no network");
    if (stances && !o.statements.columns.empty()) refuse("--exclude and --only are of networks");

    auto const tables = read(s, options, o.statements.columns);
    auto const& c = tables.statements;
    if (answer_stances(s, tables, o.statements.within, out)) return out.done();
    if (!s.window.empty()) {
        write_series(s, c, o, out);
        return out.done();
    }
    auto const n = project(c, o);
    if (graphml)
        io::write_graphml(out.stream(), make_network(c, n));
    else
        out.write(n.rows(), corpus_names{c});
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<discourse_settings>();
    s->from.add_options(app);
    auto const choice = [&](char const* name, std::string& to, char const* says, std::vector<std::string> of) {
        app.add_option(name, to, says).one_of(std::move(of)).capture_default_str();
    };
    choice("--nodes", s->nodes, "what is tied: actor, speaker (by issues) or issue (by actors)",
           {"actor", "speaker", "issue"});
    choice("--aggregate", s->aggregate, "what a tie is: ignore, congruence, conflict, subtract",
           {"ignore", "congruence", "conflict", "subtract"});
    choice("--normalize", s->normalize,
           "none, average, jaccard, cosine as DNA has them; share, true_cosine are bounded",
           {"none", "average", "jaccard", "cosine", "share", "true_cosine"});
    choice("--duplicates", s->duplicates, "what is one statement: in a document, on a day, in a week, ..., at all",
           {"include", "document", "day", "week", "month", "year", "all"});
    app.add_option("--from", s->begins, "statements from this date on (ISO 8601)").type_name("DATE");
    app.add_option("--to", s->ends, "statements to this date, included: 2005 is the whole year").type_name("DATE");
    app.add_option("--exclude", s->excluded, "not those with this value in a column; may be repeated")
        .type_name("COLUMN=VALUE")
        .again();
    app.add_option("--only", s->only, "only those; of several columns, those with a value in each")
        .type_name("COLUMN=VALUE")
        .again();
    app.add_flag("--isolates", s->isolates, "keep nodes of the period that no statement that counts is of");
    app.add_option("--window", s->window,
                   "networks of windows: 6:month; of so many statements: 50:event; with --kernel its width")
        .type_name("LENGTH:UNIT");
    app.add_option("--step", s->step, "from window to window; without it, its length").type_name("LENGTH:UNIT");
    choice("--kernel", s->kernel, "weigh statements by time: none, uniform, epanechnikov, triangular, gaussian",
           {"none", "uniform", "epanechnikov", "triangular", "gaussian"});
    app.add_option("--collapse", s->collapse,
                   "what actors held: latest, mean, median, confidence_weighted, kernel_weighted")
        .one_of({"latest", "mean", "median", "confidence_weighted", "kernel_weighted"});
    app.add_option("--as-of", s->as_of, "of --collapse: by what had been said to this date, included")
        .type_name("DATE");
    app.add_option("--history", s->history, "positions of an actor on an issue, with what changed")
        .type_name("ACTOR,ISSUE");
    choice("--spokespeople", s->spokespeople, "of --collapse: how several who speak for an actor become one; none",
           {"none", "latest", "mean", "weighted_mean", "median", "majority", "unanimity"});
    choice("--members", s->members, "of --collapse: how its members speak for an actor who is silent; none",
           {"none", "latest", "mean", "weighted_mean", "median", "majority", "unanimity"});
    app.add_option("--since", s->since, "since when actors agree or differ, by issue").type_name("A,B,...");
    app.add_flag("--steps", s->steps, "of --since: their distance over time, and which statement moved it");
    s->out.add_options(app, {"graphml"});
    return [s] { run(*s); };
}

}  // namespace

subcommand discourse_subcommand() {
    return {"discourse", "who said what, when, for whom: networks over time, histories, since when two agree",
            "statements.csv --scale ordinal:0..1 --aggregate subtract --normalize average",
            "Columns of networks: a,b,value, with --window t,a,b,value, where t is the beginning of the window, with "
            "--kernel its middle, with windows of events their number.\n\n"
            "  entente discourse statements.csv --scale ordinal:-2..2 --window 6:month --kernel gaussian --format csv\n"
            "  entente discourse statements.csv --scale ordinal:-2..2 --collapse latest --as-of 2010",
            add};
}

}  // namespace entente_program

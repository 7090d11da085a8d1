// SPDX-License-Identifier: BSL-1.0
// entente influence: who influences whom, directly and through others, and what power that gives.

#include "entente/coalition/influence.hpp"

#include <cstddef>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "entente/io/rows.hpp"
#include "output.hpp"
#include "sources.hpp"
#include "subcommand.hpp"

namespace entente_program {
namespace {

using namespace entente;

struct settings {
    output_options out;
    std::string direct, positions, matrix;
    std::size_t length = 2;
};

struct power_line {
    std::string_view actor;
    influence_power of{};
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<power_line>("actor", "", "", &power_line::actor)),
                              fields_within(&power_line::of));
    }
};
struct cell_line {
    std::string_view from, to;
    double influence = 0;
    static auto fields() {
        return std::tuple(make_field<cell_line>("actor", "", "", &cell_line::from),
                          make_field<cell_line>("on", "", "", &cell_line::to),
                          make_field<cell_line>("influence", "", "", &cell_line::influence));
    }
};
struct mobilised_line {
    std::string_view actor, objective;
    double position = 0, weighted = 0;
    static auto fields() {
        using row = mobilised_line;
        return std::tuple(make_field<row>("actor", "", "", &row::actor),
                          make_field<row>("objective", "", "", &row::objective),
                          make_field<row>("position", "", "", &row::position),
                          make_field<row>("mobilised", "", "position times R", &row::weighted));
    }
};

/// A table with names of rows in its first column: numbers of the others. `may_be_blank(row, column)` says whose cells are
/// 0 when they are empty.
struct named_table {
    std::vector<std::string> rows, columns;
    std::vector<double> values;
};
template <class MayBeBlank>
named_table read_table(io::source_text const& text, MayBeBlank const& may_be_blank) {
    io::csv_reader reader(text, io::guess_dialect(text));
    named_table t;
    for (std::size_t i = 1; i < reader.header().size(); ++i) t.columns.emplace_back(reader.header()[i]);
    while (auto const record = reader.next()) {
        if ((*record)[0].empty()) record->refuse(0, fault_code::unknown_name, "a row needs an actor");
        t.rows.emplace_back((*record)[0]);
        for (std::size_t i = 1; i < reader.header().size(); ++i) {
            bool const counts = !(may_be_blank((*record)[0], reader.header()[i]) && (*record)[i].empty());
            auto const number = counts ? io::parse_number((*record)[i]) : boost::optional<double>(0.0);
            if (!number)
                record->refuse(i, fault_code::not_a_number, "a finite number was expected; none is written 0",
                               t.rows.back(), std::string(reader.header()[i]));
            t.values.push_back(*number);
        }
    }
    if (t.rows.empty()) refuse("the file has no rows", text.name());
    return t;
}

/// What an actor wants of an objective.
struct held_objective {
    std::string actor, objective;
    double position = 0;
};
/// A file of stances, by its columns actor, issue and position (cells without one are none); or a table with a row for
/// each actor and a column for each objective.
std::vector<held_objective> read_objectives(std::string const& file, sources& from) {
    std::vector<held_objective> all;
    auto const text = from.read(file);
    io::csv_reader reader(text, io::guess_dialect(text));
    auto const actor = reader.column("actor"), issue = reader.column("issue"), position = reader.column("position");
    if (!issue || !position) {
        auto const t = read_table(text, [](auto, auto) { return false; });
        for (std::size_t i = 0; i < t.rows.size(); ++i)
            for (std::size_t j = 0; j < t.columns.size(); ++j)
                all.push_back({t.rows[i], t.columns[j], t.values[i * t.columns.size() + j]});
        return all;
    }
    if (!actor) reader.header().refuse(reader.header().size(), fault_code::unknown_name, "the column actor is missing");
    while (auto const record = reader.next()) {
        if ((*record)[*position].empty()) continue;
        auto const number = io::parse_number((*record)[*position]);
        if (!number)
            record->refuse(*position, fault_code::not_a_number, "a finite number was expected",
                           std::string((*record)[*actor]), std::string((*record)[*issue]));
        all.push_back({std::string((*record)[*actor]), std::string((*record)[*issue]), *number});
    }
    if (all.empty()) refuse("the file has no positions", file);
    return all;
}

void run(settings const& s) {
    sources from;
    answer out(s.out);
    auto const t = read_table(from.read(s.direct), [](auto row, auto column) { return row == column; });
    auto const n = t.rows.size();
    if (t.columns.size() != n) refuse("a table of influences has a column for each of its rows", s.direct);
    // Columns may come in another order than rows.
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < n; ++i)
        if (!places.emplace(t.rows[i], i).second) refuse("an actor has two rows", t.rows[i]);
    std::vector<double> values(n * n, 0.0);
    std::vector<bool> seen(n, false);
    for (std::size_t j = 0; j < n; ++j) {
        auto const at = places.find(t.columns[j]);
        if (at == places.end()) refuse("a column names an actor that has no row", t.columns[j]);
        if (seen[at->second]) refuse("an actor has two columns", t.columns[j]);
        seen[at->second] = true;
        for (std::size_t i = 0; i < n; ++i) values[i * n + at->second] = t.values[i * n + j];
    }
    influence_matrix const direct(t.rows, std::move(values));
    auto const balance = balance_of_influence(direct, s.length);
    if (!s.matrix.empty()) {
        auto const m =
            s.matrix == "mdii" ? influence_through_others(direct, s.length) : strongest_influence(direct, s.length);
        if (s.out.format == "csv") {
            std::vector<std::string> names{"actor"};
            names.insert(names.end(), t.rows.begin(), t.rows.end());
            io::record_writer to(out.stream(), names, s.out.rows());
            for (std::size_t i = 0; i < n; ++i) {
                to.field(std::string_view(t.rows[i]), number_of_id());
                for (std::size_t j = 0; j < n; ++j) to.field(m(i, j), number_of_id());
                to.end_record();
            }
            to.finish();
        } else {
            std::vector<cell_line> lines;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) lines.push_back({t.rows[i], t.rows[j], m(i, j)});
            out.write(lines, number_of_id());
        }
    } else if (!s.positions.empty()) {
        std::vector<mobilised_line> lines;
        auto const held = read_objectives(s.positions, from);
        for (auto const& h : held) {
            auto const at = places.find(h.actor);
            if (at == places.end()) refuse("the table of influences does not list this actor", h.actor);
            lines.push_back({h.actor, h.objective, h.position, h.position * balance.actors[at->second].power});
        }
        out.write(lines, number_of_id());
    } else {
        std::vector<power_line> lines;
        std::string isolated;
        for (std::size_t i = 0; i < n; ++i) {
            lines.push_back({t.rows[i], balance.actors[i]});
            if (balance.actors[i].isolated) isolated += (isolated.empty() ? "" : ", ") + t.rows[i];
        }
        if (!isolated.empty())
            std::cerr << "note: R and Q are 0 of whom nothing is known, who neither influences nor is influenced: "
                      << detail::shown_text(isolated, 600) << '\n';
        out.write(lines, number_of_id());
    }
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    app.add_option("direct", s->direct, "CSV file: a row and a column for each actor; the row influences the column")
        .type_name("FILE")
        .required();
    app.add_option(
           "--positions", s->positions,
           "CSV file of stances (actor,issue,position), or a row for each actor and a column for each objective: what "
           "is mobilised for and against each")
        .type_name("FILE");
    app.add_option("--matrix", s->matrix,
                   "the influences themselves: mdii (through others) or mmdii (the strongest way)")
        .one_of({"mdii", "mmdii"});
    app.add_count("--length", s->length, "the longest way that is followed, in ties", 1000).default_str("2");
    s->out.add_options(app);
    return [s] { run(*s); };
}

}  // namespace

subcommand influence_subcommand() {
    return {"influence", "who influences whom through others, and what power that gives (MACTOR)", "direct.csv",
            "Columns: actor,I,D,R,Q,net; of --matrix in CSV a row and a column for each actor; of --positions: "
            "actor,objective,position,mobilised.",
            add};
}

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#include "entente_compare/program.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/date.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/text/option_text.hpp"
#include "entente_compare/measures.hpp"
#include "entente_compare/output.hpp"
#include "entente_compare/power.hpp"
#include "entente_compare/progress.hpp"

namespace entente_compare {
namespace {

using namespace entente;
using namespace entente::measures;
using graph = stance_graph<scale>;

struct pair {
    std::size_t first, second;
};

[[noreturn]] void refuse(std::string message, std::string text = {}) {
    throw error(errc::invalid_argument, std::move(message), {.value = std::move(text)});
}

/// Fields of a comma-separated list; a field with a comma in it stands in quotes.
std::vector<std::string> split(std::string const& text) try {
    io::csv_reader const reader{io::source_text(text)};
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < reader.header().size(); ++i) fields.emplace_back(reader.header()[i]);
    return fields;
} catch (error const& e) {
    refuse(e.code() == errc::duplicate ? "the same name stands there twice" : e.message(), text);
}

graph read(settings& s) {
    if (s.files.stances.empty()) refuse("a file of stances is needed");
    if (!s.scale.empty()) s.csv.default_scale = io::parse_scale(s.scale);
    if (s.scale.empty() && s.files.issues.empty())
        refuse("every issue needs a scale: give --scale or --issues; ranges are never guessed from data");
    if (!s.withheld.empty()) s.csv.withheld = s.withheld;
    if (!s.columns.empty())
        for (auto const& field : split(s.columns)) {
            auto const equals = field.find('=');
            if (equals == field.npos) refuse("columns are written name=NAME", field);
            s.csv.columns.emplace_back(field.substr(0, equals), field.substr(equals + 1));
        }
    return io::read_stances(s.files, s.csv);
}

std::size_t find_actor(graph const& g, std::string const& name) {
    auto const found = g.find<actor>(name);
    if (!found) throw error(errc::unknown_name, "no actor has this name", {.actor = name});
    return found->value;
}

pair parse_pair(graph const& g, std::string const& text) {
    auto const names = split(text);
    if (names.size() != 2) refuse("a pair is written A,B", text);
    pair const p{find_actor(g, names[0]), find_actor(g, names[1])};
    if (p.first == p.second) refuse("a pair is of two different actors", text);
    return p;
}

/// Writes what the settings ask for, measure by measure.
class report {
public:
    report(settings const& s, graph const& g, position_matrix const& matrix, std::ostream& out)
        : s_(s), matrix_(matrix), pool_(s.threads) {
        bounds_.compare = s.compare;
        bounds_.open = s.bounds == "missing" ? bounds_options::open_positions::missing : bounds_options::open_positions::withheld;
        // All that can be refused comes before the first line of output.
        for (std::size_t a = 0; a < matrix.actors(); ++a)
            if (!matrix.row(a).empty()) actors_.push_back(a);
        std::vector<double> power;
        if (!s.power.empty()) power = power_of_actors(g);
        bool used = false;
        for (auto const& text : s.measures)
            measures_.push_back(find_measure(text, [&](std::string const& measure) {
                if (power.empty()) refuse("the measure weighs by the power of the actors: give it by --power", measure);
                used = true;
                return power;
            }));
        if (!power.empty() && !used) refuse("--power is for the measures convergence:3 and divergence:3");
        for (auto const& text : s.pairs) pairs_.push_back(parse_pair(g, text));
        if (!s.reference.empty()) reference_ = find_actor(g, s.reference);
        std::size_t actor_width = 0, measure_width = 0, issue_width = 0;
        for (auto a : actors_) actor_width = std::max(actor_width, display_width(matrix.actor_name(a)));
        for (auto const& c : matrix.columns()) issue_width = std::max(issue_width, display_width(c.name));
        for (auto const& m : measures_) measure_width = std::max(measure_width, display_width(m.name()));
        std::vector<column> columns{{"measure", measure_width}, {"a", actor_width}, {"b", actor_width}};
        if (s.explain)
            columns.insert(columns.end(), {{"issue", issue_width}, {"first", 8}, {"second", 8}, {"weight", 8}, {"value", 8}, {"share", 8}, {"influence", 8}});
        else
            columns.insert(columns.end(), {{"value", 8}, {"shared", 4}, {"weight", 8}, {"reason", 8}});
        if (!s.explain && !s.bounds.empty()) columns.insert(columns.end(), {{"lower", 8}, {"upper", 8}, {"open", 4}});
        writer_ = make_writer(s.format, std::move(columns), out);
    }

    void write() {
        for (auto const& m : measures_) {
            if (reference_)
                write_reference(m, *reference_);
            else if (!pairs_.empty())
                for (auto const& p : pairs_) write_pair(m, p, m.compare(matrix_, p.first, p.second, s_.compare));
            else
                write_all(m);
        }
        writer_->finish();
    }

private:
    /// The power of each actor: of all that have a stance; what others have does not matter.
    std::vector<double> power_of_actors(graph const& g) const {
        auto const found = read_power(s_.power, g.size<actor>(), [&](std::string const& name) -> boost::optional<std::size_t> {
            auto const a = g.find<actor>(name);
            if (!a) return boost::none;
            return a->value;
        });
        for (auto a : actors_)
            if (!found[a])
                throw io_error(errc::unknown_name, "the file gives this actor no power",
                               {.actor = std::string(matrix_.actor_name(a)), .file = s_.power});
        std::vector<double> power;
        for (auto const& p : found) power.push_back(p.value_or(0));
        return power;
    }

    void write_reference(any_measure const& m, std::size_t reference) {
        std::vector<std::pair<std::size_t, comparison>> others;
        for (auto b : actors_)
            if (b != reference) others.emplace_back(b, m.compare(matrix_, reference, b, s_.compare));
        // Nearest first; undefined last; ties in the order of the file.
        bool const distance = m.description().direction == orientation::distance;
        std::stable_sort(others.begin(), others.end(), [&](auto const& p, auto const& q) {
            auto const &x = p.second.value, &y = q.second.value;
            if (!x || !y) return x && !y;
            return distance ? *x < *y : *y < *x;
        });
        if (s_.top && others.size() > s_.top) others.resize(s_.top);
        for (auto const& [b, c] : others) write_pair(m, {reference, b}, c);
    }

    void write_all(any_measure const& m) {
        progress_bar bar;
        with_progress const execute(pool_, [&](std::size_t done, std::size_t total) { return bar(done, total); });
        auto const all = m.all_pairs(matrix_, s_.compare, execute);
        for (auto a : actors_)
            for (auto b : actors_)
                if (all.symmetric() ? a < b : a != b) write_pair(m, {a, b}, all.at(a, b));
    }

    void write_pair(any_measure const& m, pair p, comparison const& c) {
        std::vector<value> record{m.name(), matrix_.actor_name(p.first), matrix_.actor_name(p.second)};
        if (!s_.explain) {
            record.insert(record.end(), {number(c.value), c.shared, c.weight, std::string(to_string(c.reason))});
            if (!s_.bounds.empty()) {
                auto const b = m.bounds(matrix_, p.first, p.second, bounds_);
                record.insert(record.end(), {number(b.lower), number(b.upper), b.open});
            }
            writer_->write(record);
            return;
        }
        for (auto const& i : m.explain(matrix_, p.first, p.second, s_.compare).issues) {
            auto row = record;
            row.insert(row.end(), {matrix_.issue(i.issue).name, number(i.first), number(i.second), i.weight, number(i.value),
                                   number(i.share), number(i.influence)});
            writer_->write(row);
        }
    }

    settings const& s_;
    position_matrix const& matrix_;
    thread_pool pool_;
    bounds_options bounds_;
    std::vector<any_measure> measures_;
    std::vector<pair> pairs_;
    boost::optional<std::size_t> reference_;
    std::vector<std::size_t> actors_;  // those with a stance
    std::unique_ptr<record_writer> writer_;
};

/// The table of measures: short for people at a terminal, whole for files and documents.
void write_measures(std::string const& format, std::ostream& out) {
    bool const document = format == "markdown", whole = format != "table";
    std::vector<column> columns;
    std::vector<std::vector<value>> rows;
    for (auto const& d : list_measures()) {
        std::size_t i = 0;
        auto& row = rows.emplace_back();
        auto const add = [&](char const* heading, std::string_view text) {
            if (i == columns.size()) columns.push_back({heading, 0});
            columns[i].width = std::max(columns[i].width, display_width(std::string(text)));
            row.emplace_back(std::string(text));
            ++i;
        };
        auto const end = [](double x) { return std::isfinite(x) ? entente::detail::number_text(x) : std::string(x < 0 ? "-inf" : "inf"); };
        bool const apart = whole && !document;  // for programs, the argument stands in a column of its own
        add("name", std::string(d.name) + (apart || d.argument.empty() ? "" : ':' + std::string(d.argument)));
        if (apart) add("argument", d.argument);
        add("level", to_string(d.needs));
        add("range", '[' + end(d.least) + ", " + end(d.greatest) + ']');
        add("orientation", to_string(d.direction));
        add("symmetric", d.symmetric ? "yes" : "no");
        if (whole) add("formula", d.formula);
        if (whole) add(document ? "undefined when" : "undefined", d.undefined);
        add("source", d.source);
        if (whole) add(document ? "also called" : "also_called", d.also_called);
    }
    auto const writer = make_writer(format, columns, out);
    for (auto const& row : rows) writer->write(row);
    writer->finish();
}

}  // namespace

int run(settings s, std::ostream& out, std::ostream& err) {
    try {
        if (s.list_measures) {
            write_measures(s.format, out);
            return 0;
        }
        if (s.format == "markdown") refuse("the format markdown is for --list-measures");
        if (s.measures.empty()) s.measures.push_back("city_block");
        if (!s.pairs.empty() && !s.reference.empty()) refuse("give --pair or --reference, not both");
        s.compare.missing = parse_missing_policy(s.missing);
        s.compare.weights = parse_weighting(s.weights);
        auto const g = read(s);
        stance_options<graph> how;
        if (!s.at.empty()) {
            how.at = io::parse_date(s.at);
            if (!how.at) refuse("a date is written as in ISO 8601: 2022, 2022-01, 2022-01-26", s.at);
        }
        auto const matrix = make_position_matrix(g, how);
        report(s, g, matrix, out).write();
        out.flush();
        if (!out) throw io_error(errc::file_access, "the output cannot be written");
        return 0;
    } catch (std::exception const& e) {
        err << "entente-compare: " << e.what() << '\n';
        return 2;
    }
}

}  // namespace entente_compare

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/write_stances.hpp
/// Graphs of stances to comma-separated tables.

#include <cmath>
#include <fstream>
#include <limits>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/io/condition_text.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/csv_writer.hpp"
#include "entente/io/date.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

namespace detail {

/// A point of a scale: its label, else its number; nothing for an unbounded end. Throws io_error when the number is
/// another's label.
inline std::string point_text(scale const& s, double x) {
    if (std::isinf(x)) return {};
    if (auto const k = s.category_of(x)) return s.label(*k);
    auto text = entente::detail::number_text(x);
    if (s.position_of(text))
        throw io_error(errc::off_scale, "a number that is the label of another position cannot be written",
                       {.value = text});
    return text;
}

template <class Graph>
std::string condition_text_of(Graph const& g, condition_on<basic_issue<scale>> const& when) {
    std::vector<condition_term_text> terms;
    for (auto const& term : when.terms) {
        auto const& on = g[term.issue];
        terms.push_back({on.name, point_text(on.scale, term.outcome.lower), point_text(on.scale, term.outcome.upper)});
    }
    return condition_text(terms);
}

/// The columns that some stance of a graph needs; the others are left out.
struct needed_columns {
    bool salience = false, confidence = false, status = false, accept_from = false, accept_to = false,
         condition = false, fallback = false, from = false, to = false, source = false, capability = false;

    void add(stance_on<scale> const& held) {
        salience |= held.salience.has_value();
        confidence |= held.confidence != 1;
        status |= held.status == stance_status::attributed;
        accept_from |= !std::isinf(held.acceptable.lower);
        accept_to |= !std::isinf(held.acceptable.upper);
        condition |= held.depends_on != nullptr;
        fallback |= held.depends_on && held.depends_on->fallback;
        from |= held.valid.from != period{}.from;
        to |= held.valid.to != period{}.to;
        source |= !held.source.empty();
        capability |= held.capability.has_value();
    }
};

}  // namespace detail

/// Writes the stances of a graph as a long table: the columns of `parse_stances` that some stance needs, in the order
/// of actors, then issues. Positions are written by label where the scale has labels, numbers in their shortest form
/// that reads back exactly.
/// Throws `io_error` for what the format cannot hold: text that is not UTF-8, a date outside of the years 0 to 9999, a
/// bound between categories that reads as the label of one; and when the stream fails. Complexity: linear.
template <csv_readable Graph>
void write_stance_table(std::ostream& out, Graph const& g) {
    using stance_type = stance_on<scale>;
    detail::needed_columns with;
    g.template for_each_edge<stance_type>([&](auto const& e) { with.add(e.edge); });

    csv_writer writer(out);
    auto const optional_field = [&](bool needed, auto const& make) {
        if (needed) writer.field(make());
    };
    auto const name = [&](bool needed, char const* text) { optional_field(needed, [&] { return text; }); };
    writer.field("actor").field("issue").field("position");
    name(with.salience, "salience");
    name(with.confidence, "confidence");
    name(with.status, "status");
    name(with.accept_from, "accept_from");
    name(with.accept_to, "accept_to");
    name(with.condition, "condition");
    name(with.fallback, "fallback");
    name(with.from, "from");
    name(with.to, "to");
    name(with.source, "source");
    name(with.capability, "capability");
    writer.end_record();
    g.template for_each_edge<stance_type>([&](auto const& e) {
        stance_type const& held = e.edge;
        auto const& on = g[e.target];
        auto const point = [&](boost::optional<double> const& x) {
            return x ? detail::point_text(on.scale, *x) : std::string();
        };
        auto const date = [](time_point at, time_point none) { return at == none ? std::string() : date_text(at); };
        writer.field(g[e.source].name).field(on.name).field(point(held.position));
        optional_field(with.salience, [&] { return held.salience; });
        optional_field(with.confidence, [&] { return held.confidence; });
        optional_field(with.status, [&] { return to_string(held.status); });
        optional_field(with.accept_from, [&] { return point(held.acceptable.lower); });
        optional_field(with.accept_to, [&] { return point(held.acceptable.upper); });
        optional_field(with.condition, [&] {
            return held.depends_on ? detail::condition_text_of(g, *held.depends_on) : std::string();
        });
        optional_field(with.fallback,
                       [&] { return held.depends_on ? point(held.depends_on->fallback) : std::string(); });
        optional_field(with.from, [&] { return date(held.valid.from, period{}.from); });
        optional_field(with.to, [&] { return date(held.valid.to, period{}.to); });
        optional_field(with.source, [&] { return std::string_view(held.source); });
        optional_field(with.capability, [&] { return held.capability; });
        writer.end_record();
    });
}

/// Writes the issues of a graph with their scales, weights and what they are part of:
/// `issue,level,lower,upper,labels,weight,part_of`.
/// Throws `io_error`, and `scale_error` for a nominal scale whose options are not numbered 1, 2, ... Complexity:
/// linear.
template <csv_readable Graph>
void write_issue_table(std::ostream& out, Graph const& g) {
    csv_writer writer(out);
    for (char const* name : {"issue", "level", "lower", "upper", "labels", "weight", "part_of"}) writer.field(name);
    writer.end_record();
    for (auto const i : g.template ids<basic_issue<scale>>()) {
        auto const& each = g[i];
        writer.field(each.name).field(to_string(each.scale.measurement()));
        if (each.scale.categories() == 0 || detail::is_integer_scale(each.scale))
            writer.field(each.scale.lower()).field(each.scale.upper()).field("");
        else
            writer.field("").field("").field(detail::labels_text(each.scale));
        writer.field(each.weight);
        std::vector<std::string> whole;
        for (auto const& e : g.template out<part_of>(i)) whole.push_back(g[e.target].name);
        writer.field(list_text(whole)).end_record();
    }
}

/// Writes the actors of a graph with their capabilities and memberships: `actor,capability,member_of`.
/// Throws `io_error`. Complexity: linear.
template <csv_readable Graph>
void write_actor_table(std::ostream& out, Graph const& g) {
    csv_writer writer(out);
    writer.field("actor").field("capability").field("member_of").end_record();
    for (auto const i : g.template ids<actor>()) {
        std::vector<std::string> groups;
        for (auto const& e : g.template out<member_of>(i)) groups.push_back(g[e.target].name);
        writer.field(g[i].name).field(g[i].capability).field(list_text(groups)).end_record();
    }
}

/// Writes who speaks for and who influences whom: `from,relation,to,strength`. The other relations stand in the tables
/// of actors and issues.
/// Throws `io_error`. Complexity: linear.
template <csv_readable Graph>
void write_relation_table(std::ostream& out, Graph const& g) {
    csv_writer writer(out);
    writer.field("from").field("relation").field("to").field("strength").end_record();
    g.template for_each_edge<speaks_for>([&](auto const& e) {
        writer.field(g[e.source].name).field("speaks_for").field(g[e.target].name).field("").end_record();
    });
    g.template for_each_edge<influences>([&](auto const& e) {
        writer.field(g[e.source].name).field("influences").field(g[e.target].name).field(e.edge.strength).end_record();
    });
}

/// Writes a graph to files from which `read_stances` makes an equal one, with the same ids: stances, issues and actors,
/// and relations if a name is given for them. Relations that the schema has beyond those of `stance_graph` are not
/// written.
/// Throws `io_error` (`invalid_argument`) when a file is needed and has no name, what the writers of the tables throw,
/// before any file is touched, and `file_access` when a file cannot be written. Complexity: linear; memory for the
/// texts.
template <csv_readable Graph>
void write_stances(stance_files const& files, Graph const& g) {
    bool const has_relations = g.template edge_count<speaks_for>() + g.template edge_count<influences>() != 0;
    if (files.stances.empty() || files.issues.empty() || files.actors.empty() ||
        (has_relations && files.relations.empty()))
        throw io_error(errc::invalid_argument,
                       "the stances, issues, actors and relations of a graph each need the name of a file");
    std::vector<std::pair<std::string const*, std::string>> texts;
    auto const add = [&](std::string const& file, auto const& write) {
        std::ostringstream text;
        write(text, g);
        texts.emplace_back(&file, std::move(text).str());
    };
    add(files.stances, write_stance_table<Graph>);
    add(files.issues, write_issue_table<Graph>);
    add(files.actors, write_actor_table<Graph>);
    if (!files.relations.empty()) add(files.relations, write_relation_table<Graph>);
    for (auto const& [file, text] : texts) {
        std::ofstream out(*file, std::ios::binary);
        out << text << std::flush;
        if (!out) throw io_error(errc::file_access, "the file cannot be written", {.file = *file});
    }
}

}  // namespace entente::io

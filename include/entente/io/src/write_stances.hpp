// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/write_stances.hpp
/// Definitions of io/write_stances.hpp.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/condition_text.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/csv_writer.hpp"
#include "entente/io/date.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/detail/table_rows.hpp"
#include "entente/io/detail/whole_files.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

namespace detail {

/// A point of a scale: its label, else its number; nothing for an unbounded end. Throws io_error when the number is
/// another's label.
ENTENTE_INLINE std::string point_text(scale const& s, double x) {
    if (entente::detail::is_infinite(x)) return {};
    if (auto const k = s.category_of(x)) return s.label(*k);
    auto text = entente::detail::number_text(x);
    if (s.position_of(text))
        throw io_error(fault_code::syntax, "a number that is the label of another position cannot be written",
                       {.value = text});
    return text;
}

ENTENTE_INLINE std::string condition_text_of(issue_span issues, condition_on<basic_issue<scale>> const& when) {
    std::vector<condition_term_text> terms;
    for (auto const& term : when.terms) {
        auto const& on = issues[term.issue.value];
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
        accept_from |= !entente::detail::is_infinite(held.acceptable.lower);
        accept_to |= !entente::detail::is_infinite(held.acceptable.upper);
        condition |= held.depends_on != nullptr;
        fallback |= held.depends_on && held.depends_on->fallback;
        from |= held.valid.from != period{}.from;
        to |= held.valid.to != period{}.to;
        source |= !held.source.empty();
        capability |= held.capability.has_value();
    }
};

ENTENTE_INLINE void write_stance_rows(std::ostream& out, issue_span issues, std::span<stance_view const> stances) {
    needed_columns with;
    for (auto const& row : stances) with.add(*row.held);

    csv_writer writer(out);
    auto const optional_field = [&](bool needed, auto const& make) {
        if (needed) writer.field(make());
    };
    auto const name = [&](bool needed, char const* text) {
        if (needed) writer.field(text);
    };
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
    for (auto const& row : stances) {
        auto const& held = *row.held;
        auto const& on = issues[row.issue];
        auto const point = [&](boost::optional<double> const& x) {
            return x ? point_text(on.scale, *x) : std::string();
        };
        auto const date = [](time_point at, time_point none) { return at == none ? std::string() : date_text(at); };
        writer.field(row.actor).field(on.name).field(point(held.position));
        optional_field(with.salience, [&] { return held.salience; });
        optional_field(with.confidence, [&] { return held.confidence; });
        optional_field(with.status, [&] { return to_string(held.status); });
        optional_field(with.accept_from, [&] { return point(held.acceptable.lower); });
        optional_field(with.accept_to, [&] { return point(held.acceptable.upper); });
        optional_field(with.condition,
                       [&] { return held.depends_on ? condition_text_of(issues, *held.depends_on) : std::string(); });
        optional_field(with.fallback,
                       [&] { return held.depends_on ? point(held.depends_on->fallback) : std::string(); });
        optional_field(with.from, [&] { return date(held.valid.from, period{}.from); });
        optional_field(with.to, [&] { return date(held.valid.to, period{}.to); });
        optional_field(with.source, [&] { return std::string_view(held.source); });
        optional_field(with.capability, [&] { return held.capability; });
        writer.end_record();
    }
}

/// The list of the names that the edges of a vertex lead to; takes these edges from the front of the span.
template <class Vertex>
std::string names_ahead(std::span<Vertex const> all, std::size_t from, edge_span& edges) {
    std::vector<std::string> names;
    for (; !edges.empty() && edges.front().from == from; edges = edges.subspan(1))
        if (edges.front().valid == period{}) names.push_back(all[edges.front().to].name);
    return list_text(names);
}

ENTENTE_INLINE void write_issue_rows(std::ostream& out, issue_span issues, edge_span parts) {
    csv_writer writer(out);
    for (char const* name : {"issue", "level", "lower", "upper", "labels", "weight", "part_of"}) writer.field(name);
    writer.end_record();
    for (std::size_t i = 0; i != issues.size(); ++i) {
        auto const& each = issues[i];
        writer.field(each.name).field(to_string(each.scale.measurement()));
        if (each.scale.categories() == 0 || is_integer_scale(each.scale))
            writer.field(each.scale.lower()).field(each.scale.upper()).field("");
        else
            writer.field("").field("").field(labels_text(each.scale));
        writer.field(each.weight).field(names_ahead(issues, i, parts)).end_record();
    }
}

ENTENTE_INLINE void write_actor_rows(std::ostream& out, actor_span actors, edge_span members) {
    csv_writer writer(out);
    writer.field("actor").field("capability").field("member_of").end_record();
    for (std::size_t i = 0; i != actors.size(); ++i)
        writer.field(actors[i].name).field(actors[i].capability).field(names_ahead(actors, i, members)).end_record();
}

/// A period that is not always.
ENTENTE_INLINE bool is_dated(table_edge const& e) {
    return !(e.valid == period{});
}

ENTENTE_INLINE void write_relation_rows(std::ostream& out, actor_span actors, edge_span members, edge_span speak,
                                        edge_span influence) {
    bool const dated =
        std::any_of(members.begin(), members.end(), is_dated) || std::any_of(speak.begin(), speak.end(), is_dated);
    csv_writer writer(out);
    writer.field("from").field("relation").field("to").field("strength");
    if (dated) writer.field("valid_from").field("valid_to");
    writer.end_record();
    auto const write = [&](table_edge const& e, char const* relation, bool strong) {
        writer.field(actors[e.from].name).field(relation).field(actors[e.to].name);
        if (strong)
            writer.field(e.strength);
        else
            writer.field("");
        if (dated) {
            writer.field(e.valid.from == (time_point::min)() ? std::string() : date_text(e.valid.from));
            writer.field(e.valid.to == (time_point::max)() ? std::string() : date_text(e.valid.to));
        }
        writer.end_record();
    };
    for (auto const& e : members)
        if (is_dated(e)) write(e, "member_of", false);
    for (auto const& e : speak) write(e, "speaks_for", false);
    for (auto const& e : influence) write(e, "influences", true);
}

ENTENTE_INLINE void write_files(stance_files const& files, graph_tables const& tables) {
    bool const has_relations = !tables.speak.empty() || !tables.influence.empty() ||
                               std::any_of(tables.members.begin(), tables.members.end(), is_dated);
    if (files.stances.empty() || files.issues.empty() || files.actors.empty() ||
        (has_relations && files.relations.empty()))
        throw io_error(fault_code::invalid_argument,
                       "the stances, issues, actors and relations of a graph each need the name of a file");
    std::vector<std::pair<std::string const*, std::string>> texts;
    auto const add = [&](std::string const& file, auto const& write) {
        std::ostringstream text;
        text.exceptions(std::ios::badbit);  // a lack of memory comes through
        write(text);
        texts.emplace_back(&file, std::move(text).str());
    };
    add(files.stances, [&](std::ostream& text) { write_stance_rows(text, tables.issues, tables.stances); });
    add(files.issues, [&](std::ostream& text) { write_issue_rows(text, tables.issues, tables.parts); });
    add(files.actors, [&](std::ostream& text) { write_actor_rows(text, tables.actors, tables.members); });
    if (!files.relations.empty())
        add(files.relations, [&](std::ostream& text) {
            write_relation_rows(text, tables.actors, tables.members, tables.speak, tables.influence);
        });
    whole_files out;
    for (auto const& [file, text] : texts) out.write(*file, text);
    out.put_in_place();
}

}  // namespace detail

ENTENTE_INLINE void write_stance_table(std::ostream& out, stance_graph<scale> const& g) {
    detail::write_stance_rows(out, g.vertices<basic_issue<scale>>(), detail::stances_of(g));
}

ENTENTE_INLINE void write_issue_table(std::ostream& out, stance_graph<scale> const& g) {
    detail::write_issue_rows(out, g.vertices<basic_issue<scale>>(), detail::edges_of<part_of>(g));
}

ENTENTE_INLINE void write_actor_table(std::ostream& out, stance_graph<scale> const& g) {
    detail::write_actor_rows(out, g.vertices<actor>(), detail::edges_of<member_of>(g));
}

ENTENTE_INLINE void write_relation_table(std::ostream& out, stance_graph<scale> const& g) {
    detail::write_relation_rows(out, g.vertices<actor>(), detail::edges_of<member_of>(g),
                                detail::edges_of<speaks_for>(g), detail::edges_of<influences>(g));
}

ENTENTE_INLINE void write_stances(stance_files const& files, stance_graph<scale> const& g) {
    detail::write_files(files, detail::tables_of(g));
}

}  // namespace entente::io

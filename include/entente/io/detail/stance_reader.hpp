// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/stance_reader.hpp
/// What stands behind `parse_stances`: tables to a builder, and a builder to a graph.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/pending_relation.hpp"
#include "entente/io/detail/stance_row.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io::detail {

/// Reads tables into a builder. One object reads one graph.
template <class Graph>
class stance_reader {
public:
    stance_reader(stance_texts const& texts, csv_options const& options) : texts_(texts), options_(options) {}

    Graph read() {
        if (texts_.issues) read_issues(*texts_.issues);
        if (texts_.actors) read_actors(*texts_.actors);
        if (options_.wide)
            read_wide();
        else
            read_long();
        if (texts_.relations) read_relations(*texts_.relations);
        std::apply([&](auto const&... relation) { (relation.relate(builder_), ...); }, relations_);
        try {
            return std::move(builder_).freeze();
        } catch (error& refusal) {
            // A builder that refuses to freeze is as it was.
            auto const actors = builder_.template size<actor>(), issues = builder_.template size<issue_type>();
            bool const found = pending<actor, member_of>().locate(refusal, actors) ||
                               pending<actor, speaks_for>().locate(refusal, actors) ||
                               pending<actor, influences>().locate(refusal, actors) ||
                               pending<issue_type, part_of>().locate(refusal, issues);
            if (!found) locate_stance(refusal);
            throw;
        }
    }

private:
    using issue_type = basic_issue<scale>;
    using stance_type = stance_on<scale>;

    // ---- names --------------------------------------------------------------------------------------------------

    id_of<actor> add_actor(csv_record const& record, std::size_t column, actor who) {
        auto const name = who.name;
        auto const added = builder_.add(std::move(who));
        if (!actors_.add(name, added.value))
            refuse<graph_error>(record, column, {name, {}}, errc::duplicate, "the actor has a row already");
        return added;
    }

    id_of<issue_type> add_issue(csv_record const& record, std::size_t column, issue_type what) {
        auto const name = what.name;
        auto const added = builder_.add(std::move(what));
        if (!issues_.add(name, added.value))
            refuse<graph_error>(record, column, {{}, name}, errc::duplicate, "the issue has a row already");
        return added;
    }

    static std::string_view name_in(csv_record const& record, std::size_t column, char const* message) {
        if (record[column].empty()) record.refuse(column, errc::unknown_name, message);
        return record[column];
    }

    /// The actor of a row of stances; a new one when there is no actor table.
    id_of<actor> actor_of(csv_record const& record, std::size_t column) {
        auto const name = name_in(record, column, "a stance needs an actor");
        if (auto const found = actors_.find(name)) return {*found};
        if (texts_.actors)
            refuse<graph_error>(record, column, {name, {}}, errc::unknown_name,
                                "the actor table " + texts_.actors->name() + " does not list the actor");
        return add_actor(record, column, actor{std::string(name)});
    }

    /// The issue of a row or column of stances; a new one on the default scale.
    id_of<issue_type> issue_of(csv_record const& record, std::size_t column) {
        auto const name = name_in(record, column, "a stance needs an issue");
        if (auto const found = issues_.find(name)) return {*found};
        if (!options_.default_scale)
            refuse<scale_error>(record, column, {{}, name}, errc::invalid_scale,
                                texts_.issues
                                    ? "the issue table " + texts_.issues->name() +
                                          " does not list the issue, so it has no scale"
                                    : "the issue has no scale: give an issue table or a scale for all issues");
        return add_issue(record, column, issue_type{std::string(name), *options_.default_scale});
    }

    // ---- tables of issues, actors and relations -----------------------------------------------------------------

    template <class From, class Edge>
    auto& pending() {
        return std::get<pending_relation<From, Edge>>(relations_);
    }

    void read_issues(source_text const& text) {
        csv_reader reader(text);
        csv_columns const columns(reader);
        auto const name = columns.require("issue"), level_at = columns.require("level");
        auto const lower = columns.find("lower"), upper = columns.find("upper"), labels = columns.find("labels"),
                   weight = columns.find("weight"), part_of_at = columns.find("part_of");
        while (auto const record = reader.next()) {
            subject const about{{}, name_in(*record, name, "an issue needs a name")};
            auto const low = number_in<scale_error>(*record, lower, about, "a bound of a scale is a finite number");
            auto const high = number_in<scale_error>(*record, upper, about, "a bound of a scale is a finite number");
            auto const make_scale = [&]() -> scale {
                try {
                    auto const measurement = parse_level((*record)[level_at]);
                    auto const text_of_labels = cell(*record, labels);
                    if (!text_of_labels.empty())
                        return labelled_scale(measurement, parse_labels(text_of_labels), low, high, text_of_labels);
                    if (!low || !high)
                        refuse_scale("a scale needs labels, or a lower and an upper bound", (*record)[level_at]);
                    return bounded_scale(measurement, *low, *high, (*record)[level_at]);
                } catch (scale_error const& refusal) {
                    auto const at_labels =
                        !cell(*record, labels).empty() && refusal.where().value != (*record)[level_at];
                    refuse<scale_error>(*record, at_labels ? *labels : level_at, about, refusal.code(),
                                        refusal.message());
                }
            };
            auto const counts = weight_in<graph_error>(*record, weight, about, "the weight of an issue");
            add_issue(*record, name, issue_type{std::string(about.issue), make_scale(), counts.value_or(1)});
        }
        if (part_of_at) read_lists<issue_type, part_of>(text, "issue", *part_of_at, issues_);
    }

    void read_actors(source_text const& text) {
        csv_reader reader(text);
        csv_columns const columns(reader);
        auto const name = columns.require("actor");
        auto const capability = columns.find("capability"), member_of_at = columns.find("member_of");
        while (auto const record = reader.next()) {
            subject const about{name_in(*record, name, "an actor needs a name"), {}};
            auto const weighs = weight_in<graph_error>(*record, capability, about, "a capability");
            add_actor(*record, name, actor{std::string(about.actor), weighs.value_or(1)});
        }
        if (member_of_at) read_lists<actor, member_of>(text, "actor", *member_of_at, actors_);
    }

    /// A second walk over a table, now that all of its names are known.
    template <class Vertex, class Edge>
    void read_lists(source_text const& text, char const* name_column, std::size_t list, name_index const& names) {
        csv_reader reader(text);
        auto const name = *reader.column(name_column);
        while (auto const record = reader.next())
            for (auto const& target : parse_list((*record)[list]))
                pending<Vertex, Edge>().add(*record, list, text.name(), *names.find((*record)[name]),
                                            known<Vertex>(*record, list, names, target, (*record)[name]));
    }

    template <class Vertex>
    static subject row_of(std::string_view name) {
        if constexpr (std::is_same_v<Vertex, actor>)
            return {name, {}};
        else
            return {{}, name};
    }

    template <class Vertex>
    static std::uint32_t known(csv_record const& record, std::size_t column, name_index const& names,
                               std::string_view name, std::string_view from) {
        if (auto const found = names.find(name)) return *found;
        char const* const what = std::is_same_v<Vertex, actor> ? "there is no actor " : "there is no issue ";
        refuse<graph_error>(record, column, row_of<Vertex>(from), errc::unknown_name,
                            what + ('"' + std::string(name) + '"'));
    }

    void read_relations(source_text const& text) {
        csv_reader reader(text);
        csv_columns const columns(reader);
        auto const from = columns.require("from"), kind = columns.require("relation"), to = columns.require("to");
        auto const strength_at = columns.find("strength");
        while (auto const record = reader.next()) {
            auto const relate = [&]<class Vertex, class Edge>(std::type_identity<Vertex>, Edge edge,
                                                              name_index const& names) {
                auto const source = known<Vertex>(*record, from, names, (*record)[from], (*record)[from]);
                auto const target = known<Vertex>(*record, to, names, (*record)[to], (*record)[from]);
                pending<Vertex, Edge>().add(*record, to, text.name(), source, target, edge);
            };
            auto const relation = (*record)[kind];
            auto const strength =
                weight_in<graph_error>(*record, strength_at, {(*record)[from], {}}, "the strength of an influence");
            if (strength && relation != "influences")
                record->refuse(*strength_at, errc::syntax, "only influences have a strength");
            if (relation == "member_of")
                relate(std::type_identity<actor>{}, member_of{}, actors_);
            else if (relation == "speaks_for")
                relate(std::type_identity<actor>{}, speaks_for{}, actors_);
            else if (relation == "influences")
                relate(std::type_identity<actor>{}, influences{strength.value_or(1)}, actors_);
            else if (relation == "part_of")
                relate(std::type_identity<issue_type>{}, part_of{}, issues_);
            else
                record->refuse(kind, errc::unknown_name, "a relation is member_of, speaks_for, influences or part_of");
        }
    }

    // ---- stances ------------------------------------------------------------------------------------------------

    void read_long() {
        csv_reader reader(texts_.stances);
        long_columns const at(reader, options_);
        auto const text = texts_.stances.text();
        builder_.template reserve<stance_on<scale>>(static_cast<std::size_t>(std::ranges::count(text, '\n')));
        if (at.condition) {  // a condition may name an issue that comes further down
            csv_reader names(texts_.stances);
            while (auto const record = names.next()) {
                actor_of(*record, at.actor);
                issue_of(*record, at.issue);
            }
        }
        auto const issue_named = [this](std::string_view name) -> boost::optional<known_issue> {
            auto const found = issues_.find(name);
            if (!found) return boost::none;
            return known_issue{{*found}, builder_[id_of<issue_type>{*found}].scale};
        };
        while (auto const record = reader.next()) {
            auto const who = actor_of(*record, at.actor);
            auto const on = issue_of(*record, at.issue);
            auto held = at.stance_in(*record, builder_[on].scale, options_, issue_named);
            relate_long(*record, at, who, on, std::move(held));
        }
    }

    void relate_long(csv_record const& record, long_columns const& at, id_of<actor> who, id_of<issue_type> on,
                     stance_type&& held) {
        auto const position = held.position;
        auto const acceptable = held.acceptable;
        auto in_condition = false;
        try {
            if (held.depends_on) {  // first without the condition, to tell which of the two is at fault
                auto unconditional = held;
                unconditional.depends_on = nullptr;
                validate(unconditional, who, on, builder_);
                in_condition = true;
            }
            builder_.relate(who, on, std::move(held));
        } catch (error& refusal) {
            record.locate(refusal,
                          in_condition ? *at.condition : at.column_at_fault(refusal.code(), position, acceptable));
            throw;
        }
    }

    /// What each column of a wide file is: the actor, an issue, or ignored.
    struct wide_columns {
        std::size_t actor = 0;
        std::vector<std::size_t> issues;
    };

    wide_columns find_wide_columns(csv_reader const& reader) const {
        csv_columns const columns(reader, options_.columns);
        wide_columns found;
        std::vector<bool> taken(reader.header().size(), false);
        for (auto const& [name, file_name] : options_.columns) {
            if (name != "actor")
                throw io_error(errc::unknown_name, "a wide file has no such column to be called otherwise",
                               {.value = name});
            found.actor = columns.present(file_name);
        }
        for (auto const& name : options_.ignored_columns) taken[columns.present(name)] = true;
        taken[found.actor] = true;
        for (std::size_t i = 0; i != taken.size(); ++i)
            if (!taken[i]) found.issues.push_back(i);
        return found;
    }

    bool is_missing(std::string_view text) const {
        return text.empty() || std::ranges::find(options_.missing, text) != options_.missing.end();
    }

    void read_wide() {
        csv_reader reader(texts_.stances);
        auto const columns = find_wide_columns(reader);
        std::vector<id_of<issue_type>> on;
        for (auto const i : columns.issues) on.push_back(issue_of(reader.header(), i));
        std::vector<bool> has_row;
        while (auto const record = reader.next()) {
            auto const who = actor_of(*record, columns.actor);
            has_row.resize(builder_.template size<actor>(), false);
            subject about{(*record)[columns.actor], {}};
            if (has_row[who.value])
                refuse<graph_error>(*record, columns.actor, about, errc::duplicate, "the actor has a row already");
            has_row[who.value] = true;
            for (std::size_t k = 0; k != on.size(); ++k) {
                auto const text = (*record)[columns.issues[k]];
                if (is_missing(text)) continue;
                about.issue = reader.header()[columns.issues[k]];
                stance_type held{};
                if (options_.withheld && text == *options_.withheld)
                    held.status = stance_status::withheld;
                else {
                    held.position = position_in_cell(*record, columns.issues[k], about, builder_[on[k]].scale);
                    held.status = stance_status::stated;
                }
                builder_.relate(who, on[k], std::move(held));
            }
        }
    }

    /// Adds the place of a stance that was refused as one of many: walks to it again, so that reading need not remember
    /// places.
    void locate_stance(error& refusal) const {
        auto ordinal = refusal.where().ordinal;
        csv_reader reader(texts_.stances);
        if (ordinal == fault::npos || options_.wide)
            return;  // in a wide file no two stances can be of one actor on one issue
        auto const column = csv_columns(reader, options_.columns).require("issue");
        while (auto const record = reader.next())
            if (ordinal-- == 0) record->locate(refusal, column);
    }

    stance_texts const& texts_;
    csv_options const& options_;
    typename Graph::builder builder_;
    name_index actors_, issues_;
    std::tuple<pending_relation<actor, member_of>, pending_relation<actor, speaks_for>,
               pending_relation<actor, influences>, pending_relation<issue_type, part_of>>
        relations_;
};

}  // namespace entente::io::detail

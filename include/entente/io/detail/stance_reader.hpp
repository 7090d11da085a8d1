// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/stance_reader.hpp
/// What stands behind `parse_stances`: tables to a sink.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/pending_relation.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/detail/stance_row.hpp"
#include "entente/io/extra_columns.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"

namespace entente::io::detail {

/// Reads tables into a sink. One object reads one graph.
class stance_reader {
public:
    stance_reader(stance_texts const& texts, csv_options const& options, row_sink& sink)
        : texts_(texts)
        , options_(options)
        , sink_(sink) {
        if (sink.fixed_scale && options.default_scale)
            default_scale_ = fixed(*options.default_scale, scale_text(*options.default_scale));
        else
            default_scale_ = sink.fixed_scale ? sink.fixed_scale : options.default_scale;
    }

    void read() {
        if (texts_.issues) read_issues(*texts_.issues);
        if (texts_.actors) read_actors(*texts_.actors);
        if (options_.wide)
            read_wide();
        else
            read_long();
        if (texts_.relations) read_relations(*texts_.relations);
        relations_.relate(sink_);
        try {
            sink_.freeze();
        } catch (error& refusal) {
            if (!relations_.locate(refusal)) locate_stance(refusal);
            throw;
        }
    }

private:
    // ---- names ------------------------------------------------------------------------------------------------------

    /// Adds a vertex to the sink, and what the sink refuses to the place of its name.
    template <class Vertex>
    std::uint32_t add(csv_record const& record, std::size_t column, name_index& index, Vertex&& vertex,
                      subject const& about, char const* repeated, extra_columns const* more) {
        auto const number = static_cast<std::uint32_t>(index.size());
        if (!index.add(vertex.name, number)) refuse<graph_error>(record, column, about, errc::duplicate, repeated);
        try {
            sink_.add(std::move(vertex), more);
        } catch (error& refusal) {
            record.locate(refusal, column);
            throw;
        }
        return number;
    }

    std::uint32_t add_actor(csv_record const& record, std::size_t column, actor&& who, extra_columns const* more) {
        return add(record, column, actors_, std::move(who), {record[column], {}}, "the actor has a row already", more);
    }

    std::uint32_t add_issue(csv_record const& record, std::size_t column, basic_issue<scale>&& what,
                            extra_columns const* more) {
        scales_.push_back(what.scale);
        return add(record, column, issues_, std::move(what), {{}, record[column]}, "the issue has a row already", more);
    }

    static std::string_view name_in(csv_record const& record, std::size_t column, char const* message) {
        if (record[column].empty()) record.refuse<graph_error>(column, errc::unknown_name, message);
        return record[column];
    }

    /// The actor of a row of stances; a new one when there is no actor table.
    std::uint32_t actor_of(csv_record const& record, std::size_t column, extra_columns const* more = nullptr) {
        auto const name = name_in(record, column, "a stance needs an actor");
        if (auto const found = actors_.find(name)) return *found;
        if (texts_.actors)
            refuse<graph_error>(record, column, {name, {}}, errc::unknown_name,
                                "the actor table " + texts_.actors->name() + " does not list the actor");
        return add_actor(record, column, actor{std::string(name)}, more);
    }

    /// The issue of a row or column of stances; a new one on the default scale.
    std::uint32_t issue_of(csv_record const& record, std::size_t column) {
        auto const name = name_in(record, column, "a stance needs an issue");
        if (auto const found = issues_.find(name)) return *found;
        if (!default_scale_)
            refuse<scale_error>(record, column, {{}, name}, errc::invalid_scale,
                                texts_.issues
                                    ? "the issue table " + texts_.issues->name() +
                                          " does not list the issue, so it has no scale"
                                    : "the issue has no scale: give an issue table or a scale for all issues");
        return add_issue(record, column, basic_issue<scale>{std::string(name), *default_scale_}, nullptr);
    }

    // ---- tables of issues, actors and relations ---------------------------------------------------------------------

    /// A scale that says the same as the one that the graph's type has for all issues; other labels it may have.
    scale fixed(scale made, std::string_view text) const {
        auto const& only = *sink_.fixed_scale;
        bool same = made.measurement() == only.measurement() && made.lower() == only.lower() &&
                    made.upper() == only.upper() && made.categories() == only.categories();
        for (std::size_t k = 0; same && k != only.categories(); ++k) same = made.value(k) == only.value(k);
        if (!same) refuse_scale(("the issues of this graph are all on the scale " + describe(only)).c_str(), text);
        return made;
    }

    /// The scale of a row of the issue table.
    scale scale_in(std::string_view level_text, std::string_view labels, boost::optional<double> low,
                   boost::optional<double> high) {
        auto const key = std::tuple(std::string(level_text), std::string(labels), low, high);
        auto const known = made_.find(key);
        return known != made_.end() ? known->second
                                    : made_.emplace(key, new_scale_in(level_text, labels, low, high)).first->second;
    }
    scale new_scale_in(std::string_view level_text, std::string_view labels, boost::optional<double> low,
                       boost::optional<double> high) const {
        auto const& only = sink_.fixed_scale;
        auto const measurement = only && level_text.empty() ? only->measurement() : parse_level(level_text);
        if (!only) {
            if (!labels.empty()) return labelled_scale(measurement, parse_labels(labels), low, high, labels);
            if (!low || !high) refuse_scale("a scale needs labels, or a lower and an upper bound", level_text);
            return bounded_scale(measurement, *low, *high, level_text);
        }
        if (labels.empty()) {  // what is said of it must be so
            if (measurement != only->measurement() || low.value_or(only->lower()) != only->lower() ||
                high.value_or(only->upper()) != only->upper())
                refuse_scale(("the issues of this graph are all on the scale " + describe(*only)).c_str(), level_text);
            return *only;
        }
        if (measurement == level::ordinal && !low && !high) low = only->lower(), high = only->upper();
        return fixed(labelled_scale(measurement, parse_labels(labels), low, high, labels), labels);
    }

    void read_issues(source_text const& text) {
        csv_reader reader(text);
        csv_columns columns(reader);
        auto const name = columns.required("issue");
        auto const level_at = sink_.fixed_scale ? columns.find("level") : column_index(columns.required("level"));
        auto const lower = columns.find("lower"), upper = columns.find("upper"), labels = columns.find("labels"),
                   weight = columns.find_if(sink_.holds.issue_weight, "weight"),
                   part_of_at = columns.find_if(sink_.holds.part_of, "part_of");
        auto const others = columns.others();
        while (auto const record = reader.next()) {
            subject const about{{}, name_in(*record, name, "an issue needs a name")};
            auto const low = number_in<scale_error>(*record, lower, about, "a bound of a scale");
            auto const high = number_in<scale_error>(*record, upper, about, "a bound of a scale");
            auto const level_text = cell(*record, level_at), label_text = cell(*record, labels);
            auto const make_scale = [&]() -> scale {
                try {
                    return scale_in(level_text, label_text, low, high);
                } catch (scale_error const& refusal) {
                    auto const at_labels = !label_text.empty() && refusal.where().value != level_text;
                    refuse<scale_error>(*record, at_labels ? *labels : level_at.value_or(name), about, refusal.code(),
                                        refusal.message());
                }
            };
            auto const counts = weight_in<graph_error>(*record, weight, about, "the weight of an issue");
            extra_columns const more(reader, *record, others, {}, about.issue);
            add_issue(*record, name, basic_issue<scale>{std::string(about.issue), make_scale(), counts.value_or(1)},
                      sink_.more_of_issues ? &more : nullptr);
        }
        if (part_of_at) read_lists(text, table_relation::part_of, "issue", *part_of_at);
    }

    void read_actors(source_text const& text) {
        csv_reader reader(text);
        csv_columns columns(reader);
        auto const name = columns.required("actor");
        auto const capability = columns.find_if(sink_.holds.actor_capability, "capability"),
                   member_of_at = columns.find_if(sink_.holds.member_of, "member_of");
        auto const others = columns.others();
        while (auto const record = reader.next()) {
            subject const about{name_in(*record, name, "an actor needs a name"), {}};
            auto const weighs = weight_in<graph_error>(*record, capability, about, "a capability");
            extra_columns const more(reader, *record, others, about.actor, {});
            add_actor(*record, name, actor{std::string(about.actor), weighs.value_or(1)},
                      sink_.more_of_actors ? &more : nullptr);
        }
        if (member_of_at) read_lists(text, table_relation::member_of, "actor", *member_of_at);
    }

    /// A second walk over a table, now that all of its names are known.
    void read_lists(source_text const& text, table_relation kind, char const* name_column, std::size_t list) {
        csv_reader reader(text);
        auto const name = *reader.column(name_column);
        while (auto const record = reader.next())
            for (auto const& target : parse_list((*record)[list]))
                relations_.add(kind, *record, list, text.name(),
                               known(kind, *record, name, (*record)[name], (*record)[name]),
                               known(kind, *record, list, target, (*record)[name]));
    }

    std::uint32_t known(table_relation kind, csv_record const& record, std::size_t column, std::string_view name,
                        std::string_view from) const {
        bool const of_issues = kind == table_relation::part_of;
        if (auto const found = (of_issues ? issues_ : actors_).find(name)) return *found;
        refuse<graph_error>(record, column, of_issues ? subject{{}, from} : subject{from, {}}, errc::unknown_name,
                            (of_issues ? "there is no issue \"" : "there is no actor \"") + std::string(name) + '"');
    }

    void read_relations(source_text const& text) {
        csv_reader reader(text);
        csv_columns columns(reader);
        auto const from = columns.required("from"), kind_at = columns.required("relation"), to = columns.required("to");
        auto const strength_at = columns.find("strength");
        while (auto const record = reader.next()) {
            auto const strength =
                weight_in<graph_error>(*record, strength_at, {(*record)[from], {}}, "the strength of an influence");
            if (strength && (*record)[kind_at] != "influences")
                record->refuse(*strength_at, errc::syntax, "only influences have a strength");
            auto const kind = relation_in(*record, kind_at);
            auto const source = known(kind, *record, from, (*record)[from], (*record)[from]);
            auto const target = known(kind, *record, to, (*record)[to], (*record)[from]);
            relations_.add(kind, *record, to, text.name(), source, target, strength.value_or(1));
        }
    }

    table_relation relation_in(csv_record const& record, std::size_t column) const {
        auto const text = record[column];
        auto const checked = [&](bool held, table_relation kind) {
            if (!held) record.refuse(column, errc::unknown_name, "this graph has no relation " + std::string(text));
            return kind;
        };
        auto const& holds = sink_.holds;
        if (text == "member_of") return checked(holds.member_of, table_relation::member_of);
        if (text == "speaks_for") return checked(holds.speaks_for, table_relation::speaks_for);
        if (text == "influences") return checked(holds.influences, table_relation::influences);
        if (text == "part_of") return checked(holds.part_of, table_relation::part_of);
        record.refuse(column, errc::unknown_name, "a relation is member_of, speaks_for, influences or part_of");
    }

    // ---- stances ----------------------------------------------------------------------------------------------------

    void read_long() {
        csv_reader reader(texts_.stances);
        long_columns const at(reader, options_, sink_.holds);
        auto const text = texts_.stances.text();
        sink_.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')));
        if (at.condition) {  // a condition may name an issue that comes further down
            csv_reader names(texts_.stances);
            while (auto const record = names.next()) {
                actor_of(*record, at.actor);
                issue_of(*record, at.issue);
            }
        }
        while (auto const record = reader.next()) {
            auto const who = actor_of(*record, at.actor);
            auto const on = issue_of(*record, at.issue);
            auto held = at.stance_in(*record, scales_[on], options_, issues_, scales_);
            extra_columns const more(reader, *record, at.others, (*record)[at.actor], (*record)[at.issue]);
            relate_long(*record, at, who, on, std::move(held), sink_.more_of_stances ? &more : nullptr);
        }
    }

    void relate_long(csv_record const& record, long_columns const& at, std::uint32_t who, std::uint32_t on,
                     stance_on<scale>&& held, extra_columns const* more) {
        auto const position = held.position;
        auto const acceptable = held.acceptable;
        boost::optional<stance_on<scale>> unconditional;  // tells whether the condition is at fault
        if (held.depends_on) {
            unconditional = held;
            unconditional->depends_on = nullptr;
        }
        try {
            sink_.relate(who, on, std::move(held), more);
        } catch (error& refusal) {
            if (!refusal.where().file.empty()) throw;  // who refused it has said where
            bool const in_condition = unconditional && sink_.accepts(who, on, *unconditional);
            record.locate(refusal,
                          in_condition ? *at.condition : at.column_at_fault(refusal.code(), position, acceptable));
            throw;
        }
    }

    /// What each column of a wide file is: the actor, an issue, or ignored.
    struct wide_columns {
        std::size_t actor = 0;
        std::vector<std::size_t> issues, ignored;
    };

    wide_columns find_wide_columns(csv_reader const& reader) const {
        csv_columns columns(reader, options_.columns);
        wide_columns found;
        std::vector<bool> taken(reader.header().size(), false);
        for (auto const& [name, file_name] : options_.columns) {
            if (name != "actor")
                throw io_error(errc::unknown_name, "a wide file has no such column to be called otherwise",
                               {.value = name});
            found.actor = columns.present(file_name);
        }
        for (auto const& name : options_.ignored_columns) taken[columns.present(name)] = true;
        for (std::size_t i = 0; i != taken.size(); ++i)
            if (i != found.actor) (taken[i] ? found.ignored : found.issues).push_back(i);
        return found;
    }

    /// The usual code is a label where the scale has it; a code of the caller's is what the caller says.
    bool is_missing(std::string_view text, scale const& s) const {
        if (text.empty()) return true;
        if (std::ranges::find(options_.missing, text) == options_.missing.end()) return false;
        return text != usual_missing_code || !s.position_of(text);
    }

    void read_wide() {
        csv_reader reader(texts_.stances);
        auto const columns = find_wide_columns(reader);
        std::vector<std::uint32_t> on;
        for (auto const i : columns.issues) on.push_back(issue_of(reader.header(), i));
        std::vector<char> has_row;
        while (auto const record = reader.next()) {
            extra_columns const of_actor(reader, *record, columns.ignored, (*record)[columns.actor], {});
            auto const who = actor_of(*record, columns.actor, sink_.more_of_actors ? &of_actor : nullptr);
            has_row.resize(actors_.size());
            subject about{(*record)[columns.actor], {}};
            if (has_row[who])
                refuse<graph_error>(*record, columns.actor, about, errc::duplicate, "the actor has a row already");
            has_row[who] = 1;
            for (std::size_t k = 0; k != on.size(); ++k) {
                auto const text = (*record)[columns.issues[k]];
                if (is_missing(text, scales_[on[k]])) continue;
                about.issue = reader.header()[columns.issues[k]];
                stance_on<scale> held{};
                if (options_.withheld && text == *options_.withheld)
                    held.status = stance_status::withheld;
                else {
                    held.position = position_in_cell(*record, columns.issues[k], about, scales_[on[k]]);
                    held.status = stance_status::stated;
                }
                extra_columns const more(reader, *record, columns.ignored, about.actor, about.issue);
                try {
                    sink_.relate(who, on[k], std::move(held), sink_.more_of_stances ? &more : nullptr);
                } catch (error& refusal) {
                    record->locate(refusal, columns.issues[k]);
                    throw;
                }
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
        auto const column = csv_columns(reader, options_.columns).required("issue");
        auto const earlier = refusal.where().earlier;
        std::size_t line = 0;
        for (std::size_t k = 0; auto const record = reader.next(); ++k) {
            if (k == earlier) line = record->line();
            if (k != ordinal) continue;
            record->locate(refusal, column);
            if (line)
                throw graph_error(errc::duplicate,
                                  "the actor has a stance on the issue at that time already, in line " +
                                      std::to_string(line),
                                  refusal.where());
        }
    }

    stance_texts const& texts_;
    csv_options const& options_;
    row_sink& sink_;
    boost::optional<scale> default_scale_;
    name_index actors_, issues_;
    std::vector<scale> scales_;  // of the issues
    // By what they were made from: equal scales share their categories, however many issues have them.
    std::map<std::tuple<std::string, std::string, boost::optional<double>, boost::optional<double>>, scale> made_;
    pending_relations relations_;
};

}  // namespace entente::io::detail

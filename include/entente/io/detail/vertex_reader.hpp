// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/vertex_reader.hpp
/// Tables of issues, actors and relations to a sink.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/name_reader.hpp"
#include "entente/io/detail/pending_relation.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/extra_columns.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// What stances are of: reads the tables that describe it into a sink, and finds it by name. One object reads one graph.
class vertex_reader {
protected:
    vertex_reader(stance_texts const& texts, reading_options const& options, row_sink& sink)
        : texts_(texts)
        , options_(options)
        , sink_(sink) {
        validate(options);
        if (sink.fixed_scale && options.default_scale)
            default_scale_ = fixed(*options.default_scale, scale_text(*options.default_scale));
        else
            default_scale_ = sink.fixed_scale ? sink.fixed_scale : options.default_scale;
    }
    ~vertex_reader() = default;

    /// A table in a text, of the format that was said; a text in JSON of which none was said is refused.
    static std::unique_ptr<record_source> open(source_text const& text, csv_dialect dialect = {},
                                               std::string* note = nullptr, bool guessed = true) {
        if (auto const* const format = text.format()) return (*format)(text);
        dialect.lenient = true;
        auto const lines = with_line_feeds(text);
        auto const begin = text.text().substr(0, 64);
        auto const bracket = begin.find_first_not_of(" \t\r\n");
        auto const inside = bracket == begin.npos ? begin.npos : begin.find_first_not_of(" \t\r\n", bracket + 1);
        if (inside != begin.npos && (begin[bracket] == '[' || begin[bracket] == '{') &&
            (begin[inside] == '{' || (begin[bracket] == '{' && begin[inside] == '"')))
            throw io_error(fault_code::syntax,
                           "the text looks like JSON, and a table of separated values was expected; the "
                           "format says what it is",
                           {.value = excerpt(begin.substr(bracket, 12)), .file = text.name(), .line = 1});
        if (guessed) {
            auto const guess = guess_delimiter(lines, dialect);
            if (!guess.certain)
                throw io_error(fault_code::syntax,
                               "the fields may be separated by more than one mark: say which, as delimiter",
                               {.file = text.name(), .line = 1});
            dialect.delimiter = guess.delimiter;
            if (note && guess.delimiter != ',')
                *note = std::string("fields are separated by ") + (guess.delimiter == ';'    ? "semicolons"
                                                                   : guess.delimiter == '\t' ? "tabs"
                                                                                             : "bars");
        }
        return std::make_unique<csv_reader>(lines, std::move(dialect));
    }
    /// What says how separated values are written has no effect on another format.
    void require_no_dialect(source_text const& text) const {
        auto const& o = options_;
        char const* const option = o.delimiter != 0           ? "delimiter"
                                   : o.decimal_comma          ? "decimal_comma"
                                   : o.thousands != 0         ? "thousands"
                                   : o.skipped_lines != 0     ? "skipped_lines"
                                   : !o.comment.empty()       ? "comment"
                                   : o.header_rows != 1       ? "header_rows"
                                   : !o.column_names.empty()  ? "column_names"
                                                              : nullptr;
        if (option)
            throw io_error(fault_code::invalid_argument,
                           std::string("the option ") + option + " is of separated values, and the file holds none",
                           {.file = text.name()});
    }
    /// Line ends of old spreadsheets, where there are no others.
    static source_text with_line_feeds(source_text const& text) {
        auto const all = text.text();
        if (all.find('\r') == all.npos || all.find('\n') != all.npos) return text;
        std::string lines(all);
        std::ranges::replace(lines, '\r', '\n');
        return source_text(std::move(lines), text.name());
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    /// Adds a vertex to the sink, and what the sink refuses to the place of its name.
    template <class Vertex>
    std::uint32_t add(record const& r, std::size_t column, name_index& index, Vertex&& vertex, subject const& about,
                      char const* repeated, extra_columns const* more) {
        auto const number = static_cast<std::uint32_t>(index.size());
        if (!index.add(vertex.name, number)) refuse<graph_error>(r, column, about, fault_code::duplicate, repeated);
        try {
            sink_.add(std::move(vertex), more);
        } catch (error& refusal) {
            r.locate(refusal, column);
            throw;
        }
        return number;
    }

    std::uint32_t add_actor(record const& r, std::size_t column, actor&& who, extra_columns const* more) {
        std::string const name = who.name;
        return add(r, column, actors_.index, std::move(who), {name, {}}, "the actor has a row already", more);
    }

    std::uint32_t add_issue(record const& r, std::size_t column, basic_issue<scale>&& what, extra_columns const* more) {
        scales_.push_back(what.scale);
        std::string const name = what.name;
        return add(r, column, issues_.index, std::move(what), {{}, name}, "the issue has a row already", more);
    }

    static std::string_view name_in(record const& r, name_columns_in const& at, char const* message) {
        std::string unused;
        auto const name = at.in(r, unused);
        if (name.empty()) r.refuse<graph_error>(at.first(), fault_code::unknown_name, message);
        return name;
    }
    /// The column of names of a table of vertices; whole numbers are found as in the table of stances.
    static name_columns_in names_of(record_source& table, std::size_t column) {
        name_columns_in name({column}, "");
        name.find_whole_numbers(table);
        return name;
    }

    /// The name that a text stands for.
    std::string_view translated(record const& r, std::size_t column, vertex_names const& names, std::string_view text,
                                char const* kind) const {
        if (!names.translated) return text;
        if (auto const* const name = names.translated->find(text)) return *name;
        r.refuse<graph_error>(column, fault_code::unknown_name,
                              "the table " + names.translated->file() + " has no name for the " + kind + ' ' +
                                  std::string(text));
    }

    std::uint32_t known_as(vertex_names& names, std::string_view text, std::uint32_t number) {
        if (names.translated) names.by_key.emplace(text, number);
        names.last = text;
        names.last_number = number;
        return number;
    }

    /// The actor that a text stands for; a new one when there is no actor table.
    std::uint32_t actor_of(record const& r, std::size_t column, std::string_view text,
                           extra_columns const* more = nullptr) {
        if (text.empty()) r.refuse<graph_error>(column, fault_code::unknown_name, "a stance needs an actor");
        if (auto const found = actors_.find(text)) return *found;
        auto const name = translated(r, column, actors_, text, "actor");
        if (auto const found = actors_.index.find(name)) return known_as(actors_, text, *found);
        if (texts_.actors)
            refuse<graph_error>(r, column, {name, {}}, fault_code::unknown_name,
                                "the actor table " + texts_.actors->name() + " does not list the actor");
        return known_as(actors_, text, add_actor(r, column, actor{std::string(name)}, more));
    }

    /// The issue that a text stands for; a new one on the default scale.
    std::uint32_t issue_of(record const& r, std::size_t column, std::string_view text) {
        if (text.empty()) r.refuse<graph_error>(column, fault_code::unknown_name, "a stance needs an issue");
        if (auto const found = issues_.find(text)) return *found;
        auto const name = translated(r, column, issues_, text, "issue");
        if (auto const found = issues_.index.find(name)) return known_as(issues_, text, *found);
        if (!default_scale_)
            refuse<scale_error>(r, column, {{}, name}, fault_code::invalid_scale,
                                texts_.issues
                                    ? "the issue table " + texts_.issues->name() +
                                          " does not list the issue, so it has no scale"
                                    : "the issue has no scale: give an issue table or a scale for all issues");
        return known_as(issues_, text,
                        add_issue(r, column, basic_issue<scale>{std::string(name), *default_scale_}, nullptr));
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
        auto const table = open(text);
        auto& reader = *table;
        csv_columns columns(reader);
        auto const name = columns.required("issue");
        auto const level_at = sink_.fixed_scale ? columns.find("level") : column_index(columns.required("level"));
        auto const lower = columns.find("lower"), upper = columns.find("upper"), labels = columns.find("labels"),
                   weight = columns.find_if(sink_.holds.issue_weight, "weight"),
                   part_of_at = columns.find_if(sink_.holds.part_of, "part_of");
        auto const others = columns.others();
        auto const names = names_of(reader, name);
        while (auto const record = reader.next()) {
            subject const about{{}, name_in(*record, names, "an issue needs a name")};
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
        auto const table = open(text);
        auto& reader = *table;
        csv_columns columns(reader);
        auto const name = columns.required("actor");
        auto const capability = columns.find_if(sink_.holds.actor_capability, "capability"),
                   member_of_at = columns.find_if(sink_.holds.member_of, "member_of");
        auto const others = columns.others();
        auto const names = names_of(reader, name);
        while (auto const record = reader.next()) {
            subject const about{name_in(*record, names, "an actor needs a name"), {}};
            auto const weighs = weight_in<graph_error>(*record, capability, about, "a capability");
            extra_columns const more(reader, *record, others, about.actor, {});
            add_actor(*record, name, actor{std::string(about.actor), weighs.value_or(1)},
                      sink_.more_of_actors ? &more : nullptr);
        }
        if (member_of_at) read_lists(text, table_relation::member_of, "actor", *member_of_at);
    }

    /// A second walk over a table, now that all of its names are known.
    void read_lists(source_text const& text, table_relation kind, char const* name_column, std::size_t list) {
        auto const table = open(text);
        auto& reader = *table;
        auto const name = *reader.column(name_column);
        auto const names = names_of(reader, name);
        while (auto const record = reader.next())
            for (auto const& target : parse_list((*record)[list])) {
                auto const from = name_in(*record, names, "a name is needed");
                relations_.add(kind, *record, list, text.name(), known(kind, *record, name, from, from),
                               known(kind, *record, list, target, from));
            }
    }

    std::uint32_t known(table_relation kind, record const& r, std::size_t column, std::string_view name,
                        std::string_view from) const {
        bool const of_issues = kind == table_relation::part_of;
        if (auto const found = (of_issues ? issues_ : actors_).index.find(name)) return *found;
        refuse<graph_error>(r, column, of_issues ? subject{{}, from} : subject{from, {}}, fault_code::unknown_name,
                            (of_issues ? "there is no issue \"" : "there is no actor \"") + std::string(name) + '"');
    }

    void read_relations(source_text const& text) {
        auto const table = open(text);
        auto& reader = *table;
        csv_columns columns(reader);
        auto const from = columns.required("from"), kind_at = columns.required("relation"), to = columns.required("to");
        auto const strength_at = columns.find("strength");
        auto const begins = columns.find("valid_from"), ends = columns.find("valid_to");
        while (auto const record = reader.next()) {
            auto const strength =
                weight_in<graph_error>(*record, strength_at, {(*record)[from], {}}, "the strength of an influence");
            if (strength && (*record)[kind_at] != "influences")
                record->refuse(*strength_at, fault_code::syntax, "only influences have a strength");
            auto const kind = relation_in(*record, kind_at);
            auto const source = known(kind, *record, from, (*record)[from], (*record)[from]);
            auto const target = known(kind, *record, to, (*record)[to], (*record)[from]);
            period valid;
            valid.from = date_in(*record, begins, {(*record)[from], {}}, date_form::iso, valid.from);
            valid.to = date_in(*record, ends, {(*record)[from], {}}, date_form::iso, valid.to);
            bool const dated = kind == table_relation::member_of || kind == table_relation::speaks_for;
            if (!dated && !(valid == period{}))
                record->refuse(cell(*record, begins).empty() ? *ends : *begins, fault_code::syntax,
                               "only member_of and speaks_for have a validity");
            if (valid.empty())
                refuse<graph_error>(*record, *ends, {(*record)[from], {}}, fault_code::empty_range,
                                    "a relation that ends before it has begun");
            relations_.add(kind, *record, to, text.name(), source, target, strength.value_or(1), valid);
        }
    }

    table_relation relation_in(record const& r, std::size_t column) const {
        auto const text = r[column];
        auto const checked = [&](bool held, table_relation kind) {
            if (!held) r.refuse(column, fault_code::unknown_name, "this graph has no relation " + std::string(text));
            return kind;
        };
        auto const& holds = sink_.holds;
        if (text == "member_of") return checked(holds.member_of, table_relation::member_of);
        if (text == "speaks_for") return checked(holds.speaks_for, table_relation::speaks_for);
        if (text == "influences") return checked(holds.influences, table_relation::influences);
        if (text == "part_of") return checked(holds.part_of, table_relation::part_of);
        r.refuse(column, fault_code::unknown_name, "a relation is member_of, speaks_for, influences or part_of");
    }

    stance_texts const& texts_;
    reading_options const& options_;
    row_sink& sink_;
    boost::optional<scale> default_scale_;
    vertex_names actors_, issues_;
    std::vector<scale> scales_;  // of the issues
    pending_relations relations_;

private:
    // By what they were made from: equal scales share their categories, however many issues have them.
    std::map<std::tuple<std::string, std::string, boost::optional<double>, boost::optional<double>>, scale> made_;
};

}  // namespace entente::io::detail

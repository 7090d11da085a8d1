// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/stance_reader.hpp
/// What stands behind `parse_stances`: tables to a sink.

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
#include "entente/io/detail/cell_values.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/fault_list.hpp"
#include "entente/io/detail/name_reader.hpp"
#include "entente/io/detail/pending_relation.hpp"
#include "entente/io/detail/repeated.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/scale_parts.hpp"
#include "entente/io/detail/stance_row.hpp"
#include "entente/io/detail/stance_table.hpp"
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
    stance_reader(stance_texts const& texts, reading_options const& options, row_sink& sink, reading_report* report)
        : texts_(texts)
        , options_(options)
        , sink_(sink)
        , report_(report)
        , values_(options)
        , faults_(options.most_faults) {
        validate(options);
        if (sink.fixed_scale && options.default_scale)
            default_scale_ = fixed(*options.default_scale, scale_text(*options.default_scale));
        else
            default_scale_ = sink.fixed_scale ? sink.fixed_scale : options.default_scale;
    }

    void read() {
        if (texts_.issues) read_issues(*texts_.issues);
        if (texts_.actors) read_actors(*texts_.actors);
        if (texts_.actor_names) actors_.translated.emplace(open(*texts_.actor_names), options_.actor_names);
        if (texts_.issue_names) issues_.translated.emplace(open(*texts_.issue_names), options_.issue_names);
        open_stances();
        read_stances();
        if (texts_.relations) read_relations(*texts_.relations);
        faults_.refuse();
        relations_.relate(sink_);
        try {
            sink_.freeze();
        } catch (error& refusal) {
            if (!relations_.locate(refusal)) locate_repeated(refusal);
            throw;
        }
        if (stances_ == 0 && !options_.may_be_empty) refuse_nothing();
        if (report_) say();
    }

private:
    // ---- names ------------------------------------------------------------------------------------------------------

    /// Adds a vertex to the sink, and what the sink refuses to the place of its name.
    template <class Vertex>
    std::uint32_t add(record const& r, std::size_t column, name_index& index, Vertex&& vertex,
                      subject const& about, char const* repeated, extra_columns const* more) {
        auto const number = static_cast<std::uint32_t>(index.size());
        if (!index.add(vertex.name, number)) refuse<graph_error>(r, column, about, errc::duplicate, repeated);
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

    std::uint32_t add_issue(record const& r, std::size_t column, basic_issue<scale>&& what,
                            extra_columns const* more) {
        scales_.push_back(what.scale);
        std::string const name = what.name;
        return add(r, column, issues_.index, std::move(what), {{}, name}, "the issue has a row already", more);
    }

    static std::string_view name_in(record const& r, name_columns_in const& at, char const* message) {
        std::string unused;
        auto const name = at.in(r, unused);
        if (name.empty()) r.refuse<graph_error>(at.first(), errc::unknown_name, message);
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
        r.refuse<graph_error>(column, errc::unknown_name,
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
        if (text.empty()) r.refuse<graph_error>(column, errc::unknown_name, "a stance needs an actor");
        if (auto const found = actors_.find(text)) return *found;
        auto const name = translated(r, column, actors_, text, "actor");
        if (auto const found = actors_.index.find(name)) return known_as(actors_, text, *found);
        if (texts_.actors)
            refuse<graph_error>(r, column, {name, {}}, errc::unknown_name,
                                "the actor table " + texts_.actors->name() + " does not list the actor");
        return known_as(actors_, text, add_actor(r, column, actor{std::string(name)}, more));
    }

    /// The issue that a text stands for; a new one on the default scale.
    std::uint32_t issue_of(record const& r, std::size_t column, std::string_view text) {
        if (text.empty()) r.refuse<graph_error>(column, errc::unknown_name, "a stance needs an issue");
        if (auto const found = issues_.find(text)) return *found;
        auto const name = translated(r, column, issues_, text, "issue");
        if (auto const found = issues_.index.find(name)) return known_as(issues_, text, *found);
        if (!default_scale_)
            refuse<scale_error>(r, column, {{}, name}, errc::invalid_scale,
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
        refuse<graph_error>(r, column, of_issues ? subject{{}, from} : subject{from, {}}, errc::unknown_name,
                            (of_issues ? "there is no issue \"" : "there is no actor \"") + std::string(name) + '"');
    }

    void read_relations(source_text const& text) {
        auto const table = open(text);
        auto& reader = *table;
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

    table_relation relation_in(record const& r, std::size_t column) const {
        auto const text = r[column];
        auto const checked = [&](bool held, table_relation kind) {
            if (!held) r.refuse(column, errc::unknown_name, "this graph has no relation " + std::string(text));
            return kind;
        };
        auto const& holds = sink_.holds;
        if (text == "member_of") return checked(holds.member_of, table_relation::member_of);
        if (text == "speaks_for") return checked(holds.speaks_for, table_relation::speaks_for);
        if (text == "influences") return checked(holds.influences, table_relation::influences);
        if (text == "part_of") return checked(holds.part_of, table_relation::part_of);
        r.refuse(column, errc::unknown_name, "a relation is member_of, speaks_for, influences or part_of");
    }

    // ---- stances ----------------------------------------------------------------------------------------------------

    /// A table in a text. Another format than that of separated values is told apart here.
    static std::unique_ptr<record_source> open(source_text const& text, csv_dialect dialect = {},
                                               std::string* note = nullptr, bool guessed = true) {
        dialect.lenient = true;
        auto const lines = with_line_feeds(text);
        auto const begin = text.text().substr(0, 64);
        auto const bracket = begin.find_first_not_of(" \t\r\n");
        auto const inside = bracket == begin.npos ? begin.npos : begin.find_first_not_of(" \t\r\n", bracket + 1);
        if (inside != begin.npos && (begin[bracket] == '[' || begin[bracket] == '{') &&
            (begin[inside] == '{' || (begin[bracket] == '{' && begin[inside] == '"')))
            throw io_error(errc::syntax, "the text looks like JSON, and a table of separated values was expected",
                           {.value = excerpt(begin.substr(bracket, 12)), .file = text.name(), .line = 1});
        if (guessed) {
            auto const guess = guess_delimiter(lines, dialect);
            if (!guess.certain)
                throw io_error(errc::syntax,
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
    /// Line ends of old spreadsheets, where there are no others.
    static source_text with_line_feeds(source_text const& text) {
        auto const all = text.text();
        if (all.find('\r') == all.npos || all.find('\n') != all.npos) return text;
        std::string lines(all);
        std::ranges::replace(lines, '\r', '\n');
        return source_text(std::move(lines), text.name());
    }

    void open_stances() {
        csv_dialect const dialect{.delimiter = options_.delimiter,
                                  .skipped_lines = options_.skipped_lines,
                                  .comment = options_.comment,
                                  .header_rows = options_.header_rows,
                                  .column_names = options_.column_names};
        auto const& listed = options_.transposed ? actors_ : issues_;
        bool const has_list = (options_.transposed ? texts_.actors : texts_.issues).has_value();
        table_planner const planner(options_, sink_.holds);
        auto const add = [&](source_text const& text) {
            std::string note;
            auto table = open(text, dialect, &note, options_.delimiter == 0);
            tables_.push_back(planner.plan(std::move(table), has_list, [&](std::string_view name) {
                if (listed.translated)
                    if (auto const* const translated = listed.translated->find(name)) name = *translated;
                return listed.index.find(name).has_value();
            }));
            if (!note.empty()) tables_.back().notes.insert(tables_.back().notes.begin(), note);
        };
        add(texts_.stances);
        for (auto const& text : texts_.more) add(text);
        bool const dated = options_.repeated == repeated_stances::latest || options_.repeated == repeated_stances::succession;
        for (auto const& table : tables_)
            if (dated && !has_from(table))
                throw io_error(errc::unknown_name,
                               std::string("repeated stances as ") + to_string(options_.repeated) +
                                   " are told apart by a column from, and there is none: the option columns names it",
                               {.file = table.rows->source().name()});
    }
    bool has_from(stance_table const& table) const {
        return options_.wide ? !table.targets.empty() && table.targets.front().cells.from : table.cells.from.has_value();
    }

    void read_stances() {
        std::size_t rows = 0;
        for (auto const& table : tables_)
            rows += static_cast<std::size_t>(std::ranges::count(table.rows->source().text(), '\n'));
        for (auto& table : tables_)
            if (table.cells.condition) name_all(table);
        if (options_.repeated != repeated_stances::refuse) {
            doing_ = task::collect;
            walk();
            faults_.refuse();
            auto const refused = decisions_.decide(options_.repeated);
            if (!refused.empty()) refuse_repeated(refused);
        }
        doing_ = task::relate;
        if (!options_.wide) sink_.reserve(rows);
        walk();
    }

    /// A condition may name an issue that comes further down.
    void name_all(stance_table& table) {
        table.rows->rewind();
        std::string buffer;
        while (auto const r = table.rows->next()) {
            actor_of(*r, table.actor.first(), table.actor.in(*r, buffer));
            issue_of(*r, table.issue.first(), table.issue.in(*r, buffer));
        }
    }

    /// Goes through all stances, and does with them what is to be done.
    void walk() {
        stances_ = records_ = without_stance_ = 0;
        has_row_.clear();
        for (table_number_ = 0; table_number_ != tables_.size(); ++table_number_) {
            auto& table = tables_[table_number_];
            table.rows->rewind();
            if (options_.wide) name_targets(table);
            for (bool more = true; more;) {
                try {
                    while (auto const r = table.rows->next()) {
                        ++records_;
                        if (options_.wide)
                            wide_row(table, *r);
                        else
                            long_row(table, *r);
                    }
                    more = false;
                } catch (error const&) {
                    more = in_record_ || table.rows->may_go_on();
                    in_record_ = false;
                    faults_.add();
                }
            }
        }
    }

    void long_row(stance_table& table, record const& r) {
        in_record_ = true;
        auto const actor_text = table.actor.in(r, actor_buffer_);
        auto const who = actor_of(r, table.actor.first(), actor_text);
        auto const issue_text = table.issue.in(r, issue_buffer_);
        auto const on = issue_of(r, table.issue.first(), issue_text);
        subject const about{actor_text, issue_text};
        if (auto held = table.cells.stance_in(r, about, on, scales_[on], values_, {issues_.index, scales_})) {
            extra_columns const more(*table.rows, r, table.others, about.actor, about.issue);
            take(table.cells, r, about, who, on, std::move(*held), table.issue.first(),
                 sink_.more_of_stances ? &more : nullptr);
        } else {
            ++without_stance_;
        }
        in_record_ = false;
    }

    void name_targets(stance_table& table) {
        auto const& header = table.rows->header();
        for (auto& target : table.targets) {
            try {
                target.number = options_.transposed ? actor_of(header, target.column, target.name)
                                                    : issue_of(header, target.column, target.name);
            } catch (error const&) {
                faults_.add();
            }
        }
        faults_.refuse();
    }

    void wide_row(stance_table& table, record const& r) {
        in_record_ = true;
        auto const& name = options_.transposed ? table.issue : table.actor;
        auto const text = name.in(r, actor_buffer_);
        extra_columns const of_row(*table.rows, r, table.others, options_.transposed ? std::string_view{} : text,
                                   options_.transposed ? text : std::string_view{});
        auto const row = options_.transposed
                             ? issue_of(r, name.first(), text)
                             : actor_of(r, name.first(), text, sink_.more_of_actors ? &of_row : nullptr);
        subject about{options_.transposed ? std::string_view{} : text, options_.transposed ? text : std::string_view{}};
        if (options_.repeated == repeated_stances::refuse && !has_from(table)) require_first(r, name.first(), row, about);
        in_record_ = false;
        for (auto const& target : table.targets) {
            (options_.transposed ? about.actor : about.issue) = target.name;
            auto const who = options_.transposed ? target.number : row, on = options_.transposed ? row : target.number;
            try {
                auto held = target.cells.stance_in(r, about, on, scales_[on], values_, {issues_.index, scales_});
                if (!held) {
                    ++without_stance_;
                    continue;
                }
                extra_columns const more(*table.rows, r, table.others, about.actor, about.issue);
                take(target.cells, r, about, who, on, std::move(*held), target.cells.first(),
                     sink_.more_of_stances ? &more : nullptr);
            } catch (error const&) {
                faults_.add();
            }
        }
    }

    /// Each row of a wide table is of another actor.
    void require_first(record const& r, std::size_t column, std::uint32_t row, subject const& about) {
        if (row >= has_row_.size()) has_row_.resize(std::max<std::size_t>(row + std::size_t{1}, actors_.index.size()));
        auto& earlier = has_row_[row];
        if (earlier.line != 0)
            refuse<graph_error>(r, column, about, errc::duplicate,
                                std::string(options_.transposed ? "the issue" : "the actor") + " has a row already, in " +
                                    place_text(earlier, r) + "; the option repeated says which counts");
        earlier = {table_number_, r.line()};
    }

    struct place {
        std::size_t table = 0, line = 0;
    };
    std::string place_text(place const& at, record const& seen_from) const {
        auto const& file = tables_[at.table].rows->source().name();
        return "line " + std::to_string(at.line) + (file == seen_from.file() ? "" : " of " + file);
    }

    void take(stance_columns const& at, record const& r, subject const& about, std::uint32_t who, std::uint32_t on, stance_on<scale>&& held,
              std::size_t key_column, extra_columns const* more) {
        auto const ordinal = stances_++;
        switch (doing_) {
        case task::collect:
            decisions_.add(who, on, held);
            return;
        case task::find:
            find(r, about, ordinal, key_column);
            return;
        case task::relate:
            if (options_.repeated != repeated_stances::refuse && !decisions_.apply(ordinal, held)) return;
            relate(r, at, who, on, std::move(held), more);
        }
    }

    void relate(record const& r, stance_columns const& at, std::uint32_t who, std::uint32_t on, stance_on<scale>&& held,
                extra_columns const* more) {
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
            r.locate(refusal, in_condition ? *at.condition : at.column_at_fault(refusal.code(), position, acceptable));
            throw;
        }
    }

    // ---- what is refused as a whole ---------------------------------------------------------------------------------

    /// Walks to stances that were refused because of others, so that reading need not remember places.
    void find(record const& r, subject const& about, std::size_t ordinal, std::size_t column) {
        if (auto const at = wanted_.find(ordinal); at != wanted_.end()) at->second = {table_number_, r.line()};
        auto const refused = std::ranges::lower_bound(repeated_, ordinal, {}, &repeated_stance::ordinal);
        if (refused == repeated_.end() || refused->ordinal != ordinal) return;
        std::string message = refused->message;
        if (auto const earlier = wanted_.find(refused->earlier); earlier != wanted_.end())
            message += ", in " + place_text(earlier->second, r);
        message += "; the option repeated says which counts";
        graph_error made(errc::duplicate, message,
                         {.actor = std::string(about.actor),
                          .issue = std::string(about.issue),
                          .ordinal = ordinal,
                          .earlier = refused->earlier});
        r.locate(made, column);
        faults_.add(made);
    }

    [[noreturn]] void refuse_repeated(std::vector<repeated_stance> refused) {
        std::ranges::sort(refused, {}, &repeated_stance::ordinal);
        if (refused.size() > options_.most_faults) refused.resize(options_.most_faults);
        repeated_ = std::move(refused);
        for (auto const& each : repeated_) wanted_[each.earlier] = {};
        doing_ = task::find;
        walk();
        faults_.refuse();
        throw graph_error(errc::duplicate, repeated_.front().message);
    }

    /// Adds the places of two stances of which the graph refused one, and those of others like them.
    void locate_repeated(error& refusal) {
        auto const ordinal = refusal.where().ordinal;
        if (ordinal == fault::npos || refusal.code() != errc::duplicate) return;
        doing_ = task::collect;
        decisions_.clear();
        walk();
        auto refused = decisions_.overlapping();
        if (std::ranges::none_of(refused, [&](auto const& each) { return each.ordinal == ordinal; }))
            refused.assign(1, {ordinal, refusal.where().earlier, has_stance_already});
        refuse_repeated(std::move(refused));
    }

    [[noreturn]] void refuse_nothing() const {
        auto const& header = tables_.front().rows->header();
        std::string message = "no stance was read: records: " + std::to_string(records_) +
                              ", cells without a position: " + std::to_string(without_stance_) + "; columns: ";
        for (std::size_t i = 0; i != header.size() && i != 8; ++i) {
            (message += i ? ", " : "") += header[i].empty() ? std::string_view("(no name)") : header[i];
            message += " (" + tables_.front().uses[i] + ')';
        }
        if (header.size() > 8) message += " and " + std::to_string(header.size() - 8) + " more";
        if (header.size() == 1) message += "; are the fields separated by another mark?";
        throw io_error(errc::syntax, std::move(message), {.file = tables_.front().rows->source().name()});
    }

    void say() {
        for (auto const& table : tables_) {
            auto const& header = table.rows->header();
            for (std::size_t i = 0; i != header.size(); ++i)
                report_->columns.push_back(
                    {table.rows->source().name(), i + 1, std::string(header[i]), table.uses[i]});
            for (auto const& note : table.notes)
                report_->notes.push_back(table.rows->source().name() + ": " + note);
        }
        report_->records += records_;
        report_->stances += stances_;
        report_->without_stance += without_stance_;
    }

    enum class task { collect, relate, find };

    stance_texts const& texts_;
    reading_options const& options_;
    row_sink& sink_;
    reading_report* report_;
    cell_values values_;
    fault_list faults_;
    boost::optional<scale> default_scale_;
    vertex_names actors_, issues_;
    std::vector<scale> scales_;  // of the issues
    // By what they were made from: equal scales share their categories, however many issues have them.
    std::map<std::tuple<std::string, std::string, boost::optional<double>, boost::optional<double>>, scale> made_;
    pending_relations relations_;

    std::vector<stance_table> tables_;
    task doing_ = task::relate;
    std::size_t table_number_ = 0, stances_ = 0, records_ = 0, without_stance_ = 0;
    bool in_record_ = false;
    std::string actor_buffer_, issue_buffer_;
    std::vector<place> has_row_;  // of the rows of wide tables
    repeated_decisions decisions_;
    std::vector<repeated_stance> repeated_;  // by ordinal
    std::map<std::size_t, place> wanted_;
};

}  // namespace entente::io::detail

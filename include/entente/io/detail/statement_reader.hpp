// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/statement_reader.hpp
/// What stands behind `parse_statements`: tables to a corpus.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/discourse/attribution.hpp"
#include "entente/discourse/corpus_builder.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/date.hpp"
#include "entente/io/detail/cell_values.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/fault_list.hpp"
#include "entente/io/detail/name_reader.hpp"
#include "entente/io/detail/reading_progress.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/stance_row.hpp"
#include "entente/io/detail/vertex_reader.hpp"
#include "entente/io/statement_files.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// How exactly a text that is a date of this form says it.
inline date_precision precision_of(std::string_view text, date_form form) {
    std::size_t numbers = 1;
    for (char const c : text) numbers += c == '-' || c == '/' || c == '.';
    switch (form) {
    case date_form::iso:
        return text.size() == 4   ? date_precision::year
               : text.size() == 7 ? date_precision::month
               : text.size() > 10 ? date_precision::time
                                  : date_precision::day;
    case date_form::year_month_day:
        if (numbers == 1)
            return text.size() == 4   ? date_precision::year
                   : text.size() == 6 ? date_precision::month
                                      : date_precision::day;
        return numbers == 2 ? date_precision::month : date_precision::day;
    case date_form::day_month_year:
    case date_form::month_day_year:
        return numbers == 1 ? date_precision::year : date_precision::day;
    case date_form::unix_seconds:
    case date_form::unix_milliseconds:
    case date_form::words:
        break;
    }
    return date_precision::time;
}

/// Takes what tables say of actors and issues into a corpus and its relations.
class statement_sink final : public row_sink {
public:
    statement_sink() {
        holds = {};
        holds.status = holds.acceptable = holds.valid = holds.condition = holds.capability = false;
        holds.influences = holds.part_of = false;
    }

    void add(actor&& who, extra_columns const*) override { relations.actors.push_back(std::move(who)); }
    void add(basic_issue<scale>&& what, extra_columns const*) override {
        issues.push_back(what.name);
        build.add(std::move(what));
    }
    void relate(table_relation kind, std::uint32_t from, std::uint32_t to, double, period const& valid) override {
        if (from == to)
            throw graph_error(fault_code::self_relation, "an actor is related to itself",
                              {.actor = relations.actors[from].name});
        (kind == table_relation::speaks_for ? relations.speak : relations.belong)
            .push_back({relations.actors[from].name, relations.actors[to].name, valid});
    }
    // Statements are added by their reader.
    void reserve(std::size_t) override {}
    void relate(std::uint32_t, std::uint32_t, stance_on<scale>&&, extra_columns const*) override {}
    bool accepts(std::uint32_t, std::uint32_t, stance_on<scale> const&) const override { return true; }
    void freeze() override {}

    corpus::builder build{};
    std::vector<std::string> issues;  // by number
    actor_relations relations;
};

/// Reads tables into a corpus. One object reads one.
class statement_reader : private vertex_reader {
public:
    statement_reader(stance_texts const& texts, reading_options const& options, std::vector<std::string> const& kept,
                     statement_sink& sink, reading_report* report)
        : vertex_reader(texts, options, sink)
        , into_(sink)
        , kept_(kept)
        , report_(report)
        , values_(options)
        , faults_(options.most_faults) {
        if (options.wide) throw error(fault_code::invalid_argument, "a table of statements is long, not wide");
        auto const policy = options.repeated;
        if (policy != repeated_stances::refuse && policy != repeated_stances::first && policy != repeated_stances::last)
            throw error(fault_code::invalid_argument,
                        "of statements that are repeated the first or the last counts, or all",
                        {.value = to_string(policy)});
        for (auto const& [member, column] : options.columns)
            if (std::ranges::find(members, member) == std::end(members))
                throw io_error(fault_code::unknown_name,
                               "a table of statements has no such column to be called otherwise", {.value = member});
    }

    statement_tables read() {
        if (texts_.issues) read_issues(*texts_.issues);
        if (texts_.actors) read_actors(*texts_.actors);
        if (texts_.actor_names) actors_.translated.emplace(open(*texts_.actor_names), options_.actor_names);
        if (texts_.issue_names) issues_.translated.emplace(open(*texts_.issue_names), options_.issue_names);
        for (auto const& name : kept_) into_.build.add_column(name);
        more_.resize(kept_.size());
        open_table(texts_.stances);
        for (auto const& text : texts_.more) open_table(text);
        std::size_t rows = 0;
        for (auto const& t : tables_)
            if (options_.progress) rows += t.rows->expected_size();
        progress_.emplace(options_.progress, options_.repeated != repeated_stances::refuse ? 2 * rows : rows);
        if (options_.repeated != repeated_stances::refuse) {
            collecting_ = true;
            walk();
            faults_.refuse();
            collecting_ = false;
        }
        walk();
        if (texts_.relations) read_relations(*texts_.relations);
        faults_.refuse();
        relations_.relate(into_);
        if (into_.build.size() == 0 && !options_.may_be_empty)
            throw io_error(fault_code::syntax, "no statement was read: records: " + std::to_string(records_),
                           {.file = texts_.stances.name()});
        if (report_) say();
        return {std::move(into_.build).freeze(), std::move(into_.relations)};
    }

private:
    static constexpr std::string_view members[] = {"date",     "document", "speaker",    "actor", "issue",
                                                   "position", "salience", "confidence", "source"};
    struct table {
        std::unique_ptr<record_source> rows;
        std::size_t date;
        name_columns_in issue, actor, speaker;  // actor or speaker may have no columns
        column_index document;
        stance_columns cells;
        std::vector<std::size_t> kept;
        std::vector<std::string> uses, notes;
    };

    void open_table(source_text const& text) {
        csv_dialect const dialect{.delimiter = options_.delimiter,
                                  .skipped_lines = options_.skipped_lines,
                                  .comment = options_.comment,
                                  .header_rows = options_.header_rows,
                                  .column_names = options_.column_names};
        if (text.format()) require_no_dialect(text);
        std::string note;
        table made;
        made.rows = open(text, dialect, &note, options_.delimiter == 0);
        if (!note.empty()) made.notes.push_back(note);
        made.uses.assign(made.rows->header().size(), "passed over");
        csv_columns columns(*made.rows, options_.columns, options_.ignored_columns);
        auto const name = [&](std::string_view member, bool needed) {
            auto const* const renamed = columns.renamed(member);
            if (!needed && (renamed ? renamed->empty() : !columns.find(member))) return name_columns_in();
            return name_columns_in(columns.find_name(member), options_.joined_by);
        };
        made.date = columns.required("date");
        made.issue = name("issue", true);
        made.speaker = name("speaker", false);
        made.actor = name("actor", made.speaker.parts.empty());
        made.document = columns.find("document");
        auto const& answers = options_.answers.empty() ? options_.counts : options_.answers;
        if (answers.empty()) made.cells.position = columns.required("position");
        for (auto const& each : answers) made.cells.answers.push_back({columns.present(each.column), each.position});
        made.cells.counted = !options_.counts.empty();
        made.cells.salience = columns.find("salience");
        made.cells.confidence = columns.find("confidence");
        made.cells.source = columns.find("source");
        made.cells.plain = !made.cells.salience && !made.cells.confidence && !made.cells.source;
        for (auto const& column : kept_) made.kept.push_back(columns.present(column));
        auto const use = [&](column_index at, char const* as) {
            if (at) made.uses[*at] = as;
        };
        use(made.date, "date"), use(made.document, "document"), use(made.cells.position, "position");
        use(made.cells.salience, "salience"), use(made.cells.confidence, "confidence");
        use(made.cells.source, "source");
        for (auto const at : made.kept)
            if (made.uses[at] == "passed over") made.uses[at] = "kept";
        for (auto const& each : made.cells.answers) made.uses[each.column] = "answer " + each.text;
        std::pair<name_columns_in*, char const*> const names[] = {
            {&made.issue, "issue"}, {&made.actor, "actor"}, {&made.speaker, "speaker"}};
        for (auto const& [columns_in, as] : names) {
            if (columns_in->parts.empty()) continue;
            for (auto const& part : columns_in->parts)
                if (part.column != csv_columns::file_name) made.uses[part.column] = as;
            if (auto said = columns_in->find_whole_numbers(*made.rows); !said.empty())
                made.notes.push_back(std::move(said));
        }
        tables_.push_back(std::move(made));
    }

    void walk() {
        records_ = without_ = 0;
        row_ = 0;
        for (auto& t : tables_) {
            t.rows->rewind();
            for (bool more = true; more;) {
                try {
                    while (auto const r = t.rows->next()) {
                        ++records_;
                        progress_->step();
                        in_record_ = true;
                        read(t, *r);
                        in_record_ = false;
                    }
                    more = false;
                } catch (error const&) {
                    more = in_record_ || t.rows->may_go_on();
                    in_record_ = false;
                    faults_.add();
                }
            }
        }
    }

    void read(table const& t, record const& r) {
        auto const ordinal = row_++;
        auto const speaker = t.speaker.parts.empty() ? std::string_view() : t.speaker.in(r, speaker_);
        auto actor_text = t.actor.parts.empty() ? std::string_view() : t.actor.in(r, actor_);
        auto const actor_at = actor_text.empty() && !t.speaker.parts.empty() ? t.speaker.first() : t.actor.first();
        if (actor_text.empty()) actor_text = speaker;
        if (actor_text.empty())
            r.refuse<graph_error>(actor_at, fault_code::unknown_name, "a statement needs a speaker or an actor");
        auto const issue_text = t.issue.in(r, issue_);
        if (issue_text.empty())
            r.refuse<graph_error>(t.issue.first(), fault_code::unknown_name, "a statement needs an issue",
                                  std::string(actor_text));
        subject const about{actor_text, issue_text};
        auto const date_text = r[t.date];
        if (date_text.empty()) refuse<io_error>(r, t.date, about, fault_code::syntax, "a statement needs a date");
        auto const at = date_in(r, t.date, about, options_.dates, {});
        if (options_.repeated != repeated_stances::refuse && !counts(ordinal, at, r, t, speaker, about)) return;
        auto const who = actor_of(r, actor_at, actor_text);
        auto const on = issue_of(r, t.issue.first(), issue_text);
        auto const held = t.cells.stance_in(r, about, on, scales_[on], values_, {issues_.index, scales_});
        if (!held) {
            ++without_;
            return;
        }
        made_.date = {at, precision_of(date_text, options_.dates)};
        made_.document = cell(r, t.document);
        made_.speaker = speaker;
        made_.on_behalf_of = into_.relations.actors[who].name;
        made_.issue = into_.issues[on];
        made_.position = held->position ? stated_position(*held->position) : stated_position();
        made_.salience = held->salience.value_or(1);
        made_.confidence = held->confidence;
        made_.source = held->source;
        made_.line = r.line();
        for (std::size_t i = 0; i < kept_.size(); ++i) more_[i] = r[t.kept[i]];
        try {
            into_.build.add(made_, more_);
        } catch (error& refusal) {
            r.locate(refusal, refusal.code() == fault_code::out_of_range ? t.date : t.cells.first());
            throw;
        }
    }

    /// Whether a row counts among those that repeat it; while rows are collected none does.
    bool counts(std::size_t ordinal, time_point at, record const& r, table const& t, std::string_view speaker,
                subject const& about) {
        std::string key = std::to_string(at.time_since_epoch().count());
        for (auto const part : {cell(r, t.document), speaker, about.actor, about.issue})
            (key += ' ') += std::to_string(part.size()) + ':' + std::string(part);
        if (!collecting_) return counted_.at(key) == ordinal;
        auto const [known, is_new] = counted_.emplace(std::move(key), ordinal);
        if (!is_new && options_.repeated == repeated_stances::last) known->second = ordinal;
        return false;
    }

    void say() {
        for (auto const& t : tables_) {
            auto const& header = t.rows->header();
            for (std::size_t i = 0; i != header.size(); ++i)
                report_->columns.push_back({t.rows->source().name(), i + 1, std::string(header[i]), t.uses[i]});
            for (auto const& note : t.notes) report_->notes.push_back(t.rows->source().name() + ": " + note);
        }
        report_->records += records_;
        report_->stances += into_.build.size();
        report_->without_stance += without_;
    }

    statement_sink& into_;
    std::vector<std::string> const& kept_;
    reading_report* report_;
    cell_values values_;
    fault_list faults_;
    std::vector<table> tables_;
    std::size_t records_ = 0, without_ = 0, row_ = 0;
    boost::optional<reading_progress> progress_;
    bool in_record_ = false, collecting_ = false;
    std::string actor_, speaker_, issue_;
    std::vector<std::string_view> more_;
    statement made_;
    by_text<std::size_t> counted_;
};

}  // namespace entente::io::detail

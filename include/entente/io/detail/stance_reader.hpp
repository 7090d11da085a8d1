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
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/cell_values.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/fault_list.hpp"
#include "entente/io/detail/name_reader.hpp"
#include "entente/io/detail/reading_progress.hpp"
#include "entente/io/detail/repeated.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/stance_row.hpp"
#include "entente/io/detail/stance_table.hpp"
#include "entente/io/detail/vertex_reader.hpp"
#include "entente/io/extra_columns.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"

namespace entente::io::detail {

/// Reads tables into a sink. One object reads one graph.
class stance_reader : private vertex_reader {
public:
    stance_reader(stance_texts const& texts, reading_options const& options, row_sink& sink, reading_report* report)
        : vertex_reader(texts, options, sink)
        , report_(report)
        , values_(options)
        , faults_(options.most_faults) {}

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
            if (text.format()) require_no_dialect(text);
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
        bool const dated =
            options_.repeated == repeated_stances::latest || options_.repeated == repeated_stances::succession;
        for (auto const& table : tables_)
            if (dated && !has_from(table))
                throw io_error(fault_code::unknown_name,
                               std::string("repeated stances as ") + to_string(options_.repeated) +
                                   " are told apart by a column from, and there is none: the option columns names it",
                               {.file = table.rows->source().name()});
    }
    bool has_from(stance_table const& table) const {
        return options_.wide ? !table.targets.empty() && table.targets.front().cells.from
                             : table.cells.from.has_value();
    }

    void read_stances() {
        std::size_t rows = 0;
        for (auto const& table : tables_)
            rows += table.rows->expected_size();
        bool const twice = options_.repeated != repeated_stances::refuse;
        progress_.emplace(options_.progress, twice ? 2 * rows : rows);
        for (auto& table : tables_)
            if (table.cells.condition) name_all(table);
        if (twice) {
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
        stances_ = records_ = without_stance_ = empty_positions_ = 0;
        has_row_.clear();
        for (table_number_ = 0; table_number_ != tables_.size(); ++table_number_) {
            auto& table = tables_[table_number_];
            table.rows->rewind();
            if (options_.wide) name_targets(table);
            for (bool more = true; more;) {
                try {
                    while (auto const r = table.rows->next()) {
                        ++records_;
                        progress_->step();
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
            if (table.cells.position && r[*table.cells.position].empty()) ++empty_positions_;
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
        if (options_.repeated == repeated_stances::refuse && !has_from(table))
            require_first(r, name.first(), row, about);
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
            refuse<graph_error>(r, column, about, fault_code::duplicate,
                                std::string(options_.transposed ? "the issue" : "the actor") +
                                    " has a row already, in " + place_text(earlier, r) +
                                    "; the option repeated says which counts");
        earlier = {table_number_, r.line()};
    }

    struct place {
        std::size_t table = 0, line = 0;
    };
    std::string place_text(place const& at, record const& seen_from) const {
        auto const& file = tables_[at.table].rows->source().name();
        return "line " + std::to_string(at.line) + (file == seen_from.file() ? "" : " of " + file);
    }

    void take(stance_columns const& at, record const& r, subject const& about, std::uint32_t who, std::uint32_t on,
              stance_on<scale>&& held, std::size_t key_column, extra_columns const* more) {
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
            r.locate(refusal, in_condition
                                  ? *at.condition
                                  : at.column_at_fault(refusal.code(), position, acceptable, scales_[on]));
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
        graph_error made(fault_code::duplicate, message,
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
        throw graph_error(fault_code::duplicate, repeated_.front().message);
    }

    /// Adds the places of two stances of which the graph refused one, and those of others like them.
    void locate_repeated(error& refusal) {
        auto const ordinal = refusal.where().ordinal;
        if (ordinal == fault::npos || refusal.code() != fault_code::duplicate) return;
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
        throw io_error(fault_code::syntax, std::move(message), {.file = tables_.front().rows->source().name()});
    }

    void say() {
        for (auto const& table : tables_) {
            auto const& header = table.rows->header();
            for (std::size_t i = 0; i != header.size(); ++i)
                report_->columns.push_back({table.rows->source().name(), i + 1, std::string(header[i]), table.uses[i]});
            for (auto const& note : table.notes) report_->notes.push_back(table.rows->source().name() + ": " + note);
        }
        // A blank in a table is seen; a member that a record lacks is not.
        if (empty_positions_ != 0 && texts_.stances.format())
            report_->notes.push_back(texts_.stances.name() + ": records without a position, read as withheld: " +
                                     std::to_string(empty_positions_));
        for (auto const* const names : {&actors_, &issues_})
            if (auto const alike = names->index.look_alikes())
                report_->notes.push_back("two " + std::string(names == &actors_ ? "actors" : "issues") +
                                         " have names that look alike, \"" + alike->first + "\" and \"" +
                                         alike->second + '"');
        report_->records += records_;
        report_->stances += stances_;
        report_->without_stance += without_stance_;
    }

    enum class task { collect, relate, find };

    reading_report* report_;
    cell_values values_;
    fault_list faults_;

    std::vector<stance_table> tables_;
    task doing_ = task::relate;
    boost::optional<reading_progress> progress_;
    std::size_t table_number_ = 0, stances_ = 0, records_ = 0, without_stance_ = 0, empty_positions_ = 0;
    bool in_record_ = false;
    std::string actor_buffer_, issue_buffer_;
    std::vector<place> has_row_;  // of the rows of wide tables
    repeated_decisions decisions_;
    std::vector<repeated_stance> repeated_;  // by ordinal
    std::map<std::size_t, place> wanted_;
};

}  // namespace entente::io::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/stance_table.hpp
/// A table of stances, and what its columns are.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/column_pattern.hpp"
#include "entente/io/detail/csv_columns.hpp"
#include "entente/io/detail/name_reader.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/stance_row.hpp"
#include "entente/io/record.hpp"

namespace entente::io::detail {

/// A table and what its columns are.
struct stance_table {
    std::unique_ptr<record_source> rows;
    name_columns_in actor, issue;  // of a long table; of a wide one that of the rows
    stance_columns cells;          // of a long table
    struct target {                // a column of a wide one: an issue, or an actor where it is transposed
        std::string name;
        std::size_t column;
        stance_columns cells;
        std::uint32_t number = 0;
    };
    std::vector<target> targets;
    std::vector<std::size_t> others;  // that are not read
    std::vector<std::string> notes;
    std::vector<std::string> uses;  // by column, for the report
};

/// Finds out what the columns of a table are.
class table_planner {
public:
    table_planner(reading_options const& options, held_columns const& holds) : options_(options), holds_(holds) {}

    /// `is_listed` tells whether the table of issues (actors, where transposed) lists a name; empty without a table.
    template <class Listed>
    stance_table plan(std::unique_ptr<record_source> rows, bool has_list, Listed const& is_listed) const {
        stance_table made;
        made.rows = std::move(rows);
        made.uses.assign(made.rows->header().size(), "passed over");
        if (options_.wide)
            plan_wide(made, has_list, is_listed);
        else
            plan_long(made);
        for (auto* const name : {&made.actor, &made.issue}) {
            if (name->parts.empty()) continue;
            if (auto note = name->find_whole_numbers(*made.rows); !note.empty()) made.notes.push_back(std::move(note));
        }
        return made;
    }

private:
    void plan_long(stance_table& made) const {
        for (auto const& [member, column] : options_.columns)
            if (member != "actor" && member != "issue" && !is_member(member))
                throw io_error(fault_code::unknown_name, "a long file has no such column to be called otherwise",
                               {.value = member});
        csv_columns columns(*made.rows, options_.columns, options_.ignored_columns);
        made.actor = name_columns_in(columns.find_name("actor"), options_.joined_by);
        made.issue = name_columns_in(columns.find_name("issue"), options_.joined_by);
        auto const& answers = options_.answers.empty() ? options_.counts : options_.answers;
        if (answers.empty()) made.cells.position = columns.required("position");
        for (auto const& each : answers) made.cells.answers.push_back({columns.present(each.column), each.position});
        made.cells.counted = !options_.counts.empty();
        made.cells.find(holds_, [&](bool wanted, std::string_view name) { return columns.find_if(wanted, name); });
        made.others = columns.others();
        say(made, made.actor, "actor");
        say(made, made.issue, "issue");
        say(made, made.cells, "");
    }

    static bool is_member(std::string_view name) {
        return std::ranges::find(stance_columns::members, name) != std::end(stance_columns::members);
    }

    template <class Listed>
    void plan_wide(stance_table& made, bool has_list, Listed const& is_listed) const {
        auto const& header = made.rows->header();
        std::string_view const of_rows = options_.transposed ? "issue" : "actor";
        std::string const each = options_.transposed ? "actor" : "issue";
        for (auto const& [member, column] : options_.columns)
            if (member != of_rows && !(is_member(member) && member != "condition" && member != "fallback"))
                throw io_error(fault_code::unknown_name, "a wide file has no such column to be called otherwise",
                               {.value = member});
        csv_columns columns(*made.rows, options_.columns, options_.ignored_columns);
        auto& name = options_.transposed ? made.issue : made.actor;
        if (columns.renamed(of_rows)) {
            name = name_columns_in(columns.find_name(of_rows), options_.joined_by);
        } else {
            std::size_t first = 0;
            if (header[0].empty() && header.size() > 1 && counts_rows(*made.rows)) {
                first = 1;
                made.notes.push_back("the first column has no name and counts the rows: it is passed over");
            }
            while (first + 1 < header.size() && columns.is_ignored(first)) ++first;
            name = name_columns_in({columns.read(first)}, options_.joined_by);
        }
        say(made, name, of_rows);

        // What one column says of all stances of its row.
        stance_columns shared;
        auto const by_pattern = [&](std::string_view member) -> std::string const* {
            auto const* const reference = columns.renamed(member);
            return reference && has_parts(*reference) ? reference : nullptr;
        };
        shared.find(holds_, [&](bool wanted, std::string_view member) -> column_index {
            if (!wanted || !columns.renamed(member) || by_pattern(member)) return boost::none;
            return columns.find(member);
        });
        say(made, shared, "");

        find_targets(made, columns, has_list, is_listed);
        for (auto& target : made.targets) {
            auto cells = shared;
            cells.position = target.cells.position;
            cells.answers = target.cells.answers;
            cells.optional = true;
            bool plain = shared.plain;
            auto const place = [&](std::string_view member, column_index& at) {
                auto const* const pattern = by_pattern(member);
                if (!pattern) return;
                at = with_name(columns, header, *pattern, target.name);
                if (!at)
                    header.refuse(target.column, fault_code::unknown_name,
                                  "there is no column for the " + std::string(member) + " of this " + each +
                                      " of the form " + *pattern);
                plain = false;
            };
            place("salience", cells.salience), place("confidence", cells.confidence), place("status", cells.status);
            place("accept_from", cells.accept_from), place("accept_to", cells.accept_to);
            place("from", cells.from), place("to", cells.to), place("source", cells.source);
            place("capability", cells.capability);
            cells.plain = plain;
            say(made, cells, " of " + target.name);
            target.cells = std::move(cells);
        }
        made.others = columns.others();
    }

    template <class Listed>
    void find_targets(stance_table& made, csv_columns& columns, bool has_list, Listed const& is_listed) const {
        auto const& header = made.rows->header();
        std::string const each = options_.transposed ? "actor" : "issue";
        if (auto const* const pattern = columns.renamed("position")) {
            if (!has_parts(*pattern))
                throw io_error(fault_code::unknown_name,
                               "in a wide file the column of positions names the " + each + ", as in {issue} Position",
                               {.value = *pattern});
            find_by_pattern(made, columns, *pattern);
        } else {
            std::vector<bool> chosen(header.size(), options_.issue_columns.empty());
            for (auto const& chosen_pattern : options_.issue_columns)
                if (!columns.mark(chosen_pattern, chosen)) columns.refuse_missing(chosen_pattern);
            std::vector<std::size_t> left_out;
            for (std::size_t i = 0; i != header.size(); ++i) {
                if (columns.is_read(i) || columns.is_ignored(i)) continue;
                if (header[i].empty()) continue;
                bool const listed = !options_.issue_columns.empty() || !has_list || is_listed(header[i]);
                if (chosen[i] && listed && !belongs_elsewhere(header[i]))
                    made.targets.push_back({std::string(header[i]), i, {}});
                else
                    left_out.push_back(i);
            }
            if (options_.issue_columns.empty() && !has_list) {
                refuse_mistakable(made);
                if (!made.targets.empty())
                    made.notes.push_back("taken for " + each + "s, since nothing says which columns are: " +
                                         some_of(made.targets.size(), [&](std::size_t k) -> std::string_view {
                                             return made.targets[k].name;
                                         }));
            }
            for (auto const& target : made.targets) columns.read(target.column);
            for (auto& target : made.targets) target.cells.position = target.column;
            if (!left_out.empty())
                made.notes.push_back("columns that are no " + each + ": " +
                                     some_of(left_out.size(), [&](std::size_t k) { return header[left_out[k]]; }));
        }
        if (!made.targets.empty()) return;
        std::string message = "no column is an " + each;
        if (header.size() == 1 && header[0].find_first_of(";\t|") != std::string_view::npos)
            message += "; are the fields separated by another mark? The option delimiter says which";
        else if (has_list)
            message += ": the table of " + each + "s lists none of them";
        header.refuse(header.size(), fault_code::unknown_name, message);
    }

    /// The first names of a list, and how many more there are.
    template <class Name>
    static std::string some_of(std::size_t size, Name const& name) {
        std::string names;
        for (std::size_t k = 0; k != size && k != 8; ++k) (names += k ? ", " : "") += name(k);
        return size > 8 ? names + " and " + std::to_string(size - 8) + " more" : names;
    }
    /// Columns that a pattern of another member names are none of positions.
    bool belongs_elsewhere(std::string_view name) const {
        for (auto const& [member, pattern] : options_.columns) {
            name_parts parts;
            if (member != "position" && has_parts(pattern) && matches(pattern, name, parts)) return true;
        }
        return false;
    }

    void find_by_pattern(stance_table& made, csv_columns& columns, std::string const& pattern) const {
        auto const& header = made.rows->header();
        bool const by_answer = pattern.find("{answer}") != pattern.npos;
        for (std::size_t i = 0; i != header.size(); ++i) {
            name_parts parts;
            if (columns.is_read(i) || columns.is_ignored(i) || !matches(pattern, header[i], parts)) continue;
            columns.read(i);
            auto target = std::ranges::find_if(made.targets, [&](auto const& t) { return t.name == parts.issue; });
            if (target == made.targets.end())
                target = made.targets.insert(made.targets.end(), {std::string(parts.issue), i, {}});
            else if (!by_answer)
                header.refuse(i, fault_code::duplicate, "two columns of positions on " + target->name);
            if (by_answer)
                target->cells.answers.push_back({i, std::string(parts.answer)});
            else
                target->cells.position = i;
        }
    }

    /// The column whose name fits the pattern with this name in it.
    static column_index with_name(csv_columns& columns, record const& header, std::string_view pattern,
                                  std::string_view name) {
        for (std::size_t i = 0; i != header.size(); ++i) {
            name_parts parts;
            if (matches(pattern, header[i], parts) && parts.issue == name) return columns.read(i);
        }
        return boost::none;
    }

    /// Without a word of what the issues are, columns that may be anything else are not taken for issues.
    void refuse_mistakable(stance_table const& made) const {
        std::vector<std::size_t> doubtful;
        std::size_t numbers = 0;
        for (auto const& target : made.targets) numbers += whole_number(target.name).has_value();
        bool const mixed = numbers > 1 && numbers != made.targets.size();
        for (auto const& target : made.targets)
            if (is_about_positions(target.name) || (mixed && !whole_number(target.name)))
                doubtful.push_back(target.column);
        auto const& header = made.rows->header();
        refuse_record_as_header(made);
        refuse_answers(made);
        if (doubtful.empty()) return;
        std::string names;
        for (auto const i : doubtful) (names += names.empty() ? "" : ", ") += header[i];
        header.refuse(doubtful[0], fault_code::unknown_name,
                      std::string("columns that may be no ") + (options_.transposed ? "actors" : "issues") + ": " +
                          names + "; say which are by issue_columns, or which are not by ignored_columns");
    }

    /// A row of numbers that do not count the issues is rather a record.
    void refuse_record_as_header(stance_table const& made) const {
        if (made.targets.size() < 2 || options_.header_rows == 0 || !options_.column_names.empty()) return;
        double last = std::numeric_limits<double>::lowest();
        bool ascend = true;
        for (auto const& target : made.targets) {
            auto const x = parse_number(target.name);
            if (!x) return;
            ascend = ascend && *x > last && whole_number(target.name);
            last = *x;
        }
        if (!ascend)
            made.rows->header().refuse(made.targets[0].column, fault_code::unknown_name,
                                       "the first row may be a record, and not the names of the columns: say "
                                       "header_rows 0 with column_names, or name the columns by issue_columns");
    }

    /// Columns q1_yes, q1_no, q2_yes, q2_no of which one holds 1 are the answers to two questions, and not four issues.
    void refuse_answers(stance_table const& made) const {
        std::vector<std::pair<std::string_view, std::string_view>> parts;
        std::vector<std::string_view> questions, answers;
        auto const add = [](std::vector<std::string_view>& to, std::string_view text) {
            if (std::ranges::find(to, text) == to.end()) to.push_back(text);
        };
        char mark = 0;
        for (auto const& target : made.targets) {
            auto const at = target.name.find_last_of("_-. :");
            if (at == target.name.npos || at == 0 || at + 1 == target.name.size()) return;
            if (mark != 0 && mark != target.name[at]) return;
            mark = target.name[at];
            std::string_view const name = target.name;
            parts.emplace_back(name.substr(0, at), name.substr(at + 1));
            add(answers, parts.back().second);
            if (answers.size() > 20) return;
            if (questions.empty() || questions.back() != parts.back().first) add(questions, parts.back().first);
            if (questions.size() > 1'000) return;
        }
        if (answers.size() < 2 || questions.size() < 2 || answers.size() * questions.size() != parts.size()) return;
        if (!holds_one_answer(made, parts)) return;
        made.rows->header().refuse(
            made.targets[0].column, fault_code::unknown_name,
            std::string(
                "columns may be the answers to a question each, of which one holds 1: say the column position as "
                "{issue}") +
                mark + "{answer}, or name the issues by issue_columns");
    }
    static bool holds_one_answer(stance_table const& made,
                                 std::vector<std::pair<std::string_view, std::string_view>> const& parts) {
        constexpr std::size_t most = 200;
        bool holds = true;
        made.rows->rewind();
        try {
            for (std::size_t k = 0; holds && k != most; ++k) {
                auto const r = made.rows->next();
                if (!r) break;
                std::vector<std::string_view> given;
                for (std::size_t i = 0; holds && i != parts.size(); ++i) {
                    auto const text = (*r)[made.targets[i].column];
                    holds = text.empty() || text == "0" || text == "1";
                    if (text == "1") given.push_back(parts[i].first);
                }
                std::ranges::sort(given);
                holds = holds && std::ranges::adjacent_find(given) == given.end();
            }
        } catch (error const&) {  // told when the table is read
        }
        made.rows->rewind();
        return holds;
    }

    /// Whether the first column counts the rows, from 0 or 1.
    static bool counts_rows(record_source& rows) {
        constexpr std::size_t most = 1000;
        bool counts = true;
        std::size_t k = 0, first = 0;
        rows.rewind();
        try {
            while (counts && k != most) {
                auto const r = rows.next();
                if (!r) break;
                auto const number = parse_number((*r)[0]);
                if (k == 0) first = number && *number == 1 ? 1 : 0;
                counts = number && *number == static_cast<double>(first + k);
                ++k;
            }
        } catch (error const&) {  // told when the table is read
        }
        rows.rewind();
        return counts && k != 0;
    }

    static void say(stance_table& made, name_columns_in const& name, std::string_view use) {
        for (auto const& part : name.parts)
            if (part.column != csv_columns::file_name) made.uses[part.column] = use;
    }
    static void say(stance_table& made, stance_columns const& cells, std::string const& of) {
        auto const use = [&](column_index at, char const* member) {
            if (at) made.uses[*at] = member + of;
        };
        use(cells.position, "position");
        use(cells.salience, "salience"), use(cells.confidence, "confidence"), use(cells.status, "status");
        use(cells.accept_from, "accept_from"), use(cells.accept_to, "accept_to");
        use(cells.condition, "condition"), use(cells.unheld_condition, "condition"), use(cells.fallback, "fallback");
        use(cells.from, "from"), use(cells.to, "to"), use(cells.source, "source");
        use(cells.capability, "capability");
        for (auto const& each : cells.answers) made.uses[each.column] = "answer " + each.text + of;
    }

    reading_options const& options_;
    held_columns const& holds_;
};

}  // namespace entente::io::detail

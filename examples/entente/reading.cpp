// SPDX-License-Identifier: BSL-1.0
#include "reading.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/io/text_position.hpp"
#include "entente/json/records.hpp"
#ifdef ENTENTE_PROGRAM_HAS_SQLITE
#include "entente/sqlite/read_query.hpp"
#endif
#include "output_file.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

namespace {

constexpr char const* stances_group = "Files of stances";
constexpr char const* shape_group = "Shape of the files";
constexpr char const* text_group = "Text of the files";
constexpr char const* value_group = "Values in the files";

/// NAME=VALUE; an equals sign in quotes is none. Throws entente::error.
std::pair<std::string, std::string> pair_of(std::string const& field, char const* message) {
    auto const equals = field.find('=');
    if (equals == field.npos || equals == 0) refuse(message, field);
    return {field.substr(0, equals), field.substr(equals + 1)};
}

std::vector<std::string> list_of(std::string const& text) {
    return text.empty() ? std::vector<std::string>{} : split(text);
}

/// A mark of one character, or its name.
char mark_of(std::string const& text, char const* option) {
    if (text == "tab" || text == "\\t") return '\t';
    if (text == "comma") return ',';
    if (text == "semicolon") return ';';
    if (text == "bar") return '|';
    if (text == "space") return ' ';
    if (text.size() != 1)
        refuse(std::string(option) + " is one character, or tab, comma, semicolon, bar or space", text);
    return text[0];
}

/// `1..3=yes`, `9=`, `tax:0=`: the meanings of codes.
void add_meanings(std::string const& field, std::vector<io::value_meaning>& to) {
    auto const [left, meaning] = pair_of(field, "values are written CODE=MEANING or FIRST..LAST=MEANING");
    auto const dots = left.find("..");
    if (dots != left.npos && dots != 0) {
        auto const first = io::parse_number(left.substr(0, dots)), last = io::parse_number(left.substr(dots + 2));
        if (first && last && *first <= *last && *last - *first < 1000 && std::abs(*first) < 1e15 &&
            *first == std::trunc(*first)) {
            for (auto code = static_cast<long>(*first); static_cast<double>(code) <= *last; ++code)
                to.push_back({std::to_string(code), meaning});
            return;
        }
    }
    to.push_back({left, meaning});
}

/// A table from,to and optionally issue.
void add_meanings(io::source_text const& table, std::vector<io::value_meaning>& to) {
    io::csv_reader reader(table, io::guess_dialect(table));
    auto const from = reader.column("from"), meaning = reader.column("to"), issue = reader.column("issue");
    if (!from || !meaning)
        reader.header().refuse(0, fault_code::unknown_name,
                               "a table of values has the columns from and to, and may have issue");
    while (auto const row = reader.next())
        to.push_back({std::string((*row)[*from]), std::string((*row)[*meaning]),
                      issue ? std::string((*row)[*issue]) : std::string()});
}

std::vector<io::answer_column> answers_of(std::string const& text, char const* message) {
    std::vector<io::answer_column> all;
    for (auto const& field : list_of(text)) {
        if (field.find('=') == field.npos) {
            all.push_back({field, field});
            continue;
        }
        auto [column, position] = pair_of(field, message);
        all.push_back({std::move(column), std::move(position)});
    }
    return all;
}

/// FILE or FILE:KEY=NAME.
std::pair<std::string, io::name_columns> names_of(std::string const& text) {
    auto const colon = text.rfind(':');
    if (colon == text.npos || colon + 1 == text.size() || text[colon + 1] == '/' || text.find('=', colon) == text.npos)
        return {text, {}};
    auto [key, name] = pair_of(text.substr(colon + 1), "names are written FILE or FILE:KEY=NAME");
    return {text.substr(0, colon), {std::move(key), std::move(name)}};
}

/// By the ending of the file.
std::string format_of(std::string const& file) {
    auto const ends = [&](std::string_view with) { return std::string_view(file).ends_with(with); };
    if (ends(".json")) return "json";
    if (ends(".sqlite") || ends(".sqlite3") || ends(".db") || ends(".dna")) return "sqlite";
    return ends(".jsonl") || ends(".ndjson") ? "jsonl" : "csv";
}

io::source_text in_format(io::source_text text, std::string const& format, std::string const& records) {
    if (format == "json") return text.as(io::json_records(records));
    if (format == "jsonl") return text.as(io::json_lines(records));
    if (format != "csv") refuse("formats of files: csv, json, jsonl, sqlite", format);
    return text;
}

/// A database has no text to be read; `records` is a table or a query.
io::source_text of_database([[maybe_unused]] std::string const& file, [[maybe_unused]] std::string const& records) {
#ifdef ENTENTE_PROGRAM_HAS_SQLITE
    sources::refuse_output(file);
    return io::sqlite_query(file, records);
#else
    refuse("this program was built without SQLite", file);
#endif
}

}  // namespace

void reading::add_options(command_line app) {
    auto const option = [&](char const* group, char const* name, std::string& to, char const* says) {
        return app.add_option(name, to, says).group(group);
    };
    app.add_option("stances", stances_,
                   "table of stances, or several, read as one; - for any one file is the standard input")
        .type_name("FILE");
    option(stances_group, "--issues", issues_, "table of issues: issue,level,lower,upper,labels,weight,part_of")
        .type_name("FILE");
    option(stances_group, "--actors", actors_, "table of actors: actor,capability,member_of").type_name("FILE");
    option(stances_group, "--relations", relations_,
           "table of relations: from,relation,to,strength,valid_from,valid_to")
        .type_name("FILE");
    option(stances_group, "--scale", scale_,
           "scale of issues that --issues does not list: nominal:a|b|c, ordinal:1..5, ordinal:a|b|c, interval:0..100, "
           "ratio:0..100");
    option(stances_group, "--actor-names", actor_names_,
           "names of actors by key: FILE, of a key and a name, or FILE:KEY=NAME with its columns")
        .type_name("FILE[:KEY=NAME]");
    option(stances_group, "--issue-names", issue_names_, "the same for issues").type_name("FILE[:KEY=NAME]");
    option(stances_group, "--input-format", format_,
           "of the stances: csv, json, jsonl (a record a line), sqlite; without it by the ending of the file")
        .type_name("TEXT:{csv,json,jsonl,sqlite}");
    option(stances_group, "--records", records_,
           "in JSON, where the records are: /votes/*, /theses/*/positions/*; without it an array of them; of a "
           "database the "
           "table, or a query")
        .type_name("PATH");
    option(stances_group, "--profile", profile_,
           "options of reading from a file that --save-profile wrote; what is said here as well counts more")
        .type_name("FILE");
    option(stances_group, "--save-profile", saved_profile_, "keep the options of reading in this file")
        .type_name("FILE");
    app.when_read([this, app] {
        try {
            if (!profile_.empty()) load_profile(app);
        } catch (std::exception const&) {
            profile_fault_ = std::current_exception();  // told when files are read, as all that is wrong with them
        }
    });
    app.add_flag("--explain-reading", explain_, "say on standard error what every column was read as")
        .group(stances_group);

    app.add_flag("--wide", wide_, "a row for each actor and a column for each issue; empty or NA is no stance")
        .group(shape_group);
    app.add_flag("--transposed", transposed_, "with --wide: a row for each issue and a column for each actor")
        .needs("--wide")
        .group(shape_group);
    option(shape_group, "--columns", columns_,
           "what is where: actor=NAME,position=NAME,...; #3 is a column by number, A+B both as one name, @file the "
           "name of the file, '{issue} Position' in a wide table any with an issue's name; nothing: there is none");
    option(shape_group, "--issue-columns", issue_columns_,
           "columns of a wide table that are issues: NAME, #3-#7, 'q*', '[0-9]*', ...");
    option(shape_group, "--ignore", ignored_, "columns that are not read, likewise");
    option(shape_group, "--join", join_, "between the parts of a name from several columns").capture_default_str();
    option(shape_group, "--answers", answers_,
           "columns of which the one that holds 1 is the position: for=1,abstain=0.5,against=0");
    option(shape_group, "--counts", counts_, "columns that count those who gave an answer; the position is their mean");
    option(shape_group, "--repeated", repeated_,
           "several stances of an actor on an issue: refuse, first, last, latest, mean, sum, count, succession")
        .type_name("TEXT:{refuse,first,last,latest,mean,sum,count,succession}");

    option(text_group, "--delimiter", delimiter_,
           "between fields: one character, or tab; without it, found if unmistakable");
    app.add_flag("--decimal-comma", decimal_comma_, "numbers are written 0,5").group(text_group);
    option(text_group, "--thousands", thousands_, "between groups of three digits: one character");
    option(text_group, "--encoding", encoding_, "utf-8, utf-16, utf-16le, utf-16be, latin1, windows-1252")
        .type_name("TEXT:{utf-8,utf-16,utf-16le,utf-16be,latin1,windows-1252}");
    app.add_count("--skip-lines", skipped_lines_, "lines before the header that are not of the table")
        .group(text_group);
    option(text_group, "--comment", comment_, "lines that begin so are passed over");
    app.add_count("--header-rows", header_rows_,
                  "rows before the first record; the first names the columns, 0: none does", 100)
        .capture_default_str()
        .group(text_group);
    option(text_group, "--column-names", column_names_, "names of the columns, in place of those of the header");

    option(value_group, "--missing-codes", missing_, "cells that hold no stance, besides empty ones; without it NA");
    option(value_group, "--withheld", withheld_, "cells that say: declined to say");
    option(value_group, "--values", values_, "what codes mean: 1..3=yes,4..6=no,7..9=; nothing: no stance");
    option(value_group, "--value-table", value_file_, "the same as a table: from,to and, for one issue only, issue")
        .type_name("FILE");
    app.add_flag("--ignore-case", ignore_case_, "labels are found in any case of letters").group(value_group);
    option(value_group, "--dates", dates_, "how dates are written: iso, ymd, dmy, mdy, unix, unix-ms, words")
        .type_name("TEXT:{iso,ymd,dmy,mdy,unix,unix-ms,words}");
}

io::reading_options reading::options(sources& from) const {
    if (profile_fault_) std::rethrow_exception(profile_fault_);
    if (stances_.empty()) refuse("a file of stances is needed");
    if (!has_scale()) refuse("every issue needs a scale: give --scale or --issues; ranges are never guessed from data");
    auto made = parsed(from);
    io::validate(made);
    if (!saved_profile_.empty()) save_profile();
    return made;
}

std::vector<reading::kept> const& reading::all_kept() {
    static std::vector<kept> const all{{"input-format", &reading::format_},
                                       {"records", &reading::records_},
                                       {"scale", &reading::scale_},
                                       {"actor-names", &reading::actor_names_},
                                       {"issue-names", &reading::issue_names_},
                                       {"wide", nullptr, &reading::wide_},
                                       {"transposed", nullptr, &reading::transposed_},
                                       {"columns", &reading::columns_},
                                       {"issue-columns", &reading::issue_columns_},
                                       {"ignore", &reading::ignored_},
                                       {"join", &reading::join_},
                                       {"answers", &reading::answers_},
                                       {"counts", &reading::counts_},
                                       {"repeated", &reading::repeated_},
                                       {"delimiter", &reading::delimiter_},
                                       {"decimal-comma", nullptr, &reading::decimal_comma_},
                                       {"thousands", &reading::thousands_},
                                       {"encoding", &reading::encoding_},
                                       {"skip-lines", nullptr, nullptr, &reading::skipped_lines_},
                                       {"comment", &reading::comment_},
                                       {"header-rows", nullptr, nullptr, &reading::header_rows_},
                                       {"column-names", &reading::column_names_},
                                       {"missing-codes", &reading::missing_},
                                       {"withheld", &reading::withheld_},
                                       {"values", &reading::values_},
                                       {"value-table", &reading::value_file_},
                                       {"ignore-case", nullptr, &reading::ignore_case_},
                                       {"dates", &reading::dates_}};
    return all;
}

/// Lines `option = value` or `flag`; the value is all behind one blank. Blank lines, and those that begin with #, say
/// nothing.
void reading::load_profile(command_line app) {
    auto const source = io::source_text::read(profile_);
    auto rest = source.text();
    std::vector<std::string_view> known;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        auto const end = rest.find('\n');
        auto text = rest.substr(0, end);
        rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (text.find_first_not_of(" \t") == text.npos || text[0] == '#') continue;
        auto const equals = text.find('=');
        auto name = text.substr(0, equals);
        name = name.substr(0, name.find_last_not_of(" \t") + 1);
        auto value = equals == text.npos ? std::string_view{} : text.substr(equals + 1);
        if (value.starts_with(' ')) value.remove_prefix(1);
        auto const refuse_at = [&](fault_code code, std::string message, std::string_view what) {
            auto const column = io::detail::position_in(text.data(), what.data()).column;
            throw io_error(code, std::move(message),
                           {.value = std::string(what), .file = profile_, .line = line, .column = column});
        };
        auto const option =
            std::find_if(all_kept().begin(), all_kept().end(), [&](auto const& each) { return name == each.name; });
        if (option == all_kept().end()) refuse_at(fault_code::unknown_name, "profiles have no such option", name);
        if (std::find(known.begin(), known.end(), name) != known.end())
            refuse_at(fault_code::duplicate, "the option stands in the profile already", name);
        known.push_back(name);
        if (option->flag && equals != text.npos) refuse_at(fault_code::syntax, "an option without a value", value);
        if (!option->flag && value.empty()) refuse_at(fault_code::syntax, "the option needs a value, behind =", name);
        // Each by itself, so that what is wrong with it has its place; what does not go together is told later.
        reading alone;
        if (option->flag) alone.*option->flag = true;
        if (option->text) alone.*option->text = value;
        if (option->count) {
            auto const number = io::parse_number(value);
            if (!number || *number < 0 || *number > 1e9 || *number != static_cast<double>(static_cast<long>(*number)))
                refuse_at(fault_code::not_a_number, "a count was expected", value);
            alone.*option->count = static_cast<std::size_t>(*number);
        }
        if (name != "value-table") try {
                sources none;
                alone.parsed(none);
            } catch (error const& e) {
                refuse_at(e.code(), e.message(), value);
            }
        if (app.get_option("--" + std::string(name)).given()) continue;
        if (option->flag) this->*option->flag = true;
        if (option->text) this->*option->text = value;
        if (option->count) this->*option->count = alone.*option->count;
    }
}

void reading::save_profile() const {
    auto read = stances_;
    read.insert(read.end(), {issues_, actors_, relations_, names_of(actor_names_).first, names_of(issue_names_).first,
                             value_file_});
    std::error_code ignored;
    for (auto const& file : read)
        if (std::filesystem::equivalent(file, saved_profile_, ignored))
            refuse("the profile would replace a file that is read; give --save-profile another name", saved_profile_);
    reading const plain;
    std::string text = "# How files are read: entente SUBCOMMAND FILE --profile, see --help.\n";
    for (auto const& each : all_kept()) {
        if (each.flag && this->*each.flag) text += std::string(each.name) + '\n';
        if (each.text && this->*each.text != plain.*each.text)
            text += std::string(each.name) + " = " + this->*each.text + '\n';
        if (each.count && this->*each.count != plain.*each.count)
            text += std::string(each.name) + " = " + std::to_string(this->*each.count) + '\n';
    }
    output_file out(saved_profile_);
    out.stream() << text;
    out.commit();
}

io::reading_options reading::parsed(sources& from) const {
    io::reading_options o;
    if (!scale_.empty()) o.default_scale = io::parse_scale(scale_);
    if (!format_.empty() && format_ != "sqlite") in_format(io::source_text(std::string()), format_, records_);
    o.wide = wide_;
    o.transposed = transposed_;
    for (auto const& field : list_of(columns_)) o.columns.push_back(pair_of(field, "columns are written name=NAME"));
    o.ignored_columns = list_of(ignored_);
    o.issue_columns = list_of(issue_columns_);
    o.joined_by = join_;
    o.answers = answers_of(answers_, "answers are written COLUMN or COLUMN=POSITION");
    o.counts = answers_of(counts_, "counts are written COLUMN=POSITION");
    if (!repeated_.empty()) {
        auto const policy = io::parse_repeated(repeated_);
        if (!policy) refuse("repeated stances: refuse, first, last, latest, mean, sum, count, succession", repeated_);
        o.repeated = *policy;
    }
    if (!delimiter_.empty()) o.delimiter = mark_of(delimiter_, "a delimiter");
    o.decimal_comma = decimal_comma_;
    if (!thousands_.empty()) o.thousands = mark_of(thousands_, "what separates thousands");
    if (!encoding_.empty()) {
        auto const encoding = io::parse_encoding(encoding_);
        if (!encoding) refuse("encodings: utf-8, utf-16, utf-16le, utf-16be, latin1, windows-1252", encoding_);
        o.encoding = *encoding;
    }
    o.skipped_lines = skipped_lines_;
    o.comment = comment_;
    o.header_rows = header_rows_;
    o.column_names = list_of(column_names_);
    if (!missing_.empty()) o.missing = list_of(missing_);
    o.also_withheld = list_of(withheld_);
    for (auto const& field : list_of(values_)) add_meanings(field, o.values);
    if (!value_file_.empty()) add_meanings(from.read(value_file_), o.values);
    o.ignore_case = ignore_case_;
    if (!dates_.empty()) {
        auto const form = io::parse_date_form(dates_);
        if (!form) refuse("forms of dates: iso, ymd, dmy, mdy, unix, unix-ms, words", dates_);
        o.dates = *form;
    }
    o.actor_names = names_of(actor_names_).second;
    o.issue_names = names_of(issue_names_).second;
    return o;
}

io::stance_texts reading::texts(io::reading_options const& options, sources& from) const {
    auto const stances = [&](std::string const& file) {
        auto const format = format_.empty() ? format_of(file) : format_;
        if (format == "sqlite") return of_database(file, records_);
        if (!records_.empty() && format == "csv")
            refuse("--records is a path in JSON or a table of a database, and this file is neither", file);
        return in_format(from.read(file, options.encoding), format, records_);
    };
    io::stance_texts all{stances(stances_.front())};
    for (std::size_t i = 1; i != stances_.size(); ++i) all.more.push_back(stances(stances_[i]));
    auto const read = [&](std::string const& file, boost::optional<io::source_text>& to, bool once_more = false) {
        // FILE.json:/PATH says where in it the records are.
        constexpr std::string_view ending = ".json:/";
        auto const at = file.rfind(ending);
        auto const path = at == file.npos ? std::string() : file.substr(at + ending.size() - 1);
        auto const name = at == file.npos ? file : file.substr(0, at + ending.size() - 2);
        if (!name.empty()) to = in_format(once_more ? from.read_again(name) : from.read(name), format_of(name), path);
    };
    read(issues_, all.issues);
    read(actors_, all.actors, true);  // groups and weights are columns of it
    read(relations_, all.relations);
    read(names_of(actor_names_).first, all.actor_names);
    read(names_of(issue_names_).first, all.issue_names);
    return all;
}

void reading::tell(io::reading_report const& report) const {
    if (explain_) {
        std::cerr << io::to_text(report);
        return;
    }
    if (report.notes.empty()) return;
    std::string line;
    for (auto const& note : report.notes) line += (line.empty() ? "" : "; ") + note;
    constexpr std::string_view more = " (--explain-reading says more)";
    std::cerr << "note: " << entente::detail::shown_text(line, 600) << more << '\n';
}

}  // namespace entente_program

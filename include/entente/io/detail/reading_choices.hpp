// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/reading_choices.hpp
/// The types of io/reading_options.hpp; include that.

#include <boost/optional/optional.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/io/detail/date_form.hpp"
#include "entente/io/detail/text_encoding.hpp"
#include "entente/model/scale.hpp"

namespace entente::io {

/// What a cell without a stance most often holds. A scale may have it as a label; then it is the label.
inline constexpr char const* usual_missing_code = "NA";

/// What a text in a cell means.
struct value_meaning {
    std::string from;     ///< the text; one that is a number also in other spellings: `1` is `1.0`
    std::string to{};     ///< what is read in its place; empty: no stance
    std::string issue{};  ///< on this issue only; empty: on all that say nothing of their own
};

/// What becomes of several stances of one actor on one issue at one time.
enum class repeated_stances : unsigned char {
    refuse,      ///< an error that names both lines
    first,       ///< the first in the file, or of the first file
    last,        ///< the last
    latest,      ///< the one with the latest `from`; two of the same are refused
    mean,        ///< the mean of the positions, saliences and confidences that are stated
    sum,         ///< the sum of the positions; the mean of the others
    count,       ///< how many rows there are; their positions are not read
    succession,  ///< each holds until the next begins, by `from`
};
/// `refuse`, `first`, `last`, `latest`, `mean`, `sum`, `count`, `succession`.
char const* to_string(repeated_stances policy);
boost::optional<repeated_stances> parse_repeated(std::string_view name);

/// A column that stands for an answer, or counts those who gave it.
struct answer_column {
    std::string column;
    std::string position;  ///< a label of the scale or a number on it
};

/// Where a table has the names that belong to keys: `14226` is `Alder`.
struct name_columns {
    std::string key{};   ///< the column of keys; empty: the first
    std::string name{};  ///< the column of names, or several as in `reading_options::columns`; empty: the second
};

/// How to read a file of stances. What each option accepts is said again in the message of what is refused without it.
///
/// **A column** is said by its name, as `#3` by its number, or as `@file`: the name of the file without folder and
/// extension. Several with `+` between them make one name: `country+party`. A column that has such a name is that column.
/// **A pattern** is a name in which `*` is any text, `?` a character, `[0-9]` one of a set; or `#3`, `#3-#7`, `#3-`.
/// In a wide table `{issue}` in the name of a column stands for the name of the issue (of the actor in a transposed one):
/// `{"position", "{issue} Position"}, {"salience", "{issue} Salience"}`. With `{"position", "{issue}_{answer}"}` the
/// columns of an issue are its answers, and the one that holds 1 says the position.
struct reading_options {
    // ---- shape
    /// One row for each actor and one column for each issue, instead of one row for each stance.
    bool wide = false;
    /// The scale of every issue that the issue table does not list; without one, such an issue is refused. Issues of a
    /// type with a static scale need none.
    boost::optional<scale> default_scale{};
    /// Where the members of a stance are, if not in columns of their names: `{{"actor", "country"}, {"position",
    /// "vote"}}`. An empty column: there is none. A column that is named here means nothing else.
    std::vector<std::pair<std::string, std::string>> columns{};
    /// Patterns of columns that are not read: of a wide file those that are no issues, of a long one those that only
    /// look as if the library knew them. Functions that take `extra_columns` are given them.
    std::vector<std::string> ignored_columns{};
    /// Cells that hold no stance, besides empty ones of a wide file.
    std::vector<std::string> missing{usual_missing_code};
    /// A cell that says that the actor declined to say; in a long file, besides an empty one.
    boost::optional<std::string> withheld{};

    /// Of a wide table: one row for each issue and one column for each actor.
    bool transposed = false;
    /// Patterns of the columns of a wide file that are issues (actors, where it is transposed). Without them: those that
    /// the issue table lists; without a table all others, where they are unmistakable.
    std::vector<std::string> issue_columns{};
    /// What stands between the parts of a name from several columns.
    std::string joined_by = "/";
    /// One of the columns of a long table that holds 1 says the position; none: no stance; two are refused.
    std::vector<answer_column> answers{};
    /// Columns that count who gave an answer: the position is the mean of the answers, weighted so. No counts: no
    /// stance.
    std::vector<answer_column> counts{};

    // ---- text
    /// How the bytes of the file of stances spell text.
    text_encoding encoding = text_encoding::utf8;
    /// What separates fields. 0: a comma, or what the first records unmistakably have in its place: a semicolon, a tab or
    /// a bar.
    char delimiter = 0;
    bool decimal_comma = false;
    /// What stands between groups of three digits; 0: nothing may.
    char thousands = 0;
    std::size_t skipped_lines = 0;            ///< see `csv_dialect`
    std::string comment{};                    ///< see `csv_dialect`
    std::size_t header_rows = 1;              ///< see `csv_dialect`
    std::vector<std::string> column_names{};  ///< see `csv_dialect`

    // ---- values
    std::vector<std::string> also_withheld{};  ///< further cells as `withheld`
    std::vector<value_meaning> values{};       ///< what texts of positions mean
    bool ignore_case = false;                  ///< labels are found in any case of ASCII letters
    date_form dates = date_form::iso;
    name_columns actor_names{};  ///< of `stance_texts::actor_names`
    name_columns issue_names{};  ///< of `stance_texts::issue_names`

    // ---- the whole
    repeated_stances repeated = repeated_stances::refuse;
    /// Files without a single stance are an answer, too.
    bool may_be_empty = false;
    /// How many faults of cells and records one error names.
    std::size_t most_faults = 20;
    /// Called after every 65,536 records with how many are done, and about how many there are to do; a file that is gone
    /// through twice has twice as many. When it returns false the call throws `cancelled`, and nothing is made.
    std::function<bool(std::size_t done, std::size_t expected)> progress{};
};

/// What was read as what: for people who want to know that a file was understood.
struct reading_report {
    struct column {
        std::string file;
        std::size_t number = 0;  ///< from 1
        std::string name;
        std::string use;  ///< `actor`, `issue`, `position of tax`, `passed over`, ...
    };
    std::vector<column> columns{};
    std::size_t records = 0, stances = 0, without_stance = 0;
    /// What was guessed or left out, each in a sentence.
    std::vector<std::string> notes{};
};

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv_options.hpp
/// Which files make a graph of stances, and how they are laid out.

#include <boost/optional/optional.hpp>

#include <string>
#include <utility>
#include <vector>

#include "entente/io/source_text.hpp"
#include "entente/model/scale.hpp"

namespace entente::io {

/// The names of the files; empty: there is no such table.
struct stance_files {
    std::string stances;
    std::string issues{};
    std::string actors{};
    std::string relations{};
};

/// The same tables as texts in memory.
struct stance_texts {
    source_text stances;
    boost::optional<source_text> issues{};
    boost::optional<source_text> actors{};
    boost::optional<source_text> relations{};
};

/// What a cell without a stance most often holds. A scale may have it as a label; then it is the label.
inline constexpr char const* usual_missing_code = "NA";

/// How to read a file of stances.
struct csv_options {
    /// One row for each actor and one column for each issue, instead of one row for each stance.
    bool wide = false;
    /// The scale of every issue that the issue table does not list; without one, such an issue is refused. Issues of a
    /// type with a static scale need none.
    boost::optional<scale> default_scale{};
    /// Columns that go by another name in the file of stances: `{{"actor", "country"}, {"position", "vote"}}`.
    std::vector<std::pair<std::string, std::string>> columns{};
    /// Columns that are not read: of a wide file those that are no issues, of a long one those that only look as if the
    /// library knew them. Functions that take `extra_columns` are given them.
    std::vector<std::string> ignored_columns{};
    /// Cells of a wide file that hold no stance, besides empty ones.
    std::vector<std::string> missing{usual_missing_code};
    /// A cell that says that the actor declined to say; in a long file, besides an empty one.
    boost::optional<std::string> withheld{};
};

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv_options.hpp
/// Which files make a graph of stances.

#include <boost/optional/optional.hpp>

#include <string>
#include <vector>

#include "entente/io/reading_options.hpp"
#include "entente/io/source_text.hpp"

namespace entente::io {

/// The names of the files; empty: there is no such table.
struct stance_files {
    std::string stances;
    std::string issues{};
    std::string actors{};
    std::string relations{};
    std::vector<std::string> more{};  ///< further files of stances, read as one with the first
    std::string actor_names{};        ///< names of the actors by key, see `reading_options::actor_names`
    std::string issue_names{};        ///< names of the issues by key
};

/// The same tables as texts in memory.
struct stance_texts {
    source_text stances;
    boost::optional<source_text> issues{};
    boost::optional<source_text> actors{};
    boost::optional<source_text> relations{};
    std::vector<source_text> more{};
    boost::optional<source_text> actor_names{};
    boost::optional<source_text> issue_names{};
};

using csv_options = reading_options;

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/statement_files.hpp
/// Which files make a corpus of statements, and what they hold.

#include <boost/optional/optional.hpp>

#include <string>
#include <vector>

#include "entente/discourse/attribution.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/io/source_text.hpp"

namespace entente::io {

/// The names of the files; empty: there is no such table.
struct statement_files {
    std::string statements;
    std::string issues{};
    std::string actors{};
    std::string relations{};
    std::vector<std::string> more{};  ///< further files of statements, read as one with the first
    std::string actor_names{};        ///< names of the actors by key, see `reading_options::actor_names`
    std::string issue_names{};        ///< names of the issues by key
};

/// The same tables as texts in memory.
struct statement_texts {
    source_text statements;
    boost::optional<source_text> issues{};
    boost::optional<source_text> actors{};
    boost::optional<source_text> relations{};
    std::vector<source_text> more{};
    boost::optional<source_text> actor_names{};
    boost::optional<source_text> issue_names{};
};

/// What tables of statements hold.
struct statement_tables {
    corpus statements{};
    actor_relations relations{};  ///< of the tables of actors and relations
};

}  // namespace entente::io

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/read_statements.hpp
/// Definitions of io/read_statements.hpp.

#include <string>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/statement_reader.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/reading_options.hpp"
#include "entente/io/statement_files.hpp"

namespace entente::io {

ENTENTE_INLINE statement_tables parse_statements(statement_texts const& texts, reading_options const& options,
                                                 std::vector<std::string> const& kept, reading_report* report) {
    stance_texts const tables{texts.statements, texts.issues,      texts.actors,     texts.relations,
                              texts.more,       texts.actor_names, texts.issue_names};
    detail::statement_sink sink;
    return detail::statement_reader(tables, options, kept, sink, report).read();
}

ENTENTE_INLINE statement_tables read_statements(statement_files const& files, reading_options const& options,
                                                std::vector<std::string> const& kept, reading_report* report) {
    auto const texts = detail::read_files({files.statements, files.issues, files.actors, files.relations, files.more,
                                           files.actor_names, files.issue_names},
                                          options);
    return parse_statements(
        {texts.stances, texts.issues, texts.actors, texts.relations, texts.more, texts.actor_names, texts.issue_names},
        options, kept, report);
}

}  // namespace entente::io

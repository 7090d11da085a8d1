// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <string>
#include <vector>

#include "entente/discourse/corpus.hpp"
#include "entente/discourse/series.hpp"
#include "entente/io/read_statements.hpp"
#include "entente/model/time.hpp"
#include "output.hpp"
#include "reading.hpp"

namespace entente_program {

/// What is asked of statements.
struct discourse_settings {
    reading from;
    output_options out;
    std::string nodes = "actor", aggregate = "congruence", normalize = "none", duplicates = "include", kernel = "none";
    std::string begins, ends, window, step, collapse, as_of, history, since;
    std::string spokespeople = "latest", members = "none";
    std::vector<std::string> excluded, only;
    bool isolates = false, steps = false;
};

/// The date that a text is, and the end of what it covers: 2005 is until the end of that year. Throws entente::error.
entente::period dates_of(std::string const& text);

/// LENGTH:UNIT. Throws entente::error.
entente::calendar_span span_of(std::string const& text, char const* option);

/// What is no network: what actors held at a date, the history of a position, since when actors agree. False where
/// nothing of these was asked for.
bool answer_stances(discourse_settings const& s, entente::io::statement_tables const& tables,
                    entente::period const& within, answer& out);

}  // namespace entente_program

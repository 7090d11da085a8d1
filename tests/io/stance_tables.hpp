// SPDX-License-Identifier: BSL-1.0
#pragma once

// Graphs from texts in memory, for the tests of io/.

#include <boost/optional.hpp>

#include <string>
#include <utility>

#include "entente/io/csv.hpp"

namespace stance_tables {

using graph = entente::stance_graph<entente::scale>;
using entente::actor;
using entente::scale;
using issue = entente::basic_issue<scale>;
using stance = entente::stance_on<scale>;

struct tables {
    std::string stances;
    std::string issues{};
    std::string actors{};
    std::string relations{};
};

inline entente::io::stance_texts texts(tables const& from) {
    using entente::io::source_text;
    entente::io::stance_texts all{source_text(from.stances, "stances.csv")};
    if (!from.issues.empty()) all.issues = source_text(from.issues, "issues.csv");
    if (!from.actors.empty()) all.actors = source_text(from.actors, "actors.csv");
    if (!from.relations.empty()) all.relations = source_text(from.relations, "relations.csv");
    return all;
}

/// A table that is a header alone is there for the others.
inline graph read(tables const& from, entente::io::csv_options options = {}) {
    options.may_be_empty = from.stances.find('\n') + 1 == from.stances.size();
    return entente::io::parse_stances(texts(from), options);
}

inline entente::io::csv_options on(scale const& s) {
    entente::io::csv_options options;
    options.default_scale = s;
    return options;
}

/// The stance of an actor on an issue. Both must be there.
inline stance const& held(graph const& g, std::string const& who, std::string const& what) {
    return g.find<stance>(g.find<actor>(who).value(), g.find<issue>(what).value()).value();
}

}  // namespace stance_tables

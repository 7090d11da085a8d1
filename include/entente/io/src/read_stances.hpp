// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/read_stances.hpp
/// Definitions of io/read_stances.hpp.

#include "entente/config.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/graph_sink.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/detail/stance_reader.hpp"
#include "entente/io/source_text.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

namespace detail {

ENTENTE_INLINE void read_tables(stance_texts const& texts, csv_options const& options, row_sink& sink) {
    stance_reader(texts, options, sink).read();
}

ENTENTE_INLINE stance_texts read_files(stance_files const& files) {
    stance_texts texts{source_text::read(files.stances)};
    if (!files.issues.empty()) texts.issues = source_text::read(files.issues);
    if (!files.actors.empty()) texts.actors = source_text::read(files.actors);
    if (!files.relations.empty()) texts.relations = source_text::read(files.relations);
    return texts;
}

}  // namespace detail

ENTENTE_INLINE stance_graph<scale> parse_stances(stance_texts const& texts, csv_options const& options) {
    detail::graph_sink<stance_graph<scale>> sink;
    detail::read_tables(texts, options, sink);
    return sink.take();
}

ENTENTE_INLINE stance_graph<scale> read_stances(stance_files const& files, csv_options const& options) {
    return parse_stances(detail::read_files(files), options);
}

}  // namespace entente::io

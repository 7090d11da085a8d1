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

ENTENTE_INLINE void read_tables(stance_texts const& texts, reading_options const& options, row_sink& sink,
                                reading_report* report) {
    stance_reader(texts, options, sink, report).read();
}

ENTENTE_INLINE stance_texts read_files(stance_files const& files, reading_options const& options) {
    stance_texts texts{source_text::read(files.stances, options.encoding)};
    for (auto const& file : files.more) texts.more.push_back(source_text::read(file, options.encoding));
    auto const read = [](std::string const& file, boost::optional<source_text>& to) {
        if (!file.empty()) to = source_text::read(file);
    };
    read(files.issues, texts.issues);
    read(files.actors, texts.actors);
    read(files.relations, texts.relations);
    read(files.actor_names, texts.actor_names);
    read(files.issue_names, texts.issue_names);
    return texts;
}

}  // namespace detail

ENTENTE_INLINE stance_graph<scale> parse_stances(stance_texts const& texts, reading_options const& options) {
    detail::graph_sink<stance_graph<scale>> sink;
    detail::read_tables(texts, options, sink);
    return sink.take();
}

ENTENTE_INLINE stance_graph<scale> parse_stances(stance_texts const& texts, reading_options const& options,
                                                 reading_report& report) {
    detail::graph_sink<stance_graph<scale>> sink;
    detail::read_tables(texts, options, sink, &report);
    return sink.take();
}

ENTENTE_INLINE stance_graph<scale> read_stances(stance_files const& files, reading_options const& options) {
    return parse_stances(detail::read_files(files, options), options);
}

}  // namespace entente::io

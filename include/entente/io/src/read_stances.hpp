// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/read_stances.hpp
/// Definitions of io/read_stances.hpp.

#include "entente/config.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/detail/graph_sink.hpp"
#include "entente/io/src/read_tables.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

ENTENTE_INLINE stance_graph<scale> parse_stances(stance_texts const& texts, csv_options const& options) {
    detail::graph_sink<stance_graph<scale>> sink;
    detail::read_tables(texts, options, sink);
    return sink.take();
}

ENTENTE_INLINE stance_graph<scale> read_stances(stance_files const& files, csv_options const& options) {
    return parse_stances(detail::read_files(files), options);
}

}  // namespace entente::io

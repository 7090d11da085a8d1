// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/stream_in_order.hpp
/// All pairs in bounded memory, one by one in the order of ids: for files that are to be the same every time.

#include <cstddef>
#include <utility>
#include <vector>

#include "entente/base/executor.hpp"
#include "entente/fold/measure.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/pair_engine.hpp"
#include "entente/pairs/stream.hpp"

namespace entente {

/// Compares all pairs of actors of a matrix and hands them over one by one: `visit(a, b, tile_value
/// const&)`, on the calling thread, in the order of dyad_matrix::for_each.
///
/// Each pair comes once (a < b where the measure and its weights are symmetric, both orders where
/// not), with the value of `compare` to the last bit, whatever the executor. Memory, beside the
/// layouts of the matrix: half a million pairs, or 64 actors with all others where these are more,
/// at 40 bytes each. Throws as `compare` does before the first pair is handed over, and what
/// `visit` throws. O(actors * stances) at worst.
/// ```
/// stream_pairs_in_order(matrix, city_block{}, {}, [&](std::size_t a, std::size_t b, tile_value const& v) {
///     out.write({actor_id(a), actor_id(b), v.result.value});
/// });
/// ```
template <dyadic_measure Measure, class Visit, executor_like Executor = serial_executor>
void stream_pairs_in_order(position_matrix const& matrix, Measure const& m, compare_options const& options,
                           Visit&& visit, Executor const& execute = {}) {
    constexpr std::size_t pairs_at_once = std::size_t{1} << 19;
    pair_engine<Measure> const engine(matrix, matrix, m, options);
    bool const symmetric = is_symmetric(m, options);
    tiling const tiles(matrix.actors(), matrix.actors(), symmetric);
    std::vector<tile_values> some;
    for (std::size_t first = 0; first < tiles.size(); first += some.size()) {
        // Whole bands of rows, since a row goes through all tiles of its band.
        std::size_t last = first, pairs = 0, band = tiles[first].row_begin;
        for (; last < tiles.size(); ++last) {
            auto const t = tiles[last];
            if (t.row_begin != std::exchange(band, t.row_begin) && pairs >= pairs_at_once) break;
            pairs += t.rows() * t.columns();
        }
        some.assign(last - first, {});
        execute(some.size(), [&](std::size_t i) {
            tile_values values(tiles[first + i]);
            engine.evaluate(values.tile(), [&](std::size_t a, std::size_t b, value_or_reason const& o, auto const& f) {
                values(a, b) = {o, f.shared, f.statistic.weight};
            });
            some[i] = std::move(values);
        });
        for (std::size_t i = 0, end = 0; i < some.size(); i = end) {
            auto const rows = some[i].tile();
            while (end < some.size() && some[end].tile().row_begin == rows.row_begin) ++end;
            for (auto a = rows.row_begin; a < rows.row_end; ++a)
                for (auto k = i; k < end; ++k)
                    for (auto b = some[k].tile().column_begin; b < some[k].tile().column_end; ++b)
                        if (symmetric ? a < b : a != b) visit(a, b, std::as_const(some[k])(a, b));
        }
    }
}

}  // namespace entente

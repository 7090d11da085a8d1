// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/stream.hpp
/// All pairs in bounded memory: tiles of values handed over as they are done.

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "entente/base/executor.hpp"
#include "entente/fold/traits.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/pair_engine.hpp"

namespace entente {

/// What is known of one pair of a tile.
struct tile_value {
    value_or_reason result{};
    std::size_t shared = 0;
    double weight = 0;
};

/// The values of a tile, by row. Pairs that the tile does not have (see pair_tile::upper_only, and an actor
/// with itself) are left as they are made.
class tile_values {
public:
    tile_values() = default;
    explicit tile_values(pair_tile const& t) : tile_(t), values_(t.rows() * t.columns()) {}

    pair_tile const& tile() const { return tile_; }
    /// Precondition: the pair is of the tile.
    tile_value const& operator()(std::size_t row, std::size_t column) const { return values_[place(row, column)]; }
    tile_value& operator()(std::size_t row, std::size_t column) { return values_[place(row, column)]; }

private:
    std::size_t place(std::size_t row, std::size_t column) const {
        return (row - tile_.row_begin) * tile_.columns() + (column - tile_.column_begin);
    }
    pair_tile tile_{};
    std::vector<tile_value> values_;
};

/// Compares all pairs of actors of a matrix and hands them over a tile at a time: `visit(tile_values const&)`.
///
/// Each pair comes once (a < b where the measure and its weights are symmetric, both orders where not), with
/// the value of `compare` to the last bit. Tiles come from the threads of the executor, several at once and in
/// any order: their bounds say which pairs they hold. Memory: one tile of 64 x 512 pairs a thread, beside the
/// layouts of the matrix. Throws as `compare` does, and what `visit` throws.
template <dyadic_measure Measure, class Visit, executor_like Executor = serial_executor>
void stream_pairs(position_matrix const& matrix, Measure const& m, compare_options const& options, Visit&& visit,
                  Executor const& execute = {}) {
    pair_engine<Measure> const engine(matrix, matrix, m, options);
    bool const symmetric = is_symmetric(m, options);
    tiling const tiles(matrix.actors(), matrix.actors(), symmetric);
    execute(tiles.size(), [&](std::size_t i) {
        tile_values values(tiles[i]);
        engine.evaluate(values.tile(), [&](std::size_t a, std::size_t b, value_or_reason const& o, auto const& f) {
            values(a, b) = {o, f.shared, f.statistic.weight};
        });
        visit(std::as_const(values));
    });
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/stream.hpp
/// All pairs in bounded memory, shared among processes: each sees its own tiles. Component entente::mpi.

#include <cstddef>
#include <utility>

#include "entente/mpi/same_inputs.hpp"
#include "entente/mpi/share.hpp"
#include "entente/mpi/together.hpp"
#include "entente/pairs/stream.hpp"

namespace entente::mpi {

/// Compares all pairs of actors of a matrix that every process holds, and hands over to each process the tiles
/// of its share (see tile_share), one at a time: `visit(tile_values const&)`. Nothing is gathered.
///
/// Over all processes each pair comes once, with the value of `compare` to the last bit; otherwise as
/// `entente::stream_pairs`, on each process by its executor. Throws error on all processes as `mpi::all_pairs`
/// does, and when `visit` has thrown on one of them: that is known to the others when they have done their own
/// tiles. `visit` may call MPI on a communicator of its own where the executor has no threads, and nothing of
/// entente::mpi.
///
/// Collective. Work: that of `entente::stream_pairs` divided by the processes. Memory: one tile of 64 x 512
/// pairs a thread. What is sent does not grow with the pairs.
template <dyadic_measure Measure, class Visit, executor_like Executor = serial_executor>
void stream_pairs(MPI_Comm comm, position_matrix const& matrix, Measure const& m, compare_options const& options,
                  Visit&& visit, Executor const& execute = {}) {
    detail::team const team(comm);
    detail::require_same(team, matrix);
    detail::require_same(team, measure_traits<Measure>::describe(m).name, options);
    tiling const tiles(matrix.actors(), matrix.actors(), is_symmetric(m, options));
    tile_share const own(tiles.size(), static_cast<std::size_t>(team.rank()), static_cast<std::size_t>(team.size()));
    detail::together(team, [&] {
        pair_engine<Measure> const engine(matrix, matrix, m, options);
        execute(own.size(), [&](std::size_t j) {
            tile_values values(tiles[own[j]]);
            engine.evaluate(values.tile(), [&](std::size_t a, std::size_t b, value_or_reason const& o, auto const& f) {
                values(a, b) = {o, f.shared, f.statistic.weight};
            });
            visit(std::as_const(values));
        });
    });
}

}  // namespace entente::mpi

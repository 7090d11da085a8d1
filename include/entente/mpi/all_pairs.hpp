// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/all_pairs.hpp
/// All pairs of actors under a measure, shared among processes. Component entente::mpi.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/mpi/same_inputs.hpp"
#include "entente/mpi/share.hpp"
#include "entente/mpi/together.hpp"
#include "entente/pairs/all_pairs.hpp"

namespace entente::mpi {

namespace detail {

/// What goes over the wire for a pair.
struct pair_record {
    double value;  // 0 and without meaning where the reason says that there is none
    std::uint32_t shared;
    std::uint32_t reason;
};

/// The pairs of a tile, by row, then column.
struct tile_records {
    std::vector<pair_record> pairs;
    std::vector<double> weights;  // empty where they are counts

    void reserve(pair_tile const& t, bool with_weights) {
        pairs.reserve(t.rows() * t.columns());
        if (with_weights) weights.reserve(t.rows() * t.columns());
    }
    void push(value_or_reason const& o, std::size_t shared, double weight, bool with_weights) {
        pairs.push_back(
            {o.value ? *o.value : 0.0, static_cast<std::uint32_t>(shared), static_cast<std::uint32_t>(o.reason)});
        if (with_weights) weights.push_back(weight);
    }
};

/// Calls `visit(row, column)` for each pair of different actors of a tile, by row, then column.
template <class Visit>
void for_each_pair(pair_tile const& t, Visit&& visit) {
    for (std::size_t a = t.row_begin; a < t.row_end; ++a)
        for (std::size_t b = t.first_column(a); b < t.column_end; ++b)
            if (a != b) visit(a, b);
}

inline std::size_t pairs_in(pair_tile const& t) {
    std::size_t count = 0;
    for_each_pair(t, [&](std::size_t, std::size_t) { ++count; });
    return count;
}

inline void set_pairs(dyad_matrix& result, pair_tile const& t, tile_records const& r) {
    std::size_t next = 0;
    for_each_pair(t, [&](std::size_t a, std::size_t b) {
        auto const& pair = r.pairs[next];
        auto const reason = static_cast<undefined_reason>(pair.reason);
        value_or_reason const o{{reason == undefined_reason::defined, pair.value}, reason};
        result.set(a, b, o, pair.shared, r.weights.empty() ? pair.shared : r.weights[next]);
        ++next;
    });
}

}  // namespace detail

/// Compares all pairs of actors of a matrix that every process holds, each process its share of the tiles (see
/// tile_share), and gathers them.
///
/// Returns on the root what `entente::all_pairs` returns, to the last bit, whatever the number of processes and
/// the executors of each; none on the others. The executor shares a process's tiles among its threads; it calls
/// no MPI.
///
/// Throws error on all processes: as `entente::all_pairs` does; where the matrices (other than in acceptable
/// ranges), the measure's names, the options or the roots are not the same on all; and what was thrown on one
/// of them, see `together`. Nothing is gathered before all have succeeded. Precondition: the parameters of the
/// measure are the same on all processes.
///
/// Collective. Work: that of `entente::all_pairs` divided by the processes, and the results received by one of
/// them, 16 bytes a pair, 24 where weights differ from counts. Memory: the whole result on the root, and a
/// process's share of what is sent on the others. Each tile is a message of its own, so that no count of MPI
/// limits the pairs. Where results need not meet in one place, see `mpi::stream_pairs`.
/// ```
/// auto const distances = mpi::all_pairs(MPI_COMM_WORLD, matrix, city_block{});
/// if (distances) ...  // on process 0
/// ```
template <dyadic_measure Measure, executor_like Executor = serial_executor>
boost::optional<dyad_matrix> all_pairs(MPI_Comm comm, position_matrix const& matrix, Measure const& m,
                                       compare_options const& options = {}, Executor const& execute = {},
                                       int root = 0) {
    detail::team const team(comm);
    detail::require_root(team, root);
    detail::require_same(team, matrix);
    detail::require_same(team, measure_traits<Measure>::describe(m).name, options);

    auto const rank = static_cast<std::size_t>(team.rank()), size = static_cast<std::size_t>(team.size());
    bool const here = team.rank() == root;
    bool const with_weights = entente::detail::weights_beside_counts(m, options);
    bool const symmetric = is_symmetric(m, options);
    tiling const tiles(matrix.actors(), matrix.actors(), symmetric);
    tile_share const own(tiles.size(), rank, size);

    boost::optional<dyad_matrix> result;
    std::vector<detail::tile_records> computed;  // of the processes that send
    detail::tile_records received;
    detail::together(team, [&] {
        pair_engine<Measure> const engine(matrix, matrix, m, options);
        if (here) {
            result.emplace(matrix.actors(), symmetric, with_weights, matrix.issues_held());
            received.pairs.resize(tiling::height * tiling::width);
            if (with_weights) received.weights.resize(tiling::height * tiling::width);
        } else {
            computed.resize(own.size());
        }
        execute(own.size(), [&](std::size_t j) {
            auto const t = tiles[own[j]];
            if (!here) computed[j].reserve(t, with_weights);
            engine.evaluate(t, [&](std::size_t a, std::size_t b, value_or_reason const& o, auto const& f) {
                if (a == b) return;
                if (here)
                    result->set(a, b, o, f.shared, f.statistic.weight);
                else
                    computed[j].push(o, f.shared, f.statistic.weight, with_weights);
            });
        });
    });

    for (auto& records : computed) {
        team.send(records.pairs.data(), records.pairs.size(), root);
        team.send(records.weights.data(), records.weights.size(), root);
        records = {};
    }
    if (!here) return result;
    for (std::size_t from = 0; from < size; ++from) {
        if (from == rank) continue;
        tile_share const theirs(tiles.size(), from, size);
        for (std::size_t j = 0; j < theirs.size(); ++j) {
            auto const t = tiles[theirs[j]];
            auto const pairs = detail::pairs_in(t);
            team.receive(received.pairs.data(), pairs, static_cast<int>(from));
            if (with_weights) team.receive(received.weights.data(), pairs, static_cast<int>(from));
            detail::set_pairs(*result, t, received);
        }
    }
    return result;
}

}  // namespace entente::mpi

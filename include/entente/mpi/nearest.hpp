// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/nearest.hpp
/// Who is closest to whom, for many who ask, shared among processes. Component entente::mpi.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "entente/dyadic/nearest.hpp"
#include "entente/mpi/same_inputs.hpp"
#include "entente/mpi/together.hpp"
#include "entente/positions/select.hpp"

namespace entente::mpi {

/// A measure that is the same for every two actors: the number of an actor among its process's share would say nothing to another.
template <class Measure>
concept same_for_all_actors = dyadic_measure<Measure> && !requires(Measure const m, std::size_t a) { m.between(a, a); };

/// For each actor of `queries`, the k nearest actors of `candidates`: the queries in equal parts, one to each process.
///
/// Every process holds both matrices. Returns on the root what `entente::nearest` returns, to the last bit; none on the others. Throws error on all
/// processes as `entente::nearest` does, and as `mpi::pairwise` does where they differ or one of them has thrown.
///
/// Collective. Work: that of `entente::nearest` divided by the processes, and queries * k results received by one of them, 32 bytes each. Fewer queries than
/// processes leave some without work.
template <same_for_all_actors Measure, executor_like Executor = serial_executor>
boost::optional<std::vector<std::vector<neighbour>>> nearest(MPI_Comm comm, position_matrix const& queries, position_matrix const& candidates,
                                                             std::size_t k, Measure const& m, compare_options const& options = {},
                                                             Executor const& execute = {}, int root = 0) {
    detail::team const team(comm);
    detail::require_root(team, root);
    detail::require_same(team, queries);
    detail::require_same(team, candidates);
    detail::require_same(team, Measure::description.name, options, k);

    auto const rank = static_cast<std::size_t>(team.rank()), size = static_cast<std::size_t>(team.size());
    auto const begin_of = [&](std::size_t r) { return queries.actors() / size * r + std::min(r, queries.actors() % size); };
    bool const here = team.rank() == root;
    std::vector<std::vector<neighbour>> found, result;
    std::vector<std::uint64_t> counts;
    std::vector<neighbour> flat;
    detail::together(team, [&] {
        std::vector<std::size_t> own(begin_of(rank + 1) - begin_of(rank));
        std::iota(own.begin(), own.end(), begin_of(rank));
        found = entente::nearest(select_actors(queries, own), candidates, k, m, options, execute);
        if (here) {
            result.resize(queries.actors());
            return;
        }
        for (auto const& f : found) {
            counts.push_back(f.size());
            flat.insert(flat.end(), f.begin(), f.end());
        }
    });

    if (!here) {
        team.send(counts.data(), counts.size(), root);
        team.send(flat.data(), flat.size(), root);
        return boost::none;
    }
    for (std::size_t from = 0; from < size; ++from) {
        auto* const first = result.data() + begin_of(from);
        auto const queries_there = begin_of(from + 1) - begin_of(from);
        if (from == rank) {
            std::move(found.begin(), found.end(), first);
            continue;
        }
        counts.resize(queries_there);
        team.receive(counts.data(), counts.size(), static_cast<int>(from));
        flat.resize(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
        team.receive(flat.data(), flat.size(), static_cast<int>(from));
        auto next = flat.begin();
        for (std::size_t q = 0; q < queries_there; ++q) {
            auto const last = next + static_cast<std::ptrdiff_t>(counts[q]);
            first[q].assign(next, last);
            next = last;
        }
    }
    return result;
}

}  // namespace entente::mpi

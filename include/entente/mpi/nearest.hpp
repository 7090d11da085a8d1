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

#include "entente/mpi/same_inputs.hpp"
#include "entente/mpi/together.hpp"
#include "entente/pairs/nearest.hpp"
#include "entente/positions/submatrix.hpp"

namespace entente::mpi {

/// For each actor of `queries`, the k nearest actors of `candidates`: the queries in equal parts, one to each process.
///
/// Every process holds both matrices. Returns on the root what `entente::nearest` returns, to the last bit;
/// none on the others. Throws error on all processes as `entente::nearest` does, and as `mpi::all_pairs` does
/// where they differ or one of them has thrown.
///
/// Collective. Work: that of `entente::nearest` divided by the processes, and queries * k results received by
/// one of them, 32 bytes each. Fewer queries than processes leave some without work.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
boost::optional<nearest_lists> nearest(MPI_Comm comm, position_matrix const& queries, position_matrix const& candidates,
                                       std::size_t k, Measure const& m, compare_options const& options = {},
                                       Executor const& execute = {}, int root = 0) {
    detail::team const team(comm);
    detail::require_root(team, root);
    detail::require_same(team, queries);
    detail::require_same(team, candidates);
    detail::require_same(team, measure_traits<Measure>::describe(m).name, options, k);

    auto const rank = static_cast<std::size_t>(team.rank()), size = static_cast<std::size_t>(team.size());
    auto const begin_of = [&](std::size_t r) {
        return queries.actors() / size * r + (std::min)(r, queries.actors() % size);
    };
    bool const here = team.rank() == root;
    std::vector<std::vector<neighbour>> found;  // of the process's own queries; on the root, in the end, of all
    std::vector<std::uint64_t> counts;          // how many of each
    detail::together(team, [&] {
        std::vector<std::size_t> own(begin_of(rank + 1) - begin_of(rank));
        std::iota(own.begin(), own.end(), begin_of(rank));
        found = entente::detail::nearest_of(select_actors(queries, own), candidates, k, m, options, execute);
        for (auto const& f : found) counts.push_back(f.size());
        if (!here) return;
        std::vector<std::uint64_t> all(queries.actors());
        std::copy(counts.begin(), counts.end(), all.begin() + static_cast<std::ptrdiff_t>(begin_of(rank)));
        counts = std::move(all);
    });

    // First how much will come; then, when there is room for it everywhere, what it is.
    auto const for_each_sender = [&](auto&& with) {
        for (std::size_t from = 0; from < size; ++from)
            if (from != rank) with(static_cast<int>(from), begin_of(from), begin_of(from + 1));
    };
    auto const total = [&](std::size_t begin, std::size_t end) {
        return std::accumulate(counts.data() + begin, counts.data() + end, std::uint64_t{0});
    };
    if (here)
        for_each_sender([&](int from, std::size_t begin, std::size_t end) {
            team.receive(counts.data() + begin, end - begin, from);
        });
    else
        team.send(counts.data(), counts.size(), root);
    std::vector<neighbour> flat;  // what one process sends
    detail::together(team, [&] {
        if (!here) {
            for (auto const& f : found) flat.insert(flat.end(), f.begin(), f.end());
            return;
        }
        std::vector<std::vector<neighbour>> all(queries.actors());
        std::move(found.begin(), found.end(), all.begin() + static_cast<std::ptrdiff_t>(begin_of(rank)));
        found = std::move(all);
        for (std::size_t q = 0; q < found.size(); ++q) found[q].resize(counts[q]);
        for_each_sender([&](int, std::size_t begin, std::size_t end) {
            flat.resize(std::max<std::size_t>(flat.size(), total(begin, end)));
        });
    });
    if (!here) {
        team.send(flat.data(), flat.size(), root);
        return boost::none;
    }
    for_each_sender([&](int from, std::size_t begin, std::size_t end) {
        team.receive(flat.data(), total(begin, end), from);
        auto next = flat.begin();
        for (std::size_t q = begin; q < end; ++q) {
            auto const last = next + static_cast<std::ptrdiff_t>(counts[q]);
            std::copy(next, last, found[q].begin());
            next = last;
        }
    });
    return nearest_lists(std::move(found));
}

}  // namespace entente::mpi

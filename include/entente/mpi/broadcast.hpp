// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/broadcast.hpp
/// A position matrix that one process has, known to all. Component entente::mpi.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/mpi/together.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente::mpi {

namespace detail {

/// The parts of a matrix as vectors, for the processes that receive it.
struct matrix_parts {
    std::vector<std::string> actors;
    std::vector<issue_column> issues;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    std::vector<double> capability;
    std::vector<double> weights;  // of the actors
    std::vector<actor_id> actor_ids;
    std::vector<issue_id> issue_ids;
};

/// What `of` gives for each cell of a row, for all rows; empty where no stance of the matrix states one.
template <class T, class Of>
std::vector<T> of_all_rows(position_matrix const& matrix, Of const& of) {
    std::vector<T> all;
    for (std::size_t a = 0; a < matrix.actors(); ++a) {
        auto const row = of(a);
        all.insert(all.end(), row.begin(), row.end());
    }
    return all;
}

/// All of a matrix but its cells, ranges and capabilities, of which it holds the numbers.
inline std::vector<std::byte> packed_frame(position_matrix const& matrix, std::size_t ranges,
                                           std::size_t capabilities) {
    packer p;
    p << matrix.actors() << matrix.issues() << ranges << capabilities;
    for (std::size_t a = 0; a < matrix.actors(); ++a)
        p << matrix.actor_name(a) << matrix.row(a).size() << matrix.actor(a).value << matrix.weight(a);
    for (std::size_t c = 0; c < matrix.issues(); ++c) {
        auto const& i = matrix.issue(c);
        p << i.name << i.measurement << i.lower << i.upper << i.weight << matrix.issue_id_of(c).value
          << i.categories.size();
        for (double const x : i.categories) p << x;
        p << std::size_t{i.labelled.has_value()};
        for (std::size_t k = 0; i.labelled && k < i.labelled->categories(); ++k) p << i.labelled->label(k);
    }
    return std::move(p).take();
}

/// The scale of such labels at such positions.
inline scale scale_from_labels(level measurement, shared_numbers const& positions, std::vector<std::string> labels) {
    if (measurement == level::nominal) return scale::nominal(std::move(labels));
    std::vector<scale::category> all;
    for (std::size_t k = 0; k < labels.size(); ++k) all.push_back({std::move(labels[k]), positions[k]});
    return measurement == level::ordinal    ? scale::ordinal(std::move(all))
           : measurement == level::interval ? scale::interval(std::move(all))
                                            : scale::ratio(std::move(all));
}

inline matrix_parts unpacked_frame(std::vector<std::byte> const& bytes) {
    unpacker u(bytes);
    matrix_parts m;
    m.actors.resize(u.number<std::size_t>());
    m.issues.resize(u.number<std::size_t>());
    m.acceptable.resize(u.number<std::size_t>());
    m.capability.resize(u.number<std::size_t>());
    for (auto& name : m.actors) {
        u >> name;
        m.offsets.push_back(m.offsets.back() + u.number<std::size_t>());
        m.actor_ids.emplace_back(u.number<std::uint32_t>());
        m.weights.push_back(u.number<double>());
    }
    for (auto& i : m.issues) {
        u >> i.name >> i.measurement >> i.lower >> i.upper >> i.weight;
        m.issue_ids.emplace_back(u.number<std::uint32_t>());
        std::vector<double> categories(u.number<std::size_t>());
        for (double& c : categories) u >> c;
        i.categories = std::move(categories);
        if (u.number<std::size_t>() == 0) continue;
        std::vector<std::string> labels(i.categories.size());
        for (auto& label : labels) u >> label;
        i.labelled = scale_from_labels(i.measurement, i.categories, std::move(labels));
    }
    m.cells.resize(m.offsets.back());
    return m;
}

inline void broadcast(team const& t, position_matrix& matrix, int root) {
    bool const here = t.rank() == root;
    std::vector<std::byte> frame;
    matrix_parts parts;
    together(t, [&] {
        if (!here) return;
        parts.acceptable = of_all_rows<interval>(matrix, [&](std::size_t a) { return matrix.acceptable(a); });
        parts.capability = of_all_rows<double>(matrix, [&](std::size_t a) { return matrix.capability(a); });
        frame = packed_frame(matrix, parts.acceptable.size(), parts.capability.size());
    });
    std::uint64_t bytes = frame.size();
    t.broadcast(&bytes, 1, root);
    together(t, [&] { frame.resize(bytes); });
    t.broadcast(frame.data(), frame.size(), root);
    together(t, [&] {
        if (!here) parts = unpacked_frame(frame);
    });
    t.broadcast(here ? const_cast<cell*>(matrix.cells().data()) : parts.cells.data(),
                here ? matrix.cells().size() : parts.cells.size(), root);
    t.broadcast(parts.acceptable.data(), parts.acceptable.size(), root);
    t.broadcast(parts.capability.data(), parts.capability.size(), root);
    position_matrix received;
    together(t, [&] {
        if (!here)
            received =
                position_matrix(unchecked, std::move(parts.actors), std::move(parts.issues), std::move(parts.offsets),
                                std::move(parts.cells), std::move(parts.acceptable), std::move(parts.capability))
                    .with_actor_weights(parts.weights)
                    .with_actor_ids(std::move(parts.actor_ids))
                    .with_issue_ids(std::move(parts.issue_ids));
    });
    if (!here) matrix = std::move(received);
}

}  // namespace detail

/// Makes the root's matrix that of all processes: actors with their weights, issues with their scales, the ids
/// of both, stances, acceptable ranges and capabilities, to the last bit.
///
/// What the others held is replaced; the root's stays as it is. Throws error on all processes, and leaves all
/// matrices as they are, where one of them has no memory for it, where they name different roots, and where
/// there is no such process. Collective. O(actors + issues + stances), of any size: what is beyond MPI's counts
/// goes in several messages. Numbers go as they are in memory: all processes run on one kind of machine.
inline void broadcast(MPI_Comm comm, position_matrix& matrix, int root = 0) {
    detail::team const t(comm);
    detail::require_root(t, root);
    detail::broadcast(t, matrix, root);
}

/// Makes a matrix on the root, by `make()`, which is called there and nowhere else, and returns it on all
/// processes. As above; what `make` throws is thrown on all.
/// ```
/// auto const matrix = mpi::broadcast(MPI_COMM_WORLD, [&] { return make_position_matrix(io::read_stances({.stances = "votes.csv"})); });
/// ```
template <class Make>
    requires(std::convertible_to<std::invoke_result_t<Make&>, position_matrix>)
position_matrix broadcast(MPI_Comm comm, Make&& make, int root = 0) {
    detail::team const t(comm);
    detail::require_root(t, root);
    position_matrix matrix;
    detail::together(t, [&] {
        if (t.rank() == root) matrix = make();
    });
    detail::broadcast(t, matrix, root);
    return matrix;
}

}  // namespace entente::mpi

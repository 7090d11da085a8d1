// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/share.hpp
/// Which tiles of all pairs a process computes. Component entente::mpi.

#include <cstddef>

#include "entente/config.hpp"

namespace entente::mpi {

/// The tiles of one process out of `size`: element j is the j-th tile that it computes, ascending.
///
/// Tiles are dealt in rounds, one to each process, and each round begins with the next process: tiles that come
/// at a regular distance, as those on the diagonal do, are spread over all. Shares differ by one tile at most.
/// Whoever knows the three numbers knows every share.
class tile_share {
public:
    /// Precondition: rank < size.
    tile_share(std::size_t tiles, std::size_t rank, std::size_t size) : rank_(rank), size_(size), count_(tiles / size) {
        ENTENTE_ASSERT(rank < size);
        if ((*this)[count_] < tiles) ++count_;
    }
    std::size_t size() const { return count_; }
    std::size_t operator[](std::size_t round) const { return round * size_ + (rank_ + size_ - round % size_) % size_; }

private:
    std::size_t rank_, size_, count_;
};

}  // namespace entente::mpi

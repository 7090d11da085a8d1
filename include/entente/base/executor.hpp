// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/executor.hpp
/// Who does the work: a callable that runs independent pieces, in any order, on any threads.

#include <concepts>
#include <cstddef>

namespace entente {

/// `execute(count, piece)` calls `piece(i)` once for each i below count and returns when all are done.
/// Every result of the library is the same, to the last bit, whatever the executor.
template <class Executor>
concept executor_like = requires(Executor const& execute, void (*piece)(std::size_t)) {
    execute(std::size_t{}, piece);
};

/// One piece after the other on the calling thread: the default.
struct serial_executor {
    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        for (std::size_t i = 0; i < count; ++i) piece(i);
    }
};

}  // namespace entente

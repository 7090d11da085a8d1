// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <system_error>

#include "entente/base/parallel.hpp"
#include "subcommand.hpp"

namespace entente_program {

inline void add_threads(command_line app, std::size_t& threads) {
    app.add_count("--threads", threads, "threads to work on; 0 takes all", 1024).default_str("1");
}

/// Throws failure where the system has no room for so many.
inline entente::thread_pool pool_of(std::size_t threads) try {
    return entente::thread_pool(threads);
} catch (std::system_error const& e) {
    throw failure(std::to_string(threads) + " threads cannot be made: " + e.what());
}

}  // namespace entente_program

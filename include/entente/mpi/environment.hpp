// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/environment.hpp
/// MPI begun and ended with the life of an object. Component entente::mpi.

// The C++ bindings that some versions of <mpi.h> still draw in are not used here, and would be linked.
#ifndef OMPI_SKIP_MPICXX
#define OMPI_SKIP_MPICXX 1
#endif
#ifndef MPICH_SKIP_MPICXX
#define MPICH_SKIP_MPICXX 1
#endif
#include <exception>
#include <mpi.h>
#include <string>

#include "entente/error.hpp"

namespace entente::mpi {

namespace detail {

/// Throws an error that carries MPI's own words unless a call has succeeded.
inline void require_success(int code, char const* call) {
    if (code == MPI_SUCCESS) return;
    char text[MPI_MAX_ERROR_STRING] = {};
    int length = 0;
    if (MPI_Error_string(code, text, &length) != MPI_SUCCESS) length = 0;
    throw error(fault_code::communication,
                std::string(call) + " failed: " + std::string(text, static_cast<std::size_t>(length)));
}

}  // namespace detail

/// Initialises MPI where nobody has, and finalises what it has initialised; an MPI that is running already is
/// left alone.
///
/// The thread level asked for is MPI_THREAD_FUNNELED: executors may use threads, and only the thread that calls
/// the library calls MPI. Left by an exception, it aborts the job (MPI_Abort), since the other processes may be
/// waiting for this one: catch what `main` wants to report inside of the block that the environment stands in.
/// Throws error where MPI does not offer the thread level. Collective over all processes of the job, both at
/// its beginning and at its end.
/// ```
/// int main() {
///     entente::mpi::environment const mpi;
///     try {
///         ...
///     } catch (std::exception const& e) { ... }
/// }
/// ```
class environment {
public:
    environment() {
        int running = 0;
        detail::require_success(MPI_Initialized(&running), "MPI_Initialized");
        if (running) {
            detail::require_success(MPI_Query_thread(&level_), "MPI_Query_thread");
            return;
        }
        detail::require_success(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level_), "MPI_Init_thread");
        if (level_ < MPI_THREAD_FUNNELED) {
            MPI_Finalize();
            throw error(fault_code::communication, "this MPI does not offer MPI_THREAD_FUNNELED");
        }
        ours_ = true;
    }
    ~environment() {
        int ended = 0;
        if (!ours_ || MPI_Finalized(&ended) != MPI_SUCCESS || ended) return;
        if (std::uncaught_exceptions() > exceptions_) MPI_Abort(MPI_COMM_WORLD, 1);
        MPI_Finalize();
    }
    environment(environment const&) = delete;
    environment& operator=(environment const&) = delete;

    /// Whether it is this object that finalises MPI.
    bool owns() const { return ours_; }
    /// The thread level that MPI runs at: with less than MPI_THREAD_FUNNELED, use no executor with threads.
    int thread_level() const { return level_; }

private:
    int level_ = MPI_THREAD_SINGLE;
    int exceptions_ = std::uncaught_exceptions();
    bool ours_ = false;
};

}  // namespace entente::mpi

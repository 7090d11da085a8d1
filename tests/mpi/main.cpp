// SPDX-License-Identifier: BSL-1.0
// The main function of the tests under MPI: all processes run the same test cases, and all fail where one does.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <iostream>
#include <stdexcept>
#include <string_view>

#include "entente/mpi/environment.hpp"

namespace {

/// What the environment is there for: MPI ends the waiting processes too.
void leave_by_exception() {
    entente::mpi::environment const mpi;
    int rank = 0, size = 1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == size - 1) {
        std::cout << "the last rank leaves" << std::endl;
        throw std::runtime_error("out");
    }
    MPI_Barrier(MPI_COMM_WORLD);
    std::cout << "the others go on" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == "--leave-by-exception") {
        try {
            leave_by_exception();
        } catch (std::exception const&) {}
        return 1;
    }
    entente::mpi::environment const mpi;
    int const here = doctest::Context(argc, argv).run();
    int anywhere = here;
    MPI_Allreduce(&here, &anywhere, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return anywhere;
}

// SPDX-License-Identifier: BSL-1.0
#include "mpi.hpp"

#include <entente/entente.hpp>

#include <iostream>

int main() {
    entente::mpi::environment const environment;
    auto const matrix = entente::mpi::broadcast(MPI_COMM_WORLD, first_process_knows);
    auto const distances = entente::mpi::all_pairs(MPI_COMM_WORLD, matrix, entente::measures::city_block{});
    if (!distances) return 0;
    std::cout << "consumer: distance " << (*distances)(0, 1).value_or(-1) << '\n';
    return (*distances)(0, 1) == 1.0 ? 0 : 1;
}

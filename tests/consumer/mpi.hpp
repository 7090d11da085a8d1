// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <entente/mpi/all_pairs.hpp>
#include <entente/mpi/broadcast.hpp>
#include <entente/mpi/environment.hpp>
#include <entente/mpi/nearest.hpp>
#include <entente/mpi/stream.hpp>

#include <boost/optional.hpp>

entente::position_matrix first_process_knows();

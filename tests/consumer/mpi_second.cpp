// SPDX-License-Identifier: BSL-1.0
#include "mpi.hpp"

entente::position_matrix first_process_knows() {
    return {{"left", "right"},
            {{.name = "tax", .measurement = entente::level::ordinal, .lower = 1, .upper = 2, .categories = {1, 2}}},
            {0, 1, 2},
            {{0, true, 1, 1, 1}, {0, true, 2, 1, 1}}};
}

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/positions/position_matrix.hpp"
#include "output.hpp"

namespace entente_program {

/// Some actors, by their rows, under a name.
struct named_group {
    std::string name;
    std::vector<std::size_t> rows;
};

/// Writes how near the members of each group are to each other and groups to other groups, by a measure of pairs. Throws
/// entente::error for a measure that is not there.
void write_within(entente::position_matrix const& matrix, std::vector<named_group> const& groups,
                  std::string const& measure, answer& out);

/// Writes in how many camps each group stands over all issues, by a measure of pairs. Throws entente::error also where two
/// members have no value, and for a measure without ends.
void write_spread(entente::position_matrix const& matrix, std::vector<named_group> const& groups,
                  std::string const& measure, answer& out);

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command_line.hpp"
#include "entente/negotiation/conflict/solution.hpp"

namespace entente_program {

/// The solution concepts of these names, in their own order; of none all.
std::vector<entente::solution_concept> solutions_named(std::vector<std::string> const& names);
void add_solutions(command_line app, std::vector<std::string>& names);

/// What is said of a conflict beside stances, for `negotiate --conflict` and `--dilemmas`.
struct conflict_questions {
    void add_options(command_line app);
    /// Throws entente::error for what the question, an option of `negotiate`, does not take.
    void check(std::string_view question) const;

    std::string controls, status_quo, intentions, doubts;
};

}  // namespace entente_program

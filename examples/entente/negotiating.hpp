// SPDX-License-Identifier: BSL-1.0
#pragma once

// What every question of entente negotiate is asked of.

#include <cstddef>
#include <string>
#include <vector>

#include "conflict.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"
#include "entente/positions/row_names.hpp"
#include "entente/positions/stance_options.hpp"
#include "input.hpp"
#include "output.hpp"

namespace entente_program {

/// Who negotiates, and what all that the files name hold.
struct negotiation {
    graph stances{};
    entente::stance_options<graph> when{};
    entente::position_matrix whole{}, parties{};
    std::vector<entente::actor_id> who{};  ///< the parties, in the order of rows
    bool named = false;                    ///< whether they were; otherwise all that have a stance
    std::size_t levels = 5, steps = 10'000'000;
    bool past_red_lines = false;
    conflict_questions blocking{};
};

/// All rows, and where there are none the heading alone: that nothing can be had is an answer.
template <class Line>
void write_lines(answer& to, negotiation const& n, std::vector<Line> const& lines) {
    auto rows = to.rows<Line>(entente::names_of(n.whole));
    for (auto const& l : lines) rows.write(l);
    rows.finish();
}

// A question each: what was given to its option, or nothing.
void answer_effective(negotiation const& n, std::string const& outcomes, answer& to);
void answer_conflict(negotiation const& n, answer& to);
void answer_conditions(negotiation const& n, answer& to);
void answer_dilemmas(negotiation const& n, answer& to);
void answer_fixed_points(negotiation const& n, answer& to);
void answer_largest_zone(negotiation const& n, answer& to);
void answer_packages(negotiation const& n, answer& to);
void answer_progress(negotiation const& n, answer& to);
void answer_sensitivity(negotiation const& n, answer& to);

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/score_table_presets.hpp
/// Tables of scores in use: what well-known voting-advice applications give for each pair of answers.

#include <boost/optional.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "entente/measures/score_table.hpp"

namespace entente {

/// A table of scores as data. Answers go by order; each table reads the same from either end, and the greatest score of
/// each row is its maximum.
struct score_table_preset {
    std::string_view name;
    std::string_view answers;  ///< what the answers stand for, from the least category
    std::size_t size;
    std::array<double, 25> scores;  ///< the first size * size of them, by rows
    double silence = -1;            ///< the points that silence misses; below 0: not rated
};

/// All of them.
inline constexpr std::array<score_table_preset, 5> score_table_presets{{
    // Points 2 - |a - b| of at most 2.
    {"wahl_o_mat", "disagree, neutral, agree", 3, {2, 1, 0, 1, 2, 1, 0, 1, 2}},
    {"open_election_compass", "reject, neutral, approve", 3, {2, 1, 0, 1, 2, 1, 0, 1, 2}},
    {"open_election_compass_hybrid",
     "strongly reject, reject, neutral, approve, strongly approve",
     5,
     {2.0, 1.5, 0.5, 0.5, 0.0, 1.5, 2.0, 0.5, 0.5, 0.5, 0.5, 0.5, 2.0,
      0.5, 0.5, 0.5, 0.5, 0.5, 2.0, 1.5, 0.0, 0.5, 0.5, 1.5, 2.0}},
    // Rows are the user's answers. A party that is silent misses 2.5 points; weights are the product of the importance
    // to both.
    {"svt_propositions",
     "very bad, rather bad, rather good, very good",
     4,
     {11, 8, 3, 0, 5, 8, 3, 0, 0, 3, 8, 5, 0, 3, 8, 11},
     2.5},
    {"svt_range",
     "five steps from one end to the other",
     5,
     {16, 12, 8, 4, 0, 8, 12, 8, 4, 0, 0, 4, 8, 4, 0, 0, 4, 8, 12, 8, 0, 4, 8, 12, 16},
     2.5},
}};

/// The preset of a name, or none.
inline boost::optional<score_table> find_score_table(std::string_view name) {
    for (auto const& p : score_table_presets)
        if (p.name == name) {
            auto const end = p.scores.begin() + static_cast<std::ptrdiff_t>(p.size * p.size);
            return score_table({.answers = p.size,
                                .scores = {p.scores.begin(), end},
                                .silence = std::vector<double>(p.silence < 0 ? 0 : p.size, p.silence)});
        }
    return boost::none;
}

}  // namespace entente

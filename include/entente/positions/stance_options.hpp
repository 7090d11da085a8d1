// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/stance_options.hpp
/// How a graph is read as numbers: at what time, and under which outcomes of other issues.

#include <boost/optional.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include "entente/model/stance_graph.hpp"

namespace entente {

/// How conditional and dated stances are read.
template <stance_graph_like Graph>
struct stance_options {
    /// Read what was held at this time; without it, each actor's latest stance on each issue.
    boost::optional<time_point> at{};
    /// Outcomes taken as given; a condition on them is met or fails.
    std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes{};
    /// What a condition counts as whose issue has no outcome yet. Met: the stance as its actor put it.
    bool unresolved_conditions_hold = true;
};

/// The position that a stance amounts to under a reading: its own, its fallback when its condition fails, or none.
template <stance_graph_like Graph>
boost::optional<double> position_held(stance_t<Graph> const& s, stance_options<Graph> const& r) {
    if constexpr (requires { s.depends_on->terms; s.depends_on->fallback; }) {
        if (s.depends_on) {
            bool holds = true, unresolved = false;
            for (auto const& term : s.depends_on->terms) {
                auto const given = std::find_if(r.outcomes.begin(), r.outcomes.end(),
                                                [&](auto const& o) { return o.first == term.issue; });
                if (given == r.outcomes.end())
                    unresolved = true;
                else
                    holds = holds && term.outcome.contains(given->second);
            }
            if (!holds || (unresolved && !r.unresolved_conditions_hold)) return s.depends_on->fallback;
        }
    }
    return s.position;
}

}  // namespace entente

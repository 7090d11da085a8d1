// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/stance_options.hpp
/// How a graph is read as numbers: at what time, under which outcomes of other issues, and who may
/// speak for an actor.

#include <boost/optional.hpp>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/model/stance_graph.hpp"

namespace entente {

/// How the positions of several actors become that of one for whom they speak. Each of them counts
/// once; those without a position are not heard. No rule depends on the order in which they come.
enum class aggregation : unsigned char {
    latest,         ///< the one that began to be held last; none where several began then and differ
    mean,           ///< their mean; on a scale of categories the one nearest to it (see held_by)
    weighted_mean,  ///< their mean, each by its capability on the issue, else as everywhere; none where all weigh 0
    median,    ///< the middle one, or the mean of the two in the middle; on a scale of categories the one nearest to it
    majority,  ///< the one that more than half of them hold; none where there is none
    unanimity,  ///< the one that all of them hold; none where two differ
};

constexpr std::string_view to_string(aggregation a) {
    switch (a) {
    case aggregation::latest:
        return "latest";
    case aggregation::mean:
        return "mean";
    case aggregation::weighted_mean:
        return "weighted_mean";
    case aggregation::median:
        return "median";
    case aggregation::majority:
        return "majority";
    case aggregation::unanimity:
        return "unanimity";
    }
    return "?";
}

/// How conditional and dated stances are read, and whose.
template <stance_graph_like Graph>
struct stance_options {
    /// Read what was held at this time, with those who then spoke for an actor or belonged to it. Without it, each
    /// actor's latest stance on each issue; it is that of another, too, unless its holder had ceased to speak for
    /// that other, or to belong to it, before the stance began.
    boost::optional<time_point> at{};
    /// Outcomes taken as given; a condition on them is met or fails.
    std::vector<std::pair<id_of<issue_t<Graph>>, double>> outcomes{};
    /// What a condition counts as whose issue has no outcome yet. Met: the stance as its actor put it.
    bool unresolved_conditions_hold = true;
    /// Whether those speak for an actor who are related to it by `speaks_for`, where it has no
    /// stance of its own; and how.
    boost::optional<aggregation> spokespeople{};
    /// Whether those speak for an actor who are related to it by `member_of`, where neither it nor
    /// a spokesperson has a stance; and how.
    boost::optional<aggregation> members{};
};

/// The position that a stance amounts to under a reading: its own, its fallback when its condition
/// fails, or none. O(terms of its condition * outcomes).
template <stance_graph_like Graph>
boost::optional<double> position_held(stance_t<Graph> const& s, stance_options<Graph> const& r) {
    using traits = stance_traits<stance_t<Graph>>;
    if constexpr (traits::has_condition) {
        if (auto const* const condition = traits::condition(s)) {
            bool holds = true, unresolved = false;
            for (auto const& term : condition->terms) {
                auto const given = std::find_if(r.outcomes.begin(), r.outcomes.end(),
                                                [&](auto const& o) { return o.first == term.issue; });
                if (given == r.outcomes.end())
                    unresolved = true;
                else
                    holds = holds && term.outcome.contains(given->second);
            }
            if (!holds || (unresolved && !r.unresolved_conditions_hold)) return condition->fallback;
        }
    }
    return traits::position(s);
}

}  // namespace entente

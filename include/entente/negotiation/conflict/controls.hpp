// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/controls.hpp
/// Who can settle which issue.

#include <vector>

#include "entente/model/stance_graph.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// A relation: the source can settle the target, alone and whatever the others do. In a graph of
/// `extended_stance_graph<Scale, typed_relation<actor, controls, basic_issue<Scale>>>`.
struct controls {
    friend bool operator==(controls, controls) = default;
};

/// That an actor can settle an issue.
struct issue_control {
    actor_id actor{};
    issue_id issue{};
    friend bool operator==(issue_control const&, issue_control const&) = default;
};

/// What the relation `controls` of a graph says, in the order of issues, then of actors. O(issues + edges).
template <stance_graph_like Graph>
    requires(Graph::template has_relation<controls>)
std::vector<issue_control> controls_in(Graph const& g) {
    std::vector<issue_control> all;
    for (auto const issue : g.template ids<issue_t<Graph>>())
        for (auto const& e : g.template in<controls>(issue)) all.push_back({e.source, issue});
    return all;
}

}  // namespace entente

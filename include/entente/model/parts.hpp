// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/parts.hpp
/// The parts of an issue.

#include <algorithm>
#include <vector>

#include "entente/model/stance_graph.hpp"

namespace entente {

/// The parts of an issue, and their parts, and so on, without those that have parts themselves; the
/// issue itself where it has none.
///
/// Precondition: the id is of this graph. Returns ids in ascending order, each once, however many
/// ways lead to it. O(issues + parts and relations among them).
template <stance_graph_like Graph>
    requires(Graph::template has_relation<part_of>)
std::vector<id_of<issue_t<Graph>>> parts_of(Graph const& g, id_of<issue_t<Graph>> whole) {
    std::vector<id_of<issue_t<Graph>>> found, open{whole};
    std::vector<bool> seen(g.template size<issue_t<Graph>>(), false);
    while (!open.empty()) {
        auto const issue = open.back();
        open.pop_back();
        if (seen[issue.value]) continue;
        seen[issue.value] = true;
        auto const parts = g.template in<part_of>(issue);
        if (parts.empty()) found.push_back(issue);
        for (auto const& part : parts) open.push_back(part.source);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace entente

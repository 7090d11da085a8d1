// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/cycle.hpp
/// Finds a cycle among the edges of a relation that may have none.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente::detail {

struct cycle {
    std::vector<std::uint32_t> vertices;  ///< along the edges; the first is the last again
    std::uint32_t last_edge;              ///< of its edges, the one that was added last
};

/// A cycle, or none. `offsets` and `targets` are the rows of edges by source, `from` and `to` the same edges in
/// the order of addition. Kahn's algorithm: what cannot be removed lies on a cycle, or behind one. O(vertices +
/// edges).
inline boost::optional<cycle> find_cycle(std::span<std::uint32_t const> offsets, std::span<std::uint32_t const> targets,
                                         std::span<std::uint32_t const> from, std::span<std::uint32_t const> to) {
    auto const n = offsets.size() - 1;
    std::vector<std::uint32_t> incoming(n, 0), ready;
    for (auto t : to) ++incoming[t];
    for (std::size_t v = 0; v < n; ++v)
        if (!incoming[v]) ready.push_back(static_cast<std::uint32_t>(v));
    std::size_t removed = 0;
    while (!ready.empty()) {
        auto const v = ready.back();
        ready.pop_back();
        ++removed;
        for (auto e = offsets[v]; e < offsets[v + 1]; ++e)
            if (!--incoming[targets[e]]) ready.push_back(targets[e]);
    }
    if (removed == n) return boost::none;
    // Walk backwards among what is left until a vertex repeats: that one is on a cycle.
    std::vector<std::uint32_t> previous(n, 0), edge_into(n, 0);
    for (std::size_t e = 0; e < from.size(); ++e)
        if (incoming[from[e]] && incoming[to[e]]) {
            previous[to[e]] = from[e];
            edge_into[to[e]] = static_cast<std::uint32_t>(e);
        }
    std::vector<bool> seen(n, false);
    auto v = static_cast<std::uint32_t>(std::find_if(incoming.begin(), incoming.end(), [](auto c) { return c != 0; }) -
                                        incoming.begin());
    while (!seen[v]) seen[v] = true, v = previous[v];
    cycle found{{v}, edge_into[v]};
    for (auto u = previous[v];; u = previous[u]) {
        found.vertices.push_back(u);
        if (u == v) break;
        found.last_edge = (std::max)(found.last_edge, edge_into[u]);
    }
    std::reverse(found.vertices.begin(), found.vertices.end());
    return found;
}

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/clusters.hpp
/// Actors that are near to each other, in a tree, on any matrix of distances. Opt-in.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/config.hpp"
#include "entente/pairs/distance_table.hpp"

#if ENTENTE_DEFINES(measures)
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "entente/error.hpp"
#endif

namespace entente {

/// How near two clusters are.
enum class linkage : unsigned char {
    single,    ///< their nearest members
    complete,  ///< their farthest members
    average,   ///< the mean over pairs of members
    ward  ///< how much joining them adds to the sum of squares: the distance squared of Ward's criterion, square-rooted
};

/// Two clusters that were joined: those below `size` are single things, size + i is the result of step i.
struct cluster_merge {
    std::size_t first = 0, second = 0;  ///< first < second
    double height = 0;
    std::size_t members = 0;  ///< of the result
};

/// The tree of joins, nearest first; of pairs as near the one with the least numbers. size - 1 joins. Ward's heights are those
/// of squared distances (Ward.D2 of R). O(n^3) at worst, O(n^2) as a rule.
/// Source: Lance and Williams (1967); Ward (1963); Murtagh and Legendre (2014).
std::vector<cluster_merge> hierarchical_clusters(distance_table const& d, linkage how);

/// The cluster of each thing when the tree is cut into so many; numbered as their first members come. Throws
/// error(invalid_argument) on a number that is not from 1 to the number of things.
std::vector<std::uint32_t> cut_tree(std::vector<cluster_merge> const& tree, std::size_t clusters);

/// The things in the order of the tree's leaves: what was joined stands together.
std::vector<std::size_t> leaf_order(std::vector<cluster_merge> const& tree);

#if ENTENTE_DEFINES(measures)

ENTENTE_INLINE std::vector<cluster_merge> hierarchical_clusters(distance_table const& table, linkage how) {
    auto const n = table.size();
    std::vector<cluster_merge> tree;
    std::vector<double> d(n * n, 0.0);
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b) {
            double const x = a == b ? 0.0 : table(a, b);
            d[a * n + b] = how == linkage::ward ? x * x : x;
        }
    std::vector<std::size_t> name(n), members(n, 1), alive(n);
    std::iota(name.begin(), name.end(), std::size_t{0});
    std::iota(alive.begin(), alive.end(), std::size_t{0});
    auto const at = [&](std::size_t a, std::size_t b) -> double& { return d[a * n + b]; };
    // The nearest of those that come later in `alive`, kept for each.
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> nearest(n, none);
    auto const before = [&](std::size_t a, std::size_t b, std::size_t p, std::size_t q) {
        auto const i = (std::min)(name[a], name[b]), j = (std::max)(name[a], name[b]), k = (std::min)(name[p], name[q]),
                   l = (std::max)(name[p], name[q]);
        if (at(a, b) != at(p, q)) return at(a, b) < at(p, q);
        return i != k ? i < k : j < l;
    };
    auto const find_nearest = [&](std::size_t place) {
        auto const a = alive[place];
        nearest[a] = none;
        for (auto k = place + 1; k < alive.size(); ++k)
            if (nearest[a] == none || before(a, alive[k], a, nearest[a])) nearest[a] = alive[k];
    };
    for (std::size_t k = 0; k < alive.size(); ++k) find_nearest(k);
    while (alive.size() > 1) {
        std::size_t a = none;
        for (auto const x : alive)
            if (nearest[x] != none && (a == none || before(x, nearest[x], a, nearest[a]))) a = x;
        auto const b = nearest[a];
        double const height = at(a, b);
        tree.push_back({(std::min)(name[a], name[b]), (std::max)(name[a], name[b]),
                        how == linkage::ward ? std::sqrt(height) : height, members[a] + members[b]});
        auto const na = static_cast<double>(members[a]), nb = static_cast<double>(members[b]);
        for (auto const x : alive) {
            if (x == a || x == b) continue;
            double const p = at(a, x), q = at(b, x), nx = static_cast<double>(members[x]);
            double joined = 0;
            switch (how) {
            case linkage::single:
                joined = (std::min)(p, q);
                break;
            case linkage::complete:
                joined = (std::max)(p, q);
                break;
            case linkage::average:
                joined = (na * p + nb * q) / (na + nb);
                break;
            case linkage::ward:
                joined = ((na + nx) * p + (nb + nx) * q - nx * height) / (na + nb + nx);
                break;
            }
            at(a, x) = at(x, a) = joined;
        }
        members[a] += members[b];
        name[a] = n + tree.size() - 1;
        alive.erase(std::find(alive.begin(), alive.end(), b));
        // Who looked at one of the two looks again; others may have come nearer to the new one.
        for (std::size_t k = 0; k < alive.size(); ++k) {
            auto const x = alive[k];
            if (x == a || nearest[x] == a || nearest[x] == b)
                find_nearest(k);
            else if (nearest[x] != none &&
                     std::find(alive.begin() + static_cast<std::ptrdiff_t>(k) + 1, alive.end(), a) != alive.end() &&
                     before(x, a, x, nearest[x]))
                nearest[x] = a;
        }
    }
    return tree;
}

ENTENTE_INLINE std::vector<std::uint32_t> cut_tree(std::vector<cluster_merge> const& tree, std::size_t clusters) {
    auto const n = tree.size() + 1;
    if (clusters < 1 || clusters > n)
        throw error(fault_code::invalid_argument, "a tree is cut into one cluster or more, as many as it has leaves at most",
                    {.value = std::to_string(clusters)});
    std::vector<std::size_t> whole(n + tree.size());
    std::iota(whole.begin(), whole.end(), std::size_t{0});
    auto const top = [&](std::size_t x) {
        while (whole[x] != x) x = whole[x];
        return x;
    };
    for (std::size_t i = 0; i + clusters < n; ++i) whole[tree[i].first] = whole[tree[i].second] = n + i;
    std::vector<std::uint32_t> number(whole.size(), static_cast<std::uint32_t>(-1)), of;
    std::uint32_t next = 0;
    for (std::size_t x = 0; x < n; ++x) {
        auto& k = number[top(x)];
        if (k == static_cast<std::uint32_t>(-1)) k = next++;
        of.push_back(k);
    }
    return of;
}

ENTENTE_INLINE std::vector<std::size_t> leaf_order(std::vector<cluster_merge> const& tree) {
    auto const n = tree.size() + 1;
    std::vector<std::size_t> order, open{n + tree.size() - 1};
    if (tree.empty()) return {0};
    while (!open.empty()) {
        auto const x = open.back();
        open.pop_back();
        if (x < n) {
            order.push_back(x);
        } else {
            open.push_back(tree[x - n].second);
            open.push_back(tree[x - n].first);
        }
    }
    return order;
}

#endif

}  // namespace entente

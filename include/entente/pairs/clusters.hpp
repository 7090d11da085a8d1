// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/clusters.hpp
/// Actors that are near to each other, in a tree or around medoids, on any matrix of distances. Opt-in.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/fold/measure.hpp"
#include "entente/pairs/dyad_matrix.hpp"

#if ENTENTE_DEFINES(measures)
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "entente/error.hpp"
#endif

namespace entente {

/// Distances of all pairs of some things, each at least 0.
class distance_table {
public:
    distance_table() = default;
    /// Row by row; both halves have to agree. Throws error(invalid_argument) unless they do, and there is a finite number of
    /// at least 0 for each pair.
    distance_table(std::size_t size, std::vector<double> values);

    std::size_t size() const { return size_; }
    double operator()(std::size_t a, std::size_t b) const { return values_[a * size_ + b]; }

private:
    std::size_t size_ = 0;
    std::vector<double> values_{};
};

/// The values of all pairs as distances: of an agreement its greatest value less each, of a measure that is not symmetric
/// the mean both ways. Throws error that names two actors whose value is undefined, and error(invalid_argument) for an
/// agreement without a greatest value. O(actors^2).
distance_table make_distances(dyad_matrix const& pairs, measure_description const& of);

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

/// So many things that are nearest to all others.
struct medoids {
    std::vector<std::size_t> centres{};    ///< ascending
    std::vector<std::uint32_t> cluster{};  ///< of each thing: the place of its centre, the first of several as near
};

/// The k things with the least sum of distances from each thing to the nearest of them.
///
/// Exact by trying every choice where there are at most `limits.steps` (a step is a choice; without a limit 10^6 are
/// tried), else by exchanging single medoids while that helps: `proved` says which. The bound is then 0. Throws
/// error(invalid_argument) unless k is from 1 to the number of things.
/// Source: Kaufman and Rousseeuw (1990).
search_result<medoids> k_medoids(distance_table const& d, std::size_t k, search_limits const& limits = {});

#if ENTENTE_DEFINES(measures)

ENTENTE_INLINE distance_table::distance_table(std::size_t size, std::vector<double> values)
    : size_(size)
    , values_(std::move(values)) {
    if (values_.size() != size * size)
        throw error(fault_code::invalid_argument, "a table of distances has a number for each pair",
                    {.value = std::to_string(values_.size())});
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) {
            double const x = values_[a * size + b];
            if (a != b && (!detail::is_finite(x) || x < 0 || x != values_[b * size + a]))
                throw error(
                    fault_code::invalid_argument, "a distance is a finite number of at least 0, the same both ways",
                    {.actor = '#' + std::to_string(a), .issue = '#' + std::to_string(b), .value = std::to_string(x)});
        }
}

ENTENTE_INLINE distance_table make_distances(dyad_matrix const& pairs, measure_description const& of) {
    auto const n = pairs.actors();
    bool const agreement = of.direction == orientation::agreement;
    if (agreement && !detail::is_finite(of.greatest))
        throw error(fault_code::invalid_argument, std::string(of.name) + " has no greatest value to measure distances from");
    std::vector<double> values(n * n, 0.0);
    for (std::size_t a = 0; a < n; ++a)
        for (auto b = a + 1; b < n; ++b) {
            auto const x = pairs(a, b), y = pairs(b, a);
            if (!x || !y)
                throw error(fault_code::invalid_argument, "two actors without a value cannot be put into clusters",
                            {.actor = '#' + std::to_string(a), .issue = '#' + std::to_string(b)});
            double const v = (*x + *y) / 2;
            values[a * n + b] = values[b * n + a] = agreement ? of.greatest - v : v;
        }
    return {n, std::move(values)};
}

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

ENTENTE_INLINE search_result<medoids> k_medoids(distance_table const& d, std::size_t k, search_limits const& limits) {
    auto const n = d.size();
    if (k < 1 || k > n)
        throw error(fault_code::invalid_argument, "medoids are one or more, as many as there are things at most",
                    {.value = std::to_string(k)});
    auto const cost_of = [&](std::vector<std::size_t> const& centres) {
        double sum = 0;
        for (std::size_t x = 0; x < n; ++x) {
            double least = std::numeric_limits<double>::infinity();
            for (auto const c : centres) least = (std::min)(least, x == c ? 0.0 : d(x, c));
            sum += least;
        }
        return sum;
    };
    search_result<medoids> result;
    std::vector<std::size_t> best, now(k);
    std::iota(now.begin(), now.end(), std::size_t{0});
    double least = std::numeric_limits<double>::infinity();
    // How many choices there are, as far as that matters.
    double choices = 1;
    for (std::size_t i = 0; i < k; ++i) choices = choices * static_cast<double>(n - i) / static_cast<double>(i + 1);
    auto const most = limits.steps == search_limits{}.steps ? 1e6 : static_cast<double>(limits.steps);
    search_watch watch(limits);
    bool complete = choices <= most;
    if (complete) {
        for (bool more = true; more;) {
            if (!watch.step(least, 0)) {
                complete = false;
                break;
            }
            if (double const cost = cost_of(now); cost < least) least = cost, best = now;
            more = false;
            for (auto i = k; i-- > 0;) {
                if (now[i] == n - k + i) continue;
                ++now[i];
                for (auto j = i + 1; j < k; ++j) now[j] = now[j - 1] + 1;
                more = true;
                break;
            }
        }
    }
    if (!complete) {
        if (best.empty()) {
            // Each next one where it helps most.
            for (std::size_t i = 0; i < k; ++i) {
                std::size_t chosen = n;
                double at_least = std::numeric_limits<double>::infinity();
                for (std::size_t x = 0; x < n; ++x) {
                    if (std::find(best.begin(), best.end(), x) != best.end()) continue;
                    auto with = best;
                    with.push_back(x);
                    if (double const cost = cost_of(with); cost < at_least) at_least = cost, chosen = x;
                }
                best.push_back(chosen);
            }
            least = cost_of(best);
        }
        for (bool helped = true; helped;) {
            helped = false;
            for (std::size_t i = 0; i < k && !helped; ++i)
                for (std::size_t x = 0; x < n; ++x) {
                    if (std::find(best.begin(), best.end(), x) != best.end()) continue;
                    auto other = best;
                    other[i] = x;
                    double const cost = cost_of(other);
                    if (cost < least * (1 - 1e-12)) {
                        best = std::move(other), least = cost, helped = true;
                        break;
                    }
                }
        }
    }
    std::sort(best.begin(), best.end());
    for (std::size_t x = 0; x < n; ++x) {
        std::uint32_t at = 0;
        auto const far_from = [&](std::size_t c) { return x == best[c] ? 0.0 : d(x, best[c]); };
        for (std::uint32_t c = 1; c < k; ++c)
            if (far_from(c) < far_from(at)) at = c;
        result.solution.cluster.push_back(at);
    }
    result.solution.centres = std::move(best);
    result.value = least;
    result.proved = complete;
    result.bound = complete ? least : 0;
    result.ended = complete                              ? search_end::proved
                   : watch.ended() == search_end::proved ? search_end::steps
                                                         : watch.ended();
    result.steps = watch.steps();
    return result;
}

#endif

}  // namespace entente

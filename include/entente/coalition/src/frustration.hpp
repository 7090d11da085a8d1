// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/base/sort_stably.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/coalition/src/contraction.hpp"
#include "entente/coalition/src/cycle_packing.hpp"
#include "entente/config.hpp"

namespace entente {

namespace detail {

/// The search within one block.
class frustration_search {
public:
    frustration_search(contraction start, search_watch& watch, double unit)
        : watch_(watch)
        , unit_(unit)
        , sides_(start.size(), 1)
        , best_sides_(start.size(), 1) {
        root_bound_ = 0;
        stopped_ = !visit(std::move(start), true);
    }

    double value() const { return best_; }
    double bound() const { return stopped_ ? (std::min)(root_bound_, best_) : best_; }
    std::vector<int> const& sides() const { return best_sides_; }

private:
    /// What a solution has to cost less than for it to be worth looking for, given a bound.
    bool hopeless(double bound) const {
        double const tolerance = 1e-9 * (std::max)(1.0, best_);
        if (unit_ > 0) bound = std::ceil(bound / unit_ - 1e-6) * unit_;
        return bound >= best_ - tolerance;
    }

    // Returns whether the search goes on.
    bool visit(contraction c, bool root) {
        c.reduce();
        std::vector<std::uint32_t> actors;
        for (std::uint32_t v = 0; v < c.size(); ++v)
            if (c.alive(v)) actors.push_back(v);
        double const in_the_way = improve(c, actors, root);
        if (c.cost() + in_the_way < best_) {
            best_ = c.cost() + in_the_way;
            best_sides_ = sides_;
            c.follow(best_sides_);
        }
        if (hopeless(c.cost())) {
            if (root) root_bound_ = c.cost();
            return true;
        }
        cycle_packing packing(c, actors, sides_);
        double const bound = c.cost() + packing.pack(root ? 200 : 12, in_the_way);
        if (root) root_bound_ = unit_ > 0 ? std::ceil(bound / unit_ - 1e-6) * unit_ : bound;
        if (hopeless(bound)) return true;
        if (!watch_.step(best_, root_bound_)) return false;

        auto const open = std::max_element(packing.against().begin(), packing.against().end(),
                                           [](auto const& p, auto const& q) { return p.rest < q.rest; });
        auto const u = actors[open->a], v = actors[open->b];
        int const now = sides_[u] * sides_[v];
        for (int const side : {-now, now}) {
            auto branch = c;
            branch.merge(v, u, side);
            if (!visit(std::move(branch), false)) return false;
        }
        return true;
    }

    /// Turns actors to the other side while that takes something out of the way, from the sides of the last call; at the
    /// root from several. Returns the weight that is left in the way.
    double improve(contraction const& c, std::vector<std::uint32_t> const& actors, bool root) {
        double least = descend(c, actors);
        if (!root) return least;
        auto best = sides_;
        std::uint64_t state = 1;
        for (int trial = 0; trial < 50; ++trial) {
            for (auto const v : actors) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                if (trial < 25 ? (state >> 60) == 0 : (state >> 63) == 0) sides_[v] = -sides_[v];
            }
            double const here = descend(c, actors);
            if (here < least) least = here, best = sides_;
            if (trial < 25) sides_ = best;
        }
        sides_ = best;
        return least;
    }
    double descend(contraction const& c, std::vector<std::uint32_t> const& actors) {
        // What each actor would gain by turning.
        std::vector<double> gain(actors.size(), 0.0);
        for (std::size_t i = 0; i < actors.size(); ++i)
            for (auto const x : actors) gain[i] -= c.tie(actors[i], x) * sides_[actors[i]] * sides_[x];
        for (;;) {
            std::size_t best = actors.size();
            for (std::size_t i = 0; i < actors.size(); ++i)
                if (gain[i] > 1e-12 && (best == actors.size() || gain[i] > gain[best])) best = i;
            if (best == actors.size()) break;
            auto const v = actors[best];
            sides_[v] = -sides_[v];
            gain[best] = -gain[best];
            for (std::size_t i = 0; i < actors.size(); ++i)
                if (i != best) gain[i] -= 2 * c.tie(v, actors[i]) * sides_[v] * sides_[actors[i]];
        }
        double sum = 0;
        for (std::size_t i = 0; i < actors.size(); ++i)
            for (std::size_t j = i + 1; j < actors.size(); ++j) {
                double const w = c.tie(actors[i], actors[j]) * sides_[actors[i]] * sides_[actors[j]];
                if (w < 0) sum -= w;
            }
        return sum;
    }

    search_watch& watch_;
    double unit_;
    double best_ = std::numeric_limits<double>::infinity(), root_bound_ = 0;
    bool stopped_ = false;
    std::vector<int> sides_, best_sides_;
};

/// Sets of actors that hang together but by single actors: each tie lies in one.
ENTENTE_INLINE std::vector<std::vector<std::uint32_t>> blocks_of(signed_graph const& g) {
    struct visit {
        std::uint32_t actor;
        std::size_t next;
    };
    auto const n = g.size();
    constexpr auto unseen = (std::numeric_limits<std::uint32_t>::max)();
    std::vector<std::uint32_t> number(n, unseen), low(n, 0), parent(n, unseen), stack;
    std::vector<visit> path;
    std::vector<std::vector<std::uint32_t>> blocks;
    std::uint32_t seen = 0;
    for (std::uint32_t root = 0; root < n; ++root) {
        if (number[root] != unseen || g.neighbours(root).empty()) continue;
        path.push_back({root, 0});
        number[root] = low[root] = seen++;
        stack.push_back(root);
        while (!path.empty()) {
            auto const v = path.back().actor;
            auto const all = g.neighbours(v);
            if (path.back().next < all.size()) {
                auto const x = all[path.back().next++].actor;
                if (number[x] == unseen) {
                    parent[x] = v;
                    number[x] = low[x] = seen++;
                    stack.push_back(x);
                    path.push_back({x, 0});
                } else if (x != parent[v]) {
                    low[v] = (std::min)(low[v], number[x]);
                }
                continue;
            }
            path.pop_back();
            if (path.empty()) continue;
            auto const p = path.back().actor;
            low[p] = (std::min)(low[p], low[v]);
            if (low[v] < number[p]) continue;
            blocks.emplace_back(1, p);  // p separates what was reached from v
            for (;;) {
                auto const x = stack.back();
                stack.pop_back();
                blocks.back().push_back(x);
                if (x == v) break;
            }
        }
        stack.clear();
    }
    return blocks;
}

}  // namespace detail

ENTENTE_INLINE double cost_of_camps(signed_graph const& g, camps const& of) {
    double sum = 0;
    for (auto const& t : g.ties())
        if ((of[t.a] == of[t.b]) != (t.weight > 0)) sum += (std::abs)(t.weight);
    return sum;
}

ENTENTE_INLINE boost::optional<double> frustration_score(signed_graph const& g, double cost) {
    double all = 0;
    for (auto const& t : g.ties()) all += (std::abs)(t.weight);
    if (!(all > 0)) return boost::none;
    return 1 - 2 * cost / all;
}

ENTENTE_INLINE search_result<camps> frustration(signed_graph const& g, search_limits const& limits) {
    auto const n = g.size();
    search_watch watch(limits);
    double const unit = std::all_of(g.ties().begin(), g.ties().end(),
                                    [](signed_tie const& t) { return std::floor(t.weight) == t.weight; })
                            ? 1
                            : 0;
    search_result<camps> result;
    // Where a block stands to its first actor.
    std::vector<std::vector<std::pair<std::uint32_t, int>>> beside(n);
    for (auto const& block : detail::blocks_of(g)) {
        std::vector<std::uint32_t> place(n, 0);
        for (std::uint32_t i = 0; i < block.size(); ++i) place[block[i]] = i;
        std::vector<bool> inside(n, false);
        for (auto const v : block) inside[v] = true;
        detail::contraction start(block.size());
        for (auto const v : block)
            for (auto const& x : g.neighbours(v))
                if (inside[x.actor] && v < x.actor) start.add(place[v], place[x.actor], x.weight);
        detail::frustration_search search(std::move(start), watch, unit);
        result.bound += search.bound();
        for (std::uint32_t i = 1; i < block.size(); ++i) {
            int const side = search.sides()[0] * search.sides()[i];
            beside[block[0]].emplace_back(block[i], side);
            beside[block[i]].emplace_back(block[0], side);
        }
    }
    std::vector<int> sides(n, 0);
    std::vector<std::uint32_t> open;
    for (std::uint32_t first = 0; first < n; ++first) {
        if (sides[first]) continue;
        sides[first] = 1;
        open.push_back(first);
        while (!open.empty()) {
            auto const v = open.back();
            open.pop_back();
            for (auto const& [x, side] : beside[v])
                if (!sides[x]) sides[x] = side * sides[v], open.push_back(x);
        }
    }
    for (int const s : sides) result.solution.push_back(s == 1 ? 0 : 1);
    result.value = cost_of_camps(g, result.solution);
    result.ended = watch.ended();
    result.steps = watch.steps();
    result.proved = result.ended == search_end::proved || result.bound >= result.value;
    if (result.proved) result.bound = result.value, result.ended = search_end::proved;
    return result;
}

}  // namespace entente

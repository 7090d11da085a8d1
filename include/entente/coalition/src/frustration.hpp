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
#include "entente/config.hpp"

namespace entente {

namespace detail {

/// Some actors of a signed graph, contracted as decisions are made. Sides are 1 and -1.
class contraction {
public:
    explicit contraction(std::size_t n) : n_(n), ties_(n * n, 0.0), alive_(n, true), left_(n) {}

    std::size_t size() const { return n_; }
    std::size_t left() const { return left_; }
    bool alive(std::size_t v) const { return alive_[v]; }
    double tie(std::size_t a, std::size_t b) const { return ties_[a * n_ + b]; }
    double cost() const { return cost_; }

    /// A further tie of a pair. What two ties that contradict each other cost, however the pair is placed, is paid.
    void add(std::size_t a, std::size_t b, double weight) {
        double const now = tie(a, b);
        if ((now > 0 && weight < 0) || (now < 0 && weight > 0))
            cost_ += (std::min)((std::abs)(now), (std::abs)(weight));
        set(a, b, now + weight);
    }
    /// Puts v on the side of u, or on the other.
    void merge(std::size_t v, std::size_t u, int side) {
        double const own = tie(u, v);
        if (own * side < 0) cost_ += (std::abs)(own);
        set(u, v, 0);
        for (std::size_t x = 0; x < n_; ++x) {
            double const w = tie(v, x);
            if (w == 0) continue;
            set(v, x, 0);
            add(u, x, w * side);
        }
        alive_[v] = false;
        --left_;
        followed_.push_back({static_cast<std::uint32_t>(v), static_cast<std::uint32_t>(u), side});
    }

    /// Contracts whatever need not be decided.
    void reduce() {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t v = 0; v < n_; ++v)
                if (alive_[v] && settle(v)) changed = true;
            if (!changed) changed = merge_alike();
        }
    }

    /// The sides of all, from those of the ones that are left.
    void follow(std::vector<int>& sides) const {
        for (auto f = followed_.rbegin(); f != followed_.rend(); ++f) sides[f->who] = f->side * sides[f->whom];
    }

private:
    struct followed {
        std::uint32_t who, whom;
        int side;
    };

    void set(std::size_t a, std::size_t b, double w) { ties_[a * n_ + b] = ties_[b * n_ + a] = w; }

    /// An actor whose heaviest tie outweighs the others together does as that tie says.
    bool settle(std::size_t v) {
        double all = 0, heaviest = 0;
        std::size_t u = n_;
        for (std::size_t x = 0; x < n_; ++x) {
            double const w = (std::abs)(tie(v, x));
            all += w;
            if (w > heaviest) heaviest = w, u = x;
        }
        if (u == n_) {  // without ties: its side does not matter
            alive_[v] = false;
            --left_;
            return false;
        }
        if (heaviest < all - heaviest) return false;
        merge(v, u, tie(v, u) > 0 ? 1 : -1);
        return true;
    }

    /// Two actors whose ties to all others are the same, or in proportion, may stand together, unless they are against
    /// each other; two whose ties are opposite, apart, unless they are for each other.
    bool merge_alike() {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> open, closed;
        for (std::uint32_t v = 0; v < n_; ++v) {
            if (!alive_[v]) continue;
            std::uint64_t h = 0;
            for (std::size_t x = 0; x < n_; ++x)
                if (tie(v, x) != 0) h += mixed(x);
            open.emplace_back(h, v);
            closed.emplace_back(h + mixed(v), v);
        }
        bool merged = false;
        for (auto* all : {&closed, &open}) {
            std::sort(all->begin(), all->end());
            for (std::size_t i = 0; i + 1 < all->size(); ++i)
                for (auto j = i + 1; j < all->size() && (*all)[j].first == (*all)[i].first; ++j) {
                    auto const u = (*all)[i].second, v = (*all)[j].second;
                    if (!alive_[u] || !alive_[v]) continue;
                    if (int const side = alike(u, v)) {
                        merge(v, u, side);
                        merged = true;
                    }
                }
            if (merged) return true;
        }
        return false;
    }
    static std::uint64_t mixed(std::uint64_t x) {
        x = (x + 1) * 0x9e3779b97f4a7c15u;
        x = (x ^ (x >> 32)) * 0xd6e8feb86659fd93u;
        return x ^ (x >> 29);
    }
    int alike(std::size_t u, std::size_t v) const {
        double p = 0, q = 0;  // the first pair of ties, which the others are in proportion to
        for (std::size_t x = 0; x < n_; ++x) {
            if (x == u || x == v) continue;
            double const a = tie(u, x), b = tie(v, x);
            if ((a == 0) != (b == 0)) return 0;
            if (a == 0) continue;
            if (p == 0) p = a, q = b;
            if (a * q != b * p) return 0;
        }
        int const side = p * q > 0 ? 1 : -1;
        return tie(u, v) * side >= 0 ? side : 0;
    }

    std::size_t n_;
    std::vector<double> ties_;
    std::vector<bool> alive_;
    std::size_t left_;
    double cost_ = 0;
    std::vector<followed> followed_{};
};

/// Cycles that are not balanced, packed so that no tie carries more than its weight: what they cost is a lower bound.
class cycle_packing {
public:
    cycle_packing(contraction const& c, std::vector<std::uint32_t> const& actors, std::vector<int> const& sides)
        : n_(actors.size())
        , capacity_(n_ * n_, 0.0) {
        neighbours_.resize(n_);
        for (std::size_t i = 0; i < n_; ++i)
            for (std::size_t j = 0; j < n_; ++j) {
                double const w = c.tie(actors[i], actors[j]) * sides[actors[i]] * sides[actors[j]];
                if (w > 0) neighbours_[i].push_back(static_cast<std::uint32_t>(j));
                if (w > 0) capacity_[i * n_ + j] = w;
                if (w < 0 && i < j)
                    against_.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), -w, -w, 0});
            }
    }

    /// A tie in the way, and what of it no cycle carries.
    struct in_the_way {
        std::uint32_t a, b;
        double weight, rest;
        int failures;
    };

    /// The packing's weight after some rounds, or once it reaches `enough`. Ties that found no way in one round go first
    /// in the next.
    double pack(int rounds, double enough) {
        double best = -1;
        std::vector<in_the_way> kept;
        auto const whole = capacity_;
        for (int round = 0; round < rounds; ++round) {
            if (round) capacity_ = whole;
            for (auto& t : against_) t.rest = t.weight;
            sort_stably(against_, [](auto const& p, auto const& q) { return p.failures > q.failures; });
            double const sum = pack_once();
            if (sum > best) best = sum, kept = against_;
            if (best >= enough) break;
            bool failed = false;
            for (auto& t : against_)
                if (t.rest > 0) ++t.failures, failed = true;
            if (!failed) break;
        }
        against_ = std::move(kept);
        return (std::max)(best, 0.0);
    }
    std::vector<in_the_way> const& against() const { return against_; }

private:
    /// Short cycles first: they take least from others.
    double pack_once() {
        double sum = 0;
        for (std::size_t length = 2; length < n_; ++length) {
            bool open = false, longer = false;
            for (auto& t : against_) {
                while (t.rest > 0) {
                    double const flow = push(t, length, longer);
                    if (!(flow > 0)) break;
                    sum += flow;
                }
                open = open || t.rest > 0;
            }
            if (!open || !longer) break;
        }
        return sum;
    }
    /// As much as one shortest way from end to end carries, of at most `length` ties.
    double push(in_the_way& t, std::size_t length, bool& longer) {
        from_.assign(n_, none);
        queue_.assign(1, t.a);
        from_[t.a] = t.a;
        std::size_t depth = 0, level_end = 1;
        for (std::size_t at = 0; at < queue_.size() && from_[t.b] == none; ++at) {
            if (at == level_end) level_end = queue_.size(), ++depth;
            if (depth == length) {
                longer = true;
                return 0;
            }
            auto const v = queue_[at];
            for (auto const x : neighbours_[v])
                if (from_[x] == none && capacity_[v * n_ + x] > 0) from_[x] = v, queue_.push_back(x);
        }
        if (from_[t.b] == none) return 0;
        double flow = t.rest;
        for (auto v = t.b; v != t.a; v = from_[v]) flow = (std::min)(flow, capacity_[from_[v] * n_ + v]);
        for (auto v = t.b; v != t.a; v = from_[v]) {
            capacity_[from_[v] * n_ + v] -= flow;
            capacity_[v * n_ + from_[v]] -= flow;
        }
        t.rest -= flow;
        return flow;
    }

    static constexpr std::uint32_t none = (std::numeric_limits<std::uint32_t>::max)();
    std::size_t n_;
    std::vector<double> capacity_;
    std::vector<std::vector<std::uint32_t>> neighbours_{};
    std::vector<in_the_way> against_{};
    std::vector<std::uint32_t> from_{}, queue_{};
};

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

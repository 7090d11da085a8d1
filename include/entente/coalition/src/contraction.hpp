// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/src/contraction.hpp
/// A signed graph whose actors are put together one by one, as the search for camps decides.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace entente::detail {

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

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/src/cycle_packing.hpp
/// A lower bound of frustration: cycles that no placing of actors in camps can balance, and that share no tie.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "entente/base/sort_stably.hpp"
#include "entente/coalition/src/contraction.hpp"

namespace entente::detail {

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

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/camps.hpp
/// Into how many camps do actors fall, and which?

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/coalition/frustration.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(coalition)
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#endif

namespace entente {

/// The camps with least in their way, at most so many of them.
///
/// Formula: min over partitions in at most `most` camps of the weight of ties against within camps and ties for between
/// them. With two this is `frustration`, which is asked then. Exact by branch and bound: actors join a camp or found one,
/// heaviest first; the bound is what each open actor costs at least beside those that are placed, and a packing of open
/// triangles of two ties for and one against. A step is an actor that is placed. `proved` when the bound is the value (for
/// ties of whole weights when no whole number lies between); a search that is ended early gives the best camps that moving
/// single actors finds. Exact within moments to some 25 actors. Throws error(invalid_argument) on no camps.
/// Source: Davis (1967), k-balance; Bansal, Blum and Chawla (2004), correlation clustering.
search_result<camps> balanced_camps(signed_graph const& g, std::size_t most, search_limits const& limits = {});

/// The same with as many camps as there are actors: correlation clustering.
search_result<camps> correlation_clusters(signed_graph const& g, search_limits const& limits = {});

/// How much more ties for, and how much fewer against, lie within camps than strengths alone would give.
///
/// Formula: 1 / (2 w+ + 2 w-) sum_ij (A_ij - s+_i s+_j / 2 w+ + s-_i s-_j / 2 w-) [i, j in one camp], s strengths, w the
/// weights of all ties for and against. None without ties. O(ties + actors).
/// Source: Gomez, Jensen and Arenas (2009).
boost::optional<double> signed_modularity(signed_graph const& g, camps const& of);

#if ENTENTE_DEFINES(coalition)

namespace detail {

class camps_search {
public:
    camps_search(signed_graph const& g, std::size_t most, search_watch& watch)
        : n_(g.size())
        , most_((std::min)(most, g.size()))
        , watch_(watch)
        , ties_(g.dense())
        , order_(n_)
        , camp_(n_, 0)
        , beside_(n_ * most_, 0.0)
        , against_all_(n_, 0.0)
        , open_bound_(n_ + 1, 0.0) {
        unit_ = std::all_of(g.ties().begin(), g.ties().end(),
                            [](signed_tie const& t) { return std::floor(t.weight) == t.weight; });
        std::vector<double> weight(n_, 0.0);
        for (auto const& t : g.ties()) weight[t.a] += (std::abs)(t.weight), weight[t.b] += (std::abs)(t.weight);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::sort(order_.begin(), order_.end(),
                  [&](std::size_t a, std::size_t b) { return weight[a] != weight[b] ? weight[a] > weight[b] : a < b; });
        pack_triangles();
        improve();
        proved_ = place(0, 0, 0);
    }

    camps const& best() const { return best_; }
    double value() const { return best_value_; }
    bool proved() const { return proved_; }
    double bound() const { return proved_ ? best_value_ : round_up(open_bound_[0]); }

private:
    double tie(std::size_t a, std::size_t b) const { return ties_[a * n_ + b]; }
    double round_up(double x) const { return unit_ ? std::ceil(x - 1e-6) : x; }
    bool hopeless(double bound) const { return round_up(bound) >= best_value_ - 1e-9 * (std::max)(1.0, best_value_); }

    /// Of each suffix of the order: triangles of two ties for and one against that share no weight; each costs something.
    void pack_triangles() {
        auto left = ties_;
        auto const take = [&](std::size_t a, std::size_t b, double w) {
            double& x = left[a * n_ + b];
            x += x > 0 ? -w : w;
            left[b * n_ + a] = x;
        };
        for (auto k = n_; k-- > 0;) {
            double sum = 0;
            auto const a = order_[k];
            for (auto i = k + 1; i < n_; ++i)
                for (auto j = i + 1; j < n_; ++j) {
                    auto const b = order_[i], c = order_[j];
                    double const p = left[a * n_ + b], q = left[a * n_ + c], r = left[b * n_ + c];
                    if ((p < 0) + (q < 0) + (r < 0) != 1 || p == 0 || q == 0 || r == 0) continue;
                    double const w = (std::min)({(std::abs)(p), (std::abs)(q), (std::abs)(r)});
                    take(a, b, w), take(a, c, w), take(b, c, w);
                    sum += w;
                }
            open_bound_[k] = open_bound_[k + 1] + sum;
        }
    }

    /// Moves single actors while that takes something out of the way, from several beginnings.
    void improve() {
        best_value_ = std::numeric_limits<double>::infinity();
        std::uint64_t state = 7;
        for (int trial = 0; trial < 20; ++trial) {
            camps of(n_, 0);
            for (auto& c : of) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                c = trial ? static_cast<std::uint32_t>((state >> 33) % most_) : 0;
            }
            for (bool moved = true; moved;) {
                moved = false;
                for (std::size_t v = 0; v < n_; ++v) {
                    // The weight for each camp: what is for it within, less what is against it.
                    std::vector<double> pull(most_, 0.0);
                    for (std::size_t x = 0; x < n_; ++x)
                        if (x != v) pull[of[x]] += tie(v, x);
                    for (std::uint32_t c = 0; c < most_; ++c)
                        if (pull[c] > pull[of[v]] + 1e-12) of[v] = c, moved = true;
                }
            }
            double sum = 0;
            for (std::size_t a = 0; a < n_; ++a)
                for (auto b = a + 1; b < n_; ++b)
                    if (tie(a, b) != 0 && (of[a] == of[b]) != (tie(a, b) > 0)) sum += (std::abs)(tie(a, b));
            if (sum < best_value_) best_value_ = sum, best_ = of;
        }
    }

    /// What an open actor costs at least beside those that are placed. beside_[v, c] is the sum of its ties to camp c, and
    /// against_all_[v] what it costs where it founds a camp: its ties for to all that are placed.
    double least_cost(std::size_t v, std::size_t camps_so_far) const {
        double least = camps_so_far < most_ ? against_all_[v] : std::numeric_limits<double>::infinity();
        for (std::size_t c = 0; c < camps_so_far; ++c)
            least = (std::min)(least, against_all_[v] - beside_[v * most_ + c]);
        return least;
    }

    bool place(std::size_t k, std::size_t camps_so_far, double cost) {
        if (k == n_) {
            if (cost < best_value_) {
                best_value_ = cost;
                for (std::size_t i = 0; i < n_; ++i) best_[order_[i]] = camp_[i];
            }
            return true;
        }
        double bound = cost + open_bound_[k];
        for (auto i = k; i < n_; ++i) bound += least_cost(order_[i], camps_so_far);
        if (hopeless(bound)) return true;
        auto const v = order_[k];
        // The cheapest camp first.
        std::vector<std::pair<double, std::uint32_t>> choices;
        for (std::uint32_t c = 0; c < camps_so_far; ++c)
            choices.emplace_back(against_all_[v] - beside_[v * most_ + c], c);
        if (camps_so_far < most_) choices.emplace_back(against_all_[v], static_cast<std::uint32_t>(camps_so_far));
        std::sort(choices.begin(), choices.end());
        for (auto const& [more, c] : choices) {
            if (!watch_.step(best_value_, open_bound_[0])) return false;
            camp_[k] = c;
            // To join a camp costs ties for to others and ties against within: (for to all) - (sum of ties to the camp).
            for (auto i = k + 1; i < n_; ++i) {
                double const w = tie(v, order_[i]);
                beside_[order_[i] * most_ + c] += w;
                if (w > 0) against_all_[order_[i]] += w;
            }
            bool const goes_on = place(k + 1, (std::max<std::size_t>)(camps_so_far, c + 1), cost + more);
            for (auto i = k + 1; i < n_; ++i) {
                double const w = tie(v, order_[i]);
                beside_[order_[i] * most_ + c] -= w;
                if (w > 0) against_all_[order_[i]] -= w;
            }
            if (!goes_on) return false;
        }
        return true;
    }

    std::size_t n_, most_;
    search_watch& watch_;
    std::vector<double> ties_;
    std::vector<std::size_t> order_;
    camps camp_, best_{};
    std::vector<double> beside_, against_all_, open_bound_;
    double best_value_ = 0;
    bool unit_ = false, proved_ = false;
};

}  // namespace detail

ENTENTE_INLINE search_result<camps> balanced_camps(signed_graph const& g, std::size_t most,
                                                   search_limits const& limits) {
    if (!most) throw error(fault_code::invalid_argument, "actors fall into one camp or more", {.value = "0"});
    if (most == 2) return frustration(g, limits);
    search_result<camps> result;
    if (!g.size()) {
        result.proved = true;
        return result;
    }
    search_watch watch(limits);
    detail::camps_search const search(g, most, watch);
    // Camps are numbered as their first actors come.
    std::vector<std::uint32_t> number(g.size(), static_cast<std::uint32_t>(-1));
    std::uint32_t next = 0;
    for (auto const c : search.best()) {
        if (number[c] == static_cast<std::uint32_t>(-1)) number[c] = next++;
        result.solution.push_back(number[c]);
    }
    result.value = cost_of_camps(g, result.solution);
    result.proved = search.proved() || search.bound() >= result.value;
    result.bound = result.proved ? result.value : search.bound();
    result.ended = result.proved ? search_end::proved : watch.ended();
    result.steps = watch.steps();
    return result;
}

ENTENTE_INLINE search_result<camps> correlation_clusters(signed_graph const& g, search_limits const& limits) {
    return balanced_camps(g, (std::max<std::size_t>)(g.size(), 3), limits);
}

ENTENTE_INLINE boost::optional<double> signed_modularity(signed_graph const& g, camps const& of) {
    std::vector<double> plus(g.size(), 0.0), minus(g.size(), 0.0);  // by camp
    double all_plus = 0, all_minus = 0, within = 0;
    for (auto const& t : g.ties()) {
        double const w = (std::abs)(t.weight);
        auto& side = t.weight > 0 ? plus : minus;
        side[of[t.a]] += w, side[of[t.b]] += w;
        (t.weight > 0 ? all_plus : all_minus) += w;
        if (of[t.a] == of[t.b]) within += 2 * t.weight;
    }
    if (!(all_plus + all_minus > 0)) return boost::none;
    for (std::size_t c = 0; c < g.size(); ++c) {
        if (all_plus > 0) within -= plus[c] * plus[c] / (2 * all_plus);
        if (all_minus > 0) within += minus[c] * minus[c] / (2 * all_minus);
    }
    return within / (2 * all_plus + 2 * all_minus);
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/balance.hpp
/// Are the friends of friends friends, and the enemies of friends enemies?

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(coalition)
#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/base/symmetric_eigen.hpp"
#endif

namespace entente {

/// How many triangles there are of each kind, by their signs.
struct triad_census {
    std::uint64_t ppp = 0, ppn = 0, pnn = 0, nnn = 0;

    std::uint64_t all() const { return ppp + ppn + pnn + nnn; }
    /// The share of triangles that are balanced: with an even number of negative ties, and where three enemies may be at
    /// peace with it, too (weak). None without triangles.
    boost::optional<double> balance() const {
        if (!all()) return boost::none;
        return static_cast<double>(ppp + pnn) / static_cast<double>(all());
    }
    boost::optional<double> weak_balance() const {
        if (!all()) return boost::none;
        return static_cast<double>(ppp + pnn + nnn) / static_cast<double>(all());
    }
};

/// Triangles by their signs; weights do not matter. O(sum of squared neighbours).
/// Source: Cartwright and Harary (1956); Davis (1967) for the weak form.
triad_census count_triads(signed_graph const& g);

/// Balance over closed walks of every length, longer ones counting for less.
struct walk_balance_result {
    boost::optional<double> value{};  ///< tr e^A / tr e^|A|; none without ties, and beyond double's range
    std::vector<boost::optional<double>> actors{};  ///< of each, (e^A)_ii / (e^|A|)_ii
};

/// How far walks that come back are balanced.
///
/// Formula: K = tr e^A / tr e^|A|, A the weights of ties. Range (0, 1], 1 exactly where all cycles are balanced. An actor
/// without ties adds 1 to both traces, and has 1 itself. Exponentials are taken relative to the greatest eigenvalue, so
/// that large weights do not overflow. O(actors^3).
/// Source: Estrada and Benzi (2014).
walk_balance_result walk_balance(signed_graph const& g);

/// How far the graph is from balance, by the least eigenvalue of its signed Laplacian, D_|A| - A: 0 where a component is
/// balanced. None without actors. O(actors^3).
/// Source: Kunegis et al. (2010), algebraic conflict.
boost::optional<double> algebraic_conflict(signed_graph const& g);

/// What an actor's ties come to.
struct signed_degree {
    std::size_t positive = 0, negative = 0;         ///< ties
    double strength_for = 0, strength_against = 0;  ///< sums of their weights, both >= 0
};
std::vector<signed_degree> signed_degrees(signed_graph const& g);

/// How well connected is each actor, with what its enemies have counted against it?
///
/// Formula: (I - (P - 2 N) / (2 n - 2))^-1 1, P and N the positive and negative ties as 0 and 1. None with fewer than two
/// actors. O(actors^3).
/// Source: Everett and Borgatti (2014), PN centrality.
boost::optional<std::vector<double>> pn_index(signed_graph const& g);

#if ENTENTE_DEFINES(coalition)

ENTENTE_INLINE triad_census count_triads(signed_graph const& g) {
    triad_census c;
    std::vector<double> tie(g.size(), 0.0);
    for (std::size_t a = 0; a < g.size(); ++a) {
        for (auto const& n : g.neighbours(a)) tie[n.actor] = n.weight;
        for (auto const& b : g.neighbours(a)) {
            if (b.actor < a) continue;
            for (auto const& x : g.neighbours(b.actor)) {
                if (x.actor < b.actor || tie[x.actor] == 0) continue;
                int const negative = (b.weight < 0) + (x.weight < 0) + (tie[x.actor] < 0);
                ++(negative == 0 ? c.ppp : negative == 1 ? c.ppn : negative == 2 ? c.pnn : c.nnn);
            }
        }
        for (auto const& n : g.neighbours(a)) tie[n.actor] = 0;
    }
    return c;
}

ENTENTE_INLINE walk_balance_result walk_balance(signed_graph const& g) {
    walk_balance_result result;
    auto const n = g.size();
    result.actors.resize(n);
    if (!n) return result;
    auto a = g.dense();
    auto const own = detail::eigen_of_symmetric(a, n, true);
    for (double& x : a) x = (std::abs)(x);
    auto const all = detail::eigen_of_symmetric(std::move(a), n, true);
    double const greatest = all.values.back();
    if (!own.converged || !all.converged || !detail::is_finite(greatest)) return result;
    auto const diagonal = [&](detail::symmetric_eigen const& e, std::size_t i) {
        double sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
            double const v = e.vectors[i * n + k];
            sum += v * v * std::exp(e.values[k] - greatest);
        }
        return sum;
    };
    double signed_trace = 0, trace = 0;
    for (std::size_t k = 0; k < n; ++k) {
        signed_trace += std::exp(own.values[k] - greatest);
        trace += std::exp(all.values[k] - greatest);
    }
    if (!g.ties().empty()) result.value = (std::min)(1.0, signed_trace / trace);
    for (std::size_t i = 0; i < n; ++i) {
        double const below = diagonal(all, i);
        if (g.neighbours(i).empty())
            result.actors[i] = 1;
        else if (below > 0)
            result.actors[i] = (std::min)(1.0, diagonal(own, i) / below);
    }
    return result;
}

ENTENTE_INLINE boost::optional<double> algebraic_conflict(signed_graph const& g) {
    auto const n = g.size();
    if (!n) return boost::none;
    auto l = g.dense();
    for (std::size_t i = 0; i < n; ++i) {
        double degree = 0;
        for (std::size_t j = 0; j < n; ++j) {
            degree += (std::abs)(l[i * n + j]);
            l[i * n + j] = -l[i * n + j];
        }
        l[i * n + i] = degree;
    }
    auto const e = detail::eigen_of_symmetric(std::move(l), n, false);
    if (!e.converged) return boost::none;
    // The Laplacian has no negative eigenvalues; what rounding left of 0 is 0.
    double const rounding = static_cast<double>(n) * std::numeric_limits<double>::epsilon() * e.values.back();
    return e.values.front() <= rounding ? 0.0 : e.values.front();
}

ENTENTE_INLINE std::vector<signed_degree> signed_degrees(signed_graph const& g) {
    std::vector<signed_degree> all(g.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        for (auto const& n : g.neighbours(i)) {
            if (n.weight > 0)
                ++all[i].positive, all[i].strength_for += n.weight;
            else
                ++all[i].negative, all[i].strength_against -= n.weight;
        }
    return all;
}

ENTENTE_INLINE boost::optional<std::vector<double>> pn_index(signed_graph const& g) {
    auto const n = g.size();
    if (n < 2) return boost::none;
    // I - (P - 2 N) / (2 n - 2) is symmetric: its inverse from its eigenvectors.
    auto a = g.dense();
    auto const scale = 2 * static_cast<double>(n) - 2;
    for (double& x : a) x = -((x > 0) - 2.0 * (x < 0)) / scale;
    for (std::size_t i = 0; i < n; ++i) a[i * n + i] += 1;
    auto const e = detail::eigen_of_symmetric(std::move(a), n, true);
    std::vector<double> result(n, 0.0);
    for (std::size_t k = 0; k < n; ++k) {
        if ((std::abs)(e.values[k]) < 1e-12) return boost::none;
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += e.vectors[i * n + k];
        for (std::size_t i = 0; i < n; ++i) result[i] += e.vectors[i * n + k] * sum / e.values[k];
    }
    return result;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/backbone.hpp
/// Which ties of a dense network are more than their ends' strengths would give anyway?

#include <cstddef>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/row.hpp"
#include "entente/config.hpp"
#include "entente/model/network.hpp"

#if ENTENTE_DEFINES(coalition)
#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/base/size_product.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// A tie, and how unlikely a weight as great would be, were the strength of its ends spread over their ties at random.
struct disparity_tie {
    node_id source{}, target{};
    double weight = 0;
    double p = 1;  ///< in [0, 1]: small for a tie that stands out

    bool positive() const { return weight > 0; }
};

/// How much each tie stands out among those of its ends.
///
/// Formula: p_ij = (1 - |w_ij| / s_i)^(k_i - 1), s_i the sum of |weights| and k_i the number of an end's ties; the lesser of
/// both ends (directed: of those that leave the source and those that enter the target). 1 for an end with one tie. In the
/// order of the network's ties. O(ties).
/// Source: Serrano, Boguna and Vespignani (2009).
std::vector<disparity_tie> disparity(network const& n);

/// A pair of a dense network, against what the strengths of its ends would give.
struct signed_backbone_tie {
    node_id source{}, target{};
    double vigor = 0;         ///< (lift - 1) / (lift + 1), in [-1, 1]; lift the weight over the expected one
    double significance = 0;  ///< the weight less the expected one, in standard deviations
};

/// Which pairs are tied more, and which less, than strengths alone would give.
///
/// The expected weights have the strengths of the actual ones and no ties of nodes to themselves: found by proportional
/// fitting, until strengths are met within 1e-12 of the whole. The deviation is that of drawing without replacement: n (K /
/// N) ((N - K) / N) ((N - n) / (N - 1)), N the weight of all less that into the source, n what leaves the source and K what
/// enters the target. Undirected ties count both ways. Pairs of which both strengths are above 0, by source, then target; of
/// an undirected network source < target. Throws error(negative_weight) where a weight is negative: the signs are what is
/// sought. O(nodes^2 rounds).
/// Source: Gursoy and Badur (2021).
std::vector<signed_backbone_tie> signed_backbone(network const& n);

#if ENTENTE_DEFINES(coalition)

ENTENTE_INLINE std::vector<disparity_tie> disparity(network const& n) {
    std::vector<double> out(n.size(), 0.0), in(n.size(), 0.0);
    std::vector<std::size_t> leave(n.size(), 0), enter(n.size(), 0);
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        double const w = (std::abs)(e.edge.weight);
        if (w == 0) return;
        out[e.source.value] += w, ++leave[e.source.value];
        in[e.target.value] += w, ++enter[e.target.value];
        if (n.directed) return;
        out[e.target.value] += w, ++leave[e.target.value];
        in[e.source.value] += w, ++enter[e.source.value];
    });
    std::vector<disparity_tie> result;
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        double const w = (std::abs)(e.edge.weight);
        if (w == 0) return;
        auto const chance = [&](double strength, std::size_t ties) {
            return std::pow((std::max)(0.0, 1 - w / strength), static_cast<double>(ties) - 1);
        };
        auto const a = e.source.value, b = e.target.value;
        result.push_back(
            {e.source, e.target, e.edge.weight, (std::min)(chance(out[a], leave[a]), chance(in[b], enter[b]))});
    });
    return result;
}

ENTENTE_INLINE std::vector<signed_backbone_tie> signed_backbone(network const& net) {
    auto const n = net.size();
    std::vector<double> w(detail::size_product(n, n, "a table of so many nodes cannot be"), 0.0);
    std::vector<double> out(n, 0.0), in(n, 0.0);
    net.graph.for_each_edge<network_tie>([&](auto const& e) {
        if (e.edge.weight < 0)
            throw error(fault_code::negative_weight, "a signed backbone is found in weights of at least 0",
                        {.actor = net.graph[e.source].label, .issue = net.graph[e.target].label});
        w[e.source.value * n + e.target.value] += e.edge.weight;
        if (!net.directed) w[e.target.value * n + e.source.value] += e.edge.weight;
    });
    double all = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) out[i] += w[i * n + j], in[j] += w[i * n + j], all += w[i * n + j];
    // Expected weights x_i y_j, x and y fitted in turn to the strengths.
    std::vector<double> x(n, 1.0), y(n, 1.0);
    for (int round = 0; round < 100'000; ++round) {
        double off = 0;
        for (auto const rows : {true, false}) {
            auto& a = rows ? x : y;
            auto const& b = rows ? y : x;
            auto const& strength = rows ? out : in;
            double sum = 0;
            for (double const v : b) sum += v;
            for (std::size_t i = 0; i < n; ++i) {
                double const others = sum - b[i];
                if (rows) off = (std::max)(off, (std::abs)(a[i] * others - strength[i]));
                a[i] = others > 0 ? strength[i] / others : 0.0;
            }
        }
        if (off <= 1e-12 * all) break;
    }
    std::vector<signed_backbone_tie> result;
    for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = net.directed ? 0 : i + 1; j < n; ++j) {
            if (i == j) continue;
            double const expected = x[i] * y[j];
            if (!(expected > 0)) continue;
            double const lift = w[i * n + j] / expected, N = all - in[i], K = in[j], drawn = out[i];
            double const variance = drawn * (K / N) * ((N - K) / N) * ((N - drawn) / (N - 1));
            result.push_back({{i},
                              {j},
                              (lift - 1) / (lift + 1),
                              variance > 0 ? (w[i * n + j] - expected) / std::sqrt(variance) : 0.0});
        }
    return result;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/change.hpp
/// How far networks of a discourse are apart, and which phases it goes through.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/pairs/clusters.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "entente/base/symmetric_eigen.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// How networks differ: by the sum of absolute differences over all ordered pairs of nodes, or by their spectra.
enum class network_change : unsigned char { absolute, spectral };

constexpr std::string_view to_string(network_change c) {
    constexpr std::string_view names[] = {"absolute", "spectral"};
    return names[static_cast<int>(c)];
}

/// The spectrum of a network: the eigenvalues of its Laplacian, the sums of ties on the diagonal less the ties,
/// divided by their sum; ascending. Ties below 0 are left out; all are 0 where no tie is left. `matrix` is of n x
/// n, row by row, symmetric. Throws error(invalid_argument) for another size, or numbers that are not finite.
/// O(n^3).
std::vector<double> laplacian_spectrum(std::vector<double> const& matrix, std::size_t n);

/// Sum of |lambda_i - mu_i| over two spectra, ascending, of one length: from 0 to 2. Throws error(invalid_argument)
/// where their lengths differ.
double spectral_distance(std::vector<double> const& one, std::vector<double> const& other);

/// All distances between networks, over all nodes that any of them has; a node that one of them lacks has no ties
/// there.
/// Throws as `align` does. O(networks^2 nodes^2), and O(networks nodes^3) for spectra.
distance_table state_distances(std::vector<pair_network> const& networks, network_change by = network_change::absolute);

/// A state in its phase.
struct state_phase {
    std::size_t state = 0;    ///< from 0
    std::uint32_t phase = 0;  ///< from 0, in the order in which they begin
    double silhouette = 0;    ///< from -1 to 1: how much nearer its phase is than the next; 0 alone in its phase

    template <class Row = state_phase>
    static auto fields() {
        return std::tuple(
            make_field<Row>("state", "", "which network, from 0", &Row::state),
            make_field<Row>("phase", "", "its phase, from 0", &Row::phase),
            make_field<Row>("silhouette", "", "how much nearer its phase is than the next", &Row::silhouette));
    }
};

/// Phases of a discourse: clusters of its states.
struct discourse_phases {
    std::vector<state_phase> states{};
    std::size_t count = 1;
    double silhouette = 0;  ///< the mean over states; 0 for one phase

    std::vector<state_phase> const& rows() const { return states; }
};

/// The number of phases, from 2 to `most`, that parts the states best: that with the greatest mean silhouette, the
/// least of several as good, of the tree of the linkage. One phase where none has a mean above 0, or there are
/// fewer than 3 states. A phase may come back: states of one phase need not follow each other.
/// O(states^3).
/// Source: Rousseeuw (1987) for silhouettes; Leifeld (2023) for phases of a discourse.
discourse_phases find_phases(distance_table const& distances, std::size_t most = 10, linkage how = linkage::average);

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE std::vector<double> laplacian_spectrum(std::vector<double> const& matrix, std::size_t n) {
    if (matrix.size() != n * n)
        throw error(fault_code::invalid_argument, "a network has a number for each pair of nodes",
                    {.value = std::to_string(matrix.size())});
    std::vector<double> laplacian(n * n, 0.0);
    double sum = 0;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b) {
            if (a == b) continue;
            double const w = (std::max)(matrix[a * n + b], 0.0);
            laplacian[a * n + b] = -w;
            laplacian[a * n + a] += w;
            sum += w;
        }
    if (sum == 0) return std::vector<double>(n, 0.0);
    auto found = detail::eigen_of_symmetric(std::move(laplacian), n, false);
    if (!found.converged) throw error(fault_code::invalid_argument, "the ties of a network are finite numbers");
    for (auto& v : found.values) v /= sum;  // their sum is the trace
    return std::move(found.values);
}

ENTENTE_INLINE double spectral_distance(std::vector<double> const& one, std::vector<double> const& other) {
    if (one.size() != other.size())
        throw error(fault_code::invalid_argument, "spectra of networks of one size are compared");
    double sum = 0;
    for (std::size_t i = 0; i < one.size(); ++i) sum += (std::abs)(one[i] - other[i]);
    return sum;
}

ENTENTE_INLINE distance_table state_distances(std::vector<pair_network> const& networks, network_change by) {
    auto states = align(networks);
    auto const count = networks.size();
    if (by == network_change::spectral)
        for (auto& m : states.matrices) m = laplacian_spectrum(m, states.nodes.size());
    std::vector<double> distances(count * count, 0.0);
    for (std::size_t s = 0; s < count; ++s)
        for (std::size_t t = s + 1; t < count; ++t)
            distances[s * count + t] = distances[t * count + s] =
                spectral_distance(states.matrices[s], states.matrices[t]);
    return {count, std::move(distances)};
}

namespace detail {

ENTENTE_INLINE std::vector<double> silhouettes(distance_table const& d, std::vector<std::uint32_t> const& of,
                                               std::size_t clusters) {
    std::vector<double> members(clusters, 0.0), all(d.size(), 0.0);
    for (auto const k : of) ++members[k];
    for (std::size_t s = 0; s < d.size(); ++s) {
        if (members[of[s]] == 1) continue;
        std::vector<double> sums(clusters, 0.0);
        for (std::size_t t = 0; t < d.size(); ++t)
            if (t != s) sums[of[t]] += d(s, t);
        double const own = sums[of[s]] / (members[of[s]] - 1);
        double next = -1;
        for (std::size_t k = 0; k < clusters; ++k)
            if (k != of[s])
                if (double const mean = sums[k] / members[k]; next < 0 || mean < next) next = mean;
        if (double const greater = (std::max)(own, next); greater > 0) all[s] = (next - own) / greater;
    }
    return all;
}

}  // namespace detail

ENTENTE_INLINE discourse_phases find_phases(distance_table const& distances, std::size_t most, linkage how) {
    discourse_phases best;
    auto const size = distances.size();
    for (std::size_t s = 0; s < size; ++s) best.states.push_back({s});
    if (size < 3) return best;
    auto const tree = hierarchical_clusters(distances, how);
    for (std::size_t k = 2; k <= (std::min)(most, size - 1); ++k) {
        auto const of = cut_tree(tree, k);
        auto const each = detail::silhouettes(distances, of, k);
        double mean = 0;
        for (auto const s : each) mean += s / static_cast<double>(size);
        if (!(mean > best.silhouette)) continue;
        best.silhouette = mean;
        best.count = k;
        for (std::size_t s = 0; s < size; ++s) best.states[s] = {s, of[s], each[s]};
    }
    return best;
}

#endif

}  // namespace entente

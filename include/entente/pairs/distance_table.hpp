// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/distance_table.hpp
/// Distances of all pairs, for what puts actors into clusters. Opt-in.

#include <cstddef>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/fold/measure.hpp"
#include "entente/pairs/dyad_matrix.hpp"

#if ENTENTE_DEFINES(measures)
#include <string>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/size_product.hpp"
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

#if ENTENTE_DEFINES(measures)

ENTENTE_INLINE distance_table::distance_table(std::size_t size, std::vector<double> values)
    : size_(size)
    , values_(std::move(values)) {
    if (values_.size() != detail::size_product(size, size, "a table of so many things cannot be"))
        throw error(fault_code::invalid_argument, "a table of distances has a number for each pair",
                    {.value = std::to_string(values_.size())});
    for (std::size_t a = 0; a < size; ++a)
        for (std::size_t b = 0; b < size; ++b) {
            double const x = values_[a * size + b];
            if (a != b && (!detail::is_finite(x) || x < 0 || x != values_[b * size + a]))
                throw error(fault_code::invalid_argument,
                            "a distance is a finite number of at least 0, the same both ways",
                            {.actor = '#' + std::to_string(a),
                             .issue = '#' + std::to_string(b),
                             .value = detail::number_text(x)});
        }
}

ENTENTE_INLINE distance_table make_distances(dyad_matrix const& pairs, measure_description const& of) {
    auto const n = pairs.actors();
    bool const agreement = of.direction == orientation::agreement;
    if (agreement && !detail::is_finite(of.greatest))
        throw error(fault_code::invalid_argument, std::string(of.name) + " has no greatest value to measure distances from");
    std::vector<double> values(detail::size_product(n, n, "a table of so many things cannot be"), 0.0);
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

#endif

}  // namespace entente

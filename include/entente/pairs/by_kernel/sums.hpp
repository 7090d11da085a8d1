// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>

#include "entente/dyadic/options.hpp"
#include "entente/kernels/overlap.hpp"
#include "entente/pairs/by_kernel/kernel.hpp"
#include "entente/pairs/kernel_layouts.hpp"

namespace entente::detail {

/// Rows with weights, panels, and which cells are known: what the kernels over coordinates read.
template <class T>
struct sum_layouts {
    kernels::number_rows<T> const* rows;
    kernels::number_panels<T> const* columns;
    kernels::bit_planes const *known_rows, *known_columns;
    kernels::isa which;

    /// None where weights depend on the column's actor too.
    static boost::optional<sum_layouts> make(position_matrix const& rows, position_matrix const& columns, coordinate as,
                                             weighting weights, kernels::isa which,
                                             row_weight unweighted = row_weight::none) {
        auto const weigh = [&](row_weight w) {
            return sum_layouts{&rows_of<T>(rows, as, w), &panels_of<T>(columns, as), &known_of(rows),
                               &known_of(columns), which};
        };
        if (weights == weighting::none) return weigh(unweighted);
        if (weights == weighting::issue) return weigh(row_weight::issue);
        if (weights == weighting::first) return weigh(row_weight::salience);
        return boost::none;
    }
    bool weighted() const { return !rows->weight.empty(); }
    /// Where the sums of weights go: nowhere when they are the counts.
    kernels::output<T> weights_to(tile_output<T>& weight, kernels::tile const& t) const {
        return weighted() ? weight.open(t) : kernels::output<T>{};
    }
    void count(kernels::tile const& t, tile_output<std::uint32_t>& shared) const {
        kernels::shared_counts(*known_rows, *known_columns, t, shared.open(t), which);
    }
    /// Sets the members that all statistics have.
    struct row_reader {
        std::uint32_t const* shared;
        T const* weight;
        bool weighted;

        template <class Statistic>
        void read(std::size_t c, Statistic& into) const {
            into.count = shared[c];
            into.weight = weighted ? static_cast<double>(weight[c]) : static_cast<double>(shared[c]);
        }
    };
    row_reader row(tile_output<std::uint32_t> const& shared, tile_output<T> const& weight, std::size_t r) const {
        return {shared.row(r), weight.row(r), weighted()};
    }
};

}  // namespace entente::detail

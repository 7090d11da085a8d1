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

/// Bit planes of two matrices, where counting bits is what the fold does, to the last bit, and does not take longer.
///
/// Without weights counts are sums. With weights of issues they are where all weights are whole multiples of
/// one power of two: issues are grouped by weight, and every sum is a whole number of `step`s, which no order
/// of adding rounds.
struct bit_layouts {
    kernels::bit_planes const *rows = nullptr, *columns = nullptr;              // grouped by weight, if weighted
    kernels::bit_planes const *known_rows = nullptr, *known_columns = nullptr;  // not grouped
    kernels::isa which = kernels::isa::portable;
    bool weighted = false;
    double step = 1;

    /// `passes`: how often the kernel goes over the planes.
    static boost::optional<bit_layouts> make(position_matrix const& rows, position_matrix const& columns,
                                             kernels::plane_coding coding, std::size_t passes, weighting weights,
                                             kernels::isa which) {
        bit_layouts l;
        l.which = which;
        if (weights == weighting::issue) {
            auto const whole = whole_weights_of(columns);
            // A word of 64 issues takes about as long as a number for each of a few: groups that leave words
            // nearly empty are not worth it.
            if (!whole || 3 * whole->words * passes > 2 * columns.issues()) return boost::none;
            l.weighted = true;
            l.step = whole->step;
            l.known_rows = &known_of(rows), l.known_columns = &known_of(columns);
        } else if (weights != weighting::none) {
            return boost::none;
        }
        l.rows = &planes_of(rows, coding, l.weighted);
        l.columns = &planes_of(columns, coding, l.weighted);
        return l;
    }
};

/// How much is shared, counted in bits, and by weight.
struct shared_scratch {
    explicit shared_scratch(std::size_t pairs) : count(pairs), steps(pairs) {}
    tile_output<std::uint32_t> count, steps;

    void run(bit_layouts const& l, kernels::tile const& t) {
        if (l.weighted) {
            kernels::shared_counts(*l.known_rows, *l.known_columns, t, count.open(t), l.which);
            kernels::shared_weights(*l.rows, *l.columns, t, steps.open(t), l.which);
        } else {
            kernels::shared_counts(*l.rows, *l.columns, t, count.open(t), l.which);
        }
    }
    struct row_reader {
        std::uint32_t const *count, *steps;
        double step;
        bool weighted;

        template <class Statistic>
        void read(std::size_t c, Statistic& into) const {
            into.count = count[c];
            into.weight = weighted ? steps[c] * step : static_cast<double>(count[c]);
        }
    };
    row_reader row(bit_layouts const& l, std::size_t r) const {
        return {count.row(r), steps.row(r), l.step, l.weighted};
    }
};

}  // namespace entente::detail

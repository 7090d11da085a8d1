// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/kernels/overlap.hpp"
#include "entente/measures/statistics/overlap.hpp"
#include "entente/pairs/by_kernel/bits.hpp"
#include "entente/pairs/by_kernel/sums.hpp"

namespace entente::detail {

/// Identical positions: among few categories counted in bits, else summed.
template <class Statistic>
class overlap_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t pairs) : both(pairs), identical(pairs), identical_weight(pairs), weight(pairs) {}
        shared_scratch both;
        tile_output<std::uint32_t> identical;
        tile_output<double> identical_weight, weight;
    };

    static boost::optional<overlap_kernel> make(position_matrix const& rows, position_matrix const& columns,
                                                weighting weights, kernels::isa which) {
        overlap_kernel k;
        auto const categories = greatest_category_count(columns);
        if (categories > 0 && categories <= 16)
            k.bits_ = bit_layouts::make(rows, columns, kernels::plane_coding::binary, 4, weights, which);
        // The kernel that sums wants weights, be they ones.
        if (!k.bits_)
            k.sums_ = sum_layouts<double>::make(rows, columns, coordinate::position, weights, which, row_weight::ones);
        if (!k.bits_ && !k.sums_) return boost::none;
        return k;
    }
    void run(kernels::tile const& t, scratch& s) const {
        if (bits_ && bits_->weighted) {
            kernels::overlap(*bits_->rows, *bits_->columns, t, s.identical.open(t), s.both.steps.open(t), bits_->which);
            kernels::shared_counts(*bits_->known_rows, *bits_->known_columns, t, s.both.count.open(t), bits_->which);
        } else if (bits_) {
            kernels::overlap(*bits_->rows, *bits_->columns, t, s.identical.open(t), s.both.count.open(t), bits_->which);
        } else {
            kernels::weighted_overlap(*sums_->rows, *sums_->columns, t, s.identical_weight.open(t), s.weight.open(t),
                                      sums_->which);
            sums_->count(t, s.both.count);
        }
    }
    struct row_reader {
        bool in_bits;
        shared_scratch::row_reader bits;
        std::uint32_t const* identical;
        sum_layouts<double>::row_reader sums;
        double const* identical_weight;

        void read(std::size_t c, Statistic& into) const {
            if (in_bits) {
                bits.read(c, into);
                into.identical_weight = identical[c] * bits.step;
            } else {
                sums.read(c, into);
                into.identical_weight = identical_weight[c];
            }
        }
    };
    row_reader row(scratch const& s, std::size_t r) const {
        if (bits_) return {true, s.both.row(*bits_, r), s.identical.row(r), {}, nullptr};
        return {false, {}, nullptr, sums_->row(s.both.count, s.weight, r), s.identical_weight.row(r)};
    }

private:
    boost::optional<bit_layouts> bits_;
    boost::optional<sum_layouts<double>> sums_;
};

template <>
struct tile_kernel_of<statistics::overlap> : std::type_identity<overlap_kernel<statistics::overlap>> {};

}  // namespace entente::detail

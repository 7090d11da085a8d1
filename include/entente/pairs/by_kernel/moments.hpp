// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/kernels/moments.hpp"
#include "entente/measures/statistics/moments.hpp"
#include "entente/pairs/by_kernel/sums.hpp"

namespace entente::detail {

/// Sums, squares and products.
template <class Statistic>
class moments_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t n) : weight(n), x(n), y(n), xx(n), yy(n), xy(n), shared(n) {}
        tile_output<double> weight, x, y, xx, yy, xy;
        tile_output<std::uint32_t> shared;
    };

    static boost::optional<moments_kernel> make(position_matrix const& rows, position_matrix const& columns,
                                                weighting weights, kernels::isa which) {
        auto const l = sum_layouts<double>::make(rows, columns, coordinate::exact_normalised, weights, which);
        if (!l) return boost::none;
        return moments_kernel(*l);
    }
    void run(kernels::tile const& t, scratch& s) const {
        kernels::moments<double>(
            *l_.rows, *l_.columns, t,
            {l_.weights_to(s.weight, t), s.x.open(t), s.y.open(t), s.xx.open(t), s.yy.open(t), s.xy.open(t)}, l_.which);
        l_.count(t, s.shared);
    }
    struct row_reader {
        sum_layouts<double>::row_reader both;
        double const *x, *y, *xx, *yy, *xy;

        void read(std::size_t c, Statistic& into) const {
            both.read(c, into);
            into.x = x[c], into.y = y[c], into.xx = xx[c], into.yy = yy[c], into.xy = xy[c];
        }
    };
    row_reader row(scratch const& s, std::size_t r) const {
        return {l_.row(s.shared, s.weight, r), s.x.row(r), s.y.row(r), s.xx.row(r), s.yy.row(r), s.xy.row(r)};
    }

private:
    explicit moments_kernel(sum_layouts<double> const& l) : l_(l) {}
    sum_layouts<double> l_;
};

template <>
struct tile_kernel_of<statistics::moments> : std::type_identity<moments_kernel<statistics::moments>> {};

}  // namespace entente::detail

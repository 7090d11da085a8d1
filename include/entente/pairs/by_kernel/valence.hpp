// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/kernels/valence.hpp"
#include "entente/measures/statistics/valence.hpp"
#include "entente/pairs/by_kernel/sums.hpp"

namespace entente::detail {

/// Products from the middle of the scale, and on which side of it both stand: without weights, sides are
/// counted in bits.
template <class Statistic>
class valence_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t n)
            : product(n)
            , first(n)
            , second(n)
            , weight(n)
            , same(n)
            , opposite(n)
            , shared(n)
            , sides(n)
            , across(n) {}
        tile_output<double> product, first, second, weight, same, opposite;
        tile_output<std::uint32_t> shared, sides, across;
    };

    static boost::optional<valence_kernel> make(position_matrix const& rows, position_matrix const& columns,
                                                weighting weights, kernels::isa which) {
        auto const l = sum_layouts<double>::make(rows, columns, coordinate::exact_centred, weights, which);
        if (!l) return boost::none;
        valence_kernel k(*l);
        if (!l->weighted()) k.row_sides_ = &sign_planes_of(rows), k.column_sides_ = &sign_planes_of(columns);
        return k;
    }
    void run(kernels::tile const& t, scratch& s) const {
        kernels::valence_outputs<double> out{s.product.open(t), s.first.open(t), s.second.open(t), {}, {}, {}};
        if (l_.weighted()) out.weight = s.weight.open(t), out.same = s.same.open(t), out.opposite = s.opposite.open(t);
        kernels::valence<double>(*l_.rows, *l_.columns, t, out, l_.which);
        if (!l_.weighted())
            kernels::sign_counts(*row_sides_, *column_sides_, t, s.sides.open(t), s.across.open(t), l_.which);
        l_.count(t, s.shared);
    }
    struct row_reader {
        sum_layouts<double>::row_reader both;
        double const *product, *first, *second, *same, *opposite;
        std::uint32_t const *sides, *across;

        void read(std::size_t c, Statistic& into) const {
            both.read(c, into);
            into.product = product[c], into.first = first[c], into.second = second[c];
            into.same_side = both.weighted ? same[c] : sides[c];
            into.opposite_side = both.weighted ? opposite[c] : across[c];
        }
    };
    row_reader row(scratch const& s, std::size_t r) const {
        return {l_.row(s.shared, s.weight, r),
                s.product.row(r),
                s.first.row(r),
                s.second.row(r),
                s.same.row(r),
                s.opposite.row(r),
                s.sides.row(r),
                s.across.row(r)};
    }

private:
    explicit valence_kernel(sum_layouts<double> const& l) : l_(l) {}
    sum_layouts<double> l_;
    kernels::bit_planes const *row_sides_ = nullptr, *column_sides_ = nullptr;
};

template <>
struct tile_kernel_of<statistics::valence> : std::type_identity<valence_kernel<statistics::valence>> {};

}  // namespace entente::detail

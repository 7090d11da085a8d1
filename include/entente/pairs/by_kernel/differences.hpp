// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/kernels/differences.hpp"
#include "entente/kernels/ordinal.hpp"
#include "entente/measures/statistics/absolute_differences.hpp"
#include "entente/measures/statistics/single_precision_sums.hpp"
#include "entente/measures/statistics/squared_differences.hpp"
#include "entente/pairs/by_kernel/bits.hpp"
#include "entente/pairs/by_kernel/sums.hpp"

namespace entente::detail {

/// Sums of |x - y| or of (x - y)^2, in numbers of type T.
template <class Statistic, class T = double>
class difference_kernel {
    static constexpr bool squared = std::is_base_of_v<statistics::squared_differences, Statistic>;

public:
    struct scratch {
        explicit scratch(std::size_t pairs) : sum(pairs), weight(pairs), shared(pairs) {}
        tile_output<T> sum, weight;
        tile_output<std::uint32_t> shared;
    };

    static boost::optional<difference_kernel> make(position_matrix const& rows, position_matrix const& columns,
                                                   weighting weights, kernels::isa which) {
        auto const l = sum_layouts<T>::make(rows, columns, coordinate::exact_normalised, weights, which);
        if (!l) return boost::none;
        return difference_kernel(*l);
    }
    void run(kernels::tile const& t, scratch& s) const {
        auto const weight = l_.weights_to(s.weight, t);
        if constexpr (squared)
            kernels::squared_differences(*l_.rows, *l_.columns, t, s.sum.open(t), weight, l_.which);
        else
            kernels::absolute_differences(*l_.rows, *l_.columns, t, s.sum.open(t), weight, l_.which);
        l_.count(t, s.shared);
    }
    struct row_reader {
        typename sum_layouts<T>::row_reader both;
        T const* sum;

        void read(std::size_t c, Statistic& into) const {
            both.read(c, into);
            into.sum = static_cast<double>(sum[c]);
        }
    };
    row_reader row(scratch const& s, std::size_t r) const { return {l_.row(s.shared, s.weight, r), s.sum.row(r)}; }

private:
    explicit difference_kernel(sum_layouts<T> const& l) : l_(l) {}
    sum_layouts<T> l_;
};

template <class Statistic>
struct tile_kernel_of<statistics::single_precision_sums<Statistic>>
    : std::type_identity<difference_kernel<statistics::single_precision_sums<Statistic>, float>> {};

template <>
struct tile_kernel_of<statistics::squared_differences>
    : std::type_identity<difference_kernel<statistics::squared_differences>> {};

/// Absolute differences: equal steps between few categories are counted in bits, all else is summed.
template <class Statistic>
class absolute_kernel {
public:
    struct scratch : difference_kernel<Statistic>::scratch {
        explicit scratch(std::size_t pairs) : difference_kernel<Statistic>::scratch(pairs), steps(pairs), both(pairs) {}
        tile_output<std::uint32_t> steps;
        shared_scratch both;
    };

    static boost::optional<absolute_kernel> make(position_matrix const& rows, position_matrix const& columns,
                                                 weighting weights, kernels::isa which) {
        absolute_kernel k;
        if (auto const categories = equal_steps(columns)) {
            k.bits_ = bit_layouts::make(rows, columns, kernels::plane_coding::thermometer, categories, weights, which);
            if (k.bits_) k.step_ = issue_column::exact_units / static_cast<double>(categories - 1) * k.bits_->step;
        }
        if (!k.bits_) k.sums_ = difference_kernel<Statistic>::make(rows, columns, weights, which);
        if (!k.bits_ && !k.sums_) return boost::none;
        return k;
    }
    void run(kernels::tile const& t, scratch& s) const {
        if (sums_) return sums_->run(t, s);
        kernels::ordinal_steps(*bits_->rows, *bits_->columns, t, s.steps.open(t), {}, bits_->which);
        s.both.run(*bits_, t);
    }
    struct row_reader {
        bool in_bits;
        shared_scratch::row_reader both;
        std::uint32_t const* steps;
        double step;
        typename difference_kernel<Statistic>::row_reader sums;

        void read(std::size_t c, Statistic& into) const {
            if (!in_bits) return sums.read(c, into);
            both.read(c, into);
            into.sum = steps[c] * step;
        }
    };
    row_reader row(scratch const& s, std::size_t r) const {
        if (sums_) return {false, {}, nullptr, 0, sums_->row(s, r)};
        return {true, s.both.row(*bits_, r), s.steps.row(r), step_, {}};
    }

private:
    boost::optional<difference_kernel<Statistic>> sums_;
    boost::optional<bit_layouts> bits_;
    double step_ = 0;
};

template <>
struct tile_kernel_of<statistics::absolute_differences>
    : std::type_identity<absolute_kernel<statistics::absolute_differences>> {};

}  // namespace entente::detail

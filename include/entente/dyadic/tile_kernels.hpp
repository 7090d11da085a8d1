// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/tile_kernels.hpp
/// Which kernel serves which statistic. A kernel belongs to a statistic and so serves every measure over it.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/dyadic/options.hpp"
#include "entente/dyadic/statistics/absolute_differences.hpp"
#include "entente/dyadic/statistics/contingency.hpp"
#include "entente/dyadic/statistics/moments.hpp"
#include "entente/dyadic/statistics/overlap.hpp"
#include "entente/dyadic/statistics/squared_differences.hpp"
#include "entente/dyadic/statistics/valence.hpp"
#include "entente/positions/kernels/contingency.hpp"
#include "entente/positions/kernels/differences.hpp"
#include "entente/positions/kernels/moments.hpp"
#include "entente/positions/kernels/ordinal.hpp"
#include "entente/positions/kernels/overlap.hpp"
#include "entente/positions/kernels/valence.hpp"
#include "entente/positions/layouts.hpp"

namespace entente::detail {

/// There is no kernel: pairs are folded one by one.
struct no_kernel {
    struct scratch {};
};

/// The kernel of a statistic, as `type`:
/// * `make(rows, columns, weights, isa)`: the kernel for two matrices, or none where it does not serve these scales or weights;
/// * `run(tile, scratch)`: folds a tile into a scratch that has room for it;
/// * `read(scratch, row, column, statistic)`: the statistic of a pair of the tile, all members set.
/// Bits are those of the fold of a single pair. Kernels are templates of their statistic so that those that are not used cost nothing.
template <class Statistic>
struct tile_kernel_of : std::type_identity<no_kernel> {};

/// A number for each pair of a tile.
template <class T>
struct tile_output {
    kernels::detail::line_vector<T> numbers;
    std::size_t stride = 0;

    explicit tile_output(std::size_t pairs) : numbers(pairs) {}
    kernels::output<T> open(kernels::tile const& t) {
        stride = t.column_end - t.column_begin;
        return {numbers.data(), stride};
    }
    T at(std::size_t row, std::size_t column) const { return numbers[row * stride + column]; }
};

/// Rows with weights, panels, and which cells are known: what the kernels over coordinates read.
struct number_layouts {
    kernels::number_rows<double> const* rows;
    kernels::number_panels<double> const* columns;
    kernels::bit_planes const *known_rows, *known_columns;
    kernels::isa which;

    /// None where weights depend on the column's actor too.
    static boost::optional<number_layouts> make(position_matrix const& rows, position_matrix const& columns, coordinate as,
                                                weighting weights, kernels::isa which) {
        auto const weigh = [&](row_weight w) {
            return number_layouts{&rows_of(rows, as, w), &panels_of(columns, as), &known_of(rows), &known_of(columns), which};
        };
        if (weights == weighting::none) return weigh(row_weight::one);
        if (weights == weighting::issue) return weigh(row_weight::issue);
        if (weights == weighting::first) return weigh(row_weight::salience);
        return boost::none;
    }
    bool weighted() const { return !rows->weight.empty(); }
    /// Where the sums of weights go: nowhere when they are the counts.
    kernels::output<double> weights_to(tile_output<double>& weight, kernels::tile const& t) const {
        return weighted() ? weight.open(t) : kernels::output<double>{};
    }
    void count(kernels::tile const& t, tile_output<std::uint32_t>& shared) const {
        kernels::shared_counts(*known_rows, *known_columns, t, shared.open(t), which);
    }
    /// Sets the members that all statistics have.
    template <class Statistic>
    void read(tile_output<std::uint32_t> const& shared, tile_output<double> const& weight, std::size_t r, std::size_t c,
              Statistic& into) const {
        into.shared = shared.at(r, c);
        into.weight = weighted() ? weight.at(r, c) : static_cast<double>(into.shared);
    }
};

/// One number for each position: the sum of |x - y| or of (x - y)^2.
template <class Statistic>
class difference_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t pairs) : sum(pairs), weight(pairs), shared(pairs) {}
        tile_output<double> sum, weight;
        tile_output<std::uint32_t> shared;
    };

    static boost::optional<difference_kernel> make(position_matrix const& rows, position_matrix const& columns, weighting weights,
                                                   kernels::isa which) {
        auto const l = number_layouts::make(rows, columns, coordinate::fine, weights, which);
        if (!l) return boost::none;
        return difference_kernel(*l);
    }
    void run(kernels::tile const& t, scratch& s) const {
        auto const weight = l_.weights_to(s.weight, t);
        if constexpr (std::is_same_v<Statistic, absolute_differences>)
            kernels::absolute_differences(*l_.rows, *l_.columns, t, s.sum.open(t), weight, l_.which);
        else
            kernels::squared_differences(*l_.rows, *l_.columns, t, s.sum.open(t), weight, l_.which);
        l_.count(t, s.shared);
    }
    void read(scratch const& s, std::size_t r, std::size_t c, Statistic& into) const {
        l_.read(s.shared, s.weight, r, c, into);
        into.sum = s.sum.at(r, c);
    }

private:
    explicit difference_kernel(number_layouts const& l) : l_(l) {}
    number_layouts l_;
};

template <>
struct tile_kernel_of<squared_differences> : std::type_identity<difference_kernel<squared_differences>> {};

/// Absolute differences: steps between few categories are counted in bits, all else is summed. Both are exact where bits serve.
template <class Statistic>
class absolute_kernel {
public:
    struct scratch : difference_kernel<Statistic>::scratch {
        explicit scratch(std::size_t pairs) : difference_kernel<Statistic>::scratch(pairs), steps(pairs) {}
        tile_output<std::uint32_t> steps;
    };

    static boost::optional<absolute_kernel> make(position_matrix const& rows, position_matrix const& columns, weighting weights,
                                                 kernels::isa which) {
        absolute_kernel k;
        auto const categories = equal_steps(columns);
        if (weights == weighting::none && categories) {
            k.step_ = issue_column::fine_units / static_cast<double>(categories - 1);
            k.rows_ = &planes_of(rows, kernels::plane_coding::thermometer);
            k.columns_ = &planes_of(columns, kernels::plane_coding::thermometer);
            k.which_ = which;
            return k;
        }
        k.sums_ = difference_kernel<Statistic>::make(rows, columns, weights, which);
        if (!k.sums_) return boost::none;
        return k;
    }
    void run(kernels::tile const& t, scratch& s) const {
        if (sums_) return sums_->run(t, s);
        kernels::ordinal_steps(*rows_, *columns_, t, s.steps.open(t), s.shared.open(t), which_);
    }
    void read(scratch const& s, std::size_t r, std::size_t c, Statistic& into) const {
        if (sums_) return sums_->read(s, r, c, into);
        into.shared = s.shared.at(r, c);
        into.weight = static_cast<double>(into.shared);
        into.sum = s.steps.at(r, c) * step_;
    }

private:
    boost::optional<difference_kernel<Statistic>> sums_;
    kernels::bit_planes const *rows_ = nullptr, *columns_ = nullptr;
    kernels::isa which_ = kernels::isa::portable;
    double step_ = 0;
};

template <>
struct tile_kernel_of<absolute_differences> : std::type_identity<absolute_kernel<absolute_differences>> {};

/// Identical positions among few categories, counted in bits.
template <class Statistic>
class overlap_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t pairs) : identical(pairs), shared(pairs) {}
        tile_output<std::uint32_t> identical, shared;
    };

    static boost::optional<overlap_kernel> make(position_matrix const& rows, position_matrix const& columns, weighting weights,
                                                kernels::isa which) {
        auto const categories = greatest_category_count(columns);
        if (weights != weighting::none || categories == 0 || categories > 16) return boost::none;
        overlap_kernel k;
        k.rows_ = &planes_of(rows, kernels::plane_coding::binary);
        k.columns_ = &planes_of(columns, kernels::plane_coding::binary);
        k.which_ = which;
        return k;
    }
    void run(kernels::tile const& t, scratch& s) const {
        kernels::overlap(*rows_, *columns_, t, s.identical.open(t), s.shared.open(t), which_);
    }
    void read(scratch const& s, std::size_t r, std::size_t c, Statistic& into) const {
        into.shared = s.shared.at(r, c);
        into.identical = s.identical.at(r, c);
        into.weight = static_cast<double>(into.shared);
        into.identical_weight = static_cast<double>(into.identical);
    }

private:
    kernels::bit_planes const *rows_ = nullptr, *columns_ = nullptr;
    kernels::isa which_ = kernels::isa::portable;
};

template <>
struct tile_kernel_of<overlap> : std::type_identity<overlap_kernel<overlap>> {};

/// Sums, squares and products.
template <class Statistic>
class moments_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t n) : weight(n), x(n), y(n), xx(n), yy(n), xy(n), shared(n) {}
        tile_output<double> weight, x, y, xx, yy, xy;
        tile_output<std::uint32_t> shared;
    };

    static boost::optional<moments_kernel> make(position_matrix const& rows, position_matrix const& columns, weighting weights,
                                                kernels::isa which) {
        auto const l = number_layouts::make(rows, columns, coordinate::fine, weights, which);
        if (!l) return boost::none;
        return moments_kernel(*l);
    }
    void run(kernels::tile const& t, scratch& s) const {
        kernels::moments<double>(*l_.rows, *l_.columns, t,
                                 {l_.weights_to(s.weight, t), s.x.open(t), s.y.open(t), s.xx.open(t), s.yy.open(t), s.xy.open(t)},
                                 l_.which);
        l_.count(t, s.shared);
    }
    void read(scratch const& s, std::size_t r, std::size_t c, Statistic& into) const {
        l_.read(s.shared, s.weight, r, c, into);
        into.x = s.x.at(r, c), into.y = s.y.at(r, c);
        into.xx = s.xx.at(r, c), into.yy = s.yy.at(r, c), into.xy = s.xy.at(r, c);
    }

private:
    explicit moments_kernel(number_layouts const& l) : l_(l) {}
    number_layouts l_;
};

template <>
struct tile_kernel_of<moments> : std::type_identity<moments_kernel<moments>> {};

/// Products from the middle of the scale, and on which side of it both stand: without weights, sides are counted in bits.
template <class Statistic>
class valence_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t n) : product(n), first(n), second(n), weight(n), same(n), opposite(n), shared(n), sides(n), across(n) {}
        tile_output<double> product, first, second, weight, same, opposite;
        tile_output<std::uint32_t> shared, sides, across;
    };

    static boost::optional<valence_kernel> make(position_matrix const& rows, position_matrix const& columns, weighting weights,
                                                kernels::isa which) {
        auto const l = number_layouts::make(rows, columns, coordinate::fine_centred, weights, which);
        if (!l) return boost::none;
        valence_kernel k(*l);
        if (!l->weighted()) k.row_sides_ = &sides_of(rows), k.column_sides_ = &sides_of(columns);
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
    void read(scratch const& s, std::size_t r, std::size_t c, Statistic& into) const {
        l_.read(s.shared, s.weight, r, c, into);
        into.product = s.product.at(r, c), into.first = s.first.at(r, c), into.second = s.second.at(r, c);
        into.same_side = l_.weighted() ? s.same.at(r, c) : s.sides.at(r, c);
        into.opposite_side = l_.weighted() ? s.opposite.at(r, c) : s.across.at(r, c);
    }

private:
    explicit valence_kernel(number_layouts const& l) : l_(l) {}
    number_layouts l_;
    kernels::bit_planes const *row_sides_ = nullptr, *column_sides_ = nullptr;
};

template <>
struct tile_kernel_of<valence> : std::type_identity<valence_kernel<valence>> {};

/// Tables of few categories, counted in bits.
template <class Statistic>
class contingency_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t pairs) : room(pairs) {}
        std::size_t room, stride = 0, table_stride = 0;
        kernels::detail::line_vector<std::uint32_t> counts{};
    };

    static boost::optional<contingency_kernel> make(position_matrix const& rows, position_matrix const& columns, weighting weights,
                                                    kernels::isa which) {
        auto const categories = greatest_category_count(columns);
        if (weights != weighting::none || categories < 2 || categories > 8) return boost::none;
        contingency_kernel k;
        k.categories_ = categories;
        k.rows_ = &planes_of(rows, kernels::plane_coding::one_hot);
        k.columns_ = &planes_of(columns, kernels::plane_coding::one_hot);
        k.which_ = which;
        return k;
    }
    void run(kernels::tile const& t, scratch& s) const {
        s.counts.resize(s.room * categories_ * categories_);
        s.stride = t.column_end - t.column_begin;
        s.table_stride = s.stride * (t.row_end - t.row_begin);
        kernels::contingency(*rows_, *columns_, t, {s.counts.data(), s.stride}, s.table_stride, which_);
    }
    void read(scratch const& s, std::size_t r, std::size_t c, Statistic& into) const {
        ENTENTE_ASSERT(into.categories() == categories_);
        into.shared = 0;
        for (std::size_t i = 0; i < categories_ * categories_; ++i) {
            auto const n = s.counts[i * s.table_stride + r * s.stride + c];
            into.shared += n;
            into.counts[i] = n;
            into.weights[i] = static_cast<double>(n);
        }
        into.weight = static_cast<double>(into.shared);
    }

private:
    std::size_t categories_ = 0;
    kernels::bit_planes const *rows_ = nullptr, *columns_ = nullptr;
    kernels::isa which_ = kernels::isa::portable;
};

template <>
struct tile_kernel_of<contingency> : std::type_identity<contingency_kernel<contingency>> {};

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "entente/config.hpp"
#include "entente/kernels/contingency.hpp"
#include "entente/measures/statistics/contingency.hpp"
#include "entente/pairs/by_kernel/bits.hpp"

namespace entente::detail {

/// Tables of few categories, counted in bits.
template <class Statistic>
class contingency_kernel {
public:
    struct scratch {
        explicit scratch(std::size_t pairs) : both(pairs), room(pairs) {}
        shared_scratch both;
        std::size_t room, stride = 0, table_stride = 0;
        kernels::detail::line_vector<std::uint32_t> counts{}, steps{};
    };

    static boost::optional<contingency_kernel> make(position_matrix const& rows, position_matrix const& columns,
                                                    weighting weights, kernels::isa which) {
        auto const categories = greatest_category_count(columns);
        if (categories < 2 || categories > 8) return boost::none;
        auto const bits = bit_layouts::make(rows, columns, kernels::plane_coding::one_hot, 2, weights, which);
        if (!bits) return boost::none;
        return contingency_kernel(*bits, categories);
    }
    void run(kernels::tile const& t, scratch& s) const {
        s.stride = t.column_end - t.column_begin;
        s.table_stride = s.stride * (t.row_end - t.row_begin);
        auto const fill = [&](auto& tables, bool by_weight) {
            tables.resize(s.room * categories_ * categories_);
            kernels::contingency(*bits_.rows, *bits_.columns, t, {tables.data(), s.stride}, s.table_stride, bits_.which,
                                 by_weight);
        };
        fill(s.counts, false);
        if (bits_.weighted) {
            fill(s.steps, true);
            kernels::shared_counts(*bits_.known_rows, *bits_.known_columns, t, s.both.count.open(t), bits_.which);
        }
    }
    struct row_reader {
        contingency_kernel const& kernel;
        scratch const& from;
        std::size_t row;

        void read(std::size_t c, Statistic& into) const {
            ENTENTE_ASSERT(into.categories() == kernel.categories_);
            std::size_t counted = 0;
            double weight = 0;
            for (std::size_t i = 0; i < kernel.categories_ * kernel.categories_; ++i) {
                auto const at = i * from.table_stride + row * from.stride + c;
                auto const n = from.counts[at];
                counted += n;
                into.counts[i] = n;
                into.weights[i] = kernel.bits_.weighted ? from.steps[at] * kernel.bits_.step : static_cast<double>(n);
                weight += into.weights[i];
            }
            into.count =
                kernel.bits_.weighted ? from.both.count.row(row)[c] : counted;  // issues of weight 0 are in no table
            into.weight = weight;
        }
    };
    row_reader row(scratch const& s, std::size_t r) const { return {*this, s, r}; }

private:
    contingency_kernel(bit_layouts const& bits, std::size_t categories) : bits_(bits), categories_(categories) {}
    bit_layouts bits_;
    std::size_t categories_;
};

template <>
struct tile_kernel_of<statistics::contingency> : std::type_identity<contingency_kernel<statistics::contingency>> {};

}  // namespace entente::detail

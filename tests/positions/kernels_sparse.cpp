// SPDX-License-Identifier: BSL-1.0
// Nearly empty tables: the inverted index against a fold and against panels.
#include <doctest/doctest.h>

#include "entente/positions/kernels/sparse_columns.hpp"
#include "kernels_data.hpp"

using namespace kernel_test;

TEST_CASE_TEMPLATE("kernels: sparse folds have the bits of dense ones", T, float, double) {
    struct shape {
        std::uint32_t actors, issues;
        double missing;
    };
    for (auto const& s :
         {shape{1, 1, 0}, shape{40, 0, 0}, shape{70, 300, 0.97}, shape{33, 2000, 0.995}, shape{50, 20, 0.1}})
        for (bool const weighted : {false, true}) {
            auto const t = random_numbers(s.actors, s.issues, s.missing, 0, 1, s.actors);
            auto const w = weighted ? random_weights(s.issues, 2) : std::vector<double>();
            auto const rows = kernels::make_number_rows<T>(t.cells(), w);
            auto const columns = kernels::make_sparse_columns<T>(t.cells());
            auto const panels = kernels::make_number_panels<T>(t.cells());
            for_each_tile(s.actors, [&](kernels::tile where) {
                std::size_t const stride = where.column_end - where.column_begin;
                std::vector<kernels::sparse_absolute<T>> absolute(stride * (where.row_end - where.row_begin));
                std::vector<kernels::sparse_overlap<T>> overlap(absolute.size());
                std::vector<kernels::sparse_squared<T>> squared(absolute.size());
                kernels::fold_sparse(rows, columns, where,
                                     kernels::output<kernels::sparse_absolute<T>>{absolute.data(), stride});
                kernels::fold_sparse(rows, columns, where,
                                     kernels::output<kernels::sparse_overlap<T>>{overlap.data(), stride});
                kernels::fold_sparse(rows, columns, where,
                                     kernels::output<kernels::sparse_squared<T>>{squared.data(), stride});
                buffer<T> sum(where), square(where);
                kernels::absolute_differences(rows, panels, where, sum.out());
                kernels::squared_differences(rows, panels, where, square.out());
                std::size_t wrong = 0;
                for_each_pair(where, [&](auto a, auto b) {
                    auto const at = (a - where.row_begin) * stride + (b - where.column_begin);
                    std::uint32_t shared = 0, same = 0;
                    T weight = 0;
                    for (std::uint32_t i = 0; i < t.issues; ++i)
                        if (t.known(a, i) && t.known(b, i)) {
                            ++shared;
                            same += t.at(a, i) == t.at(b, i);
                            weight += weighted ? static_cast<T>(w[i]) : T(1);
                        }
                    wrong += !same_bits(absolute[at].sum, sum.at(a, b)) || !same_bits(squared[at].sum, square.at(a, b));
                    wrong += absolute[at].shared != shared || overlap[at].same != same || overlap[at].shared != shared;
                    wrong += !same_bits(absolute[at].weight, weight);
                });
                CHECK(wrong == 0);
            });
        }
}

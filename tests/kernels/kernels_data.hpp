// SPDX-License-Identifier: BSL-1.0
// Random tables of awkward shapes for the tests of kernels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "entente/kernels/input.hpp"
#include "entente/kernels/isa.hpp"
#include "entente/kernels/tile.hpp"

namespace kernel_test {

namespace kernels = entente::kernels;

struct table {
    std::uint32_t actors, issues;
    std::vector<double> values;
    std::vector<std::uint8_t> valid;

    bool known(std::size_t actor, std::size_t issue) const { return valid[actor * issues + issue] != 0; }
    double at(std::size_t actor, std::size_t issue) const { return values[actor * issues + issue]; }
    kernels::dense_cells<double> cells() const { return {actors, issues, values, valid}; }
};

/// Category numbers 0 .. categories - 1; every fifth actor is silent. Unknown cells hold numbers that must not be read.
inline table random_categories(std::uint32_t actors, std::uint32_t issues, unsigned categories, double missing,
                               unsigned seed) {
    std::mt19937 random(seed);
    table t{actors, issues, {}, {}};
    for (std::uint32_t a = 0; a < actors; ++a)
        for (std::uint32_t i = 0; i < issues; ++i) {
            bool const known = a % 5 != 4 && static_cast<double>(random() % 1000) >= missing * 1000;
            t.valid.push_back(known);
            t.values.push_back(known ? static_cast<double>(random() % categories) : 1e300);
        }
    return t;
}

/// Numbers in [lower, lower + length), some of them equal.
inline table random_numbers(std::uint32_t actors, std::uint32_t issues, double missing, double lower, double length,
                            unsigned seed) {
    auto t = random_categories(actors, issues, 97, missing, seed);
    for (auto& v : t.values)
        if (v < 97) v = lower + length * v / 97;
    return t;
}

inline std::vector<double> random_weights(std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<double> w(n);
    for (auto& x : w) x = random() % 7 == 0 ? 0.0 : static_cast<double>(random() % 1000) / 333.0;
    return w;
}

template <class T>
bool same_bits(T a, T b) {
    return std::memcmp(&a, &b, sizeof(T)) == 0;
}

/// An output of a tile's size, filled with a number that no kernel writes, and room behind each row that must
/// stay untouched.
template <class T>
struct buffer {
    static constexpr std::size_t margin = 3;
    kernels::tile where;
    std::size_t stride;
    std::vector<T> data;

    explicit buffer(kernels::tile t)
        : where(t)
        , stride(t.column_end - t.column_begin + margin)
        , data(stride * (t.row_end - t.row_begin), T(77777)) {}
    kernels::output<T> out() { return {data.data(), stride}; }
    T at(std::uint32_t row, std::uint32_t column) const {
        return data[(row - where.row_begin) * stride + (column - where.column_begin)];
    }
    bool margins_untouched() const {
        for (std::size_t r = 0; r < where.row_end - where.row_begin; ++r)
            for (std::size_t m = 1; m <= margin; ++m)
                if (data[(r + 1) * stride - m] != T(77777)) return false;
        return true;
    }
};

/// Calls visit(tile) for the whole square, tiles that begin and end in the middle of panels, and the upper triangle.
template <class Visit>
void for_each_tile(std::uint32_t n, Visit&& visit) {
    visit(kernels::tile{0, n, 0, n, false});
    visit(kernels::tile{0, n, 0, n, true});
    if (n > 10) {
        visit(kernels::tile{3, n - 2, 5, n - 1, false});
        visit(kernels::tile{n / 2, n, n / 2 - 1, n, true});
        visit(kernels::tile{1, 2, n / 3, n / 3 + 1, false});
        visit(kernels::tile{4, 4, 0, n, false});
        visit(kernels::tile{0, n, 7, 7, false});
    }
}

/// Calls visit(row, column) for each pair that a kernel must have computed.
template <class Visit>
void for_each_pair(kernels::tile t, Visit&& visit) {
    for (auto r = t.row_begin; r < t.row_end; ++r)
        for (auto c = t.column_begin; c < t.column_end; ++c)
            if (!t.upper_only || c > r) visit(r, c);
}

}  // namespace kernel_test

// SPDX-License-Identifier: BSL-1.0
// Positions as numbers: known cells of each actor as a row, and the cells of many actors side by side as a panel.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "entente/kernels/input.hpp"
#include "entente/kernels/tile.hpp"
#include "entente/kernels/vector.hpp"

namespace entente::kernels {

namespace detail {

/// How many issues a kernel works through before the next row's turn. The same for rows and panels of one table.
template <class T>
[[nodiscard]] constexpr std::size_t issues_per_block(std::size_t issues) noexcept {
    constexpr std::size_t longest = block_bytes / 256;
    if (issues <= longest + longest / 2) return issues == 0 ? 1 : issues;
    return ceil_div(issues, ceil_div(issues, longest));
}

}  // namespace detail

/// The known cells of each actor by ascending issue, with a weight for each when there are weights.
///
/// 4 + 2 sizeof(T) bytes per known cell (4 + sizeof(T) without weights), plus 8 bytes per actor and block of 96 issues.
template <class T>
struct number_rows {
    std::uint32_t actors = 0;
    std::uint32_t issues = 0;
    std::size_t block = 1;           // issues per block
    std::size_t blocks = 0;          // per row
    std::vector<std::size_t> begin;  // [actor][block], and one past the end
    std::vector<std::uint32_t> index;
    std::vector<T> value;
    std::vector<T> weight;  // empty when every weight is 1

    [[nodiscard]] std::size_t bytes() const noexcept {
        return begin.size() * sizeof(std::size_t) + index.size() * 4 + (value.size() + weight.size()) * sizeof(T);
    }
};

/// Panels of actors side by side (32 of double, 64 of float), issue by issue; NaN where nothing is known.
///
/// sizeof(T) bytes per cell, known or not; actors are rounded up to a panel.
/// Weights do not enter: they belong to the rows.
template <class T>
struct number_panels {
    static constexpr std::uint32_t lanes = 256 / sizeof(T);

    std::uint32_t actors = 0;
    std::uint32_t issues = 0;
    detail::line_vector<T> cells;  // [panel][issue][lane]

    [[nodiscard]] std::size_t bytes() const noexcept { return cells.size() * sizeof(T); }
};

/// Collects the rows.
///
/// \param issue_weights one weight per issue, or none; \param cell_weights one weight per cell as the cells number them, or none.
/// When both are given a cell weighs their product, rounded once.
/// Preconditions: values are finite, weights are finite and >= 0.
/// Complexity: O(cells).
template <class T, class Cells>
[[nodiscard]] number_rows<T> make_number_rows(Cells const& cells, std::span<double const> issue_weights = {},
                                              std::span<double const> cell_weights = {}) {
    number_rows<T> r;
    r.actors = cells.actors;
    r.issues = cells.issues;
    r.block = detail::issues_per_block<T>(r.issues);
    r.blocks = detail::ceil_div(r.issues, r.block);
    r.begin.assign(r.blocks * r.actors + 1, 0);
    bool const weighted = !issue_weights.empty() || !cell_weights.empty();
    for (std::uint32_t a = 0; a < r.actors; ++a) {
        std::size_t next = 0;  // the next block whose beginning is not yet known
        std::size_t* const begin = r.begin.data() + r.blocks * a;
        cells.for_each(a, [&](std::size_t issue, auto value, std::size_t cell) {
            for (; next < r.blocks && next * r.block <= issue; ++next) begin[next] = r.index.size();
            r.index.push_back(static_cast<std::uint32_t>(issue));
            r.value.push_back(static_cast<T>(value));
            if (!weighted) return;
            double const w = issue_weights.empty() ? 1.0 : issue_weights[issue];
            r.weight.push_back(static_cast<T>(cell_weights.empty() ? w : w * cell_weights[cell]));
        });
        for (; next < r.blocks; ++next) begin[next] = r.index.size();
    }
    r.begin.back() = r.index.size();
    return r;
}

/// Lays the same cells out as panels. Preconditions: values are finite.
/// Complexity: O(actors x issues).
template <class T, class Cells>
[[nodiscard]] number_panels<T> make_number_panels(Cells const& cells) {
    constexpr std::size_t lanes = number_panels<T>::lanes;
    number_panels<T> r;
    r.actors = cells.actors;
    r.issues = cells.issues;
    std::size_t const panel_size = std::size_t{r.issues} * lanes;
    r.cells.assign(panel_size * detail::ceil_div(r.actors, lanes), std::numeric_limits<T>::quiet_NaN());
    for (std::uint32_t a = 0; a < r.actors; ++a) {
        std::size_t const column = panel_size * (a / lanes) + a % lanes;
        cells.for_each(a, [&](std::size_t issue, auto value, std::size_t) {
            r.cells[column + issue * lanes] = static_cast<T>(value);
        });
    }
    return r;
}

}  // namespace entente::kernels

// SPDX-License-Identifier: BSL-1.0
// Nearly empty tables: for each issue, who holds a position on it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/positions/kernels/differences.hpp"
#include "entente/positions/kernels/input.hpp"
#include "entente/positions/kernels/panels.hpp"
#include "entente/positions/kernels/tile.hpp"

namespace entente::kernels {

/// The known cells of each issue by ascending actor. 4 + sizeof(T) bytes per known cell, plus 8 bytes per issue.
template <class T>
struct sparse_columns {
    std::uint32_t actors = 0;
    std::uint32_t issues = 0;
    std::vector<std::size_t> begin;  // [issue], and one past the end
    std::vector<std::uint32_t> actor;
    std::vector<T> value;

    [[nodiscard]] std::size_t bytes() const noexcept {
        return begin.size() * sizeof(std::size_t) + actor.size() * (sizeof(std::uint32_t) + sizeof(T));
    }
};

/// Transposes the cells. Complexity: O(cells + issues).
template <class T, class Cells>
[[nodiscard]] sparse_columns<T> make_sparse_columns(Cells const& cells) {
    sparse_columns<T> r;
    r.actors = cells.actors;
    r.issues = cells.issues;
    r.begin.assign(std::size_t{r.issues} + 1, 0);
    for (std::uint32_t a = 0; a < r.actors; ++a)
        cells.for_each(a, [&](std::size_t issue, auto, std::size_t) { ++r.begin[issue + 1]; });
    for (std::size_t i = 0; i < r.issues; ++i) r.begin[i + 1] += r.begin[i];
    r.actor.resize(r.begin.back());
    r.value.resize(r.begin.back());
    auto next = r.begin;
    for (std::uint32_t a = 0; a < r.actors; ++a)
        cells.for_each(a, [&](std::size_t issue, auto value, std::size_t) {
            std::size_t const at = next[issue]++;
            r.actor[at] = a;
            r.value[at] = static_cast<T>(value);
        });
    return r;
}

/// Statistics that fold_sparse can add up; one's own is a struct like these.
template <class T>
struct sparse_absolute {
    T sum{}, weight{};
    std::uint32_t shared = 0;
    ENTENTE_ALWAYS_INLINE void add(T w, T x, T y) noexcept {
        sum += absolute_term(w, x, y);
        weight += w;
        ++shared;
    }
};

template <class T>
struct sparse_squared {
    T sum{}, weight{};
    std::uint32_t shared = 0;
    ENTENTE_ALWAYS_INLINE void add(T w, T x, T y) noexcept {
        sum += squared_term(w, x, y);
        weight += w;
        ++shared;
    }
};

template <class T>
struct sparse_overlap {
    T identical{}, weight{};
    std::uint32_t same = 0, shared = 0;
    ENTENTE_ALWAYS_INLINE void add(T w, T x, T y) noexcept {
        identical += x == y ? w : T{0};
        weight += w;
        same += x == y ? 1U : 0U;
        ++shared;
    }
};

/// For each pair of a tile: a statistic of the issues that both know, at out.data[(row - row_begin) stride + column - column_begin].
///
/// Visits, for each known cell of a row, only those that hold a position on its issue: it wins over panels when fewer than about one
/// cell in fifty is known. Each pair adds its terms by ascending issue: the same bits as any other kernel.
/// `where.upper_only` leaves cells at and below the diagonal at Statistic{}. Preconditions: rows and columns have the same issues.
/// Complexity: O(pairs of known cells on one issue, within the tile's rows + pairs).
/// May be called from many threads at once on disjoint outputs.
template <class Statistic, class T>
void fold_sparse(number_rows<T> const& rows, sparse_columns<T> const& columns, tile where, output<Statistic> out) {
    std::uint32_t const* const actor = columns.actor.data();
    for (std::uint32_t row = where.row_begin; row < where.row_end; ++row) {
        Statistic* const to = out.data + (row - where.row_begin) * out.stride;
        if (where.column_end > where.column_begin) std::fill_n(to, where.column_end - where.column_begin, Statistic{});
        std::uint32_t const first = where.upper_only ? std::max(row + 1, where.column_begin) : where.column_begin;
        if (rows.blocks == 0 || first >= where.column_end) continue;
        std::size_t const end = rows.begin[(std::size_t{row} + 1) * rows.blocks];
        for (std::size_t e = rows.begin[std::size_t{row} * rows.blocks]; e < end; ++e) {
            T const x = rows.value[e];
            T const w = rows.weight.empty() ? T{1} : rows.weight[e];
            std::size_t c = columns.begin[rows.index[e]];
            std::size_t const c_end = columns.begin[std::size_t{rows.index[e]} + 1];
            if (first > 0) c = static_cast<std::size_t>(std::lower_bound(actor + c, actor + c_end, first) - actor);
            for (; c < c_end && actor[c] < where.column_end; ++c)
                to[actor[c] - where.column_begin].add(w, x, columns.value[c]);
        }
    }
}

}  // namespace entente::kernels

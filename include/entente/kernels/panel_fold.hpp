// SPDX-License-Identifier: BSL-1.0
// Folding sums over pairs: a row of known cells against a panel of actors, each pair in the order of its issues.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "entente/kernels/panels.hpp"
#include "entente/kernels/tile.hpp"
#include "entente/kernels/vector.hpp"

/// \file
/// **Same bits everywhere.** Lanes of a vector are different actors, so that each pair is summed by itself, by
/// ascending issue, whatever the width, the tile or the number of threads. Every term is computed with one
/// rounding per operation and then passes through the mask of known cells before it is added: that also keeps a
/// compiler from contracting the multiplication and the addition to one operation of another rounding. A term
/// of an issue that the column does not know is +0, and adding +0 to a sum that started at +0 changes no bit;
/// an issue that the row does not know is not visited.

namespace entente::kernels::detail {

/// The most sums that a statistic has.
inline constexpr std::size_t most_sums = 6;

template <class T>
struct panel_arguments {
    number_rows<T> const* rows;
    number_panels<T> const* columns;
    tile where;
    output<T> out[most_sums];
};

/// The greatest power of two of vectors at once, so that all sums stay in registers and no more than a panel is used.
template <class Ops, class T>
constexpr std::size_t vectors_at_once(std::size_t sums) {
    std::size_t const budget = Ops::registers == 32 ? 24 : 12;
    std::size_t n = number_panels<T>::lanes / Ops::template lanes<T>;
    while (n > 1 && n * sums > budget) n /= 2;
    return n;
}

/// Folds `Statistic<T>` over a tile.
///
/// A statistic has `sums` outputs per pair. It is made of `Ops` from a row's value and weight, and adds the
/// terms of one issue by `add(sum, y, mask)` where `sum[i]` is a vector of running sums.
template <class T, template <class, class> class Statistic>
struct panel_kernel {
    static constexpr std::size_t lanes_of_panel = number_panels<T>::lanes;

    template <class Ops, std::size_t Vectors>
    static ENTENTE_ALWAYS_INLINE void entries(panel_arguments<T> const& a, std::size_t begin, std::size_t end,
                                              T const* panel, T* const* to, bool add) {
        using statistic = Statistic<Ops, T>;
        using vec = typename Ops::template vec<T>;
        using mask = typename Ops::template mask<T>;
        constexpr std::size_t lanes = Ops::template lanes<T>;
        constexpr std::size_t sums = statistic::sums;
        std::uint32_t const* const index = a.rows->index.data();
        T const* const value = a.rows->value.data();
        T const* const weight = a.rows->weight.data();

        vec sum[Vectors][sums];
#pragma GCC unroll 8
        for (std::size_t v = 0; v < Vectors; ++v)
#pragma GCC unroll 8
            for (std::size_t s = 0; s < sums; ++s) {
                vec zero{};
                sum[v][s] = zero;
                if (add) Ops::load(sum[v][s], to[s] + v * lanes);
            }
        for (std::size_t e = begin; e < end; ++e) {
            T const* const cells = panel + std::size_t{index[e]} * lanes_of_panel;
            statistic row;
            if constexpr (statistic::weighted)
                row.set(value[e], weight[e]);
            else
                row.set(value[e], T{1});
#pragma GCC unroll 8
            for (std::size_t v = 0; v < Vectors; ++v) {
                vec y;
                mask known;
                Ops::load(y, cells + v * lanes);
                Ops::numbers(known, y);
                row.add(sum[v], y, known);
            }
        }
#pragma GCC unroll 8
        for (std::size_t v = 0; v < Vectors; ++v)
#pragma GCC unroll 8
            for (std::size_t s = 0; s < sums; ++s) Ops::store(sum[v][s], to[s] + v * lanes);
    }

    /// One row, one block of issues, the lanes [lane, lane + Vectors) of one panel.
    template <class Ops, std::size_t Vectors>
    static ENTENTE_ALWAYS_INLINE void part(panel_arguments<T> const& a, std::uint32_t row, std::size_t begin,
                                           std::size_t end, T const* panel, std::size_t first_column, std::size_t lane,
                                           bool add) {
        constexpr std::size_t width = Vectors * Ops::template lanes<T>;
        constexpr std::size_t sums = Statistic<Ops, T>::sums;
        std::size_t const column = first_column + lane;
        std::size_t const row_offset = row - a.where.row_begin;
        bool const whole = column >= a.where.column_begin && column + width <= a.where.column_end;
        T spare[sums][width];
        T* to[sums];
#pragma GCC unroll 8
        for (std::size_t s = 0; s < sums; ++s) {
            if (whole && a.out[s].data != nullptr) {
                to[s] = a.out[s].data + row_offset * a.out[s].stride + (column - a.where.column_begin);
            } else {
                to[s] = spare[s];
                for (std::size_t l = 0; l < width; ++l) {
                    bool const inside = column + l >= a.where.column_begin && column + l < a.where.column_end;
                    spare[s][l] =
                        add && inside && a.out[s].data != nullptr
                            ? a.out[s].data[row_offset * a.out[s].stride + (column + l - a.where.column_begin)]
                            : T{0};
                }
            }
        }
        // Without issues there are no cells, and nothing to point into.
        entries<Ops, Vectors>(a, begin, end, begin < end ? panel + lane : panel, to, add);
#pragma GCC unroll 8
        for (std::size_t s = 0; s < sums; ++s) {
            if (whole || a.out[s].data == nullptr) continue;
            for (std::size_t l = 0; l < width; ++l)
                if (column + l >= a.where.column_begin && column + l < a.where.column_end)
                    a.out[s].data[row_offset * a.out[s].stride + (column + l - a.where.column_begin)] = spare[s][l];
        }
    }

    /// Fetches the block of cells whose turn comes next, a share of it with each row.
    class ahead {
    public:
        ENTENTE_ALWAYS_INLINE ahead(panel_arguments<T> const& a, std::size_t block, std::size_t panel,
                                    std::size_t first_panel, std::size_t panel_end, std::size_t rows) {
            bool const last = panel + 1 == panel_end;
            std::size_t const first = (last ? block + 1 : block) * a.rows->block;
            std::size_t const issues =
                first < a.columns->issues ? (std::min)(a.rows->block, a.columns->issues - first) : 0;
            next_ = a.columns->cells.data();
            if (issues) next_ += ((last ? first_panel : panel + 1) * a.columns->issues + first) * lanes_of_panel;
            left_ = issues * lanes_of_panel;
            share_ = ceil_div(left_, std::max<std::size_t>(rows, 1) * line) * line;
        }
        ENTENTE_ALWAYS_INLINE void fetch() {
#if defined(__GNUC__)
            for (T const* const stop = next_ + (std::min)(share_, left_); next_ < stop; next_ += line, left_ -= line)
                __builtin_prefetch(next_, 0, 2);
#endif
        }

    private:
        static constexpr std::size_t line = 64 / sizeof(T);
        T const* next_;
        std::size_t left_, share_;
    };

    template <class Ops>
    static ENTENTE_ALWAYS_INLINE void run(panel_arguments<T> const& a) {
        constexpr std::size_t lanes = Ops::template lanes<T>;
        constexpr std::size_t vectors = vectors_at_once<Ops, T>(Statistic<Ops, T>::sums);
        constexpr std::size_t panels_at_once = 256 / lanes_of_panel;
        tile const& t = a.where;
        if (t.column_begin >= t.column_end || t.row_begin >= t.row_end) return;
        std::size_t const panel_size = std::size_t{a.columns->issues} * lanes_of_panel;
        std::size_t const blocks = a.rows->blocks;
        std::size_t const panel_end = ceil_div(t.column_end, lanes_of_panel);
        for (std::size_t group = t.column_begin / lanes_of_panel; group < panel_end; group += panels_at_once) {
            for (std::uint32_t row_begin = t.row_begin; row_begin < t.row_end; row_begin += row_block) {
                std::uint32_t const rows_end = (std::min)(t.row_end, row_begin + row_block);
                for (std::size_t block = 0; block < std::max<std::size_t>(blocks, 1); ++block) {
                    for (std::size_t p = group; p < (std::min)(panel_end, group + panels_at_once); ++p) {
                        std::size_t const first = p * lanes_of_panel;
                        std::size_t const last = std::min<std::size_t>(first + lanes_of_panel, t.column_end);
                        auto const row_end = t.upper_only
                                                 ? static_cast<std::uint32_t>(std::min<std::size_t>(rows_end, last - 1))
                                                 : rows_end;
                        T const* const panel = a.columns->cells.data() + panel_size * p;
                        ahead next(a, block, p, group, (std::min)(panel_end, group + panels_at_once),
                                   row_end - (std::min)(row_begin, row_end));
                        for (std::uint32_t row = row_begin; row < row_end; ++row) {
                            next.fetch();
                            std::size_t const b = blocks == 0 ? 0 : a.rows->begin[row * blocks + block];
                            std::size_t const e = blocks == 0 ? 0 : a.rows->begin[row * blocks + block + 1];
                            std::size_t from = t.column_begin > first ? t.column_begin - first : 0;
                            if (t.upper_only && row >= first) from = std::max<std::size_t>(from, row + 1 - first);
                            // Vector by vector where a whole group would compute what nobody asked for: near
                            // the diagonal, at the end.
                            std::size_t const end_lane = ceil_div(last - first, lanes) * lanes;
                            for (std::size_t lane = from / lanes * lanes; lane < end_lane;) {
                                if (lane + vectors * lanes <= end_lane) {
                                    part<Ops, vectors>(a, row, b, e, panel, first, lane, block > 0);
                                    lane += vectors * lanes;
                                } else {
                                    part<Ops, 1>(a, row, b, e, panel, first, lane, block > 0);
                                    lane += lanes;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
};

/// See ENTENTE_KERNEL: a statistic's sums in double and in single precision.
#define ENTENTE_PANEL_KERNEL(statistic)                                                                                \
    ENTENTE_KERNEL(panel_arguments<double>, panel_kernel<double, statistic>);                                          \
    ENTENTE_KERNEL(panel_arguments<float>, panel_kernel<float, statistic>)

}  // namespace entente::kernels::detail

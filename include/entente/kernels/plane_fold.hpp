// SPDX-License-Identifier: BSL-1.0
// Counting over bit planes: how many issues of a pair satisfy a logical expression of their bits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "entente/kernels/bit_planes.hpp"
#include "entente/kernels/tile.hpp"
#include "entente/kernels/vector.hpp"

namespace entente::kernels::detail {

/// Adds up set bits per 64-bit lane. With an instruction that counts bits, lane by lane; without one, in bytes,
/// three words at a time, which holds for at most 255 / 8 words.
template <class Ops>
struct bit_counter {
    using word = typename Ops::template vec<std::uint64_t>;
    static constexpr std::size_t most_words = Ops::counts_bits ? ~std::size_t{0} : 30;
    static constexpr std::uint64_t m1 = 0x5555555555555555, m2 = 0x3333333333333333, m4 = 0x0f0f0f0f0f0f0f0f;

    static ENTENTE_ALWAYS_INLINE void add(word& total, word& x) {
        if constexpr (Ops::counts_bits) {
            Ops::count_bits(x);
            total += x;
        } else {
            x = x - ((x >> 1) & m1);
            x = (x & m2) + ((x >> 2) & m2);
            total += (x + (x >> 4)) & m4;
        }
    }

    static ENTENTE_ALWAYS_INLINE void add(word& total, word& x, word& y, word& z) {
        if constexpr (Ops::counts_bits) {
            Ops::count_bits(x);
            Ops::count_bits(y);
            Ops::count_bits(z);
            total += x;
            total += y;
            total += z;
        } else {
            // z's odd bits join the pairs of x and its even bits those of y: no pair exceeds 3.
            x = (x - ((x >> 1) & m1)) + ((z >> 1) & m1);
            y = (y - ((y >> 1) & m1)) + (z & m1);
            x = (x & m2) + ((x >> 2) & m2);
            y = (y & m2) + ((y >> 2) & m2);
            x = x + y;
            total += (x & m4) + ((x >> 4) & m4);
        }
    }

    /// Turns the running total into a count per lane.
    static ENTENTE_ALWAYS_INLINE void finish(word& total) {
        if constexpr (!Ops::counts_bits) {
            constexpr std::uint64_t m8 = 0x00ff00ff00ff00ff;
            total = (total & m8) + ((total >> 8) & m8);
            total = total + (total >> 16);
            total = (total + (total >> 32)) & std::uint64_t{0xffff};
        }
    }
};

struct plane_arguments {
    bit_planes const* rows;
    bit_planes const* columns;
    tile where;
    output<std::uint32_t> out[2];
    bool weighted = true;          // multiply by the segment's weight
    std::uint32_t passes = 1;      // of the statistic, added up
    std::uint32_t tables = 1;      // of the statistic, each with its own outputs
    std::size_t table_stride = 0;  // from one table's outputs to the next's
};

/// Folds `Statistic` over a tile.
///
/// A statistic has one or two counts per pair. `evaluate(bits, row, column, planes, pass, table)` computes, for
/// a word of 64 issues, which of them are to be counted, from the row's planes and the panel's.
template <class Statistic>
struct plane_kernel {
    static constexpr std::size_t outputs = Statistic::outputs;

    struct place {
        std::uint32_t row;
        std::size_t panel, lane, word_begin, word_end;
        std::uint32_t table, factor;
        bool add;
    };

    template <class Ops, std::size_t Rows, std::size_t Vectors>
    static ENTENTE_ALWAYS_INLINE void block(plane_arguments const& a, place const& at) {
        using counter = bit_counter<Ops>;
        using word = typename Ops::template vec<std::uint64_t>;
        constexpr std::size_t lanes = Ops::template lanes<std::uint64_t>;
        std::size_t const planes = a.rows->planes();
        std::size_t const row_size = a.rows->words * planes;
        std::uint64_t const* const row_words = a.rows->rows.data() + row_size * at.row;
        std::uint64_t const* const column_words =
            a.columns->panels.data() + (row_size ? row_size * at.panel * bit_planes::lanes + at.lane : 0);

        word const zero{};
        word total[Rows][Vectors][outputs];
#pragma GCC unroll 8
        for (std::size_t r = 0; r < Rows; ++r)
#pragma GCC unroll 8
            for (std::size_t v = 0; v < Vectors; ++v)
#pragma GCC unroll 8
                for (std::size_t o = 0; o < outputs; ++o) total[r][v][o] = zero;

        for (std::uint32_t pass = 0; pass < a.passes; ++pass) {
            std::size_t w = at.word_begin;
            if constexpr (!Ops::counts_bits) {
                static_assert(Rows == 1 && Vectors == 1);
                word bytes[outputs];
#pragma GCC unroll 8
                for (std::size_t o = 0; o < outputs; ++o) bytes[o] = zero;
                for (; w + 3 <= at.word_end; w += 3) {
                    word bits[3][outputs];
#pragma GCC unroll 8
                    for (std::size_t t = 0; t < 3; ++t)
                        Statistic::template evaluate<Ops>(bits[t], row_words + (w + t) * planes,
                                                          column_words + (w + t) * planes * bit_planes::lanes, planes,
                                                          pass, at.table);
#pragma GCC unroll 8
                    for (std::size_t o = 0; o < outputs; ++o)
                        counter::add(bytes[o], bits[0][o], bits[1][o], bits[2][o]);
                }
                for (; w < at.word_end; ++w) {
                    word bits[outputs];
                    Statistic::template evaluate<Ops>(bits, row_words + w * planes,
                                                      column_words + w * planes * bit_planes::lanes, planes, pass,
                                                      at.table);
#pragma GCC unroll 8
                    for (std::size_t o = 0; o < outputs; ++o) counter::add(bytes[o], bits[o]);
                }
#pragma GCC unroll 8
                for (std::size_t o = 0; o < outputs; ++o) {
                    counter::finish(bytes[o]);
                    total[0][0][o] += bytes[o];
                }
            } else {
                for (; w < at.word_end; ++w)
#pragma GCC unroll 8
                    for (std::size_t r = 0; r < Rows; ++r)
#pragma GCC unroll 8
                        for (std::size_t v = 0; v < Vectors; ++v) {
                            word bits[outputs];
                            Statistic::template evaluate<Ops>(bits, row_words + r * row_size + w * planes,
                                                              column_words + w * planes * bit_planes::lanes + v * lanes,
                                                              planes, pass, at.table);
#pragma GCC unroll 8
                            for (std::size_t o = 0; o < outputs; ++o) {
                                Ops::count_bits(bits[o]);
                                total[r][v][o] += bits[o];
                            }
                        }
            }
        }

        std::size_t const column = at.panel * bit_planes::lanes + at.lane;
        bool const whole = column >= a.where.column_begin && column + Vectors * lanes <= a.where.column_end;
#pragma GCC unroll 8
        for (std::size_t o = 0; o < outputs; ++o) {
            if (a.out[o].data == nullptr) continue;
#pragma GCC unroll 8
            for (std::size_t r = 0; r < Rows; ++r) {
                std::uint32_t* const to_row =
                    a.out[o].data + at.table * a.table_stride + (at.row + r - a.where.row_begin) * a.out[o].stride;
                if (whole) {
#pragma GCC unroll 8
                    for (std::size_t v = 0; v < Vectors; ++v)
                        Ops::write_to(total[r][v][o], at.factor, at.add,
                                  to_row + (column - a.where.column_begin) + v * lanes);
                } else if constexpr (Vectors == 1) {
                    std::uint32_t part[lanes];
                    Ops::write_to(total[r][0][o], at.factor, false, part);
                    for (std::size_t l = 0; l < lanes; ++l) {
                        std::size_t const c = column + l;
                        if (c < a.where.column_begin || c >= a.where.column_end) continue;
                        std::uint32_t& cell = to_row[c - a.where.column_begin];
                        cell = (at.add ? cell : 0U) + part[l];
                    }
                }
            }
        }
    }

    /// The rows [row, row_end) against one panel, for a run of words.
    template <class Ops>
    static ENTENTE_ALWAYS_INLINE void panel_rows(plane_arguments const& a, place at, std::uint32_t row_end) {
        constexpr std::size_t lanes = Ops::template lanes<std::uint64_t>;
        std::size_t const first = at.panel * bit_planes::lanes;
        if constexpr (Ops::counts_bits) {
            if (a.where.column_begin <= first && first + bit_planes::lanes <= a.where.column_end)
                for (at.lane = 0; at.row + 2 <= row_end; at.row += 2) block<Ops, 2, bit_planes::lanes / lanes>(a, at);
        }
        std::size_t const begin = a.where.column_begin > first ? (a.where.column_begin - first) / lanes * lanes : 0;
        std::size_t const end = std::min<std::size_t>(bit_planes::lanes, a.where.column_end - first);
        for (; at.row < row_end; ++at.row)
            for (at.lane = begin; at.lane < end; at.lane += lanes) block<Ops, 1, 1>(a, at);
    }

    template <class Ops>
    static ENTENTE_ALWAYS_INLINE void run(plane_arguments const& a) {
        tile const& t = a.where;
        if (t.column_begin >= t.column_end || t.row_begin >= t.row_end) return;
        std::size_t const fitting = block_bytes / (bit_planes::lanes * sizeof(std::uint64_t) * a.rows->planes());
        std::size_t const longest = std::max<std::size_t>(1, (std::min)(bit_counter<Ops>::most_words, fitting));
        place at{};
        for (at.panel = t.column_begin / bit_planes::lanes; at.panel * bit_planes::lanes < t.column_end; ++at.panel) {
            std::size_t const last_column = std::min<std::size_t>((at.panel + 1) * bit_planes::lanes, t.column_end) - 1;
            auto const rows_end =
                t.upper_only ? static_cast<std::uint32_t>(std::min<std::size_t>(t.row_end, last_column)) : t.row_end;
            for (std::uint32_t row_begin = t.row_begin; row_begin < rows_end; row_begin += row_block) {
                std::uint32_t const row_end = (std::min)(rows_end, row_begin + row_block);
                at.add = false;
                for (plane_segment const& segment : a.rows->segments) {
                    at.factor = a.weighted ? segment.weight : 1;
                    std::size_t const words = segment.word_end - segment.word_begin;
                    std::size_t const blocks = std::max<std::size_t>(1, ceil_div(words, longest));
                    std::size_t const length = ceil_div(words, blocks);
                    for (std::size_t b = 0; b < blocks; ++b) {
                        at.word_begin = segment.word_begin + (std::min)(words, b * length);
                        at.word_end = segment.word_begin + (std::min)(words, (b + 1) * length);
                        for (at.table = 0; at.table < a.tables; ++at.table) {
                            at.row = row_begin;
                            panel_rows<Ops>(a, at, row_end);
                        }
                        at.add = true;
                    }
                }
            }
        }
    }
};

}  // namespace entente::kernels::detail

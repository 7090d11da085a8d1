// SPDX-License-Identifier: BSL-1.0
// One query against many actors: sums of table look-ups.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/kernels/code_panels.hpp"
#include "entente/kernels/vector.hpp"

namespace entente::kernels {

namespace detail {

/// The most sums that one call computes.
inline constexpr std::uint32_t most_lookup_sums = 4;

template <class T>
struct lookup_arguments {
    code_panels const* columns;
    lookup_tables<T> const* tables;
    std::size_t panel_begin, panel_end;
    std::array<T*, most_lookup_sums> out;  // of the first actor of panel_begin; room for whole panels
};

/// Adds terms in the order of the issues, eight actors at a time.
template <class T, class Out>
ENTENTE_ALWAYS_INLINE void lookup_plainly(code_panels const& columns, lookup_tables<T> const& tables, std::size_t panel,
                                          std::uint32_t sum, Out* to) {
    constexpr std::size_t at_once = 8;
    for (std::size_t lane = 0; lane < code_panels::lanes; lane += at_once) {
        // Without issues there are no codes, and nothing to point into.
        std::uint8_t const* codes =
            columns.codes.data() + panel * columns.issues * code_panels::lanes + (columns.issues ? lane : 0);
        Out total[at_once]{};
        for (std::uint32_t i = 0; i < columns.issues; ++i, codes += code_panels::lanes) {
            T const* const table = tables.table(i, sum);
#pragma GCC unroll 8
            for (std::size_t l = 0; l < at_once; ++l) total[l] += table[codes[l]];
        }
        for (std::size_t l = 0; l < at_once; ++l) to[lane + l] = total[l];
    }
}

struct sums_kernel {
    template <class Ops>
    static ENTENTE_ALWAYS_INLINE void run(lookup_arguments<double> const& a) {
        [[maybe_unused]] std::uint32_t const issues = a.columns->issues;
        for (std::size_t panel = a.panel_begin; panel < a.panel_end; ++panel)
            for (std::uint32_t s = 0; s < a.tables->sums(); ++s) {
                double* const to = a.out[s] + (panel - a.panel_begin) * code_panels::lanes;
#if ENTENTE_KERNELS_X86
                if constexpr (Ops::bytes == 64) {
                    using vec = typename Ops::template vec<double>;
                    constexpr std::size_t vectors = code_panels::lanes / 8;
                    std::uint8_t const* codes = a.columns->codes.data() + panel * issues * code_panels::lanes;
                    vec const zero{};
                    vec sum[vectors];
#pragma GCC unroll 8
                    for (std::size_t v = 0; v < vectors; ++v) sum[v] = zero;
                    for (std::uint32_t i = 0; i < issues; ++i, codes += code_panels::lanes) {
                        double const* const table = a.tables->table(i, s);
                        vec low, high;
                        Ops::load(low, table);
                        Ops::load(high, table + 8);
#pragma GCC unroll 8
                        for (std::size_t v = 0; v < vectors; ++v)
                            target_operations<64>::add_entries(sum[v], low, high, codes + v * 8);
                    }
#pragma GCC unroll 8
                    for (std::size_t v = 0; v < vectors; ++v) Ops::store(sum[v], to + v * 8);
                    continue;
                }
#endif
                lookup_plainly(*a.columns, *a.tables, panel, s, to);
            }
    }
};

struct counts_arguments {
    code_panels const* columns;
    lookup_tables<std::uint8_t> const* tables;
    std::uint8_t const* wide;  // the tables again, each repeated to 64 bytes: [issue][sum][64]
    std::uint32_t const*
        flush_after;  // issues after which the bytes may be full, ascending; the last is the number of issues
    std::size_t panel_begin, panel_end;
    std::array<std::uint32_t*, most_lookup_sums> out;
};

struct counts_kernel {
#if ENTENTE_KERNELS_X86
    template <class Ops, std::uint32_t Sums>
    static ENTENTE_ALWAYS_INLINE void panel_of(counts_arguments const& a, std::size_t panel) {
        using vec = typename Ops::template vec<std::uint8_t>;
        constexpr std::size_t vectors = code_panels::lanes / Ops::bytes;
        std::uint32_t const issues = a.columns->issues;
        std::uint8_t const* codes = a.columns->codes.data() + panel * issues * code_panels::lanes;
        std::uint32_t* to[Sums];
#pragma GCC unroll 8
        for (std::uint32_t s = 0; s < Sums; ++s) to[s] = a.out[s] + (panel - a.panel_begin) * code_panels::lanes;
        std::uint32_t i = 0;
        for (std::uint32_t const* flush = a.flush_after;; ++flush) {
            vec const zero{};
            vec sum[vectors][Sums];
#pragma GCC unroll 8
            for (std::size_t v = 0; v < vectors; ++v)
#pragma GCC unroll 8
                for (std::uint32_t s = 0; s < Sums; ++s) sum[v][s] = zero;
            bool const first = i == 0;
            for (; i < *flush; ++i, codes += code_panels::lanes) {
                std::uint8_t const* const wide = a.wide + std::size_t{i} * Sums * 64;
#pragma GCC unroll 8
                for (std::size_t v = 0; v < vectors; ++v) {
                    vec code;
                    Ops::load(code, codes + v * Ops::bytes);
#pragma GCC unroll 8
                    for (std::uint32_t s = 0; s < Sums; ++s) {
                        vec table;
                        Ops::load(table, wide + s * 64);
                        target_operations<Ops::bytes>::shuffle(table, code);
                        sum[v][s] += table;
                    }
                }
            }
#pragma GCC unroll 8
            for (std::uint32_t s = 0; s < Sums; ++s)
#pragma GCC unroll 8
                for (std::size_t v = 0; v < vectors; ++v)
                    target_operations<Ops::bytes>::add_bytes(sum[v][s], first, to[s] + v * Ops::bytes);
            if (i == issues) return;
        }
    }
#endif

    template <class Ops>
    static ENTENTE_ALWAYS_INLINE void run(counts_arguments const& a) {
        for (std::size_t panel = a.panel_begin; panel < a.panel_end; ++panel) {
#if ENTENTE_KERNELS_X86
            if constexpr (Ops::bytes >= 32) {
                switch (a.tables->sums()) {
                case 1:
                    panel_of<Ops, 1>(a, panel);
                    break;
                case 2:
                    panel_of<Ops, 2>(a, panel);
                    break;
                case 3:
                    panel_of<Ops, 3>(a, panel);
                    break;
                default:
                    panel_of<Ops, 4>(a, panel);
                    break;
                }
                continue;
            }
#endif
            for (std::uint32_t s = 0; s < a.tables->sums(); ++s)
                lookup_plainly(*a.columns, *a.tables, panel, s,
                               a.out[s] + (panel - a.panel_begin) * code_panels::lanes);
        }
    }
};

ENTENTE_KERNEL(lookup_arguments<double>, sums_kernel);
ENTENTE_KERNEL(counts_arguments, counts_kernel);

}  // namespace detail

/// Numbers per output that a range of panels takes: whole panels, so a little more than there are actors.
[[nodiscard]] constexpr std::size_t lookup_room(std::size_t actors) noexcept {
    return detail::ceil_div(actors, code_panels::lanes) * code_panels::lanes;
}

/// For the actors of panels [panel_begin, panel_end): the sums of what the tables say of their positions, into
/// out[0], out[1], ...
///
/// Each actor's terms are added by ascending issue, +0 for what is not known: the same bits as the statistic's
/// own fold over the shared issues on every instruction set. Actors that pad the last panel get 0; see
/// lookup_room. At most 4 sums.
/// Complexity: O(actors x issues x sums). May be called from many threads at once on disjoint outputs.
template <class = void>  // so that it costs nothing where it is not called
void lookup_sums(code_panels const& columns, lookup_tables<double> const& tables, std::size_t panel_begin,
                 std::size_t panel_end, std::array<double*, detail::most_lookup_sums> out, isa which = best_isa()) {
    detail::lookup_arguments<double> const a{&columns, &tables, panel_begin, panel_end, out};
    detail::dispatch<detail::sums_kernel>(which, a);
}

/// A query of whole-numbered terms (each at most 255), made ready once: lookup_sums in exact whole numbers,
/// some 4 times as fast.
class count_query {
public:
    explicit count_query(lookup_tables<std::uint8_t> tables) : tables_(std::move(tables)) {
        wide_.resize(std::size_t{tables_.issues()} * tables_.sums() * 64);
        std::uint32_t full = 0;
        for (std::uint32_t i = 0; i < tables_.issues(); ++i) {
            std::uint32_t most = 0;
            for (std::uint32_t s = 0; s < tables_.sums(); ++s) {
                auto const* const table = tables_.table(i, s);
                auto* const wide = wide_.data() + (std::size_t{i} * tables_.sums() + s) * 64;
                for (std::uint32_t e = 0; e < 64; e += tables_.entries) std::copy_n(table, tables_.entries, wide + e);
                most = std::max<std::uint32_t>(most, *std::max_element(table, table + tables_.entries));
            }
            if (full + most > 255) {
                flush_after_.push_back(i);
                full = 0;
            }
            full += most;
        }
        flush_after_.push_back(tables_.issues());
    }

    /// As lookup_sums, in whole numbers. Precondition: sums stay below 2^32.
    void operator()(code_panels const& columns, std::size_t panel_begin, std::size_t panel_end,
                    std::array<std::uint32_t*, detail::most_lookup_sums> out, isa which = best_isa()) const {
        detail::counts_arguments const a{&columns,    &tables_,  wide_.data(), flush_after_.data(),
                                         panel_begin, panel_end, out};
        detail::dispatch<detail::counts_kernel>(which, a);
    }

private:
    lookup_tables<std::uint8_t> tables_;
    detail::line_vector<std::uint8_t> wide_;
    std::vector<std::uint32_t> flush_after_;
};

}  // namespace entente::kernels

// SPDX-License-Identifier: BSL-1.0
// Positions among few categories as bytes, many actors side by side: what look-ups read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/kernels/input.hpp"
#include "entente/kernels/tile.hpp"

namespace entente::kernels {

/// Panels of 64 actors side by side, issue by issue: the number of the category held, or `unknown`.
///
/// 1 byte per cell, known or not; actors are rounded up to 64. At most 15 categories.
struct code_panels {
    static constexpr std::uint32_t lanes = 64;
    static constexpr std::uint32_t most_categories = 15;
    static constexpr std::uint8_t unknown = 15;

    std::uint32_t actors = 0;
    std::uint32_t issues = 0;
    detail::line_vector<std::uint8_t> codes;  // [panel][issue][lane]

    [[nodiscard]] std::uint8_t at(std::uint32_t actor, std::uint32_t issue) const noexcept {
        return codes[(std::size_t{actor / lanes} * issues + issue) * lanes + actor % lanes];
    }
    [[nodiscard]] std::size_t bytes() const noexcept { return codes.size(); }
};

/// Lays out cells that hold category numbers below 15.
/// Complexity: O(actors x issues).
template <class Cells>
[[nodiscard]] code_panels make_code_panels(Cells const& cells) {
    code_panels r;
    r.actors = cells.actors;
    r.issues = cells.issues;
    std::size_t const panel_size = std::size_t{r.issues} * code_panels::lanes;
    r.codes.assign(panel_size * detail::ceil_div(r.actors, code_panels::lanes), code_panels::unknown);
    for (std::uint32_t a = 0; a < r.actors; ++a) {
        std::size_t const column = panel_size * (a / code_panels::lanes) + a % code_panels::lanes;
        cells.for_each(a, [&](std::size_t issue, auto value, std::size_t) {
            r.codes[column + issue * code_panels::lanes] = static_cast<std::uint8_t>(value);
        });
    }
    return r;
}

/// For one query: what each category of each issue adds to each sum. Any statistic that adds up over issues is
/// such a table.
///
/// Entries are 0 unless set: an issue on which the query itself is silent is left at 0.
template <class T>
class lookup_tables {
public:
    static constexpr std::uint32_t entries = 16;

    lookup_tables(std::uint32_t issues, std::uint32_t sums)
        : issues_(issues)
        , sums_(sums)
        , table_(std::size_t{issues} * sums * entries, T{}) {}

    /// What category `code` of an issue, or `code_panels::unknown`, adds to a sum. Preconditions: code < 16;
    /// entries are >= 0 or at least not -0.
    void set(std::uint32_t issue, std::uint32_t sum, std::uint32_t code, T term) {
        table_[(std::size_t{issue} * sums_ + sum) * entries + code] = term;
    }
    [[nodiscard]] std::uint32_t issues() const noexcept { return issues_; }
    [[nodiscard]] std::uint32_t sums() const noexcept { return sums_; }
    [[nodiscard]] T const* table(std::uint32_t issue, std::uint32_t sum) const noexcept {
        return table_.data() + (std::size_t{issue} * sums_ + sum) * entries;
    }

private:
    std::uint32_t issues_;
    std::uint32_t sums_;
    detail::line_vector<T> table_;  // [issue][sum][entry]
};

}  // namespace entente::kernels

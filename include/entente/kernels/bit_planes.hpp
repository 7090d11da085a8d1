// SPDX-License-Identifier: BSL-1.0
// Positions among few categories as bits: one bit per cell and plane, 64 issues to a word.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "entente/kernels/input.hpp"
#include "entente/kernels/tile.hpp"

namespace entente::kernels {

/// How a category number c of K becomes bits.
enum class plane_coding : unsigned char {
    binary,       ///< the digits of c: ceil(log2 K) planes; tells whether two categories are the same
    thermometer,  ///< plane t is set when c > t: K - 1 planes; two categories differ in |c - d| planes
    one_hot,      ///< plane c is set: K planes; counts each pair of categories
};

/// A run of words whose issues share one whole-numbered weight.
struct plane_segment {
    std::size_t word_begin = 0;
    std::size_t word_end = 0;
    std::uint32_t weight = 1;
};

/// Bits of positions and, as the last plane, of which cells are known.
///
/// Held twice, because a kernel reads one actor's words as a row and 32 actors' words side by side as a panel:
/// 2 (p + 1) / 8 bytes per cell with p code planes, known or not: 0.5 for two categories, 0.75 for three or
/// four, 1 for five to eight (binary); issues and actors are rounded up to 64 and 32. Issues of equal weight
/// lie together, each group from a new word.
struct bit_planes {
    static constexpr std::uint32_t lanes = 32;

    std::uint32_t actors = 0;
    std::uint32_t code_planes = 0;
    std::size_t words = 0;
    std::vector<plane_segment> segments;
    detail::line_vector<std::uint64_t> rows;    // [actor][word][plane]
    detail::line_vector<std::uint64_t> panels;  // [panel][word][plane][lane]

    [[nodiscard]] std::uint32_t planes() const noexcept { return code_planes + 1; }
    [[nodiscard]] std::size_t bytes() const noexcept { return (rows.size() + panels.size()) * sizeof(std::uint64_t); }
};

/// The number of code planes that `categories` categories take.
[[nodiscard]] constexpr std::uint32_t code_planes(plane_coding coding, std::uint32_t categories) noexcept {
    switch (coding) {
    case plane_coding::thermometer:
        return categories > 0 ? categories - 1 : 0;
    case plane_coding::one_hot:
        return categories;
    default:
        return categories > 1 ? static_cast<std::uint32_t>(32 - std::countl_zero(categories - 1)) : 0;
    }
}

/// The bits of a category, plane 0 lowest.
[[nodiscard]] constexpr std::uint64_t code_bits(plane_coding coding, std::uint32_t category) noexcept {
    switch (coding) {
    case plane_coding::thermometer:
        return (std::uint64_t{1} << category) - 1;
    case plane_coding::one_hot:
        return std::uint64_t{1} << category;
    default:
        return category;
    }
}

/// Builds bit planes from cells that hold category numbers 0 .. categories - 1.
///
/// \param weights one whole number per issue, or none for 1 everywhere. An issue of weight 0 is left out altogether.
/// Preconditions: each value is a whole number below `categories`; categories <= 32.
/// Complexity: O(cells + bytes of the layout).
template <class Cells>
[[nodiscard]] bit_planes make_bit_planes(Cells const& cells, plane_coding coding, std::uint32_t categories,
                                         std::span<std::uint32_t const> weights = {}) {
    bit_planes r;
    r.actors = cells.actors;
    r.code_planes = code_planes(coding, categories);

    // Where each issue's bit lies: by weight, and by issue within a weight.
    constexpr std::size_t nowhere = ~std::size_t{0};
    std::vector<std::size_t> bit_of(cells.issues, nowhere);
    if (weights.empty()) {
        for (std::size_t i = 0; i < cells.issues; ++i) bit_of[i] = i;
        r.words = detail::ceil_div(cells.issues, 64);
        r.segments.push_back({0, r.words, 1});
    } else {
        std::map<std::uint32_t, std::vector<std::size_t>> groups;
        for (std::size_t i = 0; i < cells.issues; ++i)
            if (weights[i] != 0) groups[weights[i]].push_back(i);
        if (groups.empty()) groups[0];  // a segment without words
        for (auto const& [weight, members] : groups) {
            std::size_t bit = r.words * 64;
            for (std::size_t const i : members) bit_of[i] = bit++;
            std::size_t const end = detail::ceil_div(bit, 64);
            r.segments.push_back({r.words, end, weight});
            r.words = end;
        }
    }

    std::size_t const planes = r.planes();
    std::size_t const row_size = r.words * planes;
    std::size_t const panels = detail::ceil_div(r.actors, bit_planes::lanes);
    r.rows.assign(row_size * r.actors, 0);
    r.panels.assign(row_size * bit_planes::lanes * panels, 0);
    for (std::uint32_t a = 0; a < r.actors; ++a) {
        std::uint64_t* const row = r.rows.data() + row_size * a;
        cells.for_each(a, [&](std::size_t issue, auto value, std::size_t) {
            std::size_t const bit = bit_of[issue];
            if (bit == nowhere) return;
            std::uint64_t const code =
                code_bits(coding, static_cast<std::uint32_t>(value)) | (std::uint64_t{1} << r.code_planes);
            std::uint64_t* const word = row + bit / 64 * planes;
            for (std::size_t p = 0; p < planes; ++p) word[p] |= ((code >> p) & 1U) << (bit % 64);
        });
        std::size_t const column = row_size * bit_planes::lanes * (a / bit_planes::lanes) + a % bit_planes::lanes;
        for (std::size_t w = 0; w < row_size; ++w) r.panels[column + w * bit_planes::lanes] = row[w];
    }
    return r;
}

}  // namespace entente::kernels

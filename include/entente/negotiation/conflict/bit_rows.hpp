// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/bit_rows.hpp
/// A relation among states as rows of bits: which states does each of them lead to?

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/config.hpp"

namespace entente::detail {

/// Numbers below `size`, a bit each.
class bit_set {
public:
    explicit bit_set(std::size_t size = 0, bool all = false)
        : words_((size + 63) / 64, all ? ~std::uint64_t{0} : std::uint64_t{0}) {
        if (all && size % 64) words_.back() = (std::uint64_t{1} << size % 64) - 1;
    }
    bool has(std::size_t i) const { return words_[i / 64] >> i % 64 & 1u; }
    void add(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << i % 64; }
    void remove(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << i % 64); }
    std::uint64_t* data() { return words_.data(); }
    std::uint64_t const* data() const { return words_.data(); }

private:
    std::vector<std::uint64_t> words_;
};

/// Calls `visit(number)` for each bit of the words, ascending. `word_at(w)` gives the w-th word.
template <class Word, class Visit>
void for_each_bit(std::size_t words, Word word_at, Visit visit) {
    for (std::size_t w = 0; w < words; ++w)
        for (std::uint64_t bits = word_at(w); bits; bits &= bits - 1)
            visit(static_cast<std::uint32_t>(64 * w + static_cast<std::size_t>(std::countr_zero(bits))));
}

/// A square of bits. Without rows where it is made of none: then nothing is related to anything.
class bit_rows {
public:
    bit_rows() = default;
    explicit bit_rows(std::size_t size) : size_(size), words_((size + 63) / 64), bits_(size * words_, 0) {}

    bool empty() const { return bits_.empty(); }
    std::size_t size() const { return size_; }
    std::size_t words() const { return words_; }
    std::uint64_t* row(std::size_t i) { return bits_.data() + i * words_; }
    std::uint64_t const* row(std::size_t i) const { return bits_.data() + i * words_; }
    bool has(std::size_t i, std::size_t j) const { return !empty() && (row(i)[j / 64] >> j % 64 & 1u); }
    void add(std::size_t i, std::size_t j) { row(i)[j / 64] |= std::uint64_t{1} << j % 64; }
    void remove(std::size_t i, std::size_t j) { row(i)[j / 64] &= ~(std::uint64_t{1} << j % 64); }
    bool any(std::size_t i) const {
        for (std::size_t w = 0; w < words_; ++w)
            if (row(i)[w]) return true;
        return false;
    }
    /// Calls `visit(j)` for each j to which i is related, ascending.
    template <class Visit>
    void for_each(std::size_t i, Visit visit) const {
        if (!empty())
            for_each_bit(
                words_, [bits = row(i)](std::size_t w) { return bits[w]; }, visit);
    }
    /// The same relation read the other way round. O(size^2 / 64 * log 64).
    bit_rows transposed() const;

private:
    std::size_t size_ = 0, words_ = 0;
    std::vector<std::uint64_t> bits_;
};

#if ENTENTE_DEFINES(negotiation)
ENTENTE_INLINE bit_rows bit_rows::transposed() const {
    bit_rows other(size_);
    std::uint64_t block[64];
    for (std::size_t top = 0; top < size_; top += 64)
        for (std::size_t w = 0; w < words_; ++w) {
            std::uint64_t any = 0;
            for (std::size_t i = 0; i < 64; ++i) any |= block[i] = top + i < size_ ? row(top + i)[w] : 0;
            if (!any) continue;
            // Squares of half the width are exchanged across the diagonal, then those within them.
            std::uint64_t mask = 0x00000000FFFFFFFFu;
            for (std::size_t half = 32; half; half /= 2, mask ^= mask << half)
                for (std::size_t i = 0; i < 64; i = (i + half + 1) & ~half) {
                    auto const t = (block[i] >> half ^ block[i + half]) & mask;
                    block[i] ^= t << half, block[i + half] ^= t;
                }
            for (std::size_t i = 0; i < 64 && 64 * w + i < size_; ++i) other.row(64 * w + i)[top / 64] = block[i];
        }
    return other;
}
#endif

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/row_order.hpp
/// Puts the targets of one vertex in order without comparing them.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace entente::detail {

/// Orders rows of numbers below a bound, stably. Where a row is not short beside the bound its numbers are set
/// in a row of bits, which is read from the low end: O(length + bound / 64). Short rows, and those in which a
/// number repeats, are sorted: O(length log length).
class row_order {
public:
    explicit row_order(std::size_t bound) : bits_((bound + 63) / 64, 0), bound_(bound) {}

    /// Orders row[first, last) and calls came(place, where it was) for each place. Returns whether a number repeats.
    template <class Came>
    bool operator()(std::uint32_t* row, std::uint32_t first, std::uint32_t last, Came came) {
        if (std::size_t{last - first} * 8 < bits_.size() || !set(row, first, last)) return sort(row, first, last, came);
        auto at = first;
        for (std::uint32_t w = 0; at < last; ++w)
            for (auto word = std::exchange(bits_[w], 0); word; word &= word - 1, ++at) {
                row[at] = w * 64 + static_cast<std::uint32_t>(std::countr_zero(word));
                came(at, where_[row[at]]);
            }
        return false;
    }

private:
    /// Sets the bits of a row; or none, and returns false, where a number repeats.
    bool set(std::uint32_t const* row, std::uint32_t first, std::uint32_t last) {
        where_.resize(bound_);
        std::uint64_t twice = 0;
        for (auto i = first; i < last; ++i) {
            auto& word = bits_[row[i] / 64];
            auto const bit = std::uint64_t{1} << row[i] % 64;
            twice |= word & bit;
            word |= bit;
            where_[row[i]] = i;
        }
        if (twice)
            for (auto i = first; i < last; ++i) bits_[row[i] / 64] = 0;
        return !twice;
    }
    template <class Came>
    bool sort(std::uint32_t* row, std::uint32_t first, std::uint32_t last, Came came) {
        keys_.clear();
        for (auto i = first; i < last; ++i) keys_.push_back(std::uint64_t{row[i]} << 32 | i);
        std::sort(keys_.begin(), keys_.end());
        bool repeats = false;
        for (auto i = first; i < last; ++i) {
            row[i] = static_cast<std::uint32_t>(keys_[i - first] >> 32);
            came(i, static_cast<std::uint32_t>(keys_[i - first]));
            repeats |= i > first && row[i] == row[i - 1];
        }
        return repeats;
    }

    std::vector<std::uint64_t> bits_, keys_;
    std::vector<std::uint32_t> where_;  // by number; made when first needed
    std::size_t bound_;
};

}  // namespace entente::detail

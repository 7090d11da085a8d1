// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/number_pairs.hpp
/// Pairs of numbers as numbers.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace entente::detail {

/// Gives pairs of numbers numbers, as they come: a hash table with open addresses.
class number_pairs {
public:
    explicit number_pairs(std::size_t expected = 0) {
        std::size_t places = 16;
        while (places < 2 * expected) places *= 2;
        keys_.resize(places);
        numbers_.assign(places, none);
    }

    std::size_t size() const { return size_; }

    /// The number of a pair, the next where it has none. O(1) on average.
    std::uint32_t number(std::uint64_t first, std::uint32_t second) {
        if (2 * (size_ + 1) > keys_.size()) grow();
        key const k{first, second};
        auto const at = place(k);
        if (numbers_[at] == none) keys_[at] = k, numbers_[at] = size_++;
        return numbers_[at];
    }

private:
    static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);
    struct key {
        std::uint64_t first = 0;
        std::uint32_t second = 0;
        friend bool operator==(key const&, key const&) = default;
    };

    std::size_t place(key const& k) const {
        std::uint64_t h = (k.first ^ (std::uint64_t{k.second} << 32 | k.second)) * 0x9E3779B97F4A7C15u;
        h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9u;
        auto const mask = keys_.size() - 1;
        std::size_t at = static_cast<std::uint32_t>(h ^ (h >> 32)) & mask;
        while (numbers_[at] != none && !(keys_[at] == k)) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        auto const keys = std::move(keys_);
        auto const numbers = std::move(numbers_);
        keys_.assign(2 * keys.size(), {});
        numbers_.assign(2 * keys.size(), none);
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (numbers[i] != none) {
                auto const at = place(keys[i]);
                keys_[at] = keys[i], numbers_[at] = numbers[i];
            }
    }

    std::vector<key> keys_{};
    std::vector<std::uint32_t> numbers_{};
    std::uint32_t size_ = 0;
};

}  // namespace entente::detail

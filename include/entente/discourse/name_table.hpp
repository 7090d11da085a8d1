// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/name_table.hpp
/// Names as numbers, and numbers of things by the number that they have.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/config.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <numeric>
#include <utility>
#endif

namespace entente::detail {

/// Gives names numbers as they come.
class name_table {
public:
    /// The number of a name, a new one where it has none. O(length).
    std::uint32_t number(std::string_view name);
    /// The number that it has, or none.
    boost::optional<std::uint32_t> find(std::string_view name) const;
    std::size_t size() const { return numbers_.size(); }
    /// The names so far stay, whatever becomes of those to come. O(1), and does not throw.
    void keep() { kept_ = numbers_.size(); }
    /// Forgets the names that have come since. O(names), and does not throw.
    void forget_others() {
        std::erase_if(numbers_, [&](auto const& named) { return named.second >= kept_; });
    }
    /// The names in the order of their bytes; `place[number]` is where each is then. Nothing is left here.
    std::vector<std::string> take_sorted(std::vector<std::uint32_t>& place);

private:
    struct hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>()(s); }
    };
    std::unordered_map<std::string, std::uint32_t, hash, std::equal_to<>> numbers_{};
    std::size_t kept_ = 0;
};

/// The things of each number, ascending: of `of[thing] == number`.
class number_index {
public:
    number_index() = default;
    /// O(things + numbers).
    number_index(std::span<std::uint32_t const> of, std::size_t numbers);
    std::span<std::uint32_t const> of(std::size_t number) const {
        return std::span(things_).subspan(offsets_[number], offsets_[number + 1] - offsets_[number]);
    }

private:
    std::vector<std::uint32_t> offsets_{}, things_{};
};

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE std::uint32_t name_table::number(std::string_view name) {
    if (auto const found = numbers_.find(name); found != numbers_.end()) return found->second;
    auto const next = static_cast<std::uint32_t>(numbers_.size());
    numbers_.emplace(std::string(name), next);
    return next;
}

ENTENTE_INLINE boost::optional<std::uint32_t> name_table::find(std::string_view name) const {
    auto const found = numbers_.find(name);
    if (found == numbers_.end()) return boost::none;
    return found->second;
}

ENTENTE_INLINE std::vector<std::string> name_table::take_sorted(std::vector<std::uint32_t>& place) {
    std::vector<std::pair<std::string_view, std::uint32_t>> order;
    order.reserve(numbers_.size());
    for (auto const& [name, number] : numbers_) order.emplace_back(name, number);
    std::sort(order.begin(), order.end());
    std::vector<std::string> names;
    names.reserve(order.size());
    place.assign(order.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        place[order[i].second] = static_cast<std::uint32_t>(i);
        names.emplace_back(order[i].first);
    }
    numbers_.clear();
    return names;
}

ENTENTE_INLINE number_index::number_index(std::span<std::uint32_t const> of, std::size_t numbers)
    : offsets_(numbers + 1, 0)
    , things_(of.size()) {
    for (auto const n : of) ++offsets_[n + 1];
    std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
    auto next = offsets_;
    for (std::size_t i = 0; i < of.size(); ++i) things_[next[of[i]]++] = static_cast<std::uint32_t>(i);
}

#endif

}  // namespace entente::detail

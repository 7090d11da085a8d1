// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/sort_stably.hpp
/// A sort that keeps the order of what is equal.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace entente::detail {

/// Sorts a vector and keeps the order of elements of which neither comes before the other. std::stable_sort does so, too,
/// but by way of a function that C++17 has deprecated, which newer compilers say of whoever includes it. O(n log n), and a
/// second vector.
template <class T, class Before>
void sort_stably(std::vector<T>& all, Before const& before) {
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
        if (before(all[i], all[j])) return true;
        return !before(all[j], all[i]) && i < j;
    });
    std::vector<T> sorted;
    sorted.reserve(all.size());
    for (auto const i : order) sorted.push_back(std::move(all[i]));
    all = std::move(sorted);
}

}  // namespace entente::detail

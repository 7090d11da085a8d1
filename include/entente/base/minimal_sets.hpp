// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/minimal_sets.hpp
/// Sets of weighted things that weigh enough, and none of whose members can be spared.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "entente/base/search.hpp"

namespace entente::detail {

/// All minimal sets whose weight is enough, members ascending; sets in the order of their greatest members. What weighs 0 is
/// in none. `enough(weight)` is false up to some weight, and true from there on. A step is a set that is tried; `value` is
/// how many sets were found, and `bound` infinite unless that was proved to be all. O(steps).
template <class Weight, class Enough>
search_result<std::vector<std::vector<std::size_t>>> minimal_sets(std::span<Weight const> weights, Enough enough,
                                                                  search_limits const& limits) {
    // Greatest first: a set is minimal exactly when it does not weigh enough without its least member, the last.
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0) order.push_back(i);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return weights[a] != weights[b] ? weights[a] > weights[b] : a < b; });
    std::vector<Weight> left(order.size() + 1, Weight());  // what all from here on weigh
    for (auto k = order.size(); k-- > 0;) left[k] = left[k + 1] + weights[order[k]];

    search_result<std::vector<std::vector<std::size_t>>> result;
    search_watch watch(limits);
    constexpr double unknown = std::numeric_limits<double>::infinity();
    std::vector<std::size_t> members;
    auto const extend = [&](auto const& self, std::size_t from, Weight weight) -> bool {
        for (auto k = from; k < order.size(); ++k) {
            if (!enough(weight + left[k])) return true;
            if (!watch.step(static_cast<double>(result.solution.size()), unknown)) return false;
            members.push_back(order[k]);
            Weight const with = weight + weights[order[k]];
            bool goes_on = true;
            if (enough(with)) {
                result.solution.push_back(members);
                std::sort(result.solution.back().begin(), result.solution.back().end());
            } else {
                goes_on = self(self, k + 1, with);
            }
            members.pop_back();
            if (!goes_on) return false;
        }
        return true;
    };
    result.proved = extend(extend, 0, Weight());
    result.value = static_cast<double>(result.solution.size());
    result.bound = result.proved ? result.value : unknown;
    result.ended = watch.ended();
    result.steps = watch.steps();
    return result;
}

}  // namespace entente::detail

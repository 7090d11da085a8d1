// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/pair_counts.hpp
/// What pairs of nodes have in common, as statements come and go.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/config.hpp"
#include "entente/discourse/coded_statements.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/projection_options.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <cmath>
#include <limits>
#endif

namespace entente::detail {

/// Sums over pairs of nodes, kept up to date: a cell weighs as many statements as count of it, or the sum of their
/// weights. Where the statements are `exact` and weights whole numbers every sum is exact, so that what was added
/// can be taken away again and nothing is left of it.
///
/// Memory: 8 bytes for each sum that the options need (one or two, three or four for jaccard) x nodes^2.
class pair_counts {
public:
    /// Both must outlive it.
    pair_counts(coded_statements const& coded, projection_options const& options);

    /// Adds to the weight of a cell, or takes away. O(cells of its item that weigh something).
    void add(std::uint32_t cell, double weight);
    /// As when it was made. O(nodes^2 + cells).
    void clear();
    /// The network, of nodes that have statements and those that stay without. O(nodes^2).
    pair_network network() const;

private:
    struct entry {
        std::uint32_t node, level, cell;
        double position, weight;
    };
    double value(std::size_t a, std::size_t b) const;
    double both_ways(std::vector<double> const& sums, std::size_t a, std::size_t b) const {
        return sums[a * size_ + b] + sums[b * size_ + a];
    }

    coded_statements const& coded_;
    projection_options const& options_;
    std::size_t size_;
    bool sets_ = false, nominal_sets_ = false;
    double for_ = 1, against_ = 0;
    // Of nodes a and b the sum is at (a, b) plus at (b, a): whoever changes writes in its own row.
    std::vector<double> mentions_{};          // sum X X'
    std::vector<double> alike_{};             // sum X X' (for_ w + against_ (unit - w)): what is aggregated
    std::vector<double> same_{};              // the same where positions are the same
    std::vector<double> either_{};            // sum X + X' where positions are the same
    std::vector<std::vector<entry>> active_;  // by item: cells that weigh something
    std::vector<std::uint32_t> place_;        // by cell: its place there, or none
    std::vector<double> weight_, squares_;    // by node
    std::vector<double> of_pair_{};           // by node and item
    std::vector<std::uint32_t> present_;      // by node: its cells that weigh something
};

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE pair_counts::pair_counts(coded_statements const& coded, projection_options const& options)
    : coded_(coded)
    , options_(options)
    , size_(coded.nodes.size())
    , active_(coded.items) {
    bool const by_position = options.aggregate != tie_aggregation::ignore;
    nominal_sets_ = options.dna_compatible && coded.nominal && by_position;
    sets_ = options.normalize == tie_normalization::jaccard || nominal_sets_;
    // Summed as what is asked for: the difference of two sums would leave little of a conflict that is.
    if (options.aggregate == tie_aggregation::conflict) for_ = 0, against_ = 1;
    if (options.aggregate == tie_aggregation::subtract && !nominal_sets_) against_ = -1;
    if (!by_position || options.normalize == tie_normalization::share) mentions_.resize(size_ * size_);
    if (by_position) alike_.resize(size_ * size_);
    if (sets_) same_.resize(size_ * size_), either_.resize(size_ * size_);
    clear();
}

ENTENTE_INLINE void pair_counts::clear() {
    for (auto* const sums : {&mentions_, &alike_, &same_, &either_}) std::fill(sums->begin(), sums->end(), 0.0);
    for (auto& cells : active_) cells.clear();
    place_.assign(coded_.cells.size(), corpus::no_name);
    weight_.assign(size_, 0.0);
    squares_.assign(size_, 0.0);
    present_.assign(size_, 0);
    if (options_.normalize == tie_normalization::true_cosine) of_pair_.assign(coded_.pairs, 0.0);
}

ENTENTE_INLINE void pair_counts::add(std::uint32_t number, double weight) {
    auto const& cell = coded_.cells[number];
    auto const row = std::size_t{cell.node} * size_;
    auto& cells = active_[cell.item];
    auto& place = place_[number];
    double const before = place == corpus::no_name ? 0 : cells[place].weight, after = before + weight;
    auto const with_others = [&](auto&& change) {
        for (auto const& e : cells)
            if (e.node != cell.node) change(e);
    };
    auto const position = cell.position;
    auto const [range, step, nominal] = coded_.scales[cell.item];
    double const unit = coded_.unit;
    if (!mentions_.empty()) {
        auto* const sums = mentions_.data() + row;
        with_others([&](entry const& e) { sums[e.node] += weight * e.weight; });
    }
    if (!alike_.empty()) {
        auto* const sums = alike_.data() + row;
        double const r = range, agreed = for_ * (nominal ? unit : step), opposed = against_ * (nominal ? unit : step);
        if (nominal)
            with_others([&](entry const& e) {
                sums[e.node] += weight * e.weight * (e.position == position ? agreed : opposed);
            });
        else
            with_others([&](entry const& e) {
                double const apart = (std::abs)(position - e.position);
                sums[e.node] += weight * e.weight * (agreed * (r - apart) + opposed * apart);
            });
    }
    if (sets_) {
        auto *const same = same_.data() + row, *const either = either_.data() + row;
        with_others([&](entry const& e) {
            if (e.level != cell.level) return;
            same[e.node] += weight * e.weight;
            either[e.node] += (after > 0 ? after + e.weight : 0) - (before > 0 ? before + e.weight : 0);
        });
    }
    weight_[cell.node] += weight;
    if (!of_pair_.empty()) {
        auto& sum = of_pair_[cell.pair];
        squares_[cell.node] += weight * (2 * sum + weight);
        sum += weight;
    }
    if (place == corpus::no_name) {
        place = static_cast<std::uint32_t>(cells.size());
        cells.push_back({cell.node, cell.level, number, position, after});
        ++present_[cell.node];
    } else if (after == 0) {
        cells[place] = cells.back();
        place_[cells[place].cell] = place;
        cells.pop_back();
        place = corpus::no_name;
        --present_[cell.node];
    } else {
        cells[place].weight = after;
    }
}

ENTENTE_INLINE double pair_counts::value(std::size_t a, std::size_t b) const {
    double const n = weight_[a] + weight_[b];
    double const mentions = mentions_.empty() ? 0 : both_ways(mentions_, a, b);
    double v = alike_.empty() ? mentions : both_ways(alike_, a, b) / coded_.unit;
    if (nominal_sets_ && options_.aggregate == tie_aggregation::conflict) v = n - both_ways(either_, a, b);
    if (nominal_sets_ && options_.aggregate == tie_aggregation::subtract) v -= n - both_ways(either_, a, b);
    double by = 1;
    switch (options_.normalize) {
    case tie_normalization::none:
        return v;
    case tie_normalization::average:
        by = n / 2;
        break;
    case tie_normalization::jaccard:
        by = n - both_ways(either_, a, b) + both_ways(same_, a, b);
        break;
    case tie_normalization::cosine:
        by = weight_[a] * weight_[b];
        break;
    case tie_normalization::share:
        by = mentions;
        if (by == 0) return std::numeric_limits<double>::quiet_NaN();
        break;
    case tie_normalization::true_cosine:
        by = std::sqrt(squares_[a] * squares_[b]);
        if (by == 0) return std::numeric_limits<double>::quiet_NaN();
        break;
    }
    return by == 0 ? 0 : v / by;
}

ENTENTE_INLINE pair_network pair_counts::network() const {
    pair_network result;
    result.kind = options_.nodes;
    std::vector<std::size_t> at;
    for (std::size_t a = 0; a < size_; ++a)
        if (present_[a] || coded_.isolates[a]) at.push_back(a), result.nodes.push_back(coded_.nodes[a]);
    result.values.reserve(at.size() * (at.size() - (at.empty() ? 0 : 1)) / 2);
    for (std::size_t i = 0; i < at.size(); ++i)
        for (std::size_t j = i + 1; j < at.size(); ++j) result.values.push_back(value(at[i], at[j]));
    return result;
}

#endif

}  // namespace entente::detail

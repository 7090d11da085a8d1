// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// How often, and with what weight, the first actor holds one category and the second another: a table over all
/// categories of the scale, held or not, in their order.
///
/// All issues must have the same categories under the same labels. The table takes its size from the categories it is made with, or else from
/// the first issue that is added. Pairs of no weight are counted in `count` and not in the table, so that a count of 0
/// says that a cell weighs nothing whatever rounding has left in its weight. O(categories^2) memory; add: O(log
/// categories).
struct contingency {
    std::size_t count = 0;
    double weight = 0;                   ///< sum w
    shared_numbers values{};             ///< positions of the categories, ascending
    std::vector<double> weights{};       ///< sum w of cell (k, l), at k * categories() + l
    std::vector<std::int64_t> counts{};  ///< pairs of weight > 0 in cell (k, l)

    static constexpr bool counts_categories = true;

    contingency() = default;
    explicit contingency(shared_numbers categories)
        : values(std::move(categories))
        , weights(values.size() * values.size())
        , counts(weights.size()) {}
    /// The empty table for issues of common categories.
    explicit contingency(std::span<issue_column const> columns)
        : contingency(columns.empty() ? shared_numbers() : columns.front().categories) {}

    std::size_t categories() const { return values.size(); }
    /// What cell (k, l) weighs: exactly 0 where nothing is in it.
    double weight_at(std::size_t k, std::size_t l) const {
        auto const at = k * categories() + l;
        // Without a branch, which nobody could predict.
        return std::bit_cast<double>(std::bit_cast<std::uint64_t>(weights[at]) & (std::uint64_t{counts[at] == 0} - 1));
    }
    /// Pairs of weight > 0.
    std::int64_t pairs() const {
        std::int64_t n = 0;
        for (auto c : counts) n += c;
        return n;
    }

    void add(double x, double y, double w, issue_column const& issue) {
        if (values.empty()) *this = contingency(issue.categories);
        auto const k = issue.category_of(x), l = issue.category_of(y);
        ENTENTE_ASSERT(issue.categories.size() == categories() && k < categories() && l < categories());
        ++count;
        weight += w;
        if (!(w > 0)) return;
        weights[k * categories() + l] += w;
        ++counts[k * categories() + l];
    }
    /// Adds `n` pairs of one cell at once, of weight w each.
    void add_pairs(std::size_t k, std::size_t l, std::size_t n, double w = 1) {
        ENTENTE_ASSERT(k < categories() && l < categories());
        count += n;
        weight += w * static_cast<double>(n);
        if (!(w > 0)) return;
        weights[k * categories() + l] += w * static_cast<double>(n);
        counts[k * categories() + l] += static_cast<std::int64_t>(n);
    }
    contingency& operator+=(contingency const& o) { return combine(o, 1); }
    contingency& operator-=(contingency const& o) { return combine(o, -1); }

private:
    contingency& combine(contingency const& o, int sign) {
        if (o.values.empty()) return *this;
        if (values.empty()) *this = contingency(o.values);
        ENTENTE_ASSERT(values == o.values);
        count = sign > 0 ? count + o.count : count - o.count;
        weight += sign * o.weight;
        for (std::size_t i = 0; i < weights.size(); ++i)
            weights[i] += sign * o.weights[i], counts[i] += sign * o.counts[i];
        return *this;
    }
};

}  // namespace entente::statistics

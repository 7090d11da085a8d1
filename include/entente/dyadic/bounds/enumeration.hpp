// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/bounds/enumeration.hpp
/// All completions, one after the other, where they are few.

#include <cstddef>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/dyadic/bounds/open_issues.hpp"
#include "entente/dyadic/comparison.hpp"

namespace entente::detail {

/// Completions that can differ in value. Issues of one scale and weight with the same known position are
/// exchangeable: what counts is how often each position comes up among them, not where.
class completions {
public:
    completions(std::span<issue_column const> columns, std::vector<open_issue> open);

    /// How many there are, of pairs of open positions all. It never grows when a position becomes known: with
    /// one position of an issue open the factor is at most the number of its categories, with both it is their
    /// product.
    double count() const;

    /// The least and the greatest value of the completions that have one. Each completion adds one issue to the
    /// statistic of another.
    template <dyadic_measure Measure>
    enclosed_value extremes(Measure const& m, typename Measure::statistic const& known) const {
        enclosed_value found;
        found.exact = true;
        complete(m, known, 0, 0, {0, 0}, found);
        return found;
    }

private:
    using place = std::pair<std::size_t, std::size_t>;  // categories of the first and the second position

    bool exchangeable(open_issue const& p, open_issue const& q) const;

    template <class Measure, class Statistic>
    void complete(Measure const& m, Statistic const& so_far, std::size_t group, std::size_t item, place from,
                  enclosed_value& found) const {
        if (group == groups_.size()) {
            if (!(so_far.weight > 0)) return;
            if (auto const v = value_of(m, so_far)) found.take(*v);
            return;
        }
        auto const& open = groups_[group][item];
        bool const last = item + 1 == groups_[group].size();
        for (auto k = from.first; k < open.first.categories.size(); ++k)
            for (auto l = k == from.first ? from.second : 0; l < open.second.categories.size(); ++l) {
                auto next = so_far;
                next.add(open.first.categories[k], open.second.categories[l], open.weight, columns_[open.issue]);
                complete(m, next, last ? group + 1 : group, last ? 0 : item + 1, last ? place{0, 0} : place{k, l},
                         found);
            }
    }

    std::span<issue_column const> columns_;
    std::vector<std::vector<open_issue>> groups_;
};

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE completions::completions(std::span<issue_column const> columns, std::vector<open_issue> open)
    : columns_(columns) {
    std::vector<bool> placed(open.size(), false);
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (placed[i]) continue;
        groups_.push_back({});
        for (std::size_t j = i; j < open.size(); ++j)
            if (!placed[j] && (i == j || exchangeable(open[i], open[j]))) {
                placed[j] = true;
                groups_.back().push_back(std::move(open[j]));
                if (groups_.back().front().open_positions() == 2) break;
                // The front was moved from open[i]: compare with it from here on.
                if (j == i) open[i] = groups_.back().front();
            }
    }
}

ENTENTE_INLINE double completions::count() const {
    double n = 1;
    for (auto const& g : groups_)
        for (std::size_t t = 0; t < g.size(); ++t) {
            if (!g[t].countable()) return std::numeric_limits<double>::infinity();
            auto const options = static_cast<double>(g[t].first.categories.size() * g[t].second.categories.size());
            n *= (options + static_cast<double>(t)) / (static_cast<double>(t) + 1);
        }
    return n;
}

ENTENTE_INLINE bool completions::exchangeable(open_issue const& p, open_issue const& q) const {
    auto const& c = columns_[p.issue];
    auto const& d = columns_[q.issue];
    return p.weight == q.weight && p.first == q.first && p.second == q.second && c.measurement == d.measurement &&
           c.lower == d.lower && c.upper == d.upper && c.weight == d.weight && c.categories == d.categories;
}
#endif

}  // namespace entente::detail

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/bargaining_problem.hpp"
#include "entente/negotiation/utility_table.hpp"

namespace entente {

namespace detail {

/// Whether x is better than y for one party and as good for all.
inline bool dominates(std::span<double const> x, std::span<double const> y) {
    bool better = false;
    for (std::size_t p = 0; p < x.size(); ++p) {
        if (x[p] < y[p]) return false;
        better = better || x[p] > y[p];
    }
    return better;
}

struct two_utilities {
    double first, second;
    std::size_t outcome;
};

/// Of two parties, of the outcomes number(0) to number(count - 1). A few good outcomes dominate most others, which need
/// not be sorted then.
template <class Number>
std::vector<std::size_t> frontier_of_two(utility_table const& u, std::size_t count, Number&& number) {
    constexpr std::size_t directions = 16, half = directions / 2;
    // The best of a sample along each direction: any outcome may serve, these dominate most.
    std::size_t const stride = count / 4096 + 1;
    double low[2] = {u[number(0)][0], u[number(0)][1]}, high[2] = {low[0], low[1]};
    for (std::size_t i = 0; i < count; i += stride)
        for (std::size_t p = 0; p < 2; ++p) {
            low[p] = (std::min)(low[p], u[number(i)][p]);
            high[p] = (std::max)(high[p], u[number(i)][p]);
        }
    // Halved first: a difference of two finite numbers may be none.
    double const length[2] = {high[0] / 2 - low[0] / 2, high[1] / 2 - low[1] / 2};
    two_utilities good[directions + 1];
    double best[directions + 1];
    std::fill(std::begin(best), std::end(best), -std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < count; i += stride) {
        auto const x = u[number(i)];
        for (std::size_t d = 0; d <= directions; ++d) {
            double const share = static_cast<double>(d) / directions;
            double const along = (length[0] > 0 ? (x[0] / 2 - low[0] / 2) / length[0] * share : 0) +
                                 (length[1] > 0 ? (x[1] / 2 - low[1] / 2) / length[1] * (1 - share) : 0);
            if (along > best[d]) best[d] = along, good[d] = {x[0], x[1], number(i)};
        }
    }
    auto const first_best = good[half];  // the one between both dominates more than the others, and is asked first
    std::vector<two_utilities> left;
    for (std::size_t i = 0; i < count; ++i) {
        auto const x = u[number(i)];
        double const first = x[0], second = x[1];
        auto const below = [&](two_utilities const& g) {
            return g.first >= first && g.second >= second && (g.first > first || g.second > second);
        };
        if (below(first_best)) continue;
        bool dominated = false;
        for (std::size_t d = 0; d <= directions && !dominated; ++d) dominated = below(good[d]);
        if (!dominated) left.push_back({first, second, number(i)});
    }
    std::sort(left.begin(), left.end(), [](two_utilities const& a, two_utilities const& b) {
        return a.first != b.first     ? a.first > b.first
               : a.second != b.second ? a.second > b.second
                                      : a.outcome < b.outcome;
    });
    std::vector<std::size_t> frontier;
    for (std::size_t i = 0, leader = 0; i < left.size(); ++i) {
        bool const copy = left[i].first == left[leader].first && left[i].second == left[leader].second;
        if (!copy && left[i].second <= left[leader].second) continue;
        if (!copy) leader = i;
        frontier.push_back(left[i].outcome);
    }
    return frontier;
}

/// Of any number: what comes later in descending order dominates nothing before it.
ENTENTE_INLINE std::vector<std::size_t> frontier_of_many(utility_table const& u, std::span<std::size_t const> among) {
    std::vector<std::size_t> order(among.begin(), among.end());
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        auto const x = u[a], y = u[b];
        for (std::size_t p = 0; p < x.size(); ++p)
            if (x[p] != y[p]) return x[p] > y[p];
        return a < b;
    });
    std::vector<std::size_t> frontier;
    for (auto const o : order)
        if (std::none_of(frontier.begin(), frontier.end(), [&](std::size_t f) { return dominates(u[f], u[o]); }))
            frontier.push_back(o);
    return frontier;
}

ENTENTE_INLINE void check_reserved(bargaining_options const& options, std::size_t parties) {
    if (!options.reserved.empty() && options.reserved.size() != parties)
        throw error(fault_code::invalid_argument, "each party needs a reserved utility, or none has one",
                    {.value = std::to_string(options.reserved.size()) + " for " + std::to_string(parties)});
    for (std::size_t p = 0; p < options.reserved.size(); ++p)
        if (is_nan(options.reserved[p]))
            throw error(fault_code::not_a_number, "a reserved utility is a number", {.actor = '#' + std::to_string(p)});
    if (!(options.tie >= 0))
        throw error(fault_code::out_of_range, "how near ties are is at least 0",
                    {.value = std::to_string(options.tie)});
}

ENTENTE_INLINE bargaining_solutions solutions_on(utility_table const& u, std::vector<std::size_t> frontier,
                                                 utility_ranges const& ranges, bargaining_options const& options) {
    bargaining_solutions result;
    auto const parties = ranges.least.size();
    result.greatest = ranges.greatest;
    for (std::size_t p = 0; p < parties; ++p)
        result.disagreement.push_back(options.reserved.empty() ? ranges.least[p]
                                                               : (std::max)(ranges.least[p], options.reserved[p]));
    result.frontier = std::move(frontier);
    constexpr double never = -std::numeric_limits<double>::infinity();
    auto const best = [&](auto&& value) {
        std::vector<double> values;
        for (auto const o : result.frontier) values.push_back(value(u[o]));
        double greatest = never;
        for (double const v : values) greatest = (std::max)(greatest, v);
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (values[i] > never && values[i] >= greatest - options.tie) all.push_back(result.frontier[i]);
        return all;
    };
    auto const gain = [&](std::span<double const> x, std::size_t p) { return x[p] - result.disagreement[p]; };
    auto const to_gain = [&](std::size_t p) { return result.greatest[p] - result.disagreement[p]; };
    auto const least = [&](auto&& of, bool relative) {
        return [&, of, relative](std::span<double const> x) {
            double value = std::numeric_limits<double>::infinity();
            for (std::size_t p = 0; p < parties; ++p)
                if (!relative || to_gain(p) > 0) value = (std::min)(value, of(x, p));
            return value;
        };
    };
    auto const sum = [&](auto&& of) {
        return [&, of](std::span<double const> x) {
            double value = 0;
            for (std::size_t p = 0; p < parties; ++p) value += of(x, p);
            return value;
        };
    };
    result.nash = best([&](std::span<double const> x) {
        double product = 1;
        for (std::size_t p = 0; p < parties; ++p) {
            if (gain(x, p) < 0) return never;
            product *= gain(x, p);
        }
        return product;
    });
    result.kalai = best(least(gain, false));
    result.kalai_smorodinsky =
        best(least([&](std::span<double const> x, std::size_t p) { return gain(x, p) / to_gain(p); }, true));
    result.egalitarian = best(least([](std::span<double const> x, std::size_t p) { return x[p]; }, false));
    result.welfare = best(sum([](std::span<double const> x, std::size_t p) { return x[p]; }));
    result.relative_welfare = best(sum([&](std::span<double const> x, std::size_t p) {
        return to_gain(p) > 0 ? (x[p] - ranges.least[p]) / to_gain(p) : 0.0;
    }));
    return result;
}

}  // namespace detail

ENTENTE_INLINE std::vector<std::size_t> pareto_frontier(utility_table const& utilities,
                                                        std::span<std::size_t const> among) {
    if (among.empty()) return {};
    if (utilities.parties() == 2)
        return detail::frontier_of_two(utilities, among.size(), [&](std::size_t i) { return among[i]; });
    return detail::frontier_of_many(utilities, among);
}

ENTENTE_INLINE std::vector<std::size_t> pareto_frontier(utility_table const& utilities) {
    if (utilities.parties() == 2 && utilities.outcomes() > 0)
        return detail::frontier_of_two(utilities, utilities.outcomes(), [](std::size_t i) { return i; });
    std::vector<std::size_t> all(utilities.outcomes());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return pareto_frontier(utilities, all);
}

ENTENTE_INLINE std::vector<std::size_t> rational_outcomes(utility_table const& utilities,
                                                          std::span<double const> reserved) {
    std::vector<std::size_t> rational;
    for (std::size_t o = 0; o < utilities.outcomes(); ++o) {
        bool all = true;
        for (std::size_t p = 0; p < reserved.size(); ++p) all = all && utilities[o][p] >= reserved[p];
        if (all) rational.push_back(o);
    }
    return rational;
}

ENTENTE_INLINE bargaining_solutions solve_bargaining(utility_table const& utilities,
                                                     bargaining_options const& options) {
    detail::check_reserved(options, utilities.parties());
    if (!utilities.outcomes()) return {};
    detail::utility_ranges ranges;
    for (std::size_t p = 0; p < utilities.parties(); ++p) {
        double least = utilities[0][p], greatest = least;
        for (std::size_t o = 1; o < utilities.outcomes(); ++o)
            least = (std::min)(least, utilities[o][p]), greatest = (std::max)(greatest, utilities[o][p]);
        ranges.least.push_back(least), ranges.greatest.push_back(greatest);
    }
    auto frontier = options.rational_only && !options.reserved.empty()
                        ? pareto_frontier(utilities, rational_outcomes(utilities, options.reserved))
                        : pareto_frontier(utilities);
    return detail::solutions_on(utilities, std::move(frontier), ranges, options);
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/medoids.hpp
/// Actors around some that are near to all, on any matrix of distances. Opt-in.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/pairs/distance_table.hpp"

#if ENTENTE_DEFINES(measures)
#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "entente/error.hpp"
#endif

namespace entente {

/// So many things that are nearest to all others.
struct medoids {
    std::vector<std::size_t> centres{};    ///< ascending
    std::vector<std::uint32_t> cluster{};  ///< of each thing: the place of its centre, the first of several as near
};

/// The k things with the least sum of distances from each thing to the nearest of them.
///
/// Exact by trying every choice where there are at most `limits.steps` (a step is a choice; without a limit 10^6 are
/// tried): O(n k) each. Otherwise each next one where it helps most, then the exchange of a medoid that helps most while
/// one does: O(n k) and O(n^2) an exchange, and `proved` is false unless the bound is met. The bound is then what the
/// n - k things with the nearest neighbours cost at least, which is the distance to these. Throws
/// error(invalid_argument) unless k is from 1 to the number of things.
/// Source: Kaufman and Rousseeuw (1990); the exchange as Schubert and Rousseeuw (2019) find it.
search_result<medoids> k_medoids(distance_table const& d, std::size_t k, search_limits const& limits = {});

#if ENTENTE_DEFINES(measures)

namespace detail {

/// Medoids that are chosen and exchanged while that helps.
class medoid_exchange {
public:
    medoid_exchange(distance_table const& d, std::size_t k)
        : d_(d)
        , n_(d.size())
        , nearest_(n_, std::numeric_limits<double>::infinity())
        , second_(n_, std::numeric_limits<double>::infinity())
        , place_(n_, 0) {
        add_best();
        // What is less than rounding of the sums is no saving: otherwise two exchanges could take turns for ever.
        least_saving_ = 1e-12 * cost();
        while (centres_.size() < k) add_best();
        while (k > 1 && exchange_best()) {}
    }
    std::vector<std::size_t> const& centres() const { return centres_; }
    double cost() const { return std::accumulate(nearest_.begin(), nearest_.end(), 0.0); }

private:
    double apart(std::size_t x, std::size_t y) const { return x == y ? 0.0 : d_(x, y); }
    bool is_centre(std::size_t x) const { return std::find(centres_.begin(), centres_.end(), x) != centres_.end(); }

    void add_best() {
        std::size_t best = n_;
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t x = 0; x < n_; ++x) {
            if (is_centre(x)) continue;
            double sum = 0;
            for (std::size_t y = 0; y < n_; ++y) sum += (std::min)(nearest_[y], apart(x, y));
            if (sum < least) least = sum, best = x;
        }
        centres_.push_back(best);
        find_nearest();
    }
    void find_nearest() {
        for (std::size_t y = 0; y < n_; ++y) {
            nearest_[y] = second_[y] = std::numeric_limits<double>::infinity();
            for (std::size_t c = 0; c < centres_.size(); ++c) {
                double const x = apart(y, centres_[c]);
                if (x < nearest_[y])
                    second_[y] = nearest_[y], nearest_[y] = x, place_[y] = c;
                else if (x < second_[y])
                    second_[y] = x;
            }
        }
    }
    /// Of all exchanges of a medoid for another thing the one that saves most; false where none saves anything.
    bool exchange_best() {
        std::vector<double> without(centres_.size(), 0.0);  // what leaving out a medoid adds
        for (std::size_t y = 0; y < n_; ++y) without[place_[y]] += second_[y] - nearest_[y];
        double most = -least_saving_;
        std::size_t in = n_, out = 0;
        for (std::size_t x = 0; x < n_; ++x) {
            if (is_centre(x)) continue;
            auto change = without;
            double saved = 0;  // whichever medoid goes
            for (std::size_t y = 0; y < n_; ++y) {
                double const to = apart(x, y);
                if (to < nearest_[y])
                    saved += to - nearest_[y], change[place_[y]] += nearest_[y] - second_[y];
                else if (to < second_[y])
                    change[place_[y]] += to - second_[y];
            }
            for (std::size_t c = 0; c < change.size(); ++c)
                if (saved + change[c] < most) most = saved + change[c], in = x, out = c;
        }
        if (in == n_) return false;
        centres_[out] = in;
        find_nearest();
        return true;
    }

    distance_table const& d_;
    std::size_t n_;
    std::vector<double> nearest_, second_;  // of each thing, to the medoids
    std::vector<std::size_t> place_;        // of the nearest medoid
    std::vector<std::size_t> centres_{};
    double least_saving_ = 0;
};

/// What any k medoids cost at least: whoever is none is at least as far from one as from its nearest neighbour.
inline double least_cost_of_medoids(distance_table const& d, std::size_t k) {
    std::vector<double> nearest;
    for (std::size_t x = 0; x < d.size(); ++x) {
        double least = std::numeric_limits<double>::infinity();
        for (std::size_t y = 0; y < d.size(); ++y)
            if (y != x) least = (std::min)(least, d(x, y));
        nearest.push_back(least);
    }
    std::sort(nearest.begin(), nearest.end());
    return std::accumulate(nearest.begin(), nearest.end() - static_cast<std::ptrdiff_t>(k), 0.0);
}

}  // namespace detail

ENTENTE_INLINE search_result<medoids> k_medoids(distance_table const& d, std::size_t k, search_limits const& limits) {
    auto const n = d.size();
    if (k < 1 || k > n)
        throw error(fault_code::invalid_argument, "medoids are one or more, as many as there are things at most",
                    {.value = std::to_string(k)});
    auto const cost_of = [&](std::vector<std::size_t> const& centres) {
        double sum = 0;
        for (std::size_t x = 0; x < n; ++x) {
            double least = std::numeric_limits<double>::infinity();
            for (auto const c : centres) least = (std::min)(least, x == c ? 0.0 : d(x, c));
            sum += least;
        }
        return sum;
    };
    search_result<medoids> result;
    std::vector<std::size_t> best, now(k);
    std::iota(now.begin(), now.end(), std::size_t{0});
    double least = std::numeric_limits<double>::infinity();
    // How many choices there are, as far as that matters.
    double choices = 1;
    for (std::size_t i = 0; i < k; ++i) choices = choices * static_cast<double>(n - i) / static_cast<double>(i + 1);
    auto const most = limits.steps == search_limits{}.steps ? 1e6 : static_cast<double>(limits.steps);
    search_watch watch(limits);
    bool complete = choices <= most;
    for (bool more = complete; more;) {
        if (!watch.step(least, 0)) {
            complete = false;
            break;
        }
        if (double const cost = cost_of(now); cost < least) least = cost, best = now;
        more = false;
        for (auto i = k; i-- > 0;) {
            if (now[i] == n - k + i) continue;
            ++now[i];
            for (auto j = i + 1; j < k; ++j) now[j] = now[j - 1] + 1;
            more = true;
            break;
        }
    }
    result.bound = least;
    if (!complete) {
        detail::medoid_exchange const exchanged(d, k);
        if (exchanged.cost() < least) best = exchanged.centres(), least = exchanged.cost();
        result.bound = (std::min)(least, detail::least_cost_of_medoids(d, k));
    }
    std::sort(best.begin(), best.end());
    for (std::size_t x = 0; x < n; ++x) {
        std::uint32_t at = 0;
        auto const far_from = [&](std::size_t c) { return x == best[c] ? 0.0 : d(x, best[c]); };
        for (std::uint32_t c = 1; c < k; ++c)
            if (far_from(c) < far_from(at)) at = c;
        result.solution.cluster.push_back(at);
    }
    result.solution.centres = std::move(best);
    result.value = least;
    result.proved = complete || result.bound >= least;
    result.ended = result.proved                         ? search_end::proved
                   : watch.ended() == search_end::proved ? search_end::steps
                                                         : watch.ended();
    result.steps = watch.steps();
    return result;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/polarization.hpp
/// Whether a discourse falls into factions that agree within and conflict between.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/discourse/pair_network.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include "entente/base/drawn_below.hpp"
#include "entente/base/finite.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// What the ideal of a division into factions is.
enum class block_ideal : unsigned char {
    even,            ///< all congruence evenly within factions, all conflict evenly between them
    dna_compatible,  ///< as Discourse Network Analyzer has it, which not even two perfect camps reach
};

struct polarization_options {
    std::size_t factions = 2;  ///< none of them empty; of any size
    block_ideal ideal = block_ideal::even;
    std::uint64_t seed = 1;  ///< of the search, where not every division is tried
    std::size_t starts = 32;
};

/// The faction of each node, from 0. The first node is in faction 0, and each further one begins with its first node.
using factions = std::vector<std::uint32_t>;

/// How far a division is from the ideal: from 0, polarised perfectly, to 1.
///
/// With congruence C and conflict F of pairs: sum over pairs within factions of |C - E| + F, and over pairs between of
/// C + |F - G|, divided by 2 (sum C + sum F). E is the sum of C by the number of pairs within, G that of F by those
/// between; where there are no such pairs the whole sum is missing. `dna_compatible`: E of a faction of n is
/// n (n - 1) / W^2 sum C, G of two factions n n' / B^2 sum F, with W and B ordered pairs within and between and
/// sums over ordered pairs. 0 where neither congruence nor conflict is.
///
/// Throws error(invalid_argument) where the networks are not of the same nodes, or have values that are undefined, not
/// finite or below 0, or where not each node has a faction; error(too_large) where no number holds their sum.
/// O(nodes^2).
double block_deviation(pair_network const& congruence, pair_network const& conflict, factions const& of,
                       block_ideal ideal = block_ideal::even);

/// The division that is nearest to the ideal: `value` is its deviation, 1 - value how polarised the discourse is.
///
/// Exact by trying every division where there are at most `limits.steps` (a step is a division; without a limit 10^6
/// are tried): then `proved`, and the first of several as good in the order of divisions. Else from random
/// divisions, by moving single nodes and exchanging two while that helps; the same seed gives the same result. The
/// bound then counts the lesser of congruence and conflict for each pair, since one of them is in the wrong place.
/// Throws as block_deviation does, and error(invalid_argument) unless factions are 1 or more and as many as nodes
/// at most.
/// Source: the measure is that of Leifeld's polarization without its constraint on sizes, minimised.
search_result<factions> polarization(pair_network const& congruence, pair_network const& conflict,
                                     polarization_options const& options = {}, search_limits const& limits = {});

#if ENTENTE_DEFINES(discourse)

namespace detail {

class block_model {
public:
    block_model(pair_network const& congruence, pair_network const& conflict, block_ideal ideal)
        : n_(congruence.size())
        , ideal_(ideal)
        , c_(n_ * n_, 0.0)
        , f_(n_ * n_, 0.0) {
        if (congruence.kind != conflict.kind || congruence.nodes != conflict.nodes)
            throw error(fault_code::invalid_argument, "congruence and conflict are those of the same nodes");
        for (std::size_t a = 0, p = 0; a < n_; ++a)
            for (std::size_t b = a + 1; b < n_; ++b, ++p) {
                double const c = congruence.values[p], f = conflict.values[p];
                if (!(c >= 0 && f >= 0 && is_finite(c) && is_finite(f)))
                    throw error(fault_code::invalid_argument, "congruence and conflict are numbers of at least 0");
                c_[a * n_ + b] = c_[b * n_ + a] = c;
                f_[a * n_ + b] = f_[b * n_ + a] = f;
                sum_c_ += c, sum_f_ += f, least_ += (std::min)(c, f);
            }
        // All that a deviation adds up is at most four times that.
        if (double const all = 8 * (sum_c_ + sum_f_); !is_finite(all))
            throw error(fault_code::too_large, "congruence and conflict together are beyond the greatest number");
    }
    std::size_t size() const { return n_; }
    /// No division has a lesser deviation.
    double bound() const { return scaled(least_); }
    double deviation(factions const& of) const {
        std::size_t const k = of.empty() ? 0 : *std::max_element(of.begin(), of.end()) + std::size_t{1};
        std::vector<double> members(k, 0.0);
        for (auto const x : of) ++members[x];
        double within = 0;
        for (auto const m : members) within += m * (m - 1) / 2;
        double const all = static_cast<double>(n_) * (static_cast<double>(n_) - 1) / 2, between = all - within;
        bool const even = ideal_ == block_ideal::even;
        // Of unordered pairs: of ordered ones both counts and sums are twice as many.
        auto const e_within = [&](std::uint32_t x) {
            return (even ? 1 : members[x] * (members[x] - 1) / (2 * within)) * sum_c_ / within;
        };
        auto const e_between = [&](std::uint32_t x, std::uint32_t y) {
            return (even ? 1 : members[x] * members[y] / (2 * between)) * sum_f_ / between;
        };
        double sum = 0;
        for (std::size_t a = 0; a < n_; ++a)
            for (std::size_t b = a + 1; b < n_; ++b) {
                double const c = c_[a * n_ + b], f = f_[a * n_ + b];
                sum +=
                    of[a] == of[b] ? (std::abs)(c - e_within(of[a])) + f : c + (std::abs)(f - e_between(of[a], of[b]));
            }
        if (even && within == 0) sum += sum_c_;
        if (even && between == 0) sum += sum_f_;
        return scaled(sum);
    }

private:
    double scaled(double sum) const {
        double const all = 2 * (sum_c_ + sum_f_);
        return all > 0 ? sum / all : 0;
    }

    std::size_t n_;
    block_ideal ideal_;
    std::vector<double> c_, f_;
    double sum_c_ = 0, sum_f_ = 0, least_ = 0;
};

/// Numbers of factions in the order of their first nodes.
ENTENTE_INLINE factions in_order(factions of) {
    std::vector<std::uint32_t> number(of.size() + 1, static_cast<std::uint32_t>(-1));
    std::uint32_t next = 0;
    for (auto& x : of) {
        if (number[x] == static_cast<std::uint32_t>(-1)) number[x] = next++;
        x = number[x];
    }
    return of;
}

/// How many divisions of n into k there are: the Stirling number of the second kind, as far as it matters.
ENTENTE_INLINE double divisions(std::size_t n, std::size_t k) {
    std::vector<double> row(k + 1, 0.0);
    row[0] = 1;
    for (std::size_t i = 1; i <= n; ++i) {
        for (auto j = (std::min)(i, k); j > 0; --j) row[j] = static_cast<double>(j) * row[j] + row[j - 1];
        row[0] = 0;
    }
    return row[k];
}

/// The next division into at most k, each node in one of an earlier node or the next; false after the last.
ENTENTE_INLINE bool next_division(factions& of, std::size_t k) {
    for (auto i = of.size(); i-- > 1;) {
        auto const greatest = *std::max_element(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(i));
        if (of[i] <= greatest && of[i] + 1 < k) {
            ++of[i];
            std::fill(of.begin() + static_cast<std::ptrdiff_t>(i) + 1, of.end(), 0u);
            return true;
        }
    }
    return false;
}

}  // namespace detail

ENTENTE_INLINE double block_deviation(pair_network const& congruence, pair_network const& conflict, factions const& of,
                                      block_ideal ideal) {
    detail::block_model const model(congruence, conflict, ideal);
    if (of.size() != model.size() || std::any_of(of.begin(), of.end(), [&](auto x) { return x >= of.size(); }))
        throw error(fault_code::invalid_argument, "each node has a faction, numbered from 0");
    return model.deviation(of);
}

ENTENTE_INLINE search_result<factions> polarization(pair_network const& congruence, pair_network const& conflict,
                                                    polarization_options const& options, search_limits const& limits) {
    detail::block_model const model(congruence, conflict, options.ideal);
    auto const n = model.size(), k = options.factions;
    if (k < 1 || k > n)
        throw error(fault_code::invalid_argument, "factions are one or more, as many as there are nodes at most",
                    {.value = std::to_string(k)});
    search_result<factions> result;
    double const bound = options.ideal == block_ideal::even ? model.bound() : 0;
    double least = std::numeric_limits<double>::infinity();
    search_watch watch(limits);
    auto const most = limits.steps == search_limits{}.steps ? 1e6 : static_cast<double>(limits.steps);
    bool complete = detail::divisions(n, k) <= most;
    auto const take = [&](factions const& of) {
        if (double const d = model.deviation(of); d < least) least = d, result.solution = of;
    };
    if (complete) {
        factions of(n, 0);
        do {
            if (*std::max_element(of.begin(), of.end()) + std::size_t{1} != k) continue;
            if (!watch.step(least, bound)) {
                complete = false;
                break;
            }
            take(of);
        } while (detail::next_division(of, k));
    } else {
        std::mt19937_64 random(options.seed);
        auto const drawn = [&](std::size_t below) { return detail::drawn_below(below, random); };
        bool more = true;
        for (std::size_t start = 0; more && start < (std::max)(options.starts, std::size_t{1}); ++start) {
            factions of(n);
            for (std::size_t a = 0; a < n; ++a) of[a] = static_cast<std::uint32_t>(a < k ? a : drawn(k));
            for (auto a = n; a-- > 1;) std::swap(of[a], of[drawn(a + 1)]);
            double now = model.deviation(of);
            std::vector<std::size_t> members(k, 0);
            for (auto const x : of) ++members[x];
            // Keeps a change where it helps, takes it back where it does not.
            auto const helps = [&] {
                more = watch.step((std::min)(least, now), bound);
                double const changed = more ? model.deviation(of) : now;
                if (!(changed < now * (1 - 1e-12))) return false;
                now = changed;
                return true;
            };
            for (bool helped = true; helped && more;) {
                helped = false;
                for (std::size_t a = 0; a < n && more; ++a) {
                    for (std::uint32_t x = 0; x < k && more; ++x) {
                        auto const before = of[a];
                        if (x == before || members[before] == 1) continue;
                        of[a] = x;
                        if (helps())
                            --members[before], ++members[x], helped = true;
                        else
                            of[a] = before;
                    }
                    for (std::size_t b = a + 1; b < n && more; ++b) {
                        if (of[a] == of[b]) continue;
                        std::swap(of[a], of[b]);
                        if (helps())
                            helped = true;
                        else
                            std::swap(of[a], of[b]);
                    }
                }
            }
            take(of);
        }
    }
    if (result.solution.empty() && n) {  // not even one step
        factions of(n);
        for (std::size_t a = 0; a < n; ++a) of[a] = static_cast<std::uint32_t>((std::min)(a, k - 1));
        take(of);
    }
    result.solution = detail::in_order(std::move(result.solution));
    result.value = least;
    result.bound = complete ? least : (std::min)(bound, least);
    result.proved = complete || least <= bound * (1 + 1e-12);
    result.ended = result.proved                         ? search_end::proved
                   : watch.ended() == search_end::proved ? search_end::steps
                                                         : watch.ended();
    result.steps = watch.steps();
    return result;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/power.hpp
/// Who is decisive in a vote of weights and a quota, and which coalitions win.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/base/search.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(coalition)
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "entente/base/minimal_sets.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// A vote: what each actor weighs, and how much is needed.
///
/// Weights and quota are whole numbers, or have at most nine decimals: they are counted in the greatest unit that makes all
/// of them whole, so that whether a coalition wins is never a matter of rounding.
class weighted_vote {
public:
    /// Throws error unless weights are finite and not negative, the quota is above 0, and both come to whole numbers as
    /// said, of at most 2^53 in all.
    weighted_vote(std::span<double const> weights, double quota);

    std::size_t actors() const { return weights_.size(); }
    /// In units.
    std::uint64_t weight(std::size_t i) const { return weights_[i]; }
    std::span<std::uint64_t const> weights() const { return weights_; }
    std::uint64_t quota() const { return quota_; }
    std::uint64_t total() const { return total_; }
    /// Whether the coalition of all wins.
    bool can_win() const { return total_ >= quota_; }

private:
    std::vector<std::uint64_t> weights_{};
    std::uint64_t quota_ = 0, total_ = 0;
};

/// How decisive one actor is.
struct voting_power {
    double swings = 0;                ///< winning coalitions that lose without it
    boost::optional<double> index{};  ///< its share in all; the sum is 1. None where all together do not reach the quota
    /// banzhaf: the probability to be decisive when others vote by a coin, 0 where nobody can be. shapley: the index.
    boost::optional<double> chance{};

    template <class Row = voting_power>
    static auto fields() {
        return std::tuple(
            make_field<Row>("swings", "coalitions", "that win with the actor and lose without it", &Row::swings),
            make_field<Row>("index", "share", "of all decisiveness", &Row::index),
            make_field<Row>("chance", "probability", "to be decisive", &Row::chance));
    }
};

/// How often is each actor decisive, when any coalition is as likely as any other?
///
/// Formula: swings_i the coalitions without i that lose and win with it; index_i = swings_i / sum swings; chance_i =
/// swings_i / 2^(n - 1). Counted by generating functions, leaving one out by halves, so that nothing is subtracted: exact
/// while counts are below 2^53 (53 actors), within 1e-13 beyond. O(actors log actors * quota) time, O(log actors * quota)
/// memory. Throws error(too_large) where the quota has more than 10^8 units.
/// Source: Banzhaf (1965); the count, Brams and Affuso (1976).
std::vector<voting_power> banzhaf(weighted_vote const& vote);

/// How often is each actor decisive, when actors join one after the other in any order?
///
/// Formula: index_i = sum over losing coalitions S without i that win with it of |S|! (n - |S| - 1)! / n!. As above, with
/// coalitions counted by size: O(actors^2 log actors * quota) time, O(actors log actors * quota) memory. Throws
/// error(too_large) where actors times quota is more than 10^8.
/// Source: Shapley and Shubik (1954).
std::vector<voting_power> shapley_shubik(weighted_vote const& vote);

/// Some actors, ascending.
using coalition = std::vector<std::size_t>;

/// Coalitions that win, and lose without any one member. In lexicographic order of members by weight, greatest first,
/// ties by number. A step of the search is a coalition begun; `solution` holds those found, `proved` says that these are
/// all, value and bound are their number (infinity where it is not known). Actors without weight are in none.
search_result<std::vector<coalition>> minimal_winning_coalitions(weighted_vote const& vote,
                                                                 search_limits const& limits = {});

/// Coalitions of neighbours on an issue's scale that win, and lose without either end. Actors of one position stand in the
/// order of their weights, greatest first, so that the least of them leave first. From one end of the scale to the other.
/// Positions that are not finite are none: their actors are in no coalition, and neither are those without weight.
/// O(actors log actors).
/// Source: Axelrod (1970), minimal connected winning coalitions.
std::vector<coalition> connected_winning_coalitions(weighted_vote const& vote, std::span<double const> positions);

/// Of these, the ones whose ends stand nearest to each other: all that tie, to 1e-12 of how far all are apart.
/// O(actors log actors).
/// Source: de Swaan (1973).
std::vector<coalition> closest_winning_coalitions(weighted_vote const& vote, std::span<double const> positions);

#if ENTENTE_DEFINES(coalition)

ENTENTE_INLINE weighted_vote::weighted_vote(std::span<double const> weights, double quota) {
    auto const refuse = [](fault_code code, char const* message, double value, std::size_t actor) {
        throw error(code, message,
                    {.actor = actor == fault::npos ? std::string() : '#' + std::to_string(actor + 1),
                     .value = detail::number_text(value),
                     .ordinal = actor});
    };
    if (!detail::is_finite(quota)) refuse(fault_code::not_a_number, "a quota is a finite number", quota, fault::npos);
    if (!(quota > 0)) refuse(fault_code::out_of_range, "a quota is above 0", quota, fault::npos);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!detail::is_finite(weights[i])) refuse(fault_code::not_a_number, "a weight is a finite number", weights[i], i);
        if (weights[i] < 0) refuse(fault_code::negative_weight, "a weight is negative", weights[i], i);
    }
    // What is written with k decimals is the double nearest to a whole number of 10^-k.
    double unit = 1;
    auto const whole = [&](double x) {
        double const n = (std::round)(x * unit);
        return n <= 9007199254740992.0 && n / unit == x;
    };
    std::size_t at = 0;
    auto const all_whole = [&] {
        for (at = 0; at < weights.size(); ++at)
            if (!whole(weights[at])) return false;
        at = fault::npos;
        return whole(quota);
    };
    for (int decimals = 0; !all_whole(); ++decimals, unit *= 10)
        if (decimals == 9)
            refuse(fault_code::invalid_argument, "weights and quotas are whole numbers, or have at most nine decimals",
                   at == fault::npos ? quota : weights[at], at);
    for (double const w : weights) weights_.push_back(static_cast<std::uint64_t>((std::round)(w * unit)));
    quota_ = static_cast<std::uint64_t>((std::round)(quota * unit));
    // Decimals make units of a power of ten; what divides all is the greatest.
    auto const shared =
        std::accumulate(weights_.begin(), weights_.end(), quota_, [](auto a, auto b) { return std::gcd(a, b); });
    quota_ /= shared;
    double total = 0;
    for (auto& w : weights_) total += static_cast<double>(w /= shared);
    if (total > 9007199254740992.0) refuse(fault_code::too_large, "weights come to more than 2^53 units", total, fault::npos);
    total_ = static_cast<std::uint64_t>(total);
}

namespace detail {

/// A number of units as a place in an array: as many fit (see check_counts).
template <class Units>
constexpr std::size_t place_of(Units units) {
    return static_cast<std::size_t>(units);
}

/// Coalitions counted by what they weigh, below the quota, and by their size, below `sizes` (1: not by size). Counts of all
/// but one actor are reached by adding halves of the others.
class coalition_counts {
public:
    coalition_counts(weighted_vote const& vote, std::size_t sizes)
        : vote_(vote)
        , sizes_(sizes)
        , quota_(place_of(vote.quota())) {}

    /// Calls `visit(actor, counts)` for each, with counts[size * quota + weight] of coalitions of all others.
    template <class Visit>
    void without_each(Visit&& visit) const {
        if (!vote_.actors()) return;
        std::vector<double> none(sizes_ * quota_, 0.0);
        none[0] = 1;
        leave_out(0, vote_.actors(), none, 0, visit);
    }

private:
    template <class Visit>
    void leave_out(std::size_t from, std::size_t to, std::vector<double> const& others, std::size_t size,
                   Visit& visit) const {
        if (to - from == 1) {
            visit(from, others);
            return;
        }
        auto const middle = from + (to - from) / 2;
        for (bool const first : {true, false}) {
            auto counts = others;
            auto n = size;
            for (auto i = first ? middle : from; i < (first ? to : middle); ++i) add(counts, vote_.weight(i), ++n);
            leave_out(first ? from : middle, first ? middle : to, counts, n, visit);
        }
    }
    void add(std::vector<double>& counts, std::uint64_t weight, std::size_t actors) const {
        if (sizes_ == 1) {
            if (weight >= quota_) return;
            for (auto s = quota_; s-- > weight;) counts[s] += counts[s - weight];
            return;
        }
        if (weight >= quota_) return;
        for (auto k = (std::min)(actors, sizes_ - 1); k > 0; --k)
            for (auto s = quota_; s-- > weight;) counts[k * quota_ + s] += counts[(k - 1) * quota_ + s - weight];
    }

    weighted_vote const& vote_;
    std::size_t sizes_, quota_;
};

/// A quota may be as large as the counts that it asks for.
inline void check_counts(weighted_vote const& vote, std::uint64_t sizes) {
    constexpr std::uint64_t most = 100'000'000;
    if (vote.quota() > most / sizes)
        throw error(fault_code::too_large, "the quota has more units than coalitions are counted for",
                    {.value = std::to_string(vote.quota())});
}

}  // namespace detail

ENTENTE_INLINE std::vector<voting_power> banzhaf(weighted_vote const& vote) {
    std::vector<voting_power> result(vote.actors());
    if (!vote.can_win()) {
        for (auto& p : result) p.chance = 0;
        return result;
    }
    detail::check_counts(vote, 1);
    auto const quota = detail::place_of(vote.quota());
    double all = 0;
    detail::coalition_counts(vote, 1).without_each([&](std::size_t i, std::vector<double> const& counts) {
        auto const w = detail::place_of((std::min)(vote.weight(i), vote.quota()));
        for (auto s = quota - w; s < quota; ++s) result[i].swings += counts[s];
        all += result[i].swings;
    });
    for (auto& p : result) {
        p.index = p.swings / all;
        p.chance = std::ldexp(p.swings, 1 - static_cast<int>(vote.actors()));
    }
    return result;
}

ENTENTE_INLINE std::vector<voting_power> shapley_shubik(weighted_vote const& vote) {
    auto const n = vote.actors();
    std::vector<voting_power> result(n);
    if (!vote.can_win()) return result;
    detail::check_counts(vote, n);
    auto const quota = detail::place_of(vote.quota());
    // |S|! (n - |S| - 1)! / n! = 1 / (n C(n - 1, |S|)).
    std::vector<double> share(n);
    double choose = 1;
    for (std::size_t k = 0; k < n; ++k) {
        share[k] = 1 / (static_cast<double>(n) * choose);
        choose = choose * static_cast<double>(n - 1 - k) / static_cast<double>(k + 1);
    }
    detail::coalition_counts(vote, n).without_each([&](std::size_t i, std::vector<double> const& counts) {
        auto const w = detail::place_of((std::min)(vote.weight(i), vote.quota()));
        double index = 0;
        for (std::size_t k = 0; k < n; ++k) {
            double swings = 0;
            for (auto s = quota - w; s < quota; ++s) swings += counts[k * quota + s];
            result[i].swings += swings;
            index += swings * share[k];
        }
        result[i].index = result[i].chance = index;
    });
    return result;
}

ENTENTE_INLINE search_result<std::vector<coalition>> minimal_winning_coalitions(weighted_vote const& vote,
                                                                                search_limits const& limits) {
    return detail::minimal_sets(vote.weights(), [&](std::uint64_t weight) { return weight >= vote.quota(); }, limits);
}

namespace detail {

struct stretch {
    std::size_t from, to;  // in the order of positions, ends included
};

ENTENTE_INLINE std::vector<std::size_t> by_position(weighted_vote const& vote, std::span<double const> positions) {
    if (positions.size() != vote.actors())
        throw error(fault_code::invalid_argument, "each actor of a vote has a position",
                    {.value = std::to_string(positions.size())});
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < positions.size(); ++i)
        if (detail::is_finite(positions[i]) && vote.weight(i)) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (positions[a] != positions[b]) return positions[a] < positions[b];
        return vote.weight(a) != vote.weight(b) ? vote.weight(a) > vote.weight(b) : a < b;
    });
    return order;
}

ENTENTE_INLINE std::vector<stretch> winning_stretches(weighted_vote const& vote,
                                                      std::vector<std::size_t> const& order) {
    std::vector<stretch> all;
    std::uint64_t weight = 0;
    std::size_t from = 0;
    for (std::size_t to = 0; to < order.size(); ++to) {
        weight += vote.weight(order[to]);
        // Without what was not needed: the stretch ends in who made it win.
        bool wins = false;
        while (weight >= vote.quota()) {
            wins = true;
            weight -= vote.weight(order[from++]);
        }
        if (wins) all.push_back({from - 1, to});
    }
    return all;
}

}  // namespace detail

ENTENTE_INLINE std::vector<coalition> connected_winning_coalitions(weighted_vote const& vote,
                                                                   std::span<double const> positions) {
    auto const order = detail::by_position(vote, positions);
    std::vector<coalition> result;
    for (auto const [from, to] : detail::winning_stretches(vote, order)) {
        result.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(from),
                            order.begin() + static_cast<std::ptrdiff_t>(to) + 1);
        std::sort(result.back().begin(), result.back().end());
    }
    return result;
}

ENTENTE_INLINE std::vector<coalition> closest_winning_coalitions(weighted_vote const& vote,
                                                                 std::span<double const> positions) {
    auto const order = detail::by_position(vote, positions);
    auto const stretches = detail::winning_stretches(vote, order);
    // Halves: all that lies between two numbers may be beyond the greatest.
    auto const length_of = [&](detail::stretch const& s) {
        return positions[order[s.to]] / 2 - positions[order[s.from]] / 2;
    };
    double least = std::numeric_limits<double>::infinity();
    for (auto const& s : stretches) least = (std::min)(least, length_of(s));
    // From 0.1 to 0.3 is as far as from 0.5 to 0.7.
    double const slack = order.empty() ? 0 : 1e-12 * (positions[order.back()] / 2 - positions[order.front()] / 2);
    std::vector<coalition> result;
    for (auto const& s : stretches) {
        if (length_of(s) - least > slack) continue;
        auto const [from, to] = s;
        result.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(from),
                            order.begin() + static_cast<std::ptrdiff_t>(to) + 1);
        std::sort(result.back().begin(), result.back().end());
    }
    return result;
}

#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/win_probability.hpp
/// How likely is one side to win, and which of many proposals is likely to prevail?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/contest.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// How much a greater strength counts.
enum class victory_rule : unsigned char {
    linear,   ///< a / (a + b)
    square,   ///< a^2 / (a^2 + b^2)
    quartic,  ///< a^4 / (a^4 + b^4)
    octic,    ///< a^8 / (a^8 + b^8)
    binary    ///< all but certain from strengths of 11 to 10 on, linear in a / (a + b) between
};

constexpr std::string_view to_string(victory_rule r) {
    constexpr std::string_view names[] = {"linear", "square", "quartic", "octic", "binary"};
    return names[static_cast<int>(r)];
}

/// The probability that the first of two strengths wins; that of the second is what is left to 1.
///
/// Under `binary` the weaker side keeps 1e-6 / (1 + 1e-6). None where neither has any strength: nobody
/// contests anything.
/// Throws error for a strength that is negative or not finite. O(1).
/// Source: KTAB, its models of victory.
boost::optional<double> win_probability(double strength, double other, victory_rule rule = victory_rule::linear);
inline boost::optional<double> win_probability(contest_result const& c, victory_rule rule = victory_rule::linear) {
    return win_probability(c.strength_for, c.strength_against, rule);
}

/// How contests between two make one winner of many.
enum class winner_model : unsigned char {
    conditional,      ///< p_i proportional to the probability of beating each of the others, and itself with 1/2
    markov_uniform,   ///< where each is challenged by any with the same probability: p_i = 1/n sum_j P_ij (p_i + p_j)
    markov_incentive  ///< where challengers are as likely as their strength times their chance against the holder
};

constexpr std::string_view to_string(winner_model m) {
    constexpr std::string_view names[] = {"conditional", "markov_uniform", "markov_incentive"};
    return names[static_cast<int>(m)];
}

/// How proposals of many actors contend.
struct chance_options {
    contest_options votes{};
    victory_rule victory = victory_rule::linear;
    winner_model model = winner_model::conditional;
    /// Added to every strength: where it is 0, two proposals that nobody prefers one of have each an even chance.
    double least_strength = 0;
    /// Whether actors who hold the same on every issue put one proposal forward, and not one each. Without
    /// it a proposal is the less likely the more of them hold it alone.
    bool merge_same = true;
    double tolerance = 1e-13;  ///< of the Markov models: the change at which they have settled
};

/// How likely what an actor holds is to prevail.
struct proposal_chance {
    actor_id actor{};
    double probability = 0;   ///< of the proposal; of all different proposals together 1
    std::size_t holders = 1;  ///< how many actors put it forward

    template <class Row = proposal_chance>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "whose proposal", &Row::actor),
                          make_field<Row>("probability", "probability", "that it prevails", &Row::probability),
                          make_field<Row>("holders", "actors", "who put it forward", &Row::holders));
    }
};

/// A table of contests: `probability[i * n + j]` that i beats j, 1/2 for i = j; `strength[i * n + j]` of i
/// against j (for markov_incentive, empty otherwise).
struct contest_table {
    std::size_t size = 0;
    std::vector<double> probability{}, strength{};
};

/// The probability of each of n options to prevail. None where a Markov model does not settle within
/// 100,000 rounds, and where under `conditional` each of them has one that it cannot beat. Throws error for
/// a table of another size than it says, or with what is no probability. O(n^2) a round.
/// Source: KTAB, probabilistic Condorcet election.
boost::optional<std::vector<double>> option_probabilities(contest_table const& table, winner_model model,
                                                          double tolerance = 1e-13);

/// How likely each actor's proposal is to prevail when every two contend, and all actors vote. In the order
/// of rows; actors without a position propose nothing and are left out. Under the asymmetric rule the
/// chance of one against the other is the mean of both orders, so that no order of options matters. Empty
/// where there is no proposal; none as option_probabilities, and where nobody weighs anything. O(actors^3 * issues).
boost::optional<std::vector<proposal_chance>> win_probabilities(position_matrix const& matrix,
                                                                chance_options const& options = {});

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE boost::optional<double> win_probability(double strength, double other, victory_rule rule) {
    for (double const s : {strength, other})
        if (!(s >= 0 && s <= (std::numeric_limits<double>::max)()))
            throw error(fault_code::out_of_range, "a strength is a finite number of at least 0",
                        {.value = detail::number_text(s)});
    double const greater = (std::max)(strength, other);
    if (greater == 0) return boost::none;
    double a = strength / greater, b = other / greater;
    if (rule == victory_rule::binary) {
        double const loser = 1e-6 / (1 + 1e-6), sure = 1.1 / 2.1;
        return std::clamp(0.5 + 0.5 * (a / (a + b) - 0.5) / (sure - 0.5), loser, 1 - loser);
    }
    for (int doublings = static_cast<int>(rule); doublings > 0; --doublings) a *= a, b *= b;
    return a / (a + b);
}

ENTENTE_INLINE boost::optional<std::vector<double>> option_probabilities(contest_table const& table, winner_model model,
                                                                         double tolerance) {
    auto const n = table.size;
    auto const& P = table.probability;
    bool const incentive = model == winner_model::markov_incentive;
    if (P.size() != n * n || (incentive && table.strength.size() != n * n))
        throw error(fault_code::invalid_argument, "a table of contests has a value for each two options",
                    {.value = std::to_string(P.size())});
    for (double const p : P)
        if (!(p >= 0 && p <= 1))
            throw error(fault_code::out_of_range, "a probability is from 0 to 1", {.value = detail::number_text(p)});
    if (!n) return std::vector<double>();
    auto const share = 1 / static_cast<double>(n);

    if (model == winner_model::conditional) {
        std::vector<double> logs(n, 0.0);
        double greatest = -std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) logs[i] += std::log(P[i * n + j]);
            greatest = (std::max)(greatest, logs[i]);
        }
        if (!detail::is_finite(greatest)) return boost::none;
        double sum = 0;
        for (double& l : logs) sum += l = std::exp(l - greatest);
        for (double& l : logs) l /= sum;
        return logs;
    }

    // challenged[i * n + j]: how likely the holder i is to be challenged by j.
    std::vector<double> challenged(n * n, share);
    if (incentive)
        for (std::size_t i = 0; i < n; ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < n; ++j) {
                // The little that stands for the holder itself leaves it in place where nobody challenges.
                sum += challenged[i * n + j] = table.strength[j * n + i] * P[j * n + i] + (i == j ? 1e-10 : 0.0);
            }
            for (std::size_t j = 0; j < n; ++j) challenged[i * n + j] /= sum;
        }
    std::vector<double> now(n, share), next(n);
    for (int round = 0; round < 100'000; ++round) {
        std::fill(next.begin(), next.end(), 0.0);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) {
                double const contests = now[i] * challenged[i * n + j];
                next[i] += contests * P[i * n + j];
                next[j] += contests * P[j * n + i];
            }
        double change = 0;
        for (std::size_t i = 0; i < n; ++i) {
            change = (std::max)(change, (std::abs)(next[i] - now[i]));
            now[i] = (now[i] + next[i]) / 2;  // halfway, so that nothing goes to and fro for ever
        }
        if (change < tolerance) return now;
    }
    return boost::none;
}

namespace detail {

/// Whether two actors hold the same positions.
ENTENTE_INLINE bool same_proposal(std::span<cell const> a, std::span<cell const> b) {
    std::size_t i = 0, j = 0;
    auto const skip = [](std::span<cell const> cells, std::size_t k) {
        while (k < cells.size() && !cells[k].known) ++k;
        return k;
    };
    for (;; ++i, ++j) {
        i = skip(a, i), j = skip(b, j);
        if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
        if (a[i].issue != b[j].issue || a[i].position != b[j].position) return false;
    }
}

/// The contests of every two of some rows' proposals.
ENTENTE_INLINE contest_table contests_among(position_matrix const& matrix, std::vector<std::size_t> const& rows,
                                            chance_options const& options) {
    auto const n = rows.size(), voters = matrix.actors();
    // What each voter gets of each proposal, once.
    std::vector<boost::optional<double>> utility(voters * n);
    std::vector<double> weight(voters * n);
    for (std::size_t v = 0; v < voters; ++v)
        for (std::size_t i = 0; i < n; ++i) {
            auto const sums = sums_to(matrix, v, matrix.row(rows[i]), false);
            if (auto const d = sums.distance()) utility[v * n + i] = utility_of_distance(*d, options.votes.risk);
            weight[v * n + i] = sums.capability * (options.votes.salience ? sums.saliences : 1.0);
        }
    contest_table table;
    table.size = n;
    table.probability.assign(n * n, 0.5);
    table.strength.assign(n * n, options.least_strength);
    std::vector<double> against(n * n, options.least_strength);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            for (std::size_t v = 0; v < voters; ++v) {
                auto const &a = utility[v * n + i], &b = utility[v * n + j];
                if (!a || !b) continue;
                double const vote = vote_between(options.votes.rule, weight[v * n + i], *a, *b);
                (vote > 0 ? table.strength : against)[i * n + j] += (std::abs)(vote);
            }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            auto const first = win_probability(table.strength[i * n + j], against[i * n + j], options.victory);
            auto const second = win_probability(table.strength[j * n + i], against[j * n + i], options.victory);
            if (options.votes.rule != voting_rule::asymmetric)
                table.probability[i * n + j] = first.value_or(0.5);
            else
                table.probability[i * n + j] = (first.value_or(0.5) + 1 - second.value_or(0.5)) / 2;
        }
    return table;
}

}  // namespace detail

ENTENTE_INLINE boost::optional<std::vector<proposal_chance>> win_probabilities(position_matrix const& matrix,
                                                                               chance_options const& options) {
    if (!(options.least_strength >= 0 && detail::is_finite(options.least_strength)))
        throw error(fault_code::out_of_range, "the least strength is a finite number of at least 0",
                    {.value = detail::number_text(options.least_strength)});
    bool anybody = false;
    for (std::size_t row = 0; row < matrix.actors() && !anybody; ++row)
        for (cell const& c : matrix.row(row)) anybody = anybody || (c.known && c.salience > 0 && matrix.weight(row) > 0);
    if (!anybody && matrix.actors()) return boost::none;
    std::vector<std::size_t> proposals;                    // the first row of each
    std::vector<std::pair<std::size_t, std::size_t>> all;  // row, number of its proposal
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        auto const cells = matrix.row(row);
        if (std::none_of(cells.begin(), cells.end(), [](cell const& c) { return c.known; })) continue;
        auto at = proposals.size();
        if (options.merge_same)
            for (std::size_t p = 0; p < proposals.size() && at == proposals.size(); ++p)
                if (detail::same_proposal(cells, matrix.row(proposals[p]))) at = p;
        if (at == proposals.size()) proposals.push_back(row);
        all.emplace_back(row, at);
    }
    auto const chances =
        option_probabilities(detail::contests_among(matrix, proposals, options), options.model, options.tolerance);
    if (!chances) return boost::none;
    std::vector<std::size_t> holders(proposals.size(), 0);
    for (auto const& [row, offer] : all) ++holders[offer];
    std::vector<proposal_chance> result;
    for (auto const& [row, offer] : all) result.push_back({matrix.actor(row), (*chances)[offer], holders[offer]});
    return result;
}

#endif

}  // namespace entente

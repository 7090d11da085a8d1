// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/contest.hpp
/// Who votes for a proposal and who for what it would replace, and how strong are the two sides?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/congruence.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"
#include "entente/positions/row_ref.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <cmath>
#include <string>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// How much of its weight an actor throws in, of the difference d = u(proposal) - u(the other) in [-1, 1], which is 0
/// where it is no more than rounding, 1e-12.
enum class voting_rule : unsigned char {
    binary,               ///< all of it: d / 1e-8 within [-1, 1], so that what is the same to it counts for nothing
    proportional,         ///< d
    cubic,                ///< d^3
    proportional_binary,  ///< 0.8 d + 0.2 of binary
    proportional_cubic,   ///< 0.5 d + 0.5 d^3
    asymmetric,           ///< d where it loses, 2/3 d where it gains: losses loom larger
};

constexpr std::string_view to_string(voting_rule r) {
    constexpr std::string_view names[] = {
        "binary", "proportional", "cubic", "proportional_binary", "proportional_cubic", "asymmetric"};
    return names[static_cast<int>(r)];
}

namespace detail {

/// By how much the first of two utilities is greater. To whom 0.1 and 0.3 are offered and 0.2 is dear, both are alike.
inline double preference(double first, double second) {
    double const d = first - second;
    return d > -1e-12 && d < 1e-12 ? 0 : d;
}

}  // namespace detail

/// The vote of a weight between two utilities: positive for the first. Under every rule but `asymmetric`
/// the vote between the two in the other order is its negative. O(1).
/// Source: KTAB, its six rules of voting.
double vote_between(voting_rule rule, double weight, double first_utility, double second_utility);

/// The utility of a distance, 1 at 0: (1 - d)(1 + d r) up to a distance of 1, (1 - d)(1 + r) beyond, for an
/// attitude to risk r from -1 (seeks it) over 0 to 1 (shuns it). Throws error(out_of_range) for another r.
double utility_of_distance(double distance, double risk = 0);

/// How far is a proposal from what an actor holds, to that actor?
///
/// Formula: sqrt(sum_k (s_k (x_k - y_k) / length_k)^2 / sum_k s_k^2) over the issues on which both have a
/// position, s the saliences of the actor: 0 to 1, and not symmetric, since another's saliences are others.
/// None where they share no issue that matters to it. Throws scale_error on a nominal scale. O(issues).
/// Source: KTAB, distance weighted by salience.
boost::optional<double> salience_distance(position_matrix const& matrix, row_ref actor, proposal const& proposed);
boost::optional<double> salience_distance(position_matrix const& matrix, row_ref actor, row_ref proposed);

/// The same of two actors alike: sqrt(sum_k s_ik s_jk ((x_ik - x_jk) / length_k)^2 / sum_k s_ik s_jk).
boost::optional<double> mutual_salience_distance(position_matrix const& matrix, row_ref a, row_ref b);

/// How actors vote.
struct contest_options {
    voting_rule rule = voting_rule::proportional;
    double risk = 0;  ///< see utility_of_distance
    bool salience =
        false;  ///< weigh by capability times the sum of saliences on the issues shared, not by capability alone
};

/// Where a vote goes.
enum class vote_side : unsigned char { for_it, against, indifferent, silent };

constexpr std::string_view to_string(vote_side s) {
    constexpr std::string_view names[] = {"for", "against", "indifferent", "silent"};
    return names[static_cast<int>(s)];
}

/// The vote of one actor.
struct cast_vote {
    actor_id actor{};
    boost::optional<double> utility{}, utility_against{};  ///< of the two; none where it holds nothing on their issues
    double weight = 0;                                     ///< what it could throw in
    double vote = 0;                                       ///< what it does: positive for the proposal

    vote_side side() const {
        if (!utility || !utility_against) return vote_side::silent;
        double const d = detail::preference(*utility, *utility_against);
        return d > 0 ? vote_side::for_it : d < 0 ? vote_side::against : vote_side::indifferent;
    }

    template <class Row = cast_vote>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "who votes", &Row::actor),
                          make_field<Row>("side", "", "for or against", &Row::side),
                          make_field<Row>("weight", "", "what it could throw in", &Row::weight),
                          make_field<Row>("vote", "", "what it does, positive for the proposal", &Row::vote),
                          make_field<Row>("utility", "", "of the proposal, 1 what it holds", &Row::utility),
                          make_field<Row>("utility_against", "", "of the other", &Row::utility_against));
    }
};

/// The votes between two proposals.
struct contest_result {
    std::vector<cast_vote> votes{};  ///< in the order of rows
    double strength_for = 0;         ///< sum of the votes for the proposal
    double strength_against = 0;     ///< of those against, >= 0

    std::vector<cast_vote> const& rows() const { return votes; }
    /// The coalition of one side.
    std::vector<actor_id> coalition(vote_side side) const {
        std::vector<actor_id> members;
        for (auto const& v : votes)
            if (v.side() == side) members.push_back(v.actor);
        return members;
    }
};

/// How all actors of a matrix vote between a proposal and what it would replace (a status quo, or another
/// proposal).
///
/// Formula: the utility of an actor is that of its salience_distance; its vote is vote_between with its
/// capability as the weight (on the issues shared; their mean where stances state several). A proposal is
/// what an actor of the matrix holds, or positions on some of its issues. An actor without a distance to
/// either is silent. Strengths are 0 where nobody prefers anything. Throws as salience_distance does;
/// error(unknown_name) for an actor that the matrix has not got; what congruence does for a proposal that
/// cannot be. O(stances).
/// Source: Bueno de Mesquita (1994); KTAB, votes and coalitions.
contest_result contest(position_matrix const& matrix, row_ref proposed, row_ref against,
                       contest_options const& options = {});
contest_result contest(position_matrix const& matrix, proposal const& proposed, proposal const& against,
                       contest_options const& options = {});

/// Whether an actor can live with a proposal.
struct proposal_verdict {
    actor_id actor{};
    double weight = 0;                     ///< its capability
    vote_side side = vote_side::silent;    ///< for_it: within all its acceptable ranges; against: beyond one of them
    boost::optional<issue_id> red_line{};  ///< the first issue on which it is beyond

    template <class Row = proposal_verdict>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "who votes", &Row::actor),
                          make_field<Row>("side", "", "for or against", &Row::side),
                          make_field<Row>("weight", "", "its capability", &Row::weight),
                          make_field<Row>("red_line", "", "the first that the proposal crosses", &Row::red_line));
    }
};

/// Who accepts a proposal by itself: all whose stated red lines it does not cross. An actor without a
/// position on any of its issues is silent, unless it crosses a red line that the actor has stated. Throws
/// as contest does. O(stances).
std::vector<proposal_verdict> verdicts(position_matrix const& matrix, proposal const& proposed);
std::vector<proposal_verdict> verdicts(position_matrix const& matrix, row_ref proposed);

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE double vote_between(voting_rule rule, double weight, double first_utility, double second_utility) {
    double const d = detail::preference(first_utility, second_utility);
    double const sure = std::clamp(d / 1e-8, -1.0, 1.0);
    switch (rule) {
    case voting_rule::binary:
        return weight * sure;
    case voting_rule::proportional:
        return weight * d;
    case voting_rule::cubic:
        return weight * (d * d * d);
    case voting_rule::proportional_binary:
        return weight * (0.8 * d + 0.2 * sure);
    case voting_rule::proportional_cubic:
        return weight * (0.5 * d + 0.5 * (d * d * d));
    case voting_rule::asymmetric:
        return weight * (d < 0 ? d : 2 * d / 3);
    }
    throw error(fault_code::invalid_argument, "no such rule of voting", {.value = std::to_string(static_cast<int>(rule))});
}

ENTENTE_INLINE double utility_of_distance(double distance, double risk) {
    if (!(risk >= -1 && risk <= 1))
        throw error(fault_code::out_of_range, "an attitude to risk is from -1 to 1", {.value = detail::number_text(risk)});
    return (1 - distance) * (1 + (std::min)(distance, 1.0) * risk);
}

namespace detail {

/// What an actor makes of a proposal: sums over the issues on which both have a position.
struct proposal_sums {
    double squares = 0, saliences_squared = 0, saliences = 0, capability = 0;
    std::size_t shared = 0;

    boost::optional<double> distance() const {
        if (!(saliences_squared > 0)) return boost::none;
        return std::sqrt(squares / saliences_squared);
    }
};

ENTENTE_INLINE proposal_sums sums_to(position_matrix const& matrix, std::size_t row, std::span<cell const> proposed,
                                     bool mutual) {
    proposal_sums sums;
    auto const own = matrix.row(row);
    std::size_t p = 0;
    double first = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        while (p < proposed.size() && proposed[p].issue < own[i].issue) ++p;
        if (p == proposed.size()) break;
        if (proposed[p].issue != own[i].issue || !own[i].known || !proposed[p].known) continue;
        auto const& issue = matrix.issue(own[i].issue);
        if (issue.measurement == level::nominal)
            throw scale_error(fault_code::level_too_low, "a distance of proposals needs a scale with an order",
                              {.issue = issue.name});
        double const difference = (own[i].position - proposed[p].position) / issue.length();
        double const weight = own[i].salience * (mutual ? proposed[p].salience : own[i].salience);
        sums.squares += weight * difference * difference;
        sums.saliences_squared += weight;
        sums.saliences += own[i].salience;
        // The mean as what differs from the first: capabilities that are all the same stay that number.
        double const capability = matrix.weight_of(row, i);
        if (!sums.shared) first = capability;
        ++sums.shared;
        sums.capability += capability - first;
    }
    sums.capability = sums.shared ? first + sums.capability / static_cast<double>(sums.shared) : matrix.weight(row);
    return sums;
}

}  // namespace detail

ENTENTE_INLINE boost::optional<double> salience_distance(position_matrix const& matrix, row_ref actor,
                                                         proposal const& proposed) {
    return detail::sums_to(matrix, actor.in(matrix), detail::proposal_row(matrix, proposed), false).distance();
}
ENTENTE_INLINE boost::optional<double> salience_distance(position_matrix const& matrix, row_ref actor,
                                                         row_ref proposed) {
    return detail::sums_to(matrix, actor.in(matrix), matrix.row(proposed.in(matrix)), false).distance();
}
ENTENTE_INLINE boost::optional<double> mutual_salience_distance(position_matrix const& matrix, row_ref a, row_ref b) {
    return detail::sums_to(matrix, a.in(matrix), matrix.row(b.in(matrix)), true).distance();
}

namespace detail {

ENTENTE_INLINE contest_result votes_between(position_matrix const& matrix, std::span<cell const> proposed,
                                            std::span<cell const> against, contest_options const& options) {
    contest_result result;
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        auto const to_first = sums_to(matrix, row, proposed, false), to_second = sums_to(matrix, row, against, false);
        cast_vote v;
        v.actor = matrix.actor(row);
        v.weight = to_first.capability * (options.salience ? to_first.saliences : 1.0);
        if (auto const d = to_first.distance()) v.utility = utility_of_distance(*d, options.risk);
        if (auto const d = to_second.distance()) v.utility_against = utility_of_distance(*d, options.risk);
        if (v.utility && v.utility_against)
            v.vote = vote_between(options.rule, v.weight, *v.utility, *v.utility_against);
        (v.vote > 0 ? result.strength_for : result.strength_against) += (std::abs)(v.vote);
        result.votes.push_back(v);
    }
    return result;
}

}  // namespace detail

ENTENTE_INLINE contest_result contest(position_matrix const& matrix, row_ref proposed, row_ref against,
                                      contest_options const& options) {
    return detail::votes_between(matrix, matrix.row(proposed.in(matrix)), matrix.row(against.in(matrix)), options);
}
ENTENTE_INLINE contest_result contest(position_matrix const& matrix, proposal const& proposed, proposal const& against,
                                      contest_options const& options) {
    return detail::votes_between(matrix, detail::proposal_row(matrix, proposed), detail::proposal_row(matrix, against),
                                 options);
}

namespace detail {

ENTENTE_INLINE std::vector<proposal_verdict> verdicts_on(position_matrix const& matrix,
                                                         std::span<cell const> proposed) {
    std::vector<proposal_verdict> result;
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        proposal_verdict v;
        v.actor = matrix.actor(row);
        v.weight = detail::sums_to(matrix, row, proposed, false).capability;
        auto const own = matrix.row(row);
        auto const accepts = matrix.acceptable(row);
        std::size_t p = 0;
        for (std::size_t i = 0; i < own.size(); ++i) {
            while (p < proposed.size() && proposed[p].issue < own[i].issue) ++p;
            if (p == proposed.size()) break;
            if (proposed[p].issue != own[i].issue || !proposed[p].known) continue;
            if (own[i].known && v.side == vote_side::silent) v.side = vote_side::for_it;
            if (accepts.empty() || accepts[i].contains(proposed[p].position) || v.red_line) continue;
            v.side = vote_side::against;
            v.red_line = matrix.issue_id_of(own[i].issue);
        }
        result.push_back(v);
    }
    return result;
}

}  // namespace detail

ENTENTE_INLINE std::vector<proposal_verdict> verdicts(position_matrix const& matrix, proposal const& proposed) {
    return detail::verdicts_on(matrix, detail::proposal_row(matrix, proposed));
}
ENTENTE_INLINE std::vector<proposal_verdict> verdicts(position_matrix const& matrix, row_ref proposed) {
    return detail::verdicts_on(matrix, matrix.row(proposed.in(matrix)));
}

#endif

}  // namespace entente

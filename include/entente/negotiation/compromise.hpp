// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/compromise.hpp
/// Where would an issue be settled if every actor pulled with what it weighs, and what would that cost each?

#include <boost/optional.hpp>

#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <cmath>

#include "entente/error.hpp"
#endif

namespace entente {

/// What an outcome costs an actor.
struct outcome_loss {
    actor_id actor{};
    double position = 0;  ///< what it wants, in the issue's units
    double weight = 0;    ///< capability times salience
    /// How far the outcome is from that, in per cent of the scale, times salience: losses on different
    /// issues add up.
    double loss = 0;

    template <class Row = outcome_loss>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "with a position", &Row::actor),
            make_field<Row>("position", issue_units, "what it holds", &Row::position),
            make_field<Row>("weight", "capability times salience", "what it weighs", &Row::weight),
            make_field<Row>("loss", "per cent of the scale times salience", "what the outcome costs it", &Row::loss));
    }
};

/// The compromise on an issue.
struct compromise_point {
    issue_id issue{};
    boost::optional<double> value{};        ///< in the issue's units; none where `reason` says why
    boost::optional<double> dispersion{};   ///< of positions around it, by weight: sum c s (x - value)^2 / sum c s
    boost::optional<double> mean_square{};  ///< the same, each actor counted alike
    double weight = 0;                      ///< sum c s
    no_outcome reason = no_outcome::nobody;
    std::vector<outcome_loss> losses{};  ///< of those with a position, in the order of rows; empty without a value

    double total_loss() const {
        double sum = 0;
        for (auto const& l : losses) sum += l.loss;
        return sum;
    }

    template <class Row = compromise_point>
    static auto fields() {
        return std::tuple(
            make_field<Row>("issue", "", "what is settled", &Row::issue),
            make_field<Row>("value", issue_units, "the compromise", &Row::value),
            make_field<Row>("dispersion", "issue's units squared", "weighted variance around it", &Row::dispersion),
            make_field<Row>("weight", "capability times salience", "of all with a position", &Row::weight));
    }
};

/// The compromise on an issue of all actors of a matrix (some of them: `select_actors`).
///
/// Formula: sum c s x / sum c s, of those with a position x, of capability c and salience s. It lies
/// between the least and the greatest position. Also known as the mean of weighted positions, and as the
/// approximation of the Nash bargaining solution in models of collective decisions. Undefined where nobody
/// holds a position, and where those who do weigh nothing: never 0. Throws scale_error on a nominal scale,
/// error(unknown_name) for an issue that the matrix has not got. O(actors * log issues).
/// Source: Van den Bos (1991); Stokman and Van Oosten (1994).
compromise_point compromise(position_matrix const& matrix, issue_id issue);

/// The same on every issue, in the order of columns. O(stances).
std::vector<compromise_point> compromises(position_matrix const& matrix);

/// What any outcome of an issue costs those with a position: |outcome - x| in per cent of the scale, times
/// salience. Throws as above, and error(not_a_number) for an outcome that is not finite.
std::vector<outcome_loss> losses_at(position_matrix const& matrix, issue_id issue, double outcome);

#if ENTENTE_DEFINES(negotiation)

namespace detail {

ENTENTE_INLINE std::vector<outcome_loss> losses_of(std::vector<standing> const& all, issue_column const& issue,
                                                   double outcome) {
    std::vector<outcome_loss> losses;
    for (auto const& s : all)
        losses.push_back(
            {s.actor, s.position, s.weight(), (std::abs)(outcome - s.position) / issue.length() * 100 * s.salience});
    return losses;
}

ENTENTE_INLINE compromise_point compromise_of(std::vector<standing> const& all, issue_column const& issue,
                                              issue_id id) {
    require_order(issue, "a compromise needs a scale with an order: a nominal one has nothing in between");
    compromise_point result;
    result.issue = id;
    result.reason = weight_in(all, result.weight);
    if (result.reason != no_outcome::none) return result;
    // From the first position, so that a narrow band far from 0 loses nothing.
    double const first = all.front().position;
    double least = first, greatest = first, pull = 0;
    for (auto const& s : all) {
        least = (std::min)(least, s.position), greatest = (std::max)(greatest, s.position);
        pull += s.weight() / result.weight * (s.position - first);
    }
    double const value = std::clamp(first + pull, least, greatest);
    double weighted = 0, plain = 0;
    for (auto const& s : all) {
        double const square = (s.position - value) * (s.position - value);
        weighted += s.weight() / result.weight * square;
        plain += square / static_cast<double>(all.size());
    }
    result.value = value, result.dispersion = weighted, result.mean_square = plain;
    result.losses = losses_of(all, issue, value);
    return result;
}

}  // namespace detail

ENTENTE_INLINE compromise_point compromise(position_matrix const& matrix, issue_id issue) {
    return detail::compromise_of(standings(matrix, issue), matrix.issue(issue), issue);
}

ENTENTE_INLINE std::vector<compromise_point> compromises(position_matrix const& matrix) {
    auto const all = detail::standings_by_column(matrix);
    std::vector<compromise_point> result;
    for (std::size_t i = 0; i < all.size(); ++i)
        result.push_back(detail::compromise_of(all[i], matrix.issue(i), matrix.issue_id_of(i)));
    return result;
}

ENTENTE_INLINE std::vector<outcome_loss> losses_at(position_matrix const& matrix, issue_id issue, double outcome) {
    auto const& column = matrix.issue(issue);
    detail::require_order(column, "a loss needs a scale with an order: a nominal one has no distances");
    if (!detail::is_finite(outcome))
        throw error(fault_code::not_a_number, "an outcome is a finite number", {.issue = column.name});
    return detail::losses_of(standings(matrix, issue), column, outcome);
}

#endif

}  // namespace entente

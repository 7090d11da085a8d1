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
#include "entente/fold/undefined_reason.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <cmath>

#include "entente/base/deviations.hpp"
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
    /// Where there is a value: why there is no dispersion, or mean square. A square may be beyond the greatest number,
    /// or below the least.
    undefined_reason dispersion_reason = undefined_reason::defined, mean_square_reason = undefined_reason::defined;
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
/// approximation of the Nash bargaining solution in models of collective decisions. Dispersion and losses are those
/// around the mean before it is rounded to a number. Undefined where nobody
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

/// `from(x)` is how far the outcome lies from a position.
template <class From>
std::vector<outcome_loss> losses_of(std::vector<standing> const& all, issue_column const& issue, From&& from) {
    std::vector<outcome_loss> losses;
    for (auto const& s : all)
        losses.push_back(
            {s.actor, s.position, s.weight(), (std::abs)(from(s.position)) / issue.length() * 100 * s.salience});
    return losses;
}

/// What in units of a power of two is squared: a number, or why it is none.
ENTENTE_INLINE undefined_reason set_square(boost::optional<double>& into, double in_units, int exponent) {
    into = scaled_back(in_units, 2 * exponent);
    if (!into) return undefined_reason::underflow;
    if (is_finite(*into)) return undefined_reason::defined;
    into = boost::none;
    return undefined_reason::overflow;
}

/// A compromise, and where there is one how far positions lie from it before it is rounded to a number.
struct measured_compromise {
    compromise_point point{};
    boost::optional<deviations> around{};
};

ENTENTE_INLINE measured_compromise compromise_of(std::vector<standing> const& all, issue_column const& issue,
                                                 issue_id id) {
    require_order(issue, "a compromise needs a scale with an order: a nominal one has nothing in between");
    measured_compromise measured;
    auto& result = measured.point;
    result.issue = id;
    result.reason = weight_in(all, result.weight);
    if (result.reason != no_outcome::none) return measured;
    std::vector<weighed_point> points;
    for (auto const& s : all)
        if (s.weight() > 0) points.push_back({s.position, s.weight()});
    std::sort(points.begin(), points.end(), [](weighed_point const& a, weighed_point const& b) {
        return a.position != b.position ? a.position < b.position : a.weight < b.weight;
    });
    measured.around.emplace(points);
    auto const& around = *measured.around;
    result.value = around.mean();
    result.dispersion_reason = set_square(result.dispersion, around.moment(2), around.exponent());
    // Those that weigh nothing may stand farther away than all others.
    double farthest = 0, squares = 0;
    for (auto const& s : all) farthest = (std::max)(farthest, (std::abs)(around.mean_from(s.position)));
    int const exponent = exponent_of(farthest);
    for (auto const& s : all) squares += std::pow(std::ldexp(around.mean_from(s.position), -exponent), 2);
    result.mean_square_reason =
        set_square(result.mean_square, squares / static_cast<double>(all.size()), exponent);
    result.losses = losses_of(all, issue, [&](double x) { return around.mean_from(x); });
    return measured;
}

}  // namespace detail

ENTENTE_INLINE compromise_point compromise(position_matrix const& matrix, issue_id issue) {
    return detail::compromise_of(standings(matrix, issue), matrix.issue(issue), issue).point;
}

ENTENTE_INLINE std::vector<compromise_point> compromises(position_matrix const& matrix) {
    auto const all = detail::standings_by_column(matrix);
    std::vector<compromise_point> result;
    for (std::size_t i = 0; i < all.size(); ++i)
        result.push_back(detail::compromise_of(all[i], matrix.issue(i), matrix.issue_id_of(i)).point);
    return result;
}

ENTENTE_INLINE std::vector<outcome_loss> losses_at(position_matrix const& matrix, issue_id issue, double outcome) {
    auto const& column = matrix.issue(issue);
    detail::require_order(column, "a loss needs a scale with an order: a nominal one has no distances");
    if (!detail::is_finite(outcome))
        throw error(fault_code::not_a_number, "an outcome is a finite number", {.issue = column.name});
    return detail::losses_of(standings(matrix, issue), column, [&](double x) { return outcome - x; });
}

#endif

}  // namespace entente

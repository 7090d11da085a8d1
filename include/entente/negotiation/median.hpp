// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/median.hpp
/// Which outcome of an issue cannot be beaten by majority, and which has most weight behind it?

#include <boost/optional.hpp>

#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#endif

namespace entente {

/// Which of several medians is taken where weights tie.
enum class median_tie : unsigned char { lower, upper, middle };

constexpr std::string_view to_string(median_tie t) {
    constexpr std::string_view names[] = {"lower", "upper", "middle"};
    return names[static_cast<int>(t)];
}

/// The medians of an issue: every outcome from `lower` to `upper` is one, and where the two are the same,
/// the only one.
struct median_interval {
    issue_id issue{};
    boost::optional<double> lower{}, upper{};  ///< in the issue's units; none where `reason` says why
    double weight = 0;                         ///< sum c s
    no_outcome reason = no_outcome::nobody;

    /// One of them, by an explicit rule.
    boost::optional<double> value(median_tie tie) const {
        if (!lower) return boost::none;
        return tie == median_tie::lower ? *lower : tie == median_tie::upper ? *upper : *lower + (*upper - *lower) / 2;
    }

    template <class Row = median_interval>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "what is settled", &Row::issue),
                          make_field<Row>("lower", issue_units, "least median", &Row::lower),
                          make_field<Row>("upper", issue_units, "greatest median", &Row::upper));
    }
};

/// The weighted median of an issue, of all actors of a matrix.
///
/// Formula: the outcomes with at most half of the weight c s below and at most half above; they minimise
/// sum c s |x - o|, and no held position beats them where every actor votes for what is nearer. Weights
/// that tie to 1e-12 of their sum tie: then `lower` and `upper` are the two positions around the middle.
/// Undefined as a compromise is, and throws as it does. O(actors log actors).
/// Source: Black (1948).
median_interval weighted_median(position_matrix const& matrix, issue_id issue);

/// The same on every issue, in the order of columns.
std::vector<median_interval> weighted_medians(position_matrix const& matrix);

/// What most weight stands behind.
struct weighted_mode_result {
    issue_id issue{};
    std::vector<double> positions{};  ///< all that tie, ascending, in the issue's units; none where `reason` says why
    double weight = 0;                ///< behind each of them, c s
    no_outcome reason = no_outcome::nobody;
};

/// The positions with most weight behind them, on any scale. Weights that tie to 1e-12 of their sum tie.
/// Undefined as a compromise is. O(actors log actors).
weighted_mode_result weighted_mode(position_matrix const& matrix, issue_id issue);

#if ENTENTE_DEFINES(negotiation)

namespace detail {

struct weight_at {
    double position, weight;
};

/// What stands behind each position, ascending; positions of no weight left out.
ENTENTE_INLINE std::vector<weight_at> weights_by_position(std::vector<standing> all) {
    std::sort(all.begin(), all.end(), [](standing const& a, standing const& b) {
        return a.position != b.position ? a.position < b.position : a.weight() < b.weight();
    });
    std::vector<weight_at> result;
    for (auto const& s : all) {
        if (!(s.weight() > 0)) continue;
        if (result.empty() || result.back().position != s.position) result.push_back({s.position, 0});
        result.back().weight += s.weight();
    }
    return result;
}

ENTENTE_INLINE median_interval median_of(std::vector<standing> const& all, issue_column const& issue, issue_id id) {
    require_order(issue, "a median needs a scale with an order");
    median_interval result;
    result.issue = id;
    result.reason = weight_in(all, result.weight);
    if (result.reason != no_outcome::none) return result;
    auto const by_position = weights_by_position(all);
    double const slack = 1e-12 * result.weight;
    // From both ends, with sums of the same rounding: what is symmetric stays so.
    double below = 0, above = 0;
    std::size_t i = 0, j = by_position.size() - 1;
    while (i < j) {
        double const left = below + by_position[i].weight, right = above + by_position[j].weight;
        bool const tie = left - right <= slack && right - left <= slack;
        if (tie && j - i == 1) break;
        if (tie || left < right) below = left, ++i;
        if (tie || left > right) above = right, --j;
    }
    result.lower = by_position[i].position, result.upper = by_position[j].position;
    return result;
}

}  // namespace detail

ENTENTE_INLINE median_interval weighted_median(position_matrix const& matrix, issue_id issue) {
    return detail::median_of(standings(matrix, issue), matrix.issue(issue), issue);
}

ENTENTE_INLINE std::vector<median_interval> weighted_medians(position_matrix const& matrix) {
    auto const all = detail::standings_by_column(matrix);
    std::vector<median_interval> result;
    for (std::size_t i = 0; i < all.size(); ++i)
        result.push_back(detail::median_of(all[i], matrix.issue(i), matrix.issue_id_of(i)));
    return result;
}

ENTENTE_INLINE weighted_mode_result weighted_mode(position_matrix const& matrix, issue_id issue) {
    auto const all = standings(matrix, issue);
    weighted_mode_result result;
    result.issue = issue;
    double sum = 0;
    result.reason = detail::weight_in(all, sum);
    if (result.reason != no_outcome::none) return result;
    auto const by_position = detail::weights_by_position(all);
    for (auto const& w : by_position) result.weight = (std::max)(result.weight, w.weight);
    for (auto const& w : by_position)
        if (result.weight - w.weight <= 1e-12 * sum) result.positions.push_back(w.position);
    return result;
}

#endif

}  // namespace entente

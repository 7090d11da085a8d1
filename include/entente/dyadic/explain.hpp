// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/explain.hpp
/// Which issues drive two actors apart, or hold them together?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// What one issue does to the comparison of two actors.
struct issue_share {
    std::size_t issue = 0;                 ///< column of the matrix, value of the issue's id
    boost::optional<double> first{};       ///< position of the first actor; none where it was filled in
    boost::optional<double> second{};      ///< position of the second actor
    double weight = 0;                     ///< what the issue weighs in this pair
    boost::optional<double> value{};       ///< the measure on this issue alone
    boost::optional<double> share{};       ///< its part of the whole; the parts sum to the value. Separable measures only
    boost::optional<double> influence{};   ///< value with the issue minus value without it; none where either is undefined

    template <class Row = issue_share>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "the issue", [](Row const& s) { return issue_id(s.issue); }),
                          make_field<Row>("first", "issue's units", "position of the first actor", &Row::first),
                          make_field<Row>("second", "issue's units", "position of the second actor", &Row::second),
                          make_field<Row>("weight", "", "what the issue weighs in this pair", &Row::weight),
                          make_field<Row>("value", "of the measure", "the measure on this issue alone", &Row::value),
                          make_field<Row>("share", "of the measure", "its part of the whole", &Row::share),
                          make_field<Row>("influence", "of the measure", "value with the issue minus value without it",
                                          &Row::influence));
    }
};

/// A comparison taken apart.
struct explanation {
    comparison whole;
    std::vector<issue_share> issues;  ///< by share, greatest first (by influence where there are no shares); ties by issue

    std::vector<issue_share> const& rows() const { return issues; }
};

namespace detail {

/// Whether `s -= t` leaves no trace of t: a statistic says so of its type, or each of itself.
template <dyadic_statistic Statistic>
bool subtracts_exactly(Statistic const& s) {
    if constexpr (requires { requires Statistic::subtracts_exactly; })
        return true;
    else if constexpr (requires { { s.subtraction_is_exact() } -> std::same_as<bool>; })
        return s.subtraction_is_exact();
    else
        return false;
}

}  // namespace detail

/// Takes the comparison of two actors of a matrix apart, issue by issue.
///
/// Formula: for a separable measure of exponent p with single-issue values v_i, share_i = value * w_i v_i^p / sum w v^p, which is w_i v_i / sum w
/// for p = 1; shares sum to the value. Influence is the value minus the value that the statistic has without the issue, whatever
/// the minimum overlap. Throws as `compare` does. O(stances of both + shared * log shared).
template <dyadic_measure Measure>
explanation explain(position_matrix const& matrix, std::size_t a, std::size_t b, Measure const& measure,
                    compare_options const& options = {}) {
    detail::require_meaning(measure, matrix.columns(), options);
    using statistic = typename Measure::statistic;
    auto const& m = detail::bound_to(measure, a, b);
    auto const empty = detail::initial_statistic(m, matrix.columns());
    explanation result;
    std::vector<statistic> parts;
    fold_result<statistic> whole{empty};
    detail::for_each_compared(
        matrix.row(a), matrix.row(b), matrix.columns(), options,
        [&](std::uint32_t i, double x, double y, double weight, bool both) {
            if (result.issues.empty() || result.issues.back().issue != i) {
                issue_share share;
                share.issue = i;
                result.issues.push_back(share);
                parts.push_back(empty);
                ++(both ? whole.shared : whole.filled);
            }
            parts.back().add(x, y, weight, matrix.issue(i));
            whole.statistic.add(x, y, weight, matrix.issue(i));
            result.issues.back().weight += weight;
        });
    for (auto& s : result.issues) {
        auto const known = [&](std::size_t actor) -> boost::optional<double> {
            auto const row = matrix.row(actor);
            auto const at = std::lower_bound(row.begin(), row.end(), s.issue,
                                             [](cell const& c, std::size_t i) { return c.issue < i; });
            if (at == row.end() || at->issue != s.issue || !at->known) return boost::none;
            return at->position;
        };
        s.first = known(a);
        s.second = known(b);
    }
    result.whole = comparison_of(m, whole, options, matrix.issues_held());

    // What is left without an issue is put together from what comes before and after it, so that nothing cancels; or subtracted,
    // where that leaves no rounding behind.
    bool const subtract = detail::subtracts_exactly(empty);
    std::vector<statistic> after(subtract ? 0 : parts.size() + 1, empty);
    if (!subtract)
        for (std::size_t i = parts.size(); i-- > 0;) {
            after[i] = parts[i];
            after[i] += after[i + 1];
        }
    auto before = empty;
    auto const without = [&](std::size_t i) {
        auto rest = subtract ? whole.statistic : before;
        if (subtract)
            rest -= parts[i];
        else
            rest += after[i + 1];
        return rest;
    };

    double powers = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& s = result.issues[i];
        if (s.weight > 0) s.value = detail::value_of(m, parts[i]);
        if (result.whole.value) {
            auto const rest = without(i);
            auto const left = parts.size() > 1 && rest.weight > 0 ? detail::value_of(m, rest) : boost::optional<double>();
            if (left) s.influence = *result.whole.value - *left;
        }
        if (!subtract) before += parts[i];
        if constexpr (separable_measure<Measure>)
            if (s.value) powers += detail::mass(parts[i]) * std::pow(*s.value, m.exponent);
    }
    if constexpr (separable_measure<Measure>)
        if (result.whole.value)
            for (std::size_t i = 0; i < parts.size(); ++i) {
                auto& s = result.issues[i];
                if (!s.value)
                    s.share = 0.0;
                else if (m.exponent == 1)
                    s.share = detail::mass(parts[i]) * *s.value / detail::mass(whole.statistic);
                else
                    s.share = powers > 0 ? *result.whole.value * detail::mass(parts[i]) * std::pow(*s.value, m.exponent) / powers : 0.0;
            }
    std::stable_sort(result.issues.begin(), result.issues.end(), [](issue_share const& p, issue_share const& q) {
        auto const key = [](issue_share const& s) { return s.share ? *s.share : s.influence ? std::abs(*s.influence) : -1.0; };
        return key(p) > key(q);
    });
    return result;
}

/// Takes the comparison of two actors of a graph apart, each stance read as `how` says.
template <stance_graph_like Graph, measures_on<Graph> Measure>
explanation explain(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                    compare_options const& options = {}, stance_options<Graph> const& how = {}) {
    return explain(detail::two_rows(g, a, b, how), 0, 1, detail::bound_to(m, a.value, b.value), options);
}

}  // namespace entente

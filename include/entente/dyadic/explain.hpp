// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/explain.hpp
/// Which issues drive two actors apart, or hold them together?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/sort_stably.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/units.hpp"
#include "entente/fold/explain.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// What an issue does to two actors.
enum class pull : unsigned char {
    none,      ///< nothing, or what it does is undefined
    together,  ///< with it they are closer than without it
    apart,     ///< with it they are farther apart
};

constexpr std::string_view to_string(pull p) {
    constexpr std::string_view names[] = {"", "together", "apart"};
    return names[static_cast<int>(p)];
}

/// What one issue does to the comparison of two actors.
struct issue_share {
    issue_id issue{};
    boost::optional<double> first{};   ///< position of the first actor; none where it was filled in
    boost::optional<double> second{};  ///< position of the second actor
    double weight = 0;                 ///< what the issue weighs in this pair
    boost::optional<double> value{};   ///< the measure on this issue alone
    boost::optional<double> share{};   ///< its part of the whole; the parts sum to the value. Of the forms mean and sum
    boost::optional<double>
        influence{};          ///< value with the issue minus value without it; none where either is undefined
    pull pulls = pull::none;  ///< by the sign of the influence and the direction of the measure

    template <class Row = issue_share>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "the issue", &Row::issue),
                          make_field<Row>("first", issue_units, "position of the first actor", &Row::first),
                          make_field<Row>("second", issue_units, "position of the second actor", &Row::second),
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
    std::vector<issue_share>
        issues;  ///< by share, greatest first (by influence where there are no shares); ties by issue

    /// The issues by size of their influence, greatest first; those without one last; ties by issue.
    std::vector<issue_share> by_influence() const;
    /// The issues that pull one way, the strongest first.
    std::vector<issue_share> pulling(pull which) const;

    std::vector<issue_share> const& rows() const& { return issues; }
    std::vector<issue_share> rows() && { return std::move(issues); }
};

namespace detail {

/// The known position of an actor on an issue.
boost::optional<double> known_position(std::span<cell const> row, std::size_t issue);

pull pull_of(boost::optional<double> const& influence, orientation direction);

void sort_by_share(std::vector<issue_share>& issues);

template <dyadic_measure Measure>
explanation explain_pair(two_actors const& pair, Measure const& measure, compare_options const& options) {
    require_meaning(measure, pair.columns(), options);
    auto const& m = for_pair(measure, pair);
    auto const units = units_of(pair, m, options, units_are::all);
    explanation result;
    result.whole = comparison_of(m, units.whole, options, pair.issues_held());
    auto const effects = effects_of(units, m, units.whole.statistic, result.whole.value);
    auto const direction = measure_traits<Measure>::describe(m).direction;
    for (std::size_t i = 0; i < units.size(); ++i) {
        issue_share s;
        s.issue = units.id_of(i);
        s.first = known_position(pair.first_row(), units.issues[i]);
        s.second = known_position(pair.second_row(), units.issues[i]);
        s.weight = units.weight_of(i);
        if (s.weight > 0) s.value = effects[i].value;
        s.share = effects[i].share;
        s.influence = effects[i].influence;
        s.pulls = pull_of(s.influence, direction);
        result.issues.push_back(s);
    }
    sort_by_share(result.issues);
    return result;
}

}  // namespace detail

/// Takes the comparison of two actors of a matrix apart, issue by issue.
///
/// Formula: for a mean of exponent p with single-issue values v_i, share_i = value * w_i v_i^p / sum w v^p,
/// which is w_i v_i / sum w for p = 1; for a sum share_i = v_i; shares sum to the value. Influence is the value
/// minus the value that the statistic has without the issue, whatever the minimum overlap. Throws as `compare`
/// does. O(stances of both + shared * log shared).
template <dyadic_measure Measure>
explanation explain(position_matrix const& matrix, row_ref a, row_ref b, Measure const& m,
                    compare_options const& options = {}) {
    return detail::explain_pair({matrix, a, matrix, b}, m, options);
}
/// The same for actors of two matrices, see `compare`.
template <dyadic_measure Measure>
explanation explain(position_matrix const& first, row_ref a, position_matrix const& second, row_ref b, Measure const& m,
                    compare_options const& options = {}) {
    return detail::explain_pair({first, a, second, b}, m, options);
}
/// The same for a row of one's own, see `compare`.
template <dyadic_measure Measure>
explanation explain(std::span<cell const> row, position_matrix const& matrix, row_ref b, Measure const& m,
                    compare_options const& options = {}) {
    return explain(detail::own_row(row, matrix), 0, matrix, b, m, options);
}
/// The same for two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure>
explanation explain(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                    compare_options const& options = {}, stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    return explain(detail::two_rows(g, a, b, stances), 0, 1, m, options);
}

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE std::vector<issue_share> explanation::by_influence() const {
    auto sorted = issues;
    std::sort(sorted.begin(), sorted.end(), [](issue_share const& p, issue_share const& q) {
        auto const key = [](issue_share const& s) { return s.influence ? (std::abs)(*s.influence) : -1.0; };
        return key(p) != key(q) ? key(p) > key(q) : p.issue < q.issue;
    });
    return sorted;
}

ENTENTE_INLINE std::vector<issue_share> explanation::pulling(pull which) const {
    auto found = by_influence();
    std::erase_if(found, [&](issue_share const& s) { return s.pulls != which; });
    return found;
}

namespace detail {
ENTENTE_INLINE void sort_by_share(std::vector<issue_share>& issues) {
    detail::sort_stably(issues, [](issue_share const& p, issue_share const& q) {
        auto const key = [](issue_share const& s) {
            return s.share ? *s.share : s.influence ? (std::abs)(*s.influence) : -1.0;
        };
        return key(p) > key(q);
    });
}

ENTENTE_INLINE boost::optional<double> known_position(std::span<cell const> row, std::size_t issue) {
    auto const at =
        std::lower_bound(row.begin(), row.end(), issue, [](cell const& c, std::size_t i) { return c.issue < i; });
    if (at == row.end() || at->issue != issue || !at->known) return boost::none;
    return at->position;
}

ENTENTE_INLINE pull pull_of(boost::optional<double> const& influence, orientation direction) {
    if (!influence || *influence == 0) return pull::none;
    return (*influence > 0) == (direction == orientation::agreement) ? pull::together : pull::apart;
}
}  // namespace detail
#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/themes.hpp
/// How do two actors compare on each group of issues?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <vector>

#include "entente/dyadic/compare.hpp"
#include "entente/model/parts.hpp"
#include "entente/positions/submatrix.hpp"

namespace entente {

/// Compares two actors of a matrix on some of its issues only, with the weights that these have.
/// Coverage is a share of those of the issues on which any actor of the matrix holds a position.
/// Preconditions as in `compare` and `select_issues`; what a measure asks of scales is asked of these issues only.
/// O(stances of both + issues).
template <dyadic_measure Measure>
comparison compare_on(position_matrix const& matrix, std::span<std::size_t const> issues, row_ref a, row_ref b,
                      Measure const& m, compare_options const& options = {}) {
    return compare(select_issues(matrix, issues), a, b, m, options);
}

/// Two actors on one group of issues.
template <issue_like Issue>
struct theme_comparison {
    id_of<Issue> group;                  ///< the issue whose parts the group consists of
    std::vector<std::size_t> issues;  ///< the parts themselves, by id: parts of parts, without those that have parts
    double weight = 1;                ///< what the group counts: the weight of its issue, 1 where it has none
    comparison whole;                 ///< undefined with a reason where nothing in the group is shared
};

/// Compares two actors of a graph within each group of issues, in the order of ids.
///
/// A group is an issue that has parts; its issues are all that are part of it, directly or through others, and an issue can be in several groups. A
/// stance on the group's own issue is not counted. Within a group the issues weigh what they weigh outside of it: the weights that the options ask for.
/// A group on which the two share nothing is undefined with the reason, whatever the others give.
/// Throws as `compare` does, for the issues of the groups: measures that count in one table need common categories within each
/// group only. O(groups * (stances of both + issues)).
/// ```
/// for (auto const& g : compare_by_theme(graph, left, right, city_block{})) std::cout << graph[g.group].name << ' ' << g.whole.value;
/// ```
template <stance_graph_like Graph, dyadic_measure Measure>
    requires(Graph::template has_relation<part_of>)
std::vector<theme_comparison<issue_t<Graph>>> compare_by_theme(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b,
                                                               Measure const& m, compare_options const& options = {},
                                                               stance_options<Graph> const& how = {}) {
    detail::require_scales<Measure, Graph>();
    auto const& measure = detail::bound_to(m, a.value, b.value);
    auto const pair = detail::two_rows(g, a, b, how);
    std::vector<theme_comparison<issue_t<Graph>>> result;
    for (auto const whole : g.template ids<issue_t<Graph>>()) {
        if (g.template in<part_of>(whole).empty()) continue;
        std::vector<std::size_t> issues;
        for (auto const part : parts_of(g, whole)) issues.push_back(part.value);
        auto const c = compare_on(pair, issues, 0, 1, measure, options);
        result.push_back({whole, std::move(issues), pair.issue(whole.value).weight, c});
    }
    return result;
}

/// The mean of the values of groups, each counted by its weight however many issues it has: a theme of two questions counts as
/// much as one of twenty. Groups without a value are left out. None where no group has a value, or those that have one weigh nothing.
///
/// Groups may overlap, or one be a part of another: pass those that should count. For a measure that is a mean, groups that share no issue
/// and weigh what their shared issues weigh have the mean that `compare` gives over all of them. O(groups).
template <issue_like Issue>
boost::optional<double> mean_of_themes(std::span<theme_comparison<Issue> const> groups) {
    double sum = 0, weight = 0;
    for (auto const& g : groups)
        if (g.whole.value) sum += g.weight * *g.whole.value, weight += g.weight;
    if (!(weight > 0)) return boost::none;
    return sum / weight;
}
template <issue_like Issue>
boost::optional<double> mean_of_themes(std::vector<theme_comparison<Issue>> const& groups) {
    return mean_of_themes(std::span<theme_comparison<Issue> const>(groups));
}

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/themes.hpp
/// How do two actors compare on each theme?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/model/parts.hpp"
#include "entente/positions/ids.hpp"
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
/// The same by ids, as themes have them.
template <dyadic_measure Measure>
comparison compare_on(position_matrix const& matrix, std::span<issue_id const> issues, row_ref a, row_ref b,
                      Measure const& m, compare_options const& options = {}) {
    return compare(select_issues(matrix, issues), a, b, m, options);
}

/// Two actors on one theme: the parts of an issue.
struct theme_comparison {
    issue_id theme{};                ///< the issue whose parts these are
    std::vector<issue_id> issues{};  ///< the parts themselves, ascending: parts of parts, without those that have parts
    double weight = 1;               ///< what the theme counts: the weight of its issue, 1 where it has none
    comparison whole{};              ///< undefined with a reason where nothing in the theme is shared

    template <class Row = theme_comparison>
    static auto fields() {
        return std::tuple_cat(
            std::tuple(make_field<Row>("theme", "", "the issue whose parts are compared", &Row::theme),
                       make_field<Row>("issues", "issues", "how many issues the theme has",
                                       [](Row const& r) { return r.issues.size(); }),
                       make_field<Row>("theme_weight", "", "what the theme counts", &Row::weight)),
            fields_within(&Row::whole));
    }
};

/// Compares two actors of a graph within each theme, in the order of ids.
///
/// A theme is an issue that has parts; its issues are all that are part of it, directly or through others, and
/// an issue can be in several themes. A stance on the theme's own issue is not counted. Within a theme the
/// issues weigh what they weigh outside of it: the weights that the options ask for. A theme on which the two
/// share nothing is undefined with the reason, whatever the others give. Throws as `compare` does, for the
/// issues of the themes: measures that count in one table need common categories within each theme only.
/// O(themes * (stances of both + issues)).
/// ```
/// for (auto const& t : compare_by_theme(graph, left, right, city_block{})) std::cout << name_of(t.theme) << ' ' << t.whole.value;
/// ```
template <stance_graph_like Graph, dyadic_measure Measure>
    requires(Graph::template has_relation<part_of>)
std::vector<theme_comparison> compare_by_theme(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b,
                                               Measure const& m, compare_options const& options = {},
                                               stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    auto const pair = detail::two_rows(g, a, b, stances);
    std::vector<theme_comparison> result;
    for (auto const whole : g.template ids<issue_t<Graph>>()) {
        if (g.template in<part_of>(whole).empty()) continue;
        theme_comparison theme;
        theme.theme = whole;
        std::vector<std::size_t> columns;
        for (auto const part : parts_of(g, whole)) theme.issues.push_back(part), columns.push_back(part.value);
        theme.weight = pair.issue(whole.value).weight;
        theme.whole = compare_on(pair, columns, 0, 1, m, options);
        result.push_back(std::move(theme));
    }
    return result;
}

/// The mean of the values of themes, each counted by its weight however many issues it has: a theme of two
/// questions counts as much as one of twenty. Themes without a value are left out. None where no theme has a
/// value, or those that have one weigh nothing.
///
/// Themes may overlap, or one be a part of another: pass those that should count. For a measure that is a mean,
/// themes that share no issue and weigh what their shared issues weigh have the mean that `compare` gives over
/// all of them. O(themes).
boost::optional<double> mean_of_themes(std::span<theme_comparison const> themes);

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE boost::optional<double> mean_of_themes(std::span<theme_comparison const> themes) {
    double sum = 0, weight = 0;
    for (auto const& t : themes)
        if (t.whole.value) sum += t.weight * *t.whole.value, weight += t.weight;
    if (!(weight > 0)) return boost::none;
    return sum / weight;
}
#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/settled.hpp
/// Conditions followed until nothing changes: what actors agree on is an outcome, on which the
/// positions of others depend.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/sort_stably.hpp"
#include "entente/error.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// Where following conditions has led.
template <stance_graph_like Graph>
struct settled_outcomes {
    /// The reading in the end: its outcomes are those given and those that all agree on, ascending
    /// by issue. Where the outcomes change for ever, those that do not.
    stance_options<Graph> options{};
    /// The issues whose outcome changes for ever, ascending; empty where everything settles.
    std::vector<issue_id> unsettled{};
    /// How often the outcomes changed before they settled, or before the circle that they go round
    /// in for ever.
    std::size_t steps = 0;

    bool settles() const { return unsettled.empty(); }
};

namespace detail {

template <stance_graph_like Graph>
using outcomes_of = std::vector<std::pair<id_of<issue_t<Graph>>, double>>;

/// The outcomes given, ascending by issue, the first of each. Throws error unless they are finite and on the scales of
/// their issues.
template <stance_graph_like Graph>
outcomes_of<Graph> given_outcomes(Graph const& g, stance_options<Graph> const& options) {
    auto given = options.outcomes;
    for (auto const& [issue, x] : given)
        if (!detail::is_finite(x))
            throw error(fault_code::not_a_number, "an outcome is a finite number",
                        {.issue = std::string(std::string_view(g[issue].name)), .value = number_text(x)});
    for (auto const& [issue, x] : given)
        if (!g[issue].scale.contains(x))
            throw scale_error(fault_code::off_scale, "an outcome is a position of its issue's scale",
                              {.issue = std::string(std::string_view(g[issue].name)), .value = number_text(x)});
    sort_stably(given, [](auto const& x, auto const& y) { return x.first < y.first; });
    given.erase(
        std::unique(given.begin(), given.end(), [](auto const& x, auto const& y) { return x.first == y.first; }),
        given.end());
    return given;
}

/// The outcomes given, and the positions that all share who have a stance, on the issues on which
/// two or more have one; ascending by issue.
template <stance_graph_like Graph>
outcomes_of<Graph> agreed_outcomes(Graph const& g, stance_options<Graph> const& options,
                                   outcomes_of<Graph> const& given) {
    struct agreement {
        std::size_t stances = 0;
        bool all = true;
        double position = 0;
    };
    std::vector<agreement> on(g.template size<issue_t<Graph>>());
    auto const matrix = make_position_matrix(g, options);
    for (auto const& c : matrix.cells()) {
        auto& a = on[c.issue];
        a.all = a.all && c.known && (a.stances == 0 || a.position == c.position);
        a.position = c.position;
        ++a.stances;
    }
    outcomes_of<Graph> outcomes;
    auto next = given.begin();
    for (auto const i : g.template ids<issue_t<Graph>>())
        if (next != given.end() && next->first == i)
            outcomes.push_back(*next++);
        else if (on[i.value].stances >= 2 && on[i.value].all)
            outcomes.emplace_back(i, on[i.value].position);
    return outcomes;
}

}  // namespace detail

/// Follows conditions until nothing changes.
///
/// Begins with the outcomes given in `options`, which stay. Each step reads all positions under the
/// outcomes so far; the next outcomes are those given, and on each other issue on which at least
/// two actors have a stance, and all of these hold one position, that position. The end is reached
/// when the outcomes are what they were. An outcome that was agreed on falls when, under the
/// others, its actors no longer agree. A withheld position is a stance without agreement.
/// Conditions that no outcome decides count as `options` says.
///
/// Where outcomes come round again without having settled there is no end: two want x only without
/// y, and y only with x. The result then says which issues change for ever, and leaves them out of
/// its outcomes.
///
/// Throws error for an outcome given that is not finite, scale_error for one that its issue's scale has not got, and as
/// make_position_matrix does. O(steps * make_position_matrix): a few steps as a rule, at most the number of sets of
/// outcomes that there can be.
/// ```
/// auto const end = settled(graph, {.outcomes = {{ceasefire, 1.0}}});
/// auto const apart = compare(graph, a, b, city_block{}, {}, end.options);
/// ```
template <stance_graph_like Graph>
settled_outcomes<Graph> settled(Graph const& g, stance_options<Graph> const& options = {}) {
    using outcomes = detail::outcomes_of<Graph>;
    settled_outcomes<Graph> result{options, {}, 0};
    auto const given = detail::given_outcomes(g, options);
    std::map<outcomes, std::size_t> step_of;
    std::vector<outcomes> steps;
    for (auto now = given;; now = detail::agreed_outcomes(g, result.options, given)) {
        auto const [seen, is_new] = step_of.emplace(now, steps.size());
        if (!is_new) {
            result.steps = seen->second;
            break;
        }
        steps.push_back(now);
        result.options.outcomes = now;
    }
    // From here on they go round: settled where the circle is of one step.
    std::map<std::pair<id_of<issue_t<Graph>>, double>, std::size_t> times;
    for (auto s = result.steps; s < steps.size(); ++s)
        for (auto const& outcome : steps[s]) ++times[outcome];
    result.options.outcomes.clear();
    for (auto const& [outcome, count] : times)
        if (count == steps.size() - result.steps)
            result.options.outcomes.push_back(outcome);
        else if (result.unsettled.empty() || result.unsettled.back() != issue_id(outcome.first))
            result.unsettled.push_back(outcome.first);
    return result;
}

}  // namespace entente

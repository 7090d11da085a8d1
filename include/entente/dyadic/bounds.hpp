// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/bounds.hpp
/// What is the least, and the greatest, value that positions not known leave open?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/dyadic/bounds/enumeration.hpp"
#include "entente/dyadic/bounds/open_issues.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/measures/enclosure/ratio.hpp"

namespace entente {

/// Which positions are thought to be possible.
struct bounds_options {
    enum class open_positions {
        withheld,  ///< those of withheld stances; without any stance, an actor has no position on an issue
        missing,   ///< those of withheld stances and those of which nothing is known
    };
    open_positions open = open_positions::withheld;
    compare_options compare{};  ///< the missing policy has no part in it: positions are completed, not filled in
    /// Complete a withheld stance within its acceptable range, where it states one: an actor is not expected
    /// beyond its red lines.
    bool within_acceptable = false;
    /// For measures that are no means over issues: go through completions one by one when at most so many differ.
    double most_completions = 20000;
};

/// An interval that holds the value of every completion.
struct value_bounds {
    boost::optional<double> lower{};  ///< none where no completion has a value
    boost::optional<double> upper{};
    bool exact = false;      ///< whether both ends are reached
    std::size_t open = 0;    ///< issues on which a position was completed
    std::size_t shared = 0;  ///< issues on which both hold positions

    template <class Row = value_bounds>
    static auto fields() {
        return std::tuple(make_field<Row>("lower", "of the measure", "least value of any completion", &Row::lower),
                          make_field<Row>("upper", "of the measure", "greatest value of any completion", &Row::upper),
                          make_field<Row>("open", "issues", "issues on which a position was completed", &Row::open),
                          make_field<Row>("exact", "", "whether both ends are reached", &Row::exact),
                          make_field<Row>("shared", "issues", "issues on which both hold positions", &Row::shared));
    }
};

namespace detail {

/// The extremes of a weighted mean over issues: each open issue is extreme for itself, unless its weight in the
/// mean depends on the position. Then the extremes are those of a ratio of sums, which are found where the
/// positions are categories.
template <dyadic_measure Measure>
enclosed_value mean_interval(Measure const& m, typename Measure::statistic const& empty,
                             typename Measure::statistic const& known, std::vector<open_issue> const& open,
                             std::span<issue_column const> columns) {
    using of_statistic = statistic_traits<typename Measure::statistic>;
    double const exponent = measure_traits<Measure>::exponent(m);
    auto const range = measure_traits<Measure>::range(m);
    auto const value = known.weight > 0 ? value_of(m, known) : boost::optional<double>();
    ratio_term base;
    if (value) base = {of_statistic::denominator(known) * std::pow(*value, exponent), of_statistic::denominator(known)};
    std::vector<std::vector<ratio_term>> issues;
    bool equal_denominators = true, countable = true;
    for (auto const& o : open) {
        auto& options = issues.emplace_back();
        countable = countable && o.countable();
        for_each_extreme(m, columns[o.issue], o, [&](double x, double y) {
            auto one = empty;
            one.add(x, y, o.weight, columns[o.issue]);
            auto const alone = value_of(m, one);
            options.push_back(alone ? ratio_term{of_statistic::denominator(one) * std::pow(*alone, exponent),
                                                 of_statistic::denominator(one)}
                                    : ratio_term{});
            equal_denominators = equal_denominators && options.back().denominator == options.front().denominator;
        });
    }
    enclosed_value found;
    auto const take_mean = [&](double powers) {  // within the range of the measure, whatever rounding makes of it
        found.take(std::clamp(std::pow(powers, 1 / exponent), range.least, range.greatest));
    };
    found.exact = equal_denominators || countable;
    if (equal_denominators) {
        double low = base.numerator, high = base.numerator, denominator = base.denominator;
        for (auto const& options : issues) {
            auto const [least, most] = std::minmax_element(
                options.begin(), options.end(), [](auto const& p, auto const& q) { return p.numerator < q.numerator; });
            low += least->numerator, high += most->numerator, denominator += least->denominator;
        }
        if (denominator > 0) take_mean(low / denominator), take_mean(high / denominator);
    } else if (countable) {
        for (double const sign : {1.0, -1.0})
            if (auto const end = extreme_ratio(base, issues, sign)) take_mean(*end);
    } else {
        found.lower = range.least, found.upper = range.greatest;
    }
    return found;
}

/// The extremes of a sum over issues, or of the most extreme of them: each end is made of the ends of the
/// issues. `join` brings two values together.
template <dyadic_measure Measure, class Join>
enclosed_value joined_interval(Measure const& m, typename Measure::statistic const& empty,
                               typename Measure::statistic const& known, std::vector<open_issue> const& open,
                               std::span<issue_column const> columns, Join&& join) {
    enclosed_value found;
    if (known.weight > 0)
        if (auto const value = value_of(m, known)) found.take(*value);
    for (auto const& o : open) {
        enclosed_value one;
        for_each_extreme(m, columns[o.issue], o, [&](double x, double y) {
            auto s = empty;
            s.add(x, y, o.weight, columns[o.issue]);
            if (auto const value = value_of(m, s)) one.take(*value);
        });
        if (one.empty()) continue;
        if (found.empty())
            found = one;
        else
            found.lower = join(found.lower, one.lower), found.upper = join(found.upper, one.upper);
    }
    found.exact = true;
    return found;
}

/// The extremes of any other measure: all completions where they are few, and otherwise the best enclosure
/// there is. From enclosing to counting the interval can only narrow, and never does a position that becomes
/// known lead back.
template <dyadic_measure Measure>
enclosed_value interval_of_all(Measure const& m, typename Measure::statistic const& known,
                               std::vector<open_issue> const& open, std::span<issue_column const> columns,
                               double most_completions) {
    auto const range = measure_traits<Measure>::range(m);
    auto const enclosed = measure_traits<Measure>::enclose(m, known, open, columns);
    if (!enclosed || !enclosed->exact) {
        completions const all(columns, open);
        if (all.count() <= most_completions) return all.extremes(m, known);
    }
    auto found = enclosed ? *enclosed : enclosed_value{range.least, range.greatest};
    found.lower = (std::max)(found.lower, range.least);
    found.upper = (std::min)(found.upper, range.greatest);
    return found;
}

/// What the form of the measure knows of the extremes.
template <dyadic_measure Measure>
enclosed_value interval_by_form(Measure const& m, typename Measure::statistic const& empty,
                                typename Measure::statistic const& known, std::vector<open_issue> const& open,
                                std::span<issue_column const> columns, double most_completions) {
    using traits = measure_traits<Measure>;
    auto const form = traits::form(m);
    if constexpr (traits::may_be(measure_form::mean))
        if (form == measure_form::mean) return mean_interval(m, empty, known, open, columns);
    if constexpr (traits::may_be(measure_form::sum))
        if (form == measure_form::sum)
            return joined_interval(m, empty, known, open, columns, [](double p, double q) { return p + q; });
    if constexpr (traits::may_be(measure_form::extreme))
        if (form == measure_form::extreme) {
            bool const greatest = traits::describe(m).direction == orientation::distance;
            return joined_interval(m, empty, known, open, columns, [greatest](double p, double q) {
                return greatest ? (std::max)(p, q) : (std::min)(p, q);
            });
        }
    if constexpr (traits::may_be(measure_form::chance) || traits::may_be(measure_form::association) ||
                  traits::may_be(measure_form::other))
        return interval_of_all(m, known, open, columns, most_completions);
    else
        return {};
}

template <dyadic_measure Measure>
value_bounds bounds_of_pair(two_actors const& pair, Measure const& measure, bounds_options const& options) {
    auto compare_by = options.compare;
    compare_by.missing = missing_policy::pairwise();
    require_meaning(measure, pair.columns(), compare_by);
    auto const columns = pair.columns();
    auto const& m = for_pair(measure, pair);
    auto empty = measure_traits<Measure>::empty(m, columns);
    auto const known = fold(pair.first_row(), pair.second_row(), columns, compare_by, empty);
    // What is added to it has to be measured alike.
    if constexpr (measured_anew<typename Measure::statistic>)
        if (fold_once(pair.first_row(), pair.second_row(), columns, compare_by, empty).statistic.cancelled())
            empty = measured_from_first(pair.first_row(), pair.second_row(), columns, compare_by, empty);
    auto open = open_issues(pair, compare_by, options.open == bounds_options::open_positions::missing,
                            options.within_acceptable);
    value_bounds result;
    result.shared = known.shared;
    result.open = open.size();
    if (result.shared + result.open < std::max<std::size_t>(1, compare_by.min_overlap)) return result;
    // What weighs nothing changes nothing.
    std::erase_if(open, [&](open_issue const& o) {
        auto one = empty;
        one.add(o.first.lower, o.second.lower, o.weight, columns[o.issue]);
        return !(one.weight > 0);
    });
    enclosed_value found;
    if (open.empty()) {
        found.exact = true;
        if (known.statistic.weight > 0)
            if (auto const value = value_of(m, known.statistic)) found.take(*value);
    } else {
        found = interval_by_form(m, empty, known.statistic, open, columns, options.most_completions);
    }
    if (found.empty()) return result;
    result.lower = found.lower;
    result.upper = found.upper;
    result.exact = found.exact;
    return result;
}

}  // namespace detail

/// Bounds the value of two actors of a matrix over all completions of positions within their scales, or their
/// acceptable ranges.
///
/// | measure                                    | bounds                                                                       |
/// |--------------------------------------------|------------------------------------------------------------------------------|
/// | form mean                                  | exact, when one issue is extreme at an end of what is possible, at neutral, at the other's position or where the measure says; unless weights depend on positions on continuous scales |
/// | sums and maxima over issues, mars_affinity | exact; mars_affinity on scales with categories                                |
/// | any other, few completions                 | exact, by going through them; issues of one scale, weight and known position are counted together |
/// | agreement beyond chance, pearson, kendall_tau_b, cosine | enclosed by intervals for the sums in their formulas, exact = false |
/// | any other                                  | the range of the measure, exact = false                   |
///
/// Weights do not depend on what is completed: saliences are as stated, 1 where there is no stance, and
/// completed positions are sure. Monotone: a position that becomes known, weights being equal, never widens the
/// bounds, up to rounding where they are exact. None where no completion has a value; an enclosure may not find
/// that out. Throws as `compare` does. O(stances of both + open * categories^2) for means, + open^2 for
/// enclosures, and at most `most_completions` times the cost of the measure otherwise.
template <dyadic_measure Measure>
value_bounds bounds(position_matrix const& matrix, row_ref a, row_ref b, Measure const& m,
                    bounds_options const& options = {}) {
    return detail::bounds_of_pair({matrix, a, matrix, b}, m, options);
}
/// The same for actors of two matrices, see `compare`.
template <dyadic_measure Measure>
value_bounds bounds(position_matrix const& first, row_ref a, position_matrix const& second, row_ref b, Measure const& m,
                    bounds_options const& options = {}) {
    return detail::bounds_of_pair({first, a, second, b}, m, options);
}
/// The same for a row of one's own, see `compare`.
template <dyadic_measure Measure>
value_bounds bounds(std::span<cell const> row, position_matrix const& matrix, row_ref b, Measure const& m,
                    bounds_options const& options = {}) {
    return bounds(detail::own_row(row, matrix), 0, matrix, b, m, options);
}
/// Bounds the value of two actors of a graph, each stance read as `stances` says.
template <stance_graph_like Graph, dyadic_measure Measure>
value_bounds bounds(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, Measure const& m,
                    bounds_options const& options = {}, stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    return bounds(detail::two_rows(g, a, b, stances), 0, 1, m, options);
}

}  // namespace entente

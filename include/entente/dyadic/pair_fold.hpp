// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/pair_fold.hpp
/// The one loop over a pair: which issues two actors are compared on, with which positions and weights.
/// Every measure, explanation, bound and standard error is folded from what it visits.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "entente/base/number_text.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/error.hpp"
#include "entente/fold/measures_on.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/row_ref.hpp"

namespace entente {

namespace detail {

constexpr double combine(weighting how, double issue_weight, double first, double second) {
    switch (how) {
    case weighting::none:
        return 1;
    case weighting::issue:
        return issue_weight;
    case weighting::first:
        return first;
    case weighting::second:
        return second;
    case weighting::mean:
        return (first + second) / 2;
    case weighting::product:
        return first * second;
    case weighting::min:
        return (std::min)(first, second);
    case weighting::max:
        return (std::max)(first, second);
    }
    return 1;
}

/// The positions that stand in for a missing one, each with its share of the weight.
struct stand_ins {
    std::span<double const> categories{};  // where not empty it is these, in equal shares
    struct one {
        double position, share;
    };
    std::array<one, 4> few{};
    std::size_t size = 0;

    one operator[](std::size_t k) const {
        if (categories.empty()) return few[k];
        return {categories[k], 1.0 / static_cast<double>(categories.size())};
    }
};
stand_ins standing_in(missing_policy const& policy, double known, issue_column const& issue);

/// Visits the union of two rows in the order of issues: `visit(issue, cell const* first, cell const* second)`.
template <class Visit>
void merge_rows(std::span<cell const> a, std::span<cell const> b, Visit&& visit) {
    std::size_t i = 0, j = 0;
    while (i < a.size() || j < b.size()) {
        if (j == b.size() || (i < a.size() && a[i].issue < b[j].issue)) {
            visit(a[i].issue, &a[i], static_cast<cell const*>(nullptr));
            ++i;
        } else if (i == a.size() || b[j].issue < a[i].issue) {
            visit(b[j].issue, static_cast<cell const*>(nullptr), &b[j]);
            ++j;
        } else {
            visit(a[i].issue, &a[i], &b[j]);
            ++i, ++j;
        }
    }
}

inline double pair_weight(compare_options const& options, issue_column const& issue, cell const* a, cell const* b) {
    if (options.weights == weighting::none && !options.weigh_confidence) return 1;  // and the issue need not be read
    double w = combine(options.weights, issue.weight, a ? a->salience : 1.0, b ? b->salience : 1.0);
    if (options.weigh_confidence) w *= (a && a->known ? a->confidence : 1.0) * (b && b->known ? b->confidence : 1.0);
    return w;
}

/// Visits what two rows are compared on, in the order of issues: `visit(issue, x, y, weight, both)`, several
/// times for an issue where a missing position is averaged over. `both` tells whether both positions are known.
template <class Visit>
void for_each_compared(std::span<cell const> first, std::span<cell const> second, std::span<issue_column const> columns,
                       compare_options const& options, Visit&& visit) {
    bool const fill = options.missing.what != missing_policy::rule::pairwise;
    bool const fill_first = fill && options.missing.whose == missing_policy::fill::either;
    merge_rows(first, second, [&](std::uint32_t i, cell const* a, cell const* b) {
        bool const has_a = a && a->known, has_b = b && b->known;
        if (has_a && has_b) {
            visit(i, a->position, b->position, pair_weight(options, columns[i], a, b), true);
        } else if (has_a ? fill : has_b && fill_first) {
            double const known = has_a ? a->position : b->position, weight = pair_weight(options, columns[i], a, b);
            auto const all = standing_in(options.missing, known, columns[i]);
            for (std::size_t k = 0; k < all.size; ++k) {
                auto const [other, share] = all[k];
                visit(i, has_a ? known : other, has_a ? other : known, weight * share, false);
            }
        }
    });
}

/// Refuses scales on which the measure, or the policy for missing positions, has no meaning.
void require_meaning(measure_description const& of, measure_facts const& m, std::span<issue_column const> columns,
                     compare_options const& options);

/// The same, and what the parameters of the measure ask.
template <dyadic_measure Measure>
void require_meaning(Measure const& m, std::span<issue_column const> columns, compare_options const& options) {
    using traits = measure_traits<Measure>;
    require_meaning(traits::describe(m), traits::facts(m), columns, options);
    for (auto const& c : columns) traits::require_scale(m, c);
}

/// Two actors, of one matrix or of two over the same issues, which must outlive this. Coverage is a share of
/// the issues held in the second.
struct two_actors {
    position_matrix const &first, &second;
    std::size_t a, b;

    two_actors(position_matrix const& of_first, row_ref i, position_matrix const& of_second, row_ref j)
        : first(of_first)
        , second(of_second)
        , a(i.in(of_first))
        , b(j.in(of_second)) {
        if (&first != &second) require_same_issues(first, second);
    }
    std::span<cell const> first_row() const { return first.row(a); }
    std::span<cell const> second_row() const { return second.row(b); }
    std::span<issue_column const> columns() const { return second.columns(); }
    std::size_t issues_held() const { return second.issues_held(); }
};

inline compared_actor compared(position_matrix const& matrix, std::size_t row) {
    return {matrix.actor(row), matrix.weight(row)};
}

/// The measure for two actors.
template <dyadic_measure Measure>
decltype(auto) for_pair(Measure const& m, position_matrix const& first, std::size_t a, position_matrix const& second,
                        std::size_t b) {
    if constexpr (measure_traits<Measure>::may_differ_by_pair)
        return measure_traits<Measure>::for_pair(m, compared(first, a), compared(second, b));
    else
        return (m);
}
template <dyadic_measure Measure>
decltype(auto) for_pair(Measure const& m, two_actors const& pair) {
    return for_pair(m, pair.first, pair.a, pair.second, pair.b);
}

}  // namespace detail

/// A statistic of a pair, and how it came about.
template <dyadic_statistic Statistic>
struct fold_result {
    Statistic statistic{};
    std::size_t shared = 0;  ///< issues on which both hold positions
    std::size_t filled = 0;  ///< issues on which a missing position was filled in
};

namespace detail {

/// The empty statistic, measured from the first positions that two rows are compared by.
template <measured_anew Statistic>
Statistic measured_from_first(std::span<cell const> first, std::span<cell const> second,
                              std::span<issue_column const> columns, compare_options const& options,
                              Statistic initial) {
    bool found = false;
    for_each_compared(first, second, columns, options, [&](std::uint32_t i, double x, double y, double weight, bool) {
        if (!found && weight > 0) initial.measured_from(x, y, columns[i]), found = true;
    });
    return initial;
}

}  // namespace detail

/// Folds two rows into a statistic, once. O(stances of both).
template <dyadic_statistic Statistic>
fold_result<Statistic> fold_once(std::span<cell const> first, std::span<cell const> second,
                                 std::span<issue_column const> columns, compare_options const& options,
                                 Statistic initial = {}) {
    fold_result<Statistic> result{std::move(initial)};
    auto last_filled = static_cast<std::uint32_t>(-1);
    detail::for_each_compared(first, second, columns, options,
                              [&](std::uint32_t i, double x, double y, double weight, bool both) {
                                  result.statistic.add(x, y, weight, columns[i]);
                                  if (both)
                                      ++result.shared;
                                  else if (i != last_filled)
                                      ++result.filled, last_filled = i;
                              });
    return result;
}

/// Folds two rows into a statistic; again, from their own positions, where its sums have cancelled. O(stances of both).
template <dyadic_statistic Statistic>
fold_result<Statistic> fold(std::span<cell const> first, std::span<cell const> second,
                            std::span<issue_column const> columns, compare_options const& options,
                            Statistic initial = {}) {
    if constexpr (detail::measured_anew<Statistic>) {
        auto result = fold_once(first, second, columns, options, initial);
        if (!result.statistic.cancelled()) return result;
        return fold_once(first, second, columns, options,
                         detail::measured_from_first(first, second, columns, options, std::move(initial)));
    } else {
        return fold_once(first, second, columns, options, std::move(initial));
    }
}

#if ENTENTE_DEFINES(measures)
namespace detail {
ENTENTE_INLINE stand_ins standing_in(missing_policy const& policy, double known, issue_column const& issue) {
    stand_ins found;
    auto const take = [&](double position, double share) { found.few[found.size++] = {position, share}; };
    bool const low = issue.side_of_middle(known) <= 0;
    switch (policy.what) {
    case missing_policy::rule::pairwise:
        break;
    case missing_policy::rule::rated:
        take(no_position, 1.0);
        break;
    case missing_policy::rule::neutral:
        take(issue.midpoint(), 1.0);
        break;
    case missing_policy::rule::opposite_extreme:
        if (issue.measurement == level::nominal)
            take(issue.categories[issue.category_of(known) ? 0 : 1], 1.0);
        else
            take(low ? issue.upper : issue.lower, 1.0);
        break;
    case missing_policy::rule::penalty: {
        // Never more than the farther end: silence may not count as more than open opposition.
        double const step = policy.amount * issue.length();
        take(low ? (std::min)(known + step, issue.upper) : (std::max)(known - step, issue.lower), 1.0);
        break;
    }
    case missing_policy::rule::expected:
        if (!issue.categories.empty()) {
            found.categories = issue.categories;
            found.size = issue.categories.size();
            break;
        }
        // Gauss-Legendre with two points on each side of the known position: exact for every statistic that is a
        // polynomial of degree 3 or less on each side, as |x - y|, (x - y)^2 and x y are.
        for (auto const& [from, to] : {std::array{issue.lower, known}, std::array{known, issue.upper}})
            for (double const node : {-1 / std::sqrt(3.0), 1 / std::sqrt(3.0)})
                if (from < to) take((from + to) / 2 + node * (to - from) / 2, (to - from) / issue.length() / 2);
        break;
    }
    return found;
}

ENTENTE_INLINE void require_meaning(measure_description const& of, measure_facts const& m,
                                    std::span<issue_column const> columns, compare_options const& options) {
    using rule = missing_policy::rule;
    auto const name = std::string(of.name);
    bool const needs_order = options.missing.what == rule::neutral || options.missing.what == rule::penalty;
    if (!m.linear && options.missing.what == rule::expected)
        throw error(fault_code::invalid_argument,
                    name + " is not linear in the weights: it cannot average over the positions of a scale");
    if (!m.rates_silence && options.missing.what == rule::rated)
        throw error(fault_code::invalid_argument, name + " does not rate silence: missing positions need another policy");
    for (auto const& c : columns) {
        if (c.measurement < of.needs)
            throw scale_error(fault_code::level_too_low,
                              name + " needs scales that are at least " + std::string(to_string(of.needs)) +
                                  ", this one is " + std::string(to_string(c.measurement)),
                              {.issue = c.name});
        if (needs_order && c.measurement == level::nominal)
            throw scale_error(fault_code::level_too_low, "a nominal scale has no middle and no distances to fill in",
                              {.issue = c.name});
        if (!m.counts_categories) continue;
        if (c.categories.empty())
            throw scale_error(fault_code::incompatible_scales,
                              name + " counts categories, and this scale has none: it needs those that can be held, as "
                                     "ordinal:1..5 or ratio:0|1|2|3 has them",
                              {.issue = c.name});
        require_tabulated(name, c);
        if (!c.same_categories(columns.front()))
            throw scale_error(fault_code::incompatible_scales,
                              name +
                                  " counts in one table: all issues need the same categories under the same labels, "
                                  "as the first issue \"" +
                                  columns.front().name + "\" has them",
                              {.issue = c.name});
        if (options.missing.what == rule::penalty)
            throw error(fault_code::invalid_argument, name + " counts categories: a penalty would come to lie between them");
        if (options.missing.what == rule::neutral &&
            !std::binary_search(c.categories.begin(), c.categories.end(), c.midpoint()))
            throw scale_error(fault_code::incompatible_scales,
                              name + " counts categories, and the middle of this scale is none of them",
                              {.issue = c.name});
    }
}
}  // namespace detail
#endif

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/issue_column.hpp
/// What the dyadic floor knows of an issue: its scale as plain numbers.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/base/shared_numbers.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/model/interval.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/level.hpp"
#include "entente/model/scale.hpp"

namespace entente {

/// A normalised coordinate in two parts, whose sum is it to some thirty digits.
struct precise_coordinate {
    double high = 0, low = 0;
};

/// An issue's scale and weight, independent of the type of the scale.
///
/// Coordinates of a position x:
/// * normalised: (x - lower) / (upper - lower), in [0, 1]
/// * centred: (x - neutral) / reach, in [-1, 1], where neutral is the middle of the scale and reach half its
///   length; on a ratio scale neutral is 0 and reach is `upper`, since there zero has a meaning of its own.
struct issue_column {
    std::string name{};
    level measurement = level::interval;
    double lower = 0;
    double upper = 1;
    double weight = 1;
    shared_numbers categories{};        ///< positions of the categories, ascending; empty on a continuous scale
    boost::optional<scale> labelled{};  ///< the scale, where labels say more than the numbers of their categories

    double length() const { return upper - lower; }
    double normalised(double x) const { return (x - lower) / length(); }
    double from_normalised(double u) const { return lower + u * length(); }
    double neutral() const { return measurement == level::ratio ? 0.0 : lower + length() / 2; }
    double reach() const { return measurement == level::ratio ? upper : length() / 2; }
    double centred(double x) const { return (x - neutral()) / reach(); }
    /// The normalised and centred coordinates counted in 720720ths. 720720 is the least common multiple of 1
    /// ... 16: on equally spaced scales of up to 17 categories these are whole numbers, so that sums of them
    /// are exact, whatever their order. Rounded once each, whatever the compiler makes of it.
    static constexpr double exact_units = 720720;
    double exact_normalised(double x) const { return kernels::rounded((x - lower) * (exact_units / length())); }
    double exact_centred(double x) const {
        double const c = kernels::rounded((x - neutral()) * (exact_units / reach()));
        // The middle of -3 ... 1.2 is -0.9, and by its rounding no double: who holds -0.9 is on no side all the same.
        return measurement != level::ratio && (std::abs)(c) < 2 * indistinct * exact_units ? 0 : c;
    }
    /// Positions that differ by less than this share of the scale are not told apart where one has to be equal to
    /// another that is computed: to the middle, to a level between the ends.
    static constexpr double indistinct = 1e-14;
    /// The normalised coordinate, brought to a grid of 720720e8 steps, so that positions that are equal as decimals or
    /// fractions on scales of different length are equal here: -0.7 on [-1, 1] and 0.15 on [0, 1]. Positions that differ
    /// by less than 1e-14 of the scale are not told apart.
    double on_grid(double x) const {
        constexpr double steps = exact_units * 1e8;
        return std::nearbyint(normalised(x) * steps) / steps;
    }
    /// The normalised coordinate with what its rounding leaves out.
    precise_coordinate precisely(double x) const {
        auto const difference = [](double a, double b) {
            double const d = a - b, bb = d - a;
            return precise_coordinate{d, (a - (d - bb)) - (b + bb)};
        };
        auto const above = difference(x, lower), all = difference(upper, lower);
        double const u = above.high / all.high;
        double const rest = std::fma(-u, all.high, above.high) + above.low - u * all.low;
        return {u, rest / all.high};
    }
    /// How far a position lies from a coordinate, in 720720ths of the scale, however near they are.
    double exact_from(precise_coordinate const& from, double x) const {
        auto const p = precisely(x);
        return kernels::rounded(((p.high - from.high) + (p.low - from.low)) * exact_units);
    }
    double midpoint() const { return lower + length() / 2; }
    /// On which side of the middle of the scale a position lies: -1 below, 1 above, 0 on it.
    int side_of_middle(double x) const {
        double const d = x - midpoint();
        if ((std::abs)(d) <= indistinct * length()) return 0;
        return d < 0 ? -1 : 1;
    }
    /// So many points, evenly from the lower end to the upper; what a decimal of twelve digits is, is that decimal.
    /// Precondition: two at least. O(count).
    std::vector<double> even_levels(std::size_t count) const;

    /// The category of a position. Precondition: the position is one of the categories. O(log categories).
    std::size_t category_of(double x) const {
        return static_cast<std::size_t>(std::lower_bound(categories.begin(), categories.end(), x) - categories.begin());
    }
    /// Whether the scale has a position.
    bool contains(double x) const {
        return x >= lower && x <= upper &&
               (categories.empty() || std::binary_search(categories.begin(), categories.end(), x));
    }
    /// Whether it has one in an interval.
    bool contains_any(interval const& within) const {
        if (within.empty() || within.lower > upper || within.upper < lower) return false;
        auto const at = std::lower_bound(categories.begin(), categories.end(), within.lower);
        return categories.empty() || (at != categories.end() && *at <= within.upper);
    }
    /// Whether an interval names an end that the scale does not reach. An infinite end names none.
    bool ends_beyond(interval const& r) const {
        return (detail::is_finite(r.lower) && r.lower < lower) || (detail::is_finite(r.upper) && r.upper > upper);
    }
    /// Whether positions on two issues can be counted in one table: the same level, the same categories, and each under
    /// the same label, for otherwise the first option of one is not the first of the other. Categories without labels
    /// are labelled by their numbers. What counts in one table refuses issues of which this is not so.
    bool same_categories(issue_column const& o) const {
        return !categories.empty() && measurement == o.measurement && categories == o.categories &&
               labelled == o.labelled;
    }
    /// What a position is called, where labels of the scale say more than its number; none between labels.
    boost::optional<std::string> label_of(double position) const {
        auto const at = std::lower_bound(categories.begin(), categories.end(), position);
        if (!labelled || at == categories.end() || *at != position) return boost::none;
        return labelled->label(static_cast<std::size_t>(at - categories.begin()));
    }
    friend bool operator==(issue_column const&, issue_column const&) = default;
};

/// The most categories of which a measure counts pairs in a table: of 5000 it takes 400 MB, and its distances 200.
inline constexpr std::size_t most_tabulated_categories = 5000;

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE std::vector<double> issue_column::even_levels(std::size_t count) const {
    std::vector<double> levels;
    for (std::size_t k = 0; k < count; ++k) {
        double x = k + 1 == count ? upper : from_normalised(static_cast<double>(k) / static_cast<double>(count - 1));
        // 0.3 of eleven levels from 0 to 3 comes out as 0.30000000000000004, beyond a red line of 0.3.
        if (auto const decimal = detail::decimal_near(x); (std::abs)(decimal - x) <= indistinct * length()) x = decimal;
        levels.push_back((std::clamp)(x, lower, upper));
    }
    return levels;
}
#endif

namespace detail {

/// Refuses, for a measure that counts pairs of categories in a table, a scale of more.
inline void require_tabulated(std::string_view measure, issue_column const& issue) {
    if (issue.categories.size() > most_tabulated_categories)
        throw scale_error(fault_code::incompatible_scales,
                          std::string(measure) + " counts pairs of categories in a table: this scale has more than " +
                              std::to_string(most_tabulated_categories),
                          {.issue = issue.name, .value = std::to_string(issue.categories.size())});
}

}  // namespace detail

/// The column of an issue of a graph. Throws as `validate_issue` does: an issue type of one's own may not have
/// asked it.
template <issue_like Issue>
issue_column make_issue_column(Issue const& i) {
    validate_issue(i);
    issue_column c;
    c.name = std::string(std::string_view(i.name));
    c.measurement = i.scale.measurement();
    c.lower = i.scale.lower();
    c.upper = i.scale.upper();
    c.weight = issue_traits<Issue>::weight(i);
    if constexpr (std::is_same_v<scale_of<Issue>, scale>) {
        c.categories = i.scale.values();
        if (!i.scale.labels_are_values()) c.labelled = i.scale;
    } else {
        for (std::size_t k = 0; k < i.scale.categories(); ++k) c.categories.push_back(i.scale.value(k));
    }
    return c;
}

}  // namespace entente

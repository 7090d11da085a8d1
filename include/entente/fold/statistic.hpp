// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/statistic.hpp
/// What a measure is a formula over: sums that add up, whatever they are sums of.

#include <concepts>
#include <cstddef>
#include <limits>

#include "entente/config.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente {

/// What all statistics have in common: they add and subtract, count what they took in and sum its weights.
///
/// `s += t; s -= t` leaves s as it was, exactly for counts and up to rounding for sums.
template <class Statistic>
concept additive_statistic = std::copyable<Statistic> && requires(Statistic s, Statistic const t) {
    { s += t } -> std::same_as<Statistic&>;
    { s -= t } -> std::same_as<Statistic&>;
    { t.count } -> std::convertible_to<std::size_t>;
    { t.weight } -> std::convertible_to<double>;
};

/// A statistic of a dyad: `add(x, y, weight, issue)` takes in one issue, with both positions in the issue's units.
template <class Statistic>
concept dyadic_statistic = additive_statistic<Statistic> && requires(Statistic s, double x, issue_column const& issue) {
    s.add(x, x, x, issue);
};

/// A statistic of a group: `add(position, weight of the actor, issue)` takes in one actor.
template <class Statistic>
concept group_statistic = additive_statistic<Statistic> && requires(Statistic s, double x, issue_column const& issue) {
    s.add(x, x, issue);
};

/// Stands for the position of an actor that has none, in the `add` of a statistic that rates silence.
inline constexpr double no_position = std::numeric_limits<double>::quiet_NaN();

namespace detail {

/// A statistic whose sums may cancel. A pair is then folded again, measured from the first positions that weigh something.
template <class Statistic>
concept measured_anew = requires(Statistic s, Statistic const t, double x, issue_column const& issue) {
    { t.cancelled() } -> std::same_as<bool>;
    s.measured_from(x, x, issue);
};

}  // namespace detail

/// The members of a statistic that are summed, named once: `static constexpr auto members =
/// summed_members<&S::count, ...>{}`.
template <auto... Members>
struct summed_members {};

/// Gives += and -= to a statistic that names what is summed in `members`.
/// ```
/// struct clashes : summed<clashes> {
///     std::size_t count = 0;
///     double weight = 0, clashing = 0;
///     static constexpr auto members = summed_members<&clashes::count, &clashes::weight, &clashes::clashing>{};
/// ```
template <class Statistic>
struct summed {
    friend ENTENTE_ALWAYS_INLINE constexpr Statistic& operator+=(Statistic& s, Statistic const& t) {
        plus(s, t, Statistic::members);
        return s;
    }
    friend ENTENTE_ALWAYS_INLINE constexpr Statistic& operator-=(Statistic& s, Statistic const& t) {
        minus(s, t, Statistic::members);
        return s;
    }

private:
    template <auto... M>
    static ENTENTE_ALWAYS_INLINE constexpr void plus(Statistic& s, Statistic const& t, summed_members<M...>) {
        ((s.*M += t.*M), ...);
    }
    template <auto... M>
    static ENTENTE_ALWAYS_INLINE constexpr void minus(Statistic& s, Statistic const& t, summed_members<M...>) {
        ((s.*M -= t.*M), ...);
    }
};

namespace detail {

/// Whether less than a 64th is left of a sum: what is left may then be rounding of what is gone.
inline bool is_little(double whole, double left) {
    double const least = 0x1p-6 * (whole < 0 ? -whole : whole);
    return !(left >= least || -left >= least);
}
template <class Statistic, auto... M>
bool any_is_little(Statistic const& whole, Statistic const& left, summed_members<M...>) {
    return (is_little(static_cast<double>(whole.*M), static_cast<double>(left.*M)) || ...);
}

}  // namespace detail

/// All that the library asks of a statistic beyond its concept, in one place. A statistic says what differs
/// from the rule.
///
/// | member                                         | meaning                                                              |
/// |------------------------------------------------|----------------------------------------------------------------------|
/// | `bool worn_from(Statistic const& whole) const` | whether too little is left of it, where its members do not say       |
/// | `double denominator`                           | what the sum of a mean is divided by, where that is not `weight`     |
/// | `static constexpr bool subtracts_exactly = true` | -= leaves no rounding behind                                       |
/// | `static constexpr bool own_weights = true`     | `weight` is not the sum of the weights that were given               |
/// | `static constexpr bool counts_categories = true` | one table for all: all issues need the same categories and labels  |
/// | `static constexpr bool rates_silence = true`   | `add` takes `no_position`                                            |
/// | `static constexpr bool proportional = false`   | what a thing adds is not proportional to its weight                  |
template <additive_statistic Statistic>
struct statistic_traits {
    static constexpr double denominator(Statistic const& s) {
        if constexpr (requires {
                          { s.denominator } -> std::convertible_to<double>;
                      })
            return s.denominator;
        else
            return s.weight;
    }
    /// Whether a subtraction has left little of what was `whole`: of any of the sums that it names, else of its weight.
    static bool worn(Statistic const& whole, Statistic const& left) {
        if constexpr (requires {
                          { left.worn_from(whole) } -> std::convertible_to<bool>;
                      })
            return left.worn_from(whole);
        else if constexpr (requires { Statistic::members; })
            return detail::any_is_little(whole, left, Statistic::members);
        else
            return detail::is_little(denominator(whole), denominator(left));
    }
    static constexpr bool subtracts_exactly = requires { requires Statistic::subtracts_exactly; };
    static constexpr bool own_weights = requires { requires Statistic::own_weights; };
    static constexpr bool counts_categories = requires { requires Statistic::counts_categories; };
    static constexpr bool rates_silence = requires { requires Statistic::rates_silence; };
    static constexpr bool proportional = !requires { requires !Statistic::proportional; };
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/issue.hpp
/// Issues: questions on which positions can differ. Each owns its scale.

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/weight.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/scale.hpp"

namespace entente {

/// Anything with a name and a scale can be an issue. A member `weight` (a number >= 0) says how much it counts.
template <class Issue>
concept issue_like = std::copyable<Issue> && requires(Issue const& i) {
    { i.name } -> std::convertible_to<std::string_view>;
    requires scale_like<std::remove_cvref_t<decltype(i.scale)>>;
};

template <class Issue>
using scale_of = std::remove_cvref_t<decltype(std::declval<Issue const&>().scale)>;

/// What the library reads of an issue beside its name and scale, in one place.
template <issue_like Issue>
struct issue_traits {
    /// How much it counts; 1 where the type does not say.
    static double weight([[maybe_unused]] Issue const& i) {
        if constexpr (requires {
                          { i.weight } -> std::convertible_to<double>;
                      })
            return i.weight;
        else
            return 1;
    }
};

/// A question on which positions can differ.
template <scale_like Scale>
struct basic_issue {
    std::string name;
    [[no_unique_address]] Scale scale{};
    double weight = 1;  ///< how much it counts for everyone, >= 0

    friend bool operator==(basic_issue const&, basic_issue const&) = default;
};

namespace detail {

void check_issue(std::string_view name, double lower, double upper, double weight);

}  // namespace detail

/// Throws graph_error unless the issue has a name and a finite weight >= 0 (where it has one), and scale_error
/// unless its scale has a finite lower bound below a finite upper one. For an issue type of one's own, call it
/// in its `validate`.
template <issue_like Issue>
void validate_issue(Issue const& i) {
    detail::check_issue(i.name, i.scale.lower(), i.scale.upper(), issue_traits<Issue>::weight(i));
}

template <scale_like Scale>
void validate(basic_issue<Scale> const& i) {
    validate_issue(i);
}

/// The source issue is a part of the target issue.
struct part_of {
    static constexpr bool acyclic = true;
    friend bool operator==(part_of, part_of) = default;
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE void detail::check_issue(std::string_view named, double lower, double upper, double weight) {
    auto const name = std::string(named);
    if (name.empty()) throw graph_error(fault_code::unknown_name, "an issue needs a name");
    if (!(detail::is_finite(lower) && detail::is_finite(upper) && lower < upper))
        throw scale_error(fault_code::invalid_scale, "a scale needs a finite lower bound below a finite upper bound",
                          {.issue = name});
    if (upper - lower < least_length)
        throw scale_error(fault_code::invalid_scale, "a scale is at least 1e-280 long: use another unit",
                          {.issue = name, .value = number_text(upper - lower)});
    if (!detail::is_finite(weight))
        throw graph_error(fault_code::not_a_number, "the weight of an issue is a finite number",
                          {.issue = name, .value = number_text(weight)});
    if (weight < 0)
        throw graph_error(fault_code::negative_weight, "the weight of an issue is at least 0",
                          {.issue = name, .value = number_text(weight)});
    if (!is_weight(weight))
        throw graph_error(fault_code::out_of_range, weight_too_far, {.issue = name, .value = number_text(weight)});
}
#endif

}  // namespace entente

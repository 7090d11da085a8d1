// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/issue.hpp
/// Issues: questions on which positions can differ. Each owns its scale.

#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

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

/// A question on which positions can differ.
template <scale_like Scale>
struct issue {
    std::string name;
    [[no_unique_address]] Scale scale{};
    double weight = 1;  ///< how much it counts for everyone, >= 0

    friend bool operator==(issue const&, issue const&) = default;
};

/// Throws graph_error unless the issue has a name and a finite weight >= 0.
template <scale_like Scale>
void validate(issue<Scale> const& i) {
    if (i.name.empty()) throw graph_error(errc::unknown_name, "an issue needs a name");
    if (!std::isfinite(i.weight))
        throw graph_error(errc::not_a_number, "the weight of an issue is a finite number",
                          {.issue = i.name, .value = std::to_string(i.weight)});
    if (i.weight < 0)
        throw graph_error(errc::negative_weight, "the weight of an issue is at least 0",
                          {.issue = i.name, .value = std::to_string(i.weight)});
}

/// The source issue is a part of the target issue.
struct part_of {
    static constexpr bool acyclic = true;
    friend bool operator==(part_of, part_of) = default;
};

}  // namespace entente

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/scale_parts.hpp
/// What a scale is written as: a level, bounds, labels.

#include <boost/optional/optional.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "entente/model/level.hpp"
#include "entente/model/scale.hpp"

namespace entente::io::detail {

/// A label of a scale, and its value where one is given.
struct label_text {
    std::string label;
    boost::optional<double> value;
};

/// What categories without labels may be; more is more likely a slip than a scale.
inline constexpr double most_categories = 100'000;
inline constexpr double greatest_category = 1e9;

[[noreturn]] void refuse_scale(char const* message, std::string_view text);

/// `a|b|c` or `a=1|b=2.5|c=9`. A bar, equals sign or backslash inside of a label has a backslash before it.
std::vector<label_text> parse_labels(std::string_view text);

level parse_level(std::string_view text);

/// Labels at their values, or from lower to upper in equal steps, or 1, 2, ...; on interval and ratio scales at the numbers
/// that they are.
scale labelled_scale(level l, std::vector<label_text> labels, boost::optional<double> lower,
                     boost::optional<double> upper, std::string_view text);

/// A scale by its bounds alone.
scale bounded_scale(level l, double lower, double upper, std::string_view text);

/// The labels column of a scale: `N|A|Y`, with values where they are not 1, 2, ...; empty without categories.
std::string labels_text(scale const& s);

/// Whether the categories are whole numbers in steps of one, labelled by themselves.
bool is_integer_scale(scale const& s);

}  // namespace entente::io::detail

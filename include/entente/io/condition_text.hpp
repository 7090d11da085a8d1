// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/condition_text.hpp
/// Conditions of stances as text: `arms control in [1,2] & "a, b" in [0,]`.

#include <boost/optional/optional.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/condition_term.hpp"

namespace entente::io {

/// The terms of a condition `ISSUE in [LOWER,UPPER] & ISSUE in [LOWER,UPPER] ...`, or none when the text is no
/// condition.
///
/// A bound is a number or a label, and may be left out. An issue or bound that holds what the grammar needs (` in [`, a
/// comma, a bracket, a quote at its beginning) stands in quotes, with quotes inside doubled.
/// Complexity: linear.
/// Example: `parse_condition("arms control in [1,2]")` has one term: `arms control`, `1`, `2`.
boost::optional<std::vector<condition_term_text>> parse_condition(std::string_view text);

/// The text of a condition that `parse_condition` reads back. Precondition: there is a term, and no issue is empty.
std::string condition_text(std::vector<condition_term_text> const& terms);

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/condition_text.hpp"
#endif

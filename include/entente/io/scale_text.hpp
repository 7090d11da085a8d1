// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/scale_text.hpp
/// Scales as text: `ordinal:1..5`, `nominal:yes|no|abstain`.

#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/model/scale.hpp"

namespace entente::io {

/// The names of a list separated by `|`. A bar inside of a name is written `\|`, a backslash before a bar or backslash
/// `\\`. An empty text is an empty list.
/// Complexity: linear.
std::vector<std::string> parse_list(std::string_view text);

/// The text of a list that `parse_list` reads back. Precondition: the list is not one empty name.
std::string list_text(std::vector<std::string> const& names);

/// The scale that a text describes.
///
/// | text                                | scale                                                              |
/// |-------------------------------------|--------------------------------------------------------------------|
/// | `nominal:a|b|c`                     | unordered options at 1, 2, 3                                       |
/// | `ordinal:1..5`                      | ordered whole numbers                                              |
/// | `ordinal:a|b|c`                     | ordered labels at 1, 2, 3                                          |
/// | `ordinal:a=1|b=2.5|c=9`             | ordered labels at given values                                     |
/// | `interval:0..100`, `ratio:0..100`   | any number between the bounds                                      |
/// | `ratio:0|1|2|3`, `interval:a=-1|b=3` | these numbers only, or labels at given values                     |
///
/// White space belongs to a label. A bar, equals sign or backslash inside of one has a backslash before it.
/// Throws `scale_error` (`invalid_scale`) that carries the text.
/// Example: `parse_scale("ordinal:N|A|Y").position_of("Y")` is 3.
scale parse_scale(std::string_view text);

/// The text from which `parse_scale` makes an equal scale.
/// Throws `scale_error` for a nominal scale whose options are not numbered 1, 2, ...
std::string scale_text(scale const& s);

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/scale_text.hpp"
#endif

// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/reading_options.hpp
/// How files of stances are read as they are found: what separates, what is where, and what cells say.

#include <string>

#include "entente/config.hpp"
#include "entente/io/detail/reading_choices.hpp"

namespace entente::io {

/// Throws `error` (`invalid_argument`) for options that cannot be, or that have no effect beside each other, and names
/// them. Called by everything that reads.
void validate(reading_options const& options);

/// The report as lines of text.
std::string to_text(reading_report const& report);

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/reading_options.hpp"
#endif

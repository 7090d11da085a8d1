// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "entente/text/any_measure.hpp"
#include "sources.hpp"

namespace entente_program {

/// Called for a measure that weighs by the power of actors, those of order 3. Throws where that is not known.
using power_check = std::function<void(std::string const& measure)>;

/// The measure of NAME or NAME:ARGUMENT, `table:FILE` included. In a file of its own: it
/// instantiates every measure.
entente::any_measure find_measure(std::string const& text, power_check const& power, sources& from);
std::vector<entente::measure_description> list_measures();

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "entente/text/any_measure.hpp"
#include "sources.hpp"

namespace entente_program {

/// What may be called for to make a measure: the power of each actor, for those of order 3. Throws
/// where there is none.
using power_source = std::function<std::vector<double>(std::string const& measure)>;

/// The measure of NAME or NAME:ARGUMENT, `table:FILE` included. In a file of its own: it
/// instantiates every measure.
entente::any_measure find_measure(std::string const& text, power_source const& power, sources& from);
std::vector<entente::measure_description> list_measures();

}  // namespace entente_program

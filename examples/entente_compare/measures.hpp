// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <vector>

#include "entente/dyadic/any_measure.hpp"

namespace entente_compare {

/// The measure of NAME or NAME:ARGUMENT, `table:FILE` included. In a file of its own: it instantiates every measure.
entente::any_measure find_measure(std::string const& text);
std::vector<entente::measure_description> list_measures();

}  // namespace entente_compare

// SPDX-License-Identifier: BSL-1.0
#include "entente_compare/measures.hpp"

namespace entente_compare {

entente::any_measure find_measure(std::string const& text) { return entente::parse_measure(text); }

std::vector<entente::measure_description> list_measures() { return entente::describe_measures(); }

}  // namespace entente_compare

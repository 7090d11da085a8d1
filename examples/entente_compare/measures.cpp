// SPDX-License-Identifier: BSL-1.0
#include "entente_compare/measures.hpp"

#include "entente/io/score_table.hpp"

namespace entente_compare {

entente::any_measure find_measure(std::string const& text) {
    boost::optional<entente::any_measure> found;
    entente::io::visit_measure(text, [&](auto const& m) { found.emplace(text, m); });
    return *found;
}

std::vector<entente::measure_description> list_measures() { return entente::describe_measures(); }

}  // namespace entente_compare

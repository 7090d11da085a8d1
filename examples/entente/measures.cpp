// SPDX-License-Identifier: BSL-1.0
#include "measures.hpp"

#include <utility>

#include "entente/io/score_table.hpp"

namespace entente_program {

entente::any_measure find_measure(std::string const& text, power_source const& power, sources& from) {
    boost::optional<entente::any_measure> found;
    if (text == "table:-") {
        found.emplace(text, entente::measures::by_score_table({entente::io::read_score_table(from.read("-"))}));
        return *found;
    }
    entente::io::visit_measure(text, [&](auto m) {
        if constexpr (requires { m.power = std::vector<double>(); })
            if (m.order == 3) m.power = power(text);
        found.emplace(text, std::move(m));
    });
    return *found;
}

std::vector<entente::measure_description> list_measures() {
    return entente::describe_measures();
}

}  // namespace entente_program

// SPDX-License-Identifier: BSL-1.0
#include "measures.hpp"

#include "entente/error.hpp"
#include "entente/io/score_table.hpp"

namespace entente_program {

entente::any_measure find_measure(std::string const& text, power_check const& power, sources& from) {
    boost::optional<entente::any_measure> found;
    // Its name stands in the answer; the path of a file may hold bytes that are no UTF-8.
    auto const name = entente::detail::shown_text(text, text.size());
    if (text == "table:-") {
        found.emplace(name, entente::measures::by_score_table({entente::io::read_score_table(from.read("-"))}));
        return *found;
    }
    entente::io::visit_measure(text, [&](auto const& m) {
        if constexpr (requires { m.order; })
            if (m.order == 3) power(text);
        found.emplace(name, m);
    });
    return *found;
}

std::vector<entente::measure_description> list_measures() {
    return entente::describe_measures();
}

}  // namespace entente_program

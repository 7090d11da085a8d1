// SPDX-License-Identifier: BSL-1.0
// What is compiled once is defined once: two files use it, and neither has it.
#include "compiled.hpp"

#include <iostream>

int main() {
    claims::builder b;
    auto const tax = b.add(entente::basic_issue<entente::likert<5>>{.name = "tax"});
    for (auto const* name : {"left", "middle", "right"})
        b.relate(b.add(entente::actor{.name = name}), tax,
                 entente::stance_on<entente::likert<5>>{.position = std::string_view(name) == "right" ? 5 : 1});
    auto const matrix = entente::make_position_matrix(b.freeze());
    auto const by_kernel = distance_by_kernel(matrix);
    auto const same = entente::all_pairs(matrix, entente::measures::share_identical{}).at(0, 1).value;
    std::cout << "consumer: distance " << by_kernel.value_or(-1) << ", identical " << same.value_or(-1) << '\n';
    return by_kernel == 1.0 && same == 1.0 ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
#include "json.hpp"

#include <iostream>

int main() {
    auto const g = entente::io::parse_stances({.stances = answers()}, {.default_scale = entente::scale::ordinal(1, 5)});
    std::cout << "consumer: actors " << g.size<entente::actor>() << '\n';
    return g.size<entente::actor>() == 1 ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
#include <iostream>

#include "claims.hpp"

claims make_claims() {
    claims::builder b;
    auto const left = b.add(entente::actor{.name = "left"});
    auto const right = b.add(entente::actor{.name = "right"});
    auto const tax = b.add(entente::basic_issue<entente::likert<5>>{.name = "tax"});
    b.relate(left, tax, entente::stance_on<entente::likert<5>>{.position = 1});
    b.relate(right, tax, entente::stance_on<entente::likert<5>>{.position = 5});
    return b.freeze();
}

#ifdef CONSUMER_WITHOUT_NEWCOMER
int newcomer() { return 0; }
#else
int newcomer();
#endif

int main() {
    auto const distance = distance_of_first_two(make_claims());
    std::cout << "consumer: entente " << ENTENTE_VERSION_STRING << ", distance " << distance.value_or(-1) << '\n';
    return distance == 1.0 && newcomer() == 0 ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
#include <entente/version.hpp>

#include <iostream>
#include <string>

std::string version_seen_by_second();

int main() {
    std::string const here = ENTENTE_VERSION_STRING;
    std::cout << "consumer: entente " << here << '\n';
    return here == version_seen_by_second() ? 0 : 1;
}

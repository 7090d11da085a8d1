// SPDX-License-Identifier: BSL-1.0
// How many rounds the longest tests go. With ENTENTE_TEST_QUICK, which the
// preset clang sets, a quarter: without optimisation and under sanitizers all of them would take as long as the
// rest of the suite, and they look for wrong bits, which the other presets see.
#pragma once

#include <cstddef>
#include <random>

namespace rounds {

#if defined(ENTENTE_TEST_QUICK)
inline constexpr bool quick = true;
#else
inline constexpr bool quick = false;
#endif

/// Whether the next round is run. Drawn, so that one in four of nested loops is not always of the same innermost case.
class next {
public:
    bool operator()() { return !quick || random_() % 4 == 0; }

private:
    std::mt19937 random_{5};
};

/// Actors, of which all pairs are one test: half of them make a quarter of the pairs.
constexpr std::size_t actors(std::size_t all) {
    return quick ? (all + 1) / 2 : all;
}

}  // namespace rounds

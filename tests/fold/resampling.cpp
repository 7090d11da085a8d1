// SPDX-License-Identifier: BSL-1.0
#include "entente/fold/resampling.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <random>

using namespace entente;

TEST_CASE("as many resamples as cannot be numbered are refused, not taken for few") {
    std::mt19937 random(1);
    auto const code = [&](std::size_t units, std::size_t resamples) {
        try {
            (void)index_matrix::draw(units, resamples, random);
        } catch (error const& e) {
            return e.code();
        }
        FAIL("drawn");
        return fault_code::syntax;
    };
    // 4 * 2^62 is 0 in the arithmetic of sizes, and 3 * (2^64 / 3 + 1) is 2.
    CHECK(code(4, std::size_t{1} << 62) == fault_code::too_large);
    CHECK(code(3, static_cast<std::size_t>(-1) / 3 + 1) == fault_code::too_large);
    CHECK(code(1, static_cast<std::size_t>(-1)) == fault_code::too_large);
    // Indices have 32 bits.
    CHECK(code((std::size_t{1} << 32) + 1, 0) == fault_code::too_large);
    CHECK(index_matrix::draw(std::size_t{1} << 32, 0, random).units() == std::size_t{1} << 32);
    CHECK(index_matrix::draw(3, 5, random).resamples() == 5);
    CHECK(index_matrix::draw(0, static_cast<std::size_t>(-1), random).resamples() == 0);
}

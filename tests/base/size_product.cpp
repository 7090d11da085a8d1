// SPDX-License-Identifier: BSL-1.0
#include "entente/base/size_product.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>

using namespace entente;

TEST_CASE("a product that is no size is refused, and every other is what it is") {
    constexpr auto greatest = std::numeric_limits<std::size_t>::max();
    auto const refused = [](std::size_t a, std::size_t b) {
        try {
            return detail::size_product(a, b, "too many") != a * b;
        } catch (error const& e) {
            CHECK(e.code() == fault_code::too_large);
            CHECK(e.message() == "too many");
            return true;
        }
    };
    CHECK_FALSE(refused(0, greatest));
    CHECK_FALSE(refused(greatest, 0));
    CHECK_FALSE(refused(greatest, 1));
    CHECK_FALSE(refused(greatest / 3, 3));
    CHECK(refused(greatest / 3 + 1, 3));
    CHECK(refused(greatest, 2));
    CHECK(refused(greatest, greatest));
    CHECK_FALSE(refused(std::size_t{1} << 31, std::size_t{1} << 32));
    CHECK(refused(std::size_t{1} << 32, std::size_t{1} << 32));
}

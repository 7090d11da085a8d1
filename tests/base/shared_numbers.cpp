// SPDX-License-Identifier: BSL-1.0
#include "entente/base/shared_numbers.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/positions/issue_column.hpp"

using namespace entente;

TEST_CASE("copies share their numbers, and what is added to one is added to it alone") {
    shared_numbers const none;
    CHECK(none.empty());
    CHECK(none.size() == 0);
    CHECK(none.begin() == none.end());
    CHECK(none == shared_numbers(std::vector<double>()));

    shared_numbers a{1, 2, 4};
    auto b = a;
    CHECK(a.data() == b.data());
    b.push_back(8);
    CHECK(a == shared_numbers{1, 2, 4});
    CHECK(b == shared_numbers{1, 2, 4, 8});
    CHECK(b.front() == 1);
    CHECK(b.back() == 8);
    CHECK(a < b);
    CHECK_FALSE(a == b);
    auto const* const before = b.data();
    auto c = b;
    b.clear();
    CHECK(c.data() == before);
    CHECK(std::vector<double>(c) == std::vector<double>{1, 2, 4, 8});
}

TEST_CASE("issues on one scale hold its categories once") {
    auto const degrees = scale::ordinal(-40000, 40000);
    auto const one = make_issue_column(basic_issue<scale>{.name = "one", .scale = degrees});
    auto const two = make_issue_column(basic_issue<scale>{.name = "two", .scale = degrees});
    CHECK(one.categories.size() == 80001);
    CHECK(one.categories.data() == two.categories.data());
    CHECK_FALSE(one.labelled.has_value());
    auto const named = make_issue_column(basic_issue<scale>{.name = "x", .scale = scale::ordinal({{"1", 1}, {"2", 3}})});
    CHECK(named.labelled.has_value());  // by a number that is not its position
    CHECK(named.categories == shared_numbers{1, 3});
}

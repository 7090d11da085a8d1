// SPDX-License-Identifier: BSL-1.0
#include <entente/graph/row_order.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace {

TEST_CASE("A row is put in order stably, and says where each number was and whether one repeats") {
    std::mt19937 random(3);
    int repeating = 0, whole = 0;
    for (std::uint32_t const bound : {1u, 2u, 63u, 64u, 65u, 1000u, 100'000u}) {
        entente::detail::row_order order(bound);  // one for many rows: nothing of a row may be left for the next
        for (int round = 0; round < 60; ++round) {
            CAPTURE(bound);
            CAPTURE(round);
            // Short rows are sorted, long ones read from bits; some have every number once.
            std::size_t const length = random() % 3 ? random() % 20 : random() % 2000;
            std::vector<std::uint32_t> numbers(random() % 5, 7);  // what is before the row stays
            auto const first = static_cast<std::uint32_t>(numbers.size());
            if (random() % 4 == 0 && bound <= 1000) {
                numbers.resize(first + bound);
                std::iota(numbers.begin() + first, numbers.end(), 0u);
                std::shuffle(numbers.begin() + first, numbers.end(), random);
                ++whole;
            } else {
                bool const once = random() % 2;
                std::set<std::uint32_t> taken;
                for (std::size_t i = 0; i < length; ++i) {
                    auto const number = static_cast<std::uint32_t>(random() % bound);
                    if (!once || taken.insert(number).second) numbers.push_back(number);
                }
            }
            auto const last = static_cast<std::uint32_t>(numbers.size());
            numbers.push_back(9);  // and what is behind it

            std::vector<std::pair<std::uint32_t, std::uint32_t>> expected;
            for (auto i = first; i < last; ++i) expected.push_back({numbers[i], i});
            std::stable_sort(expected.begin(), expected.end(), [](auto a, auto b) { return a.first < b.first; });
            bool const repeats = std::adjacent_find(expected.begin(), expected.end(), [](auto a, auto b) {
                                     return a.first == b.first;
                                 }) != expected.end();
            repeating += repeats;

            std::vector<std::uint32_t> came(numbers.size(), 77);
            auto row = numbers;
            CHECK(order(row.data(), first, last,
                        [&](std::uint32_t place, std::uint32_t from) { came[place] = from; }) == repeats);
            bool same =
                std::equal(row.begin(), row.begin() + first, numbers.begin()) && row.back() == 9 && came.back() == 77;
            for (auto i = first; i < last; ++i) same &= expected[i - first] == std::pair{row[i], came[i]};
            CHECK(same);
        }
    }
    CHECK(repeating > 50);
    CHECK(whole > 20);
}

}  // namespace

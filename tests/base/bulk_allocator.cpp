// SPDX-License-Identifier: BSL-1.0
#include <entente/base/bulk_allocator.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>
#include <numeric>
#include <utility>
#include <vector>

namespace {

using entente::detail::bulk;
using entente::detail::bulk_allocator;

TEST_CASE("A vector in bulk memory is a vector, small, large, and growing from one to the other") {
    bulk<std::uint32_t> v;
    for (std::uint32_t i = 0; i < 3'000'000; ++i) v.push_back(i);  // 12 MB
    bool same = true;
    for (std::uint32_t i = 0; i < v.size(); ++i) same &= v[i] == i;
    CHECK(same);
    auto const* const before = v.data();
    auto moved = std::move(v);
    CHECK(moved.data() == before);
    auto const copy = moved;
    CHECK(copy == moved);
    moved.resize(10);
    moved.shrink_to_fit();
    CHECK(moved == bulk<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    moved.assign(5, 6u);
    CHECK(moved == bulk<std::uint32_t>(5, 6u));

    bulk<std::unique_ptr<int>> owners;  // is destroyed, and moved as it grows
    for (int i = 0; i < 1'000'000; ++i) owners.push_back(i % 1000 ? nullptr : std::make_unique<int>(i));
    CHECK(*owners[999'000] == 999'000);
}

TEST_CASE("Blocks are aligned as their objects ask, and large ones as pages are") {
    struct alignas(128) wide {
        char bytes[128];
    };
    for (std::size_t const n : {std::size_t{1}, std::size_t{1000}, std::size_t{100'000}}) {
        auto* const block = bulk_allocator<wide>().allocate(n);
        CHECK(reinterpret_cast<std::uintptr_t>(block) % alignof(wide) == 0);
#if defined(__linux__) && !defined(ENTENTE_NO_HUGE_PAGES)
        if (n * sizeof(wide) >= bulk_allocator<wide>::bulk)
            CHECK(reinterpret_cast<std::uintptr_t>(block) % (1 << 21) == 0);
#endif
        bulk_allocator<wide>().deallocate(block, n);
    }
    CHECK_THROWS_AS((void)bulk_allocator<wide>().allocate(std::numeric_limits<std::size_t>::max() / 2), std::bad_alloc);
    CHECK(bulk_allocator<int>() == bulk_allocator<wide>());
}

}  // namespace

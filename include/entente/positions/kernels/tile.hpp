// SPDX-License-Identifier: BSL-1.0
// What a kernel is asked for (a tile of pairs) and where it writes (a row-major output).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace entente::kernels {

/// A rectangle of pairs: rows [row_begin, row_end) against columns [column_begin, column_end).
///
/// With `upper_only`, pairs whose column is not greater than their row need not be computed: their cells of the output hold
/// unspecified values afterwards. It makes sense when rows and columns are the same actors.
/// Tiles that begin at multiples of 64 columns are written fastest; a few hundred rows by a few hundred columns is a good size.
struct tile {
    std::uint32_t row_begin = 0;
    std::uint32_t row_end = 0;
    std::uint32_t column_begin = 0;
    std::uint32_t column_end = 0;
    bool upper_only = false;
};

/// Where a kernel writes one number per pair: (row_begin, column_begin) of the tile at `data`, rows `stride` numbers apart.
/// An output without data is not wanted, and costs nothing where the kernel can leave it out.
template <class T>
struct output {
    T* data = nullptr;
    std::size_t stride = 0;
};

namespace detail {

/// Allocates at a multiple of 64 bytes, so that no vector straddles two cache lines; large arrays from pages of 2 MiB where the system has
/// them: a third of the time for all pairs of 10,000 actors went into pages of 4 KiB.
template <class T>
struct line_allocator {
    using value_type = T;
    line_allocator() = default;
    template <class U>
    line_allocator(line_allocator<U> const&) noexcept {}
    [[nodiscard]] T* allocate(std::size_t n) {
        auto const p = static_cast<T*>(::operator new (n * sizeof(T), alignment(n)));
#if defined(MADV_HUGEPAGE)
        if (alignment(n) == large_page) ::madvise(p, n * sizeof(T), MADV_HUGEPAGE);  // only advice: it may well be declined
#endif
        return p;
    }
    void deallocate(T* p, std::size_t n) noexcept { ::operator delete (p, alignment(n)); }
    friend bool operator==(line_allocator const&, line_allocator const&) noexcept { return true; }

private:
    static constexpr std::align_val_t large_page{std::size_t{2} << 20};
    static constexpr std::align_val_t alignment(std::size_t n) {
        return n * sizeof(T) < 2 * static_cast<std::size_t>(large_page) ? std::align_val_t{64} : large_page;
    }
};

template <class T>
using line_vector = std::vector<T, line_allocator<T>>;

/// How many bytes of a panel are worked through before the next row's turn: what stays in the first-level cache beside the rest.
inline constexpr std::size_t block_bytes = 24 * 1024;

/// How many rows take their turn before the next block of issues.
inline constexpr std::uint32_t row_block = 128;

constexpr std::size_t ceil_div(std::size_t a, std::size_t b) noexcept {
    return (a + b - 1) / b;
}

}  // namespace detail
}  // namespace entente::kernels

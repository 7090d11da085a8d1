// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/bulk_allocator.hpp
/// Memory for arrays of many megabytes, which asks the system for large pages.

#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__linux__) && !defined(ENTENTE_NO_HUGE_PAGES)
#include <sys/mman.h>
#endif

namespace entente::detail {

/// As std::allocator; but a block of 4 MiB or more begins at a multiple of 2 MiB, and on Linux asks for pages of that size. Then building
/// a graph touches 512 times fewer pages, each of which costs about as much time as the work on what is in it. Only whole pages of 2 MiB
/// are asked for: no memory beyond the block is taken. Where the system does not give them, nothing is different.
/// The macro ENTENTE_NO_HUGE_PAGES, defined in every translation unit of a program or in none, switches it off.
template <class T>
struct bulk_allocator {
    using value_type = T;
    static constexpr std::size_t page = std::size_t{1} << 21, bulk = 2 * page;
    static constexpr std::align_val_t alignment{alignof(T) > page ? alignof(T) : page};

    bulk_allocator() = default;
    template <class U>
    bulk_allocator(bulk_allocator<U> const&) noexcept {}

    T* allocate(std::size_t n) {
#if defined(MADV_HUGEPAGE) && !defined(ENTENTE_NO_HUGE_PAGES)
        if (n > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
        if (n * sizeof(T) >= bulk) {
            void* const block = ::operator new(n * sizeof(T), alignment);
            ::madvise(block, n * sizeof(T) / page * page, MADV_HUGEPAGE);  // advice: its failure is no error
            return static_cast<T*>(block);
        }
#endif
        return std::allocator<T>().allocate(n);
    }
    void deallocate(T* block, std::size_t n) noexcept {
#if defined(MADV_HUGEPAGE) && !defined(ENTENTE_NO_HUGE_PAGES)
        if (n * sizeof(T) >= bulk) return ::operator delete(block, alignment);
#endif
        std::allocator<T>().deallocate(block, n);
    }
    /// resize() leaves numbers as they are: they are written anyway.
    template <class U>
    void construct(U* p) noexcept(std::is_nothrow_default_constructible_v<U>) {
        ::new (static_cast<void*>(p)) U;
    }
    template <class U, class... Args>
    void construct(U* p, Args&&... args) {
        ::new (static_cast<void*>(p)) U(std::forward<Args>(args)...);
    }
    template <class U>
    friend bool operator==(bulk_allocator const&, bulk_allocator<U> const&) noexcept {
        return true;
    }
};

template <class T>
using bulk = std::vector<T, bulk_allocator<T>>;

}  // namespace entente::detail
